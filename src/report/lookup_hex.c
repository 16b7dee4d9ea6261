/*
 * Messages field by field: offsets, bytes, and what they mean.
 */
#include "base/attr.h"
#include "base/duration.h"
#include "base/text.h"
#include "dns/annotate.h"
#include "dns/message.h"
#include "report/lookup.h"
#include "report/lookup_descent.h"
#include "report/lookup_notes.h"
#include "report/lookup_page.h"
#include "report/lookup_panel.h"
#include "report/lookup_trouble.h"

static const char *const transports[TRANSPORT_COUNT] = {
	[TRANSPORT_UDP] = "UDP",
	[TRANSPORT_TCP] = "TCP",
	[TRANSPORT_TLS] = "TLS",
	[TRANSPORT_HTTPS] = "HTTPS",
};

static void *hex_begin(const struct lookup_context *context)
{
	(void)context;
	return NULL;
}

/* @server may be NULL. */
static void print_title(struct text *text, const char *what, const char *side,
			const struct server *server, enum transport transport)
{
	text_add_format(text, "; %s", what);
	if (server != NULL) {
		text_add_format(text, " %s ", side);
		server_print_address(text, server);
	}
	text_add_format(text, " over %s, ", transports[transport]);
}

static void print_wire(struct lookup_page *page, const uint8_t *wire, size_t size)
{
	annotate_print(&page->text, wire, size);
	text_add_char(&page->text, '\n');
	lookup_page_flush_raw(page);
}

/* Every query that was sent, with +qr. */
static void print_sent(struct lookup_page *page, const struct answer *answer,
		       size_t index)
{
	const struct attempt *attempt = &answer->attempts[index];

	for (size_t i = 0; i < answer->trail_count; i++) {
		const struct trail_step *step = &answer->trail[i];

		if (!step->is_sent || step->attempt != index)
			continue;
		print_title(&page->text, "query", "to", attempt->server,
			    attempt->transport);
		text_add_format(&page->text, "%zu bytes\n", step->size);
		print_wire(page, step->wire, step->size);
	}
}

static void hex_attempts(void *self, const struct lookup_context *context,
			 const struct lookup *lookup, const struct answer *answer)
{
	CLEANUP(lookup_page_end) struct lookup_page page;

	(void)self;
	lookup_page_init(&page, context);
	for (size_t i = 0; i < answer->attempt_count; i++) {
		if (lookup->style->is_query_shown)
			print_sent(&page, answer, i);
		lookup_trouble_drops(&page, answer, i);
		lookup_trouble_attempt(&page, lookup, answer, i);
	}
}

/* A file has what was asked too; on the wire only replies come. */
static bool is_query(const struct lookup *lookup, const struct answer *answer)
{
	struct message_header header;

	return lookup->is_recorded &&
	       message_read_header(answer->wire, answer->size, &header) == ERR_OK &&
	       (header.flags & FLAG_QR) == 0;
}

static void hex_message(void *self, const struct lookup_context *context,
			const struct lookup *lookup, const struct answer *answer)
{
	CLEANUP(lookup_page_end) struct lookup_page page;

	const bool is_sent = is_query(lookup, answer);

	(void)self;
	lookup_page_init(&page, context);
	print_title(&page.text, is_sent ? "query" : "message", is_sent ? "to" : "from",
		    answer->server, answer->transport);
	text_add_format(&page.text, "%zu bytes", answer->size);
	if (!is_sent)
		text_add_format(&page.text, ", %u ms", answer->rtt_us / DURATION_MS);
	text_add_char(&page.text, '\n');
	print_wire(&page, answer->wire, answer->size);
}

static void hex_failure(void *self, const struct lookup_context *context,
			const struct lookup *lookup, const struct answer *answer)
{
	CLEANUP(lookup_page_end) struct lookup_page page;

	(void)self;
	(void)lookup;
	lookup_page_init(&page, context);
	lookup_trouble_failure(&page, lookup_notes_is_tls(answer));
}

static void hex_transfer(void *self, const struct lookup_context *context,
			 const struct lookup *lookup, const uint8_t *wire, size_t size)
{
	CLEANUP(lookup_page_end) struct lookup_page page;

	(void)self;
	lookup_page_init(&page, context);
	print_title(&page.text, "message", "from", lookup->server, TRANSPORT_TCP);
	text_add_format(&page.text, "%zu bytes\n", size);
	print_wire(&page, wire, size);
}

static void hex_transfer_end(void *self, const struct lookup_context *context,
			     const struct lookup *lookup,
			     const struct transfer_result *result)
{
	CLEANUP(lookup_page_end) struct lookup_page page;

	(void)self;
	lookup_page_init(&page, context);
	lookup_trouble_transfer(&page, lookup, result);
}

static void hex_fault(void *self, const struct lookup_context *context,
		      const struct lookup *lookup, const char *why)
{
	CLEANUP(lookup_page_end) struct lookup_page page;

	(void)self;
	(void)lookup;
	lookup_page_init(&page, context);
	lookup_trouble_fault(&page, why);
}

const struct lookup_format lookup_hex = {
	.entry = { "hex", "messages byte by byte, with what each field means" },
	.begin = hex_begin,
	.attempts = hex_attempts,
	.message = hex_message,
	.failure = hex_failure,
	.transfer = hex_transfer,
	.transfer_end = hex_transfer_end,
	.panel = lookup_panel_print,
	.descent = lookup_descent_print,
	.fault = hex_fault,
};
