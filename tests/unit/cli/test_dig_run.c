/*
 * Recorded lines: the replies that Debian's dig got, and what it made of them.  See
 * tests/data/dig/record.py.
 */
#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/num.h"
#include "base/str.h"
#include "runner.h"
#include "virtual/shape.h"

enum { REPLIES_MAX = 64, WIRE_MAX = 65535, LINE_MAX = 256 * 1024, COOKIE_SIZE = 8 };

struct reply {
	uint32_t query; /* the reply is to this one, from 0 */
	bool is_stream;
	uint8_t *wire;
	size_t size;
};

struct recorded {
	char line[1024];
	struct reply replies[REPLIES_MAX];
	size_t reply_count;
	unsigned queries; /* answered so far */
	int exit_code;
	char *out;
	char *err;
};

/* Our client cookie where the recorded one was. */
static void make_ours(uint8_t *wire, size_t size, const struct virtual_query *query)
{
	uint8_t mark[COOKIE_SIZE];
	size_t own_size;
	const uint8_t *own = shape_cookie(query->wire, query->size, &own_size);
	uint8_t *theirs;

	memset(mark, 0xCC, sizeof(mark));
	theirs = memmem(wire, size, mark, sizeof(mark));
	if (own != NULL && own_size >= COOKIE_SIZE && theirs != NULL)
		memcpy(theirs, own, COOKIE_SIZE);
}

static bool has_own_id(const uint8_t *wire, const uint8_t *first)
{
	return wire[0] == first[0] && wire[1] == first[1];
}

static void serve(void *user, const struct virtual_query *query)
{
	struct recorded *recorded = user;
	unsigned number = recorded->queries++;
	const uint8_t *last = NULL;

	for (size_t i = 0; i < recorded->reply_count; i++) {
		const struct reply *reply = &recorded->replies[i];

		if (reply->query == number && reply->size > 2)
			last = reply->wire;
	}
	for (size_t i = 0; i < recorded->reply_count; i++) {
		const struct reply *reply = &recorded->replies[i];
		uint8_t wire[WIRE_MAX];

		if (reply->query != number || reply->is_stream != query->is_stream)
			continue;
		memcpy(wire, reply->wire, reply->size);
		make_ours(wire, reply->size, query);
		if (reply->size > 3 && has_own_id(reply->wire, last)) {
			wire[0] = query->wire[0];
			wire[1] = query->wire[1];
		} else if (reply->size > 3) { /* an id that was wrong */
			wire[0] = query->wire[0] ^ 1;
			wire[1] = query->wire[1];
		}
		virtual_reply(query, wire, reply->size);
	}
}

static void read_reply(struct recorded *recorded, const char *text)
{
	struct reply *reply = &recorded->replies[recorded->reply_count++];
	struct str rest = str_of(text);

	assert_int_equal(num_parse_u32(str_word(&rest), 0, REPLIES_MAX, &reply->query),
			 ERR_OK);
	reply->is_stream = str_equal(str_word(&rest), str_of("tcp"));
	reply->wire = malloc(strlen(text) / 2 + 1);
	assert_int_equal(num_parse_bytes(str_trim(rest), reply->wire,
					 strlen(text) / 2 + 1, &reply->size),
			 ERR_OK);
}

/* So many lines, as one text. */
static char *read_text(FILE *file, unsigned lines)
{
	char *text = NULL;
	size_t size = 0;
	FILE *to = open_memstream(&text, &size);
	char *line = malloc(LINE_MAX);

	while (lines-- > 0 && fgets(line, LINE_MAX, file) != NULL)
		(void)fputs(line, to);
	(void)fclose(to);
	free(line);
	return text;
}

/* Reads one recorded line; false at the end. */
static bool read_recorded(FILE *file, struct recorded *recorded)
{
	char *line = malloc(LINE_MAX);

	*recorded = (struct recorded){ .exit_code = -1 };
	while (recorded->err == NULL && fgets(line, LINE_MAX, file) != NULL) {
		char *value = strchr(line, ' ') + 1;

		line[strcspn(line, "\n")] = '\0';
		if (strncmp(line, "line ", 5) == 0) {
			(void)snprintf(recorded->line, sizeof(recorded->line), "%s",
				       value);
		} else if (strncmp(line, "reply ", 6) == 0) {
			read_reply(recorded, value);
		} else if (strncmp(line, "exit ", 5) == 0) {
			recorded->exit_code = (int)strtol(value, NULL, 10);
		} else if (strncmp(line, "stdout ", 7) == 0) {
			recorded->out =
				read_text(file, (unsigned)strtoul(value, NULL, 10));
		} else if (strncmp(line, "stderr ", 7) == 0) {
			recorded->err =
				read_text(file, (unsigned)strtoul(value, NULL, 10));
		}
	}
	free(line);
	return recorded->err != NULL;
}

