#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/attr.h"
#include "cli/dig_query.h"
#include "parsed.h"

enum { WIRE_MAX = BUILD_SIZE_MAX };

/* The message that a line asks first, in hex. */
static void build(const char *line, struct text *hex)
{
	struct parsed parsed;
	struct build_query query;
	struct name_buffer name;
	uint8_t wire[WIRE_MAX];
	size_t size;

	parsed_read(&parsed, true, line);
	assert_false(parsed.is_over);
	assert_int_equal(name_parse(str_of(parsed.line.first->name), NULL, &name, NULL),
			 ERR_OK);
	assert_int_equal(
		dig_query_build(parsed.arena, parsed.line.first, name_of(&name), &query),
		ERR_OK);
	assert_int_equal(build_message(&query, wire, sizeof(wire), &size), ERR_OK);
	text_add_hex(hex, wire, size, false);
	parsed_free(&parsed);
}

/* The cookie is the engine's, but for those that are written. */
static const struct {
	const char *line;
	const char *hex;
	const char *why;
} queries[] = {
	{ "a.", "0000012000010000000000010161000001000100002904d0000000000000",
	  "RD, AD and an OPT record" },
	{ "a. +noedns +noad", "00000100000100000000000001610000010001", "plain" },
	{ "a. +noedns +norec +cd +aa +z", "00000470000100000000000001610000010001",
	  "header bits" },
	{ "a. +noedns +tcflag +ra", "000003a0000100000000000001610000010001",
	  "bits of replies" },
	{ "a. +noedns +opcode=notify", "00002120000100000000000001610000010001",
	  "an opcode" },
	{ "a. +noedns +header-only", "000001200000000000000000", "no question" },
	{ "a. +dnssec +bufsize=4096",
	  "0000012000010000000000010161000001000100002910000000800000"
	  "00",
	  "DO and a size" },
	{ "a. +co +edns=1 +ednsflags=0x0101",
	  "0000012000010000000000010161000001000100002904d000014101"
	  "0000",
	  "version and flags" },
	{ "a. +nsid +expire +keepalive",
	  "0000012000010000000000010161000001000100002904d00000000000"
	  "0c"
	  "000300000009000000"
	  "0b0000",
	  "options without data" },
	{ "a. +subnet=192.0.2.77/24",
	  "0000012000010000000000010161000001000100002904d00000000000"
	  "0b000800070001180"
	  "0c00002",
	  "a subnet, its host bits cleared" },
	{ "a. +subnet=0",
	  "0000012000010000000000010161000001000100002904d00000000000"
	  "08000800040001000"
	  "0",
	  "no subnet" },
	{ "a. +ednsopt=100:666f6f +ednsopt=nsid +cookie=0102030405060708",
	  "0000012000010000000000010161000001000100002904d00000000000"
	  "17000a00080102030405060708006400"
	  "03666f6f00030000",
	  "written options behind ours" },
	{ "a. ixfr=5 +noedns +noad",
	  "00000000000100000001000001610000fb00010161000006000100000000"
	  "001600000000000500000000000000000000000000000000",
	  "IXFR has the serial that is known, and no RD" },
};

static void test_the_query_is_dig_s_byte_for_byte(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(queries); i++) {
		char buffer[2 * WIRE_MAX + 1];
		struct text hex;

		text_init(&hex, buffer, sizeof(buffer));
		build(queries[i].line, &hex);
		if (strcmp(hex.data, queries[i].hex) != 0) {
			fail_msg("dig %s (%s):\n  %s", queries[i].line, queries[i].why,
				 hex.data);
		}
	}
}

static void test_padding_fills_a_block(void **state)
{
	char buffer[2 * WIRE_MAX + 1];
	struct text hex;

	(void)state;
	text_init(&hex, buffer, sizeof(buffer));
	build("a. +padding=128", &hex);
	assert_int_equal(hex.len, 2 * 128);
}

static void test_options_that_fit_no_message_are_an_error(void **state)
{
	struct parsed parsed;
	struct build_query query;
	char line[2 * PARSED_TEXT_MAX];
	struct text text;

	(void)state;
	text_init(&text, line, sizeof(line));
	for (unsigned i = 0; i < 3; i++) {
		text_add_cstr(&text, "+ednsopt=100:");
		text_add_repeat(&text, 'a', 1200);
		text_add_char(&text, ' ');
	}
	text_add_cstr(&text, "a.");
	parsed_read(&parsed, true, line);
	assert_false(parsed.is_over);
	assert_int_equal(
		dig_query_build(parsed.arena, parsed.line.first, name_root, &query),
		ERR_OK);
	parsed_free(&parsed);
	text_clear(&text);
	for (unsigned i = 0; i < 3; i++) {
		text_add_cstr(&text, "+ednsopt=100:");
		text_add_repeat(&text, 'a', 1300);
		text_add_repeat(&text, 'b', 70);
		text_add_char(&text, ' ');
	}
	text_add_cstr(&text, "a.");
	parsed_read(&parsed, true, line);
	assert_int_equal(
		dig_query_build(parsed.arena, parsed.line.first, name_root, &query),
		ERR_LIMIT);
	parsed_free(&parsed);
}

static void test_a_transfer_has_a_cookie_of_its_own(void **state)
{
	char buffer[2 * WIRE_MAX + 1];
	struct text hex;

	(void)state;
	text_init(&hex, buffer, sizeof(buffer));
	build("a. axfr", &hex);
	assert_non_null(strstr(hex.data, "000a0008"));
	text_clear(&hex);
	build("a. axfr +nocookie", &hex);
	assert_null(strstr(hex.data, "000a0008"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_query_is_dig_s_byte_for_byte),
		cmocka_unit_test(test_padding_fills_a_block),
		cmocka_unit_test(test_options_that_fit_no_message_are_an_error),
		cmocka_unit_test(test_a_transfer_has_a_cookie_of_its_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
