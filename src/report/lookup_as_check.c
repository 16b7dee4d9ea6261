/*
 * What was seen as a declaration: an entry of `checks:` for each lookup, which `digdrift check` finds as it was.
 *
 * 1. The question is asked of the same server, over the same transport, with the same flags.
 * 2. An answer is declared with its values, at the end of its aliases; a TTL only where it does not count down.
 * 3. No record is `count: 0`, an error its rcode.
 * 4. What no declaration can hold is a comment.
 */
#include "base/arena.h"
#include "base/attr.h"
#include "base/duration.h"
#include "base/text.h"
#include "dns/type.h"
#include "query/agreement.h"
#include "query/descent.h"
#include "report/lookup.h"
#include "report/lookup_as_check_entry.h"
#include "report/lookup_page.h"
#include "report/lookup_panel.h"
#include "report/lookup_reply.h"

enum { TIME_SIZE = 64 };

struct state {
	bool has_title; /* "checks:" was written */
};

static void *as_check_begin(const struct lookup_context *context)
{
	return arena_alloc(context->arena, sizeof(struct state));
}

static void add_comment(struct lookup_page *page, const struct lookup *lookup,
			const char *why)
{
	text_add_cstr(&page->text, "# ");
	lookup_as_check_entry_quote(&page->text, lookup->name);
	text_add_char(&page->text, ' ');
	type_print(&page->text, lookup->type);
	text_add_format(&page->text, ": %s\n", why);
}

/* Why there is nothing to declare; NULL when there is. */
static const char *find_obstacle(const struct lookup *lookup,
				 const struct lookup_reply *reply)
{
	if (lookup->rr_class != CLASS_IN)
		return "only class IN can be declared";
	if (type_is_meta(lookup->type))
		return "this type is none of records: nothing to declare";
	if (reply->fault != NULL)
		return "the reply is malformed: nothing to declare";
	if ((reply->header.flags & FLAG_TC) != 0)
		return "the reply is truncated: nothing to declare";
	if (!reply->edns.is_present &&
	    (reply->rcode == RCODE_FORMERR || reply->rcode == RCODE_NOTIMP))
		return "the server does not know EDNS: +noedns shows what it serves";
	return NULL;
}

/* False when the query has no question. */
static bool read_question(const struct answer *answer, struct name_buffer *qname)
{
	struct message_cursor cursor;
	struct message_rr rr;

	message_begin(&cursor, answer->query, answer->query_size);
	if (!message_next(&cursor, &rr) || rr.section != SECTION_QUESTION)
		return false;
	message_owner(answer->query, answer->query_size, &rr, qname);
	return true;
}

static void add_title(struct state *state, struct lookup_page *page,
		      const struct answer *answer)
{
	char buffer[TIME_SIZE];
	struct text when;

	if (state->has_title)
		return;
	state->has_title = true;
	text_init(&when, buffer, sizeof(buffer));
	duration_print_time(&when, answer->start_wall_us, false);
	text_add_format(&page->text, "# seen %s\nchecks:\n", buffer);
}

static void as_check_message(void *self, const struct lookup_context *context,
			     const struct lookup *lookup, const struct answer *answer)
{
	CLEANUP(lookup_page_end) struct lookup_page page;
	struct lookup_reply reply;
	struct name_buffer qname;
	struct lookup_as_check_seen seen = {
		.lookup = lookup,
		.answer = answer,
		.reply = &reply,
	};
	const char *obstacle;

	lookup_page_init(&page, context);
	lookup_reply_read(answer->wire, answer->size, false, &reply);
	obstacle = find_obstacle(lookup, &reply);
	if (obstacle == NULL && !read_question(answer, &qname))
		obstacle = "nothing was asked for: nothing to declare";
	if (obstacle != NULL) {
		add_comment(&page, lookup, obstacle);
		return;
	}
	seen.qname = name_of(&qname);
	add_title(self, &page, answer);
	lookup_as_check_entry_print(&page.text, &seen);
}

static void as_check_attempts(void *self, const struct lookup_context *context,
			      const struct lookup *lookup, const struct answer *answer)
{
	(void)self;
	(void)context;
	(void)lookup;
	(void)answer;
}

static void as_check_fault(void *self, const struct lookup_context *context,
			   const struct lookup *lookup, const char *why)
{
	CLEANUP(lookup_page_end) struct lookup_page page;

	(void)self;
	lookup_page_init(&page, context);
	add_comment(&page, lookup, why);
}

static void as_check_failure(void *self, const struct lookup_context *context,
			     const struct lookup *lookup, const struct answer *answer)
{
	(void)answer;
	as_check_fault(self, context, lookup, "no reply: nothing to declare");
}

static void as_check_transfer(void *self, const struct lookup_context *context,
			      const struct lookup *lookup, const uint8_t *wire,
			      size_t size)
{
	(void)self;
	(void)context;
	(void)lookup;
	(void)wire;
	(void)size;
}

static void as_check_transfer_end(void *self, const struct lookup_context *context,
				  const struct lookup *lookup,
				  const struct transfer_result *result)
{
	(void)result;
	as_check_fault(self, context, lookup, "a transfer is not declared this way");
}

static void as_check_panel(void *self, const struct lookup_context *context,
			   const struct lookup *lookup, const struct lookup_panel *panel)
{
	const struct agreement *agreement = panel->agreement;

	for (size_t i = 0; i < agreement->count; i++) {
		const struct agreement_reply *reply = &agreement->replies[i];

		if (reply->kind == AGREEMENT_SILENT) {
			as_check_failure(self, context, lookup, reply->answer);
		} else {
			as_check_message(self, context, lookup, reply->answer);
		}
	}
}

static void as_check_descent(void *self, const struct lookup_context *context,
			     const struct lookup *lookup, const struct descent *descent)
{
	for (const struct descent_step *step = descent->steps; step != NULL;
	     step = step->next) {
		if (step->next == NULL && step->reply != NULL)
			as_check_message(self, context, lookup, step->reply->answer);
	}
}

static void as_check_measure(void *self, const struct lookup_context *context,
			     const struct lookup *lookup, struct lookup_measure *measure)
{
	(void)measure;
	as_check_fault(self, context, lookup, "times are not declared this way");
}

const struct lookup_format lookup_as_check = {
	.entry = { "as-check", "a declaration of what was seen" },
	.begin = as_check_begin,
	.attempts = as_check_attempts,
	.message = as_check_message,
	.failure = as_check_failure,
	.transfer = as_check_transfer,
	.transfer_end = as_check_transfer_end,
	.panel = as_check_panel,
	.descent = as_check_descent,
	.measure = as_check_measure,
	.fault = as_check_fault,
};
