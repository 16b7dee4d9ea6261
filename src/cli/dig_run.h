#pragma once

#include <stdbool.h>

/**
 * Runs a command line in dig's grammar and returns the exit code.
 *
 * @argv    argv[0] is passed over
 * @is_dig  the program was called as dig: its text, streams and exit codes exactly
 */
int dig_run(int argc, char **argv, bool is_dig);
