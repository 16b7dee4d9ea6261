#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/dig_parser.h"

/** What a + option sets. */
enum dig_kind {
	DIG_KIND_ON,      /* a bool; "no" clears it */
	DIG_KIND_OFF,     /* a bool the other way round */
	DIG_KIND_NUMBER,  /* an unsigned; the number must be given */
	DIG_KIND_CALL,    /* whatever apply does */
	DIG_KIND_REMOVED, /* dig had it once: fatal */
};

/** Where it is set. */
enum dig_scope {
	DIG_SCOPE_LOOKUP, /* a member of struct dig_lookup: the lookup at hand */
	DIG_SCOPE_GLOBAL, /* a member of struct dig_globals: the whole run */
};

/** An option of dig's grammar that begins with "+". */
struct dig_option {
	const char *name;  /* whole; NULL ends the table */
	unsigned shortest; /* letters of its shortest form, which must be in lower case */
	enum dig_kind kind;
	enum dig_scope scope;
	uint32_t max; /* DIG_KIND_NUMBER: from 0 to this */
	size_t offset;
	const char *argument; /* as help shows it: "N"; NULL: none */
	const char *what;     /* DIG_KIND_NUMBER: dig's word for it in errors */
	enum dig_next (*apply)(struct dig_parser *parser, bool is_on, const char *value);
	const char *off;     /* what its "no" does; NULL: not what the summary says */
	const char *summary; /* NULL: not shown in help, being another's second name */
	bool is_positive;    /* "no" before it is refused */
	bool has_edns;       /* setting it turns EDNS on */
	bool is_ours;        /* not dig's: only digdrift takes it */
};

extern const struct dig_option dig_option_rows[];

/** The option that @name is a form of, without "no" and value; NULL when there is none. */
const struct dig_option *dig_option_find(const char *name, bool is_dig);

/** Takes what stands behind the "+"; @text is changed.  Says what is wrong. */
NODISCARD enum dig_next dig_option_take(struct dig_parser *parser, char *text);
