#pragma once

#include <stdbool.h>

#include "base/str.h"

/**
 * True when @text matches @pattern, ASCII case folded: "*" stands for any run of characters but
 * dots, "**" for any run, "?" for one character; ".**" at the end also for nothing, and so does "**."
 * at the start.
 */
bool glob_is_match(struct str pattern, struct str text);
