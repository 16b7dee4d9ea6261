#include <stdlib.h>

#include "cli/command.h"

/* What is no command is a lookup: dig's own line. */
int main(int argc, char **argv)
{
	const struct command *command = argc > 1 ? command_find(argv[1]) : NULL;

	if (command != NULL)
		return command->run(argc - 1, argv + 1);
	command = command_find("query");
	return command != NULL ? command->run(argc, argv) : EXIT_FAILURE;
}
