#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/text.h"
#include "query/doh_url.h"
#include "query/server.h"
#include "query/tls_profile.h"

static void test_a_url_names_whom_the_certificate_must_name(void **state)
{
	static const struct tls_profile named = { .name = "dns.test" };
	static const struct {
		const char *server;
		const char *tls_name;
		const struct tls_profile *tls;
		bool is_plain;
		const char *url;
		const char *way;
	} rows[] = {
		{ "https://192.0.2.1", NULL, NULL, false,
		  "https://192.0.2.1:443/dns-query", "::192.0.2.1:443" },
		{ "https://192.0.2.1:8443/x?a=b", NULL, NULL, false,
		  "https://192.0.2.1:8443/x?a=b", "::192.0.2.1:8443" },
		{ "https://192.0.2.1#dns.test", NULL, NULL, false,
		  "https://dns.test:443/dns-query", "::192.0.2.1:443" },
		{ "https://[2001:db8::1]:444", NULL, NULL, false,
		  "https://[2001:db8::1]:444/dns-query", "::[2001:db8::1]:444" },
		{ "https://192.0.2.1", "evil.test/path?", &named, false,
		  "https://dns.test:443/dns-query", "::192.0.2.1:443" },
		{ "https://192.0.2.1", "a@b", NULL, true,
		  "http://192.0.2.1:443/dns-query", "::192.0.2.1:443" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena *arena = arena_new();
		struct server *server = NULL;
		const char *why = NULL;
		char buffer[256];
		struct text text;

		assert_int_equal(
			server_parse(arena, str_of(rows[i].server), 53, &server, &why),
			ERR_OK);
		if (rows[i].tls_name != NULL)
			server->tls_name = rows[i].tls_name;
		server->name = NULL;
		server->tls = rows[i].tls;
		server->is_http_plain = rows[i].is_plain;
		text_init(&text, buffer, sizeof(buffer));
		doh_url_print(&text, server);
		assert_string_equal(text.data, rows[i].url);
		text_clear(&text);
		doh_url_print_way(&text, server);
		assert_string_equal(text.data, rows[i].way);
		arena_free(arena);
	}
}

/* The vectors of RFC 4648 section 10, and what is different in base64url. */
static void test_messages_are_in_base64url_without_padding(void **state)
{
	static const struct {
		const char *url;
		const char *data;
		const char *wanted;
	} rows[] = {
		{ "/q", "", "/q?dns=" },
		{ "/q", "f", "/q?dns=Zg" },
		{ "/q", "fo", "/q?dns=Zm8" },
		{ "/q", "foo", "/q?dns=Zm9v" },
		{ "/q", "foob", "/q?dns=Zm9vYg" },
		{ "/q?a=b", "foobar", "/q?a=b&dns=Zm9vYmFy" },
		{ "/q", "\377\357\276", "/q?dns=_---" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char buffer[64];
		struct text text;

		text_init(&text, buffer, sizeof(buffer));
		text_add_cstr(&text, rows[i].url);
		doh_url_add_query(&text, (const uint8_t *)rows[i].data,
				  strlen(rows[i].data));
		assert_string_equal(text.data, rows[i].wanted);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_url_names_whom_the_certificate_must_name),
		cmocka_unit_test(test_messages_are_in_base64url_without_padding),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
