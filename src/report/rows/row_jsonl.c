/* One JSON object a line. */
#include <string.h>

#include "base/json.h"
#include "base/num.h"
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

/* Steps over @literal at the start of @rest. */
static bool pass(struct str *rest, const char *literal)
{
	if (!str_has_prefix(*rest, str_of(literal)))
		return false;
	*rest = str_from(*rest, strlen(literal));
	return true;
}

/* What stands before the next quote that no backslash escapes, and steps over both. */
static struct str string_cut(struct str *rest)
{
	size_t len = 0;
	struct str string;

	while (len < rest->len && rest->data[len] != '"')
		len += rest->data[len] == '\\' ? 2 : 1;
	string = str_upto(*rest, len);
	*rest = str_from(*rest, len + 1);
	return string;
}

static size_t digits_of(struct str text)
{
	size_t count = 0;

	while (count < text.len && text.data[count] >= '0' && text.data[count] <= '9')
		count++;
	return count;
}

/* The members as jsonl_row writes them, in its order. */
static bool jsonl_read(struct str text, bool is_numbered, struct row_mark *out_mark)
{
	const char *end = memchr(text.data, '\n', text.len);
	struct str rest = str_upto(text, end != NULL ? (size_t)(end - text.data) : 0);
	struct row_mark mark = { .size = rest.len + 1 };
	size_t digits;

	(void)is_numbered;
	if (end == NULL) {
		*out_mark = (struct row_mark){ 0 };
		return true;
	}
	if (!pass(&rest, "{\"line\":"))
		return false;
	digits = digits_of(rest);
	if (num_parse_u64(str_upto(rest, digits), 1, UINT64_MAX, &mark.line) != ERR_OK)
		return false;
	rest = str_from(rest, digits);
	if (!pass(&rest, ",\"name\":\""))
		return false;
	mark.name = string_cut(&rest);
	if (!pass(&rest, ",\"type\":\""))
		return false;
	(void)string_cut(&rest);
	if (!pass(&rest, ",\"status\":\""))
		return false;
	mark.is_interrupted = str_equal(string_cut(&rest), str_of("INTERRUPTED"));
	*out_mark = mark;
	return true;
}

const struct row_format row_jsonl = {
	.entry = { "jsonl", "one JSON object a line" },
	.has_line = true,
	.print = jsonl_row,
	.read = jsonl_read,
};
