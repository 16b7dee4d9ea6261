#include "report/lookup_notes.h"

#include <errno.h>
#include <inttypes.h>
#include <time.h>

#include "base/attr.h"
#include "base/duration.h"
#include "base/text.h"
#include "dns/edns.h"
#include "dns/type.h"
#include "query/answer.h"
#include "report/lookup.h"
#include "report/lookup_reply.h"

enum { DUMP_WIDTH = 16 };

static const struct {
	int system_errno;
	const char *text;
} errno_texts[] = {
	{ EADDRNOTAVAIL, "address not available" },
	{ ENETUNREACH, "network unreachable" },
	{ EHOSTUNREACH, "host unreachable" },
	{ ECONNREFUSED, "connection refused" },
	{ ECONNRESET, "connection reset" },
	{ EACCES, "permission denied" },
	{ EPERM, "permission denied" },
	{ EADDRINUSE, "address in use" },
	{ EAFNOSUPPORT, "address family not supported" },
	{ ETIMEDOUT, "timed out" },
	{ EMFILE, "too many open files" },
};

static const char *const transport_names[TRANSPORT_COUNT] = {
	[TRANSPORT_UDP] = "UDP",
	[TRANSPORT_TCP] = "TCP",
	[TRANSPORT_TLS] = "TLS",
	[TRANSPORT_HTTPS] = "HTTPS",
};

static const char *way_of(const struct server *server, unsigned transport)
{
	static const char *const http_names[2][2] = { { "HTTPS", "HTTPS-GET" },
						      { "HTTP", "HTTP-GET" } };

	if (transport == TRANSPORT_HTTPS)
		return http_names[server->is_http_plain][server->is_http_get];
	return transport_names[transport];
}

const char *lookup_notes_reason(const struct attempt *attempt)
{
	if (attempt->why != NULL)
		return attempt->why;
	for (size_t i = 0; i < ARRAY_LEN(errno_texts); i++) {
		if (attempt->system_errno != 0 &&
		    errno_texts[i].system_errno == attempt->system_errno)
			return errno_texts[i].text;
	}
	return answer_outcome_text(attempt->outcome);
}

/* The connection or the socket could not be made. */
static bool is_unsent(const struct attempt *attempt)
{
	return attempt->outcome == OUTCOME_LOCAL ||
	       (attempt->transport != TRANSPORT_UDP &&
		(attempt->outcome == OUTCOME_REFUSED ||
		 attempt->outcome == OUTCOME_UNREACHABLE));
}

bool lookup_notes_is_tls(const struct answer *answer)
{
	return answer->attempt_count > 0 &&
	       answer->attempts[answer->attempt_count - 1].outcome == OUTCOME_TLS;
}

void lookup_notes_print_tls(struct text *text, const struct attempt *attempt)
{
	if (attempt->tls_code != 0) {
		text_add_cstr(text, ";; TLS peer certificate verification for ");
		server_print_address(text, attempt->server);
		text_add_format(text, " failed: %s\n",
				tls_fault_verify_text(attempt->tls_code));
	} else if (attempt->tls_fault == TLS_FAULT_LOCAL) {
		text_add_cstr(text, ";; TLS context cannot be created\n");
	}
}

bool lookup_notes_is_unsent(const struct answer *answer)
{
	return answer->attempt_count > 0 &&
	       is_unsent(&answer->attempts[answer->attempt_count - 1]);
}

/* The server as the user wrote it. */
static void print_written(struct text *text, const struct server *server)
{
	if (server->name != NULL) {
		text_add_cstr(text, server->name);
	} else {
		server_print_ip(text, server);
	}
}

static void print_server(struct text *text, const struct server *server)
{
	server_print_address(text, server);
	text_add_char(text, '(');
	print_written(text, server);
	text_add_char(text, ')');
}

void lookup_notes_print_attempt(struct text *text, const struct lookup *lookup,
				const struct answer *answer, size_t index)
{
	const struct attempt *attempt = &answer->attempts[index];
	bool is_retried = index + 1 < answer->attempt_count &&
			  answer->attempts[index + 1].cause == CAUSE_RETRY;

	if (attempt->outcome == OUTCOME_REPLY || attempt->server == NULL)
		return;
	if (attempt->outcome == OUTCOME_TLS) {
		text_add_cstr(text, ";; TLS with ");
		print_server(text, attempt->server);
		text_add_format(text, " for %s failed: %s\n", lookup->name,
				lookup_notes_reason(attempt));
		return;
	}
	if (!is_unsent(attempt)) {
		text_add_cstr(text, ";; communications error to ");
		server_print_address(text, attempt->server);
		text_add_format(text, ": %s\n", lookup_notes_reason(attempt));
		return;
	}
	text_add_cstr(text, attempt->transport == TRANSPORT_UDP ? ";; UDP setup with "
								: ";; Connection to ");
	print_server(text, attempt->server);
	text_add_format(text, " for %s failed: %s.\n", lookup->name,
			lookup_notes_reason(attempt));
	if (is_retried)
		text_add_cstr(text, ";; no servers could be reached\n");
}

