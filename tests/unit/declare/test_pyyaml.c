#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/attr.h"
#include "declare/pyyaml.h"

/* What str(yaml.safe_load(text)) makes of it was seen with PyYAML 6.0. */
static const struct row {
	const char *text;
	const char *reading; /* NULL: as it stands */
} rows[] = {
	{ "www", NULL },
	{ "", "None" },
	{ "~", "None" },
	{ "null", "None" },
	{ "Null", "None" },
	{ "NULL", "None" },
	{ "nULL", NULL },
	{ "yes", "True" },
	{ "On", "True" },
	{ "TRUE", "True" },
	{ "tRue", NULL },
	{ "no", "False" },
	{ "OFF", "False" },
	{ "y", NULL },
	{ "67", NULL },
	{ "-5", NULL },
	{ "0", NULL },
	{ "+5", "a number, written otherwise" },
	{ "-0", "a number, written otherwise" },
	{ "1_000", "a number, written otherwise" },
	{ "0x10", "a hexadecimal number" },
	{ "0b101", "a binary number" },
	{ "017", "an octal number" },
	{ "00", "an octal number" },
	{ "018", NULL },
	{ "12:30:00", "a number of base 60" },
	{ "1:30", "a number of base 60" },
	{ "::1", NULL },
	{ "1:2:3:4:5:6:7:abcd", NULL },
	{ "44.74", NULL },
	{ "1.0", NULL },
	{ "1.10", "a decimal number, written otherwise" },
	{ "1.", "a decimal number, written otherwise" },
	{ ".5", "a decimal number, written otherwise" },
	{ "1.5e+3", "a decimal number, written otherwise" },
	{ "192.0.2.1", NULL },
	{ "1.2.3", NULL },
	{ "v=spf1", NULL },
	{ "2026-01-01", NULL },
};

static void test_readings_of_pyyaml_are_known(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const char *reading = pyyaml_reads_as(str_of(rows[i].text));

		if (!str_equal(str_of(reading), str_of(rows[i].reading))) {
			fail_msg("\"%s\" is read as %s, not as %s", rows[i].text,
				 reading ? reading : "itself",
				 rows[i].reading ? rows[i].reading : "itself");
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_readings_of_pyyaml_are_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
