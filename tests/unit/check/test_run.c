#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ran.h"

static const struct fakenet_rule rules[] = {
	RAN_ROOT,
	{ .ip = "192.0.2.53",
	  .qname = "www.a.test.",
	  .head = "aa",
	  .records = "www.a.test. 300 A 10.0.0.1" },
	{ .ip = "192.0.2.54",
	  .qname = "www.a.test.",
	  .head = "aa",
	  .records = "www.a.test. 300 A 10.0.0.2" },
	{ .ip = "192.0.2.53",
	  .qname = "www.both.test.",
	  .head = "aa",
	  .records = "www.both.test. 300 A 10.0.0.1" },
	{ .ip = "2001:db8::53",
	  .qname = "www.both.test.",
	  .head = "aa",
	  .records = "www.both.test. 300 A 10.0.0.1" },
	{ .ip = "192.0.2.53",
	  .qname = "www.half.test.",
	  .head = "aa",
	  .records = "www.half.test. 300 A 10.0.0.1" },
	{ .ip = "192.0.2.8",
	  .qname = "www.a.test.",
	  .head = "ra",
	  .records = "www.a.test. 60 A 10.0.0.1" },
};

/* One declaration, and all that must come of it. */
struct row {
	const char *yaml;
	const char *wanted;
	size_t servers;
	const char *why;
};

static void check_row(const struct row *row, bool has_at_once)
{
	struct ran ran;

	print_message("# %s%s\n", row->why, has_at_once ? ", at once" : "");
	ran_begin(&ran, rules, ARRAY_LEN(rules), row->yaml);
	ran.engine->has_at_once = has_at_once;
	ran_go(&ran);
	assert_string_equal(ran_text(&ran), row->wanted);
	assert_int_equal(ran.summary.servers, row->servers);
	assert_int_equal(ran.summary.queries, ran.engine->asked_count);
	ran_end(&ran);
}

static void check_rows(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		check_row(&rows[i], false);
		check_row(&rows[i], true);
	}
}

static void test_everybody_who_is_to_be_asked_is_judged_once(void **state)
{
	static const struct row rows[] = {
		{ "zones: {a.test: {records: {www: {type: A, value: 10.0.0.1}}}}\n",
		  "www.a.test. A 192.0.2.53: ok -10.0.0.1 +10.0.0.1\n"
		  "www.a.test. A 192.0.2.54: critical rrset-differs -10.0.0.1 +10.0.0.2\n",
		  2, "every address of a zone" },
		{ "zones: {a.test: {ask: [192.0.2.8], records: {www: {type: A, ttl: 300, "
		  "value: 10.0.0.1}}}}\n",
		  "www.a.test. A 192.0.2.8: ok -10.0.0.1 +10.0.0.1\n", 1,
		  "a resolver, where nobody is searched" },
		{ "zones: {a.test: {ask: [authoritative, 192.0.2.8, 192.0.2.53], records: "
		  "{www: {type: A, value: 10.0.0.1}}}}\n",
		  "www.a.test. A 192.0.2.53: ok -10.0.0.1 +10.0.0.1\n"
		  "www.a.test. A 192.0.2.54: critical rrset-differs -10.0.0.1 +10.0.0.2\n"
		  "www.a.test. A 192.0.2.8: ok -10.0.0.1 +10.0.0.1\n",
		  3, "both; who is of the zone is asked once" },
		{ "zones: {a.test: {records: {www: {type: A, value: 10.0.0.1, ask: "
		  "[192.0.2.8]}}}}\n",
		  "www.a.test. A 192.0.2.8: ok -10.0.0.1 +10.0.0.1\n", 3,
		  "a record with a list of its own" },
		{ "zones: {half.test: {records: {www: {type: A, value: 10.0.0.1}}}}\n",
		  "half.test. NS -: unknown servers-unknown (no address was found for it)\n"
		  "www.half.test. A 192.0.2.53: ok -10.0.0.1 +10.0.0.1\n",
		  1, "a name server without an address is told" },
		{ "checks: [{query: {name: www.a.test, ask: [192.0.2.8]}, expect: {value: "
		  "10.0.0.1}}]\n",
		  "www.a.test. A 192.0.2.8: ok -10.0.0.1 +10.0.0.1\n", 1, "a check" },
		{ "checks: [{query: {name: www.a.test}, expect: {value: 10.0.0.1}}]\n",
		  "www.a.test. A 192.0.2.53: ok -10.0.0.1 +10.0.0.1\n"
		  "www.a.test. A 192.0.2.54: critical rrset-differs -10.0.0.1 +10.0.0.2\n",
		  2, "a check at the servers of the zone above its name" },
	};

	(void)state;
	check_rows(rows, ARRAY_LEN(rows));
}

