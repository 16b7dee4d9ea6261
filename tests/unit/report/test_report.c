#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/file.h"
#include "report/report.h"

static struct report *make(struct arena *arena)
{
	static const struct report_options options = { .colour = REPORT_COLOUR_NEVER };
	struct report *report = NULL;

	assert_int_equal(report_new(arena, &options, &report), ERR_OK);
	return report;
}

static void test_add_refuses_what_it_cannot_write(void **state)
{
	static const struct {
		const char *spec;
		enum err err;
		const char *part, *why;
	} rows[] = {
		{ "jsno", ERR_NOT_FOUND, "did you mean \"json\"", "a slip" },
		{ "zzzzzzzz", ERR_NOT_FOUND, "there are text", "nothing near" },
		{ "json:/nowhere/at/all", ERR_IO, "/nowhere/at/all", "no such folder" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena *arena = arena_new();
		struct report *report = make(arena);
		const char *why = NULL;

		print_message("# %s\n", rows[i].why);
		assert_int_equal(report_add(report, str_of(rows[i].spec), &why),
				 rows[i].err);
		assert_non_null(strstr(why, rows[i].part));
		report_free(report);
		arena_free(arena);
	}
}

static void test_only_one_format_goes_to_standard_output(void **state)
{
	struct arena *arena = arena_new();
	struct report *report = make(arena);
	const char *why = NULL;

	(void)state;
	assert_int_equal(report_add(report, str_of("text"), &why), ERR_OK);
	assert_true(report_has_stdout(report));
	assert_false(report_wants_ok(report));
	assert_int_equal(report_add(report, str_of("json"), &why), ERR_RANGE);
	report_free(report);
	arena_free(arena);
}

static void test_a_plugin_is_alone_on_both_streams(void **state)
{
	static const struct {
		const char *spec;
		bool is_alone;
		const char *why;
	} rows[] = {
		{ "nagios", true, "Icinga shows stderr as output of the plugin" },
		{ "text", false, "a person reads both" },
		{ "nagios:/tmp/report.plugin", false, "a file is not beside stderr" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena *arena = arena_new();
		struct report *report = make(arena);
		const char *why = NULL;

		print_message("# %s\n", rows[i].why);
		assert_int_equal(report_add(report, str_of(rows[i].spec), &why), ERR_OK);
		assert_int_equal(report_is_alone(report), rows[i].is_alone);
		report_free(report);
		arena_free(arena);
	}
}

static void test_a_file_appears_whole_at_the_end_or_not_at_all(void **state)
{
	struct arena *arena = arena_new();
	struct verdict_summary summary = { .expectations = 0 };
	struct verdict verdict = { .state = STATE_OK, .kind = "record" };
	char folder[] = "/tmp/report.XXXXXX";
	struct report *report = make(arena);
	const char *why = NULL;
	struct str written;
	char spec[128], path[64];

	(void)state;
	assert_non_null(mkdtemp(folder));
	(void)snprintf(path, sizeof(path), "%s/x.prom", folder);
	(void)snprintf(spec, sizeof(spec), "prometheus:%s", path);
	assert_int_equal(report_add(report, str_of(spec), &why), ERR_OK);
	assert_true(report_wants_ok(report));
	report_begin(report);
	report_verdict(report, &verdict);
	assert_int_not_equal(access(path, F_OK), 0);
	assert_int_equal(report_end(report, &summary, &why), ERR_OK);
	assert_int_equal(file_read(arena, path, 1 << 20, &written), ERR_OK);
	assert_non_null(strstr(written.data, "dns_check_state{"));
	report_free(report);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(rmdir(folder), 0);
	arena_free(arena);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_plugin_is_alone_on_both_streams),
		cmocka_unit_test(test_add_refuses_what_it_cannot_write),
		cmocka_unit_test(test_only_one_format_goes_to_standard_output),
		cmocka_unit_test(test_a_file_appears_whole_at_the_end_or_not_at_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
