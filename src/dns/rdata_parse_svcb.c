/* SvcParams from text (RFC 9460 section 2.1): any order, each key once, written in order. */
#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/num.h"
#include "dns/rdata_parse.h"
#include "dns/rdata_reader.h"
#include "dns/rdata_svcb.h"
#include "dns/wire.h"

/* A value being read: unescaped as text, then cut at its commas. */
struct value {
	struct rdata_reader *reader;
	struct str text;
};

static bool refuse(const struct value *value, const char *wanted)
{
	return rdata_reader_refuse(value->reader, wanted, value->text);
}

/* A key by name or as keyN; false without a fault. */
static bool find_key(struct str name, uint16_t *out_number)
{
	const struct rdata_svcb_key *key = rdata_svcb_find_name(name);

	if (key != NULL) {
		*out_number = key->number;
		return true;
	}
	if (!str_has_prefix_case(name, str_of("key")))
		return false;
	name = str_from(name, 3);
	return (name.len == 1 || (name.len > 0 && name.data[0] != '0')) &&
	       num_parse_u16(name, 0, UINT16_MAX, out_number) == ERR_OK;
}

/* The next item of a list without escapes; false at its end. */
static bool next_item(struct str *rest, struct str *out_item)
{
	if (rest->data == NULL)
		return false;
	*out_item = str_cut(rest, ',');
	return true;
}

static int compare_u16(const void *a, const void *b)
{
	return memcmp(a, b, 2);
}

static bool read_keys(const struct value *value)
{
	struct rdata_reader *reader = value->reader;
	size_t start = reader->size;
	struct str rest = value->text;
	struct str item;
	uint16_t number;

	while (next_item(&rest, &item)) {
		if (!find_key(item, &number))
			return refuse(value, "keys such as alpn,ipv4hint");
		if (!rdata_reader_put_u16(reader, number))
			return false;
	}
	qsort(reader->wire + start, (reader->size - start) / 2, 2, compare_u16);
	for (size_t at = start; at < reader->size; at += 2) {
		if (wire_u16(reader->wire + at) == RDATA_SVCB_KEY_MANDATORY ||
		    (at > start &&
		     compare_u16(reader->wire + at - 2, reader->wire + at) == 0))
			return refuse(value, "other keys, each once");
	}
	return true;
}

/* One item of a list whose commas and backslashes are escaped; cuts it off @rest. */
static bool read_protocol(const struct value *value, struct str *rest)
{
	struct rdata_reader *reader = value->reader;
	size_t start = reader->size;

	if (!rdata_reader_put_u8(reader, 0))
		return false;
	while (rest->len > 0 && rest->data[0] != ',') {
		size_t skipped = rest->data[0] == '\\' && rest->len > 1 ? 1 : 0;

		if (!rdata_reader_put(reader, rest->data + skipped, 1))
			return false;
		*rest = str_from(*rest, skipped + 1);
	}

	size_t size = reader->size - start - 1;

	if (size == 0 || size > UINT8_MAX)
		return refuse(value, "protocols of 1 to 255 bytes, such as h2,h3");
	reader->wire[start] = (uint8_t)size;
	return true;
}

static bool read_alpn(const struct value *value)
{
	struct str rest = value->text;

	while (read_protocol(value, &rest)) {
		if (rest.len == 0)
			return true;
		rest = str_from(rest, 1);
	}
	return false;
}

static bool read_numbers(const struct value *value, bool is_list)
{
	struct str rest = value->text;
	struct str item;
	uint16_t number;

	while (next_item(&rest, &item)) {
		if (num_parse_u16(item, 0, UINT16_MAX, &number) != ERR_OK ||
		    (!is_list && rest.data != NULL)) {
			return refuse(value, is_list ? "numbers such as 29,23"
						     : "a number from 0 to 65535");
		}
		if (!rdata_reader_put_u16(value->reader, number))
			return false;
	}
	return true;
}

static bool read_addresses(const struct value *value, int family)
{
	uint8_t address[16];
	struct str rest = value->text;
	struct str item;

	while (next_item(&rest, &item)) {
		if (!rdata_parse_address_read(family, item, address)) {
			return refuse(
				value,
				family == AF_INET
					? "IPv4 addresses such as 192.0.2.1,192.0.2.2"
					: "IPv6 addresses such as 2001:db8::1,2001:db8::2");
		}
		if (!rdata_reader_put(value->reader, address, family == AF_INET ? 4 : 16))
			return false;
	}
	return true;
}

