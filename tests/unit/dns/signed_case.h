#pragma once

/* Record sets for tests, from presentation form. */

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "dns/rdata.h"
#include "dns/signed.h"
#include "dns/type.h"

static inline struct name signed_case_name(struct arena *arena, const char *text)
{
	struct name name = name_root;
	enum err err = name_parse_new(arena, str_of(text), NULL, &name, NULL);

	assert(err == ERR_OK);
	return name;
}

static inline struct dnssec_bytes signed_case_rdata(struct arena *arena, uint16_t type,
						    const char *text)
{
	struct str wire = { 0 };
	const char *why = "";
	enum err err = rdata_parse(arena, type, str_of(text), NULL, &wire, &why);

	if (err != ERR_OK)
		fprintf(stderr, "%s: %s\n", text, why);
	assert(err == ERR_OK);
	return (struct dnssec_bytes){ (const uint8_t *)wire.data, wire.len };
}

/* A set of one record without signatures. */
static inline const struct signed_set *signed_case_set(struct arena *arena,
						       const char *owner, uint16_t type,
						       const char *rdata)
{
	struct signed_set *set = arena_alloc(arena, sizeof(*set));

	set->owner = signed_case_name(arena, owner);
	set->type = type;
	set->rr_class = CLASS_IN;
	set->section = SECTION_AUTHORITY;
	set->rdata = arena_alloc(arena, sizeof(*set->rdata));
	set->rdata[0] = signed_case_rdata(arena, type, rdata);
	set->count = 1;
	return set;
}
