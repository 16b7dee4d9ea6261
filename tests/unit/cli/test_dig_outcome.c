#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "replies.h"
#include "runner.h"

static const char *const lines[] = {
	"data.test. A aa | ans data.test. A 192.0.2.1",
	"nodata.test. A aa | auth test. SOA ns.test.",
	"alias.test. A aa | ans alias.test. CNAME far.example.",
	"dangling.test. A ra | ans dangling.test. CNAME gone.example.",
	"alias.test. CNAME aa | ans alias.test. CNAME far.example.",
	"any.test. ANY aa | ans any.test. TXT x",
	"none.test. A nx aa",
	"broken.test. A servfail",
	"closed.test. A refused",
	"other.test. A notauth",
	"odd.test. A notimp",
};

static void test_the_exit_code_says_what_happened(void **state)
{
	static const struct {
		const char *line;
		int code; /* dig's is 0 but for silence */
		const char *why;
	} rows[] = {
		{ "data.test", 0, "data" },
		{ "none.test", 3, "NXDOMAIN" },
		{ "nodata.test", 4, "NODATA" },
		{ "alias.test", 0, "an alias that this server does not follow" },
		{ "dangling.test", 4, "an alias that a resolver followed to nothing" },
		{ "alias.test cname", 0, "the alias itself" },
		{ "+notcp any.test any", 0, "ANY" },
		{ "broken.test", 5, "SERVFAIL" },
		{ "closed.test", 6, "REFUSED" },
		{ "other.test", 6, "NOTAUTH" },
		{ "odd.test", 7, "any other rcode" },
		{ "none.test data.test", 3, "the largest of several" },
		{ "data.test none.test broken.test data.test", 5, "the largest of many" },
		{ "+short none.test", 3, "whatever is shown" },
		{ "+json none.test", 3, "in any format" },
		{ "+opcode=status data.test", 0, "no question, no data to miss" },
	};
	struct replies replies = { lines, sizeof(lines) / sizeof(lines[0]), 0, { 0 } };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct runner runner;
		char line[256];

		(void)snprintf(line, sizeof(line), "@192.0.2.53 %s", rows[i].line);
		runner_init(&runner);
		virtual_add(runner.net, "192.0.2.53", 53, replies_serve, &replies);
		runner_run(&runner, false, line);
		if (runner.exit_code != rows[i].code) {
			fail_msg("digdrift %s (%s): %d", line, rows[i].why,
				 runner.exit_code);
		}
		runner_run(&runner, true, line);
		assert_true(runner.exit_code == 0 || strstr(line, "+json") != NULL);
		runner_free(&runner);
	}
}

static void test_silence_is_no_reply_and_dig_forgets_it(void **state)
{
	struct replies replies = { lines, sizeof(lines) / sizeof(lines[0]), 0, { 0 } };
	struct runner runner;

	(void)state;
	runner_init(&runner);
	virtual_add(runner.net, "192.0.2.53", 53, replies_serve, &replies);
	virtual_add(runner.net, "192.0.2.54", 53, NULL, NULL);
	runner_run(&runner, false, "data.test @192.0.2.54 data.test @192.0.2.53");
	assert_int_equal(runner.exit_code, 9);
	assert_non_null(strstr(runner.err, "timed out"));
	assert_null(strstr(runner.out, "timed out"));
	runner_run(&runner, true, "data.test @192.0.2.54 data.test @192.0.2.53");
	assert_int_equal(runner.exit_code, 0);
	assert_string_equal(runner.err, "");
	assert_non_null(strstr(runner.out, "timed out"));
	runner_run(&runner, true, "data.test @192.0.2.53 data.test @192.0.2.54");
	assert_int_equal(runner.exit_code, 9);
	runner_free(&runner);
}

static void serve_shape(void *user, const struct virtual_query *query)
{
	static uint8_t wire[65535];

	virtual_reply(query, wire, shape_make(user, query->wire, query->size, wire));
}

static void test_a_malformed_reply_is_shown_and_is_no_success(void **state)
{
	struct shape shape = { .addresses = 2, .cut = 3 };
	struct runner runner;

	(void)state;
	runner_init(&runner);
	virtual_add(runner.net, "192.0.2.53", 53, serve_shape, &shape);
	runner_run(&runner, false, "@192.0.2.53 a.test +noall +answer");
	assert_int_equal(runner.exit_code, 14);
	assert_string_equal(runner.out, "a.test.\t\t\t300\tIN\tA\t192.0.2.1\n");
	assert_non_null(
		strstr(runner.err, ";; Got bad packet: unexpected end of input\n"));
	assert_non_null(strstr(runner.err, " bytes\n"));
	runner_free(&runner);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_exit_code_says_what_happened),
		cmocka_unit_test(test_silence_is_no_reply_and_dig_forgets_it),
		cmocka_unit_test(test_a_malformed_reply_is_shown_and_is_no_success),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
