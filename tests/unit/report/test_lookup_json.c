#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "shown.h"

#define SERVER \
	"\"server\":{\"name\":\"192.0.2.53\",\"address\":\"192.0.2.53\",\"port\":53}"
#define QUESTION "\"QTYPE\":1,\"QTYPEname\":\"A\",\"QCLASS\":1,\"QCLASSname\":\"IN\""
#define DATE     "\"dateString\":\"2026-11-20T16:26:03.000Z\",\"dateSeconds\":1795191963"

static void test_an_answer_is_one_line_with_the_members_of_rfc_8427(void **state)
{
	struct shown shown;

	(void)state;
	shown_init(&shown, "json", false);
	shown_report(&shown);
	assert_string_equal(
		shown.out,
		"{\"QNAME\":\"a.\"," QUESTION ",\"ID\":4660,\"QR\":true,\"AA\":true,"
		"\"TC\":false,\"RD\":true,\"RA\":true,\"AD\":false,\"CD\":false,"
		"\"Opcode\":0,\"RCODE\":0,\"RCODEname\":\"NOERROR\",\"QDCOUNT\":1,"
		"\"ANCOUNT\":1,\"NSCOUNT\":0,\"ARCOUNT\":0,"
		"\"questionRRs\":[{\"NAME\":\"a.\",\"TYPE\":1,\"TYPEname\":\"A\","
		"\"CLASS\":1,\"CLASSname\":\"IN\"}],"
		"\"answerRRs\":[{\"NAME\":\"a.\",\"TYPE\":1,\"TYPEname\":\"A\",\"CLASS\":1,"
		"\"CLASSname\":\"IN\",\"TTL\":60,\"rdataA\":\"192.0.2.1\",\"RDLENGTH\":4,"
		"\"RDATAHEX\":\"C0000201\"}],\"authorityRRs\":[],\"additionalRRs\":[],"
		"\"messageOctetsHEX\":\"12348580000100010000000001610000010001C00C0001000100"
		"00003C0004C0000201\"," SERVER ",\"transport\":\"udp\"," DATE
		",\"rtt_us\":1500,\"total_us\":1500,\"size\":35,\"attempts\":[{" SERVER
		",\"transport\":\"udp\",\"cause\":\"first\",\"outcome\":\"reply\","
		"\"rtt_us\":1500,\"rcode\":\"NOERROR\",\"size\":35}],\"dropped\":[],"
		"\"error\":null}\n");
	assert_string_equal(shown.err, "");
	shown_free(&shown);
}

static void test_silence_is_an_error_on_the_same_line(void **state)
{
	struct shown shown;

	(void)state;
	shown_init(&shown, "json", false);
	shown_fail(&shown, OUTCOME_TIMEOUT, TRANSPORT_UDP, 0);
	shown_report(&shown);
	assert_string_equal(
		shown.out,
		"{\"QNAME\":\"a.\"," QUESTION "," SERVER ",\"transport\":\"udp\"," DATE
		",\"rtt_us\":1500,\"total_us\":1500,\"size\":0,\"attempts\":[{" SERVER
		",\"transport\":\"udp\",\"cause\":\"first\",\"outcome\":\"timeout\","
		"\"rtt_us\":1500,\"why\":\"timed out\"}],\"dropped\":[],"
		"\"error\":{\"code\":\"no-reply\",\"text\":\"no servers could be reached\"}}\n");
	assert_string_equal(shown.err, "");
	shown_free(&shown);
}

static void test_what_could_not_be_asked_is_a_line_too(void **state)
{
	struct shown shown;

	(void)state;
	shown_init(&shown, "json", false);
	shown.format->fault(shown.state, &shown.context, &shown.lookup, "no \"name\"");
	(void)fflush(shown.context.out);
	assert_string_equal(shown.out, "{\"QNAME\":\"a\"," QUESTION
				       ",\"error\":{\"code\":\"not-asked\","
				       "\"text\":\"no \\\"name\\\"\"}}\n");
	shown_free(&shown);
}

