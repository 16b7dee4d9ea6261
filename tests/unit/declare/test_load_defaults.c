#include "declare_case.h"

#define ZONES "zones: {a.test: {records: {'': {type: A, value: 192.0.2.1}}}}\n"

static void print_defaults(struct text *out, const struct declaration *declaration)
{
	const struct declared_defaults *defaults = &declaration->defaults;

	for (size_t i = 0; i < defaults->ask.count; i++)
		text_add_format(out, "%s ", defaults->ask.items[i].text.data);
	text_add_format(
		out, "%llu %u %u %llu %u %llu %llu %u",
		(unsigned long long)defaults->timeout_us, defaults->tries, defaults->port,
		(unsigned long long)defaults->interval_us, defaults->failure_threshold,
		(unsigned long long)defaults->rtt_warning_us,
		(unsigned long long)defaults->rtt_critical_us, defaults->rate_per_server);
	for (size_t i = 0; i < defaults->labels.count; i++)
		text_add_format(out, " %s", defaults->labels.items[i].text.data);
	text_add_char(out, '\n');
}

static void check_rows(const struct case_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct case_file files[] = { { "main.yaml", rows[i].text }, { 0 } };

		case_load(files, NULL, print_defaults, rows[i].wanted, rows[i].why);
	}
}

static void test_defaults_are_read(void **state)
{
	static const struct case_row rows[] = {
		{ ZONES, "authoritative 2000000 3 53 300000000 1 0 0 0\n", "none said" },
		{ "defaults:\n  ask: [a, b]\n  timeout: 500ms\n  tries: 1\n  port: 5353\n"
		  "  interval: 1h\n  failure_threshold: 3\n"
		  "  rtt: {warning: 100ms, critical: 500ms}\n"
		  "  labels: {team: infra, site_2: x=y}\n  rate: {per_server: 50/s}\n" ZONES,
		  "a b 500000 1 5353 3600000000 3 100000 500000 50 team=infra site_2=x=y\n",
		  "all" },
	};

	(void)state;
	check_rows(rows, ARRAY_LEN(rows));
}

static void test_defaults_out_of_range_are_faults(void **state)
{
	static const struct case_row rows[] = {
		{ "defaults: {port: 0, tries: 21, failure_threshold: 0}\n" ZONES,
		  "1:18 defaults.port wants a number from 1 to 65535, not \"0\"\n"
		  "1:28 defaults.tries wants a number from 1 to 20, not \"21\"\n"
		  "1:51 defaults.failure_threshold wants a number from 1 to 1000, not \"0\"\n",
		  "numbers" },
		{ "defaults: {timeout: 2m, interval: 1ms}\n" ZONES,
		  "1:11 \"timeout\" wants 1ms to 60s\n1:11 \"interval\" wants at least 1s\n",
		  "times" },
		{ "defaults: {rate: {per_server: 5/m}}\n" ZONES,
		  "1:11 \"per_server\" wants questions a second, such as 100/s\n",
		  "a rate" },
		{ "defaults: {labels: {2x: y}}\n" ZONES,
		  "1:21 defaults.labels wants letters, digits and \"_\" as the name of a "
		  "label, not \"2x\"\n",
		  "a label" },
		{ "defaults: {labels: {x: [y]}}\n" ZONES,
		  "1:24 defaults.labels.x wants a short text, not a list\n",
		  "its value" },
		{ "defaults: [x]\n" ZONES, "1:11 defaults wants a mapping, not a list\n",
		  "a list" },
	};

	(void)state;
	check_rows(rows, ARRAY_LEN(rows));
}

static void test_a_default_is_the_same_in_all_files(void **state)
{
	static const struct case_file apart[] = {
		{ "main.yaml", "include: b.yaml\ndefaults: {tries: 2}\n" ZONES },
		{ "b.yaml", "defaults: {port: 54}\n" },
		{ 0 },
	};
	static const struct case_file twice[] = {
		{ "main.yaml", "include: b.yaml\ndefaults: {tries: 2}\n" ZONES },
		{ "b.yaml", "defaults: {tries: 4}\n" },
		{ 0 },
	};
	static const struct case_file alike[] = {
		{ "main.yaml", "include: b.yaml\ndefaults: {tries: 2}\n" ZONES },
		{ "b.yaml", "defaults: {tries: 2, port: 54}\n" },
		{ 0 },
	};

	(void)state;
	case_load(apart, NULL, print_defaults,
		  "authoritative 2000000 2 54 300000000 1 0 0 0\n", "by two files");
	case_load(
		twice, NULL, print_defaults,
		"b.yaml:1:12 the default \"tries\" is set already at D/main.yaml:2; move it to one file and include that\n",
		"not the same by two files");
	case_load(alike, NULL, print_defaults,
		  "authoritative 2000000 2 54 300000000 1 0 0 0\n",
		  "the same by two files");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_defaults_are_read),
		cmocka_unit_test(test_defaults_out_of_range_are_faults),
		cmocka_unit_test(test_a_default_is_the_same_in_all_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
