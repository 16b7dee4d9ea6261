#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "shown.h"

static const char banner[] = "; <<>> DiG <<>> a\n";

static void test_failures_go_where_the_caller_wants_them(void **state)
{
	struct shown shown;

	(void)state;
	for (int is_dig = 0; is_dig < 2; is_dig++) {
		shown_init(&shown, "text", is_dig);
		shown.lookup.banner = banner;
		shown.lookup.failure_banner = banner;
		shown_fail(&shown, OUTCOME_TIMEOUT, TRANSPORT_UDP, 0);
		shown_report(&shown);
		if (is_dig) {
			assert_string_equal(
				shown.out,
				";; communications error to 192.0.2.53#53: timed out\n"
				"; <<>> DiG <<>> a\n;; no servers could be reached\n");
		} else {
			assert_string_equal(shown.out, banner);
			assert_string_equal(
				shown.err,
				";; communications error to 192.0.2.53#53: timed out\n"
				";; no servers could be reached\n");
		}
		shown_free(&shown);
	}
}

static void test_a_lookup_has_its_banner_once(void **state)
{
	struct shown shown;
	const char *first;

	(void)state;
	shown_init(&shown, "text", true);
	shown.style = (struct lookup_style){ .has_comments = false };
	shown.lookup.banner = banner;
	shown_report(&shown);
	shown_report(&shown);
	first = strstr(shown.out, banner);
	assert_non_null(first);
	assert_null(strstr(first + 1, banner));
	shown.lookup.number++;
	shown_report(&shown);
	assert_non_null(strstr(first + 1, banner));
	shown_free(&shown);
}

static void test_display_options_leave_out_what_they_say(void **state)
{
	static const char title[] = ";; ANSWER SECTION:\n";
	static const char question[] = ";a.\t\t\t\tIN\tA\n";
	static const char record[] = "a.\t\t\t60\tIN\tA\t192.0.2.1\n";
	static const char stats[] = ";; MSG SIZE  rcvd: 35\n";
	struct shown shown;

	(void)state;
	shown_init(&shown, "text", true);
	shown_report(&shown);
	assert_non_null(strstr(shown.out, title));
	assert_non_null(strstr(shown.out, question));
	assert_non_null(strstr(shown.out, record));
	assert_non_null(strstr(shown.out, stats));
	shown_free(&shown);
	shown_init(&shown, "text", true);
	shown.style = (struct lookup_style){ .has_section = { false, true } };
	shown_report(&shown);
	assert_string_equal(shown.out, record);
	shown_free(&shown);
}

static void test_a_malformed_reply_loses_no_record_as_digdrift(void **state)
{
	static const char bad[] = "\x12\x34\x85\x80\0\1\0\2\0\0\0\0"
				  "\1a\0\0\1\0\1"
				  "\xC0\x0C\0\1\0\1\0\0\0\x3C\0\4\xC0\0\2\1"
				  "\xFF\xFF\0\1";
	struct shown shown;

	(void)state;
	for (int is_dig = 0; is_dig < 2; is_dig++) {
		shown_init(&shown, "text", is_dig);
		shown.answer.wire = (const uint8_t *)bad;
		shown.answer.size = sizeof(bad) - 1;
		shown_report(&shown);
		assert_non_null(strstr(is_dig ? shown.out : shown.err,
				       ";; Got bad packet: bad compression pointer\n"
				       "39 bytes\n12 34 85 80 "));
		if (is_dig) {
			assert_null(strstr(shown.out, "192.0.2.1\n"));
		} else {
			assert_non_null(strstr(shown.out, "192.0.2.1\n"));
		}
		shown_free(&shown);
	}
}

