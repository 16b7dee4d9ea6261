#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/attr.h"
#include "cli/lines.h"

static char path[] = "/tmp/digdrift-lines.XXXXXX";

static int set_up(void **state)
{
	int fd = mkstemp(path);

	(void)state;
	return fd < 0 ? -1 : close(fd);
}

static int tear_down(void **state)
{
	(void)state;
	return unlink(path);
}

static struct lines *open_text(const char *text, size_t size)
{
	FILE *file = fopen(path, "w");
	struct lines *lines = NULL;

	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, size, file), size);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(lines_new(path, &lines), ERR_OK);
	assert_int_equal(lines_total_bytes(lines), size);
	return lines;
}

static void test_lines_come_without_their_ends(void **state)
{
	static const struct {
		const char *text;
		const char *lines[4];
		const char *why;
	} rows[] = {
		{ "", { NULL }, "nothing" },
		{ "a\nb\n", { "a", "b" }, "two lines" },
		{ "a\nb", { "a", "b" }, "the last one without an end" },
		{ "a\r\nb\r\n", { "a", "b" }, "of another system" },
		{ "\n\na\n", { "", "", "a" }, "empty ones" },
		{ "a\rb\n", { "a\rb" }, "a return within" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct lines *lines = open_text(rows[i].text, strlen(rows[i].text));
		struct str line;
		size_t count = 0;
		bool is_cut;

		print_message("# %s\n", rows[i].why);
		for (; lines_next(lines, &line, &is_cut); count++) {
			assert_non_null(rows[i].lines[count]);
			assert_true(str_equal(line, str_of(rows[i].lines[count])));
			assert_false(is_cut);
			assert_int_equal(lines_count(lines), count + 1);
		}
		assert_null(rows[i].lines[count]);
		assert_int_equal(lines_read_bytes(lines), strlen(rows[i].text));
		assert_false(lines_has_error(lines));
		assert_false(lines_next(lines, &line, &is_cut));
		lines_free(lines);
	}
}

/* Lines of these lengths, each before a short one, wherever the buffer ends. */
static void test_a_line_that_is_too_long_loses_its_rest_alone(void **state)
{
	static const size_t lengths[] = { LINES_LINE_MAX - 1, LINES_LINE_MAX,
					  LINES_LINE_MAX + 1, 70000, 200000 };
	char *text = malloc(200000 + 10);

	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < ARRAY_LEN(lengths); i++) {
		struct lines *lines;
		struct str line;
		bool is_cut;

		memset(text, 'x', lengths[i]);
		(void)snprintf(text + lengths[i], 8, "\nshort\n");
		lines = open_text(text, lengths[i] + 7);
		assert_true(lines_next(lines, &line, &is_cut));
		assert_int_equal(is_cut, lengths[i] > LINES_LINE_MAX);
		assert_int_equal(line.len, lengths[i] > LINES_LINE_MAX ? LINES_LINE_MAX
								       : lengths[i]);
		assert_true(lines_next(lines, &line, &is_cut));
		assert_false(is_cut);
		assert_true(str_equal(line, str_of("short")));
		assert_false(lines_next(lines, &line, &is_cut));
		assert_int_equal(lines_count(lines), 2);
		lines_free(lines);
	}
	free(text);
}

static void test_every_line_of_a_file_larger_than_the_buffer_is_whole(void **state)
{
	enum { COUNT = 30000, SIZE = 9 };
	char *text = malloc(COUNT * SIZE + 1);
	struct lines *lines;
	struct str line;
	unsigned count = 0;
	bool is_cut;

	(void)state;
	assert_non_null(text);
	for (unsigned i = 0; i < COUNT; i++)
		(void)snprintf(text + (size_t)i * SIZE, SIZE + 1, "%08u\n", i);
	lines = open_text(text, (size_t)COUNT * SIZE);
	for (; lines_next(lines, &line, &is_cut); count++) {
		assert_int_equal(line.len, SIZE - 1);
		assert_memory_equal(line.data, text + (size_t)count * SIZE, SIZE - 1);
	}
	assert_int_equal(count, COUNT);
	lines_free(lines);
	free(text);
}

static void test_what_cannot_be_read_is_told(void **state)
{
	struct lines *lines = NULL;
	struct str line;
	bool is_cut;

	(void)state;
	assert_int_equal(lines_new("/nowhere/lines", &lines), ERR_NOT_FOUND);
	assert_null(lines);
	assert_int_equal(lines_new("/", &lines), ERR_OK);
	assert_int_equal(lines_total_bytes(lines), 0);
	assert_false(lines_next(lines, &line, &is_cut));
	assert_true(lines_has_error(lines));
	assert_int_equal(errno, EISDIR);
	lines_free(lines);
	lines_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines_come_without_their_ends),
		cmocka_unit_test(test_a_line_that_is_too_long_loses_its_rest_alone),
		cmocka_unit_test(
			test_every_line_of_a_file_larger_than_the_buffer_is_whole),
		cmocka_unit_test(test_what_cannot_be_read_is_told),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
