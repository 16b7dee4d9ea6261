/*
 * The OPT record in dig's YAML: a member for each option, with members of its own where it has fields.
 */
#include "report/lookup_yaml_opt.h"

#include <string.h>

#include "base/attr.h"
#include "base/text.h"
#include "dns/rrtext.h"
#include "dns/wire.h"
#include "query/answer.h"
#include "report/lookup_reply.h"

enum { SCRATCH_MAX = 1024 * 1024, COOKIE_CLIENT_SIZE = 8, LLQ_SIZE = 18 };

/* In single quotes only a quote is special: it is doubled. */
static void add_quoted(struct text *text, struct str value)
{
	text_add_char(text, '\'');
	for (size_t i = 0; i < value.len; i++) {
		if (value.data[i] == '\'')
			text_add_char(text, '\'');
		text_add_char(text, value.data[i]);
	}
	text_add_char(text, '\'');
}

/* Content that YAML could take for something else is quoted. */
static void add_value(struct text *text, struct str value)
{
	bool is_plain =
		value.len > 0 && strchr("'&*!|>%@`{}[],#?:-", value.data[0]) == NULL;

	is_plain &= value.data[0] != '"' || memchr(value.data, '\\', value.len) == NULL;
	for (size_t i = 0; i + 1 < value.len; i++) {
		is_plain &= (value.data[i] != ':' || value.data[i + 1] != ' ') &&
			    (value.data[i] != ' ' || value.data[i + 1] != '#');
	}
	if (is_plain && value.data[value.len - 1] != ':') {
		text_add(text, value);
	} else {
		add_quoted(text, value);
	}
}

/* The info code by itself, and what the server adds. */
static void print_ede(struct text *text, const struct edns_option *option)
{
	uint16_t code = wire_u16(option->data);
	struct text extra;

	text_add_format(text, "\n            INFO-CODE: %u", code);
	if (edns_ede_name(code) != NULL)
		text_add_format(text, " (%s)", edns_ede_name(code));
	if (option->size == 2) { /* dig leaves a line empty */
		text_add_char(text, '\n');
		return;
	}
	text_init_growing(&extra, SCRATCH_MAX);
	for (size_t i = 2; i < option->size; i++) {
		bool is_shown = option->data[i] >= ' ' && option->data[i] < 0x7F;

		text_add_char(&extra, (char)(is_shown ? option->data[i] : '.'));
	}
	text_add_cstr(text, "\n            EXTRA-TEXT: ");
	add_quoted(text, text_str(&extra));
	text_free(&extra);
}

static bool print_cookie(struct text *text, const struct edns_option *option,
			 const struct answer *answer)
{
	const char *status = NULL;

	if (option->size < COOKIE_CLIENT_SIZE)
		return false;
	text_add_cstr(text, "\n            CLIENT: ");
	text_add_hex(text, option->data, COOKIE_CLIENT_SIZE, false);
	if (option->size > COOKIE_CLIENT_SIZE) {
		text_add_cstr(text, "\n            SERVER: ");
		text_add_hex(text, option->data + COOKIE_CLIENT_SIZE,
			     (size_t)option->size - COOKIE_CLIENT_SIZE, false);
	}
	if (answer != NULL)
		status = lookup_reply_cookie(option, answer->query, answer->query_size);
	if (status != NULL)
		text_add_format(text, "\n            STATUS: %s", status);
	return true;
}

/* RFC 8764 section 3.2. */
static bool print_llq(struct text *text, const struct edns_option *option,
		      const struct answer *answer)
{
	const uint8_t *data = option->data;

	(void)answer;
	if (option->size != LLQ_SIZE)
		return false;
	text_add_format(text,
			"\n            LLQ-VERSION: %u\n            LLQ-OPCODE: %u\n"
			"            LLQ-ERROR: %u\n            LLQ-ID: %llu\n"
			"            LLQ-LEASE: %u",
			wire_u16(data), wire_u16(data + 2), wire_u16(data + 4),
			(unsigned long long)wire_u32(data + 6) << 32 |
				wire_u32(data + 10),
			wire_u32(data + 14));
	return true;
}

