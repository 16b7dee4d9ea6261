#pragma once

#include <stddef.h>
#include <stdint.h>

struct text;

/**
 * Prints a message field by field: offset, bytes in hex, and what they mean.
 *
 *     0000  12 34                                            id 4660
 *     000c  01 61 00                                         name a.
 *
 * A message that cannot be read to its end is printed as far as it can; then come the fault with the
 * byte where it lies, and all that is left as plain bytes.  Nothing is left out.
 */
void annotate_print(struct text *text, const uint8_t *wire, size_t size);
