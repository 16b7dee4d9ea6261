/*
 * The content of EDNS options as dig prints it.  A printer returns false, with nothing printed,
 * for content that breaks the format of its option; that is then shown in hex and ASCII.
 */
#include <arpa/inet.h>
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "dns/edns.h"
#include "dns/name.h"
#include "dns/rrtext.h"
#include "dns/wire.h"

enum { EDE_NAMED_MAX = 24 }; /* dig 9.20 names these */

static bool is_printable(uint8_t byte)
{
	return byte >= ' ' && byte < 0x7F;
}

static void print_ascii(struct text *text, const uint8_t *data, size_t size)
{
	for (size_t i = 0; i < size; i++)
		text_add_char(text, (char)(is_printable(data[i]) ? data[i] : '.'));
}

/* Each byte has a blank behind it, the last too. */
static void print_hex(struct text *text, const uint8_t *data, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		text_add_hex(text, data + i, 1, false);
		text_add_char(text, ' ');
	}
}

static void print_any(struct text *text, const uint8_t *data, size_t size)
{
	if (size == 0)
		return;
	print_hex(text, data, size);
	text_add_cstr(text, "(\"");
	print_ascii(text, data, size);
	text_add_cstr(text, "\")");
}

/* RFC 8764 section 3.2. */
static bool print_llq(struct text *text, const struct edns_option *option)
{
	const uint8_t *data = option->data;

	if (option->size != 18)
		return false;
	text_add_format(text,
			"Version: %u, Opcode: %u, Error: %u, Identifier: %" PRIu64
			", Lifetime: %u",
			wire_u16(data), wire_u16(data + 2), wire_u16(data + 4),
			(uint64_t)wire_u32(data + 6) << 32 | wire_u32(data + 10),
			wire_u32(data + 14));
	return true;
}

/* RFC 9664 section 4: the lease, and that of the keys when it has one of its own. */
static bool print_update_lease(struct text *text, const struct edns_option *option)
{
	bool has_key = option->size == 8;
	uint32_t lease;
	uint32_t key;

	if (option->size != 4 && !has_key)
		return false;
	lease = wire_u32(option->data);
	key = has_key ? wire_u32(option->data + 4) : 0;
	text_add_u64(text, lease);
	if (has_key) {
		text_add_char(text, '/');
		text_add_u64(text, key);
	}
	text_add_cstr(text, " (");
	rrtext_print_words(text, lease);
	if (has_key) {
		text_add_char(text, '/');
		rrtext_print_words(text, key);
	}
	text_add_char(text, ')');
	return true;
}

/* Addresses by their family in RFC 7871 section 6; family 0 is no address at all. */
static const struct {
	int af;
	unsigned bits;
} families[] = { { AF_UNSPEC, 0 }, { AF_INET, 32 }, { AF_INET6, 128 } };

static bool print_subnet(struct text *text, const struct edns_option *option)
{
	uint8_t address[16] = { 0 };
	char shown[INET6_ADDRSTRLEN] = "0";

	if (option->size < 4 || wire_u16(option->data) >= ARRAY_LEN(families)) {
		print_hex(text, option->data, option->size);
		return true;
	}

	unsigned family = wire_u16(option->data);
	unsigned source = option->data[2];
	unsigned scope = option->data[3];
	size_t bytes = (source + 7) / 8;

	if (source > families[family].bits || scope > families[family].bits ||
	    bytes > (size_t)option->size - 4) {
		print_hex(text, option->data, option->size);
		return true;
	}
	memcpy(address, option->data + 4, bytes);
	if (family != 0)
		(void)inet_ntop(families[family].af, address, shown, sizeof(shown));
	text_add_format(text, "%s/%u/%u", shown, source, scope);
	return true;
}

static bool print_expire(struct text *text, const struct edns_option *option)
{
	if (option->size != 4)
		return false;
	text_add_format(text, "%u (", wire_u32(option->data));
	rrtext_print_words(text, wire_u32(option->data));
	text_add_char(text, ')');
	return true;
}

static bool print_cookie(struct text *text, const struct edns_option *option)
{
	text_add_hex(text, option->data, option->size, false);
	return true;
}

/* RFC 7828 section 3.1: tenths of a second. */
static bool print_keepalive(struct text *text, const struct edns_option *option)
{
	if (option->size != 2)
		return false;

	unsigned tenths = wire_u16(option->data);

	text_add_format(text, "%u.%u secs", tenths / 10, tenths % 10);
	return true;
}

static bool print_padding(struct text *text, const struct edns_option *option)
{
	text_add_format(text, "(%u bytes)", option->size);
	return true;
}

