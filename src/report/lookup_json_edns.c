#include "report/lookup_json_edns.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/attr.h"
#include "base/json.h"
#include "base/text.h"
#include "dns/edns.h"
#include "dns/wire.h"
#include "report/lookup_reply.h"

enum {
	OPTION_TEXT_MAX = 512 * 1024,
	SUBNET_HEAD_SIZE = 4,
	COOKIE_CLIENT_SIZE = 8,
	MS_A_TENTH = 100,
};

static void print_hex(struct json *json, const char *key, const uint8_t *data,
		      size_t size)
{
	struct text text;

	text_init_growing(&text, OPTION_TEXT_MAX);
	text_add_hex(&text, data, size, false);
	json_member_str(json, key, text_str(&text));
	text_free(&text);
}

/* RFC 7871 section 6. */
static void print_subnet(struct json *json, const struct edns_option *option)
{
	static const int families[] = { AF_UNSPEC, AF_INET, AF_INET6 };
	uint8_t address[16] = { 0 };
	char shown[INET6_ADDRSTRLEN] = "";
	size_t size = (size_t)option->size - SUBNET_HEAD_SIZE;

	if (option->size < SUBNET_HEAD_SIZE || size > sizeof(address))
		return;

	uint16_t family = wire_u16(option->data);

	if (size > 0)
		memcpy(address, option->data + SUBNET_HEAD_SIZE, size);
	if (family > 0 && family < ARRAY_LEN(families))
		(void)inet_ntop(families[family], address, shown, sizeof(shown));
	json_member_u64(json, "family", family);
	json_member_cstr(json, "address", shown);
	json_member_u64(json, "source_prefix", option->data[2]);
	json_member_u64(json, "scope_prefix", option->data[3]);
}

static void print_expire(struct json *json, const struct edns_option *option)
{
	if (option->size == 4)
		json_member_u64(json, "seconds", wire_u32(option->data));
}

static void print_keepalive(struct json *json, const struct edns_option *option)
{
	if (option->size == 2) {
		json_member_u64(json, "timeout_ms",
				(uint64_t)wire_u16(option->data) * MS_A_TENTH);
	}
}

/* RFC 8914 section 2. */
static void print_ede(struct json *json, const struct edns_option *option)
{
	if (option->size < 2)
		return;

	uint16_t code = wire_u16(option->data);

	json_member_u64(json, "info_code", code);
	json_member_cstr(json, "purpose", edns_ede_name(code));
	json_member_str(
		json, "extra_text",
		str_make((const char *)option->data + 2, (size_t)option->size - 2));
}

static void print_cookie(struct json *json, const struct edns_option *option)
{
	size_t client =
		option->size < COOKIE_CLIENT_SIZE ? option->size : COOKIE_CLIENT_SIZE;

	print_hex(json, "client", option->data, client);
	print_hex(json, "server", option->data + client, option->size - client);
}

static void print_nsid(struct json *json, const struct edns_option *option)
{
	json_member_str(json, "nsid", str_make((const char *)option->data, option->size));
}

static void print_padding(struct json *json, const struct edns_option *option)
{
	json_member_u64(json, "length", option->size);
}

/* clang-format off */
static const struct {
	uint16_t code;
	void (*print)(struct json *json, const struct edns_option *option);
} printers[] = {
	{ EDNS_NSID,      print_nsid },
	{ EDNS_SUBNET,    print_subnet },
	{ EDNS_EXPIRE,    print_expire },
	{ EDNS_COOKIE,    print_cookie },
	{ EDNS_KEEPALIVE, print_keepalive },
	{ EDNS_PADDING,   print_padding },
	{ EDNS_EDE,       print_ede },
};
/* clang-format on */

static void print_option(struct json *json, const struct edns_option *option,
			 const uint8_t *query, size_t query_size)
{
	const char *verdict = NULL;
	struct text text;

	text_init_growing(&text, OPTION_TEXT_MAX);
	edns_print_option(&text, option);
	json_object_begin(json);
	json_member_u64(json, "code", option->code);
	json_member_cstr(json, "name", edns_option_name(option->code));
	print_hex(json, "hex", option->data, option->size);
	json_member_str(json, "text", text_str(&text));
	for (size_t i = 0; i < ARRAY_LEN(printers); i++) {
		if (printers[i].code == option->code)
			printers[i].print(json, option);
	}
	if (option->code == EDNS_COOKIE)
		verdict = lookup_reply_cookie(option, query, query_size);
	if (verdict != NULL)
		json_member_cstr(json, "verdict", verdict);
	json_object_end(json);
	text_free(&text);
}

void lookup_json_edns_print(struct json *json, const struct edns *edns,
			    const uint8_t *query, size_t query_size)
{
	struct edns_option option;
	size_t offset = 0;
	bool is_cut;

	json_key(json, "EDNS");
	json_object_begin(json);
	json_member_u64(json, "version", edns->version);
	json_member_bool(json, "DO", (edns->flags & EDNS_FLAG_DO) != 0);
	json_member_bool(json, "CO", (edns->flags & EDNS_FLAG_CO) != 0);
	json_member_u64(json, "flags", edns->flags);
	json_member_u64(json, "udp", edns->udp_size);
	json_key(json, "options");
	json_array_begin(json);
	while (edns_next(edns, &offset, &option, &is_cut))
		print_option(json, &option, query, query_size);
	json_array_end(json);
	json_object_end(json);
}
