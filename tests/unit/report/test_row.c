#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/text.h"
#include "dns/type.h"
#include "replied.h"
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

static void check_status(const struct row *row, const char *wanted, const char *why)
{
	char buffer[64];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	row_print_status(&text, row);
	if (strcmp(buffer, wanted) != 0)
		fail_msg("%s: \"%s\", wanted \"%s\"", why, buffer, wanted);
}

static void test_a_reply_is_called_by_its_response_code(void **state)
{
	static const struct {
		uint16_t flags;
		uint8_t addresses;
		const char *wanted, *why;
	} rows[] = {
		{ FLAG_QR, 1, "NOERROR", "data" },
		{ FLAG_QR, 0, "NODATA", "no data" },
		{ FLAG_QR | RCODE_NXDOMAIN, 0, "NXDOMAIN", "no name" },
		{ FLAG_QR | RCODE_NXDOMAIN, 1, "NXDOMAIN", "an alias to no name" },
		{ FLAG_QR | RCODE_REFUSED, 0, "REFUSED", "refused" },
		{ FLAG_QR | FLAG_TC, 1, "TRUNCATED", "a part of the data" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct replied replied;

		replied_init(&replied, rows[i].flags);
		replied_add_addresses(&replied, rows[i].addresses);
		row_read(&replied.row);
		check_status(&replied.row, rows[i].wanted, rows[i].why);
		assert_true(replied.row.reading.is_reply);
		assert_int_equal(replied.row.reading.answers, rows[i].addresses);
	}
}

static void test_the_response_code_has_twelve_bits(void **state)
{
	struct replied replied;

	(void)state;
	replied_init(&replied, FLAG_QR);
	replied_add(&replied, true, TYPE_OPT, "", 0);
	/* The upper bits stand in the first octet of the TTL: 1 << 4 is BADVERS. */
	replied.wire[replied.answer.size - 6] = 1;
	row_read(&replied.row);
	check_status(&replied.row, "BADVERS", "extended");
}

static void test_what_is_no_reply_is_called_by_what_became_of_it(void **state)
{
	static const struct {
		enum outcome outcome;
		const char *wanted;
	} rows[] = {
		{ OUTCOME_TIMEOUT, "TIMEOUT" },
		{ OUTCOME_REFUSED, "CONNECTION-REFUSED" },
		{ OUTCOME_UNREACHABLE, "UNREACHABLE" },
		{ OUTCOME_CLOSED, "CLOSED" },
		{ OUTCOME_MALFORMED, "UNPARSEABLE" },
		{ OUTCOME_LOCAL, "LOCAL" },
		{ OUTCOME_TLS, "TLS" },
		{ OUTCOME_HTTP, "HTTP" },
	};

	(void)state;
	assert_int_equal(ARRAY_LEN(rows), OUTCOME_COUNT - 1);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct answer answer = { .outcome = rows[i].outcome };
		struct row row = { .answer = &answer };

		row_read(&row);
		assert_false(row.reading.is_reply);
		check_status(&row, rows[i].wanted, rows[i].wanted);
	}
}

static void test_a_reply_that_breaks_off_is_none(void **state)
{
	(void)state;
	for (size_t cut = 1; cut < 16; cut++) {
		struct replied replied;

		replied_init(&replied, FLAG_QR);
		replied_add_addresses(&replied, 1);
		replied.answer.size -= cut;
		row_read(&replied.row);
		assert_false(replied.row.reading.is_reply);
		check_status(&replied.row, "UNPARSEABLE", "cut");
	}
}

static void test_who_was_not_asked_says_why(void **state)
{
	struct row row = { .answer = NULL };

	(void)state;
	row_read(&row);
	check_status(&row, "INVALID", "a line that cannot be asked");
	row.is_interrupted = true;
	check_status(&row, "INTERRUPTED", "the end came first");
}

struct seen {
	unsigned count;
	char last[64];
};

static void see(void *user, uint16_t type, uint32_t ttl, struct str rdata)
{
	struct seen *seen = user;

	assert_int_equal(type, TYPE_A);
	assert_int_equal(ttl, 60);
	seen->count++;
	(void)snprintf(seen->last, sizeof(seen->last), "%.*s", (int)rdata.len,
		       rdata.data);
}

static void test_every_record_of_the_answer_is_handed_out_in_order(void **state)
{
	static const struct {
		uint8_t count;
		const char *last;
	} rows[] = {
		{ 1, "192.0.2.0" },
		{ ROW_KEPT, "192.0.2.7" },
		{ ROW_KEPT + 1, "192.0.2.8" },
		{ 40, "192.0.2.39" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		static const uint8_t other[] = { 203, 0, 113, 1 };
		struct seen seen = { .count = 0 };
		struct replied replied;

		replied_init(&replied, FLAG_QR);
		replied_add_addresses(&replied, rows[i].count);
		replied_add(&replied, true, TYPE_A, other, sizeof(other));
		row_read(&replied.row);
		row_each(&replied.row, see, &seen);
		assert_int_equal(seen.count, rows[i].count);
		assert_string_equal(seen.last, rows[i].last);
	}
}

static void see_size(void *user, uint16_t type, uint32_t ttl, struct str rdata)
{
	(void)type;
	(void)ttl;
	*(size_t *)user = rdata.len;
}

static void test_long_rdata_is_whole(void **state)
{
	struct replied replied;
	char string[256];
	size_t size = 0;

	(void)state;
	memset(string, 1, sizeof(string));
	string[0] = (char)255;
	replied_init(&replied, FLAG_QR);
	replied_add(&replied, false, TYPE_TXT, string, sizeof(string));
	row_read(&replied.row);
	row_each(&replied.row, see_size, &size);
	assert_int_equal(size, 2 + 255 * strlen("\\001"));
}

static void test_formats_are_found_by_name(void **state)
{
	(void)state;
	assert_ptr_equal(row_find(str_of("csv")), &row_csv);
	assert_ptr_equal(row_find(str_of("text")), &row_text);
	assert_null(row_find(str_of("xml")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_reply_is_called_by_its_response_code),
		cmocka_unit_test(test_the_response_code_has_twelve_bits),
		cmocka_unit_test(test_what_is_no_reply_is_called_by_what_became_of_it),
		cmocka_unit_test(test_a_reply_that_breaks_off_is_none),
		cmocka_unit_test(test_who_was_not_asked_says_why),
		cmocka_unit_test(test_every_record_of_the_answer_is_handed_out_in_order),
		cmocka_unit_test(test_long_rdata_is_whole),
		cmocka_unit_test(test_formats_are_found_by_name),
		cmocka_unit_test(test_every_format_reads_its_rows_back),
		cmocka_unit_test(test_a_row_that_is_cut_anywhere_is_no_row),
		cmocka_unit_test(test_what_no_format_wrote_is_refused),
		cmocka_unit_test(test_text_names_the_line_only_when_numbered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