static void print_servfail(struct text *text, const struct attempt *attempt,
			   const char *behind)
{
	if (attempt->outcome != OUTCOME_REPLY || attempt->rcode != RCODE_SERVFAIL)
		return;
	text_add_cstr(text, ";; Got SERVFAIL reply from ");
	server_print_ip(text, attempt->server);
	text_add_cstr(text, behind);
}

void lookup_notes_print_fallback(struct text *text, const struct lookup *lookup,
				 const struct answer *answer, size_t index)
{
	const struct attempt *attempt = &answer->attempts[index];
	const struct attempt *next = attempt + 1;
	struct edns sent;

	if (index + 1 == answer->attempt_count) {
		if (lookup->is_servfail_passed_on)
			print_servfail(text, attempt, "\n");
		return;
	}
	switch (next->cause) {
	case CAUSE_TRUNCATED:
		text_add_cstr(text, ";; Truncated, retrying in TCP mode.\n");
		break;
	case CAUSE_BADVERS:
		edns_find(answer->query, answer->query_size, &sent);
		text_add_format(text, ";; BADVERS, retrying with EDNS version %u.\n",
				sent.version);
		break;
	case CAUSE_BADCOOKIE:
		text_add_format(text, ";; BADCOOKIE, retrying%s.\n",
				next->transport == TRANSPORT_UDP ? "" : " in TCP mode");
		break;
	case CAUSE_FAILOVER:
		print_servfail(text, attempt, ", trying next server\n");
		break;
	case CAUSE_FIRST:
	case CAUSE_RETRY:
	case CAUSE_NO_EDNS:
	case CAUSE_COUNT:
		break;
	}
}

void lookup_notes_print_stats(struct text *text, const struct lookup *lookup,
			      const struct lookup_notes_stats *stats)
{
	time_t seconds = (time_t)(stats->end_wall_us / DURATION_S);
	struct tm when;
	char shown[64];

	text_add_format(text, ";; Query time: %" PRIu32 " %s\n;; SERVER: ",
			lookup->style->is_in_us ? stats->rtt_us
						: stats->rtt_us / DURATION_MS,
			lookup->style->is_in_us ? "usec" : "msec");
	print_server(text, stats->server);
	text_add_format(text, " (%s)\n", way_of(stats->server, stats->transport));
	if (localtime_r(&seconds, &when) != NULL &&
	    strftime(shown, sizeof(shown), "%a %b %d %H:%M:%S %Z %Y", &when) > 0)
		text_add_format(text, ";; WHEN: %s\n", shown);
	if (stats->messages > 0) {
		text_add_format(text,
				";; XFR size: %" PRIu64 " records (messages %" PRIu64
				", bytes %" PRIu64 ")\n\n",
				stats->records, stats->messages, stats->size);
	} else {
		text_add_format(text, ";; MSG SIZE  rcvd: %" PRIu64 "\n", stats->size);
		if (lookup->signature_fault != NULL) {
			text_add_cstr(text,
				      ";; WARNING -- Some TSIG could not be validated\n");
		}
		text_add_char(text, '\n');
	}
}

void lookup_notes_print_received(struct text *text, const struct lookup *lookup,
				 const struct lookup_notes_stats *stats)
{
	text_add_format(text, ";; Received %" PRIu64 " bytes from ", stats->size);
	print_server(text, stats->server);
	text_add_format(text, " in %" PRIu32 " %s\n\n",
			lookup->style->is_in_us ? stats->rtt_us
						: stats->rtt_us / DURATION_MS,
			lookup->style->is_in_us ? "us" : "ms");
}

/* One line of at most 16 bytes: hex, then the printable ones. */
static void print_dump_line(struct text *text, const uint8_t *data, size_t size)
{
	for (size_t i = 0; i < DUMP_WIDTH; i++) {
		if (i < size) {
			text_add_format(text, "%02x ", data[i]);
		} else {
			text_add_cstr(text, "   ");
		}
	}
	text_add_cstr(text, "         ");
	for (size_t i = 0; i < size; i++) {
		bool is_shown = data[i] >= '!' && data[i] <= '}';

		text_add_char(text, (char)(is_shown ? data[i] : '.'));
	}
	text_add_char(text, '\n');
}

void lookup_notes_print_bad(struct text *text, const struct lookup_reply *reply)
{
	text_add_format(text, ";; Got bad packet: %s\n%zu bytes\n", reply->fault,
			reply->size);
	for (size_t at = 0; at < reply->size; at += DUMP_WIDTH) {
		size_t left = reply->size - at;

		print_dump_line(text, reply->wire + at,
				left < DUMP_WIDTH ? left : DUMP_WIDTH);
	}
}
