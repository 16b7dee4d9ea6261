#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/** True when the lines of an annotation hold each byte of the message once, in order, at its offset. */
static inline bool annotated_is_whole(const char *text, const uint8_t *wire, size_t size)
{
	size_t at = 0;

	for (const char *line = text; *line != '\0'; line = strchr(line, '\n') + 1) {
		const char *hex;
		char *end;

		if (*line == ';')
			continue;
		if (strtoul(line, &end, 16) != at || end == line)
			return false;
		for (hex = line + 6; *hex != '\n' && *hex != ' '; hex += 3) {
			if (at == size || strtoul(hex, NULL, 16) != wire[at])
				return false;
			at++;
			if (hex[2] != ' ')
				break;
		}
	}
	return at == size;
}
