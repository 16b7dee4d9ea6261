#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/registry.h"
#include "verdict/verdict.h"

struct arena;

/** Where and how a report is written; what a format may want to know, constant for the run. */
struct format_context {
	struct arena *arena; /* for what the format keeps until its end */
	FILE *stream;
	bool is_coloured;
	bool is_quiet; /* text: only what is not ok, and nothing at all when all is well */
	bool is_verbose;    /* text: the ok ones too */
	const char *source; /* what was checked, for titles: the first file */
	const char *const
		*labels; /* "key=value" pairs of the declaration, NULL-terminated */
};

/** A format of the check report: one constant and one file, report/formats/format_<name>.c. */
struct format {
	struct entry entry;
	bool wants_ok; /* needs the names and data of verdicts that are ok, too */
	bool is_alone; /* who reads it takes what stands on stderr for part of it */
	/** Returns the format's own state, in the context's arena; may be NULL. */
	void *(*begin)(const struct format_context *context);
	void (*verdict)(void *self, const struct format_context *context,
			const struct verdict *verdict);
	void (*end)(void *self, const struct format_context *context,
		    const struct verdict_summary *summary);
	/** Says in place of a report why there is none.  NULL: stderr tells enough. */
	void (*fault)(FILE *stream, const char *why);
};

#define FORMAT(name) extern const struct format format_##name;
#include "report/formats.def"
#undef FORMAT

extern const struct registry format_registry;

/** NULL when there is none of that name. */
const struct format *format_find(struct str name);
