#include "dns/rrtext.h"
#include "dns/type.h"
#include "packet.h"
#include "rdata_case.h"

/* The line of the one record of a message, which packet_init and packet_rr or _question built. */
static const char *line_of(const struct packet *packet, const struct rrtext_style *style)
{
	static char buffer[CASE_TEXT_MAX];
	struct message_cursor cursor;
	struct message_rr rr;
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	message_begin(&cursor, packet->wire, packet->size);
	while (message_next(&cursor, &rr))
		rrtext_print(&text, packet->wire, packet->size, &rr, style);
	assert_null(cursor.fault);
	assert_int_equal(text.err, ERR_OK);
	return buffer;
}

static const char *record(const char *owner, unsigned type, uint32_t ttl,
			  const char *rdata, const struct rrtext_style *style)
{
	struct packet packet;

	packet_init(&packet, 0, (uint16_t[4]){ 0, 1, 0, 0 });
	packet_rr(&packet, owner, type, ttl, rdata);
	return line_of(&packet, style);
}

static void test_fields_start_at_the_columns_of_dig(void **state)
{
	static const struct rrtext_style style = { .is_ttl_hidden = false };
	static const struct {
		const char *owner;
		unsigned type;
		uint32_t ttl;
		const char *rdata;
		const char *line;
	} rows[] = {
		{ ".", TYPE_A, 0, "01020304", ".\t\t\t0\tIN\tA\t1.2.3.4\n" },
		{ "example.test.", TYPE_A, 3600, "01020304",
		  "example.test.\t\t3600\tIN\tA\t1.2.3.4\n" },
		{ "a234567890123456789012.", TYPE_A, 1, "01020304",
		  "a234567890123456789012.\t1\tIN\tA\t1.2.3.4\n" },
		{ "a2345678901234567890123.", TYPE_A, 1, "01020304",
		  "a2345678901234567890123. 1\tIN\tA\t1.2.3.4\n" },
		{ "_443._tcp.www.example.test.", TYPE_A, 3600, "01020304",
		  "_443._tcp.www.example.test. 3600 IN\tA\t1.2.3.4\n" },
		{ "a23456789012345678901234567890123456789012345.", TYPE_A, 1, "01020304",
		  "a23456789012345678901234567890123456789012345. 1 IN A 1.2.3.4\n" },
		{ "x.", 51, 0, "0100000002abcd",
		  "x.\t\t\t0\tIN\tNSEC3PARAM 1 0 0 ABCD\n" },
		{ "x.", 60, 0, "0101030861", "x.\t\t\t0\tIN\tCDNSKEY\t257 3 8 YQ==\n" },
		{ "x.", 65534, 0, "0102", "x.\t\t\t0\tIN\tTYPE65534 \\# 2 0102\n" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		assert_string_equal(record(rows[i].owner, rows[i].type, rows[i].ttl,
					   rows[i].rdata, &style),
				    rows[i].line);
	}
}

static void test_hidden_fields_move_the_columns(void **state)
{
	static const struct rrtext_style no_ttl = { .is_ttl_hidden = true };
	static const struct rrtext_style no_class = { .is_class_hidden = true };
	static const struct rrtext_style neither = { .is_ttl_hidden = true,
						     .is_class_hidden = true };

	(void)state;
	assert_string_equal(record("x.", TYPE_A, 5, "01020304", &no_ttl),
			    "x.\t\t\tIN\tA\t1.2.3.4\n");
	assert_string_equal(record("x.", TYPE_A, 5, "01020304", &no_class),
			    "x.\t\t\t5\tA\t1.2.3.4\n");
	assert_string_equal(record("x.", TYPE_A, 5, "01020304", &neither),
			    "x.\t\t\tA\t1.2.3.4\n");
}

static void test_multiline_style_is_narrow_and_continues_below_the_rdata(void **state)
{
	static const struct rrtext_style style = {
		.rdata = { .is_multiline = true, .has_comments = true },
	};

	(void)state;
	assert_string_equal(record("x.", TYPE_A, 3600, "01020304", &style),
			    "x.\t\t\t3600 IN\tA 1.2.3.4\n");
	assert_string_equal(record("x.", TYPE_A, 300, "01020304", &style),
			    "x.\t\t\t300 IN A 1.2.3.4\n");
	assert_string_equal(record("x.", TYPE_DS, 300, "00010809ab", &style),
			    "x.\t\t\t300 IN DS 1 8 9 (\n\t\t\t\tAB )\n");
}

static void test_other_styles(void **state)
{
	static const struct rrtext_style unknown = {
		.rdata = { .is_unknown_format = true },
	};
	static const struct rrtext_style units = { .is_ttl_in_units = true };

	(void)state;
	assert_string_equal(record("x.", TYPE_A, 5, "01020304", &unknown),
			    "x.\t\t\t5\tCLASS1\tTYPE1\t\\# 4 01020304\n");
	assert_string_equal(record("x.", TYPE_A, 5400, "01020304", &units),
			    "x.\t\t\t1h30m\tIN\tA\t1.2.3.4\n");
}

static void test_a_question_has_neither_ttl_nor_rdata(void **state)
{
	static const struct rrtext_style style = { .is_ttl_hidden = false };
	struct packet packet;

	(void)state;
	packet_init(&packet, 0, (uint16_t[4]){ 1, 0, 0, 0 });
	packet_question(&packet, "example.test.", TYPE_A);
	assert_string_equal(line_of(&packet, &style), ";example.test.\t\t\tIN\tA\n");
	packet_init(&packet, 0, (uint16_t[4]){ 1, 0, 0, 0 });
	packet_question(&packet, ".", TYPE_NS);
	assert_string_equal(line_of(&packet, &style), ";.\t\t\t\tIN\tNS\n");
}

static void test_a_line_counts_from_its_own_start(void **state)
{
	static const struct rrtext_style style = { .is_ttl_hidden = false };
	struct packet packet;

	(void)state;
	packet_init(&packet, 0, (uint16_t[4]){ 0, 2, 0, 0 });
	packet_rr(&packet, "x.", TYPE_A, 1, "01020304");
	packet_rr(&packet, "x.", TYPE_A, 2, "01020304");
	assert_string_equal(line_of(&packet, &style), "x.\t\t\t1\tIN\tA\t1.2.3.4\n"
						      "x.\t\t\t2\tIN\tA\t1.2.3.4\n");
}

static void test_seconds_have_units_and_words(void **state)
{
	static const struct {
		uint32_t seconds;
		const char *units;
		const char *words;
	} rows[] = {
		{ 0, "0s", "0 seconds" },
		{ 1, "1s", "1 second" },
		{ 60, "1m", "1 minute" },
		{ 3564, "59m24s", "59 minutes 24 seconds" },
		{ 3600, "1h", "1 hour" },
		{ 1814400, "3w", "3 weeks" },
		{ 90061, "1d1h1m1s", "1 day 1 hour 1 minute 1 second" },
		{ UINT32_MAX, "7101w3d6h28m15s",
		  "7101 weeks 3 days 6 hours 28 minutes 15 seconds" },
	};
	char buffer[128];
	struct text text;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		text_init(&text, buffer, sizeof(buffer));
		rrtext_print_ttl(&text, rows[i].seconds);
		assert_string_equal(buffer, rows[i].units);
		text_init(&text, buffer, sizeof(buffer));
		rrtext_print_words(&text, rows[i].seconds);
		assert_string_equal(buffer, rows[i].words);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fields_start_at_the_columns_of_dig),
		cmocka_unit_test(test_hidden_fields_move_the_columns),
		cmocka_unit_test(
			test_multiline_style_is_narrow_and_continues_below_the_rdata),
		cmocka_unit_test(test_other_styles),
		cmocka_unit_test(test_a_question_has_neither_ttl_nor_rdata),
		cmocka_unit_test(test_a_line_counts_from_its_own_start),
		cmocka_unit_test(test_seconds_have_units_and_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
