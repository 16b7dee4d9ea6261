#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/map.h"
#include "base/text.h"
#include "cli/bulk_line.h"
#include "dns/type.h"
#include "query/server.h"

static struct bulk_defaults defaults;

static int set_up(void **state)
{
	(void)state;
	defaults.arena = arena_new();
	defaults.servers = map_new(defaults.arena);
	defaults.qtype = TYPE_AAAA;
	defaults.port = 5353;
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(defaults.arena);
	return 0;
}

static const char *address_of(const struct server *server)
{
	static char buffer[128];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	if (server != NULL)
		server_print_address(&text, server);
	return buffer;
}

static void test_a_line_names_what_to_ask_and_whom(void **state)
{
	static const struct {
		const char *line, *name;
		uint16_t qtype;
		const char *server, *why;
	} rows[] = {
		{ "www.test", "www.test", TYPE_AAAA, "", "a name" },
		{ "  www.test \t", "www.test", TYPE_AAAA, "", "blanks around it" },
		{ "www.test MX", "www.test", TYPE_MX, "", "a type" },
		{ "www.test mx", "www.test", TYPE_MX, "", "in lower case" },
		{ "www.test TYPE65280", "www.test", 65280, "", "without a name" },
		{ "www.test @192.0.2.1", "www.test", TYPE_AAAA, "192.0.2.1#5353",
		  "a server at the port of all" },
		{ "www.test @192.0.2.1:53 A", "www.test", TYPE_A, "192.0.2.1#53",
		  "at its own port, before the type" },
		{ "www.test A MX", "www.test", TYPE_MX, "", "the last type counts" },
		{ "mx", "mx", TYPE_AAAA, "", "a name like a type" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct bulk_line line;

		print_message("# %s\n", rows[i].why);
		assert_true(
			bulk_line_parse(&defaults, str_of(rows[i].line), false, &line));
		assert_null(line.fault);
		assert_true(str_equal(line.name_text, str_of(rows[i].name)));
		assert_int_equal(line.qtype, rows[i].qtype);
		assert_string_equal(address_of(line.server), rows[i].server);
	}
}

static void test_lines_that_say_nothing_are_no_lines(void **state)
{
	static const char *const rows[] = { "", "  \t ", "# www.test", "; www.test",
					    "#" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct bulk_line line;

		assert_false(bulk_line_parse(&defaults, str_of(rows[i]), false, &line));
	}
}

static void test_what_cannot_be_asked_is_a_line_with_its_reason(void **state)
{
	static const struct {
		const char *line;
		bool is_cut;
		const char *says;
	} rows[] = {
		{ "www..test", false, "empty" },
		{ "www.test @nowhere.test", false, "" },
		{ "www.test MX please", false,
		  "'please' is no type: behind the name stand a type and @server" },
		{ "www.test a,b\"c\x01", false, "'a?b?c?' is no type" },
		{ "www.test 1234567890123456789012345678901234567890x", false,
		  "'1234567890123456789012345678901234567890...' is no type: behind "
		  "the name stand a type and @server" },
		{ "www.test", true, "the line is longer than 4096 bytes" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct bulk_line line;

		assert_true(bulk_line_parse(&defaults, str_of(rows[i].line),
					    rows[i].is_cut, &line));
		if (line.fault == NULL || strstr(line.fault, rows[i].says) == NULL)
			fail_msg("%s: %s", rows[i].line, line.fault);
		assert_int_equal(line.name_text.len, strcspn(rows[i].line, " "));
	}
}

static void test_the_same_server_is_one_object(void **state)
{
	struct bulk_line first, second, other;

	(void)state;
	assert_true(bulk_line_parse(&defaults, str_of("a @192.0.2.7"), false, &first));
	assert_true(bulk_line_parse(&defaults, str_of("b @192.0.2.7"), false, &second));
	assert_true(bulk_line_parse(&defaults, str_of("b @192.0.2.8"), false, &other));
	assert_ptr_equal(first.server, second.server);
	assert_ptr_not_equal(first.server, other.server);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_line_names_what_to_ask_and_whom),
		cmocka_unit_test(test_lines_that_say_nothing_are_no_lines),
		cmocka_unit_test(test_what_cannot_be_asked_is_a_line_with_its_reason),
		cmocka_unit_test(test_the_same_server_is_one_object),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
