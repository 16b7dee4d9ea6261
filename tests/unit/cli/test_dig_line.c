#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/attr.h"
#include "parsed.h"

struct row {
	const char *line;
	const char *lookups;
	const char *err; /* NULL: nothing is said */
	const char *why;
};

static void check(const struct row *row)
{
	struct parsed parsed;
	char buffer[PARSED_TEXT_MAX];
	struct text text;
	const char *err = row->err == NULL ? "" : row->err;

	parsed_read(&parsed, true, row->line);
	text_init(&text, buffer, sizeof(buffer));
	parsed_print(&parsed, &text);
	if (strcmp(text.data, row->lookups) != 0 || strcmp(parsed.err, err) != 0) {
		fail_msg("dig %s (%s): %s %s", row->line, row->why, text.data,
			 parsed.err);
	}
	assert_false(parsed.is_over);
	parsed_free(&parsed);
}

static void check_all(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		check(&rows[i]);
}

static void test_words_are_types_and_classes_before_they_are_names(void **state)
{
	static const struct row rows[] = {
		{ "", ". NS IN", NULL, "nothing asks for the root" },
		{ "example.org", "example.org A IN", NULL, "a name" },
		{ "example.org mx", "example.org MX IN", NULL, "a type in any case" },
		{ "mx example.org", "example.org MX IN", NULL, "the type first" },
		{ "MX", ". NS IN", NULL, "a type alone is of no lookup" },
		{ "a b", "b A IN", NULL, "a is a type" },
		{ "example.org ch txt", "example.org TXT CH", NULL, "a class" },
		{ "example.org CHAOS", "example.org A CH", NULL,
		  "a class by its long name" },
		{ "example.org TYPE65", "example.org HTTPS IN", NULL,
		  "a type by number" },
		{ "example.org class4", "example.org A HS", NULL, "a class by number" },
		{ "example.org any", "example.org ANY IN tcp", NULL,
		  "ANY goes over TCP" },
		{ "+notcp example.org any", "example.org ANY IN", NULL,
		  "unless told not to" },
		{ "example.org ixfr=7", "example.org IXFR IN 7 tcp", NULL,
		  "IXFR and serial" },
		{ "example.org ixfr", "example.org A IN",
		  ";; Warning, ixfr requires a serial number\n",
		  "IXFR without a serial" },
		{ "example.org mx txt", "example.org TXT IN",
		  ";; Warning, extra type option\n", "the last type counts" },
		{ "example.org in ch", "example.org A CH",
		  ";; Warning, extra class option\n", "the last class counts" },
	};

	(void)state;
	check_all(rows, ARRAY_LEN(rows));
}

static void test_flags_take_values_and_make_words_names(void **state)
{
	static const struct row rows[] = {
		{ "-t mx foo a", "foo MX IN; a MX IN", NULL,
		  "behind -t every word is a name" },
		{ "-c ch foo in", "foo A CH; in A CH", NULL, "behind -c too" },
		{ "-tmx foo", "foo MX IN", NULL, "a value that is attached" },
		{ "-q MX", "MX A IN", NULL, "-q takes any name" },
		{ "-q -m", "-m A IN", NULL, "even one that looks like a flag" },
		{ "-q foo -t ns", "foo NS IN", NULL, "a flag behind the name" },
		{ "-t nonsense foo", "foo A IN",
		  ";; Warning, ignoring invalid type nonsense\n", "a type that is none" },
		{ "-c nonsense foo", "foo A IN",
		  ";; Warning, ignoring invalid class nonsense\n",
		  "a class that is none" },
		{ "-t ixfr foo", "foo A IN", ";; Warning, ignoring invalid type ixfr\n",
		  "IXFR without a serial is no type" },
		{ "-t ixfr=3 foo", "foo IXFR IN 3 tcp", NULL, "IXFR" },
		{ "-4ru foo", "foo A IN", NULL, "letters without a value may be joined" },
		{ "-x 192.0.2.1", "1.2.0.192.in-addr.arpa. PTR IN", NULL, "an address" },
		{ "-x 192.0.2", "2.0.192.in-addr.arpa. PTR IN", NULL,
		  "part of an address" },
		{ "-x foo", "foo.in-addr.arpa. PTR IN", NULL, "no address at all" },
		{ "mx -x 192.0.2.1", "1.2.0.192.in-addr.arpa. MX IN", NULL,
		  "a type is kept" },
		{ "-x 192.0.2.1 foo", "1.2.0.192.in-addr.arpa. PTR IN; foo A IN", NULL,
		  "the next name begins anew" },
	};

	(void)state;
	check_all(rows, ARRAY_LEN(rows));
}

static void test_what_stands_before_the_first_name_holds_for_all(void **state)
{
	static const struct row rows[] = {
		{ "mx a.test b.test", "a.test MX IN; b.test MX IN", NULL,
		  "a type before" },
		{ "a.test mx b.test", "a.test MX IN; b.test A IN", NULL,
		  "a type behind" },
		{ "@s a.test b.test", "a.test A IN @s; b.test A IN @s", NULL,
		  "a server before" },
		{ "a.test @s b.test", "a.test A IN @s; b.test A IN", NULL,
		  "a server behind" },
		{ "@s a.test @t b.test", "a.test A IN @t @s; b.test A IN @s", NULL,
		  "a server behind is asked after those before" },
		{ "+tcp a.test +notcp b.test", "a.test A IN; b.test A IN tcp", NULL,
		  "an option behind" },
		{ "a.test % b.test @s +foo", "a.test A IN", NULL,
		  "behind % all is passed over" },
	};

	(void)state;
	check_all(rows, ARRAY_LEN(rows));
}

