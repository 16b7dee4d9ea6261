#include "base/utf8.h"

#include <stdbool.h>
#include <stdint.h>

/* The rows of RFC 3629's syntax: lead bytes, bounds of the second byte, size. */
static const struct {
	uint8_t lead_min, lead_max;
	uint8_t second_min, second_max;
	uint8_t size;
} rows[] = {
	{ 0x00, 0x7f, 0x00, 0x00, 1 }, { 0xc2, 0xdf, 0x80, 0xbf, 2 },
	{ 0xe0, 0xe0, 0xa0, 0xbf, 3 }, { 0xe1, 0xec, 0x80, 0xbf, 3 },
	{ 0xed, 0xed, 0x80, 0x9f, 3 }, { 0xee, 0xef, 0x80, 0xbf, 3 },
	{ 0xf0, 0xf0, 0x90, 0xbf, 4 }, { 0xf1, 0xf3, 0x80, 0xbf, 4 },
	{ 0xf4, 0xf4, 0x80, 0x8f, 4 },
};

static bool is_tail(struct str str, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		if (((uint8_t)str.data[i] & 0xc0) != 0x80)
			return false;
	}
	return true;
}

size_t utf8_size(struct str str)
{
	uint8_t lead, second;

	if (str.len == 0)
		return 0;
	lead = (uint8_t)str.data[0];
	second = str.len > 1 ? (uint8_t)str.data[1] : 0;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (lead < rows[i].lead_min || lead > rows[i].lead_max)
			continue;
		if (rows[i].size == 1)
			return 1;
		if (str.len < rows[i].size || second < rows[i].second_min ||
		    second > rows[i].second_max || !is_tail(str, 2, rows[i].size))
			return 0;
		return rows[i].size;
	}
	return 0;
}
