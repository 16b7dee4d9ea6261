#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "replies.h"
#include "runner.h"

static void test_what_does_not_go_together_is_refused_before_anything_is_asked(
	void **state)
{
	static const struct {
		const char *line;
		const char *feature; /* NULL: it is asked */
	} rows[] = {
		{ "a.test +tls-certfile=x", "must be specified at the same time" },
		{ "a.test +tls-keyfile=x", "must be specified at the same time" },
		{ "a.test +tls +trace", "+tls and +https do not go with" },
		{ "a.test +tls-ca +nssearch", "+tls and +https do not go with" },
		{ "a.test +https +trace", "+tls and +https do not go with" },
		{ "a.test AXFR +https", "not transferred over HTTPS" },
		{ "a.test +proxy +https", "+proxy does not go with +https" },
		{ "a.test +proxy +trace", "+proxy does not go with +trace" },
		{ "a.test b.test +tls +trace", "+tls and +https do not go with" },
		{ "a.test +tls +notls", NULL },
		{ "a.test +https +nohttps", NULL },
	};
	static const char *const lines[] = { "a.test. A aa | ans a.test. A 192.0.2.1" };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct replies replies = { lines, 1, 0, { 0 } };
		struct runner runner;
		char line[256];
		bool is_refused = rows[i].feature != NULL;

		(void)snprintf(line, sizeof(line), "@192.0.2.53 %s", rows[i].line);
		runner_init(&runner);
		virtual_add(runner.net, "192.0.2.53", 53, replies_serve, &replies);
		runner_run(&runner, i % 2 == 0, line);
		if ((replies.asked == 0) != is_refused ||
		    (runner.exit_code != 0) != is_refused ||
		    (is_refused && strstr(runner.err, rows[i].feature) == NULL))
			fail_msg("%s: %d %s", line, runner.exit_code, runner.err);
		runner_free(&runner);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_what_does_not_go_together_is_refused_before_anything_is_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
