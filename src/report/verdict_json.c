#include "report/verdict_json.h"

#include "base/json.h"
#include "verdict/verdict.h"

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

static void member_list(struct json *json, const char *key, const struct str *list,
			size_t count)
{
	json_key(json, key);
	json_array_begin(json);
	for (size_t i = 0; i < count; i++)
		json_str(json, list[i]);
	json_array_end(json);
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
	member_list(json, "expected", verdict->expected, verdict->expected_count);
	member_list(json, "actual", verdict->actual, verdict->actual_count);
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
