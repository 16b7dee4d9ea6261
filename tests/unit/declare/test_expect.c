#include "declare_case.h"

#define ZONE "zones: {ex: {records: {a: "

static void test_ttls(void **state)
{
	static const struct case_row rows[] = {
		{ ZONE "{type: TXT, value: x, ttl: 0}}}}", "a.ex. 0 TXT \"x\"\n",
		  "none" },
		{ ZONE "{type: TXT, value: x, ttl: 2147483647}}}}",
		  "a.ex. 2147483647 TXT \"x\"\n", "the largest" },
		{ ZONE "{type: TXT, value: x, ttl: 2147483648}}}}",
		  "1:54 zones.ex.records.a.ttl wants a TTL: whole seconds to 2147483647, or 5m, "
		  "1h, 1d, not \"2147483648\"\n",
		  "one more" },
		{ ZONE "{type: TXT, value: x, ttl: 500ms}}}}",
		  "1:54 zones.ex.records.a.ttl wants a TTL: whole seconds to 2147483647, or 5m, "
		  "1h, 1d, not \"500ms\"\n",
		  "parts of a second" },
		{ ZONE "{type: TXT, value: x, ttl: {min: 5}}}}}",
		  "a.ex. - TXT \"x\" ttl>=5\n", "at least" },
		{ ZONE "{type: TXT, value: x, ttl: {max: x}}}}}",
		  "1:60 zones.ex.records.a.ttl.max wants a TTL: whole seconds to 2147483647, or "
		  "5m, 1h, 1d, not \"x\"\n",
		  "no number" },
		{ ZONE "{type: TXT, value: x, ttl: {}}}}}",
		  "1:54 zones.ex.records.a.ttl wants min, max or both, not a mapping\n",
		  "neither" },
		{ ZONE "{type: TXT, value: x, ttl: {mx: 5}}}}}",
		  "1:54 zones.ex.records.a.ttl wants min, max or both, not a mapping\n"
		  "1:55 unknown key \"mx\" in zones.ex.records.a.ttl, did you mean \"max\"?\n",
		  "a slip" },
	};

	(void)state;
	case_load_rows(rows, ARRAY_LEN(rows));
}

static void test_values_are_counted_once(void **state)
{
	static char text[200 * 1000];
	static char wanted[200 * 1000];
	struct case_row row = { text, wanted, "4096 values, each twice in a row" };
	size_t len = (size_t)snprintf(text, sizeof(text),
				      ZONE "{type: A, match: superset, values: [");
	size_t out = (size_t)snprintf(wanted, sizeof(wanted), "a.ex. - A ");

	(void)state;
	for (int i = 0; i < 2048; i++) {
		len += (size_t)snprintf(text + len, sizeof(text) - len,
					"%s10.0.%d.%d, 10.0.%d.%d", i > 0 ? "," : "",
					i >> 8, i & 255, i >> 8, i & 255);
		out += (size_t)snprintf(wanted + out, sizeof(wanted) - out,
					"%s10.0.%d.%d", i > 0 ? ", " : "", i >> 8,
					i & 255);
	}
	snprintf(text + len, sizeof(text) - len, "]}}}}\n");
	snprintf(wanted + out, sizeof(wanted) - out, " superset\n");
	case_load_rows(&row, 1);
	snprintf(text + len, sizeof(text) - len, ", 10.1.0.1]}}}}\n");
	snprintf(
		wanted, sizeof(wanted),
		"1:62 zones.ex.records.a.values wants at most 4096 values, not a list\n");
	row.why = "one more";
	case_load_rows(&row, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ttls),
		cmocka_unit_test(test_values_are_counted_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
