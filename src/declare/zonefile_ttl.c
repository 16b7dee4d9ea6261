#include "declare/zonefile_reader.h"

enum { TTL_MAX = INT32_MAX };

/* Seconds of a unit, or 0. */
static uint32_t unit_of(char c)
{
	switch (c | 0x20) {
	case 's':
		return 1;
	case 'm':
		return 60;
	case 'h':
		return 3600;
	case 'd':
		return 86400;
	case 'w':
		return 604800;
	default:
		return 0;
	}
}

enum err zonefile_ttl_parse(struct str text, uint32_t *out_ttl)
{
	uint64_t total = 0;
	size_t at = 0;

	while (at < text.len) {
		uint64_t number = 0;
		size_t start = at;
		uint32_t unit = 1;

		while (at < text.len && text.data[at] >= '0' && text.data[at] <= '9') {
			number = number * 10 + (uint64_t)(text.data[at++] - '0');
			if (number > TTL_MAX)
				return ERR_RANGE;
		}
		if (at == start)
			return ERR_SYNTAX;
		if (at < text.len) {
			unit = unit_of(text.data[at++]);
		} else if (start > 0) {
			return ERR_SYNTAX; /* "1h30" */
		}
		if (unit == 0)
			return ERR_SYNTAX;
		total += number * unit;
		if (total > TTL_MAX)
			return ERR_RANGE;
	}
	if (text.len == 0)
		return ERR_SYNTAX;
	*out_ttl = (uint32_t)total;
	return ERR_OK;
}
