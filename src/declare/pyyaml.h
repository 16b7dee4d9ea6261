#pragma once

#include <stdbool.h>

#include "base/str.h"

/**
 * Tells whether PyYAML, and so octoDNS, reads a plain scalar as another text than stands there: 0x10
 * as 16, 1.10 as 1.1, 12:30:00 as 45000, yes as True, null as None.
 *
 * Returns what it reads, or what kind of value where that would take its own arithmetic; NULL
 * when it reads the text as it is.
 */
const char *pyyaml_reads_as(struct str text);
