#include "base/json.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"

enum {
	INDENT = 2,       /* blanks a level */
	DECIMALS_MAX = 9, /* digits behind the point */
};

void json_init(struct json *json, struct text *text, bool is_pretty)
{
	*json = (struct json){ .text = text, .is_pretty = is_pretty };
}

static void line_begin(struct json *json)
{
	if (!json->is_pretty)
		return;
	text_add_char(json->text, '\n');
	text_add_repeat(json->text, ' ', (size_t)json->depth * INDENT);
}

/* What stands before a value or a key: nothing behind a key, else a comma and a new line. */
static void value_begin(struct json *json)
{
	if (json->is_after_key) {
		json->is_after_key = false;
		return;
	}
	if (json->depth == 0)
		return;

	bool *has_member = &json->has_member[json->depth - 1];

	if (*has_member)
		text_add_char(json->text, ',');
	*has_member = true;
	line_begin(json);
}

static void container_begin(struct json *json, char bracket)
{
	assert(json->depth < JSON_DEPTH_MAX);
	value_begin(json);
	text_add_char(json->text, bracket);
	json->has_member[json->depth++] = false;
}

static void container_end(struct json *json, char bracket)
{
	assert(json->depth > 0 && !json->is_after_key);
	json->depth--;
	if (json->has_member[json->depth])
		line_begin(json);
	text_add_char(json->text, bracket);
}

void json_object_begin(struct json *json)
{
	container_begin(json, '{');
}

void json_object_end(struct json *json)
{
	container_end(json, '}');
}

void json_array_begin(struct json *json)
{
	container_begin(json, '[');
}

void json_array_end(struct json *json)
{
	container_end(json, ']');
}

/* Bytes of ASCII that stand for themselves: a loop over them is what most of the time goes into. */
static bool is_plain(char c)
{
	static const uint32_t plain[8] = { 0, 0xFFFFFFFB, 0xEFFFFFFF, 0x7FFFFFFF };
	unsigned char byte = (unsigned char)c;

	return (plain[byte / 32] >> (byte % 32) & 1) != 0;
}

static void escape_add(struct text *text, char c)
{
	static const char shorts[][2] = {
		{ '"', '"' }, { '\\', '\\' }, { '\n', 'n' }, { '\r', 'r' }, { '\t', 't' }
	};

	for (size_t i = 0; i < ARRAY_LEN(shorts); i++) {
		if (shorts[i][0] != c)
			continue;
		text_add_char(text, '\\');
		text_add_char(text, shorts[i][1]);
		return;
	}
	text_add_format(text, "\\u%04x", (unsigned char)c);
}

static void quoted_add(struct text *text, struct str str)
{
	text_add_char(text, '"');
	while (str.len > 0) {
		size_t len = 0;

		while (len < str.len && is_plain(str.data[len]))
			len++;
		text_add(text, str_upto(str, len));
		str = str_from(str, len);
		if (str.len == 0)
			break;
		len = (unsigned char)str.data[0] < 0x80 ? 0 : utf8_size(str);
		if (len > 0) {
			text_add(text, str_upto(str, len));
		} else {
			escape_add(text, str.data[0]);
		}
		str = str_from(str, len > 0 ? len : 1);
	}
	text_add_char(text, '"');
}

void json_key(struct json *json, const char *key)
{
	value_begin(json);
	quoted_add(json->text, str_of(key));
	text_add_cstr(json->text, json->is_pretty ? ": " : ":");
	json->is_after_key = true;
}

void json_str(struct json *json, struct str value)
{
	value_begin(json);
	quoted_add(json->text, value);
}

void json_cstr(struct json *json, const char *value)
{
	if (value) {
		json_str(json, str_of(value));
	} else {
		json_null(json);
	}
}

void json_u64(struct json *json, uint64_t value)
{
	value_begin(json);
	text_add_u64(json->text, value);
}

void json_i64(struct json *json, int64_t value)
{
	value_begin(json);
	if (value < 0)
		text_add_char(json->text, '-');
	text_add_u64(json->text, value < 0 ? -(uint64_t)value : (uint64_t)value);
}

void json_double(struct json *json, double value, unsigned decimals)
{
	char buffer[352]; /* the 309 digits of the largest double and its decimals */
	struct text number;

	if (!isfinite(value)) {
		json_null(json);
		return;
	}
	text_init(&number, buffer, sizeof(buffer));
	if (decimals > DECIMALS_MAX)
		decimals = DECIMALS_MAX;
	text_add_format(&number, "%.*f", (int)decimals, value);
	if (decimals > 0) {
		size_t len = number.len;

		while (number.data[len - 1] == '0')
			len--;
		text_cut(&number, number.data[len - 1] == '.' ? len - 1 : len);
	}
	value_begin(json);
	text_add_cstr(json->text, strcmp(number.data, "-0") == 0 ? "0" : number.data);
}

void json_bool(struct json *json, bool value)
{
	value_begin(json);
	text_add_cstr(json->text, value ? "true" : "false");
}

void json_null(struct json *json)
{
	value_begin(json);
	text_add_cstr(json->text, "null");
}

void json_member_str(struct json *json, const char *key, struct str value)
{
	json_key(json, key);
	json_str(json, value);
}

void json_member_cstr(struct json *json, const char *key, const char *value)
{
	json_key(json, key);
	json_cstr(json, value);
}

void json_member_u64(struct json *json, const char *key, uint64_t value)
{
	json_key(json, key);
	json_u64(json, value);
}

void json_member_bool(struct json *json, const char *key, bool value)
{
	json_key(json, key);
	json_bool(json, value);
}
