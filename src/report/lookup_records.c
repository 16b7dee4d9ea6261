#include "report/lookup_records.h"

#include <inttypes.h>

#include "base/json.h"
#include "base/text.h"
#include "dns/rdata.h"
#include "dns/rrset.h"
#include "dns/type.h"
#include "report/lookup.h"

enum { RDATA_TEXT_MAX = 1024 * 1024 };

static void add_rdata(struct text *text, const struct rrset *rrset, uint16_t index,
		      struct rdata_style style)
{
	const struct rrset_rdata *rdata = &rrset->rdata[index];

	style.is_multiline = false;
	style.rr_class = rrset->rr_class;
	rdata_print(text, rrset->type, rdata->wire, rdata->wire_size, 0, rdata->wire_size,
		    &style);
}

void lookup_records_print(struct text *text, const struct rrset *rrset, uint16_t index,
			  const struct lookup_style *style, bool has_ttl)
{
	name_print(text, rrset->owner);
	if (has_ttl)
		text_add_format(text, " %" PRIu32, rrset->ttl);
	text_add_char(text, ' ');
	type_print(text, rrset->type);
	text_add_char(text, ' ');
	add_rdata(text, rrset, index, style->rr.rdata);
	text_add_char(text, '\n');
}

void lookup_records_print_json(struct json *json, const struct rrset *rrset,
			       uint16_t index)
{
	const struct rdata_style plain = { .split = 0 };
	char buffer[NAME_TEXT_MAX + 1];
	struct text text;

	json_object_begin(json);
	text_init(&text, buffer, sizeof(buffer));
	name_print(&text, rrset->owner);
	json_member_str(json, "name", text_str(&text));
	text_clear(&text);
	type_print(&text, rrset->type);
	json_member_str(json, "type", text_str(&text));
	json_member_u64(json, "ttl", rrset->ttl);
	text_init_growing(&text, RDATA_TEXT_MAX);
	add_rdata(&text, rrset, index, plain);
	json_member_str(json, "data", text_str(&text));
	text_free(&text);
	json_object_end(json);
}
