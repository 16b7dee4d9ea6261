#include "declare_case.h"

static void test_only_tags_that_change_nothing_are_known(void **state)
{
	static const struct case_row rows[] = {
		{ "[!!str 1, !!int 2, ! c, !!map {a: b}, !!seq [d]]\n",
		  "['1', '2', c, {a: b}, [d]]\n", "standard tags" },
		{ "a: !!binary aGk=\n",
		  "{a: 'aGk='}\n1:4 the tag \"tag:yaml.org,2002:binary\" is not known here; "
		  "quote a text that begins with \"!\"\n",
		  "one that asks for more than text" },
		{ "a: !<tag:x> {b: !y c}\n",
		  "{a: {b: 'c'}}\n1:4 the tag \"tag:x\" is not known here; quote a text that "
		  "begins with \"!\"\n1:17 the tag \"!y\" is not known here; quote a text "
		  "that begins with \"!\"\n",
		  "two faults, and all is read" },
	};

	(void)state;
	case_yaml_rows(rows, ARRAY_LEN(rows));
}

static void test_syntax_errors_end_the_reading(void **state)
{
	static const struct case_row rows[] = {
		{ "a: [b\nc: d\n",
		  "2:2 did not find expected ',' or ']' while parsing a flow sequence that "
		  "began in line 1; quote a text that holds \":\", such as "
		  "\"[2001:db8::1]:53\"\n",
		  "an open list" },
	};

	(void)state;
	case_yaml_rows(rows, ARRAY_LEN(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_only_tags_that_change_nothing_are_known),
		cmocka_unit_test(test_syntax_errors_end_the_reading),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
