#pragma once

#include <stdbool.h>
#include <stdio.h>

struct net;

/** What a run stands in. */
struct dig_run_options {
	bool is_dig; /* called as dig: its text, streams and exit codes exactly */
	FILE *out;
	FILE *err;
	struct net *net;       /* NULL: the real one */
	const char *conf_path; /* resolv.conf */
};

/**
 * Runs a command line in dig's grammar and returns the exit code.
 * @argv  argv[0] is what dig says that it was called
 */
int dig_run(const struct dig_run_options *options, int argc, char **argv);

/** The same on the standard streams and the real network. */
int dig_run_here(int argc, char **argv, bool is_dig);