/* A number of seconds, and what that is in words. */
static void print_seconds(struct text *text, const uint8_t *data)
{
	text_add_format(text, "%u # ", wire_u32(data));
	rrtext_print_words(text, wire_u32(data));
}

/* RFC 9664 section 4. */
static bool print_lease(struct text *text, const struct edns_option *option,
			const struct answer *answer)
{
	(void)answer;
	if (option->size != 4 && option->size != 8)
		return false;
	text_add_cstr(text, "\n            LEASE: ");
	print_seconds(text, option->data);
	if (option->size == 8) {
		text_add_cstr(text, "\n            KEY-LEASE: ");
		print_seconds(text, option->data + 4);
	}
	return true;
}

static bool print_expire(struct text *text, const struct edns_option *option,
			 const struct answer *answer)
{
	(void)answer;
	if (option->size != 4)
		return false;
	text_add_char(text, ' ');
	print_seconds(text, option->data);
	return true;
}

static bool print_key_tags(struct text *text, const struct edns_option *option,
			   const struct answer *answer)
{
	(void)answer;
	if (option->size == 0 || option->size % 2 != 0)
		return false;
	text_add_cstr(text, " [ ");
	for (size_t at = 0; at < option->size; at += 2) {
		text_add_format(text, "%s%u", at > 0 ? ", " : "",
				wire_u16(option->data + at));
	}
	text_add_cstr(text, " ]");
	return true;
}

static bool print_error(struct text *text, const struct edns_option *option,
			const struct answer *answer)
{
	(void)answer;
	if (option->size < 2)
		return false;
	print_ede(text, option);
	return true;
}

static const struct {
	uint16_t code;
	bool (*print)(struct text *text, const struct edns_option *option,
		      const struct answer *answer);
} printers[] = {
	{ EDNS_COOKIE, print_cookie }, { EDNS_LLQ, print_llq },
	{ EDNS_UL, print_lease },      { EDNS_EXPIRE, print_expire },
	{ EDNS_EDE, print_error },     { EDNS_KEY_TAG, print_key_tags },
};

static bool print_fields(struct text *text, const struct edns_option *option,
			 const struct answer *answer)
{
	for (size_t i = 0; i < ARRAY_LEN(printers); i++) {
		if (printers[i].code == option->code)
			return printers[i].print(text, option, answer);
	}
	return false;
}

static void print_option(struct text *text, const struct edns_option *option,
			 const struct answer *answer)
{
	const char *name = edns_option_name(option->code);
	struct text value;

	if (name != NULL) {
		text_add_format(text, "          %s:", name);
	} else {
		text_add_format(text, "          OPT=%u:", option->code);
	}
	if (!print_fields(text, option, answer)) {
		text_init_growing(&value, SCRATCH_MAX);
		edns_print_option(&value, option);
		if (value.len > 0) {
			text_add_char(text, ' ');
			add_value(text, str_trim(text_str(&value)));
		}
		text_free(&value);
	}
	text_add_char(text, '\n');
}

void lookup_yaml_opt_print(struct text *text, const struct lookup_reply *reply,
			   const struct answer *answer)
{
	const struct edns *edns = &reply->edns;
	struct edns_option option;
	size_t offset = 0;
	bool is_cut;

	if (!edns->is_present)
		return;
	text_add_format(text,
			"      OPT_PSEUDOSECTION:\n        EDNS:\n          version: %u\n"
			"          flags:%s%s\n          udp: %u\n",
			edns->version, (edns->flags & EDNS_FLAG_DO) != 0 ? " do" : "",
			(edns->flags & EDNS_FLAG_CO) != 0 ? " co" : "", edns->udp_size);
	while (edns_next(edns, &offset, &option, &is_cut))
		print_option(text, &option, answer);
}
