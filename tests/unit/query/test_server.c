#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/text.h"
#include "query/server.h"

enum { DEFAULT_PORT = 5300 };

static struct server *parse(struct arena *arena, const char *text)
{
	struct server *server = NULL;
	const char *why = NULL;
	const enum err err =
		server_parse(arena, str_of(text), DEFAULT_PORT, &server, &why);

	if (err != ERR_OK)
		fail_msg("\"%s\" is refused: %s", text, why);
	return server;
}

static const char *address_text(struct arena *arena, const struct server *server)
{
	char buffer[128];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	server_print_address(&text, server);
	return str_cstr(arena, text_str(&text));
}

static void test_new_keeps_family_port_and_name(void **state)
{
	struct arena *arena = arena_new();
	const struct server *v4 = server_new(
		arena, &(struct in_addr){ htonl(0xc0000201) }, 4, 53, "ns1.example.");
	const struct server *v6 = server_new(arena, &in6addr_loopback, 16, 65535, NULL);

	(void)state;
	assert_string_equal(address_text(arena, v4), "192.0.2.1#53");
	assert_string_equal(v4->name, "ns1.example.");
	assert_int_equal(server_family(v4), 4);
	assert_int_equal(server_address_size(v4), sizeof(struct sockaddr_in));
	assert_string_equal(address_text(arena, v6), "::1#65535");
	assert_null(v6->name);
	assert_int_equal(server_family(v6), 6);
	assert_int_equal(server_address_size(v6), sizeof(struct sockaddr_in6));
	arena_free(arena);
}

static void test_global_v6_is_what_the_internet_routes(void **state)
{
	static const struct {
		const char *text;
		bool is_global;
		const char *why;
	} rows[] = {
		{ "2001:500:2f::f", true, "a root server" },
		{ "3fff:ffff::1", true, "the end of 2000::/3" },
		{ "::1", false, "loopback" },
		{ "fe80::1%lo", false, "link-local" },
		{ "fd00::1", false, "unique local" },
		{ "::ffff:192.0.2.1", false, "mapped IPv4" },
		{ "192.0.2.1", false, "IPv4" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct arena *arena = arena_new();

		print_message("# %s\n", rows[i].why);
		assert_int_equal(server_is_global_v6(parse(arena, rows[i].text)),
				 rows[i].is_global);
		arena_free(arena);
	}
}

static void test_equal_looks_at_address_port_scope_and_transport(void **state)
{
	static const struct {
		const char *a;
		const char *b;
		bool is_equal;
	} rows[] = {
		{ "192.0.2.1", "192.0.2.1:5300", true },
		{ "192.0.2.1", "udp://192.0.2.1", true },
		{ "192.0.2.1", "tcp://192.0.2.1", false },
		{ "192.0.2.1", "192.0.2.2", false },
		{ "192.0.2.1", "192.0.2.1:53", false },
		{ "192.0.2.1", "::ffff:192.0.2.1", false },
		{ "2001:db8::1", "2001:db8:0::1", true },
		{ "2001:db8::1", "2001:db8::2", false },
		{ "[2001:db8::1]:1", "[2001:db8::1]:2", false },
		{ "fe80::1%7", "fe80::1%8", false },
		{ "fe80::1%lo", "fe80::1%1", true },
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct server *a = parse(arena, rows[i].a);
		const struct server *b = parse(arena, rows[i].b);

		if (server_equal(a, b) != rows[i].is_equal)
			fail_msg("%s and %s", rows[i].a, rows[i].b);
	}
	arena_free(arena);
}

static void test_loopback_is_told_from_the_rest(void **state)
{
	static const struct {
		const char *address;
		bool is_loopback;
	} rows[] = {
		{ "127.0.0.1", true },
		{ "127.255.3.4", true },
		{ "128.0.0.1", false },
		{ "126.255.255.255", false },
		{ "::1", true },
		{ "::2", false },
		{ "::ffff:127.0.0.9", true },
		{ "::ffff:10.0.0.1", false },
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		if (server_is_loopback(parse(arena, rows[i].address)) !=
		    rows[i].is_loopback)
			fail_msg("%s", rows[i].address);
	}
	arena_free(arena);
}

static void test_transports_have_their_names(void **state)
{
	(void)state;
	assert_string_equal(server_transport_name(TRANSPORT_UDP), "udp");
	assert_string_equal(server_transport_name(TRANSPORT_TCP), "tcp");
	assert_string_equal(server_transport_name(TRANSPORT_TLS), "tls");
	assert_string_equal(server_transport_name(TRANSPORT_HTTPS), "https");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_global_v6_is_what_the_internet_routes),
		cmocka_unit_test(test_new_keeps_family_port_and_name),
		cmocka_unit_test(test_equal_looks_at_address_port_scope_and_transport),
		cmocka_unit_test(test_loopback_is_told_from_the_rest),
		cmocka_unit_test(test_transports_have_their_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
