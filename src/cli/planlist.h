#pragma once

#include <stdio.h>

struct plan;

/** Writes who would be asked what, a line each: zone, name, type (or the kind of check) and servers. */
void planlist_print(FILE *file, const struct plan *plan);
