#pragma once

#include "base/str.h"

struct text;

/**
 * Adds character data or an attribute's value: & < > " escaped, control characters that XML 1.0 forbids
 * as their Unicode pictures, bytes that are no UTF-8 as U+FFFD.
 */
void xml_add(struct text *text, struct str str);
