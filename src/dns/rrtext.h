#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dns/name.h"
#include "dns/rdata.h"

struct message_rr;
struct text;

/** How record lines are shown: dig's display options. */
struct rrtext_style {
	struct rdata_style rdata;
	bool is_ttl_hidden;
	bool is_class_hidden;
	bool is_ttl_in_units;
	void (*rewrite)(struct text *owner); /* how a name is shown; NULL: as it is */
};

/**
 * One record line as dig prints it, with its columns (tabs) and a final LF; a question has a
 * leading ";" and neither TTL nor rdata.
 */
void rrtext_print(struct text *text, const uint8_t *wire, size_t size,
		  const struct message_rr *rr, const struct rrtext_style *style);

/** dig's form of a number of seconds in units: "59m24s", "3w", "1h"; "0s". */
void rrtext_print_ttl(struct text *text, uint32_t ttl);
/** dig's form in words: "2 weeks", "1 hour 30 minutes". */
void rrtext_print_words(struct text *text, uint32_t seconds);
