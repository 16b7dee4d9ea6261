#include "report/lookup_descent_json.h"

#include "base/attr.h"
#include "base/json.h"
#include "base/text.h"
#include "dns/type.h"
#include "query/answer.h"
#include "query/descent.h"
#include "query/walk.h"
#include "report/lookup.h"
#include "report/lookup_page.h"
#include "report/lookup_panel_json.h"
#include "report/lookup_records.h"

enum { TEXT_SIZE = NAME_TEXT_MAX + 1 };

static const char *const weights[] = {
	[DESCENT_NOTE] = "note",
	[DESCENT_UNKNOWN] = "unknown",
	[DESCENT_BAD] = "fault",
};

static void add_name(struct json *json, const char *key, struct name name)
{
	char buffer[TEXT_SIZE];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	name_print(&text, name);
	json_member_str(json, key, text_str(&text));
}

static void add_rrset(struct json *json, const struct rrset *rrset)
{
	for (uint16_t i = 0; i < rrset->count; i++)
		lookup_records_print_json(json, rrset, i);
}

static void add_cut(struct json *json, const struct descent_cut *cut)
{
	const struct rrset *own =
		cut->own == NULL ? NULL : agreement_find(cut->own, cut->found->ns);

	json_object_begin(json);
	add_name(json, "parent", cut->found->parent);
	json_member_bool(json, "sameServers", cut->found->is_from_child);
	json_key(json, "parentNS");
	json_array_begin(json);
	add_rrset(json, cut->found->ns);
	json_array_end(json);
	json_key(json, "zoneNS");
	json_array_begin(json);
	if (own != NULL)
		add_rrset(json, own);
	json_array_end(json);
	json_member_u64(json, "glue", cut->glue_count);
	json_member_u64(json, "glueChecked", cut->glue_checked);
	json_member_u64(json, "ds", cut->ds_count);
	json_member_u64(json, "dsFitting", cut->ds_fitting);
	json_object_end(json);
}

static void add_findings(struct json *json, const struct descent_step *step)
{
	json_key(json, "findings");
	json_array_begin(json);
	for (const struct descent_finding *finding = step->findings; finding != NULL;
	     finding = finding->next) {
		json_object_begin(json);
		json_member_cstr(json, "reason", descent_fault_code(finding->fault));
		json_member_cstr(json, "state",
				 weights[descent_fault_weight(finding->fault)]);
		json_member_cstr(json, "text", finding->what);
		json_object_end(json);
	}
	json_array_end(json);
}

static void add_step(struct json *json, const struct descent_step *step)
{
	json_object_begin(json);
	add_name(json, "zone", step->zone);
	add_name(json, "name", step->qname);
	json_key(json, "cut");
	if (step->has_cut) {
		add_cut(json, &step->cut);
	} else {
		json_null(json);
	}
	json_key(json, "servers");
	json_array_begin(json);
	for (size_t i = 0; i < step->agreement.count; i++)
		lookup_panel_json_add_reply(json, &step->agreement.replies[i]);
	json_array_end(json);
	add_findings(json, step);
	json_key(json, "records");
	json_array_begin(json);
	for (size_t i = 0; step->reply != NULL && i < step->reply->rrset_count; i++)
		add_rrset(json, &step->reply->rrsets[i]);
	json_array_end(json);
	json_object_end(json);
}

static void add_descent(struct text *text, const struct descent *descent)
{
	char buffer[TEXT_SIZE];
	struct text type;
	struct json json;

	text_init(&type, buffer, sizeof(buffer));
	type_print(&type, descent->qtype);
	json_init(&json, text, false);
	json_object_begin(&json);
	add_name(&json, "name", descent->qname);
	json_member_str(&json, "type", text_str(&type));
	json_key(&json, "steps");
	json_array_begin(&json);
	for (const struct descent_step *step = descent->steps; step != NULL;
	     step = step->next)
		add_step(&json, step);
	json_array_end(&json);
	json_member_u64(&json, "aliases", descent->alias_count);
	json_member_u64(&json, "faults", descent->counts[DESCENT_BAD]);
	json_member_u64(&json, "unknown", descent->counts[DESCENT_UNKNOWN]);
	json_member_cstr(&json, "why", descent->why);
	json_object_end(&json);
	text_add_char(text, '\n');
}

void lookup_descent_json_print(void *self, const struct lookup_context *context,
			       const struct lookup *lookup, const struct descent *descent)
{
	CLEANUP(lookup_page_end) struct lookup_page page;

	(void)self;
	(void)lookup;
	lookup_page_init(&page, context);
	add_descent(&page.text, descent);
}

void lookup_descent_json_print_item(void *self, const struct lookup_context *context,
				    const struct lookup *lookup,
				    const struct descent *descent)
{
	CLEANUP(lookup_page_end) struct lookup_page page;

	(void)self;
	(void)lookup;
	lookup_page_init(&page, context);
	text_add_cstr(&page.text, "- ");
	add_descent(&page.text, descent);
}
