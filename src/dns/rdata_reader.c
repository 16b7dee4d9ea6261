#include "dns/rdata_reader.h"

#include <stdarg.h>

#include "base/arena.h"
#include "base/text.h"

enum {
	WHY_SIZE_MAX = 512,
	GOT_SIZE_MAX = 60, /* bytes of a word that a sentence repeats */
	QUOTED_SIZE_MAX = 4 * GOT_SIZE_MAX + 4,
	DEPTH_MAX = 100,
};

bool rdata_reader_fail(struct rdata_reader *reader, const char *format, ...)
{
	char buffer[WHY_SIZE_MAX];
	struct text text;
	va_list args;

	if (reader->why != NULL)
		return false;
	text_init(&text, buffer, sizeof(buffer));
	va_start(args, format);
	text_add_format_list(&text, format, args);
	va_end(args);
	reader->why = str_cstr(reader->arena, text_str(&text));
	return false;
}

/* A word as a sentence can hold it: short, and without control characters. */
static const char *quote(struct rdata_reader *reader, struct str got)
{
	char buffer[QUOTED_SIZE_MAX];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	for (size_t i = 0; i < got.len && i < GOT_SIZE_MAX; i++) {
		unsigned char byte = (unsigned char)got.data[i];

		if (byte < ' ' || byte == 0x7F) {
			text_add_format(&text, "\\%03u", byte);
		} else if (byte == '"') {
			text_add_cstr(&text, "\\\"");
		} else {
			text_add_char(&text, got.data[i]);
		}
	}
	if (got.len > GOT_SIZE_MAX)
		text_add_cstr(&text, "...");
	return str_cstr(reader->arena, text_str(&text));
}

bool rdata_reader_refuse(struct rdata_reader *reader, const char *wanted, struct str got)
{
	if (reader->why == NULL) {
		rdata_reader_fail(reader, "wanted %s, got \"%s\"", wanted,
				  quote(reader, got));
	}
	return false;
}

bool rdata_reader_refuse_because(struct rdata_reader *reader, const char *wanted,
				 struct str got, const char *because)
{
	if (reader->why == NULL) {
		rdata_reader_fail(reader, "wanted %s, got \"%s\": %s", wanted,
				  quote(reader, got), because);
	}
	return false;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void skip_comment(struct rdata_reader *reader)
{
	ptrdiff_t end = str_find(reader->rest, '\n');

	reader->rest = str_from(reader->rest, end < 0 ? reader->rest.len : (size_t)end);
}

static bool step_parenthesis(struct rdata_reader *reader, char c)
{
	if (c == '(' && reader->depth == DEPTH_MAX)
		return rdata_reader_fail(reader, "wanted fewer parentheses");
	if (c == ')' && reader->depth == 0) {
		return rdata_reader_fail(reader,
					 "wanted a \"(\" before the \")\", got none");
	}
	reader->depth += c == '(' ? 1U : -1U;
	return true;
}

/* Moves to the next word; false at the end. */
static bool skip_blanks(struct rdata_reader *reader)
{
	while (reader->rest.len > 0 && reader->why == NULL) {
		char c = reader->rest.data[0];

		if (c == ';') {
			skip_comment(reader);
			continue;
		}
		if (c == '(' || c == ')') {
			if (!step_parenthesis(reader, c))
				return false;
		} else if (!is_blank(c)) {
			return true;
		}
		reader->rest = str_from(reader->rest, 1);
	}
	return false;
}

/* Finds the quote that closes what begins at @start, behind the opening one; false: none. */
static bool find_closing(struct str text, size_t start, size_t *out_at)
{
	for (size_t at = start; at < text.len; at++) {
		if (text.data[at] == '"') {
			*out_at = at;
			return true;
		}
		if (text.data[at] == '\\')
			at++;
	}
	return false;
}

static bool fail_open_quote(struct rdata_reader *reader)
{
	return rdata_reader_fail(reader, "wanted a closing quote, got \"%s\"",
				 quote(reader, reader->rest));
}

static bool take_quoted(struct rdata_reader *reader, struct rdata_word *out_word)
{
	size_t end;

	if (!find_closing(reader->rest, 1, &end))
		return fail_open_quote(reader);
	out_word->text = str_make(reader->rest.data + 1, end - 1);
	out_word->is_quoted = true;
	reader->rest = str_from(reader->rest, end + 1);
	return true;
}

/* Steps over a quote inside a word; false with a fault when nothing closes it. */
static bool step_quote(struct rdata_reader *reader, size_t *at)
{
	return find_closing(reader->rest, *at + 1, at) || fail_open_quote(reader);
}

static bool take_plain(struct rdata_reader *reader, struct rdata_word *out_word)
{
	struct str rest = reader->rest;
	size_t at = 0;

	for (; at < rest.len && !is_blank(rest.data[at]); at++) {
		char c = rest.data[at];

		if (c == '\\') {
			at++;
			continue;
		}
		if (c == ';' && reader->is_prose) {
			return rdata_reader_fail(
				reader,
				"wanted text in quotes, or \"\\;\" for a \";\" in "
				"it, got \"%s\"",
				quote(reader, rest));
		}
		if (c == ';' || c == '(' || c == ')' || (c == '"' && !reader->has_pairs))
			break;
		if (c == '"' && !step_quote(reader, &at))
			return false;
	}
	if (at > rest.len)
		at = rest.len;
	out_word->text = str_upto(rest, at);
	out_word->is_quoted = false;
	reader->rest = str_from(rest, at);
	return true;
}

bool rdata_reader_next(struct rdata_reader *reader, struct rdata_word *out_word)
{
	if (!skip_blanks(reader))
		return false;
	return reader->rest.data[0] == '"' ? take_quoted(reader, out_word)
					   : take_plain(reader, out_word);
}

bool rdata_reader_need(struct rdata_reader *reader, const char *wanted,
		       struct str *out_word)
{
	struct rdata_word word;

