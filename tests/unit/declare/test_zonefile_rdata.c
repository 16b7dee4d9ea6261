#include "declare/zonefile_reader.h"
#include "zone_case.h"

static void test_rdata_is_a_piece_of_the_file_where_it_can_be(void **state)
{
	static const char text[] = "a  \"b c\" d ; x\n";
	struct arena *arena = arena_new();
	struct faults faults;
	struct zonetokens tokens;
	struct zonefile_reader reader = { .tokens = &tokens, .faults = &faults };
	struct zonetoken last;
	struct place place = { 0 };
	struct str rdata;

	(void)state;
	faults_init(&faults, arena);
	zonetoken_begin(&tokens, str_of(text), "main", &faults);
	assert_true(zonefile_rdata_read(&reader, &last, &place, &rdata));
	assert_ptr_equal(rdata.data, text);
	assert_int_equal(rdata.len, 10);
	assert_int_equal(last.kind, ZONETOKEN_NEWLINE);
	assert_int_equal(place.column, 1);
	arena_free(arena);
}

static void test_rdata_over_lines_is_put_together(void **state)
{
	static const struct {
		const char *text;
		const char *rdata;
	} rows[] = {
		{ "( a ; x\n\"b;c\" )\n", "a \"b;c\"" },
		{ "a(b)c\n", "a b c" },
		{ "()\n", "" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena *arena = arena_new();
		struct faults faults;
		struct zonetokens tokens;
		struct zonefile_reader reader = { .tokens = &tokens, .faults = &faults };
		struct zonetoken last;
		struct place place = { 0 };
		struct str rdata;

		faults_init(&faults, arena);
		text_init_growing(&reader.text, 1000);
		zonetoken_begin(&tokens, str_of(rows[i].text), "main", &faults);
		assert_true(zonefile_rdata_read(&reader, &last, &place, &rdata));
		case_compare(str_cstr(arena, rdata), rows[i].rdata, rows[i].text);
		text_free(&reader.text);
		arena_free(arena);
	}
}

static void test_rdata_without_end_is_a_fault(void **state)
{
	enum { SIZE = 2 * 1000 * 1000 };
	char *text = malloc(SIZE + 1);
	struct case_row row = { text, "2:2 this rdata is too long\n", "two megabytes" };
	size_t len = 0;

	(void)state;
	len = (size_t)snprintf(text, SIZE, "a 1 TXT (\n ");
	memset(text + len, 'x', SIZE - len);
	for (size_t i = 50; i < SIZE; i += 50)
		text[i] = '\n';
	memcpy(text + SIZE - 2, ")\n", 3);
	zone_rows(&row, 1);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rdata_is_a_piece_of_the_file_where_it_can_be),
		cmocka_unit_test(test_rdata_over_lines_is_put_together),
		cmocka_unit_test(test_rdata_without_end_is_a_fault),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
