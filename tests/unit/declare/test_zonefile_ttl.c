#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/attr.h"
#include "declare/zonefile_reader.h"

static const struct row {
	const char *text;
	enum err err;
	uint32_t ttl;
} rows[] = {
	{ "0", ERR_OK, 0 },
	{ "3600", ERR_OK, 3600 },
	{ "2147483647", ERR_OK, 2147483647 },
	{ "2147483648", ERR_RANGE, 0 },
	{ "99999999999999999999", ERR_RANGE, 0 },
	{ "1h", ERR_OK, 3600 },
	{ "1H30m", ERR_OK, 5400 },
	{ "1w2d3h4m5s", ERR_OK, 788645 },
	{ "30m1h", ERR_OK, 5400 },
	{ "3551w", ERR_RANGE, 0 },
	{ "3550w", ERR_OK, 2147040000 },
	{ "1h30", ERR_SYNTAX, 0 },
	{ "h", ERR_SYNTAX, 0 },
	{ "1x", ERR_SYNTAX, 0 },
	{ "-1", ERR_SYNTAX, 0 },
	{ "", ERR_SYNTAX, 0 },
};

static void test_ttls_are_numbers_with_units(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		uint32_t ttl = 77;
		enum err err = zonefile_ttl_parse(str_of(rows[i].text), &ttl);

		if (err != rows[i].err || ttl != (err == ERR_OK ? rows[i].ttl : 77))
			fail_msg("%s: %d %u", rows[i].text, err, ttl);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ttls_are_numbers_with_units),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