static bool read_value(const struct value *value, enum rdata_svcb_kind kind)
{
	switch (kind) {
	case RDATA_SVCB_KEYS:
		return read_keys(value);
	case RDATA_SVCB_ALPN:
		return read_alpn(value);
	case RDATA_SVCB_EMPTY:
		return value->text.len == 0 || refuse(value, "no value");
	case RDATA_SVCB_PORT:
		return read_numbers(value, false);
	case RDATA_SVCB_GROUPS:
		return read_numbers(value, true);
	case RDATA_SVCB_IPV4:
		return read_addresses(value, AF_INET);
	case RDATA_SVCB_IPV6:
		return read_addresses(value, AF_INET6);
	case RDATA_SVCB_BASE64:
		return rdata_parse_data_base64(value->reader, value->text);
	case RDATA_SVCB_DOHPATH:
	case RDATA_SVCB_TEXT:
		break;
	}
	return rdata_reader_put(value->reader, value->text.data, value->text.len);
}

/* The text behind "=" without its quotes and escapes. */
static bool unescape(struct rdata_reader *reader, struct str raw, struct str *out_text)
{
	char *data = arena_bytes(reader->arena, raw.len + 1);
	size_t len = 0;

	if (raw.len >= 2 && raw.data[0] == '"') {
		if (raw.data[raw.len - 1] != '"') {
			return rdata_reader_refuse(reader, "nothing behind the quote",
						   raw);
		}
		raw = str_make(raw.data + 1, raw.len - 2);
	}
	while (raw.len > 0) {
		uint8_t byte;

		if (!rdata_reader_byte(reader, &raw, &byte, NULL))
			return false;
		data[len++] = (char)byte;
	}
	*out_text = str_make(data, len);
	return true;
}

/* keyN="..." gives a value as it is on the wire; a name gives it in its own form. */
static enum rdata_svcb_kind value_kind(struct str name, uint16_t number)
{
	const struct rdata_svcb_key *key = rdata_svcb_find(number);

	if (key == NULL || !str_equal_case(name, str_of(key->name)))
		return RDATA_SVCB_TEXT;
	return (enum rdata_svcb_kind)key->kind;
}

static bool read_param(struct rdata_reader *reader, struct str word)
{
	struct str rest = word;
	struct str name = str_cut(&rest, '=');
	struct value value = { .reader = reader };
	uint16_t number;

	if (!find_key(name, &number)) {
		return rdata_reader_refuse(
			reader, "a parameter such as alpn=h2 or key65280=x", word);
	}
	if (!unescape(reader, rest, &value.text) ||
	    !rdata_reader_put_u16(reader, number) || !rdata_reader_put_u16(reader, 0))
		return false;

	size_t start = reader->size;
	enum rdata_svcb_kind kind = value_kind(name, number);

	if (value.text.len == 0 && kind != RDATA_SVCB_EMPTY && kind != RDATA_SVCB_TEXT &&
	    kind != RDATA_SVCB_BASE64)
		return rdata_reader_refuse(reader, "a value behind the key", word);
	if (!read_value(&value, kind))
		return false;
	wire_put_u16(reader->wire + start - 2, (uint16_t)(reader->size - start));
	return true;
}

static int compare_params(const void *a, const void *b)
{
	const struct rdata_svcb_param *param_a = a;
	const struct rdata_svcb_param *param_b = b;

	return param_a->key - param_b->key;
}

/* Brings what was written from @start on into the order of the keys. */
static bool sort_params(struct rdata_reader *reader, size_t start, size_t count)
{
	size_t size = reader->size - start;
	const uint8_t *copy = arena_copy(reader->arena, reader->wire + start, size);
	struct rdata_svcb_param *params =
		arena_array(reader->arena, count, sizeof(*params));

	for (size_t i = 0; i < count; i++) {
		if (!rdata_svcb_next(&copy, &size, &params[i]))
			return false;
	}
	qsort(params, count, sizeof(*params), compare_params);
	reader->size = start;
	for (size_t i = 0; i < count; i++) {
		if (i > 0 && params[i].key == params[i - 1].key) {
			return rdata_reader_fail(reader,
						 "wanted each parameter once, got "
						 "key%u twice",
						 params[i].key);
		}
		rdata_reader_put(reader, params[i].data - 4, 4U + params[i].size);
	}
	return true;
}

bool rdata_parse_svcb(struct rdata_reader *reader)
{
	size_t start = reader->size;
	size_t count = 0;
	struct rdata_word word;

	while (rdata_reader_next(reader, &word)) {
		if (!read_param(reader, word.text))
			return false;
		count++;
	}
	return reader->why == NULL && sort_params(reader, start, count);
}
