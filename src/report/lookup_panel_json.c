#include "report/lookup_panel_json.h"

#include "base/arena.h"
#include "base/attr.h"
#include "base/json.h"
#include "base/text.h"
#include "dns/type.h"
#include "query/agreement.h"
#include "query/answer.h"
#include "report/lookup.h"
#include "report/lookup_page.h"
#include "report/lookup_panel.h"
#include "report/lookup_records.h"

enum { TEXT_SIZE = NAME_TEXT_MAX + 1 };

static const char *const kinds[AGREEMENT_KIND_COUNT] = {
	[AGREEMENT_DATA] = "data",
	[AGREEMENT_REFERRAL] = "referral",
	[AGREEMENT_NODATA] = "nodata",
	[AGREEMENT_NXDOMAIN] = "nxdomain",
	[AGREEMENT_FAILURE] = "failure",
	[AGREEMENT_TRUNCATED] = "truncated",
	[AGREEMENT_UNREADABLE] = "unreadable",
	[AGREEMENT_SILENT] = "no-reply",
};

static void add_name(struct json *json, const char *key, struct name name)
{
	char buffer[TEXT_SIZE];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	name_print(&text, name);
	json_member_str(json, key, text_str(&text));
}

static void add_type(struct json *json, uint16_t type, uint16_t rr_class)
{
	char buffer[TEXT_SIZE];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	type_print(&text, type);
	json_member_str(json, "type", text_str(&text));
	text_clear(&text);
	type_print_class(&text, rr_class);
	json_member_str(json, "class", text_str(&text));
}

static void add_address(struct json *json, const struct server *server,
			enum transport transport)
{
	char buffer[TEXT_SIZE];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	server_print_address(&text, server);
	json_member_cstr(json, "server", server->name);
	json_member_str(json, "address", text_str(&text));
	json_member_cstr(json, "transport", server_transport_name(transport));
}

/* @answer is NULL when the run was stopped before. */
static void add_silent(struct json *json, const struct server *server,
		       const struct answer *answer)
{
	json_object_begin(json);
	add_address(json, server, answer == NULL ? server->transport : answer->transport);
	json_member_cstr(json, "outcome",
			 answer == NULL ? "interrupted"
					: answer_outcome_text(answer->outcome));
	json_member_u64(json, "attempts", answer == NULL ? 0 : answer->attempt_count);
	json_object_end(json);
}

static void add_server(struct json *json, const struct agreement_reply *reply)
{
	json_object_begin(json);
	add_address(json, reply->server, reply->answer->transport);
	json_key(json, "serial");
	if (reply->has_serial) {
		json_u64(json, reply->serial);
	} else {
		json_null(json);
	}
	json_member_u64(json, "rtt_us", reply->answer->rtt_us);
	json_member_u64(json, "size", reply->answer->size);
	json_object_end(json);
}

static void add_rcode(struct json *json, uint16_t rcode)
{
	char buffer[TEXT_SIZE];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	type_print_rcode(&text, rcode);
	json_member_str(json, "rcode", text_str(&text));
}

void lookup_panel_json_add_reply(struct json *json, const struct agreement_reply *reply)
{
	if (reply->kind == AGREEMENT_SILENT) {
		add_silent(json, reply->server, reply->answer);
		return;
	}
	json_object_begin(json);
	add_address(json, reply->server, reply->answer->transport);
	json_member_cstr(json, "kind", kinds[reply->kind]);
	add_rcode(json, reply->rcode);
	json_member_bool(json, "authoritative", reply->is_aa);
	json_member_u64(json, "rtt_us", reply->answer->rtt_us);
	json_member_u64(json, "size", reply->answer->size);
	json_object_end(json);
}

static void add_records(struct json *json, const struct agreement_reply *reply)
{
	json_key(json, "records");
	json_array_begin(json);
	for (size_t i = 0; i < reply->rrset_count; i++) {
		for (uint16_t j = 0; j < reply->rrsets[i].count; j++)
			lookup_records_print_json(json, &reply->rrsets[i], j);
	}
	json_array_end(json);
}

