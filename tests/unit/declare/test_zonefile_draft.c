#include "declare_case.h"

static void check_rows(const struct case_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct case_file files[] = {
			{ "main.yaml", "zones: {ex: {records_from: {zonefile: z}}}\n" },
			{ "z", rows[i].text },
			{ 0 },
		};

		case_load(files, NULL, case_add_records, rows[i].wanted, rows[i].why);
	}
}

static void test_records_become_rrsets(void **state)
{
	static const struct case_row rows[] = {
		{ "$TTL 60\na A 192.0.2.2\na A 192.0.2.1\nA.EX. A 192.0.2.3\n TXT x\n",
		  "a.ex. 60 A 192.0.2.2, 192.0.2.1, 192.0.2.3\na.ex. 60 TXT \"x\"\n",
		  "neighbours" },
		{ "$TTL 60\na A 192.0.2.1\nb A 192.0.2.1\na A 192.0.2.2\na AAAA ::1\n",
		  "b.ex. 60 A 192.0.2.1\na.ex. 60 A 192.0.2.2, 192.0.2.1\na.ex. 60 AAAA ::1\n",
		  "apart" },
		{ "a 60 A 192.0.2.1\na 30 A 192.0.2.2\na 30 A 192.0.2.1\n",
		  "a.ex. 60 A 192.0.2.1, 192.0.2.2\n", "the first TTL; the same once" },
		{ "a 60 MX 1 B.\na 60 MX 1 b.\n", "a.ex. 60 MX 1 B.\n",
		  "the same in capitals" },
	};

	(void)state;
	check_rows(rows, ARRAY_LEN(rows));
}

static void test_what_always_changes_is_not_judged(void **state)
{
	static const struct case_row rows[] = {
		{ "$TTL 60\n@ SOA a b 1 2 3 4 5\n@ NS a\na A 192.0.2.1\na NSEC ex. A\n",
		  "ex. 60 SOA a.ex. b.ex. 1 2 3 4 5 ignored (a SOA changes with every edit)\n"
		  "ex. 60 NS a.ex.\n"
		  "a.ex. 60 A 192.0.2.1\n"
		  "a.ex. 60 NSEC ex. A ignored (signing makes this record anew)\n",
		  "SOA and signing" },
	};

	(void)state;
	check_rows(rows, ARRAY_LEN(rows));
}

static void test_zone_cuts_are_respected(void **state)
{
	static const struct case_row rows[] = {
		{ "$TTL 60\n@ NS ns.sub\nsub NS ns.sub\nns.sub A 192.0.2.1\n",
		  "ex. 60 NS ns.sub.ex.\n"
		  "sub.ex. 60 NS ns.sub.ex. delegation\n"
		  "ns.sub.ex. 60 A 192.0.2.1 unknowable (at or below a delegation: the servers "
		  "of this zone do not answer for it)\n",
		  "glue" },
	};

	(void)state;
	check_rows(rows, ARRAY_LEN(rows));
}

static void test_many_records_of_one_rrset(void **state)
{
	static char zone[400 * 1000];
	static char wanted[400 * 1000];
	size_t len = 0;
	struct case_row row = { zone, wanted, "" };

	(void)state;
	len = (size_t)snprintf(wanted, sizeof(wanted), "a.ex. 60 A");
	for (int i = 0; i < 4096; i++) {
		snprintf(zone + strlen(zone), 64, "a 60 A 10.1.%d.%d\n", i >> 8, i & 255);
		len += (size_t)snprintf(wanted + len, sizeof(wanted) - len,
					"%s 10.1.%d.%d", i > 0 ? "," : "", i >> 8,
					i & 255);
	}
	snprintf(wanted + len, sizeof(wanted) - len, "\n");
	row.why = "as many as there may be";
	check_rows(&row, 1);
	snprintf(zone + strlen(zone), 64, "a 60 A 10.2.0.1\n");
	row.wanted = "z:4097:1 one RRset has over 4096 records\n";
	row.why = "one more";
	check_rows(&row, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_records_become_rrsets),
		cmocka_unit_test(test_what_always_changes_is_not_judged),
		cmocka_unit_test(test_zone_cuts_are_respected),
		cmocka_unit_test(test_many_records_of_one_rrset),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
