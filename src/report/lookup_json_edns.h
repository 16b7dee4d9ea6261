#pragma once

#include <stddef.h>
#include <stdint.h>

struct edns;
struct json;

/**
 * The member "EDNS": version, flags, buffer size, and each option as an object with its code,
 * name, octets, dig's text, and what its format holds.
 *
 * @query  the query that was answered, to judge the cookie by; may be NULL
 */
void lookup_json_edns_print(struct json *json, const struct edns *edns,
			    const uint8_t *query, size_t query_size);
