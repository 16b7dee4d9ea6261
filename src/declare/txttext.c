#include "declare/txttext.h"

#include <string.h>

#include "base/arena.h"

enum { CHUNK_MAX = 255 };

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static struct str without_quotes(struct str text)
{
	if (text.len < 2 || text.data[0] != '"')
		return text;
	return str_make(text.data + 1, text.len - 2);
}

/* Reads one byte of the text, "\"" between chunks left out; returns how much it took, 0 when wrong. */
static size_t read_byte(struct str rest, uint8_t *out_byte)
{
	*out_byte = (uint8_t)rest.data[0];
	if (rest.data[0] != '\\')
		return 1;
	if (rest.len < 2)
		return 0;
	*out_byte = (uint8_t)rest.data[1];
	if (!is_digit(rest.data[1]))
		return 2;
	if (rest.len < 4 || !is_digit(rest.data[2]) || !is_digit(rest.data[3]))
		return 0;

	unsigned value = (unsigned)((rest.data[1] - '0') * 100 +
				    (rest.data[2] - '0') * 10 + (rest.data[3] - '0'));

	*out_byte = (uint8_t)value;
	return value <= UINT8_MAX ? 4 : 0;
}

/* Appends a byte of text, opening a new chunk where the last is full. */
static size_t put_byte(uint8_t *wire, size_t size, size_t *chunk, uint8_t byte)
{
	if (wire[*chunk] == CHUNK_MAX) {
		*chunk = size;
		wire[size++] = 0;
	}
	wire[*chunk]++;
	wire[size++] = byte;
	return size;
}

enum err txttext_parse(struct arena *arena, struct str text, struct str *out_wire,
		       const char **out_why)
{
	static const struct str between = STR("\" \"");
	struct str rest = without_quotes(text);
	uint8_t *wire = arena_bytes(arena, 1 + rest.len + rest.len / CHUNK_MAX + 1);
	size_t size = 1;
	size_t chunk = 0;

	wire[0] = 0;
	while (rest.len > 0) {
		uint8_t byte = 0;
		size_t taken = 0;

		if (str_has_prefix(rest, between)) {
			rest = str_from(rest, between.len);
			continue;
		}
		taken = read_byte(rest, &byte);
		if (taken == 0) {
			*out_why =
				"a backslash wants a character or three digits behind it";
			return ERR_SYNTAX;
		}
		size = put_byte(wire, size, &chunk, byte);
		rest = str_from(rest, taken);
	}
	if (size > UINT16_MAX) {
		*out_why = "the text is longer than a record can be";
		return ERR_SYNTAX;
	}
	*out_wire = str_make((const char *)wire, size);
	return ERR_OK;
}
