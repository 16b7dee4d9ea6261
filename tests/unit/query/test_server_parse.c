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

static void test_parse_reads_every_form(void **state)
{
	static const struct {
		const char *written;
		const char *printed;
		enum transport transport;
		const char *tls_name;
		const char *path;
	} rows[] = {
		{ "192.0.2.1", "192.0.2.1#5300", TRANSPORT_UDP, NULL, NULL },
		{ "192.0.2.1:53", "192.0.2.1#53", TRANSPORT_UDP, NULL, NULL },
		{ "192.0.2.1#54", "192.0.2.1#54", TRANSPORT_UDP, NULL, NULL },
		{ "2001:db8::1", "2001:db8::1#5300", TRANSPORT_UDP, NULL, NULL },
		{ "2001:DB8:0:0::1#9", "2001:db8::1#9", TRANSPORT_UDP, NULL, NULL },
		{ "[2001:db8::1]", "2001:db8::1#5300", TRANSPORT_UDP, NULL, NULL },
		{ "[2001:db8::1]:65535", "2001:db8::1#65535", TRANSPORT_UDP, NULL, NULL },
		{ "[192.0.2.1]:1", "192.0.2.1#1", TRANSPORT_UDP, NULL, NULL },
		{ "fe80::1%lo", "fe80::1%lo#5300", TRANSPORT_UDP, NULL, NULL },
		{ "[fe80::1%1]:53", "fe80::1%lo#53", TRANSPORT_UDP, NULL, NULL },
		{ "fe80::1%4000000000", "fe80::1%4000000000#5300", TRANSPORT_UDP, NULL,
		  NULL },
		{ "udp://192.0.2.1", "192.0.2.1#5300", TRANSPORT_UDP, NULL, NULL },
		{ "TCP://192.0.2.1:9", "192.0.2.1#9", TRANSPORT_TCP, NULL, NULL },
		{ "tcp://[::1]:9", "::1#9", TRANSPORT_TCP, NULL, NULL },
		{ "tls://9.9.9.9", "9.9.9.9#853", TRANSPORT_TLS, NULL, NULL },
		{ "tls://9.9.9.9:8853#dns.quad9.net", "9.9.9.9#8853", TRANSPORT_TLS,
		  "dns.quad9.net", NULL },
		{ "https://192.0.2.1", "192.0.2.1#443", TRANSPORT_HTTPS, "192.0.2.1",
		  "/dns-query" },
		{ "https://192.0.2.1/", "192.0.2.1#443", TRANSPORT_HTTPS, "192.0.2.1",
		  "/dns-query" },
		{ "https://[2001:db8::1]:444/q/a#dns.example", "2001:db8::1#444",
		  TRANSPORT_HTTPS, "dns.example", "/q/a" },
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct server *server = parse(arena, rows[i].written);

		assert_string_equal(address_text(arena, server), rows[i].printed);
		assert_int_equal(server->transport, rows[i].transport);
		assert_string_equal(server->name, rows[i].written);
		assert_string_equal(server->tls_name ? server->tls_name : "",
				    rows[i].tls_name ? rows[i].tls_name : "");
		assert_string_equal(server->path ? server->path : "",
				    rows[i].path ? rows[i].path : "");
	}
	arena_free(arena);
}

