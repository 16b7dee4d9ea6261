#include "cli/dig_outcome.h"

#include "cli/dig_line.h"
#include "dns/message.h"
#include "dns/type.h"
#include "query/answer.h"
#include "query/transfer.h"
#include "report/lookup_reply.h"

/* Codes of dig's that digdrift has too. */
enum { EXIT_DATA = 0, EXIT_NO_REPLY = DIG_EXIT_NO_REPLY };

static int of_rcode(uint16_t rcode)
{
	switch (rcode) {
	case RCODE_NOERROR:
		return EXIT_DATA;
	case RCODE_NXDOMAIN:
		return DIG_OUTCOME_NXDOMAIN;
	case RCODE_SERVFAIL:
		return DIG_OUTCOME_SERVFAIL;
	case RCODE_REFUSED:
	case RCODE_NOTAUTH:
		return DIG_OUTCOME_REFUSED;
	default:
		return DIG_OUTCOME_RCODE;
	}
}

/*
 * What was asked for, or an alias whose target this server does not look up: only a resolver
 * (RA) follows aliases to their end.
 */
static bool has_data(const struct dig_lookup *lookup, const struct lookup_reply *reply)
{
	const bool is_resolver = (reply->header.flags & FLAG_RA) != 0;
	struct message_cursor cursor;
	struct message_rr rr;

	message_begin(&cursor, reply->wire, reply->size);
	for (size_t i = 0; i < reply->readable && message_next(&cursor, &rr); i++) {
		if (rr.section != SECTION_ANSWER)
			continue;
		if (rr.type == lookup->type || type_is_meta(lookup->type))
			return true;
		if (!is_resolver && (rr.type == TYPE_CNAME || rr.type == TYPE_DNAME))
			return true;
	}
	return false;
}

static enum tls_fault last_fault(const struct answer *answer)
{
	return answer->attempt_count == 0
		       ? TLS_FAULT_NONE
		       : answer->attempts[answer->attempt_count - 1].tls_fault;
}

int dig_outcome_of_tls(enum tls_fault fault)
{
	return fault == TLS_FAULT_LOCAL ? DIG_EXIT_USAGE : DIG_OUTCOME_TLS;
}

int dig_outcome_of_answer(const struct dig_lookup *lookup, const struct answer *answer)
{
	struct lookup_reply reply;
	int code;

	if (answer->outcome == OUTCOME_TLS || last_fault(answer) == TLS_FAULT_LOCAL)
		return dig_outcome_of_tls(last_fault(answer));
	if (answer->wire == NULL)
		return EXIT_NO_REPLY;
	lookup_reply_read(answer->wire, answer->size, false, &reply);
	if (reply.fault != NULL && (reply.header.flags & FLAG_TC) == 0)
		return DIG_OUTCOME_MALFORMED;
	code = of_rcode(reply.rcode);
	if (code != EXIT_DATA)
		return code;
	if (lookup->opcode != OPCODE_QUERY || lookup->is_header_only ||
	    (reply.header.flags & FLAG_TC) != 0)
		return EXIT_DATA;
	return has_data(lookup, &reply) ? EXIT_DATA : DIG_OUTCOME_NODATA;
}

int dig_outcome_of_dig(const struct answer *answer)
{
	return answer->wire == NULL && answer->outcome != OUTCOME_TLS ? DIG_EXIT_NO_REPLY
								      : DIG_EXIT_OK;
}

int dig_outcome_of_transfer(const struct transfer_result *result)
{
	if (result->outcome == OUTCOME_TLS)
		return dig_outcome_of_tls(result->tls_fault);
	switch (result->end) {
	case TRANSFER_COMPLETE:
	case TRANSFER_CURRENT:
		return EXIT_DATA;
	case TRANSFER_TSIG:
		return DIG_OUTCOME_TSIG;
	case TRANSFER_RCODE:
	case TRANSFER_NO_SOA:
	case TRANSFER_CUT:
	case TRANSFER_MALFORMED:
	case TRANSFER_MISMATCH:
	case TRANSFER_TIMEOUT:
	case TRANSFER_LIMIT:
	case TRANSFER_COUNT:
		break;
	}
	return DIG_OUTCOME_TRANSFER;
}

int dig_outcome_join(bool is_dig, int so_far, int more)
{
	if (is_dig)
		return more;
	return more > so_far ? more : so_far;
}
