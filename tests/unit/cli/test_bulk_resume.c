#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/text.h"
#include "cli/bulk_resume.h"
#include "report/row.h"

enum { FAULT_MAX = 256 };

struct trial {
	struct arena *arena;
	struct bulk_resume *resume;
	char fault[FAULT_MAX];
	enum err err;
};

static struct trial try(const char *format, const char *options, const char *rows)
{
	struct trial trial = { .arena = arena_new() };
	const struct bulk_resume_form form = {
		.format = row_find(str_of(format)),
		.is_numbered = strchr(options, 'n') != NULL,
		.is_ordered = strchr(options, 'o') != NULL,
	};
	FILE *file = tmpfile();
	struct text fault;

	assert_non_null(file);
	assert_int_equal(fwrite(rows, 1, strlen(rows), file), strlen(rows));
	assert_int_equal(fflush(file), 0);
	text_init(&fault, trial.fault, sizeof(trial.fault));
	trial.err =
		bulk_resume_new(trial.arena, fileno(file), &form, &trial.resume, &fault);
	(void)fclose(file);
	return trial;
}

static void test_rows_that_count_end_at_a_cut_or_interrupted_one(void **state)
{
	static const struct {
		const char *format, *options, *rows;
		unsigned size, count;
		const char *why;
	} rows[] = {
		{ "text", "n", "", 0, 0, "an empty file" },
		{ "text", "n", "1\ta\tA\tNODATA\n2\tb\tA\tNODA", 13, 1, "a cut row" },
		{ "text", "n", "1\ta\tA\tNODATA\n2\tb\tA\tINTERRUPTED\n3\tc\tA\tNODATA\n",
		  13, 1, "an interrupted one" },
		{ "text", "o", "a\tA\tNODATA\nb\tA\tNODATA\n", 22, 2,
		  "rows without lines" },
		{ "csv", "", "line,na", 0, 0, "a cut heading" },
		{ "csv", "", "line,name,type,status,server,rtt_us,answers\r\n", 45, 0,
		  "the heading alone" },
		{ "csv", "",
		  "line,name,type,status,server,rtt_us,answers\r\n"
		  "1,\"a\",A,NOERROR,,1,\"192.0.2.1\n192.0.2.2\"\r\n2,\"b\",A,NOERROR,,1,\"1\n2",
		  87, 1, "a line break in a field" },
		{ "jsonl", "",
		  "{\"line\":1,\"name\":\"a\",\"type\":\"A\",\"status\":\"NODATA\"}\n{",
		  51, 1, "an object that is cut" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct trial trial = try(rows[i].format, rows[i].options, rows[i].rows);

		print_message("%s\n", rows[i].why);
		assert_int_equal(trial.err, ERR_OK);
		assert_int_equal(bulk_resume_size(trial.resume), rows[i].size);
		assert_int_equal(bulk_resume_rows(trial.resume), rows[i].count);
		arena_free(trial.arena);
	}
}

static void test_lines_with_a_row_are_known(void **state)
{
	struct trial trial = try("text", "n", "3\tc\tA\tNODATA\n1\ta\tA\tNODATA\n");

	(void)state;
	assert_true(bulk_resume_take(trial.resume, 1, str_of("a")));
	assert_false(bulk_resume_take(trial.resume, 2, str_of("b")));
	assert_false(bulk_resume_is_used(trial.resume));
	assert_true(bulk_resume_take(trial.resume, 3, str_of("c")));
	assert_false(bulk_resume_take(trial.resume, 1000000, str_of("d")));
	assert_true(bulk_resume_is_used(trial.resume));
	assert_false(bulk_resume_is_amiss(trial.resume));
	arena_free(trial.arena);
}

static void test_rows_without_lines_are_those_of_the_first(void **state)
{
	struct trial trial = try("text", "o", "a\tA\tNODATA\nb\tA\tNODATA\n");

	(void)state;
	assert_true(bulk_resume_take(trial.resume, 5, str_of("a")));
	assert_true(bulk_resume_take(trial.resume, 9, str_of("b")));
	assert_true(bulk_resume_is_used(trial.resume));
	assert_false(bulk_resume_take(trial.resume, 10, str_of("c")));
	arena_free(trial.arena);
}

static void test_rows_of_other_lines_are_found_out(void **state)
{
	struct trial trial = try("text", "n", "1\ta\tA\tNODATA\n2\tb\tA\tNODATA\n");

	(void)state;
	assert_true(bulk_resume_take(trial.resume, 1, str_of("b")));
	assert_false(bulk_resume_is_amiss(trial.resume));
	assert_true(bulk_resume_take(trial.resume, 2, str_of("a")));
	assert_true(bulk_resume_is_amiss(trial.resume));
	arena_free(trial.arena);
}

static void test_what_cannot_be_resumed_says_why(void **state)
{
	static const struct {
		const char *format, *options, *rows, *sentence;
	} rows[] = {
		{ "text", "n", "1\ta\tA\tNODATA\nb\tA\tNODATA\n",
		  "row 2 is none of this format" },
		{ "text", "no", "2\ta\tA\tNODATA\n2\ta\tA\tNODATA\n",
		  "row 2 is not in the order of the lines" },
		{ "text", "n", "4294967297\ta\tA\tNODATA\n",
		  "row 1 names a line beyond 4294967296" },
		{ "csv", "", "line;name\r\n", "row 1 is not the heading of this format" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct trial trial = try(rows[i].format, rows[i].options, rows[i].rows);

		assert_int_equal(trial.err, ERR_SYNTAX);
		assert_string_equal(trial.fault, rows[i].sentence);
		arena_free(trial.arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows_that_count_end_at_a_cut_or_interrupted_one),
		cmocka_unit_test(test_lines_with_a_row_are_known),
		cmocka_unit_test(test_rows_without_lines_are_those_of_the_first),
		cmocka_unit_test(test_rows_of_other_lines_are_found_out),
		cmocka_unit_test(test_what_cannot_be_resumed_says_why),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
