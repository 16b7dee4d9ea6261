#pragma once

#include "base/registry.h"

/** A command: one row in cli/commands.def and one file, cli/commands/command_<name>.c. */
struct command {
	struct entry entry;
	const char *usage; /* behind "digdrift NAME ": "[options] FILE|DIR ..." */
	const struct option_row
		*options; /* its table, for help, manual and completion; NULL: dig's */
	/** @argv[0] is the command's name.  Returns the exit code. */
	int (*run)(int argc, char **argv);
};

#define COMMAND(name) extern const struct command command_##name;
#include "cli/commands.def"
#undef COMMAND

extern const struct registry command_registry;

/** NULL when there is none of exactly that name. */
const struct command *command_find(const char *name);
