#include "declare_case.h"

static void test_misread_dns_data_gets_advice(void **state)
{
	static const struct case_row rows[] = {
		{ "zones:\n  *.example.com: x\n",
		  "2:4 did not find expected alphabetic or numeric character while scanning an "
		  "alias; quote a name that begins with \"*\": '*.example.com'\n",
		  "a wildcard" },
		{ "@: x\n",
		  "1:1 found character that cannot start any token while scanning for the next "
		  "token; quote a text that begins with \"@\"; the apex of a zone is ''\n",
		  "an apex" },
		{ "a: %x\n",
		  "1:4 found character that cannot start any token while scanning for the next "
		  "token; quote a text that begins with \"%\"\n",
		  "a percent sign" },
		{ "a:\n\tb: c\n",
		  "2:1 found character that cannot start any token while scanning for the next "
		  "token; indent with blanks, not with tabs\n",
		  "a tab" },
		{ "a: [[::1]:53]\n",
		  "1:6 did not find expected node content while parsing a flow node; quote a "
		  "text that begins with \":\", such as \"::1\"\n",
		  "an address in brackets" },
		{ "a: \"b\n",
		  "2:1 found unexpected end of stream while scanning a quoted scalar that began "
		  "in line 1; the quote is not closed, or a backslash in it wants to be "
		  "doubled\n",
		  "an open quote" },
		{ "a: b: c\n",
		  "1:5 mapping values are not allowed in this context; quote a text that holds "
		  "\": \", and indent keys alike\n",
		  "a colon" },
		{ "a: !=5\n",
		  "{a: ''}\n1:4 the tag \"!=5\" is not known here; quote a text that begins "
		  "with \"!\"\n",
		  "a comparison" },
		{ "a: >300\n",
		  "1:6 did not find expected comment or line break while scanning a block "
		  "scalar; quote a text that begins with \">\"\n",
		  "another comparison" },
		{ "{{x}}: y\n",
		  "{}\n1:2 a key must be text, not a list or mapping; quote a text that begins "
		  "with \"{\" or \"[\"\n1:1 a key must be text, not a list or mapping; quote a "
		  "text that begins with \"{\" or \"[\"\n",
		  "a template" },
	};

	(void)state;
	case_yaml_rows(rows, ARRAY_LEN(rows));
}

static void test_bytes_that_are_no_text_have_a_place(void **state)
{
	static const struct case_row rows[] = {
		{ "a: b\nc: \xFF\n",
		  "2:4 invalid leading UTF-8 octet (0xFF); a file is UTF-8 text\n",
		  "UTF-8" },
		{ "a: \xC3\xA4\xC3\xA4 \x01\n",
		  "1:7 control characters are not allowed (0x01); a file is UTF-8 text\n",
		  "characters are counted, not bytes" },
	};

	(void)state;
	case_yaml_rows(rows, ARRAY_LEN(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_misread_dns_data_gets_advice),
		cmocka_unit_test(test_bytes_that_are_no_text_have_a_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
