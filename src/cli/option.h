#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/registry.h"

/** One long option (and letter) of a command that is not dig's: getopt, help, manual and completion read it. */
struct option_row {
	const char *name;     /* "format"; NULL ends the table */
	char letter;          /* 'f', or 0 */
	const char *argument; /* "FORMAT[:FILE]", or NULL */
	const char *summary;
	const char *example; /* for the manual; may be NULL */
};
