#pragma once

#include <stdbool.h>

struct text;

/**
 * Adds each option and flag of a line with what its table says of it, in order; nothing when there are
 * none.  Secrets are left out.
 */
void dig_explain_words_add(struct text *text, bool is_dig, int argc, char **argv);