/* A name without compression that fills the option: CHAIN, REPORT-CHANNEL. */
static bool print_name(struct text *text, const struct edns_option *option)
{
	size_t start = text->len + 1;

	if (!name_is_valid(option->data, option->size))
		return false;
	text_add_char(text, '"');
	name_print(text, (struct name){ option->data, option->size });
	if (text->len > start + 1)
		text_cut(text, text->len - 1);
	text_add_char(text, '"');
	return true;
}

static bool print_numbers(struct text *text, const struct edns_option *option)
{
	if (option->size % 2 != 0)
		return false;
	for (size_t at = 0; at < option->size; at += 2) {
		if (at > 0)
			text_add_cstr(text, ", ");
		text_add_u64(text, wire_u16(option->data + at));
	}
	return true;
}

static bool print_tag(struct text *text, const struct edns_option *option)
{
	return option->size == 2 && print_numbers(text, option);
}

/* Bytes behind the first of a UTF-8 character, and the least number that needs so many. */
static unsigned utf8_more(uint8_t first, uint32_t *out_least)
{
	static const uint32_t least[] = { 0, 0x80, 0x800, 0x10000 };
	unsigned more = first < 0x80   ? 0
			: first < 0xC0 ? 4 /* cannot be first */
			: first < 0xE0 ? 1
			: first < 0xF0 ? 2
			: first < 0xF8 ? 3
				       : 4;

	if (more < ARRAY_LEN(least))
		*out_least = least[more];
	return more;
}

/* True for UTF-8 (RFC 3629) without the C1 controls, which terminals obey. */
static bool is_text(const uint8_t *data, size_t size)
{
	for (size_t at = 0; at < size;) {
		uint32_t least = 0;
		unsigned more = utf8_more(data[at], &least);
		uint32_t number = more == 0 ? data[at] : data[at] & (0x3FU >> more);

		if (more > 3 || size - at <= more)
			return false;
		for (unsigned i = 1; i <= more; i++) {
			if ((data[at + i] & 0xC0) != 0x80)
				return false;
			number = number << 6 | (data[at + i] & 0x3FU);
		}
		if (number < least || number > 0x10FFFF || number >> 11 == 0x1B ||
		    (number >= 0x80 && number < 0xA0))
			return false;
		at += 1 + (size_t)more;
	}
	return true;
}

/* RFC 8914 section 2. */
static bool print_ede(struct text *text, const struct edns_option *option)
{
	if (option->size < 2)
		return false;

	uint16_t code = wire_u16(option->data);
	const uint8_t *extra = option->data + 2;
	size_t extra_size = (size_t)option->size - 2;
	bool is_utf8 = is_text(extra, extra_size);

	text_add_u64(text, code);
	if (code <= EDE_NAMED_MAX && edns_ede_name(code) != NULL)
		text_add_format(text, " (%s)", edns_ede_name(code));
	if (extra_size == 0)
		return true;
	text_add_cstr(text, ": ");
	if (!is_utf8)
		print_hex(text, extra, extra_size);
	text_add_char(text, '(');
	for (size_t i = 0; i < extra_size; i++) {
		bool is_shown = is_printable(extra[i]) || (is_utf8 && extra[i] >= 0x80);

		text_add_char(text, (char)(is_shown ? extra[i] : '.'));
	}
	text_add_char(text, ')');
	return true;
}

/* clang-format off */
static bool (*const printers[])(struct text *text, const struct edns_option *option) = {
	[EDNS_LLQ]            = print_llq,
	[EDNS_UL]             = print_update_lease,
	[EDNS_SUBNET]         = print_subnet,
	[EDNS_EXPIRE]         = print_expire,
	[EDNS_COOKIE]         = print_cookie,
	[EDNS_KEEPALIVE]      = print_keepalive,
	[EDNS_PADDING]        = print_padding,
	[EDNS_CHAIN]          = print_name,
	[EDNS_KEY_TAG]        = print_numbers,
	[EDNS_EDE]            = print_ede,
	[EDNS_CLIENT_TAG]     = print_tag,
	[EDNS_SERVER_TAG]     = print_tag,
	[EDNS_REPORT_CHANNEL] = print_name,
};
/* clang-format on */

void edns_print_option(struct text *text, const struct edns_option *option)
{
	if (option->size == 0)
		return;
	if (option->code < ARRAY_LEN(printers) && printers[option->code] != NULL &&
	    printers[option->code](text, option))
		return;
	print_any(text, option->data, option->size);
}
