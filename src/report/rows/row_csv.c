/* Comma-separated with a heading.  Source: RFC 4180. */
#include "base/text.h"
#include "dns/type.h"
#include "query/answer.h"
#include "report/row.h"

static void add_quoted(struct text *text, struct str field)
{
	text_add_char(text, '"');
	for (size_t i = 0; i < field.len; i++) {
		if (field.data[i] == '"')
			text_add_char(text, '"');
		text_add_char(text, field.data[i]);
	}
	text_add_char(text, '"');
}

struct listing {
	struct text *text;
	bool has_one;
};

/* Answers share a field; a line break separates them, which rdata never holds. */
static void add_record(void *user, uint16_t type, uint32_t ttl, struct str rdata)
{
	struct listing *listing = user;

	(void)type;
	(void)ttl;
	if (listing->has_one)
		text_add_char(listing->text, '\n');
	for (size_t i = 0; i < rdata.len; i++) {
		if (rdata.data[i] == '"')
			text_add_char(listing->text, '"');
		text_add_char(listing->text, rdata.data[i]);
	}
	listing->has_one = true;
}

static void add_server(struct text *text, const struct row *row)
{
	if (row->answer != NULL && row->answer->server != NULL)
		server_print_address(text, row->answer->server);
}

static void csv_row(struct text *text, const struct row *row)
{
	struct listing listing = { .text = text };

	text_add_u64(text, row->line);
	text_add_char(text, ',');
	add_quoted(text, row->name);
	text_add_char(text, ',');
	type_print(text, row->qtype);
	text_add_char(text, ',');
	row_print_status(text, row);
	text_add_char(text, ',');
	add_server(text, row);
	text_add_format(text, ",%u,",
			row->answer != NULL ? (unsigned)row->answer->rtt_us : 0);
	text_add_char(text, '"');
	text_add(text, row->fault);
	row_each(row, add_record, &listing);
	text_add_cstr(text, "\"\r\n");
}

const struct row_format row_csv = {
	.entry = { "csv",
		   "comma-separated with a heading; answers in one field, a line each" },
	.heading = "line,name,type,status,server,rtt_us,answers\r\n",
	.print = csv_row,
};
