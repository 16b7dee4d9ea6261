#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "shown.h"

static void test_an_answer_is_dig_s_list_item(void **state)
{
	struct shown shown;

	(void)state;
	shown_init(&shown, "yaml", false);
	shown_report(&shown);
	assert_string_equal(shown.out,
			    "- type: MESSAGE\n"
			    "  message:\n"
			    "    type: RECURSIVE_RESPONSE\n"
			    "    query_time: !!timestamp 2026-11-20T16:26:03.000Z\n"
			    "    response_time: !!timestamp 2026-11-20T16:26:03.001Z\n"
			    "    message_size: 35b\n"
			    "    socket_family: INET\n"
			    "    socket_protocol: UDP\n"
			    "    response_address: \"192.0.2.53\"\n"
			    "    response_port: 53\n"
			    "    query_address: \"0.0.0.0\"\n"
			    "    query_port: 0\n"
			    "    response_message_data:\n"
			    "      opcode: QUERY\n"
			    "      status: NOERROR\n"
			    "      id: 4660\n"
			    "      flags: qr aa rd ra\n"
			    "      QUESTION: 1\n"
			    "      ANSWER: 1\n"
			    "      AUTHORITY: 0\n"
			    "      ADDITIONAL: 0\n"
			    "      QUESTION_SECTION:\n"
			    "        - 'a. IN A'\n"
			    "      ANSWER_SECTION:\n"
			    "        - 'a. 60 IN A 192.0.2.1'\n");
	shown_free(&shown);
}

static void test_times_are_in_microseconds_when_asked_for(void **state)
{
	struct shown shown;

	(void)state;
	shown_init(&shown, "yaml", false);
	shown.style.is_in_us = true;
	shown_report(&shown);
	assert_non_null(strstr(shown.out, "response_time: !!timestamp "
					  "2026-11-20T16:26:03.001500Z\n"));
	shown_free(&shown);
}

static void test_what_yaml_could_mistake_is_quoted(void **state)
{
	static const char wire[] = "\x12\x34\x85\x80\0\1\0\1\0\0\0\1\1a\0\0\1\0\1"
				   "\xC0\x0C\0\x10\0\1\0\0\0\x3C\0\x05\4it's"
				   "\0\0\x29\4\xD0\0\0\x80\0\0\x18"
				   "\0\3\0\4a: b"
				   "\0\x0F\0\x0C\0\x12it's: #no!";
	struct shown shown;

	(void)state;
	shown_init(&shown, "yaml", false);
	shown.answer.wire = (const uint8_t *)wire;
	shown.answer.size = sizeof(wire) - 1;
	shown_report(&shown);
	assert_non_null(strstr(shown.out, "        - 'a. 60 IN TXT \"it''s\"'\n"));
	assert_non_null(strstr(shown.out, "          NSID: '61 3a 20 62 (\"a: b\")'\n"));
	assert_non_null(strstr(shown.out, "          EDE:\n"
					  "            INFO-CODE: 18 (Prohibited)\n"
					  "            EXTRA-TEXT: 'it''s: #no!'\n"));
	shown_free(&shown);
}

static void test_errors_are_items_of_the_list(void **state)
{
	struct shown shown;

	(void)state;
	shown_init(&shown, "yaml", false);
	shown_fail(&shown, OUTCOME_TIMEOUT, TRANSPORT_UDP, 0);
	shown_report(&shown);
	assert_string_equal(shown.out, "- type: DIG_ERROR\n"
				       "  message: |\n"
				       "    no servers could be reached\n");
	assert_string_equal(shown.err, "");
	shown_free(&shown);
}

static void test_the_query_is_shown_when_asked_for(void **state)
{
	struct shown shown;

	(void)state;
	shown_init(&shown, "yaml", false);
	shown.style.is_query_shown = true;
	shown_report(&shown);
	assert_ptr_equal(strstr(shown.out, "- type: MESSAGE\n"
					   "  message:\n"
					   "    type: RECURSIVE_QUERY\n"
					   "    query_time: !!timestamp"),
			 shown.out);
	assert_non_null(strstr(shown.out, "    query_message_data:\n"));
	shown_free(&shown);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_an_answer_is_dig_s_list_item),
		cmocka_unit_test(test_times_are_in_microseconds_when_asked_for),
		cmocka_unit_test(test_what_yaml_could_mistake_is_quoted),
		cmocka_unit_test(test_errors_are_items_of_the_list),
		cmocka_unit_test(test_the_query_is_shown_when_asked_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