static void test_some_options_hold_for_the_run_wherever_they_stand(void **state)
{
	struct parsed parsed;

	(void)state;
	parsed_read(&parsed, false,
		    "a.test +short b.test -p 5353 +time=7 +search +ndots=3 +json");
	assert_true(parsed.line.globals.is_short);
	assert_int_equal(parsed.line.globals.port, 5353);
	assert_int_equal(parsed.line.globals.timeout_s, 7);
	assert_true(parsed.line.globals.has_search);
	assert_int_equal(parsed.line.globals.ndots, 3);
	assert_true(parsed.line.globals.is_json);
	assert_false(parsed.line.first->style.has_comments);
	assert_true(parsed.line.first->next->style.has_comments);
	parsed_free(&parsed);
}

static void check_fault(const char *text, bool is_dig, int exit_code, const char *err)
{
	struct parsed parsed;

	parsed_read(&parsed, is_dig, text);
	if (!parsed.is_over || parsed.line.exit_code != exit_code ||
	    strstr(parsed.err, err) == NULL)
		fail_msg("dig %s: %d %s", text, parsed.line.exit_code, parsed.err);
	parsed_free(&parsed);
}

static void test_faults_end_the_run_with_their_code(void **state)
{
	static const struct {
		const char *line;
		int dig;
		int digdrift;
		const char *err;
	} rows[] = {
		{ "+foo", 1, 1, "Invalid option: +foo\n" },
		{ "-z", 1, 1, "Invalid option: -z\n" },
		{ "-p", 1, 1, "Invalid option: -p\n" },
		{ "-4 -6", 1, 1, "dig: only one of -4 and -6 allowed\n" },
		{ "-p 65536 a", 1, 1, "dig: Couldn't parse port number\n" },
		{ "-b nowhere a", 1, 1, "dig: invalid address nowhere\n" },
		{ "+time=x a", 10, 1, "dig: Couldn't parse timeout\n" },
		{ "+edns=256 a", 10, 1, "dig: Couldn't parse edns\n" },
		{ "+subnet=nowhere a", 1, 1, "dig: invalid address 'nowhere'\n" },
		{ "+cookie=1 a", 1, 1, "dig: isc_hex_decodestring: bad hex encoding\n" },
		{ "+ednsopt a", 10, 1, "dig: ednsopt no code point specified\n" },
		{ "+ednsopt=70000 a", 1, 1, "dig: bad edns code point: 70000\n" },
		{ "ixfr=x a", 1, 1, "dig: Couldn't parse serial number\n" },
		{ "-y key a", 1, 1, "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		check_fault(rows[i].line, false, rows[i].digdrift, rows[i].err);
		check_fault(rows[i].line, true, rows[i].dig, rows[i].err);
	}
	check_fault("+padding=513 a", true, 10, "dig: Couldn't parse padding\n");
	check_fault("+padding=513 a", false, 1,
		    "dig: invalid padding '513': wanted a number from 0 to 512\n");
}

static void test_help_and_version_end_the_run_well(void **state)
{
	struct parsed parsed;

	(void)state;
	parsed_read(&parsed, true, "example.org -h");
	assert_true(parsed.is_over);
	assert_int_equal(parsed.line.exit_code, 0);
	assert_non_null(strstr(parsed.out, "+[no]short"));
	parsed_free(&parsed);
	parsed_read(&parsed, true, "-v");
	assert_true(parsed.is_over);
	assert_int_equal(parsed.line.exit_code, 0);
	assert_ptr_equal(strstr(parsed.out, "DiG "), parsed.out);
	parsed_free(&parsed);
}

static void test_a_banner_is_made_once_and_as_things_are_at_the_first_name(void **state)
{
	struct parsed parsed;
	const struct dig_lookup *first;

	(void)state;
	parsed_read(&parsed, true, "@s a.test @t b.test +short");
	first = parsed.line.first;
	assert_non_null(first->banner);
	assert_true(first->banner->is_first);
	assert_false(first->banner->has_short);
	assert_string_equal(first->banner->counted->text, "s");
	assert_null(first->next->banner);
	parsed_free(&parsed);
	parsed_read(&parsed, true, "+nocmd a.test");
	assert_null(parsed.line.first->banner);
	parsed_free(&parsed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words_are_types_and_classes_before_they_are_names),
		cmocka_unit_test(test_flags_take_values_and_make_words_names),
		cmocka_unit_test(test_what_stands_before_the_first_name_holds_for_all),
		cmocka_unit_test(test_some_options_hold_for_the_run_wherever_they_stand),
		cmocka_unit_test(test_faults_end_the_run_with_their_code),
		cmocka_unit_test(test_help_and_version_end_the_run_well),
		cmocka_unit_test(
			test_a_banner_is_made_once_and_as_things_are_at_the_first_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
