#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/attr.h"
#include "runner.h"

static void test_a_line_is_told_and_nobody_is_asked(void **state)
{
	struct runner runner;
	struct virtual_host *host;

	(void)state;
	runner_init(&runner);
	host = virtual_add(runner.net, "192.0.2.1", 53, NULL, NULL);
	runner_run(&runner, false,
		   "-r +explain @192.0.2.1 @192.0.2.2 www.example.com MX +cd +nocookie");
	assert_int_equal(runner.exit_code, 0);
	assert_int_equal(host->received, 0);
	assert_string_equal(
		runner.out,
		"www.example.com MX IN\n"
		"  name      www.example.com.\n"
		"  asks      192.0.2.1, 192.0.2.2; port 53\n"
		"            the next one only when one gives no reply\n"
		"  over      UDP; TCP when the reply is cut\n"
		"  waits     5.0 s a try, 3 tries at each server\n"
		"  flags     rd: look it up for me\n"
		"            ad: tell whether DNSSEC proved it\n"
		"            cd: do not check it by DNSSEC\n"
		"  sends     44 bytes\n"
		";; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: made when sent\n"
		";; flags: rd ad cd; QUERY: 1, ANSWER: 0, AUTHORITY: 0, ADDITIONAL: 1\n\n"
		";; OPT PSEUDOSECTION:\n"
		"; EDNS: version: 0, flags:; udp: 1232\n"
		";www.example.com.\t\tIN\tMX\n\n"
		"What the words of the line do\n"
		"  -r                        do not read ~/.digrc\n"
		"  +cdflag                   set the CD bit in the query\n"
		"  +nocookie                 not: send a DNS cookie, random or this one "
		"(on)\n");
	runner_free(&runner);
}

static void test_each_option_shows_in_what_is_told(void **state)
{
	static const struct {
		const char *line;
		const char *part;
	} rows[] = {
		{ "+tcp a.example", "  over      TCP\n" },
		{ "+ignore a.example",
		  "  over      UDP alone, also when the reply is cut\n" },
		{ "+tls a.example", "  over      TLS\n" },
		{ "+tls @192.0.2.1 a.example", "  asks      192.0.2.1; port 853\n" },
		{ "+https @192.0.2.1 a.example", "  over      HTTPS, POST /dns-query\n" },
		{ "+https-get=/q @192.0.2.1 a.example", "  over      HTTPS, GET /q\n" },
		{ "-p 5353 +tls @192.0.2.1 a.example", "; port 5353\n" },
		{ "+time=2 +tries=1 a.example",
		  "  waits     2.0 s a try, 1 try at each" },
		{ "+all-ns a.example",
		  "  asks      the name servers that the delegations" },
		{ "+trace a.example",
		  "  asks      the name servers that the delegations" },
		{ "+domain=example +search host",
		  "  name      host.example., then host.\n" },
		{ "-y hmac-sha256:k:c2VjcmV0 a.example",
		  "  signs     with the TSIG key k. (hmac-sha256)\n" },
		{ "-x 192.0.2.7", "7.2.0.192.in-addr.arpa. PTR IN\n" },
		{ "a..example", "  name      is no name: empty label\n" },
		{ "+dnssec a.example", "            do: add DNSSEC records\n" },
		{ "+nsid a.example", "; NSID" },
		{ "+qid=7 a.example", ", id: 7\n" },
		{ "-f lines.txt", "Each line of lines.txt is a lookup of its own.\n" },
		{ "a.example b.example", "b.example A IN\n" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct runner runner;
		char line[256];

		runner_init(&runner);
		(void)snprintf(line, sizeof(line), "-r +explain %s", rows[i].line);
		runner_run(&runner, false, line);
		if (runner.exit_code != 0 || strstr(runner.out, rows[i].part) == NULL) {
			print_error("%s: exit %d\n%s%s", rows[i].line, runner.exit_code,
				    runner.out, runner.err);
			fail();
		}
		runner_free(&runner);
	}
}

static void test_a_wrong_line_is_wrong_here_too(void **state)
{
	struct runner runner;

	(void)state;
	runner_init(&runner);
	runner_run(&runner, false, "-r +explain +no-such-option a.example");
	assert_int_equal(runner.exit_code, 1);
	assert_non_null(strstr(runner.err, "Invalid option: +no-such-option"));
	runner_run(&runner, true, "-r +explain a.example");
	assert_int_equal(runner.exit_code, 1);
	runner_free(&runner);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_line_is_told_and_nobody_is_asked),
		cmocka_unit_test(test_each_option_shows_in_what_is_told),
		cmocka_unit_test(test_a_wrong_line_is_wrong_here_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
