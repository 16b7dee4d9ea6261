#include "check/silence.h"

#include <string.h>

#include "base/text.h"
#include "check/judgement.h"
#include "dns/message.h"
#include "dns/name.h"
#include "dns/type.h"
#include "dns/wire.h"
#include "query/answer.h"

enum { DETAIL_MAX = 1024 };

static const enum reason outcome_reasons[OUTCOME_COUNT] = {
	[OUTCOME_REPLY] = REASON_LOCAL_FAILURE, /* without the message */
	[OUTCOME_TIMEOUT] = REASON_TIMEOUT,
	[OUTCOME_REFUSED] = REASON_CONNECTION_REFUSED,
	[OUTCOME_UNREACHABLE] = REASON_UNREACHABLE,
	[OUTCOME_CLOSED] = REASON_CONNECTION_CLOSED,
	[OUTCOME_MALFORMED] = REASON_UNPARSEABLE,
	[OUTCOME_LOCAL] = REASON_LOCAL_FAILURE,
	[OUTCOME_TLS] = REASON_TLS_FAILED,
	[OUTCOME_HTTP] = REASON_HTTP_FAILED,
};

/* Over UDP there was an answer, but a cut one. */
static bool is_after_truncation(const struct answer *answer)
{
	for (size_t i = 0; answer->attempts != NULL && i < answer->attempt_count; i++) {
		if (answer->attempts[i].cause == CAUSE_TRUNCATED)
			return true;
	}
	return false;
}

static const struct attempt *last_of(const struct answer *answer)
{
	if (answer->attempts == NULL || answer->attempt_count == 0)
		return NULL;
	return &answer->attempts[answer->attempt_count - 1];
}

static int errno_of(const struct answer *answer)
{
	const struct attempt *last = last_of(answer);

	return last == NULL ? 0 : last->system_errno;
}

static enum reason reason_of(const struct answer *answer)
{
	const struct attempt *last = last_of(answer);

	if (answer->outcome != OUTCOME_TLS || last == NULL)
		return outcome_reasons[answer->outcome];
	switch (last->tls_fault) {
	case TLS_FAULT_LOCAL:
		return REASON_LOCAL_FAILURE;
	case TLS_FAULT_EXPIRED:
		return REASON_TLS_EXPIRED;
	case TLS_FAULT_NAME:
		return REASON_TLS_NAME_DIFFERS;
	case TLS_FAULT_ISSUER:
	case TLS_FAULT_PIN:
	case TLS_FAULT_CERTIFICATE:
		return REASON_TLS_UNTRUSTED;
	case TLS_FAULT_NONE:
	case TLS_FAULT_HANDSHAKE:
	case TLS_FAULT_STALLED:
	case TLS_FAULT_CLOSED:
	case TLS_FAULT_ALPN:
	case TLS_FAULT_RECORD:
	case TLS_FAULT_COUNT:
		break;
	}
	return REASON_TLS_FAILED;
}

static void tell_silence(struct judgement *judgement, const struct answer *answer)
{
	enum reason reason = reason_of(answer);
	const struct attempt *last = last_of(answer);
	char buffer[DETAIL_MAX];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	if (is_after_truncation(answer)) {
		reason = REASON_TRUNCATED;
		text_add_format(&text, "over TCP: %s; ",
				answer_outcome_text(answer->outcome));
	} else if (last != NULL && last->why != NULL) {
		text_add_format(&text, "%s; ", last->why);
	} else if (reason == REASON_LOCAL_FAILURE && errno_of(answer) != 0) {
		text_add_format(&text, "%s; ", strerror(errno_of(answer)));
	}
	if (answer->attempt_count == 0) {
		text_add_cstr(&text, "the question was not sent");
	} else {
		text_add_format(&text, "after %zu %s, %.1f s", answer->attempt_count,
				answer->attempt_count == 1 ? "try" : "tries",
				(double)answer->total_us / 1e6);
	}
	if (answer->drop_count > 0) {
		text_add_format(&text, "; %zu %s not match", answer->drop_count,
				answer->drop_count == 1 ? "answer did" : "answers did");
	}
	judgement_fail(judgement, reason);
	judgement_detail(judgement, "%s", buffer);
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

bool silence_judge(struct judgement *judgement, const struct answer *answer)
{
	if (answer->outcome != OUTCOME_REPLY || answer->wire == NULL) {
		tell_silence(judgement, answer);
		return true;
	}
	return tell_unusable(judgement, answer);
}
