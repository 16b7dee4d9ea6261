/*
 * What came back that nothing can be judged by: silence, a message that is broken, one that is cut.
 */
#include "check/judgement.h"
#include "dns/message.h"
#include "dns/name.h"
#include "dns/type.h"
#include "dns/wire.h"
#include "query/answer.h"

static const enum reason outcome_reasons[OUTCOME_COUNT] = {
	[OUTCOME_REPLY] = REASON_NONE,
	[OUTCOME_TIMEOUT] = REASON_TIMEOUT,
	[OUTCOME_REFUSED] = REASON_CONNECTION_REFUSED,
	[OUTCOME_UNREACHABLE] = REASON_UNREACHABLE,
	[OUTCOME_CLOSED] = REASON_CONNECTION_CLOSED,
	[OUTCOME_MALFORMED] = REASON_UNPARSEABLE,
	[OUTCOME_LOCAL] = REASON_LOCAL_FAILURE,
	[OUTCOME_TLS] = REASON_TLS_FAILED,
};

static void tell_silence(struct judgement *judgement, const struct answer *answer)
{
	judgement_fail(judgement, outcome_reasons[answer->outcome]);
	if (answer->drop_count > 0)
		judgement_detail(judgement,
				 "after %zu tries, %.1f s; %zu answers did not match",
				 answer->attempt_count, (double)answer->total_us / 1e6,
				 answer->drop_count);
	else
		judgement_detail(judgement, "after %zu %s, %.1f s", answer->attempt_count,
				 answer->attempt_count == 1 ? "try" : "tries",
				 (double)answer->total_us / 1e6);
}

/* NULL, or why an OPT record says that the message is broken (RFC 6891 section 6.1.1). */
static const char *opt_fault(const struct answer *answer, const struct message_rr *rr,
			     unsigned *opt_count)
{
	if (rr->type != TYPE_OPT || rr->section == SECTION_QUESTION)
		return NULL;
	if (rr->section != SECTION_ADDITIONAL ||
	    !name_equal_wire(answer->wire, answer->size, rr->offset, name_root))
		return "an OPT record out of its place";
	return (*opt_count)++ > 0 ? "a second OPT record" : NULL;
}

/* NULL, or what is wrong with the message at the offset; it is walked to its end. */
static const char *message_fault(const struct answer *answer, size_t *out_offset)
{
	struct message_cursor cursor;
	struct message_rr rr;
	const char *fault = NULL;
	unsigned opt_count = 0;

	message_begin(&cursor, answer->wire, answer->size);
	while (fault == NULL && message_next(&cursor, &rr)) {
		*out_offset = rr.offset;
		fault = opt_fault(answer, &rr, &opt_count);
	}
	if (fault != NULL)
		return fault;
	*out_offset = cursor.offset;
	if (cursor.fault == NULL && cursor.extra > 0)
		return "bytes behind the last record";
	return cursor.fault;
}

/* A reply is usable when it can be walked to its end, keeps the rules and is not cut. */
static bool tell_unusable(struct judgement *judgement, const struct answer *answer)
{
	size_t offset = 0;
	const char *fault = message_fault(answer, &offset);

	if (fault != NULL) {
		judgement_fail(judgement, REASON_UNPARSEABLE);
		judgement_detail(judgement, "%s at byte %zu", fault, offset);
		return true;
	}
	if ((wire_u16(answer->wire + 2) & FLAG_TC) != 0) {
		judgement_fail(judgement, REASON_TRUNCATED);
		return true;
	}
	return false;
}

bool judgement_silence(struct judgement *judgement, const struct answer *answer)
{
	if (answer->outcome != OUTCOME_REPLY || answer->wire == NULL) {
		tell_silence(judgement, answer);
		return true;
	}
	return tell_unusable(judgement, answer);
}
