#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "cli/command.h"
#include "cli/dig_help.h"
#include "cli/dig_run.h"
#include "cli/option.h"
#include "cli/version.h"

enum { COMMANDS_TEXT_MAX = 4096 };

static void print_help(void)
{
	char buffer[COMMANDS_TEXT_MAX];
	struct text text;

	(void)fputs("Usage: digdrift [query] [@server ...] [name] [type] [class] "
		    "[-flag ...]\n                [+option ...] ...\n"
		    "       digdrift COMMAND ...\n\nCommands:\n",
		    stdout);
	text_init(&text, buffer, sizeof(buffer));
	for (size_t i = 0; i < command_registry.len; i++) {
		option_print_entry(&text, command_registry.entries[i]->name,
				   command_registry.entries[i]->summary);
	}
	(void)fputs(text.data, stdout);
	(void)fputs(
		"\n'digdrift -h' shows the flags and options of lookups, 'digdrift "
		"COMMAND --help'\nthose of a command; '--version' the versions of the "
		"libraries in use.\n",
		stdout);
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

int main(int argc, char **argv)
{
	const char *first = argc > 1 ? argv[1] : "";
	const struct command *command;

	if (argc > 0 && strcmp(base_name(argv[0]), "dig") == 0)
		return dig_run_here(argc, argv, true);
	if (strcmp(first, "--help") == 0) {
		print_help();
		return 0;
	}
	if (strcmp(first, "--version") == 0) {
		version_print(stdout);
		return 0;
	}
	command = command_find(first);
	if (command != NULL)
		return command->run(argc - 1, argv + 1);
	return dig_run_here(argc, argv, false);
}
