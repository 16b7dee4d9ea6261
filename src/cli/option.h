#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/registry.h"

struct command;
struct text;

enum { OPTION_ROWS_MAX = 64 };

/** One long option (and letter) of a command that is not dig's: parser, help, manual and completion read it. */
struct option_row {
	const char *name;     /* "format"; NULL ends the table */
	char letter;          /* 'f', or 0 */
	const char *argument; /* "FORMAT[:FILE]", or NULL when it takes none */
	const char *summary;
	const char *example; /* for the manual; may be NULL */
};

enum option_event {
	OPTION_ROW,  /* an option of the table: row and value are set */
	OPTION_END,  /* no more: operands are set */
	OPTION_HELP, /* --help or -h was written */
	OPTION_BAD,  /* said on stderr already */
};

/** Reads a command's line by its table.  Options and operands may be mixed; "--" ends the options. */
struct option_reader {
	const struct command *command;
	const struct option_row *row;
	const char *value; /* NULL when the option takes none */
	char **operands;
	int operand_count;

	int argc;
	char **argv;
};

/** @argv[0] is the command's name. */
void option_begin(struct option_reader *reader, const struct command *command, int argc,
		  char **argv);

enum option_event option_next(struct option_reader *reader);

/** The help of a command: usage, summary, options; fits 80 columns. */
void option_print_help(struct text *text, const struct command *command);
