#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/attr.h"
#include "check/query_spec.h"
#include "declared.h"
#include "dns/message.h"
#include "dns/type.h"

static void test_all_that_is_written_is_kept(void **state)
{
	struct arena *arena = arena_new();
	struct declared declared;
	const struct query_spec *spec;

	(void)state;
	assert_true(declared_load(
		&declared, arena,
		"checks:\n"
		"  - name: office\n"
		"    query: {name: WWW.Example.net, type: AAAA, ask: [192.0.2.1],\n"
		"            flags: [rd, cd], transport: tcp, timeout: 1500ms, tries: 7}\n"
		"    expect: {rcode: NOERROR, match: subset,\n"
		"             values: [2001:db8::/32, 2001:db8::1], count: 2,\n"
		"             match_regexp: '^2001:', ttl: {min: 60, max: 1h},\n"
		"             flags: [ra, ad], rtt: {warning: 20ms, critical: 1s}}\n"));
	spec = declared_spec(&declared);
	assert_string_equal(declared.declaration->checks->name, "office");
	assert_memory_equal(spec->expectation.owner, "\3www\7example\3net", 17);
	assert_int_equal(spec->expectation.owner_size, 17);
	assert_int_equal(spec->expectation.type, TYPE_AAAA);
	assert_int_equal(spec->expectation.match, MATCH_SUBSET);
	assert_int_equal(spec->expectation.value_count, 1);
	assert_ptr_equal(spec->expectation.extra, &spec->extra);
	assert_int_equal(spec->extra.range_count, 1);
	assert_true(spec->extra.has_rcode && spec->extra.has_count);
	assert_int_equal(spec->extra.count, 2);
	assert_true(str_equal(spec->extra.pattern, str_of("^2001:")));
	assert_true(spec->extra.has_ttl_min && spec->extra.has_ttl_max);
	assert_int_equal(spec->extra.ttl_min, 60);
	assert_int_equal(spec->extra.ttl_max, 3600);
	assert_false(spec->expectation.has_ttl);
	assert_int_equal(spec->ask.count, 1);
	assert_true(spec->has_query_flags && spec->has_transport && spec->is_tcp);
	assert_int_equal(spec->query_flags, FLAG_RD | FLAG_CD);
	assert_int_equal(spec->wanted_flags, FLAG_RA | FLAG_AD);
	assert_int_equal(spec->timeout_ms, 1500);
	assert_int_equal(spec->tries, 7);
	assert_int_equal(spec->rtt_warning_us, 20000);
	assert_int_equal(spec->rtt_critical_us, 1000000);
	arena_free(arena);
}

static void test_what_is_not_written_is_left_open(void **state)
{
	struct arena *arena = arena_new();
	struct declared declared;
	const struct query_spec *spec;

	(void)state;
	assert_true(declared_load(
		&declared, arena,
		"checks: [{query: {name: a.test, ask: 192.0.2.1}, expect: {value: 192.0.2.2}}]\n"));
	spec = declared_spec(&declared);
	assert_int_equal(spec->expectation.type, TYPE_A);
	assert_int_equal(spec->expectation.match, MATCH_EXACT);
	assert_int_equal(spec->expectation.value_count, 1);
	assert_false(spec->extra.has_rcode || spec->extra.has_count);
	assert_false(spec->has_query_flags || spec->has_transport);
	assert_int_equal(spec->timeout_ms, 0);
	assert_int_equal(spec->tries, 0);
	assert_int_equal(spec->wanted_flags, 0);
	arena_free(arena);
}

static void test_values_are_written_as_those_of_a_zone(void **state)
{
	struct arena *arena = arena_new();
	struct declared declared;
	const struct query_spec *spec;

	(void)state;
	assert_true(declared_load(
		&declared, arena,
		"checks:\n"
		"  - query: {name: a.test, type: TXT, ask: 192.0.2.1}\n"
		"    expect: {values: [v=spf1 mx -all]}\n"
		"  - query: {name: a.test, type: MX, ask: 192.0.2.1}\n"
		"    expect: {values: [{preference: 10, exchange: mail.test.}]}\n"));
	spec = declared_spec(&declared);
	assert_memory_equal(spec->expectation.values[0].normal, "v=spf1 mx -all", 14);
	spec = declared.declaration->checks->next->spec;
	assert_memory_equal(spec->expectation.values[0].wire, "\0\12\4mail\4test", 13);
	arena_free(arena);
}

static void test_what_contradicts_itself_is_a_fault(void **state)
{
	static const struct {
		const char *query, *expect, *wanted;
	} rows[] = {
		{ "type: ANY", "count: 1", "\"type\" cannot be one that only questions" },
		{ "timeout: 100us", "count: 1", "\"timeout\" wants 1ms to 600s" },
		{ "timeout: 11m", "count: 1", "\"timeout\" wants 1ms to 600s" },
		{ "tries: 0", "count: 1", "tries" },
		{ "flags: [qr]", "count: 1", "flags" },
		{ "transport: sctp", "count: 1", "transport" },
		{ "type: A", "value: 192.0.2.1, values: [192.0.2.1]",
		  "\"value\" and \"values\" exclude each other" },
		{ "type: A", "rcode: NXDOMAIN, value: 192.0.2.1",
		  "an rcode other than NOERROR comes without values" },
		{ "type: A", "count: 0, value: 192.0.2.1",
		  "\"count: 0\" contradicts the values" },
		{ "type: A", "match: subset", "\"match\" wants values to match" },
		{ "type: A", "values: []", "at least one value" },
		{ "type: A", "values: [192.0.2.0/24]", "wants \"match: subset\"" },
		{ "type: A", "match: subset, values: [192.0.2.0/33]",
		  "expect.values[1]" },
		{ "type: A", "values: [192.0.2.1, 192.0.2.256]", "expect.values[2]" },
		{ "type: A", "match_regexp: [a, b]",
		  "\"match_regexp\" wants one pattern" },
		{ "type: A", "match_regexp: 'a('", "expect.match_regexp: the pattern " },
		{ "type: A", "ttl: {min: 2, max: 1}",
		  "the min of a TTL is above its max" },
		{ "type: A", "vlues: []", "did you mean \"values\"" },
		{ "ask: [offic]", "count: 1", "neither a group" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena *arena = arena_new();
		struct declared declared;
		char text[512];

		(void)snprintf(text, sizeof(text),
			       "checks: [{query: {name: a.test, %s}, expect: {%s}}]\n",
			       rows[i].query, rows[i].expect);
		print_message("# %s\n", text);
		assert_false(declared_load(&declared, arena, text));
		if (strstr(declared_faults(&declared), rows[i].wanted) == NULL) {
			fail_msg("no \"%s\" in:\n%s", rows[i].wanted,
				 declared_faults(&declared));
		}
		arena_free(arena);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_that_is_written_is_kept),
		cmocka_unit_test(test_what_is_not_written_is_left_open),
		cmocka_unit_test(test_values_are_written_as_those_of_a_zone),
		cmocka_unit_test(test_what_contradicts_itself_is_a_fault),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
