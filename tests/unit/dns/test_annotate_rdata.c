#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/text.h"
#include "dns/annotate_rdata.h"
#include "dns/message.h"
#include "dns/type.h"

static void test_long_fields_go_on_without_a_note(void **state)
{
	uint8_t wire[40];
	struct text text;

	(void)state;
	memset(wire, 0xAB, sizeof(wire));
	text_init_growing(&text, 4096);
	annotate_rdata_line(&text, wire, 4, 18, "all of it");
	assert_string_equal(
		text.data,
		"0004  ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab  all of it\n"
		"0014  ab ab\n");
	text_free(&text);
}

static void test_rdata_is_cut_by_its_type(void **state)
{
	static const struct {
		uint16_t type;
		const char *wire;
		uint16_t size;
		const char *text;
	} rows[] = {
		{ TYPE_A, "\xC0\0\2\1", 4,
		  "0000  c0 00 02 01                                      address "
		  "192.0.2.1\n" },
		{ TYPE_A, "\xC0\0\2", 3,
		  "0000  c0 00 02                                         breaks the format "
		  "of its type\n" },
		{ TYPE_TXT, "\1a\2bc", 5,
		  "0000  01 61                                            string\n"
		  "0002  02 62 63                                         string\n" },
		{ 65280, "\1", 1,
		  "0000  01                                               data\n" },
		{ TYPE_OPT, "\0\3\0\0\0\3\0", 7,
		  "0000  00 03                                            option 3 NSID\n"
		  "0002  00 00                                            length 0\n"
		  "0004  00 03 00                                         no whole option\n" },
		{ TYPE_A, "", 0, "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct message_rr rr = { .section = SECTION_ADDITIONAL,
					       .type = rows[i].type,
					       .rdata_size = rows[i].size };
		struct text text;

		text_init_growing(&text, 4096);
		annotate_rdata_print(&text, (const uint8_t *)rows[i].wire, rows[i].size,
				     &rr);
		assert_string_equal(text.len == 0 ? "" : text.data, rows[i].text);
		text_free(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_long_fields_go_on_without_a_note),
		cmocka_unit_test(test_rdata_is_cut_by_its_type),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
