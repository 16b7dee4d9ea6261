#include "base/str.h"

#include <string.h>

#include "base/arena.h"

struct str str_of(const char *text)
{
	return (struct str){ text, text ? strlen(text) : 0 };
}

struct str str_make(const char *data, size_t len)
{
	return (struct str){ data, len };
}

char *str_cstr(struct arena *arena, struct str str)
{
	char *copy = arena_bytes(arena, str.len + 1);

	if (str.len > 0)
		memcpy(copy, str.data, str.len);
	copy[str.len] = '\0';
	return copy;
}

struct str str_copy(struct arena *arena, struct str str)
{
	return (struct str){ str_cstr(arena, str), str.len };
}

bool str_equal(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}

static unsigned char lower(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

bool str_equal_case(struct str a, struct str b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++) {
		if (lower(a.data[i]) != lower(b.data[i]))
			return false;
	}
	return true;
}

int str_compare(struct str a, struct str b)
{
	size_t len = a.len < b.len ? a.len : b.len;
	int order = len > 0 ? memcmp(a.data, b.data, len) : 0;

	if (order != 0)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

bool str_is_empty(struct str str)
{
	return str.len == 0;
}

bool str_has_prefix(struct str str, struct str prefix)
{
	return str.len >= prefix.len && str_equal(str_upto(str, prefix.len), prefix);
}

bool str_has_prefix_case(struct str str, struct str prefix)
{
	return str.len >= prefix.len && str_equal_case(str_upto(str, prefix.len), prefix);
}

bool str_has_suffix(struct str str, struct str suffix)
{
	return str.len >= suffix.len &&
	       str_equal(str_from(str, str.len - suffix.len), suffix);
}

ptrdiff_t str_find(struct str str, char c)
{
	const char *found = str.len > 0 ? memchr(str.data, c, str.len) : NULL;

	return found ? found - str.data : -1;
}

struct str str_from(struct str str, size_t start)
{
	if (start >= str.len)
		start = str.len;
	return (struct str){ start > 0 ? str.data + start : str.data, str.len - start };
}

struct str str_upto(struct str str, size_t len)
{
	return (struct str){ str.data, len < str.len ? len : str.len };
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str str)
{
	while (str.len > 0 && is_space(str.data[0]))
		str = str_from(str, 1);
	while (str.len > 0 && is_space(str.data[str.len - 1]))
		str.len--;
	return str;
}

struct str str_cut(struct str *rest, char separator)
{
	struct str whole = *rest;
	ptrdiff_t at = str_find(whole, separator);

	if (at < 0) {
		*rest = (struct str){ NULL, 0 };
		return whole;
	}
	*rest = str_from(whole, (size_t)at + 1);
	return str_upto(whole, (size_t)at);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

struct str str_word(struct str *rest)
{
	const char *data = rest->data;
	size_t start = 0;
	size_t end;

	while (start < rest->len && is_blank(data[start]))
		start++;
	for (end = start; end < rest->len && !is_blank(data[end]);)
		end++;

	struct str word = str_upto(str_from(*rest, start), end - start);

	*rest = str_from(*rest, end);
	return word;
}

uint64_t str_hash(struct str str)
{
	uint64_t hash = 0xcbf29ce484222325;

	for (size_t i = 0; i < str.len; i++) {
		hash ^= (unsigned char)str.data[i];
		hash *= 0x100000001b3;
	}
	return hash;
}
