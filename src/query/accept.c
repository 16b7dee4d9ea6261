#include "query/accept.h"

#include <string.h>

#include "dns/message.h"
#include "dns/type.h"
#include "dns/wire.h"

enum {
	COUNTS_OFFSET = 4,
	BARE_COUNTS_SIZE = 6,
	ARCOUNT_OFFSET = 10,
	TYPE_CLASS_SIZE = 4
};

/* What servers send back without a question; NOTAUTH is NSD's for a key that it does not know. */
static const unsigned bare_rcodes = 1U << RCODE_FORMERR | 1U << RCODE_SERVFAIL |
				    1U << RCODE_NOTIMP | 1U << RCODE_REFUSED |
				    1U << RCODE_NOTAUTH;

/* Beside the header there may be OPT and TSIG. */
static bool is_bare_refusal(const uint8_t *wire)
{
	static const uint8_t no_counts[BARE_COUNTS_SIZE];

	return memcmp(wire + COUNTS_OFFSET, no_counts, BARE_COUNTS_SIZE) == 0 &&
	       (bare_rcodes >> message_rcode(wire_u16(wire + 2)) & 1) != 0;
}

/* The question of the query, compared in full; the reply may compress its name. */
static bool has_question(const struct accept_want *want, const uint8_t *wire, size_t size,
			 bool is_exact)
{
	size_t end = want->question_end;
	struct name qname = { .wire = want->query + MESSAGE_HEADER_SIZE,
			      .size = end - TYPE_CLASS_SIZE - MESSAGE_HEADER_SIZE };

	return message_has_question(wire, size, qname,
				    wire_u16(want->query + end - TYPE_CLASS_SIZE),
				    wire_u16(want->query + end - 2), is_exact);
}

/* True when counts and bytes of the question repeat those of the query: nearly every reply. */
static bool is_same_question(const struct accept_want *want, const uint8_t *wire,
			     size_t size)
{
	return size >= want->question_end &&
	       wire_u16(wire + COUNTS_OFFSET) == wire_u16(want->query + COUNTS_OFFSET) &&
	       memcmp(wire + MESSAGE_HEADER_SIZE, want->query + MESSAGE_HEADER_SIZE,
		      want->question_end - MESSAGE_HEADER_SIZE) == 0;
}

static bool question_check(const struct accept_want *want, const uint8_t *wire,
			   size_t size, enum drop_reason *out_reason)
{
	bool has_any = want->question_end > MESSAGE_HEADER_SIZE;

	if (is_same_question(want, wire, size) || is_bare_refusal(wire) ||
	    (has_any && has_question(want, wire, size, want->is_case_exact)))
		return true;
	*out_reason =
		has_any && want->is_case_exact && has_question(want, wire, size, false)
			? DROP_CASE
			: DROP_QUESTION;
	return false;
}

static enum cookie_verdict cookie_check(const struct accept_want *want,
					const struct edns *edns)
{
	struct edns_option option;

	if (want->cookie == NULL || want->cookie->size == 0 ||
	    !edns_find_option(edns, EDNS_COOKIE, &option))
		return COOKIE_ABSENT;
	return cookie_judge(want->cookie->data, option.data, option.size);
}

/* Without a question: some servers' refusals, or anything for those who trust. */
static bool is_without_question(const uint8_t *wire)
{
	return wire_u16(wire + COUNTS_OFFSET) == 0;
}

/* The reason to drop a reply, or DROP_COUNT. */
static enum drop_reason judge(const struct accept_want *want, const uint8_t *wire,
			      size_t size)
{
	uint16_t flags = wire_u16(wire + 2);
	enum drop_reason reason = DROP_COUNT;

	if ((flags & FLAG_QR) == 0)
		return DROP_NO_QR;
	if (message_opcode(flags) != message_opcode(wire_u16(want->query + 2)))
		return DROP_OPCODE;
	(void)question_check(want, wire, size, &reason);
	return reason;
}

/* What those who trust take all the same. */
static bool is_pardoned(const struct accept_want *want, const uint8_t *wire, size_t size,
			enum drop_reason reason)
{
	enum drop_reason ignored;

	if (!want->is_trusting)
		return false;
	if (reason == DROP_NO_QR) {
		return message_opcode(wire_u16(wire + 2)) ==
			       message_opcode(wire_u16(want->query + 2)) &&
		       (is_without_question(wire) ||
			question_check(want, wire, size, &ignored));
	}
	return reason == DROP_COOKIE ||
	       (reason == DROP_QUESTION && is_without_question(wire));
}

bool accept_reply(const struct accept_want *want, const uint8_t *wire, size_t size,
		  enum drop_reason *out_reason, struct edns *out_edns,
		  enum cookie_verdict *out_cookie)
{
	enum drop_reason reason = judge(want, wire, size);
	struct edns edns = { .is_present = false };
	enum cookie_verdict cookie;

	if (reason != DROP_COUNT) {
		*out_reason = reason;
		if (!is_pardoned(want, wire, size, reason))
			return false;
	}
	if (wire_u16(wire + ARCOUNT_OFFSET) != 0)
		edns_find(wire, size, &edns);
	cookie = cookie_check(want, &edns);
	if (cookie == COOKIE_WRONG) {
		*out_reason = DROP_COOKIE;
		if (!want->is_trusting)
			return false;
	}
	*out_edns = edns;
	*out_cookie = cookie;
	return true;
}
