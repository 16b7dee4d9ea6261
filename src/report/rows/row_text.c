/* Tab-separated: name, type, status, answers separated by ", "; the line first when numbered. */
#include <string.h>

#include "base/num.h"
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

	if (row->is_numbered) {
		text_add_u64(text, row->line);
		text_add_char(text, '\t');
	}
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

static bool text_read(struct str text, bool is_numbered, struct row_mark *out_mark)
{
	const char *end = memchr(text.data, '\n', text.len);
	struct str rest = str_upto(text, end != NULL ? (size_t)(end - text.data) : 0);
	struct row_mark mark = { .size = rest.len + 1 };
	struct str type, status;

	if (end == NULL) {
		*out_mark = (struct row_mark){ 0 };
		return true;
	}
	if (is_numbered &&
	    num_parse_u64(str_cut(&rest, '\t'), 1, UINT64_MAX, &mark.line) != ERR_OK)
		return false;
	mark.name = str_cut(&rest, '\t');
	type = str_cut(&rest, '\t');
	status = str_cut(&rest, '\t');
	mark.is_interrupted = str_equal(status, str_of("INTERRUPTED"));
	*out_mark = mark;
	return mark.name.len > 0 && type.len > 0 && status.len > 0;
}

const struct row_format row_text = {
	.entry = { "text", "name, type, status and answers, separated by tabs" },
	.print = text_row,
	.read = text_read,
};
