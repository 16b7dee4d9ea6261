#pragma once

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/str.h"

/**
 * Builds text in a bounded buffer.  Of an addition that does not fit, what fits is kept; the
 * error sticks and later additions are dropped, so one check at the end is enough.  The text is
 * always NUL-terminated.
 */
struct text {
	char *data;   /* NUL-terminated */
	size_t len;   /* without the NUL */
	size_t size;  /* of the buffer, with the NUL */
	size_t max;   /* a growing text may reach this size; else equal to size */
	enum err err; /* ERR_LIMIT once something did not fit */
	bool is_heap; /* text_free frees data */
};

/** Builds in @buffer of @size bytes (at least 1), which the caller owns. */
void text_init(struct text *text, char *buffer, size_t size);

/** Builds in memory that grows up to @max bytes; the caller ends it with text_free. */
void text_init_growing(struct text *text, size_t max);

/** Frees what text_init_growing took; harmless otherwise and when repeated. */
void text_free(struct text *text);

/** Empties the text and forgets its error; keeps the buffer. */
void text_clear(struct text *text);

/** Shortens to @len bytes, when it is longer. */
void text_cut(struct text *text, size_t len);

void text_add(struct text *text, struct str str);
void text_add_cstr(struct text *text, const char *cstr);
void text_add_char(struct text *text, char c);
void text_add_repeat(struct text *text, char c, size_t count);
void text_add_u64(struct text *text, uint64_t number);
/** Two hex digits a byte, without separators. */
void text_add_hex(struct text *text, const uint8_t *data, size_t size, bool is_upper);
void text_add_format(struct text *text, const char *format, ...) PRINTF(2, 3);
void text_add_format_list(struct text *text, const char *format, va_list args)
	PRINTF(2, 0);

/** What was built so far, borrowed until the next addition. */
struct str text_str(const struct text *text);
