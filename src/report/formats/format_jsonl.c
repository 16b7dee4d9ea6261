/* One verdict a line, as it falls; the last line is the summary. */
#include <stdio.h>

#include "base/json.h"
#include "base/text.h"
#include "report/format.h"
#include "report/verdict_json.h"

enum { LINE_MAX_SIZE = 16 * 1024 * 1024 };

static void *jsonl_begin(const struct format_context *context)
{
	(void)context;
	return NULL;
}

static void write_line(FILE *stream, struct text *text)
{
	text_add_char(text, '\n');
	(void)fwrite(text->data, 1, text->len, stream);
	text_free(text);
}

static void jsonl_verdict(void *self, const struct format_context *context,
			  const struct verdict *verdict)
{
	struct text text;
	struct json json;

	(void)self;
	text_init_growing(&text, LINE_MAX_SIZE);
	json_init(&json, &text, false);
	verdict_json_print(&json, verdict);
	write_line(context->stream, &text);
}

static void jsonl_end(void *self, const struct format_context *context,
		      const struct verdict_summary *summary)
{
	struct text text;
	struct json json;

	(void)self;
	text_init_growing(&text, LINE_MAX_SIZE);
	json_init(&json, &text, false);
	json_object_begin(&json);
	json_key(&json, "summary");
	verdict_json_print_summary(&json, summary);
	json_object_end(&json);
	write_line(context->stream, &text);
}

const struct format format_jsonl = {
	.entry = { "jsonl",
		   "one JSON object a line, written as verdicts fall; the last is the summary" },
	.wants_ok = true,
	.begin = jsonl_begin,
	.verdict = jsonl_verdict,
	.end = jsonl_end,
};
