#pragma once

#include <stddef.h>

#include "base/str.h"

/**
 * Bytes of the well-formed UTF-8 character that @str starts with: 1 to 4; 0 when there is none.
 * Source: RFC 3629 section 4.
 */
size_t utf8_size(struct str str);
