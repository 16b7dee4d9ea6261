#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/text.h"
#include "report/lookup_notes.h"
#include "report/lookup_reply.h"
#include "shown.h"

static void test_an_attempt_without_a_reply_reads_as_in_dig(void **state)
{
	static const struct {
		enum outcome outcome;
		enum transport transport;
		int system_errno;
		const char *line;
	} rows[] = {
		{ OUTCOME_TIMEOUT, TRANSPORT_UDP, 0,
		  ";; communications error to 192.0.2.53#53: timed out\n" },
		{ OUTCOME_REFUSED, TRANSPORT_UDP, ECONNREFUSED,
		  ";; communications error to 192.0.2.53#53: connection refused\n" },
		{ OUTCOME_UNREACHABLE, TRANSPORT_UDP, EHOSTUNREACH,
		  ";; communications error to 192.0.2.53#53: host unreachable\n" },
		{ OUTCOME_TIMEOUT, TRANSPORT_TCP, 0,
		  ";; communications error to 192.0.2.53#53: timed out\n" },
		{ OUTCOME_CLOSED, TRANSPORT_TCP, 0,
		  ";; communications error to 192.0.2.53#53: end of file\n" },
		{ OUTCOME_REFUSED, TRANSPORT_TCP, ECONNREFUSED,
		  ";; Connection to 192.0.2.53#53(192.0.2.53) for a failed: connection "
		  "refused.\n" },
		{ OUTCOME_LOCAL, TRANSPORT_UDP, EADDRNOTAVAIL,
		  ";; UDP setup with 192.0.2.53#53(192.0.2.53) for a failed: address not "
		  "available.\n" },
		{ OUTCOME_REPLY, TRANSPORT_UDP, 0, "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char buffer[256];
		struct text text;
		struct shown shown;

		shown_init(&shown, "text", false);
		shown_fail(&shown, rows[i].outcome, rows[i].transport,
			   rows[i].system_errno);
		text_init(&text, buffer, sizeof(buffer));
		lookup_notes_print_attempt(&text, &shown.lookup, &shown.answer, 0);
		assert_string_equal(text.data, rows[i].line);
		shown_free(&shown);
	}
}

static void test_fallbacks_are_comments(void **state)
{
	static const struct {
		enum attempt_cause cause;
		enum transport transport;
		const char *line;
	} rows[] = {
		{ CAUSE_TRUNCATED, TRANSPORT_TCP,
		  ";; Truncated, retrying in TCP mode.\n" },
		{ CAUSE_BADCOOKIE, TRANSPORT_UDP, ";; BADCOOKIE, retrying.\n" },
		{ CAUSE_BADCOOKIE, TRANSPORT_TCP,
		  ";; BADCOOKIE, retrying in TCP mode.\n" },
		{ CAUSE_BADVERS, TRANSPORT_UDP,
		  ";; BADVERS, retrying with EDNS version 0.\n" },
		{ CAUSE_FAILOVER, TRANSPORT_UDP,
		  ";; Got SERVFAIL reply from 192.0.2.53, trying next server\n" },
		{ CAUSE_RETRY, TRANSPORT_UDP, "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char buffer[256];
		struct text text;
		struct shown shown;
		struct attempt attempts[2];

		shown_init(&shown, "text", false);
		attempts[0] = shown.attempt;
		attempts[0].rcode = 2;
		attempts[1] = shown.attempt;
		attempts[1].cause = rows[i].cause;
		attempts[1].transport = rows[i].transport;
		shown.answer.attempts = attempts;
		shown.answer.attempt_count = 2;
		text_init(&text, buffer, sizeof(buffer));
		lookup_notes_print_fallback(&text, &shown.lookup, &shown.answer, 0);
		assert_string_equal(text.data, rows[i].line);
		shown_free(&shown);
	}
}

static void test_statistics_are_in_milliseconds_or_microseconds(void **state)
{
	char buffer[512];
	struct text text;
	struct shown shown;
	struct lookup_notes_stats stats = { .end_wall_us = 1795191963000000,
					    .rtt_us = 2999,
					    .size = 120 };

	(void)state;
	shown_init(&shown, "text", false);
	stats.server = &shown.server;
	text_init(&text, buffer, sizeof(buffer));
	lookup_notes_print_stats(&text, &shown.lookup, &stats);
	assert_string_equal(text.data, ";; Query time: 2 msec\n"
				       ";; SERVER: 192.0.2.53#53(192.0.2.53) (UDP)\n"
				       ";; WHEN: Fri Nov 20 16:26:03 UTC 2026\n"
				       ";; MSG SIZE  rcvd: 120\n\n");
	shown.style.is_in_us = true;
	stats.messages = 2;
	stats.records = 9;
	stats.transport = TRANSPORT_TCP;
	text_clear(&text);
	lookup_notes_print_stats(&text, &shown.lookup, &stats);
	assert_string_equal(text.data,
			    ";; Query time: 2999 usec\n"
			    ";; SERVER: 192.0.2.53#53(192.0.2.53) (TCP)\n"
			    ";; WHEN: Fri Nov 20 16:26:03 UTC 2026\n"
			    ";; XFR size: 9 records (messages 2, bytes 120)\n\n");
	text_clear(&text);
	lookup_notes_print_received(&text, &shown.lookup, &stats);
	assert_string_equal(
		text.data,
		";; Received 120 bytes from 192.0.2.53#53(192.0.2.53) in 2999 us\n\n");
	shown_free(&shown);
}

static void test_a_bad_packet_is_dumped(void **state)
{
	const struct lookup_reply reply = {
		.wire = (const uint8_t *)"\0abcdefghijklmn~}",
		.size = 17,
		.fault = "bad label type",
	};
	char buffer[512];
	struct text text;

	(void)state;
	text_init(&text, buffer, sizeof(buffer));
	lookup_notes_print_bad(&text, &reply);
	assert_string_equal(
		text.data,
		";; Got bad packet: bad label type\n17 bytes\n"
		"00 61 62 63 64 65 66 67 68 69 6a 6b 6c 6d 6e 7e          .abcdefghijklmn.\n"
		"7d                                                       }\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_an_attempt_without_a_reply_reads_as_in_dig),
		cmocka_unit_test(test_fallbacks_are_comments),
		cmocka_unit_test(test_statistics_are_in_milliseconds_or_microseconds),
		cmocka_unit_test(test_a_bad_packet_is_dumped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
