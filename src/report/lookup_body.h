#pragma once

#include <stdint.h>

struct lookup;
struct lookup_page;
struct lookup_reply;

/**
 * Prints the sections of a message that are to be shown, with their titles, and the TSIG record.
 *
 * @soa_count  SOA records of the transfer shown so far, counted on; any number for an answer
 */
void lookup_body_print(struct lookup_page *page, const struct lookup *lookup,
		       const struct lookup_reply *reply, uint64_t *soa_count);
