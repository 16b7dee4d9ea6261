#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/text.h"
#include "dns/type.h"
#include "query/recordlines.h"

/* Writes down what is handed over: "a. A [192.0.2.1]". */
static enum err take(struct recordlines *lines, uint16_t type, struct str rdata)
{
	struct text *text = lines->user;

	name_print(text, lines->owner);
	text_add_char(text, ' ');
	type_print(text, type);
	text_add_format(text, " [%.*s];", (int)rdata.len, rdata.data);
	return type == TYPE_SOA ? recordlines_fail(lines, ERR_LIMIT, "no SOA here")
				: ERR_OK;
}

struct read {
	enum err err;
	char taken[256];
	const char *why;
};

static void read_text(struct arena *arena, const char *content, struct read *out_read)
{
	char path[] = "/tmp/recordlines.XXXXXX";
	int fd = mkstemp(path);
	struct text text;
	struct recordlines lines = { .arena = arena,
				     .path = path,
				     .what = "hints",
				     .wanted = "NS or A",
				     .take = take,
				     .user = &text,
				     .out_why = &out_read->why };

	assert_int_equal(write(fd, content, strlen(content)), (ssize_t)strlen(content));
	(void)close(fd);
	text_init(&text, out_read->taken, sizeof(out_read->taken));
	out_read->why = "";
	out_read->err = recordlines_read(&lines);
	(void)unlink(path);
}

static void test_records_are_handed_over_line_by_line(void **state)
{
	static const struct {
		const char *content, *wanted, *why;
	} rows[] = {
		{ "A. 3600 IN A 192.0.2.1 ; comment\n", "a. A [192.0.2.1];",
		  "TTL, class, comment" },
		{ "a. IN 3600 NS b.\n\tA 192.0.2.2", "a. NS [b.];a. A [192.0.2.2];",
		  "the owner of the line before, no newline at the end" },
		{ "$TTL 1d\n\n; nothing\n. NS a.\n", ". NS [a.];",
		  "what is passed over" },
		{ "", "", "an empty file is the caller's to judge" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena *arena = arena_new();
		struct read read;

		print_message("# %s\n", rows[i].why);
		read_text(arena, rows[i].content, &read);
		assert_int_equal(read.err, ERR_OK);
		assert_string_equal(read.taken, rows[i].wanted);
		arena_free(arena);
	}
}

static void test_a_fault_names_its_line(void **state)
{
	static const struct {
		const char *content, *wanted;
		enum err err;
	} rows[] = {
		{ ". NS a.\n A\n. BOGUS x\n",
		  ":3: a type (NS or A) is wanted, not \"BOGUS\"", ERR_SYNTAX },
		{ ".. A 192.0.2.1\n", ":1: \"..\" is no domain name: ", ERR_SYNTAX },
		{ "\n A 192.0.2.1\n", ":2: the first record has no owner", ERR_SYNTAX },
		{ "a. CH A 192.0.2.1\n", ":1: class IN is wanted", ERR_SYNTAX },
		{ "$ORIGIN a.\n", ":1: of the directives only $TTL is known here",
		  ERR_SYNTAX },
		{ "a. SOA x\n", ":1: no SOA here", ERR_LIMIT },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena *arena = arena_new();
		struct read read;

		read_text(arena, rows[i].content, &read);
		assert_int_equal(read.err, rows[i].err);
		if (strstr(read.why, rows[i].wanted) == NULL)
			fail_msg("no \"%s\" in \"%s\"", rows[i].wanted, read.why);
		arena_free(arena);
	}
}

static void test_a_file_that_is_not_there_is_told(void **state)
{
	struct arena *arena = arena_new();
	const char *why = "";
	struct recordlines lines = { .arena = arena,
				     .path = "/nonexistent/hints",
				     .what = "hints",
				     .take = take,
				     .out_why = &why };

	(void)state;
	assert_int_equal(recordlines_read(&lines), ERR_NOT_FOUND);
	assert_non_null(strstr(why, "/nonexistent/hints: the hints: "));
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_records_are_handed_over_line_by_line),
		cmocka_unit_test(test_a_fault_names_its_line),
		cmocka_unit_test(test_a_file_that_is_not_there_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
