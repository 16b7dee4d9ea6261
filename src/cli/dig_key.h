#pragma once

#include <stdbool.h>

#include "base/attr.h"

struct answer;
struct dig_line;

/**
 * Reads the TSIG key of -y or -k, where one was given, into the line's globals.
 * Returns false when it is no good, which was said: nothing may be asked unsigned then.
 */
NODISCARD bool dig_key_read(struct dig_line *line);

/** Holds a reply to the key in use.  NULL when there is none or all is well; else what is wrong, in dig's words as dig. */
const char *dig_key_judge(const struct dig_line *line, const struct answer *answer);