static void test_options_of_edns_are_objects(void **state)
{
	static const char wire[] = "\x12\x34\x85\x80\0\1\0\0\0\0\0\1\1a\0\0\1\0\1"
				   "\0\0\x29\4\xD0\0\0\x80\0\0\x22"
				   "\0\3\0\3ns3"
				   "\0\x08\0\7\0\1\x18\0\xC0\0\2"
				   "\0\x09\0\4\0\x12\x75\0"
				   "\0\x0F\0\4\0\x12no";
	struct shown shown;

	(void)state;
	shown_init(&shown, "json", false);
	shown.answer.wire = (const uint8_t *)wire;
	shown.answer.size = sizeof(wire) - 1;
	shown_report(&shown);
	assert_non_null(strstr(
		shown.out,
		"\"EDNS\":{\"version\":0,\"DO\":true,\"CO\":false,\"flags\":32768,"
		"\"udp\":1232,\"options\":["
		"{\"code\":3,\"name\":\"NSID\",\"hex\":\"6e7333\","
		"\"text\":\"6e 73 33 (\\\"ns3\\\")\",\"nsid\":\"ns3\"},"
		"{\"code\":8,\"name\":\"CLIENT-SUBNET\",\"hex\":\"00011800c00002\","
		"\"text\":\"192.0.2.0/24/0\",\"family\":1,\"address\":\"192.0.2.0\","
		"\"source_prefix\":24,\"scope_prefix\":0},"
		"{\"code\":9,\"name\":\"EXPIRE\",\"hex\":\"00127500\","
		"\"text\":\"1209600 (2 weeks)\",\"seconds\":1209600},"
		"{\"code\":15,\"name\":\"EDE\",\"hex\":\"00126e6f\","
		"\"text\":\"18 (Prohibited): (no)\",\"info_code\":18,"
		"\"purpose\":\"Prohibited\",\"extra_text\":\"no\"}]}"));
	shown_free(&shown);
}

static void test_a_malformed_reply_keeps_its_records_and_says_why(void **state)
{
	struct shown shown;

	(void)state;
	shown_init(&shown, "json", false);
	shown.answer.size -= 2;
	shown_report(&shown);
	assert_non_null(strstr(shown.out, "\"answerRRs\":[]"));
	assert_non_null(strstr(shown.out, "\"questionRRs\":[{\"NAME\":\"a.\""));
	assert_non_null(strstr(shown.out, "\"error\":{\"code\":\"malformed\","
					  "\"text\":\"unexpected end of input\"}}\n"));
	shown_free(&shown);
}

static void test_a_transfer_is_a_line_a_record_and_one_for_its_end(void **state)
{
	struct transfer_result result = { .end = TRANSFER_RCODE,
					  .transport = TRANSPORT_TCP,
					  .rcode = 5 };
	struct shown shown;

	(void)state;
	shown_init(&shown, "json", false);
	result.server = &shown.server;
	result.start_wall_us = shown.answer.start_wall_us;
	shown.format->transfer(shown.state, &shown.context, &shown.lookup,
			       shown.answer.wire, shown.answer.size);
	shown.format->transfer_end(shown.state, &shown.context, &shown.lookup, &result);
	(void)fflush(shown.context.out);
	assert_string_equal(
		shown.out,
		"{\"NAME\":\"a.\",\"TYPE\":1,\"TYPEname\":\"A\",\"CLASS\":1,"
		"\"CLASSname\":\"IN\",\"TTL\":60,\"rdataA\":\"192.0.2.1\",\"RDLENGTH\":4,"
		"\"RDATAHEX\":\"C0000201\"}\n"
		"{\"QNAME\":\"a\"," QUESTION ",\"transfer\":\"rcode\"," SERVER
		",\"transport\":\"tcp\"," DATE
		",\"rtt_us\":0,\"records\":0,\"messages\":0,"
		"\"bytes\":0,\"error\":{\"code\":\"rcode\",\"text\":\"REFUSED\"}}\n");
	shown_free(&shown);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_an_answer_is_one_line_with_the_members_of_rfc_8427),
		cmocka_unit_test(test_silence_is_an_error_on_the_same_line),
		cmocka_unit_test(test_what_could_not_be_asked_is_a_line_too),
		cmocka_unit_test(test_options_of_edns_are_objects),
		cmocka_unit_test(test_a_malformed_reply_keeps_its_records_and_says_why),
		cmocka_unit_test(test_a_transfer_is_a_line_a_record_and_one_for_its_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
