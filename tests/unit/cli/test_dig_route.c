#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/text.h"
#include "cli/dig_asker.h"
#include "cli/dig_route.h"
#include "cli/dig_target.h"
#include "cli/dig_url.h"

/* A line that was read, and who asks for it; nothing goes out. */
struct reading {
	struct arena *arena;
	struct dig_line line;
	struct dig_asker asker;
};

static void reading_init(struct reading *reading, bool is_dig, const char *text)
{
	static char words[16][128];
	char *argv[16];
	struct str rest = str_of(text);
	int argc = 0;

	reading->arena = arena_new();
	dig_line_init(&reading->line, reading->arena, "digdrift", is_dig);
	reading->line.out = stdout;
	reading->line.err = stderr;
	for (struct str word = str_word(&rest); word.len > 0; word = str_word(&rest)) {
		(void)snprintf(words[argc], sizeof(words[argc]), "%.*s", (int)word.len,
			       word.data);
		argv[argc] = words[argc];
		argc++;
	}
	assert_true(dig_line_parse(&reading->line, argc, argv));
	dig_asker_init(&reading->asker, &reading->line, reading->arena);
}

static void reading_end(struct reading *reading)
{
	dig_asker_end(&reading->asker);
	arena_free(reading->arena);
}

/* "tls 192.0.2.1#853 name path strict get plain proxy", as far as it is so. */
static void describe(struct text *text, const struct server *server)
{
	text_add_format(text, "%s ", server_transport_name(server->transport));
	server_print_address(text, server);
	if (server->tls_name != NULL)
		text_add_format(text, " name=%s", server->tls_name);
	if (server->path != NULL)
		text_add_format(text, " path=%s", server->path);
	if (server->transport >= TRANSPORT_TLS) {
		text_add_cstr(text, server->tls == NULL || server->tls->is_verified
					    ? " strict"
					    : " open");
	}
	if (server->is_http_get)
		text_add_cstr(text, " get");
	if (server->is_http_plain)
		text_add_cstr(text, " plain");
	if (server->proxy != NULL)
		text_add_cstr(text, " proxy");
}

static void test_options_decide_the_way_to_a_server(void **state)
{
	static const struct {
		const char *line;
		const char *wanted;
	} rows[] = {
		{ "x @192.0.2.1 a.", "udp 192.0.2.1#53" },
		{ "x @192.0.2.1 a. +tls", "tls 192.0.2.1#853 name=192.0.2.1 open" },
		{ "x @192.0.2.1 -p 53 a. +tls", "tls 192.0.2.1#53 name=192.0.2.1 open" },
		{ "x @192.0.2.1 a. +tls-ca", "tls 192.0.2.1#853 name=192.0.2.1 strict" },
		{ "x @192.0.2.1 a. +tls-hostname=b", "tls 192.0.2.1#853 strict" },
		{ "x @192.0.2.1 a. +tls-ca +notls", "udp 192.0.2.1#53" },
		{ "x @192.0.2.1 a. +https", "https 192.0.2.1#443 name=192.0.2.1 open" },
		{ "x @192.0.2.1 a. +https-get=/x +tls-ca",
		  "https 192.0.2.1#443 name=192.0.2.1 path=/x strict get" },
		{ "x @192.0.2.1 a. +http-plain",
		  "https 192.0.2.1#80 name=192.0.2.1 open plain" },
		{ "x @192.0.2.1 a. +proxy", "udp 192.0.2.1#53 proxy" },
		{ "x @192.0.2.1 a. +proxy +noproxy", "udp 192.0.2.1#53" },
		{ "x @tls://192.0.2.1#b a.", "tls 192.0.2.1#853 name=b strict" },
		{ "x @tls://192.0.2.1:99 -p 7 a. +tls", "tls 192.0.2.1#99 strict" },
		{ "x @tcp://192.0.2.1 a.", "tcp 192.0.2.1#53" },
		{ "x @https://192.0.2.1/q a.",
		  "https 192.0.2.1#443 name=192.0.2.1 path=/q strict" },
		{ "x @https://192.0.2.1/q a. +tls-hostname=b",
		  "https 192.0.2.1#443 path=/q strict" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct dig_target target = { 0 };
		struct reading reading;
		char buffer[256];
		struct text text;

		reading_init(&reading, false, rows[i].line);
		assert_true(dig_target_of(&reading.asker, reading.line.first, &target));
		assert_int_equal(target.count, 1);
		text_init(&text, buffer, sizeof(buffer));
		describe(&text, target.servers[0]);
		if (strcmp(buffer, rows[i].wanted) != 0) {
			fail_msg("%s: %s, wanted %s", rows[i].line, buffer,
				 rows[i].wanted);
		}
		reading_end(&reading);
	}
}

static void test_urls_are_no_servers_to_dig(void **state)
{
	struct reading reading;

	(void)state;
	reading_init(&reading, true, "dig a.");
	assert_false(dig_url_is(&reading.asker, "tls://192.0.2.1"));
	reading_end(&reading);
	reading_init(&reading, false, "digdrift a.");
	assert_true(dig_url_is(&reading.asker, "tls://192.0.2.1"));
	assert_false(dig_url_is(&reading.asker, "192.0.2.1"));
	reading_end(&reading);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_options_decide_the_way_to_a_server),
		cmocka_unit_test(test_urls_are_no_servers_to_dig),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
