/*
 * dig's text: banner, header, OPT, sections, statistics.
 */
#include "base/arena.h"
#include "base/attr.h"
#include "base/text.h"
#include "report/lookup.h"
#include "report/lookup_body.h"
#include "report/lookup_descent.h"
#include "report/lookup_dns64.h"
#include "report/lookup_head.h"
#include "report/lookup_notes.h"
#include "report/lookup_page.h"
#include "report/lookup_panel.h"
#include "report/lookup_reply.h"
#include "report/lookup_series.h"
#include "report/lookup_trouble.h"
#include "report/lookup_validation.h"

struct state {
	uint64_t banner_of; /* the number of the lookup whose banner was shown last */
	uint64_t soa_count; /* SOA records of the transfer shown so far */
	bool is_transfer_bad;
};

static void *text_begin(const struct lookup_context *context)
{
	return arena_alloc(context->arena, sizeof(struct state));
}

static void show_banner(struct state *state, struct lookup_page *page,
			const struct lookup *lookup, const char *banner)
{
	if (banner == NULL || lookup->number == state->banner_of)
		return;
	lookup_page_flush(page);
	text_add_cstr(&page->text, banner);
	lookup_page_flush_raw(page);
	state->banner_of = lookup->number;
}

static void print_banner(struct state *state, struct lookup_page *page,
			 const struct lookup *lookup)
{
	show_banner(state, page, lookup, lookup->banner);
}

static void print_query(struct state *state, struct lookup_page *page,
			const struct lookup *lookup, const struct trail_step *step)
{
	struct lookup_reply query;
	uint64_t soa_count = 0;

	print_banner(state, page, lookup);
	lookup_reply_read(step->wire, step->size, false, &query);
	if (lookup->style->has_comments) {
		text_add_cstr(&page->text, ";; Sending:\n");
		lookup_head_print(&page->text, &query, true, NULL, 0);
		lookup_head_print_opt(&page->text, lookup, &query, NULL, 0);
	}
	if (lookup->style->has_comments && lookup->style->has_section[SECTION_QUESTION] &&
	    query.header.counts[SECTION_QUESTION] == 0)
		text_add_cstr(&page->text, ";; QUESTION SECTION:\n\n");
	lookup_body_print(page, lookup, &query, &soa_count);
	if (lookup->style->has_stats)
		text_add_format(&page->text, ";; QUERY SIZE: %zu\n\n", step->size);
	lookup_page_flush(page);
}

static void print_recorded_query(struct state *state, struct lookup_page *page,
				 const struct lookup *lookup, const struct answer *answer)
{
	const struct trail_step step = { .wire = answer->wire, .size = answer->size };

	print_query(state, page, lookup, &step);
}

/* The message of the attempt at @index, where it was sent. */
static void print_sent(struct state *state, struct lookup_page *page,
		       const struct lookup *lookup, const struct answer *answer,
		       size_t index)
{
	for (size_t i = 0; i < answer->trail_count; i++) {
		if (answer->trail[i].is_sent && answer->trail[i].attempt == index)
			print_query(state, page, lookup, &answer->trail[i]);
	}
}

static void text_attempts(void *self, const struct lookup_context *context,
			  const struct lookup *lookup, const struct answer *answer)
{
	CLEANUP(lookup_page_end) struct lookup_page page;

	lookup_page_init(&page, context);
	for (size_t i = 0; i < answer->attempt_count; i++) {
		if (lookup->style->is_query_shown)
			print_sent(self, &page, lookup, answer, i);
		lookup_trouble_drops(&page, answer, i);
		lookup_trouble_attempt(&page, lookup, answer, i);
	}
}

static void print_reply(struct state *state, struct lookup_page *page,
			const struct lookup *lookup, const struct lookup_reply *reply,
			const struct answer *answer)
{
	print_banner(state, page, lookup);
	if (lookup->style->has_comments) {
		text_add_cstr(&page->text, ";; Got answer:\n");
		lookup_head_print(&page->text, reply, false, answer->query,
				  answer->query_size);
		lookup_head_print_opt(&page->text, lookup, reply, answer->query,
				      answer->query_size);
	}
	lookup_body_print(page, lookup, reply, &state->soa_count);
}

static void print_numbers(struct lookup_page *page, const struct lookup *lookup,
			  const struct lookup_notes_stats *stats)
{
	if (lookup->style->has_stats) {
		lookup_notes_print_stats(&page->text, lookup, stats);
	} else if (lookup->style->is_identified) {
		lookup_notes_print_received(&page->text, lookup, stats);
	}
}

