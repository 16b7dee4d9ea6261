/* SvcParams as dig prints them: only lists of protocols and unknown values stand in quotes. */
#include <arpa/inet.h>

#include "base/text.h"
#include "dns/rdata_print.h"
#include "dns/rdata_svcb.h"
#include "dns/wire.h"

static void print_key(struct text *text, uint16_t number)
{
	const struct rdata_svcb_key *key = rdata_svcb_find(number);

	if (key != NULL && key->is_printed) {
		text_add_cstr(text, key->name);
	} else {
		text_add_format(text, "key%u", number);
	}
}

static void print_keys(struct text *text, const uint8_t *data, size_t size)
{
	for (size_t at = 0; at + 1 < size; at += 2) {
		if (at > 0)
			text_add_char(text, ',');
		print_key(text, wire_u16(data + at));
	}
}

/* One protocol inside the quotes: escaped once as an item of a list, once more as text. */
static void print_protocol(struct text *text, const uint8_t *data, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (data[i] <= ' ' || data[i] >= 0x7F) {
			text_add_format(text, "\\%03u", data[i]);
		} else if (data[i] == '"') {
			text_add_cstr(text, "\\\"");
		} else if (data[i] == '\\') {
			text_add_cstr(text, "\\\\\\\\");
		} else if (data[i] == ',') {
			text_add_cstr(text, "\\\\,");
		} else {
			text_add_char(text, (char)data[i]);
		}
	}
}

static void print_alpn(struct text *text, const uint8_t *data, size_t size)
{
	text_add_char(text, '"');
	for (size_t at = 0; at < size; at += 1U + data[at]) {
		if (at > 0)
			text_add_char(text, ',');
		print_protocol(text, data + at + 1, data[at]);
	}
	text_add_char(text, '"');
}

static void print_addresses(struct text *text, int family, const uint8_t *data,
			    size_t size)
{
	size_t step = family == AF_INET ? 4 : 16;
	char buffer[INET6_ADDRSTRLEN];

	for (size_t at = 0; at + step <= size; at += step) {
		if (at > 0)
			text_add_char(text, ',');
		text_add_cstr(text, inet_ntop(family, data + at, buffer, sizeof(buffer)));
	}
}

static void print_base64(struct text *text, const uint8_t *data, size_t size)
{
	static const struct rdata_style whole = { 0 };
	struct rdata_sheet sheet = { .text = text, .style = &whole };

	rdata_print_base64(&sheet, data, size);
}

static enum rdata_svcb_kind printed_kind(uint16_t number)
{
	const struct rdata_svcb_key *key = rdata_svcb_find(number);

	return key != NULL && key->is_printed ? (enum rdata_svcb_kind)key->kind
					      : RDATA_SVCB_TEXT;
}

static void print_value(struct text *text, const struct rdata_svcb_param *param)
{
	switch (printed_kind(param->key)) {
	case RDATA_SVCB_KEYS:
		print_keys(text, param->data, param->size);
		break;
	case RDATA_SVCB_ALPN:
		print_alpn(text, param->data, param->size);
		break;
	case RDATA_SVCB_PORT:
		text_add_u64(text, wire_u16(param->data));
		break;
	case RDATA_SVCB_IPV4:
		print_addresses(text, AF_INET, param->data, param->size);
		break;
	case RDATA_SVCB_IPV6:
		print_addresses(text, AF_INET6, param->data, param->size);
		break;
	case RDATA_SVCB_BASE64:
		print_base64(text, param->data, param->size);
		break;
	case RDATA_SVCB_EMPTY:
	case RDATA_SVCB_GROUPS:
	case RDATA_SVCB_DOHPATH:
	case RDATA_SVCB_TEXT:
		rdata_print_text_quoted(text, param->data, param->size);
		break;
	}
}

void rdata_print_svcb(const struct rdata_sheet *sheet, const uint8_t *data, size_t size)
{
	struct text *text = sheet->text;
	struct rdata_svcb_param param;
	bool is_first = true;

	while (rdata_svcb_next(&data, &size, &param)) {
		if (!is_first)
			text_add_char(text, ' ');
		is_first = false;
		print_key(text, param.key);
		if (param.size == 0)
			continue;
		text_add_char(text, '=');
		print_value(text, &param);
	}
}
