/* Comma-separated with a heading.  Source: RFC 4180. */
#include "base/num.h"
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

/* Where the row ends that starts here: behind the first line break outside of quotes; 0: nowhere. */
static size_t size_of_row(struct str text)
{
	bool is_quoted = false;

	for (size_t i = 0; i < text.len; i++) {
		if (text.data[i] == '"')
			is_quoted = !is_quoted;
		if (text.data[i] == '\n' && !is_quoted)
			return i + 1;
	}
	return 0;
}

/* The field up to the next comma outside of quotes, without the quotes around it. */
static struct str field_cut(struct str *rest)
{
	bool is_quoted = false;
	size_t len = 0;
	struct str field;

	while (len < rest->len && (is_quoted || rest->data[len] != ',')) {
		if (rest->data[len++] == '"')
			is_quoted = !is_quoted;
	}
	field = str_upto(*rest, len);
	*rest = str_from(*rest, len + 1);
	if (field.len >= 2 && field.data[0] == '"')
		return str_make(field.data + 1, field.len - 2);
	return field;
}

static bool csv_read(struct str text, bool is_numbered, struct row_mark *out_mark)
{
	struct row_mark mark = { .size = size_of_row(text) };
	struct str rest = str_upto(text, mark.size);
	struct str type, status;

	(void)is_numbered;
	if (mark.size == 0) {
		*out_mark = mark;
		return true;
	}
	if (num_parse_u64(field_cut(&rest), 1, UINT64_MAX, &mark.line) != ERR_OK)
		return false;
	mark.name = field_cut(&rest);
	type = field_cut(&rest);
	status = field_cut(&rest);
	mark.is_interrupted = str_equal(status, str_of("INTERRUPTED"));
	*out_mark = mark;
	return mark.name.len > 0 && type.len > 0 && status.len > 0;
}

const struct row_format row_csv = {
	.entry = { "csv",
		   "comma-separated with a heading; answers in one field, a line each" },
	.heading = "line,name,type,status,server,rtt_us,answers\r\n",
	.has_line = true,
	.print = csv_row,
	.read = csv_read,
};
