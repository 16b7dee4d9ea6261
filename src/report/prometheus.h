#pragma once

#include <stdio.h>

#include "base/str.h"

struct text;

/** Adds `name="value"` with `\\`, `"` and LF escaped; bytes that are no UTF-8 become U+FFFD. */
void prometheus_add_label(struct text *text, struct str name, struct str value);

/** Writes the HELP and TYPE lines of a family. */
void prometheus_family(FILE *stream, const char *name, const char *type,
		       const char *help);