static void test_what_cannot_be_asked_still_has_its_verdict(void **state)
{
	static const struct row rows[] = {
		{ "zones: {gone.test: {records: {www: {type: A, value: 10.0.0.1}, "
		  "old: {type: MX, value: 10 a.test.}}}}\n",
		  "old.gone.test. MX -: critical zone-not-found (gone.test. does not "
		  "exist, says ns.root. (192.0.2.1#53) as a server of .)\n"
		  "www.gone.test. A -: critical zone-not-found (gone.test. does not "
		  "exist, says ns.root. (192.0.2.1#53) as a server of .)\n",
		  0, "a zone that nobody delegates" },
		{ "zones: {gone.test: {ask: [authoritative, 192.0.2.8], records: {www: "
		  "{type: A, value: 10.0.0.1}}}}\n",
		  "www.gone.test. A -: critical zone-not-found (gone.test. does not "
		  "exist, says ns.root. (192.0.2.1#53) as a server of .)\n"
		  "www.gone.test. A 192.0.2.8: unknown timeout (after 3 tries, 6.0 s)\n",
		  1, "the others are asked all the same" },
		{ "zones: {a.test: {ignore: [www], records: {www: {type: A, value: "
		  "10.0.0.1}}}}\n",
		  "www.a.test. A -: skipped ignored (\"ignore\" of the zone names it)\n",
		  2, "a record that is ignored" },
		{ "checks: [{query: {name: gone.test, ask: [192.0.2.9]}, expect: {count: "
		  "1}}]\n",
		  "gone.test. A 192.0.2.9: unknown timeout (after 3 tries, 6.0 s)\n", 1,
		  "a server that is silent" },
	};

	(void)state;
	check_rows(rows, ARRAY_LEN(rows));
}

