#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/registry.h"

struct command;
struct text;

enum { OPTION_ROWS_MAX = 64 };

/** Takes an option's value (NULL when it has none) into @settings; false when the value is no good. */
typedef bool option_set(void *settings, const char *value);

/** One long option (and letter) of a command that is not dig's: parser, help, manual and completion read it. */
struct option_row {
	const char *name;     /* "format"; NULL ends the table */
	char letter;          /* 'f', or 0 */
	const char *argument; /* "FORMAT[:FILE]", or NULL when it takes none */
	const char *summary;
	const char *example; /* for the manual; may be NULL */
	option_set *set;
};

/** What stands on a line beside the options. */
struct option_operands {
	char **list;
	int count;
};

/**
 * Reads a command's line by its table; options and operands may be mixed, "--" ends the options.
 * @argv[0] is the command's name.  Prints the help for --help and says on stderr what is wrong.
 *
 * @usage_code  exit code for a line that is wrong
 * Returns -1 to go on, else the exit code.
 */
int option_read(const struct command *command, int argc, char **argv, int usage_code,
		void *settings, struct option_operands *out_operands);

/** The help of a command: usage, summary, options; fits 80 columns. */
void option_print_help(struct text *text, const struct command *command);

/** An entry of such a list: @term, and @summary beside it from a column on, wrapped. */
void option_print_entry(struct text *text, const char *term, const char *summary);
