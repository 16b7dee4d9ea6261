#pragma once

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "cli/dig_run.h"
#include "virtual/virtual.h"

enum { RUNNER_ARGS_MAX = 64 };

/** A run of dig's grammar on a virtual network, with what it wrote. */
struct runner {
	struct virtual *net;
	char *out;
	char *err;
	size_t out_size;
	size_t err_size;
	int exit_code;
};

/** Cuts a line at its blanks; '' is an empty word.  @line is changed. */
static inline int runner_split(char *line, char **argv)
{
	static char empty[] = "";
	int argc = 1;

	for (char *word = strtok(line, " "); word != NULL && argc < RUNNER_ARGS_MAX - 1;
	     word = strtok(NULL, " "))
		argv[argc++] = strcmp(word, "''") == 0 ? empty : word;
	argv[argc] = NULL;
	return argc;
}

static inline void runner_init(struct runner *runner)
{
	*runner = (struct runner){ .net = virtual_new(1) };
	setenv("HOME", "/nonexistent", 1);
	setenv("TZ", "UTC", 1);
}

static inline void runner_forget(struct runner *runner)
{
	free(runner->out);
	free(runner->err);
	runner->out = NULL;
	runner->err = NULL;
}

static inline void runner_free(struct runner *runner)
{
	runner_forget(runner);
	virtual_free(runner->net);
}

/** Runs a line; what it wrote stays until the next one. */
static inline void runner_run(struct runner *runner, bool is_dig, const char *line)
{
	static char name[] = "dig";
	char *copy = strdup(line);
	char *argv[RUNNER_ARGS_MAX] = { name };
	struct dig_run_options options = {
		.is_dig = is_dig,
		.net = virtual_net(runner->net),
		.conf_path = "/nonexistent",
	};

	runner_forget(runner);
	options.out = open_memstream(&runner->out, &runner->out_size);
	options.err = open_memstream(&runner->err, &runner->err_size);
	runner->exit_code = dig_run(&options, runner_split(copy, argv), argv);
	(void)fclose(options.out);
	(void)fclose(options.err);
	free(copy);
}
