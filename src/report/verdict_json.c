#include "report/verdict_json.h"

#include "base/json.h"
#include "verdict/verdict.h"

/* What was expected, or what was served. */
struct side {
	const struct str *list;
	const bool *is_words;
	size_t count;
};

static void member_or_null(struct json *json, const char *key, struct str value)
{
	json_key(json, key);
	if (str_is_empty(value)) {
		json_null(json);
	} else {
		json_str(json, value);
	}
}

static void number_or_null(struct json *json, const char *key, bool has_number,
			   uint64_t number)
{
	json_key(json, key);
	if (has_number) {
		json_u64(json, number);
	} else {
		json_null(json);
	}
}

/* Those of a verdict's list that are rdata, or those that are words. */
static void member_list(struct json *json, const char *key, const struct side *side,
			bool is_words)
{
	json_key(json, key);
	json_array_begin(json);
	for (size_t i = 0; i < side->count; i++) {
		if ((side->is_words != NULL && side->is_words[i]) == is_words)
			json_str(json, side->list[i]);
	}
	json_array_end(json);
}

static void member_sides(struct json *json, const struct verdict *verdict)
{
	const struct side expected = { verdict->expected, verdict->expected_is_words,
				       verdict->expected_count };
	const struct side actual = { verdict->actual, verdict->actual_is_words,
				     verdict->actual_count };

	member_list(json, "expected", &expected, false);
	member_list(json, "expected_other", &expected, true);
	member_list(json, "actual", &actual, false);
	member_list(json, "actual_other", &actual, true);
}

void verdict_json_print(struct json *json, const struct verdict *verdict)
{
	json_object_begin(json);
	json_member_cstr(json, "state", state_name(verdict->state));
	json_member_cstr(json, "reason",
			 verdict->reason != REASON_NONE
				 ? reason_get(verdict->reason)->code
				 : NULL);
	json_member_cstr(json, "kind", verdict->kind);
	json_member_cstr(json, "check", verdict->check);
	member_or_null(json, "zone", verdict->zone);
	member_or_null(json, "name", verdict->name);
	member_or_null(json, "type", verdict->type);
	member_or_null(json, "server", verdict->server);
	member_or_null(json, "address", verdict->address);
	json_member_cstr(json, "transport", verdict->transport);
	member_sides(json, verdict);
	number_or_null(json, "ttl", verdict->has_ttl, verdict->ttl);
	number_or_null(json, "rtt_us", verdict->has_rtt, verdict->rtt_us);
	member_or_null(json, "detail", verdict->detail);
	json_key(json, "since");
	json_null(json);
	json_member_cstr(json, "file", verdict->place.file);
	number_or_null(json, "line", verdict->place.line > 0, verdict->place.line);
	member_or_null(json, "again", verdict->again);
	json_object_end(json);
}

void verdict_json_print_summary(struct json *json, const struct verdict_summary *summary)
{
	json_object_begin(json);
	json_member_u64(json, "expectations", summary->expectations);
	for (unsigned state = 0; state < STATE_COUNT; state++) {
		json_member_u64(json, state_name((enum state)state),
				summary->counts[state]);
	}
	json_member_u64(json, "servers", summary->servers);
	json_member_u64(json, "queries", summary->queries);
	json_key(json, "elapsed_s");
	json_double(json, (double)summary->elapsed_us / 1e6, 3);
	json_object_end(json);
}
