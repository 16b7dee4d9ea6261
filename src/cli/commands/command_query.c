/*
 * The default command: dig's grammar.
 */
#include <string.h>

#include "cli/command.h"
#include "cli/dig_run.h"

static int query_run(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "--help") == 0) {
		static char help[] = "-h";
		char *asked[] = { argv[0], help, NULL };

		return dig_run_here(2, asked, false);
	}
	return dig_run_here(argc, argv, false);
}

const struct command command_query = {
	.entry = { "query", "look names up, with dig's command line" },
	.usage = "[@server ...] [name] [type] [class] [-flag ...] [+option ...] ...",
	.run = query_run,
};
