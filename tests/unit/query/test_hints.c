#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/text.h"
#include "query/hints.h"
#include "scratch.h"

static void print_servers(struct text *text, const struct server *const *servers,
			  size_t count)
{
	for (size_t i = 0; i < count; i++) {
		text_add_cstr(text, i == 0 ? "" : " ");
		text_add_cstr(text, servers[i]->name);
		text_add_char(text, '=');
		server_print_address(text, servers[i]);
	}
}

static void test_builtin_has_thirteen_letters_in_both_families(void **state)
{
	struct arena *arena = arena_new();
	const struct server **servers = NULL;
	size_t v6_count = 0;

	(void)state;
	assert_int_equal(hints_builtin(arena, 5353, &servers), 26);
	for (size_t i = 0; i < 26; i++) {
		v6_count += server_family(servers[i]) == 6;
		assert_int_equal(server_port(servers[i]), 5353);
		for (size_t j = 0; j < i; j++)
			assert_false(server_equal(servers[i], servers[j]));
	}
	assert_int_equal(v6_count, 13);
	arena_free(arena);
}

static void test_read_takes_the_addresses_of_root_servers(void **state)
{
	static const struct {
		const char *why;
		struct str file;
		const char *servers;
	} rows[] = {
		{ "the usual",
		  STR("; hints\n.  3600000  NS  A.ROOT.\nA.ROOT. 3600000 A 192.0.2.1\n"
		      "A.ROOT. 3600000 AAAA 2001:db8::1\n"),
		  "a.root.=192.0.2.1#5300 a.root.=2001:db8::1#5300" },
		{ "class and TTL in either order, addresses first",
		  STR("a.root. IN 300 A 192.0.2.1\n. 300 IN NS a.root. ; x\n"),
		  "a.root.=192.0.2.1#5300" },
		{ "neither class nor TTL, the owner of the line before, $TTL",
		  STR("$TTL 300\n. NS a.root.\n\tNS b.root.\na.root. A 192.0.2.1\n"
		      "  AAAA ::1\nb.root. A 192.0.2.2"),
		  "a.root.=192.0.2.1#5300 a.root.=::1#5300 b.root.=192.0.2.2#5300" },
		{ "addresses of others and other records are passed over",
		  STR(". NS a.root.\ncom. NS b.root.\nb.root. A 192.0.2.2\n"
		      "a.root. TXT \"x\"\na.root. A 192.0.2.1\n"),
		  "a.root.=192.0.2.1#5300" },
		{ "an address counts once",
		  STR(". NS a.root.\n. NS b.root.\na.root. A 192.0.2.1\nb.root. A 192.0.2.1\n"),
		  "a.root.=192.0.2.1#5300" },
		{ "CRLF", STR(". NS a.root.\r\n\r\na.root. A 192.0.2.1\r\n"),
		  "a.root.=192.0.2.1#5300" },
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char *path = scratch_file(rows[i].file);
		const struct server **servers = NULL;
		const char *why = NULL;
		size_t count = 0;
		char buffer[512];
		struct text text;

		if (hints_read(arena, path, 5300, &servers, &count, &why) != ERR_OK)
			fail_msg("%s: %s", rows[i].why, why);
		text_init(&text, buffer, sizeof(buffer));
		print_servers(&text, servers, count);
		if (strcmp(buffer, rows[i].servers) != 0)
			fail_msg("%s: %s", rows[i].why, buffer);
		scratch_drop(path);
	}
	arena_free(arena);
}

static void test_read_names_the_line_of_a_fault(void **state)
{
	static const struct {
		struct str file;
		const char *sentence; /* behind the file's name */
	} rows[] = {
		{ STR("\n NS a.root.\n"), ":2: the first record has no owner" },
		{ STR(". NS a.root.\na.root. A 192.0.2\n"),
		  ":2: \"192.0.2\" is no IPv4 address" },
		{ STR("a.root. AAAA 192.0.2.1\n"),
		  ":1: \"192.0.2.1\" is no IPv6 address" },
		{ STR("a.root. A\n"), ":1: \"\" is no IPv4 address" },
		{ STR(". NS a..root.\n"),
		  ":1: \"a..root.\" is no domain name: empty label" },
		{ STR(". CH NS a.root.\n"), ":1: class IN is wanted" },
		{ STR(". 300 IN 300 NS\n"),
		  ":1: a type (NS, A or AAAA) is wanted, not \"300\"" },
		{ STR(".\n"), ":1: a type (NS, A or AAAA) is wanted, not \"\"" },
		{ STR("$INCLUDE /etc/passwd\n"),
		  ":1: of the directives only $TTL is known here" },
		{ STR("a.root. A 192.0.2.1 A\n"),
		  ":1: the line has more than one record" },
		{ STR(""),
		  ": an NS record of the root and an A or AAAA record of its target are wanted" },
		{ STR(". NS a.root.\nb.root. A 192.0.2.1\n"),
		  ": an NS record of the root and an A or AAAA record of its target are wanted" },
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char *path = scratch_file(rows[i].file);
		const struct server **servers = NULL;
		const char *why = NULL;
		size_t count = 0;

		assert_int_equal(hints_read(arena, path, 53, &servers, &count, &why),
				 ERR_SYNTAX);
		assert_memory_equal(why, path, strlen(path));
		assert_string_equal(why + strlen(path), rows[i].sentence);
		assert_null(servers);
		scratch_drop(path);
	}
	arena_free(arena);
}

static void test_read_bounds_the_file(void **state)
{
	struct arena *arena = arena_new();
	const struct server **servers = NULL;
	const char *why = NULL;
	size_t count = 0;
	struct text text;

	(void)state;
	text_init_growing(&text, 65536);
	text_add_cstr(&text, ". NS a.root.\n");
	for (unsigned i = 0; i < HINTS_MAX + 1; i++)
		text_add_format(&text, "a.root. A 192.0.2.%u\n", i);

	char *path = scratch_file(text_str(&text));

	assert_int_equal(hints_read(arena, path, 53, &servers, &count, &why), ERR_LIMIT);
	assert_int_equal(hints_read(arena, "/nonexistent", 53, &servers, &count, &why),
			 ERR_NOT_FOUND);
	assert_string_equal(why, "/nonexistent: the root hints: not found");
	scratch_drop(path);
	text_free(&text);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_builtin_has_thirteen_letters_in_both_families),
		cmocka_unit_test(test_read_takes_the_addresses_of_root_servers),
		cmocka_unit_test(test_read_names_the_line_of_a_fault),
		cmocka_unit_test(test_read_bounds_the_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
