/*
 * dig's YAML: a list of messages and errors, always valid.
 */
#include <string.h>

#include "base/attr.h"
#include "base/clock.h"
#include "base/duration.h"
#include "base/text.h"
#include "dns/type.h"
#include "report/lookup.h"
#include "report/lookup_descent_json.h"
#include "report/lookup_notes.h"
#include "report/lookup_page.h"
#include "report/lookup_panel_json.h"
#include "report/lookup_reply.h"
#include "report/lookup_series_json.h"
#include "report/lookup_validation.h"
#include "report/lookup_yaml_message.h"

enum { TIME_SIZE = 64 };

/* dig knows no more than these. */
static const char *const protocols[TRANSPORT_COUNT] = {
	[TRANSPORT_UDP] = "UDP",
	[TRANSPORT_TCP] = "TCP",
	[TRANSPORT_TLS] = "TCP",
	[TRANSPORT_HTTPS] = "TCP",
};

static void *yaml_begin(const struct lookup_context *context)
{
	(void)context;
	return NULL;
}

/* Milliseconds, or microseconds with -u. */
static void print_time(struct text *text, const char *key, uint64_t us, bool is_in_us)
{
	char buffer[TIME_SIZE];
	struct text time;

	text_init(&time, buffer, sizeof(buffer));
	duration_print_time(&time, us, !is_in_us);
	if (is_in_us) {
		text_cut(&time, time.len - 1); /* the Z */
		text_add_format(&time, ".%06uZ", (unsigned)(us % DURATION_S));
	}
	text_add_format(text, "    %s: !!timestamp %s\n", key, time.data);
}

/* "type", by who speaks: a resolver or an authoritative server. */
static const char *message_type(const struct lookup_reply *reply, bool is_sent)
{
	if (is_sent) {
		return (reply->header.flags & FLAG_RD) != 0 ? "RECURSIVE_QUERY"
							    : "AUTH_QUERY";
	}
	return (reply->header.flags & FLAG_RA) != 0 ? "RECURSIVE_RESPONSE"
						    : "AUTH_RESPONSE";
}

static void print_address(struct text *text, const char *key, const struct server *server)
{
	text_add_format(text, "    %s_address: \"", key);
	server_print_ip(text, server);
	if (text->data[text->len - 1] == ':')
		text_add_char(text, '0');
	text_add_format(text, "\"\n    %s_port: %u\n", key, server_port(server));
}

/* Our end of the way. */
static void print_local(struct text *text, const struct answer *answer, bool is_dig)
{
	struct server local = { .address = answer->local };

	if (is_dig) /* which does not look at its sockets */
		memset(&local.address, 0, sizeof(local.address));
	local.address.any.sa_family = answer->server->address.any.sa_family;
	print_address(text, "query", &local);
}

static void print_message(struct lookup_page *page, const struct lookup *lookup,
			  const struct lookup_reply *reply, const struct answer *answer,
			  bool is_sent)
{
	const bool is_in_us = lookup->style->is_in_us;
	struct text *text = &page->text;

	text_add_format(text, "- type: MESSAGE\n  message:\n    type: %s\n",
			message_type(reply, is_sent));
	print_time(text, "query_time", answer->start_wall_us, is_in_us);
	if (!is_sent) {
		print_time(text, "response_time", answer->start_wall_us + answer->rtt_us,
			   is_in_us);
	}
	text_add_format(text, "    message_size: %zub\n", reply->size);
	if (answer->server != NULL) {
		text_add_format(text,
				"    socket_family: INET%s\n    socket_protocol: %s\n",
				server_family(answer->server) == 6 ? "6" : "",
				protocols[answer->transport]);
		print_address(text, "response", answer->server);
		print_local(text, answer, page->context->is_dig);
	}
	lookup_yaml_message_print(page, lookup, reply, is_sent ? NULL : answer);
}

