#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/attr.h"
#include "cli/dig_reverse.h"

static void test_addresses_are_turned_round_as_dig_does(void **state)
{
	static const struct {
		const char *address;
		const char *name;
	} rows[] = {
		{ "192.0.2.1", "1.2.0.192.in-addr.arpa." },
		{ "192.0.2", "2.0.192.in-addr.arpa." },
		{ "10", "10.in-addr.arpa." },
		{ "1.2.3.4.5", "5.4.3.2.1.in-addr.arpa." },
		{ "foo.bar", "bar.foo.in-addr.arpa." },
		{ "1..2", "2..1.in-addr.arpa." },
		{ "1.2.", ".2.1.in-addr.arpa." },
		{ "", ".in-addr.arpa." },
		{ "fe80::1%lo", "fe80::1%lo.in-addr.arpa." },
		{ "2001:db8::1", "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0."
				 "8.b.d.0.1.0.0.2.ip6.arpa." },
		{ "::ffff:192.0.2.1", "1.0.2.0.0.0.0.c.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0."
				      "0.0.0.0.0.0.0.0.ip6.arpa." },
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		assert_string_equal(dig_reverse_name(arena, rows[i].address),
				    rows[i].name);
	}
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_addresses_are_turned_round_as_dig_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
