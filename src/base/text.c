#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum { GROWING_START = 256 }; /* bytes */

void text_init(struct text *text, char *buffer, size_t size)
{
	*text = (struct text){ .data = buffer, .size = size, .max = size };
	buffer[0] = '\0';
}

void text_init_growing(struct text *text, size_t max)
{
	size_t size = max < GROWING_START ? max : GROWING_START;
	char *buffer = malloc(size);

	if (!buffer)
		arena_exhausted();
	text_init(text, buffer, size);
	text->max = max;
	text->is_heap = true;
}

void text_free(struct text *text)
{
	if (text->is_heap)
		free(text->data);
	*text = (struct text){ 0 };
}

void text_clear(struct text *text)
{
	text->len = 0;
	text->data[0] = '\0';
	text->err = ERR_OK;
}

void text_cut(struct text *text, size_t len)
{
	if (len >= text->len)
		return;
	text->len = len;
	text->data[len] = '\0';
}

/* Makes room for @len more bytes and their NUL; tells how many of them fit. */
static size_t room_make(struct text *text, size_t len)
{
	size_t room = text->size - text->len - 1;

	if (text->err != ERR_OK)
		return 0;
	if (len <= room)
		return len;
	if (text->size < text->max) {
		size_t wanted =
			len < text->max - text->len ? text->len + len + 1 : text->max;
		size_t doubled = text->size < text->max / 2 ? text->size * 2 : text->max;
		size_t size = wanted > doubled ? wanted : doubled;
		char *data = realloc(text->data, size);

		if (!data)
			arena_exhausted();
		text->data = data;
		text->size = size;
		room = size - text->len - 1;
	}
	if (len <= room)
		return len;
	text->err = ERR_LIMIT;
	return room;
}

void text_add(struct text *text, struct str str)
{
	size_t len = room_make(text, str.len);

	if (len == 0)
		return;
	memcpy(text->data + text->len, str.data, len);
	text->len += len;
	text->data[text->len] = '\0';
}

void text_add_cstr(struct text *text, const char *cstr)
{
	text_add(text, str_of(cstr));
}

void text_add_char(struct text *text, char c)
{
	if (room_make(text, 1) == 0)
		return;
	text->data[text->len++] = c;
	text->data[text->len] = '\0';
}

void text_add_repeat(struct text *text, char c, size_t count)
{
	size_t len = room_make(text, count);

	memset(text->data + text->len, c, len);
	text->len += len;
	text->data[text->len] = '\0';
}

void text_add_u64(struct text *text, uint64_t number)
{
	char digits[20];
	size_t start = sizeof(digits);

	do {
		digits[--start] = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	text_add(text, str_make(digits + start, sizeof(digits) - start));
}

void text_add_hex(struct text *text, const uint8_t *data, size_t size, bool is_upper)
{
	const char *digits = is_upper ? "0123456789ABCDEF" : "0123456789abcdef";

	for (size_t i = 0; i < size; i++) {
		const char pair[2] = { digits[data[i] >> 4], digits[data[i] & 15] };

		text_add(text, str_make(pair, sizeof(pair)));
	}
}

void text_add_format(struct text *text, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	text_add_format_list(text, format, args);
	va_end(args);
}

void text_add_format_list(struct text *text, const char *format, va_list args)
{
	size_t room = text->size - text->len;
	va_list again;

	if (text->err != ERR_OK)
		return;
	va_copy(again, args);

	int printed = vsnprintf(text->data + text->len, room, format, again);
	size_t wanted = printed > 0 ? (size_t)printed : 0;

	va_end(again);
	if (wanted >= room && room_make(text, wanted) > room - 1) {
		room = text->size - text->len;
		vsnprintf(text->data + text->len, room, format, args);
	}
	text->len += wanted < room ? wanted : room - 1;
	text->data[text->len] = '\0';
}

struct str text_str(const struct text *text)
{
	return (struct str){ text->data, text->len };
}
