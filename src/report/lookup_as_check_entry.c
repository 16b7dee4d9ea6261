#include "report/lookup_as_check_entry.h"

#include <inttypes.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/json.h"
#include "base/text.h"
#include "dns/rdata.h"
#include "dns/rrset.h"
#include "dns/type.h"
#include "report/lookup.h"
#include "report/lookup_reply.h"

enum { ALIASES_MAX = 16, RDATA_TEXT_MAX = 1024 * 1024, TEXT_SIZE = 2048, DNS_PORT = 53 };

/* An entry being made. */
struct making {
	struct text *text;
	struct arena *scratch;
	const struct lookup_as_check_seen *seen;
	uint16_t
		type; /* what is declared: a CNAME where it leads out of what the server knows */
	struct rrset rrset;
	size_t alias_count;
};

/* A double-quoted scalar of YAML: JSON's strings are that. */
static void add_quoted(struct text *text, struct str str)
{
	struct json json;

	json_init(&json, text, false);
	json_str(&json, str);
}

/* Follows CNAMEs within the answer to the records that were asked for. */
static void find_records(struct making *making)
{
	const struct lookup_reply *reply = making->seen->reply;
	struct name owner = making->seen->qname;
	struct rrset alias;

	rrset_collect(making->scratch, reply->wire, reply->size, SECTION_ANSWER, owner,
		      making->type, CLASS_IN, &making->rrset);
	while (making->rrset.count == 0 && making->alias_count < ALIASES_MAX &&
	       making->type != TYPE_CNAME) {
		rrset_collect(making->scratch, reply->wire, reply->size, SECTION_ANSWER,
			      owner, TYPE_CNAME, CLASS_IN, &alias);
		if (alias.count == 0 ||
		    !name_is_valid(alias.rdata[0].wire, alias.rdata[0].wire_size))
			break;
		owner = (struct name){ alias.rdata[0].wire, alias.rdata[0].wire_size };
		making->alias_count++;
		rrset_collect(making->scratch, reply->wire, reply->size, SECTION_ANSWER,
			      owner, making->type, CLASS_IN, &making->rrset);
	}
}

/* Where the server does not know the end of the aliases, the alias itself is what it holds. */
static void choose_type(struct making *making)
{
	const bool is_aa = (making->seen->reply->header.flags & FLAG_AA) != 0;

	making->type = making->seen->lookup->type;
	find_records(making);
	if (!is_aa || making->alias_count == 0 || making->rrset.count > 0 ||
	    making->seen->reply->rcode != RCODE_NOERROR)
		return;
	making->type = TYPE_CNAME;
	making->alias_count = 0;
	find_records(making);
}

static void add_server(const struct making *making)
{
	const struct server *server = making->seen->answer->server;
	char buffer[TEXT_SIZE];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	if (making->seen->answer->transport == TRANSPORT_TLS ||
	    making->seen->answer->transport == TRANSPORT_HTTPS) {
		text_add_format(&text, "%s://",
				server_transport_name(making->seen->answer->transport));
	}
	text_add_cstr(&text, server_family(server) == 6 ? "[" : "");
	server_print_ip(&text, server);
	text_add_cstr(&text, server_family(server) == 6 ? "]" : "");
	if (server_port(server) != DNS_PORT)
		text_add_format(&text, ":%u", (unsigned)server_port(server));
	if (making->seen->answer->transport == TRANSPORT_HTTPS && server->path != NULL)
		text_add_cstr(&text, server->path);
	if (server->tls_name != NULL)
		text_add_format(&text, "#%s", server->tls_name);
	add_quoted(making->text, text_str(&text));
}

static void add_flags(struct text *text, uint16_t flags)
{
	static const struct {
		const char *name;
		uint16_t bit;
	} rows[] = { { "rd", FLAG_RD }, { "ad", FLAG_AD }, { "cd", FLAG_CD } };
	const char *between = "";

	text_add_char(text, '[');
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		if ((flags & rows[i].bit) == 0)
			continue;
		text_add_format(text, "%s%s", between, rows[i].name);
		between = ", ";
	}
	text_add_char(text, ']');
}

