#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/text.h"
#include "query/resolvconf.h"
#include "scratch.h"

static struct resolvconf read_text(struct arena *arena, struct str content)
{
	struct resolvconf conf = { 0 };

	resolvconf_parse(arena, content, &conf);
	return conf;
}

/* "servers | search | ndots timeout tries flags" on one line. */
static void print_conf(struct text *text, const struct resolvconf *conf)
{
	for (size_t i = 0; i < conf->server_count; i++) {
		server_print_address(text, conf->servers[i]);
		text_add_char(text, ' ');
	}
	text_add_cstr(text, "| ");
	for (size_t i = 0; i < conf->search_count; i++) {
		name_print(text, conf->search[i]);
		text_add_char(text, ' ');
	}
	text_add_format(text, "| %u %u %u%s%s", conf->ndots, conf->timeout_ms,
			conf->tries, conf->has_rotate ? " rotate" : "",
			conf->has_tcp ? " tcp" : "");
}

static const struct {
	const char *why;
	struct str file;
	const char *conf;
} rows[] = {
	{ "nothing", STR(""), "127.0.0.1#53 ::1#53 | | 1 5000 2" },
	{ "the usual",
	  STR("nameserver 192.0.2.1\nnameserver 2001:db8::1\nsearch a.example b.example.\n"),
	  "192.0.2.1#53 2001:db8::1#53 | a.example. b.example. | 1 5000 2" },
	{ "no final line feed", STR("nameserver 192.0.2.1"),
	  "192.0.2.1#53 | | 1 5000 2" },
	{ "CRLF", STR("nameserver 192.0.2.1\r\nsearch a\r\n"),
	  "192.0.2.1#53 | a. | 1 5000 2" },
	{ "tabs and remarks",
	  STR("# x\n; y\nnameserver\t192.0.2.1\t# office\nsearch a # b\n"),
	  "192.0.2.1#53 | a. | 1 5000 2" },
	{ "a link-local server", STR("nameserver fe80::1%lo\n"),
	  "fe80::1%lo#53 | | 1 5000 2" },
	{ "an address that is none is passed over",
	  STR("nameserver bogus\nnameserver 192.0.2.1\n"), "192.0.2.1#53 | | 1 5000 2" },
	{ "a port", STR("nameserver [127.0.0.1]:5353\n"), "127.0.0.1#5353 | | 1 5000 2" },
	{ "another transport is passed over",
	  STR("nameserver tcp://192.0.2.9\nnameserver 192.0.2.1\n"),
	  "192.0.2.1#53 | | 1 5000 2" },
	{ "the last of search and domain counts",
	  STR("search a b\ndomain c d\nnameserver ::1\n"), "::1#53 | c. | 1 5000 2" },
	{ "an empty search changes nothing", STR("search a\nsearch\nnameserver ::1\n"),
	  "::1#53 | a. | 1 5000 2" },
	{ "a search name that is none is passed over",
	  STR("search a..b c\nnameserver ::1\n"), "::1#53 | c. | 1 5000 2" },
	{ "every option",
	  STR("nameserver ::1\noptions ndots:3 timeout:7 attempts:4 rotate use-vc edns0\n"),
	  "::1#53 | | 3 7000 4 rotate tcp" },
	{ "numbers past their bounds",
	  STR("nameserver ::1\noptions ndots:99 timeout:999999999999 attempts:77\n"),
	  "::1#53 | | 15 30000 5" },
	{ "numbers below their bounds",
	  STR("nameserver ::1\noptions ndots:0 timeout:0 attempts:0\n"),
	  "::1#53 | | 0 1000 1" },
	{ "numbers that are none",
	  STR("nameserver ::1\noptions ndots:x timeout: attempts:-1 ndots\n"),
	  "::1#53 | | 1 5000 2" },
	{ "an indented keyword does not count",
	  STR(" nameserver 192.0.2.9\nnameserver ::1\n"), "::1#53 | | 1 5000 2" },
	{ "a keyword is a whole word", STR("nameservers 192.0.2.9\nnameserver ::1\n"),
	  "::1#53 | | 1 5000 2" },
	{ "bytes that are not text",
	  STR("\0\nnameserver ::1\n\0nameserver ::2\n\xff\xfe\nnameserver 1.2.3.4\0\n"),
	  "::1#53 | | 1 5000 2" },
};

static void test_parse_follows_the_manual(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct resolvconf conf = read_text(arena, rows[i].file);
		char buffer[512];
		struct text text;

		text_init(&text, buffer, sizeof(buffer));
		print_conf(&text, &conf);
		if (strcmp(buffer, rows[i].conf) != 0)
			fail_msg("%s: %s", rows[i].why, buffer);
	}
	arena_free(arena);
}

static void test_parse_bounds_its_lists(void **state)
{
	struct text text;
	struct arena *arena = arena_new();

	(void)state;
	text_init_growing(&text, 65536);
	for (unsigned i = 0; i < 100; i++)
		text_add_format(&text, "nameserver 192.0.2.%u\n", i);
	text_add_cstr(&text, "search");
	for (unsigned i = 0; i < 100; i++)
		text_add_format(&text, " d%u", i);

	const struct resolvconf conf = read_text(arena, text_str(&text));

	assert_int_equal(conf.server_count, RESOLVCONF_SERVERS_MAX);
	assert_int_equal(conf.search_count, RESOLVCONF_SEARCH_MAX);
	text_free(&text);
	arena_free(arena);
}

static void test_read_takes_a_file(void **state)
{
	struct arena *arena = arena_new();
	char *path = scratch_file((struct str)STR("nameserver 192.0.2.7\n"));
	struct resolvconf conf = { 0 };

	(void)state;
	assert_int_equal(resolvconf_read(arena, path, &conf), ERR_OK);
	assert_int_equal(conf.server_count, 1);
	assert_string_equal(conf.servers[0]->name, "192.0.2.7");
	scratch_drop(path);
	arena_free(arena);
}

static void test_a_missing_file_gives_the_defaults(void **state)
{
	struct arena *arena = arena_new();
	struct resolvconf conf = { 0 };

	(void)state;
	assert_int_equal(resolvconf_read(arena, "/nonexistent/resolv.conf", &conf),
			 ERR_OK);
	assert_int_equal(conf.server_count, 2);
	assert_int_equal(conf.ndots, 1);
	arena_free(arena);
}

static void test_what_cannot_be_read_is_an_error(void **state)
{
	struct arena *arena = arena_new();
	struct resolvconf conf = { .ndots = 77 };

	(void)state;
	assert_int_equal(resolvconf_read(arena, "/", &conf), ERR_IO);
	assert_int_equal(resolvconf_read(arena, "/dev/zero", &conf), ERR_LIMIT);
	assert_int_equal(conf.ndots, 77);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parse_follows_the_manual),
		cmocka_unit_test(test_parse_bounds_its_lists),
		cmocka_unit_test(test_read_takes_a_file),
		cmocka_unit_test(test_a_missing_file_gives_the_defaults),
		cmocka_unit_test(test_what_cannot_be_read_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