	if (!rdata_reader_next(reader, &word))
		return rdata_reader_fail(reader, "wanted %s, got nothing", wanted);
	*out_word = word.text;
	return true;
}

bool rdata_reader_peek(const struct rdata_reader *reader, struct rdata_word *out_word)
{
	struct rdata_reader ahead = *reader;

	return rdata_reader_next(&ahead, out_word);
}

bool rdata_reader_end(struct rdata_reader *reader)
{
	struct rdata_word word;

	if (rdata_reader_next(reader, &word))
		return rdata_reader_refuse(reader, "nothing more", word.text);
	if (reader->why == NULL && reader->depth > 0)
		return rdata_reader_fail(reader, "wanted a \")\", got nothing");
	return reader->why == NULL;
}

/* Up to three digits of "\DDD"; their value, or over 255 for a bad escape. */
static unsigned read_digits(struct str text)
{
	unsigned value = 0;

	if (text.len < 3)
		return UINT8_MAX + 1;
	for (size_t i = 0; i < 3; i++) {
		unsigned digit = (unsigned char)text.data[i] - (unsigned)'0';

		if (digit > 9)
			return UINT8_MAX + 1;
		value = value * 10 + digit;
	}
	return value;
}

bool rdata_reader_byte(struct rdata_reader *reader, struct str *rest, uint8_t *out_byte,
		       bool *out_is_escaped)
{
	bool is_escaped = rest->data[0] == '\\';
	struct str behind = str_from(*rest, 1);
	unsigned value = (unsigned char)rest->data[0];

	if (is_escaped && behind.len == 0)
		return rdata_reader_refuse(reader, "a character behind \"\\\"", *rest);
	if (is_escaped && behind.data[0] >= '0' && behind.data[0] <= '9') {
		value = read_digits(behind);
		if (value > UINT8_MAX) {
			return rdata_reader_refuse(
				reader, "three digits from 000 to 255 behind \"\\\"",
				*rest);
		}
		behind = str_from(behind, 3);
	} else if (is_escaped) {
		value = (unsigned char)behind.data[0];
		behind = str_from(behind, 1);
	}
	*rest = behind;
	*out_byte = (uint8_t)value;
	if (out_is_escaped != NULL)
		*out_is_escaped = is_escaped;
	return true;
}