static void text_message(void *self, const struct lookup_context *context,
			 const struct lookup *lookup, const struct answer *answer)
{
	CLEANUP(lookup_page_end) struct lookup_page page;
	const struct lookup_notes_stats stats = {
		.server = answer->server,
		.transport = answer->transport,
		.end_wall_us = answer->start_wall_us + answer->rtt_us,
		.rtt_us = answer->rtt_us,
		.size = answer->size,
	};
	struct lookup_reply reply;

	lookup_page_init(&page, context);
	lookup_reply_read(answer->wire, answer->size, context->is_dig, &reply);
	if (lookup->is_recorded && (reply.header.flags & FLAG_QR) == 0) {
		print_recorded_query(self, &page, lookup, answer);
		return;
	}
	if (!lookup_trouble_malformed(&page, lookup, &reply))
		return;
	if (lookup->style->is_dns64_prefix) {
		lookup_dns64_print(&page, &reply);
		return;
	}
	print_reply(self, &page, lookup, &reply, answer);
	print_numbers(&page, lookup, &stats);
	lookup_validation_print(&page.text, lookup->validation);
}

static void text_failure(void *self, const struct lookup_context *context,
			 const struct lookup *lookup, const struct answer *answer)
{
	CLEANUP(lookup_page_end) struct lookup_page page;

	lookup_page_init(&page, context);
	if (!lookup_notes_is_unsent(answer) && !lookup_notes_is_tls(answer))
		show_banner(self, &page, lookup, lookup->failure_banner);
	lookup_trouble_failure(&page, lookup_notes_is_tls(answer));
}

static void text_transfer(void *self, const struct lookup_context *context,
			  const struct lookup *lookup, const uint8_t *wire, size_t size)
{
	CLEANUP(lookup_page_end) struct lookup_page page;
	struct state *state = self;
	const struct answer unknown = { 0 };
	struct lookup_reply reply;

	lookup_page_init(&page, context);
	lookup_reply_read(wire, size, context->is_dig, &reply);
	if (reply.fault != NULL)
		state->is_transfer_bad = true;
	if (lookup_trouble_malformed(&page, lookup, &reply))
		print_reply(state, &page, lookup, &reply, &unknown);
}

static bool is_failure(const struct transfer_result *result)
{
	return result->end == TRANSFER_CUT || result->end == TRANSFER_TIMEOUT;
}

static void text_transfer_end(void *self, const struct lookup_context *context,
			      const struct lookup *lookup,
			      const struct transfer_result *result)
{
	CLEANUP(lookup_page_end) struct lookup_page page;
	struct state *state = self;
	const struct lookup_notes_stats stats = {
		.server = result->server,
		.transport = result->transport,
		.end_wall_us = result->start_wall_us + result->rtt_us,
		.rtt_us = result->rtt_us,
		.size = result->bytes,
		.records = result->records,
		.messages = result->messages,
	};
	bool is_unsent = is_failure(result) && (result->outcome == OUTCOME_REFUSED ||
						result->outcome == OUTCOME_UNREACHABLE ||
						result->outcome == OUTCOME_TLS ||
						result->outcome == OUTCOME_LOCAL);

	lookup_page_init(&page, context);
	if (!is_failure(result) &&
	    (result->end != TRANSFER_MALFORMED || !context->is_dig))
		print_banner(state, &page, lookup);
	lookup_page_flush(&page);
	if (result->end != TRANSFER_MALFORMED || !state->is_transfer_bad)
		lookup_trouble_transfer(&page, lookup, result);
	if (is_failure(result)) {
		if (!is_unsent)
			show_banner(state, &page, lookup, lookup->failure_banner);
		lookup_trouble_failure(&page, result->outcome == OUTCOME_TLS);
	}
	if (result->end == TRANSFER_COMPLETE || result->end == TRANSFER_CURRENT)
		print_numbers(&page, lookup, &stats);
	state->soa_count = 0;
	state->is_transfer_bad = false;
}

static void text_fault(void *self, const struct lookup_context *context,
		       const struct lookup *lookup, const char *why)
{
	CLEANUP(lookup_page_end) struct lookup_page page;

	lookup_page_init(&page, context);
	print_banner(self, &page, lookup);
	lookup_trouble_fault(&page, why);
}

const struct lookup_format lookup_text = {
	.entry = { "text", "dig's text" },
	.begin = text_begin,
	.attempts = text_attempts,
	.message = text_message,
	.failure = text_failure,
	.transfer = text_transfer,
	.transfer_end = text_transfer_end,
	.panel = lookup_panel_print,
	.descent = lookup_descent_print,
	.measure = lookup_series_print,
	.fault = text_fault,
};
