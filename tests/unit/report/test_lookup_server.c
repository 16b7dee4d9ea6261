#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../query/said.h"
#include "base/attr.h"
#include "base/text.h"
#include "report/lookup_server.h"

static void test_a_server_is_named_by_what_tells_most(void **state)
{
	static const struct {
		const char *name;
		uint16_t port;
		const char *text;
	} rows[] = {
		{ "ns1.test.", 53, "ns1.test (192.0.2.1, tcp)" },
		{ "ns1.test.", 5353, "ns1.test (192.0.2.1#5353, tcp)" },
		{ NULL, 53, "192.0.2.1 (tcp)" },
		{ "192.0.2.1", 5353, "192.0.2.1#5353 (tcp)" },
		{ ".", 53, ". (192.0.2.1, tcp)" },
	};
	const uint8_t ip[] = { 192, 0, 2, 1 };
	struct arena *arena = arena_new();
	char buffer[128];
	struct text text;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		text_init(&text, buffer, sizeof(buffer));
		lookup_server_print(
			&text,
			server_new(arena, ip, sizeof(ip), rows[i].port, rows[i].name),
			TRANSPORT_TCP);
		assert_string_equal(buffer, rows[i].text);
	}
	arena_free(arena);
}

static void test_a_reply_is_told_in_words(void **state)
{
	static const struct {
		const char *said;
		const char *text;
	} rows[] = {
		{ "a", "NOERROR, 1 record" },
		{ "~ab", "NOERROR, 2 records, not authoritative" },
		{ "-", "NOERROR, no such record" },
		{ "N", "NXDOMAIN" },
		{ "R", "REFUSED" },
		{ "r", "referral to the servers of sub.test." },
		{ "X", "unreadable" },
		{ "!", "timed out after 2 tries, 2.0 s" },
	};
	char buffer[128];
	struct text text;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena *arena = arena_new();
		struct agreement agreement;
		struct said said;

		said_read(&said, arena, rows[i].said);
		agreement_make(arena, &said.asked, &agreement);
		text_init(&text, buffer, sizeof(buffer));
		lookup_server_print_reply(&text, &agreement.replies[0]);
		assert_string_equal(buffer, rows[i].text);
		arena_free(arena);
	}
}

static void test_what_was_interrupted_is_said(void **state)
{
	char buffer[128];
	struct text text;

	(void)state;
	text_init(&text, buffer, sizeof(buffer));
	lookup_server_print_silence(&text, NULL);
	lookup_server_pad(&text, 0, 14);
	text_add_char(&text, '|');
	assert_string_equal(buffer, "interrupted     |");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_server_is_named_by_what_tells_most),
		cmocka_unit_test(test_a_reply_is_told_in_words),
		cmocka_unit_test(test_what_was_interrupted_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
