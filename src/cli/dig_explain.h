#pragma once

#include "base/attr.h"

struct dig_asker;

/**
 * +explain: says in words what a line asks, of whom, how, what each of its options does and what would be
 * sent; asks nobody.  Returns the exit code.
 *
 * @argv  the line that the asker's line was read from
 */
NODISCARD int dig_explain_line(struct dig_asker *asker, int argc, char **argv);
