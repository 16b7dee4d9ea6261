/*
 * dig's +short: the rdata of the answer section, one record a line.
 */
#include <inttypes.h>

#include "base/attr.h"
#include "base/duration.h"
#include "base/text.h"
#include "dns/type.h"
#include "report/lookup.h"
#include "report/lookup_descent.h"
#include "report/lookup_notes.h"
#include "report/lookup_page.h"
#include "report/lookup_panel.h"
#include "report/lookup_reply.h"
#include "report/lookup_series.h"
#include "report/lookup_trouble.h"
#include "report/lookup_validation.h"

static void *short_begin(const struct lookup_context *context)
{
	(void)context;
	return NULL;
}

/* Short text has no comments, whatever else is asked for. */
static struct lookup_style quiet_style(const struct lookup *lookup)
{
	struct lookup_style style = *lookup->style;

	style.has_comments = false;
	return style;
}

static void short_attempts(void *self, const struct lookup_context *context,
			   const struct lookup *lookup, const struct answer *answer)
{
	CLEANUP(lookup_page_end) struct lookup_page page;
	const struct lookup_style style = quiet_style(lookup);
	struct lookup quiet = *lookup;

	(void)self;
	quiet.style = &style;
	lookup_page_init(&page, context);
	for (size_t i = 0; i < answer->attempt_count; i++) {
		lookup_trouble_drops(&page, answer, i);
		lookup_trouble_attempt(&page, &quiet, answer, i);
	}
}

static void print_identity(struct text *text, const struct lookup *lookup,
			   const struct answer *answer)
{
	if (!lookup->style->is_identified || answer == NULL)
		return;
	text_add_cstr(text, " from server ");
	server_print_ip(text, answer->server);
	text_add_format(text, " in %" PRIu32 " %s.",
			lookup->style->is_in_us ? answer->rtt_us
						: answer->rtt_us / DURATION_MS,
			lookup->style->is_in_us ? "us" : "ms");
}

/* Signatures that came only since the reply is validated. */
static bool is_by_the_way(const struct lookup *lookup, uint16_t type)
{
	return lookup->validation != NULL && type == TYPE_RRSIG &&
	       lookup->type != TYPE_RRSIG && lookup->type != TYPE_ANY;
}

/* @answer is NULL in a transfer. */
static void print_answers(struct lookup_page *page, const struct lookup *lookup,
			  const struct lookup_reply *reply, const struct answer *answer)
{
	struct rdata_style style = lookup->style->rr.rdata;
	struct message_cursor cursor;
	struct message_rr rr;

	if (!lookup->style->has_section[SECTION_ANSWER])
		return;
	message_begin(&cursor, reply->wire, reply->size);
	for (size_t i = 0; i < reply->readable && message_next(&cursor, &rr); i++) {
		if (rr.section != SECTION_ANSWER || is_by_the_way(lookup, rr.type))
			continue;
		if (lookup->style->is_typed) {
			type_print(&page->text, rr.type);
			text_add_char(&page->text, ' ');
		}
		style.rr_class = rr.rr_class;
		rdata_print(&page->text, rr.type, reply->wire, reply->size, rr.rdata,
			    rr.rdata_size, &style);
		print_identity(&page->text, lookup, answer);
		text_add_char(&page->text, '\n');
		lookup_page_turn(page);
	}
}

static void short_message(void *self, const struct lookup_context *context,
			  const struct lookup *lookup, const struct answer *answer)
{
	CLEANUP(lookup_page_end) struct lookup_page page;
	struct lookup_reply reply;

	(void)self;
	lookup_page_init(&page, context);
	lookup_reply_read(answer->wire, answer->size, context->is_dig, &reply);
	if (lookup_trouble_malformed(&page, lookup, &reply))
		print_answers(&page, lookup, &reply, answer);
	lookup_page_flush(&page);
	lookup_validation_print_short(&page.text, lookup->validation);
	lookup_page_flush_err(&page);
}

static void short_failure(void *self, const struct lookup_context *context,
			  const struct lookup *lookup, const struct answer *answer)
{
	CLEANUP(lookup_page_end) struct lookup_page page;

	(void)self;
	lookup_page_init(&page, context);
	if (!lookup_notes_is_unsent(answer) && !lookup_notes_is_tls(answer) &&
	    lookup->failure_banner != NULL)
		text_add_cstr(&page.text, lookup->failure_banner);
	lookup_trouble_failure(&page, lookup_notes_is_tls(answer));
}

static void short_transfer(void *self, const struct lookup_context *context,
			   const struct lookup *lookup, const uint8_t *wire, size_t size)
{
	CLEANUP(lookup_page_end) struct lookup_page page;
	struct lookup_reply reply;

	(void)self;
	lookup_page_init(&page, context);
	lookup_reply_read(wire, size, context->is_dig, &reply);
	if (lookup_trouble_malformed(&page, lookup, &reply))
		print_answers(&page, lookup, &reply, NULL);
}

static void short_transfer_end(void *self, const struct lookup_context *context,
			       const struct lookup *lookup,
			       const struct transfer_result *result)
{
	CLEANUP(lookup_page_end) struct lookup_page page;

	(void)self;
	lookup_page_init(&page, context);
	lookup_trouble_transfer(&page, lookup, result);
	if (result->end == TRANSFER_CUT || result->end == TRANSFER_TIMEOUT)
		lookup_trouble_failure(&page, result->outcome == OUTCOME_TLS);
}

static void short_fault(void *self, const struct lookup_context *context,
			const struct lookup *lookup, const char *why)
{
	CLEANUP(lookup_page_end) struct lookup_page page;

	(void)self;
	(void)lookup;
	lookup_page_init(&page, context);
	lookup_trouble_fault(&page, why);
}

const struct lookup_format lookup_short = {
	.entry = { "short", "the rdata of answers only" },
	.begin = short_begin,
	.attempts = short_attempts,
	.message = short_message,
	.failure = short_failure,
	.transfer = short_transfer,
	.transfer_end = short_transfer_end,
	.panel = lookup_panel_print,
	.descent = lookup_descent_print,
	.measure = lookup_series_print,
	.fault = short_fault,
};
