#pragma once

/* Rows of rdata for tests: in hex, as text, and what must become of either. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/num.h"
#include "base/text.h"
#include "dns/rdata.h"

enum { CASE_TEXT_MAX = 1 << 16, CASE_WIRE_MAX = 4096 };

/* Rdata behind some bytes of message (the name "x." and "y.x."), for names to point to. */
struct rdata_case {
	uint8_t wire[CASE_WIRE_MAX];
	size_t size;
	size_t offset;
	uint16_t rdata_size;
};

static const char case_head[] = "017800"; /* "x." at offset 0 */

static inline void case_read(struct rdata_case *rdata, const char *hex)
{
	size_t size = 0;

	assert_int_equal(num_parse_bytes(str_of(case_head), rdata->wire, CASE_WIRE_MAX,
					 &rdata->offset),
			 ERR_OK);
	assert_int_equal(num_parse_bytes(str_of(hex), rdata->wire + rdata->offset,
					 CASE_WIRE_MAX - rdata->offset, &size),
			 ERR_OK);
	rdata->rdata_size = (uint16_t)size;
	rdata->size = rdata->offset + size;
}

static inline bool case_is_valid(uint16_t type, const char *hex)
{
	struct rdata_case rdata;

	case_read(&rdata, hex);
	return rdata_is_valid(type, rdata.wire, rdata.size, rdata.offset,
			      rdata.rdata_size);
}

/* One row: well formed or not, and why that is so. */
struct case_valid { /* NOLINT(clang-analyzer-optin.performance.Padding): rows read in this order */
	uint16_t type;
	const char *hex;
	bool is_valid;
	const char *why;
};

static inline void case_valid_check(const struct case_valid *rows, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (case_is_valid(rows[i].type, rows[i].hex) != rows[i].is_valid) {
			fail_msg("type %u %s: %s", rows[i].type, rows[i].hex,
				 rows[i].why);
		}
	}
}

static inline void case_print(struct text *text, uint16_t type, const char *hex,
			      const struct rdata_style *style)
{
	struct rdata_case rdata;

	case_read(&rdata, hex);
	rdata_print(text, type, rdata.wire, rdata.size, rdata.offset, rdata.rdata_size,
		    style);
	assert_int_equal(text->err, ERR_OK);
}

/* One row: what dig prints of it. */
struct case_text {
	uint16_t type;
	const char *hex;
	const char *text;
	const char *why;
};

static inline void case_print_check(const struct case_text *rows, size_t len,
				    const struct rdata_style *style)
{
	static char buffer[CASE_TEXT_MAX];
	struct text text;

	for (size_t i = 0; i < len; i++) {
		text_init(&text, buffer, sizeof(buffer));
		case_print(&text, rows[i].type, rows[i].hex, style);
		if (strcmp(buffer, rows[i].text) != 0) {
			fail_msg("type %u: \"%s\", wanted \"%s\": %s", rows[i].type,
				 buffer, rows[i].text, rows[i].why);
		}
	}
}

/* The wire of the text in hex, or the sentence that refuses it. */
static inline const char *case_parse(struct arena *arena, uint16_t type, const char *text,
				     const char *origin_hex)
{
	static uint8_t origin_wire[NAME_SIZE_MAX];
	struct name origin = { origin_wire, 0 };
	struct str wire = { NULL, 0 };
	const char *why = NULL;
	struct text hex;

	if (origin_hex != NULL) {
		assert_int_equal(num_parse_bytes(str_of(origin_hex), origin_wire,
						 sizeof(origin_wire), &origin.size),
				 ERR_OK);
	}
	if (rdata_parse(arena, type, str_of(text), origin_hex != NULL ? &origin : NULL,
			&wire, &why) != ERR_OK) {
		assert_non_null(why);
		assert_null(wire.data);
		return why;
	}
	assert_null(why);

	char *buffer = arena_bytes(arena, wire.len * 2 + 1);

	text_init(&hex, buffer, wire.len * 2 + 1);
	text_add_hex(&hex, (const uint8_t *)wire.data, wire.len, false);
	return buffer;
}

/* Rows as for printing, the other way: hex is what the text gives, or the sentence of refusal. */
static inline void case_parse_check(const struct case_text *rows, size_t len)
{
	struct arena *arena = arena_new();

	for (size_t i = 0; i < len; i++) {
		const char *got = case_parse(arena, rows[i].type, rows[i].text, NULL);

		if (strcmp(got, rows[i].hex) != 0) {
			fail_msg("type %u %s: \"%s\", wanted \"%s\": %s", rows[i].type,
				 rows[i].text, got, rows[i].hex, rows[i].why);
		}
	}
	arena_free(arena);
}
