/* One JSON object a line. */
#include "base/json.h"
#include "base/text.h"
#include "dns/type.h"
#include "query/answer.h"
#include "report/row.h"

enum { WORD_MAX = 128 };

static void member(struct json *json, const char *key, const struct text *text)
{
	json_member_str(json, key, text_str(text));
}

static void add_record(void *user, uint16_t type, uint32_t ttl, struct str rdata)
{
	struct json *json = user;
	char buffer[WORD_MAX];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	type_print(&text, type);
	json_object_begin(json);
	member(json, "type", &text);
	json_member_u64(json, "ttl", ttl);
	json_member_str(json, "data", rdata);
	json_object_end(json);
}

static void add_answer(struct json *json, const struct row *row)
{
	const struct answer *answer = row->answer;
	char buffer[WORD_MAX];
	struct text text;

	if (answer == NULL || answer->server == NULL)
		return;
	text_init(&text, buffer, sizeof(buffer));
	server_print_address(&text, answer->server);
	member(json, "server", &text);
	json_member_cstr(json, "transport", server_transport_name(answer->transport));
	json_member_u64(json, "rtt_us", answer->rtt_us);
	json_member_u64(json, "tries", answer->attempt_count);
}

static void jsonl_row(struct text *text, const struct row *row)
{
	char buffer[WORD_MAX];
	struct text word;
	struct json json;

	json_init(&json, text, false);
	json_object_begin(&json);
	json_member_u64(&json, "line", row->line);
	json_member_str(&json, "name", row->name);
	text_init(&word, buffer, sizeof(buffer));
	type_print(&word, row->qtype);
	member(&json, "type", &word);
	text_clear(&word);
	row_print_status(&word, row);
	member(&json, "status", &word);
	add_answer(&json, row);
	if (row->fault.len > 0)
		json_member_str(&json, "fault", row->fault);
	json_key(&json, "answers");
	json_array_begin(&json);
	row_each(row, add_record, &json);
	json_array_end(&json);
	json_object_end(&json);
	text_add_char(text, '\n');
}

const struct row_format row_jsonl = {
	.entry = { "jsonl", "one JSON object a line" },
	.print = jsonl_row,
};