static void test_global_ipv6_is_left_out_where_there_is_no_way(void **state)
{
	static const struct {
		const char *yaml;
		bool is_left_out;
		const char *wanted;
		size_t left_out;
		const char *why;
	} rows[] = {
		{ "zones: {both.test: {records: {www: {type: A, value: 10.0.0.1}}}}\n",
		  false,
		  "www.both.test. A 192.0.2.53: ok -10.0.0.1 +10.0.0.1\n"
		  "www.both.test. A 2001:db8::53: ok -10.0.0.1 +10.0.0.1\n",
		  0, "with a way both are asked" },
		{ "zones: {both.test: {records: {www: {type: A, value: 10.0.0.1}}}}\n",
		  true, "www.both.test. A 192.0.2.53: ok -10.0.0.1 +10.0.0.1\n", 1,
		  "without it one is" },
		{ "zones: {six.test: {records: {www: {type: A, value: 10.0.0.1}}}}\n",
		  true,
		  "www.six.test. A -: unknown unreachable (its name servers have IPv6 "
		  "addresses only)\n",
		  1, "a zone that has no other is unknown" },
		{ "zones: {both.test: {ask: [\"2001:db8::53\"], records: {www: {type: A, "
		  "value: 10.0.0.1}}}}\n",
		  true, "www.both.test. A 2001:db8::53: ok -10.0.0.1 +10.0.0.1\n", 0,
		  "what is named by its address is asked" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct ran ran;

		print_message("# %s\n", rows[i].why);
		ran_begin(&ran, rules, ARRAY_LEN(rules), rows[i].yaml);
		ran.options.is_v6_left_out = rows[i].is_left_out;
		ran_go(&ran);
		assert_string_equal(ran_text(&ran), rows[i].wanted);
		assert_int_equal(ran.left_out, rows[i].left_out);
		ran_end(&ran);
	}
}

static const char large[] =
	"zones:\n"
	"  a.test:\n"
	"    records:\n"
	"      www: {type: A, value: 10.0.0.1}\n"
	"      x1: {type: A, value: 10.0.0.1}\n"
	"      x2: {type: A, value: 10.0.0.1, ask: [192.0.2.8, authoritative]}\n"
	"      x3: {type: A, value: 10.0.0.1, ask: [192.0.2.9]}\n"
	"  half.test: {records: {www: {type: A, value: 10.0.0.1}}}\n"
	"  six.test: {records: {www: {type: A, value: 10.0.0.1}}}\n"
	"  gone.test: {ask: [192.0.2.8, authoritative],\n"
	"              records: {www: {type: A, value: 10.0.0.1}}}\n"
	"checks:\n"
	"  - query: {name: www.a.test, ask: [192.0.2.8, 192.0.2.9]}\n"
	"    expect: {value: 10.0.0.1}\n"
	"  - query: {name: www.a.test}\n"
	"    expect: {value: 10.0.0.1}\n"
	"  - reverse: {address: 10.0.0.1, name: www.a.test, ask: [192.0.2.8]}\n";

/* What ends an expectation, as "line:column", each once for every line of its verdicts. */
static bool has_verdict(const struct ran *ran, unsigned line)
{
	for (size_t i = 0; i < ran->verdicts.count; i++) {
		if (ran->verdicts.list[i]->place.line == line)
			return true;
	}
	return false;
}

static bool is_twice(const struct ran *ran, size_t index)
{
	const struct verdict *one = ran->verdicts.list[index];

	for (size_t i = 0; i < index; i++) {
		const struct verdict *other = ran->verdicts.list[i];

		if (other->place.line == one->place.line &&
		    str_equal(other->name, one->name) &&
		    str_equal(other->type, one->type) &&
		    str_equal(other->server, one->server) &&
		    str_equal(other->address, one->address))
			return true;
	}
	return false;
}

static void check_told_once(const struct ran *ran, const unsigned *lines, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!has_verdict(ran, lines[i]))
			fail_msg("line %u has no verdict", lines[i]);
	}
	for (size_t i = 0; i < ran->verdicts.count; i++)
		assert_false(is_twice(ran, i));
}

static void test_a_run_that_is_stopped_anywhere_tells_of_everything_once(void **state)
{
	/* Lines of the file: root_hints is the first. */
	static const unsigned lines[] = { 5, 6, 7, 8, 9, 10, 12, 14, 16, 18 };
	size_t whole;
	struct ran ran;

	(void)state;
	ran_begin(&ran, rules, ARRAY_LEN(rules), large);
	ran_go(&ran);
	whole = ran.engine->answered;
	assert_in_range(whole, 20, 100);
	ran_end(&ran);
	for (size_t stop = 1; stop <= whole; stop++) {
		ran_begin(&ran, rules, ARRAY_LEN(rules), large);
		ran.engine->stop_after = stop;
		ran.engine->room = 1 + stop % 5;
		ran_go(&ran);
		print_message("# stopped after %zu answers\n", stop);
		check_told_once(&ran, lines, ARRAY_LEN(lines));
		ran_end(&ran);
	}
}