/* Attempts are no part of the list; with +qr each of them has its query. */
static void yaml_attempts(void *self, const struct lookup_context *context,
			  const struct lookup *lookup, const struct answer *answer)
{
	CLEANUP(lookup_page_end) struct lookup_page page;
	struct lookup_reply query;

	(void)self;
	lookup_page_init(&page, context);
	if (!lookup->style->is_query_shown || answer->query == NULL)
		return;
	lookup_reply_read(answer->query, answer->query_size, false, &query);
	for (size_t i = 0; i < answer->attempt_count; i++)
		print_message(&page, lookup, &query, answer, true);
}

static void print_error(struct lookup_page *page, const char *sentence)
{
	text_add_format(&page->text, "- type: DIG_ERROR\n  message: |\n    %s\n",
			sentence);
}

static void yaml_message(void *self, const struct lookup_context *context,
			 const struct lookup *lookup, const struct answer *answer)
{
	CLEANUP(lookup_page_end) struct lookup_page page;
	struct lookup_reply reply;

	(void)self;
	lookup_page_init(&page, context);
	lookup_reply_read(answer->wire, answer->size, context->is_dig, &reply);
	if (reply.fault == NULL || reply.is_cut || !context->is_dig) {
		print_message(&page, lookup, &reply, answer,
			      lookup->is_recorded && (reply.header.flags & FLAG_QR) == 0);
	}
	if (reply.fault != NULL && !context->is_dig)
		print_error(&page, reply.fault);
	lookup_validation_print_yaml(&page.text, lookup->validation);
}

static void yaml_failure(void *self, const struct lookup_context *context,
			 const struct lookup *lookup, const struct answer *answer)
{
	CLEANUP(lookup_page_end) struct lookup_page page;

	(void)self;
	(void)lookup;
	lookup_page_init(&page, context);
	print_error(&page, lookup_notes_is_tls(answer)
				   ? lookup_notes_reason(
					     &answer->attempts[answer->attempt_count - 1])
				   : "no servers could be reached");
}

static void yaml_transfer(void *self, const struct lookup_context *context,
			  const struct lookup *lookup, const uint8_t *wire, size_t size)
{
	CLEANUP(lookup_page_end) struct lookup_page page;
	const struct answer answer = { .transport = TRANSPORT_TCP,
				       .server = lookup->server,
				       .start_wall_us = clock_wall_us() };
	struct lookup_reply reply;

	(void)self;
	lookup_page_init(&page, context);
	lookup_reply_read(wire, size, context->is_dig, &reply);
	print_message(&page, lookup, &reply, &answer, false);
}

static void yaml_transfer_end(void *self, const struct lookup_context *context,
			      const struct lookup *lookup,
			      const struct transfer_result *result)
{
	CLEANUP(lookup_page_end) struct lookup_page page;

	(void)self;
	(void)lookup;
	lookup_page_init(&page, context);
	if (result->end == TRANSFER_CUT || result->end == TRANSFER_TIMEOUT) {
		print_error(&page, result->outcome == OUTCOME_TLS && result->why != NULL
					   ? result->why
					   : "no servers could be reached");
	} else if (result->end != TRANSFER_COMPLETE && result->end != TRANSFER_CURRENT) {
		print_error(&page, "transfer failed");
	}
}

static void yaml_fault(void *self, const struct lookup_context *context,
		       const struct lookup *lookup, const char *why)
{
	CLEANUP(lookup_page_end) struct lookup_page page;

	(void)self;
	(void)lookup;
	lookup_page_init(&page, context);
	print_error(&page, why);
}

const struct lookup_format lookup_yaml = {
	.entry = { "yaml", "dig's YAML" },
	.begin = yaml_begin,
	.attempts = yaml_attempts,
	.message = yaml_message,
	.failure = yaml_failure,
	.transfer = yaml_transfer,
	.transfer_end = yaml_transfer_end,
	.panel = lookup_panel_json_print_item,
	.descent = lookup_descent_json_print_item,
	.measure = lookup_series_json_print_item,
	.fault = yaml_fault,
};