static void recorded_free(struct recorded *recorded)
{
	for (size_t i = 0; i < recorded->reply_count; i++)
		free(recorded->replies[i].wire);
	free(recorded->out);
	free(recorded->err);
}

static bool is_hex_of_cookie(char c)
{
	return isxdigit((unsigned char)c) != 0;
}

static bool is_digit(char c)
{
	return isdigit((unsigned char)c) != 0;
}

static bool is_not_blank(char c)
{
	return c != ' ' && c != '\n';
}

static bool is_in_line(char c)
{
	return c != '\n';
}

/* What changes from run to run, as record.py blanks it. */
static const struct {
	const char *before;
	bool (*is_part)(char c);
	size_t least;
	const char *put;
} blanks[] = {
	{ "; <<>> DiG ", is_not_blank, 1, "V" },
	{ "id: ", is_digit, 1, "N" },
	{ "COOKIE: ", is_hex_of_cookie, 16, "X" },
	{ "Query time: ", is_digit, 1, "N" },
	{ "WHEN: ", is_in_line, 1, "W" },
	{ "expected ID ", is_digit, 1, "N" },
	{ "got ", is_digit, 1, "N" },
	{ " in ", is_digit, 1, "N" },
};

static size_t blank_at(const char *text, const char *at, const char **out_put)
{
	for (size_t i = 0; i < ARRAY_LEN(blanks); i++) {
		size_t head = strlen(blanks[i].before);
		size_t size = 0;

		if ((size_t)(at - text) < head ||
		    memcmp(at - head, blanks[i].before, head) != 0)
			continue;
		while (at[size] != '\0' && blanks[i].is_part(at[size]))
			size++;
		*out_put = blanks[i].put;
		if (size >= blanks[i].least)
			return size;
	}
	return 0;
}

static char *blank(const char *text)
{
	char *result = NULL;
	size_t result_size = 0;
	FILE *to = open_memstream(&result, &result_size);

	for (const char *at = text; *at != '\0';) {
		const char *put = NULL;
		size_t size = blank_at(text, at, &put);

		if (size == 0) {
			(void)fputc(*at++, to);
			continue;
		}
		(void)fputs(put, to);
		at += size;
	}
	(void)fclose(to);
	return result;
}

/* Shows the first line that differs. */
static void assert_same(const char *line, const char *ours, const char *wanted)
{
	size_t at = 0;
	size_t start = 0;

	if (strcmp(ours, wanted) == 0)
		return;
	for (; ours[at] == wanted[at]; at++) {
		if (ours[at] == '\n')
			start = at + 1;
	}
	fail_msg("dig %s:\n  %.*s\nis not\n  %.*s", line,
		 (int)strcspn(ours + start, "\n"), ours + start,
		 (int)strcspn(wanted + start, "\n"), wanted + start);
}

static void check(struct recorded *recorded)
{
	struct runner runner;
	char *out;
	char *err;

	runner_init(&runner);
	virtual_add(runner.net, "127.0.0.1", 5300, serve, recorded);
	runner_run(&runner, true, recorded->line);
	out = blank(runner.out);
	err = blank(runner.err);
	assert_same(recorded->line, out, recorded->out);
	assert_same(recorded->line, err, recorded->err);
	if (runner.exit_code != recorded->exit_code) {
		fail_msg("dig %s: exit code %d, not %d", recorded->line, runner.exit_code,
			 recorded->exit_code);
	}
	free(out);
	free(err);
	runner_free(&runner);
}

static void test_every_recorded_line_reads_as_it_does_in_dig(void **state)
{
	char path[4096];
	struct recorded recorded;
	unsigned count = 0;
	FILE *file;

	(void)state;
	(void)snprintf(path, sizeof(path), "%s/dig/golden.txt", getenv("DIGDRIFT_DATA"));
	file = fopen(path, "r");
	assert_non_null(file);
	while (read_recorded(file, &recorded)) {
		check(&recorded);
		recorded_free(&recorded);
		count++;
	}
	(void)fclose(file);
	assert_true(count > 150);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_recorded_line_reads_as_it_does_in_dig),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
