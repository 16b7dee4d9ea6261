#pragma once

#include <stdbool.h>
#include <stdint.h>

struct json;
struct lookup_style;
struct rrset;
struct text;

/** "example.test. 300 A 192.0.2.1" and LF: one record of a set, its TTL only when @has_ttl. */
void lookup_records_print(struct text *text, const struct rrset *rrset, uint16_t index,
			  const struct lookup_style *style, bool has_ttl);

/** The same as an object: name, type, ttl, data. */
void lookup_records_print_json(struct json *json, const struct rrset *rrset,
			       uint16_t index);
