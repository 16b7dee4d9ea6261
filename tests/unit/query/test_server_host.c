#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "query/server_host.h"

static struct server *parse(struct arena *arena, const char *text, const char **out_host)
{
	struct server *server = NULL;
	const char *why = "";

	assert_int_equal(
		server_parse_named(arena, str_of(text), 53, &server, out_host, &why),
		ERR_OK);
	return server;
}

static void test_a_host_gets_an_address_on_the_same_port(void **state)
{
	struct arena *arena = arena_new();
	const char *host = NULL;
	const struct server *server = parse(arena, "https://localhost:8443/x", &host);

	(void)state;
	assert_string_equal(host, "localhost");
	server = server_host_find(arena, server, host);
	assert_null(server->unresolved);
	assert_true(server_is_loopback(server));
	assert_int_equal(server_port(server), 8443);
	assert_string_equal(server->tls_name, "localhost");
	assert_string_equal(server->path, "/x");
	arena_free(arena);
}

static void test_a_host_without_address_is_said_to_have_none(void **state)
{
	struct arena *arena = arena_new();
	const char *host = NULL;
	const struct server *server = parse(arena, "tls://a..b.invalid", &host);

	(void)state;
	server = server_host_find(arena, server, host);
	assert_non_null(server->unresolved);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_host_gets_an_address_on_the_same_port),
		cmocka_unit_test(test_a_host_without_address_is_said_to_have_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
