#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "annotated.h"
#include "base/attr.h"
#include "base/text.h"
#include "dns/annotate.h"

enum { TEXT_MAX = 1 << 20 };

/* "a." A, answered, with an MX of b.a. and an OPT record with NSID "x". */
static const uint8_t reply[] = "\x12\x34\x85\x80\0\1\0\2\0\0\0\1"
			       "\1a\0\0\1\0\1"
			       "\xC0\x0C\0\1\0\1\0\0\1\x2C\0\4\xC0\0\2\1"
			       "\xC0\x0C\0\x0F\0\1\0\0\1\x2C\0\6\0\x0A\1b\xC0\x0C"
			       "\0\0\x29\4\xD0\0\0\x80\0\0\5\0\3\0\1x";

static void test_each_field_has_its_line(void **state)
{
	static const char wanted[] =
		"; header\n"
		"0000  12 34                                            id 4660\n"
		"0002  85 80                                            flags qr aa rd "
		"ra; opcode QUERY, rcode NOERROR\n";
	static const char *const parts[] = {
		"000c  01 61 00                                         name a.\n",
		"0013  c0 0c                                            name a. (pointer "
		"to 000c)\n",
		"001f  c0 00 02 01                                      address "
		"192.0.2.1\n",
		"002f  00 0a                                            number 10\n",
		"0031  01 62 c0 0c                                      name b.a.\n",
		"0038  04 d0                                            UDP size 1232\n",
		"003c  80 00                                            EDNS flags do\n",
		"0040  00 03                                            option 3 NSID\n",
		"0044  78                                               78 (\"x\")\n",
	};
	struct text text;

	(void)state;
	text_init_growing(&text, TEXT_MAX);
	annotate_print(&text, reply, sizeof(reply) - 1);
	assert_int_equal(strncmp(text.data, wanted, sizeof(wanted) - 1), 0);
	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		if (strstr(text.data, parts[i]) == NULL)
			fail_msg("no %sin:\n%s", parts[i], text.data);
	}
	text_free(&text);
}

static void test_every_byte_is_shown_once_wherever_the_message_is_cut(void **state)
{
	(void)state;
	for (size_t size = 0; size < sizeof(reply); size++) {
		struct text text;

		text_init_growing(&text, TEXT_MAX);
		annotate_print(&text, reply, size);
		if (!annotated_is_whole(text.data, reply, size))
			fail_msg("cut at %zu:\n%s", size, text.data);
		if (size < sizeof(reply) - 1 && strstr(text.data, " at byte ") == NULL)
			fail_msg("cut at %zu: no fault is told:\n%s", size, text.data);
		text_free(&text);
	}
}

static void test_the_byte_at_fault_is_named(void **state)
{
#define HEAD "\0\1\x81\0\0\0\0\1\0\0\0\0"
	static const struct {
		const char *wire;
		size_t size;
		const char *fault;
	} rows[] = {
		{ HEAD "\1a\xC0\x20\0\1", 18, "; bad compression pointer at byte 000e" },
		{ HEAD "\1a\x80\0\1", 17, "; bad label type at byte 000e" },
		{ HEAD "\1a\5bc", 17, "; unexpected end of input at byte 000e" },
		{ HEAD "\0\0\1\0\1\0\0\0\0\0\4ab", 25,
		  "; unexpected end of input at byte 0017" },
		{ HEAD "\0\0\1\0\1", 17, "; unexpected end of input at byte 0011" },
		{ "\0\1\x81", 3, "; unexpected end of input at byte 0003" },
		{ "\0\1\x81\0\0\0\0\0\0\0\0\0xy", 14, "; 2 bytes behind the end\n000c" },
	};
#undef HEAD

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const uint8_t *wire = (const uint8_t *)rows[i].wire;
		struct text text;

		text_init_growing(&text, TEXT_MAX);
		annotate_print(&text, wire, rows[i].size);
		if (strstr(text.data, rows[i].fault) == NULL ||
		    !annotated_is_whole(text.data, wire, rows[i].size))
			fail_msg("no \"%s\" in:\n%s", rows[i].fault, text.data);
		text_free(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_field_has_its_line),
		cmocka_unit_test(
			test_every_byte_is_shown_once_wherever_the_message_is_cut),
		cmocka_unit_test(test_the_byte_at_fault_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
