#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/text.h"
#include "dns/type.h"
#include "report/row.h"

enum { TEXT_MAX = 4096 };

/* Rows without an answer, with names that formats must escape. */
static const struct row samples[] = {
	{ .line = 1,
	  .name = STR("www.example."),
	  .qtype = TYPE_A,
	  .is_interrupted = true },
	{ .line = 20,
	  .name = STR("a..b"),
	  .qtype = TYPE_MX,
	  .fault = STR("empty label") },
	{ .line = 3,
	  .name = STR("a\"b\\"),
	  .qtype = TYPE_A,
	  .fault = STR("a \"quote\"") },
	{ .line = 4, .name = STR("a,b\"\","), .qtype = TYPE_A, .fault = STR("x") },
	{ .line = 4294967295, .name = STR("\xff"), .qtype = 65400, .fault = STR("x") },
};

static struct text printed(char *buffer, const struct row_format *format, struct row row)
{
	struct text text;

	row.is_numbered = true;
	text_init(&text, buffer, TEXT_MAX);
	row_read(&row);
	format->print(&text, &row);
	return text;
}

static void test_every_format_reads_its_rows_back(void **state)
{
	char buffer[TEXT_MAX];

	(void)state;
	for (size_t i = 0; i < row_registry.len; i++) {
		const struct row_format *format =
			(const struct row_format *)row_registry.entries[i];

		for (size_t j = 0; j < ARRAY_LEN(samples); j++) {
			struct text text = printed(buffer, format, samples[j]);
			size_t size = text.len;
			struct row_mark mark = { 0 };

			text_add_cstr(&text, "rest");
			print_message("%s, row %zu\n", format->entry.name, j);
			assert_true(format->read(text_str(&text), true, &mark));
			assert_int_equal(mark.size, size);
			assert_int_equal(mark.line, samples[j].line);
			assert_int_equal(mark.is_interrupted, samples[j].is_interrupted);
			assert_true(mark.name.len > 0);
		}
	}
}

static void test_a_row_that_is_cut_anywhere_is_no_row(void **state)
{
	char buffer[TEXT_MAX];

	(void)state;
	for (size_t i = 0; i < row_registry.len; i++) {
		const struct row_format *format =
			(const struct row_format *)row_registry.entries[i];

		for (size_t j = 0; j < ARRAY_LEN(samples); j++) {
			struct text text = printed(buffer, format, samples[j]);

			for (size_t len = 0; len < text.len; len++) {
				struct row_mark mark = { .size = 1 };

				assert_true(format->read(str_make(text.data, len), true,
							 &mark));
				assert_int_equal(mark.size, 0);
			}
		}
	}
}

static void test_what_no_format_wrote_is_refused(void **state)
{
	static const struct {
		const char *format, *text, *why;
	} rows[] = {
		{ "text", "www\tA\tNOERROR\n", "no line" },
		{ "text", "0\twww\tA\tNOERROR\n", "lines begin at 1" },
		{ "text", "1\twww\tA\n", "no status" },
		{ "text", "\n", "empty" },
		{ "csv", "x,\"www\",A,NOERROR,,0,\"\"\r\n", "no number" },
		{ "csv", "1,\"www\"\r\n", "fields are missing" },
		{ "csv", "99999999999999999999,\"w\",A,NODATA\r\n", "too large" },
		{ "jsonl", "{}\n", "no members" },
		{ "jsonl", "{\"line\":,\"name\":\"w\"}\n", "no number" },
		{ "jsonl", "{\"line\":1,\"name\":\"w\"}\n", "members are missing" },
		{ "jsonl", "{\"line\":1,\"type\":\"A\"}\n", "another order" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct row_mark mark;

		print_message("%s: %s\n", rows[i].format, rows[i].why);
		assert_false(row_find(str_of(rows[i].format))
				     ->read(str_of(rows[i].text), true, &mark));
	}
}

static void test_text_names_the_line_only_when_numbered(void **state)
{
	char buffer[TEXT_MAX];
	struct text text = printed(buffer, &row_text, samples[1]);
	struct row row = samples[1];
	struct row_mark mark;

	(void)state;
	assert_string_equal(text.data, "20\ta..b\tMX\tINVALID\tempty label\n");
	text_init(&text, buffer, sizeof(buffer));
	row_text.print(&text, &row);
	assert_string_equal(text.data, "a..b\tMX\tINVALID\tempty label\n");
	assert_true(row_text.read(text_str(&text), false, &mark));
	assert_int_equal(mark.line, 0);
	assert_memory_equal(mark.name.data, "a..b", 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_format_reads_its_rows_back),
		cmocka_unit_test(test_a_row_that_is_cut_anywhere_is_no_row),
		cmocka_unit_test(test_what_no_format_wrote_is_refused),
		cmocka_unit_test(test_text_names_the_line_only_when_numbered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
