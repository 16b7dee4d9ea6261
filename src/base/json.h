#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct text;

enum { JSON_DEPTH_MAX = 16 };

/**
 * Writes JSON (RFC 8259) into a text: it does the commas, the quoting and, when @is_pretty, the
 * indentation.  Bytes that are not UTF-8 are written as \u00XX, so nothing is lost.
 */
struct json {
	struct text *text;
	bool is_pretty;
	unsigned depth;
	bool has_member[JSON_DEPTH_MAX];
	bool is_after_key;
};

void json_init(struct json *json, struct text *text, bool is_pretty);
void json_object_begin(struct json *json);
void json_object_end(struct json *json);
void json_array_begin(struct json *json);
void json_array_end(struct json *json);
/** The key of the next value. */
void json_key(struct json *json, const char *key);
void json_str(struct json *json, struct str value);
/** NULL writes null. */
void json_cstr(struct json *json, const char *value);
void json_u64(struct json *json, uint64_t value);
void json_i64(struct json *json, int64_t value);
/** With at most @decimals digits behind the point (0 to 9); never an exponent, NaN writes null. */
void json_double(struct json *json, double value, unsigned decimals);
void json_bool(struct json *json, bool value);
void json_null(struct json *json);

/** Key and value in one. */
void json_member_str(struct json *json, const char *key, struct str value);
void json_member_cstr(struct json *json, const char *key, const char *value);
void json_member_u64(struct json *json, const char *key, uint64_t value);
void json_member_bool(struct json *json, const char *key, bool value);
