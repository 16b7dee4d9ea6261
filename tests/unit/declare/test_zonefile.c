#include "zone_case.h"

static void test_origins_are_followed(void **state)
{
	static const struct case_row rows[] = {
		{ "$TTL 60\n$ORIGIN a.ex.\n@ A 192.0.2.1\n$ORIGIN b\n@ A 192.0.2.2\nc.ex. A "
		  "192.0.2.3\n",
		  "a.ex. 60 A 192.0.2.1\nb.a.ex. 60 A 192.0.2.2\nc.ex. 60 A 192.0.2.3\n",
		  "absolute, relative" },
		{ "$origin a.ex. ; x\n$ttl 1m\n@ A 192.0.2.1\n", "a.ex. 60 A 192.0.2.1\n",
		  "any case" },
	};

	(void)state;
	zone_rows(rows, ARRAY_LEN(rows));
}

static void test_bad_directives_are_faults(void **state)
{
	static const struct case_row rows[] = {
		{ "$ORIGN a\n", "1:1 unknown directive \"$ORIGN\"; $ORIGIN\n", "a slip" },
		{ "$XYZ a\n",
		  "1:1 unknown directive \"$XYZ\"; $ORIGIN, $TTL, $INCLUDE and $GENERATE are "
		  "known\n",
		  "unknown" },
		{ "$ORIGIN\n", "1:8 the line ends too early: a name was wanted\n",
		  "no name" },
		{ "$ORIGIN a..b\n", "1:9 a name was wanted: empty label\n",
		  "a bad name" },
		{ "$ORIGIN a b\n", "1:11 nothing may follow here\n", "too much" },
		{ "$TTL x\n",
		  "1:6 a TTL from 0 to 2147483647 was wanted, such as 3600 or 1h\n",
		  "no TTL" },
		{ "$INCLUDE\n", "1:9 the line ends too early: a file was wanted\n",
		  "no file" },
		{ "$INCLUDE no-such-file\n", "1:10 there is no file \"no-such-file\"\n",
		  "not there" },
	};

	(void)state;
	zone_rows(rows, ARRAY_LEN(rows));
}

/* Loads a zone file as records_from, with what it includes. */
static void test_includes_keep_to_themselves(void **state)
{
	static const struct case_file good[] = {
		{ "main.yaml", "zones: {ex: {records_from: {zonefile: z}}}\n" },
		{ "z", "$TTL 60\na A 192.0.2.1\n$INCLUDE i\n AAAA ::1\nb A 192.0.2.2\n"
		       "$INCLUDE \"i\" sub ; x\n" },
		{ "i", "$ORIGIN c\nd A 192.0.2.3\n" },
		{ 0 },
	};
	static const struct case_file loop[] = {
		{ "main.yaml", "zones: {ex: {records_from: {zonefile: z}}}\n" },
		{ "z", "$TTL 60\na A 192.0.2.1\n$INCLUDE z\n$INCLUDE i\n" },
		{ "i", "$INCLUDE z\n" },
		{ 0 },
	};

	(void)state;
	case_load(good, NULL, case_add_records,
		  "a.ex. 60 A 192.0.2.1\n"
		  "d.c.ex. 60 A 192.0.2.3\n"
		  "a.ex. 60 AAAA ::1\n"
		  "b.ex. 60 A 192.0.2.2\n"
		  "d.c.sub.ex. 60 A 192.0.2.3\n",
		  "origin and owner come back");
	case_load(loop, NULL, case_add_records,
		  "i:1:10 \"D/z\" includes itself\nz:3:10 \"D/z\" includes itself\n",
		  "loops");
}

/* What is cut anywhere must not be read behind its end. */
static void test_every_cut_of_a_file_ends(void **state)
{
	static const char text[] =
		"$TTL 1h\n@ IN SOA ns root ( 1 2h 3 4\n 5 ) ; x\n\"q\" A "
		"192.0.2.1\n$GENERATE 1-2/1 a${0,2,n} TXT \"\\$ x\" y\\ z\n"
		"b 5 IN MX 10 (\n c ) \\\n";
	struct arena *arena = arena_new();
	struct name_buffer zone;
	size_t count = 0;

	(void)state;
	assert_int_equal(name_parse((struct str)STR("ex."), NULL, &zone, NULL), ERR_OK);
	for (size_t size = 0; size < sizeof(text); size++) {
		char *cut = malloc(size + 1); /* so that a sanitizer sees its end */
		struct source source = { .path = "main", .text = { cut, size } };
		struct faults faults;
		char buffer[4096];
		struct text out;

		memcpy(cut, text, size);
		faults_init(&faults, arena);
		text_init(&out, buffer, sizeof(buffer));
		zonefile_read(&source, name_of(&zone), zone_add_record, &out, &faults);
		count += faults.count > 0;
		free(cut);
		arena_reset(arena);
	}
	assert_true(count > sizeof(text) / 2);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_origins_are_followed),
		cmocka_unit_test(test_bad_directives_are_faults),
		cmocka_unit_test(test_includes_keep_to_themselves),
		cmocka_unit_test(test_every_cut_of_a_file_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
