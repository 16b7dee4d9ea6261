/*
 * One JSON object a line: for each lookup, and in a transfer for each record and for its end.
 */
#include "base/attr.h"
#include "base/json.h"
#include "base/text.h"
#include "dns/type.h"
#include "report/lookup.h"
#include "report/lookup_descent_json.h"
#include "report/lookup_json_message.h"
#include "report/lookup_json_way.h"
#include "report/lookup_page.h"
#include "report/lookup_panel_json.h"
#include "report/lookup_reply.h"
#include "report/lookup_series_json.h"
#include "report/lookup_validation.h"

enum { TEXT_SIZE = 128 };

static const char *const transfer_names[TRANSFER_COUNT] = {
	[TRANSFER_COMPLETE] = "complete", [TRANSFER_CURRENT] = "current",
	[TRANSFER_RCODE] = "rcode",       [TRANSFER_NO_SOA] = "no-soa",
	[TRANSFER_CUT] = "cut",           [TRANSFER_MALFORMED] = "malformed",
	[TRANSFER_MISMATCH] = "mismatch", [TRANSFER_TIMEOUT] = "timeout",
	[TRANSFER_LIMIT] = "limit",
};

static void *json_begin_lookups(const struct lookup_context *context)
{
	(void)context;
	return NULL;
}

/* The name as it was sent; else as it was typed. */
static void print_qname(struct json *json, const struct lookup *lookup,
			const struct answer *answer)
{
	char buffer[NAME_TEXT_MAX + 1];
	struct message_cursor cursor;
	struct message_rr rr;
	struct name_buffer qname;
	struct text text;

	if (answer == NULL || answer->query == NULL) {
		json_member_cstr(json, "QNAME", lookup->name);
		return;
	}
	message_begin(&cursor, answer->query, answer->query_size);
	if (!message_next(&cursor, &rr) || rr.section != SECTION_QUESTION)
		return;
	message_owner(answer->query, answer->query_size, &rr, &qname);
	text_init(&text, buffer, sizeof(buffer));
	name_print(&text, name_of(&qname));
	json_member_str(json, "QNAME", text_str(&text));
}

/* What was asked: there whatever became of it.  @answer may be NULL. */
static void print_question(struct json *json, const struct lookup *lookup,
			   const struct answer *answer)
{
	char buffer[TEXT_SIZE];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	print_qname(json, lookup, answer);
	json_member_u64(json, "QTYPE", lookup->type);
	type_print(&text, lookup->type);
	json_member_str(json, "QTYPEname", text_str(&text));
	json_member_u64(json, "QCLASS", lookup->rr_class);
	text_clear(&text);
	type_print_class(&text, lookup->rr_class);
	json_member_str(json, "QCLASSname", text_str(&text));
}

static void print_error(struct json *json, const char *code, const char *text)
{
	json_key(json, "error");
	if (code == NULL) {
		json_null(json);
		return;
	}
	json_object_begin(json);
	json_member_cstr(json, "code", code);
	json_member_cstr(json, "text", text);
	json_object_end(json);
}

static void end_line(struct lookup_page *page, struct json *json)
{
	json_object_end(json);
	text_add_char(&page->text, '\n');
}

/* The attempts are members of what follows. */
static void json_attempts(void *self, const struct lookup_context *context,
			  const struct lookup *lookup, const struct answer *answer)
{
	(void)self;
	(void)context;
	(void)lookup;
	(void)answer;
}

static void json_message(void *self, const struct lookup_context *context,
			 const struct lookup *lookup, const struct answer *answer)
{
	CLEANUP(lookup_page_end) struct lookup_page page;
	struct lookup_reply reply;
	struct json json;
	const char *fault;

	(void)self;
	lookup_page_init(&page, context);
	json_init(&json, &page.text, false);
	lookup_reply_read(answer->wire, answer->size, false, &reply);
	fault = reply.fault;
	if (fault == NULL && reply.is_odd)
		fault = "a record breaks the rules of messages";
	json_object_begin(&json);
	print_question(&json, lookup, answer);
	lookup_json_message_print(&json, &reply, answer);
	lookup_json_way_print(&json, answer);
	lookup_validation_print_json(&json, lookup->validation);
	print_error(&json, fault == NULL ? NULL : "malformed", fault);
	end_line(&page, &json);
}