static void add_question(const struct making *making)
{
	char buffer[NAME_TEXT_MAX + 1];
	struct message_header header;
	struct text *text = making->text;
	struct text name;

	text_init(&name, buffer, sizeof(buffer));
	name_print(&name, making->seen->qname);
	text_add_cstr(text, "  - query:\n      name: ");
	add_quoted(text, text_str(&name));
	text_add_cstr(text, "\n      type: ");
	/* The type NULL is nothing to YAML. */
	text_add_cstr(text, making->type == TYPE_NULL ? "\"" : "");
	type_print(text, making->type);
	text_add_cstr(text, making->type == TYPE_NULL ? "\"" : "");
	text_add_cstr(text, "\n      ask: [");
	add_server(making);
	text_add_cstr(text, "]\n      flags: ");
	if (message_read_header(making->seen->answer->query,
				making->seen->answer->query_size, &header) == ERR_OK)
		add_flags(text, header.flags);
	if (making->seen->answer->transport == TRANSPORT_TCP)
		text_add_cstr(text, "\n      transport: tcp");
	text_add_char(text, '\n');
}

/* A record that breaks its type's format cannot be written as a value. */
static bool has_plain_values(const struct rrset *rrset)
{
	for (uint16_t i = 0; i < rrset->count; i++) {
		if (!rdata_is_valid(rrset->type, rrset->rdata[i].wire,
				    rrset->rdata[i].wire_size, 0,
				    rrset->rdata[i].wire_size))
			return false;
	}
	return true;
}

static void add_values(const struct making *making)
{
	const struct rdata_style style = { .split = 0 };
	const struct rrset *rrset = &making->rrset;
	struct text value;

	text_add_cstr(making->text, "      values:\n");
	text_init_growing(&value, RDATA_TEXT_MAX);
	for (uint16_t i = 0; i < rrset->count; i++) {
		text_clear(&value);
		rdata_print(&value, rrset->type, rrset->rdata[i].wire,
			    rrset->rdata[i].wire_size, 0, rrset->rdata[i].wire_size,
			    &style);
		text_add_cstr(making->text, "        - ");
		add_quoted(making->text, text_str(&value));
		text_add_char(making->text, '\n');
	}
	text_free(&value);
}

static void add_expected(const struct making *making)
{
	const bool is_aa = (making->seen->reply->header.flags & FLAG_AA) != 0;
	const struct rrset *rrset = &making->rrset;
	struct text *text = making->text;

	text_add_cstr(text, "    expect:\n      rcode: ");
	type_print_rcode(text, making->seen->reply->rcode);
	text_add_cstr(text, is_aa ? "\n      flags: [aa]\n" : "\n");
	if (making->seen->reply->rcode != RCODE_NOERROR)
		return;
	if (is_aa && rrset->count > 0 && !rrset->is_ttl_mixed && rrset->ttl <= INT32_MAX)
		text_add_format(text, "      ttl: %" PRIu32 "\n", rrset->ttl);
	if (rrset->count == 0 || !has_plain_values(rrset)) {
		text_add_format(text, "      count: %u\n", (unsigned)rrset->count);
	} else {
		add_values(making);
	}
}

void lookup_as_check_entry_print(struct text *text,
				 const struct lookup_as_check_seen *seen)
{
	struct making making = { .text = text, .seen = seen, .scratch = arena_new() };

	choose_type(&making);
	if (making.alias_count > 0) {
		text_add_format(text, "  # behind %zu alias%s\n", making.alias_count,
				making.alias_count == 1 ? "" : "es");
	}
	add_question(&making);
	add_expected(&making);
	arena_free(making.scratch);
}

void lookup_as_check_entry_quote(struct text *text, const char *value)
{
	add_quoted(text, str_of(value));
}