static void test_parse_refuses_with_the_right_error(void **state)
{
	static const struct {
		const char *why;
		struct str written;
		enum err err;
	} rows[] = {
		{ "nothing", STR(""), ERR_SYNTAX },
		{ "only a scheme", STR("tcp://"), ERR_SYNTAX },
		{ "a host name", STR("ns1.example.com"), ERR_UNSUPPORTED },
		{ "a host name and port", STR("ns1.example.com:53"), ERR_UNSUPPORTED },
		{ "a host name of DoH", STR("https://dns.example/dns-query"),
		  ERR_UNSUPPORTED },
		{ "an unknown scheme", STR("quic://192.0.2.1"), ERR_SYNTAX },
		{ "three numbers", STR("192.0.2"), ERR_SYNTAX },
		{ "a number over 255", STR("192.0.2.256"), ERR_SYNTAX },
		{ "port 0", STR("192.0.2.1:0"), ERR_RANGE },
		{ "a port over 65535", STR("127.0.0.1:99999"), ERR_RANGE },
		{ "an empty port", STR("192.0.2.1:"), ERR_RANGE },
		{ "a port that is no number", STR("192.0.2.1:dns"), ERR_RANGE },
		{ "two ports", STR("192.0.2.1:53#53"), ERR_SYNTAX },
		{ "nothing behind #", STR("tls://192.0.2.1#"), ERR_SYNTAX },
		{ "an open bracket", STR("[2001:db8::1"), ERR_SYNTAX },
		{ "rubbish behind the bracket", STR("[2001:db8::1]53"), ERR_SYNTAX },
		{ "an empty bracket", STR("[]:53"), ERR_SYNTAX },
		{ "a blank before", STR(" 192.0.2.1"), ERR_SYNTAX },
		{ "no such interface", STR("fe80::1%nosuchif0"), ERR_SYNTAX },
		{ "an empty scope", STR("fe80::1%"), ERR_SYNTAX },
		{ "a scope on IPv4", STR("192.0.2.1%lo"), ERR_SYNTAX },
		{ "a NUL behind the address", STR("192.0.2.1\0:1"), ERR_SYNTAX },
		{ "a NUL in the path", STR("https://192.0.2.1/a\0b"), ERR_SYNTAX },
		{ "far too long",
		  STR("00000000000000000000000000000000000000000000000000000000000001.2.3"),
		  ERR_SYNTAX },
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct server *server = NULL;
		const char *why = NULL;
		const enum err err =
			server_parse(arena, rows[i].written, DEFAULT_PORT, &server, &why);

		if (err != rows[i].err)
			fail_msg("%s: %s", rows[i].why, err_text(err));
		assert_null(server);
		assert_non_null(why);
	}
	arena_free(arena);
}

static void test_parse_takes_a_default_port_for_udp_and_tcp_only(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	assert_int_equal(server_port(parse(arena, "192.0.2.1")), DEFAULT_PORT);
	assert_int_equal(server_port(parse(arena, "tcp://192.0.2.1")), DEFAULT_PORT);
	assert_int_equal(server_port(parse(arena, "tls://192.0.2.1")), 853);
	assert_int_equal(server_port(parse(arena, "https://192.0.2.1")), 443);
	arena_free(arena);
}

static void test_hosts_stand_only_where_a_certificate_names_them(void **state)
{
	static const struct {
		const char *written;
		const char *host; /* NULL: refused, or an address */
		const char *tls_name;
		uint16_t port;
		enum err err;
	} rows[] = {
		{ "https://dns.test/q", "dns.test", "dns.test", 443, ERR_OK },
		{ "tls://dns.test:8853", "dns.test", "dns.test", 8853, ERR_OK },
		{ "tls://dns.test#other.test", "dns.test", "other.test", 853, ERR_OK },
		{ "https://192.0.2.1", NULL, "192.0.2.1", 443, ERR_OK },
		{ "udp://dns.test", NULL, NULL, 0, ERR_UNSUPPORTED },
		{ "dns.test", NULL, NULL, 0, ERR_UNSUPPORTED },
		{ "https://dns test/", NULL, NULL, 0, ERR_SYNTAX },
		{ "https://user@dns.test/", NULL, NULL, 0, ERR_SYNTAX },
		{ "https://dns.test:0/", NULL, NULL, 0, ERR_RANGE },
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct server *server = NULL;
		const char *host = NULL;
		const char *why = NULL;

		if (server_parse_named(arena, str_of(rows[i].written), DEFAULT_PORT,
				       &server, &host, &why) != rows[i].err)
			fail_msg("%s: %s", rows[i].written, why);
		if (rows[i].host == NULL) {
			assert_null(host);
		} else {
			assert_string_equal(host, rows[i].host);
		}
		if (rows[i].err != ERR_OK)
			continue;
		assert_string_equal(server->tls_name, rows[i].tls_name);
		assert_int_equal(server_port(server), rows[i].port);
	}
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parse_reads_every_form),
		cmocka_unit_test(test_hosts_stand_only_where_a_certificate_names_them),
		cmocka_unit_test(test_parse_refuses_with_the_right_error),
		cmocka_unit_test(test_parse_takes_a_default_port_for_udp_and_tcp_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
