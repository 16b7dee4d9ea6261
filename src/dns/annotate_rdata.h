#pragma once

#include <stddef.h>
#include <stdint.h>

struct message_rr;
struct text;

/** One line: offset, up to 16 bytes, @note; further bytes on lines of their own. */
void annotate_rdata_line(struct text *text, const uint8_t *wire, size_t offset,
			 size_t size, const char *note);

/** The lines of a record's rdata, by the fields of its type; options one by one for OPT. */
void annotate_rdata_print(struct text *text, const uint8_t *wire, size_t size,
			  const struct message_rr *rr);