static void json_failure(void *self, const struct lookup_context *context,
			 const struct lookup *lookup, const struct answer *answer)
{
	CLEANUP(lookup_page_end) struct lookup_page page;
	struct json json;

	(void)self;
	lookup_page_init(&page, context);
	json_init(&json, &page.text, false);
	json_object_begin(&json);
	print_question(&json, lookup, answer);
	lookup_json_way_print(&json, answer);
	print_error(&json, "no-reply", "no servers could be reached");
	end_line(&page, &json);
}

static void json_transfer(void *self, const struct lookup_context *context,
			  const struct lookup *lookup, const uint8_t *wire, size_t size)
{
	CLEANUP(lookup_page_end) struct lookup_page page;
	struct message_cursor cursor;
	struct lookup_reply reply;
	struct message_rr rr;
	struct json json;

	(void)self;
	(void)lookup;
	lookup_page_init(&page, context);
	lookup_reply_read(wire, size, false, &reply);
	message_begin(&cursor, wire, size);
	while (message_next(&cursor, &rr)) {
		if (rr.section != SECTION_ANSWER)
			continue;
		json_init(&json, &page.text, false);
		lookup_json_message_print_rr(&json, &reply, &rr);
		text_add_char(&page.text, '\n');
		lookup_page_turn(&page);
	}
}

static void print_transfer_error(struct json *json, const struct transfer_result *result)
{
	char buffer[TEXT_SIZE];
	struct text text;

	if (result->end == TRANSFER_COMPLETE || result->end == TRANSFER_CURRENT) {
		print_error(json, NULL, NULL);
		return;
	}
	text_init(&text, buffer, sizeof(buffer));
	if (result->end == TRANSFER_RCODE) {
		type_print_rcode(&text, result->rcode);
	} else if (result->why != NULL) {
		text_add_cstr(&text, result->why);
	} else {
		text_add_cstr(&text, answer_outcome_text(result->outcome));
	}
	print_error(json, transfer_names[result->end], text.data);
}

static void json_transfer_end(void *self, const struct lookup_context *context,
			      const struct lookup *lookup,
			      const struct transfer_result *result)
{
	CLEANUP(lookup_page_end) struct lookup_page page;
	struct json json;

	(void)self;
	lookup_page_init(&page, context);
	json_init(&json, &page.text, false);
	json_object_begin(&json);
	print_question(&json, lookup, NULL);
	json_member_cstr(&json, "transfer", transfer_names[result->end]);
	lookup_json_way_print_server(&json, result->server);
	json_member_cstr(&json, "transport", server_transport_name(result->transport));
	lookup_json_way_print_date(&json, result->start_wall_us);
	json_member_u64(&json, "rtt_us", result->rtt_us);
	json_member_u64(&json, "records", result->records);
	json_member_u64(&json, "messages", result->messages);
	json_member_u64(&json, "bytes", result->bytes);
	print_transfer_error(&json, result);
	end_line(&page, &json);
}

static void json_fault(void *self, const struct lookup_context *context,
		       const struct lookup *lookup, const char *why)
{
	CLEANUP(lookup_page_end) struct lookup_page page;
	struct json json;

	(void)self;
	lookup_page_init(&page, context);
	json_init(&json, &page.text, false);
	json_object_begin(&json);
	print_question(&json, lookup, NULL);
	print_error(&json, "not-asked", why);
	end_line(&page, &json);
}

const struct lookup_format lookup_json = {
	.entry = { "json", "one JSON object a line" },
	.begin = json_begin_lookups,
	.attempts = json_attempts,
	.message = json_message,
	.failure = json_failure,
	.transfer = json_transfer,
	.transfer_end = json_transfer_end,
	.panel = lookup_panel_json_print,
	.descent = lookup_descent_json_print,
	.measure = lookup_series_json_print,
	.fault = json_fault,
};
