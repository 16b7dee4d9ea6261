#include "report/row.h"

#include "base/attr.h"
#include "base/text.h"
#include "dns/edns.h"
#include "dns/message.h"
#include "dns/rdata.h"
#include "dns/type.h"
#include "query/answer.h"

enum { RDATA_TEXT_MAX = 4 * MESSAGE_SIZE_MAX };

#define ROW(name) extern const struct row_format row_##name;
#include "report/rows.def"
#undef ROW

static const struct entry *const entries[] = {
#define ROW(name) &row_##name.entry,
#include "report/rows.def"
#undef ROW
};

const struct registry row_registry = { "format of rows", entries, ARRAY_LEN(entries) };

const struct row_format *row_find(struct str name)
{
	return (const struct row_format *)registry_find(&row_registry, name);
}

static const char *const outcome_words[OUTCOME_COUNT] = {
	[OUTCOME_REPLY] = NULL,
	[OUTCOME_TIMEOUT] = "TIMEOUT",
	[OUTCOME_REFUSED] = "CONNECTION-REFUSED",
	[OUTCOME_UNREACHABLE] = "UNREACHABLE",
	[OUTCOME_CLOSED] = "CLOSED",
	[OUTCOME_MALFORMED] = "UNPARSEABLE",
	[OUTCOME_LOCAL] = "LOCAL",
	[OUTCOME_TLS] = "TLS",
};

/* What a walk through the reply says. */
struct reading {
	uint16_t rcode;
	unsigned answers;
	bool is_faulty;
	bool is_truncated;
};

static struct reading read_reply(const struct answer *answer)
{
	struct reading reading = { .rcode = 0 };
	struct message_cursor cursor;
	struct message_rr rr;
	struct edns edns = { .is_present = false };

	message_begin(&cursor, answer->wire, answer->size);
	while (message_next(&cursor, &rr)) {
		reading.answers += rr.section == SECTION_ANSWER;
		if (rr.section == SECTION_ADDITIONAL && rr.type == TYPE_OPT &&
		    !edns.is_present)
			edns_read(answer->wire, &rr, &edns);
	}
	reading.rcode = edns_rcode(cursor.header.flags, &edns);
	reading.is_faulty = cursor.fault != NULL;
	reading.is_truncated = (cursor.header.flags & FLAG_TC) != 0;
	return reading;
}

static const char *word_of(const struct row *row, struct reading *out_reading)
{
	if (row->answer == NULL)
		return row->is_interrupted ? "INTERRUPTED" : "INVALID";
	if (row->answer->outcome != OUTCOME_REPLY || row->answer->wire == NULL)
		return outcome_words[row->answer->outcome];
	*out_reading = read_reply(row->answer);
	if (out_reading->is_faulty)
		return "UNPARSEABLE";
	if (out_reading->is_truncated)
		return "TRUNCATED";
	if (out_reading->rcode == RCODE_NOERROR && out_reading->answers == 0)
		return "NODATA";
	return NULL;
}

void row_print_status(struct text *text, const struct row *row)
{
	struct reading reading = { .rcode = 0 };
	const char *word = word_of(row, &reading);

	if (word != NULL)
		text_add_cstr(text, word);
	else
		type_print_rcode(text, reading.rcode);
}

bool row_is_reply(const struct row *row)
{
	return row->answer != NULL && row->answer->outcome == OUTCOME_REPLY &&
	       row->answer->wire != NULL && !read_reply(row->answer).is_faulty;
}

void row_each(const struct row *row, row_record *add, void *user)
{
	static const struct rdata_style style = { 0 };
	struct message_cursor cursor;
	struct message_rr rr;
	char buffer[512];
	struct text text;

	if (row->answer == NULL || row->answer->wire == NULL)
		return;
	message_begin(&cursor, row->answer->wire, row->answer->size);
	while (message_next(&cursor, &rr) && rr.section <= SECTION_ANSWER) {
		if (rr.section != SECTION_ANSWER)
			continue;
		text_init(&text, buffer, sizeof(buffer));
		rdata_print(&text, rr.type, row->answer->wire, row->answer->size,
			    rr.rdata, rr.rdata_size, &style);
		if (text.err != ERR_OK) {
			text_init_growing(&text, RDATA_TEXT_MAX);
			rdata_print(&text, rr.type, row->answer->wire, row->answer->size,
				    rr.rdata, rr.rdata_size, &style);
		}
		add(user, rr.type, rr.ttl, text_str(&text));
		text_free(&text);
	}
}
