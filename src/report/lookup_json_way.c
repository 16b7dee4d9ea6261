#include "report/lookup_json_way.h"

#include "base/attr.h"
#include "base/duration.h"
#include "base/json.h"
#include "base/text.h"
#include "dns/type.h"
#include "query/answer.h"
#include "report/lookup_notes.h"

enum { TEXT_SIZE = 128 };

static const char *const drop_names[DROP_COUNT] = {
	[DROP_SHORT] = "short", [DROP_SOURCE] = "source", [DROP_ID] = "id",
	[DROP_NO_QR] = "no-qr", [DROP_OPCODE] = "opcode", [DROP_QUESTION] = "question",
	[DROP_CASE] = "case",   [DROP_COOKIE] = "cookie", [DROP_LATE] = "late",
};

static const char *const outcome_names[OUTCOME_COUNT] = {
	[OUTCOME_REPLY] = "reply",
	[OUTCOME_TIMEOUT] = "timeout",
	[OUTCOME_REFUSED] = "connection-refused",
	[OUTCOME_UNREACHABLE] = "unreachable",
	[OUTCOME_CLOSED] = "closed",
	[OUTCOME_MALFORMED] = "malformed-stream",
	[OUTCOME_LOCAL] = "local",
	[OUTCOME_TLS] = "tls",
	[OUTCOME_HTTP] = "http",
};

void lookup_json_way_print_server(struct json *json, const struct server *server)
{
	char buffer[TEXT_SIZE];
	struct text text;

	json_key(json, "server");
	if (server == NULL) {
		json_null(json);
		return;
	}
	text_init(&text, buffer, sizeof(buffer));
	server_print_ip(&text, server);
	json_object_begin(json);
	json_member_cstr(json, "name", server->name);
	json_member_str(json, "address", text_str(&text));
	json_member_u64(json, "port", server_port(server));
	json_object_end(json);
}

void lookup_json_way_print_date(struct json *json, uint64_t wall_us)
{
	char buffer[TEXT_SIZE];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	duration_print_time(&text, wall_us, true);
	json_member_str(json, "dateString", text_str(&text));
	json_key(json, "dateSeconds");
	json_double(json, (double)wall_us / DURATION_S, 6);
}

static void print_attempt(struct json *json, const struct attempt *attempt)
{
	json_object_begin(json);
	lookup_json_way_print_server(json, attempt->server);
	json_member_cstr(json, "transport", server_transport_name(attempt->transport));
	json_member_cstr(json, "cause", answer_cause_text(attempt->cause));
	json_member_cstr(json, "outcome", outcome_names[attempt->outcome]);
	json_member_u64(json, "rtt_us", attempt->rtt_us);
	if (attempt->outcome == OUTCOME_REPLY) {
		char buffer[TEXT_SIZE];
		struct text text;

		text_init(&text, buffer, sizeof(buffer));
		type_print_rcode(&text, attempt->rcode);
		json_member_str(json, "rcode", text_str(&text));
		json_member_u64(json, "size", attempt->size);
	} else {
		json_member_cstr(json, "why", lookup_notes_reason(attempt));
	}
	json_object_end(json);
}

void lookup_json_way_print(struct json *json, const struct answer *answer)
{
	lookup_json_way_print_server(json, answer->server);
	json_member_cstr(json, "transport", server_transport_name(answer->transport));
	lookup_json_way_print_date(json, answer->start_wall_us);
	json_member_u64(json, "rtt_us", answer->rtt_us);
	json_member_u64(json, "total_us", answer->total_us);
	json_member_u64(json, "size", answer->size);
	json_key(json, "attempts");
	json_array_begin(json);
	for (size_t i = 0; i < answer->attempt_count; i++)
		print_attempt(json, &answer->attempts[i]);
	json_array_end(json);
	json_key(json, "dropped");
	json_array_begin(json);
	for (size_t i = 0; i < answer->drop_count && i < DROPS_MAX; i++)
		json_cstr(json, drop_names[answer->drops[i].reason]);
	json_array_end(json);
}