/* What @reply has and @other has not. */
static void add_surplus(struct json *json, const char *key,
			const struct agreement_reply *reply,
			const struct agreement_reply *other)
{
	struct arena *scratch = arena_new();

	json_key(json, key);
	json_array_begin(json);
	for (size_t i = 0; i < reply->rrset_count; i++) {
		const struct rrset *rrset = &reply->rrsets[i];
		const struct rrset none = { .count = 0 };
		const struct rrset *found = agreement_find(other, rrset);
		uint16_t *indexes = arena_array(scratch, rrset->count, sizeof(*indexes));
		size_t count = rrset_minus(rrset, found == NULL ? &none : found, indexes);

		for (size_t j = 0; j < count; j++)
			lookup_records_print_json(json, rrset, indexes[j]);
	}
	json_array_end(json);
	arena_free(scratch);
}

static void add_group(struct json *json, const struct agreement *agreement, size_t index)
{
	const struct agreement_reply *most =
		&agreement->replies[agreement->groups[0].first];
	const struct agreement_reply *reply =
		&agreement->replies[agreement->groups[index].first];

	json_object_begin(json);
	json_member_cstr(json, "kind", kinds[reply->kind]);
	add_rcode(json, reply->rcode);
	json_member_bool(json, "authoritative", reply->is_aa);
	json_key(json, "servers");
	json_array_begin(json);
	for (size_t i = 0; i < agreement->count; i++) {
		if (agreement->replies[i].kind != AGREEMENT_SILENT &&
		    agreement->replies[i].group == index)
			add_server(json, &agreement->replies[i]);
	}
	json_array_end(json);
	add_records(json, reply);
	add_surplus(json, "missing", most, reply);
	add_surplus(json, "unexpected", reply, most);
	json_object_end(json);
}

static void add_groups(struct json *json, const struct agreement *agreement)
{
	json_key(json, "groups");
	json_array_begin(json);
	for (size_t i = 0; i < agreement->group_count; i++)
		add_group(json, agreement, i);
	json_array_end(json);
	json_key(json, "noReply");
	json_array_begin(json);
	for (size_t i = 0; i < agreement->count; i++) {
		if (agreement->replies[i].kind == AGREEMENT_SILENT) {
			add_silent(json, agreement->replies[i].server,
				   agreement->replies[i].answer);
		}
	}
	json_array_end(json);
}

static void add_unresolved(struct json *json, const struct lookup_panel *panel)
{
	char buffer[TEXT_SIZE];
	struct text text;

	json_key(json, "unresolved");
	json_array_begin(json);
	for (size_t i = 0; i < panel->unresolved_count; i++) {
		text_init(&text, buffer, sizeof(buffer));
		name_print(&text, panel->unresolved[i]);
		json_str(json, text_str(&text));
	}
	json_array_end(json);
	json_member_u64(json, "leftOut", panel->left_out);
	json_member_cstr(json, "why", panel->why);
}

static void add_serials(struct json *json, const struct agreement *agreement)
{
	json_key(json, "newestSerial");
	if (agreement->has_serials) {
		json_u64(json, agreement->serial_newest);
	} else {
		json_null(json);
	}
	json_member_bool(json, "serialsDiffer", agreement->has_serial_difference);
}

static void add_panel(struct text *text, const struct lookup *lookup,
		      const struct lookup_panel *panel)
{
	const struct agreement *agreement = panel->agreement;
	struct json json;

	json_init(&json, text, false);
	json_object_begin(&json);
	add_name(&json, "name", panel->qname);
	add_type(&json, lookup->type, lookup->rr_class);
	if (panel->has_zone) {
		add_name(&json, "zone", panel->zone);
	} else {
		json_member_cstr(&json, "zone", NULL);
	}
	json_member_bool(&json, "agreed",
			 agreement->group_count == 1 &&
				 !agreement->has_serial_difference);
	add_groups(&json, agreement);
	add_serials(&json, agreement);
	add_unresolved(&json, panel);
	json_object_end(&json);
	text_add_char(text, '\n');
}

void lookup_panel_json_print(void *self, const struct lookup_context *context,
			     const struct lookup *lookup,
			     const struct lookup_panel *panel)
{
	CLEANUP(lookup_page_end) struct lookup_page page;

	(void)self;
	lookup_page_init(&page, context);
	add_panel(&page.text, lookup, panel);
}

void lookup_panel_json_print_item(void *self, const struct lookup_context *context,
				  const struct lookup *lookup,
				  const struct lookup_panel *panel)
{
	CLEANUP(lookup_page_end) struct lookup_page page;

	(void)self;
	lookup_page_init(&page, context);
	text_add_cstr(&page.text, "- ");
	add_panel(&page.text, lookup, panel);
}
