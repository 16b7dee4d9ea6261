#include "report/lookup_trouble.h"

#include <string.h>

#include "base/text.h"
#include "dns/type.h"
#include "report/lookup.h"
#include "report/lookup_notes.h"
#include "report/lookup_page.h"
#include "report/lookup_reply.h"
#include "report/lookup_step.h"

/* dig says little of TLS. */
static void print_attempt(struct lookup_page *page, const struct lookup *lookup,
			  const struct answer *answer, size_t index)
{
	const struct attempt *attempt = &answer->attempts[index];

	if (page->context->is_dig && attempt->outcome == OUTCOME_TLS) {
		lookup_notes_print_tls(&page->text, attempt);
	} else {
		lookup_notes_print_attempt(&page->text, lookup, answer, index);
	}
}

void lookup_trouble_attempt(struct lookup_page *page, const struct lookup *lookup,
			    const struct answer *answer, size_t index)
{
	print_attempt(page, lookup, answer, index);
	lookup_page_flush_err(page);
	if (lookup->style->has_comments)
		lookup_notes_print_fallback(&page->text, lookup, answer, index);
	lookup_page_flush(page);
}

static const char malformed[] =
	";; Warning: Message parser reports malformed message packet.\n";

/* A message is read before its question is looked at. */
static void print_step(struct lookup_page *page, const struct trail_step *step,
		       const struct answer *answer)
{
	struct lookup_reply reply;

	bool is_passed = !step->is_sent && !step->is_dropped &&
			 step->attempt + 1 < answer->attempt_count;

	if (is_passed || (step->is_dropped && step->reason == DROP_QUESTION)) {
		lookup_reply_read(step->wire, step->size, page->context->is_dig, &reply);
		if (reply.is_odd || reply.fault != NULL)
			text_add_cstr(&page->text, malformed);
	}
	lookup_step_print(&page->text, step, answer);
}

/* The reply's cookie is another client's. */
static bool has_bad_cookie(const struct lookup_page *page, const struct answer *answer)
{
	struct lookup_reply reply;
	struct edns_option cookie;
	const char *verdict;

	lookup_reply_read(answer->wire, answer->size, page->context->is_dig, &reply);
	if (!reply.edns.is_present ||
	    !edns_find_option(&reply.edns, EDNS_COOKIE, &cookie))
		return false;
	verdict = lookup_reply_cookie(&cookie, answer->query, answer->query_size);
	return verdict != NULL && strcmp(verdict, "bad") == 0;
}

void lookup_trouble_drops(struct lookup_page *page, const struct answer *answer,
			  size_t index)
{
	for (size_t i = 0; i < answer->trail_count; i++) {
		if (answer->trail[i].attempt == index)
			print_step(page, &answer->trail[i], answer);
	}
	if (index + 1 == answer->attempt_count && answer->wire != NULL &&
	    has_bad_cookie(page, answer))
		text_add_cstr(&page->text, ";; Warning: Client COOKIE mismatch\n");
	lookup_page_flush_err(page);
}

void lookup_trouble_failure(struct lookup_page *page, bool is_tls)
{
	if (is_tls && page->context->is_dig)
		return;
	lookup_page_flush(page);
	text_add_cstr(&page->text, ";; no servers could be reached\n");
	lookup_page_flush_err(page);
}

bool lookup_trouble_malformed(struct lookup_page *page, const struct lookup *lookup,
			      const struct lookup_reply *reply)
{
	bool is_dig = page->context->is_dig;
	bool is_strict = is_dig && lookup->style->is_strict;
	struct lookup_reply shown = *reply;
	bool is_bad = reply->fault != NULL && (!reply->is_cut || is_strict || !is_dig);

	if (lookup->signature_fault != NULL) {
		text_add_format(&page->text, ";; Couldn't verify signature: %s\n",
				lookup->signature_fault);
		lookup_page_flush_err(page);
	}

	if (reply->fault == NULL && !reply->is_odd)
		return true;
	if (is_strict && reply->fault == NULL) {
		shown.fault = "FORMERR";
		is_bad = true;
	}
	if (!is_bad) {
		text_add_cstr(&page->text, malformed);
	} else {
		lookup_notes_print_bad(&page->text, &shown);
	}
	lookup_page_flush_err(page);
	return !is_bad || !is_dig;
}

static void print_cut(struct lookup_page *page, const struct lookup *lookup,
		      const struct transfer_result *result)
{
	const struct attempt attempt = {
		.server = result->server,
		.transport = result->transport,
		.outcome = result->end == TRANSFER_TIMEOUT ? OUTCOME_TIMEOUT
							   : result->outcome,
		.system_errno = result->system_errno,
		.tls_fault = result->tls_fault,
		.tls_code = result->tls_code,
		.why = result->outcome == OUTCOME_TLS ? result->why : NULL,
	};
	const struct answer answer = { .attempts = &attempt, .attempt_count = 1 };

	print_attempt(page, lookup, &answer, 0);
	lookup_page_flush_err(page);
}

/* Why the server refused, in words that dig does not have. */
static void print_refused(struct lookup_page *page, const struct transfer_result *result)
{
	text_add_cstr(&page->text, "; Transfer failed.");
	if (!page->context->is_dig && result->server != NULL) {
		text_add_cstr(&page->text, "  ");
		server_print_address(&page->text, result->server);
		text_add_cstr(&page->text, " said ");
		type_print_rcode(&page->text, result->rcode);
		text_add_char(&page->text, '.');
	}
	text_add_char(&page->text, '\n');
}

/* The message itself, where it cannot be read. */
static bool print_unreadable(struct lookup_page *page,
			     const struct transfer_result *result)
{
	struct lookup_reply reply;

	if (result->last == NULL)
		return false;
	lookup_reply_read(result->last, result->last_size, true, &reply);
	if (reply.fault == NULL)
		return false;
	lookup_notes_print_bad(&page->text, &reply);
	return true;
}

void lookup_trouble_transfer(struct lookup_page *page, const struct lookup *lookup,
			     const struct transfer_result *result)
{
	const char *why = result->why == NULL ? "" : result->why;

	switch (result->end) {
	case TRANSFER_COMPLETE:
	case TRANSFER_CURRENT:
	case TRANSFER_COUNT:
		break;
	case TRANSFER_RCODE:
		print_refused(page, result);
		break;
	case TRANSFER_NO_SOA:
		text_add_cstr(&page->text, "; Transfer failed.");
		if (result->records > 0)
			text_add_cstr(&page->text, "  Didn't start with SOA answer.");
		text_add_char(&page->text, '\n');
		break;
	case TRANSFER_CUT:
	case TRANSFER_TIMEOUT:
		print_cut(page, lookup, result);
		break;
	case TRANSFER_TSIG:
		text_add_format(&page->text, "; Transfer failed: %s.\n", why);
		break;
	case TRANSFER_MALFORMED:
		if (page->context->is_dig && print_unreadable(page, result))
			break;
		text_add_format(&page->text, ";; Got bad packet: %s\n", why);
		break;
	case TRANSFER_LIMIT:
		text_add_format(&page->text, ";; Got bad packet: %s\n", why);
		break;
	case TRANSFER_MISMATCH:
		text_add_format(&page->text, ";; ERROR: %s\n", why);
		break;
	}
	lookup_page_flush_err(page);
}

void lookup_trouble_fault(struct lookup_page *page, const char *why)
{
	lookup_page_flush(page);
	text_add_format(&page->text, ";; %s\n", why);
	lookup_page_flush_err(page);
}
