#pragma once

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>

#include "base/attr.h"
#include "cli/dig_lookup.h"

struct arena;

/** Exit codes of dig itself. */
enum dig_exit {
	DIG_EXIT_OK = 0,
	DIG_EXIT_USAGE = 1,
	DIG_EXIT_BATCH = 8,
	DIG_EXIT_NO_REPLY = 9,
	DIG_EXIT_INTERNAL = 10,
};

/**
 * A command line in dig's grammar, read without asking anybody anything.  All text and all
 * lookups are in the arena; argv is borrowed for the whole run.
 */
struct dig_line {
	struct arena *arena;
	FILE *out;
	FILE *err;
	const char *program; /* for messages; dig says what it was called as */
	bool is_dig;
	struct dig_globals globals;
	struct dig_lookup defaults;
	struct dig_lookup *first; /* lookups in the order of the line; NULL: none */
	struct dig_lookup *last;
	const char *file; /* where the line at hand stands; NULL: on the command line */
	unsigned file_line;
	bool has_banner; /* the first banner of the run was made */
	int exit_code;   /* once a function returned false */
};

/** Begins with dig's defaults.  @program for messages; @is_dig as the program is called. */
void dig_line_init(struct dig_line *line, struct arena *arena, const char *program,
		   bool is_dig);

/**
 * Reads the flags that hold wherever they stand (-4, -6, -r, -u, -h, -v); the first thing to do.
 * Returns false when the run is over: exit_code tells why, and all was said.
 */
NODISCARD bool dig_line_read_ahead(struct dig_line *line, int argc, char **argv);

/**
 * Reads the arguments of a command line; argv[0] is the program.  Without a name the root's NS
 * are looked up, unless there is a batch file.  Returns as above.
 */
NODISCARD bool dig_line_parse(struct dig_line *line, int argc, char **argv);

/** Reads a line of ~/.digrc: options only.  Returns as above. */
NODISCARD bool dig_line_parse_rc(struct dig_line *line, int argc, char **argv);

/** Reads a line of a batch file, with lookups of its own.  Returns as above. */
NODISCARD bool dig_line_parse_batch(struct dig_line *line, int argc, char **argv);

/** Takes the first lookup off the line; NULL when there is none. */
struct dig_lookup *dig_line_take(struct dig_line *line);

/** Writes "FILE:LINE: " of a line that stands in a file; dig does not. */
void dig_line_write_place(const struct dig_line *line, FILE *stream);

/** Writes a line behind the results so far: place and "PROGRAM: " first when @has_program. */
void dig_line_write(struct dig_line *line, FILE *stream, bool has_program,
		    const char *format, va_list args) PRINTF(4, 0);

/** Says "dig: ..." and returns false with @exit_code set. */
bool dig_line_fatal(struct dig_line *line, int exit_code, const char *format, ...)
	PRINTF(3, 4);
