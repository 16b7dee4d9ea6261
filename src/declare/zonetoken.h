#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"
#include "base/str.h"

/** A word of a zone file. */
struct zonetoken {
	enum zonetoken_kind {
		ZONETOKEN_END,     /* of the file */
		ZONETOKEN_NEWLINE, /* that ends an entry */
		ZONETOKEN_WORD,    /* escapes as written */
		ZONETOKEN_QUOTED,  /* without its quotes, escapes as written */
		ZONETOKEN_FAULT    /* recorded; the rest of its line is skipped */
	} kind;
	struct str text; /* as it stands in the file */
	unsigned line;
	unsigned column; /* in bytes, from 1 */
};

/** The words of a zone file, in turn.  Copy it to come back to a place. */
struct zonetokens {
	const char *at, *end;
	const char *line_start;
	const char *file;
	struct faults *faults;
	unsigned line;
	unsigned parentheses; /* open */
	unsigned breaks;      /* parentheses and lines passed within entries */
	struct place opened;  /* the last parenthesis that opened */
	bool is_silent;       /* faults were recorded by a reading before */
	bool is_fixed; /* every token is at the place of the first: a line of $GENERATE */
};

/** Begins @text, a byte order mark left out. */
void zonetoken_begin(struct zonetokens *tokens, struct str text, const char *file,
		     struct faults *faults);

/** The next word.  Source: RFC 1035 section 5.1. */
struct zonetoken zonetoken_next(struct zonetokens *tokens);

/** True at a line that begins with a blank: its owner is that of the line before. */
bool zonetoken_is_indented(const struct zonetokens *tokens);

/** Goes to the end of the entry that @token, the last one read, stands in. */
void zonetoken_skip_entry(struct zonetokens *tokens, struct zonetoken token);

/** Where a token stands. */
struct place zonetoken_place(const struct zonetokens *tokens,
			     const struct zonetoken *token);
