/* One JSON document: {"verdicts": [...], "summary": {...}}, an object a line inside. */
#include <stdio.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/text.h"
#include "report/format.h"
#include "report/verdict_json.h"

enum { LINE_MAX_SIZE = 16 * 1024 * 1024 };

struct json_state {
	bool has_verdict;
};

static void *json_begin(const struct format_context *context)
{
	(void)fputs("{\"verdicts\": [", context->stream);
	return arena_alloc(context->arena, sizeof(struct json_state));
}

static void json_verdict(void *self, const struct format_context *context,
			 const struct verdict *verdict)
{
	struct json_state *state = self;
	struct text text;
	struct json json;

	text_init_growing(&text, LINE_MAX_SIZE);
	text_add_cstr(&text, state->has_verdict ? ",\n" : "\n");
	json_init(&json, &text, false);
	verdict_json_print(&json, verdict);
	(void)fwrite(text.data, 1, text.len, context->stream);
	text_free(&text);
	state->has_verdict = true;
}

static void json_end(void *self, const struct format_context *context,
		     const struct verdict_summary *summary)
{
	struct text text;
	struct json json;

	(void)self;
	text_init_growing(&text, LINE_MAX_SIZE);
	text_add_cstr(&text, "\n],\n\"summary\": ");
	json_init(&json, &text, false);
	verdict_json_print_summary(&json, summary);
	text_add_cstr(&text, "}\n");
	(void)fwrite(text.data, 1, text.len, context->stream);
	text_free(&text);
}

const struct format format_json = {
	.entry = { "json", "one JSON document of all verdicts and the summary" },
	.wants_ok = true,
	.begin = json_begin,
	.verdict = json_verdict,
	.end = json_end,
};
