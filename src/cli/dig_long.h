#pragma once

#include <stdbool.h>

#include "cli/dig_parser.h"

/** An option of ours that begins with "--" and takes a value: "--save FILE", "--save=FILE". */
struct dig_long {
	const char *name; /* NULL ends the table */
	const char *argument;
	size_t offset; /* of the const char * in struct dig_globals that it sets */
	const char *summary;
};

extern const struct dig_long dig_long_rows[];

/** True for an argument that is one of these, which only digdrift takes. */
bool dig_long_is(const struct dig_parser *parser, const char *argument);

/** Takes it, and @next where that is its value. */
NODISCARD enum dig_next dig_long_take(struct dig_parser *parser, const char *argument,
				      const char *next, bool *out_has_used_next);