static void test_a_transfer_is_shown_as_it_comes(void **state)
{
	static const char soa[] = "\x12\x34\x84\0\0\1\0\1\0\0\0\0\1a\0\0\xFC\0\1"
				  "\xC0\x0C\0\6\0\1\0\0\0\x3C\0\x19\1n\xC0\x0C\0"
				  "\0\0\0\1\0\0\0\2\0\0\0\3\0\0\0\4\0\0\0\5";
	const uint8_t *wire = (const uint8_t *)soa;
	struct transfer_result result = { .transport = TRANSPORT_TCP,
					  .end = TRANSFER_COMPLETE,
					  .records = 2,
					  .messages = 2,
					  .bytes = 100 };
	struct shown shown;

	(void)state;
	shown_init(&shown, "text", true);
	shown.style.has_comments = false;
	shown.style.has_section[SECTION_QUESTION] = false;
	shown.style.has_one_soa = true;
	shown.lookup.type = 252;
	result.server = &shown.server;
	result.start_wall_us = shown.answer.start_wall_us;
	shown.format->transfer(shown.state, &shown.context, &shown.lookup, wire,
			       sizeof(soa) - 1);
	shown.format->transfer(shown.state, &shown.context, &shown.lookup, wire,
			       sizeof(soa) - 1);
	shown.format->transfer_end(shown.state, &shown.context, &shown.lookup, &result);
	(void)fflush(shown.context.out);
	assert_string_equal(shown.out,
			    "a.\t\t\t60\tIN\tSOA\tn.a. . 1 2 3 4 5\n"
			    ";; Query time: 0 msec\n"
			    ";; SERVER: 192.0.2.53#53(192.0.2.53) (TCP)\n"
			    ";; WHEN: Fri Nov 20 16:26:03 UTC 2026\n"
			    ";; XFR size: 2 records (messages 2, bytes 100)\n\n");
	shown_free(&shown);
}

static void test_a_failed_transfer_says_how(void **state)
{
	static const struct {
		struct transfer_result result;
		const char *dig;
		const char *digdrift;
	} rows[] = {
		{ { .end = TRANSFER_RCODE, .rcode = 5 },
		  "; Transfer failed.\n",
		  "; Transfer failed.  192.0.2.53#53 said REFUSED.\n" },
		{ { .end = TRANSFER_NO_SOA, .records = 1 },
		  "; Transfer failed.  Didn't start with SOA answer.\n",
		  "; Transfer failed.  Didn't start with SOA answer.\n" },
		{ { .end = TRANSFER_NO_SOA },
		  "; Transfer failed.\n",
		  "; Transfer failed.\n" },
		{ { .end = TRANSFER_CUT, .outcome = OUTCOME_CLOSED, .messages = 1 },
		  ";; communications error to 192.0.2.53#53: end of file\n"
		  ";; no servers could be reached\n",
		  ";; communications error to 192.0.2.53#53: end of file\n"
		  ";; no servers could be reached\n" },
		{ { .end = TRANSFER_CUT, .outcome = OUTCOME_REFUSED },
		  ";; Connection to 192.0.2.53#53(192.0.2.53) for a failed: connection "
		  "refused.\n;; no servers could be reached\n",
		  ";; Connection to 192.0.2.53#53(192.0.2.53) for a failed: connection "
		  "refused.\n;; no servers could be reached\n" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		for (int is_dig = 0; is_dig < 2; is_dig++) {
			struct transfer_result result = rows[i].result;
			struct shown shown;

			result.transport = TRANSPORT_TCP;
			shown_init(&shown, "text", is_dig);
			result.server = &shown.server;
			shown.format->transfer_end(shown.state, &shown.context,
						   &shown.lookup, &result);
			(void)fflush(shown.context.out);
			(void)fflush(shown.context.err);
			if (is_dig) {
				assert_string_equal(shown.out, rows[i].dig);
			} else {
				assert_string_equal(shown.err, rows[i].digdrift);
			}
			shown_free(&shown);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_failures_go_where_the_caller_wants_them),
		cmocka_unit_test(test_a_lookup_has_its_banner_once),
		cmocka_unit_test(test_display_options_leave_out_what_they_say),
		cmocka_unit_test(test_a_malformed_reply_loses_no_record_as_digdrift),
		cmocka_unit_test(test_a_transfer_is_shown_as_it_comes),
		cmocka_unit_test(test_a_failed_transfer_says_how),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