static void test_equal_questions_of_checks_and_zones_are_asked_once(void **state)
{
	static const char yaml[] =
		"checks:\n"
		"  - query: {name: www.a.test, ask: [192.0.2.53], flags: []}\n"
		"    expect: {value: 10.0.0.1}\n"
		"  - query: {name: WWW.a.test, ask: [192.0.2.53], flags: []}\n"
		"    expect: {count: 2}\n"
		"  - query: {name: www.a.test, ask: [192.0.2.53]}\n"
		"    expect: {value: 10.0.0.1}\n"
		"zones: {a.test: {records: {www: {type: A, value: 10.0.0.1}}}}\n";
	struct ran ran;

	(void)state;
	ran_begin(&ran, rules, ARRAY_LEN(rules), yaml);
	ran_go(&ran);
	assert_string_equal(
		ran_text(&ran),
		"www.a.test. A 192.0.2.53: critical count-differs -2 records +10.0.0.1\n"
		"www.a.test. A 192.0.2.53: ok -10.0.0.1 +10.0.0.1\n"
		"www.a.test. A 192.0.2.53: ok -10.0.0.1 +10.0.0.1\n"
		"www.a.test. A 192.0.2.53: ok -10.0.0.1 +10.0.0.1\n"
		"www.a.test. A 192.0.2.54: critical rrset-differs -10.0.0.1 +10.0.0.2\n");
	assert_int_equal(fakenet_count(ran.engine, "192.0.2.53", "www.a.test.", "A"), 2);
	ran_end(&ran);
}

static void test_no_more_is_on_its_way_than_there_is_room(void **state)
{
	char yaml[8192];
	struct text text;
	struct ran ran;

	(void)state;
	text_init(&text, yaml, sizeof(yaml));
	text_add_cstr(&text, "zones:\n  a.test:\n    records:\n");
	for (unsigned i = 0; i < 25; i++)
		text_add_format(&text, "      x%u: {type: A, value: 10.0.0.1}\n", i);
	ran_begin(&ran, rules, ARRAY_LEN(rules), yaml);
	ran.engine->room = 4;
	ran_go(&ran);
	assert_int_equal(ran.verdicts.count, 50);
	assert_int_equal(ran.engine->queue_max, 4);
	ran_end(&ran);
}

static void watch(void *user, const struct run_progress *progress)
{
	uint64_t *last = user;

	assert_true(progress->done >= *last);
	assert_true(progress->total >= progress->done);
	*last = progress->done;
}

static void test_progress_grows_to_the_total(void **state)
{
	uint64_t last = 0;
	struct ran ran;

	(void)state;
	ran_begin(&ran, rules, ARRAY_LEN(rules), large);
	ran.options.progress = watch;
	ran.options.progress_user = &last;
	ran_go(&ran);
	assert_int_equal(last, ran.summary.expectations);
	assert_null(ran.engine->tick);
	ran_end(&ran);
}

static void test_the_declared_time_and_tries_are_those_of_the_questions(void **state)
{
	struct ran ran;

	(void)state;
	ran_begin(&ran, rules, ARRAY_LEN(rules),
		  "defaults: {timeout: 700ms, tries: 5}\n"
		  "zones: {a.test: {ask: [192.0.2.9], records: {www: {type: A, value: "
		  "10.0.0.1}}}}\n");
	ran_go(&ran);
	assert_string_equal(
		ran_text(&ran),
		"www.a.test. A 192.0.2.9: unknown timeout (after 5 tries, 3.5 s)\n");
	ran_end(&ran);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_everybody_who_is_to_be_asked_is_judged_once),
		cmocka_unit_test(test_what_cannot_be_asked_still_has_its_verdict),
		cmocka_unit_test(test_global_ipv6_is_left_out_where_there_is_no_way),
		cmocka_unit_test(
			test_a_run_that_is_stopped_anywhere_tells_of_everything_once),
		cmocka_unit_test(test_equal_questions_of_checks_and_zones_are_asked_once),
		cmocka_unit_test(test_no_more_is_on_its_way_than_there_is_room),
		cmocka_unit_test(test_progress_grows_to_the_total),
		cmocka_unit_test(
			test_the_declared_time_and_tries_are_those_of_the_questions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
