/* Tab-separated: name, type, status, answers separated by ", ". */
#include "base/text.h"
#include "dns/type.h"
#include "report/row.h"

struct listing {
	struct text *text;
	bool has_one;
};

static void add_record(void *user, uint16_t type, uint32_t ttl, struct str rdata)
{
	struct listing *listing = user;

	(void)type;
	(void)ttl;
	text_add_cstr(listing->text, listing->has_one ? ", " : "\t");
	text_add(listing->text, rdata);
	listing->has_one = true;
}

static void text_row(struct text *text, const struct row *row)
{
	struct listing listing = { .text = text };

	text_add(text, row->name);
	text_add_char(text, '\t');
	type_print(text, row->qtype);
	text_add_char(text, '\t');
	row_print_status(text, row);
	if (row->fault.len > 0) {
		text_add_char(text, '\t');
		text_add(text, row->fault);
	}
	row_each(row, add_record, &listing);
	text_add_char(text, '\n');
}

const struct row_format row_text = {
	.entry = { "text", "name, type, status and answers, separated by tabs" },
	.print = text_row,
};
