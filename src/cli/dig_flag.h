#pragma once

#include <stdbool.h>

#include "cli/dig_parser.h"

/** A flag of dig's grammar: "-" and a letter. */
struct dig_flag {
	char letter; /* 0 ends the table */
	const char *
		argument; /* as help shows it; NULL: none, and several may be written as one */
	/** What the reading of the line does with it; NULL: nothing. */
	enum dig_next (*apply)(struct dig_parser *parser, const char *value);
	const char *summary;
};

extern const struct dig_flag dig_flag_rows[];

/**
 * Reads the letters of every argument that hold wherever they stand (-4, -6, -r, -u ...), before
 * anything else is read, as dig does.
 */
NODISCARD enum dig_next dig_flag_read_ahead(struct dig_parser *parser);

/**
 * Takes what stands behind the "-".
 * @next               the next argument, NULL at the end
 * @out_has_used_next  it was the value
 */
NODISCARD enum dig_next dig_flag_take(struct dig_parser *parser, const char *text,
				      const char *next, bool *out_has_used_next);

/** The letter says that a value follows, attached or as the next argument. */
bool dig_flag_has_value(char letter);
