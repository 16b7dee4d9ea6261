/*
 * Whom a line asks: addresses, host names, resolv.conf.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include <cmocka.h>

#include "replies.h"
#include "runner.h"

static const char *const resolver[] = {
	"ns.test. A ra | ans ns.test. A 192.0.2.53",
	"ns.test. AAAA ra | ans ns.test. AAAA 2001:db8::53",
	"six.test. A ra",
	"six.test. AAAA ra | ans six.test. AAAA 2001:db8::53",
	"ns. A nx",
	"ns. AAAA nx",
	"gone.test. A nx",
	"gone.test. AAAA nx",
	"a.test. A ra | ans a.test. A 192.0.2.1",
};
static const char *const zone[] = {
	"a.test. A aa | ans a.test. A 192.0.2.2",
};

static struct replies resolver_replies = {
	resolver, sizeof(resolver) / sizeof(resolver[0]), 0, { 0 }
};
static struct replies zone_replies = { zone, sizeof(zone) / sizeof(zone[0]), 0, { 0 } };

/* Runs with a resolv.conf of its own. */
static void run(struct runner *runner, bool is_dig, const char *line)
{
	static char name[] = "dig";
	char path[] = "/tmp/digdrift_resolv_XXXXXX";
	static const char conf[] = "nameserver 192.0.2.9\nsearch test\n";
	char copy[512];
	char *argv[RUNNER_ARGS_MAX] = { name };
	int file = mkstemp(path);
	struct dig_run_options options = { .is_dig = is_dig, .conf_path = path };

	assert_true(file >= 0);
	assert_int_equal(write(file, conf, strlen(conf)), strlen(conf));
	close(file);
	runner_init(runner);
	virtual_add(runner->net, "192.0.2.9", 53, replies_serve, &resolver_replies);
	virtual_add(runner->net, "192.0.2.53", 53, replies_serve, &zone_replies);
	virtual_add(runner->net, "2001:db8::53", 53, replies_serve, &zone_replies);
	virtual_add(runner->net, "192.0.2.9", 5353, replies_serve, &zone_replies);
	options.net = virtual_net(runner->net);
	options.out = open_memstream(&runner->out, &runner->out_size);
	options.err = open_memstream(&runner->err, &runner->err_size);
	(void)snprintf(copy, sizeof(copy), "%s", line);
	runner->exit_code = dig_run(&options, runner_split(copy, argv), argv);
	(void)fclose(options.out);
	(void)fclose(options.err);
	unlink(path);
}

/* @server NULL: nobody is asked, and it is said why. */
static bool is_found_as(const struct runner *runner, const char *server)
{
	const char *at = strstr(runner->out, ";; SERVER: ");

	if (server == NULL)
		return at == NULL && runner->exit_code != 0 && runner->err_size > 0;
	return at != NULL && strncmp(at + 11, server, strlen(server)) == 0;
}

static void test_servers_are_found_as_written(void **state)
{
	static const struct {
		const char *line;
		const char *server; /* as the statistics show it; NULL: nobody is asked */
		const char *why;
	} rows[] = {
		{ "a.test", "192.0.2.9#53(192.0.2.9)", "resolv.conf" },
		{ "-p 5353 a.test", "192.0.2.9#5353(192.0.2.9)",
		  "its server on another port" },
		{ "@192.0.2.53 a.test", "192.0.2.53#53(192.0.2.53)", "an address" },
		{ "@2001:db8::53 a.test", "2001:db8::53#53(2001:db8::53)", "IPv6" },
		{ "@192.0.565 a.test", "192.0.2.53#53(192.0.565)",
		  "an old way to write it" },
		{ "@ns.test a.test", "192.0.2.53#53(ns.test)", "a host name" },
		{ "@ns a.test", "192.0.2.53#53(ns)", "a host name in the search list" },
		{ "-6 @ns.test a.test", "2001:db8::53#53(ns.test)", "its IPv6 address" },
		{ "@six.test a.test", "2001:db8::53#53(six.test)", "IPv6 alone" },
		{ "-4 @six.test a.test", NULL, "no IPv4 address" },
		{ "@gone.test a.test", NULL, "no such host" },
		{ "@192.0.2.53#53 a.test", NULL, "no port here" },
		{ "@ a.test", NULL, "nothing" },
		{ "-4 @2001:db8::53 a.test", NULL, "the wrong family" },
		{ "-6 @192.0.2.53 a.test", NULL, "the wrong family" },
		{ "-6 a.test", NULL, "resolv.conf has the wrong family" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct runner runner;

		run(&runner, false, rows[i].line);
		if (!is_found_as(&runner, rows[i].server)) {
			fail_msg("digdrift %s (%s): %d %s%s", rows[i].line, rows[i].why,
				 runner.exit_code, runner.out, runner.err);
		}
		runner_free(&runner);
	}
}

static void test_the_banner_counts_the_addresses_of_the_last_server(void **state)
{
	static const struct {
		const char *line;
		const char *found;
	} rows[] = {
		{ "@ns.test a.test", "; (2 servers found)\n" },
		{ "@ns.test @192.0.2.53 a.test", "; (1 server found)\n" },
		{ "a.test @ns.test", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct runner runner;

		run(&runner, true, rows[i].line);
		if (rows[i].found != NULL) {
			assert_non_null(strstr(runner.out, rows[i].found));
		} else {
			assert_null(strstr(runner.out, "found)"));
		}
		runner_free(&runner);
	}
}

static void test_one_bad_server_ends_a_command_line_before_anything_is_asked(void **state)
{
	struct runner runner;

	(void)state;
	zone_replies.asked = 0;
	run(&runner, true, "@192.0.2.53 a.test b.test @gone.test");
	assert_string_equal(runner.out, "");
	assert_string_equal(runner.err,
			    "dig: couldn't get address for 'gone.test': not found\n");
	assert_int_equal(runner.exit_code, 1);
	assert_int_equal(zone_replies.asked, 0);
	runner_free(&runner);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_servers_are_found_as_written),
		cmocka_unit_test(test_the_banner_counts_the_addresses_of_the_last_server),
		cmocka_unit_test(
			test_one_bad_server_ends_a_command_line_before_anything_is_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
