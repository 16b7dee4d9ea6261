#pragma once

/* Zone files for tests, and their records as text. */

#include "declare/zonefile.h"
#include "declare_case.h"

static inline void zone_add_record(void *user, const struct zonefile_record *record)
{
	static const struct rdata_style style;
	struct text *out = user;

	name_print(out, record->owner);
	if (record->has_ttl) {
		text_add_format(out, " %u ", record->ttl);
	} else {
		text_add_cstr(out, " - ");
	}
	type_print(out, record->type);
	text_add_char(out, ' ');
	rdata_print(out, record->type, record->wire, record->size, 0, record->size,
		    &style);
	text_add_char(out, '\n');
}

/* Reads each row as the zone "ex." and compares records and faults. */
static inline void zone_rows(const struct case_row *rows, size_t count)
{
	struct name_buffer zone;

	assert_int_equal(name_parse((struct str)STR("ex."), NULL, &zone, NULL), ERR_OK);
	for (size_t i = 0; i < count; i++) {
		struct arena *arena = arena_new();
		struct source source = case_source(rows[i].text);
		struct faults faults;
		struct text out;

		faults_init(&faults, arena);
		text_init_growing(&out, CASE_OUT_MAX);
		zonefile_read(&source, name_of(&zone), zone_add_record, &out, &faults);
		case_add_faults(&out, &faults);
		case_compare(out.data, rows[i].wanted, rows[i].why);
		text_free(&out);
		arena_free(arena);
	}
}
