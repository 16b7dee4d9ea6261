#include "report/row.h"

#include "base/attr.h"
#include "base/text.h"
#include "dns/edns.h"
#include "dns/message.h"
#include "dns/rdata.h"
#include "dns/type.h"
#include "query/answer.h"

enum { RDATA_TEXT_MAX = 4 * MESSAGE_SIZE_MAX };

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
	[OUTCOME_HTTP] = "HTTP",
};

static void note_record(struct row_reading *reading, const struct message_rr *rr)
{
	if (reading->answers < ROW_KEPT)
		reading->kept[reading->answers] = *rr;
	reading->answers++;
}

void row_read(struct row *row)
{
	const struct answer *answer = row->answer;
	struct edns edns = { .is_present = false };
	struct message_cursor cursor;
	struct message_rr rr;

	row->reading.is_reply = false;
	row->reading.is_truncated = false;
	row->reading.rcode = 0;
	row->reading.answers = 0;
	if (answer == NULL || answer->outcome != OUTCOME_REPLY || answer->wire == NULL)
		return;
	message_begin(&cursor, answer->wire, answer->size);
	while (message_next(&cursor, &rr)) {
		if (rr.section == SECTION_ANSWER)
			note_record(&row->reading, &rr);
		if (rr.type == TYPE_OPT && rr.section == SECTION_ADDITIONAL &&
		    !edns.is_present)
			edns_read(answer->wire, &rr, &edns);
	}
	row->reading.rcode = edns_rcode(cursor.header.flags, &edns);
	row->reading.is_truncated = (cursor.header.flags & FLAG_TC) != 0;
	row->reading.is_reply = cursor.fault == NULL;
}

/* NULL when the response code is the word. */
static const char *word_of(const struct row *row)
{
	const struct row_reading *reading = &row->reading;

	if (row->answer == NULL)
		return row->is_interrupted ? "INTERRUPTED" : "INVALID";
	if (row->answer->outcome != OUTCOME_REPLY)
		return outcome_words[row->answer->outcome];
	if (!reading->is_reply)
		return "UNPARSEABLE";
	if (reading->is_truncated)
		return "TRUNCATED";
	return reading->rcode == RCODE_NOERROR && reading->answers == 0 ? "NODATA" : NULL;
}

void row_print_status(struct text *text, const struct row *row)
{
	const char *word = word_of(row);

	if (word != NULL) {
		text_add_cstr(text, word);
	} else {
		type_print_rcode(text, row->reading.rcode);
	}
}

static void print_record(const struct answer *answer, const struct message_rr *rr,
			 row_record *add, void *user)
{
	static const struct rdata_style style = { 0 };
	char buffer[512];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	rdata_print(&text, rr->type, answer->wire, answer->size, rr->rdata,
		    rr->rdata_size, &style);
	if (text.err != ERR_OK) {
		text_init_growing(&text, RDATA_TEXT_MAX);
		rdata_print(&text, rr->type, answer->wire, answer->size, rr->rdata,
			    rr->rdata_size, &style);
	}
	add(user, rr->type, rr->ttl, text_str(&text));
	text_free(&text);
}

void row_each(const struct row *row, row_record *add, void *user)
{
	struct message_cursor cursor;
	struct message_rr rr;

	if (row->reading.answers <= ROW_KEPT) {
		for (uint32_t i = 0; i < row->reading.answers; i++)
			print_record(row->answer, &row->reading.kept[i], add, user);
		return;
	}
	message_begin(&cursor, row->answer->wire, row->answer->size);
	while (message_next(&cursor, &rr) && rr.section <= SECTION_ANSWER) {
		if (rr.section == SECTION_ANSWER)
			print_record(row->answer, &rr, add, user);
	}
}
