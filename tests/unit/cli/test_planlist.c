#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "../check/declared.h"
#include "cli/planlist.h"

static void test_each_record_and_check_has_a_line(void **state)
{
	static const char yaml[] =
		"servers: {office: [192.0.2.53, \"[2001:db8::1]:54\"]}\n"
		"zones:\n"
		"  a.test:\n"
		"    ask: [authoritative, 192.0.2.7]\n"
		"    records:\n"
		"      www: {type: A, value: 192.0.2.1}\n"
		"      x: {type: MX, value: 10 m.a.test., ask: [office]}\n"
		"checks:\n"
		"  - {name: c, reverse: {address: 192.0.2.25, name: m.test., ask: "
		"[office]}}\n";
	static const char *const wanted[] = {
		"-  25.2.0.192.in-addr.arpa.  reverse  192.0.2.53#53, 2001:db8::1#54\n",
		"a.test.  www.a.test.  A  the name servers of a.test., 192.0.2.7#53\n",
		"a.test.  x.a.test.  MX  192.0.2.53#53, 2001:db8::1#54\n",
	};
	struct arena *arena = arena_new();
	struct declared declared;
	char *printed = NULL;
	size_t size = 0;
	FILE *file = open_memstream(&printed, &size);

	(void)state;
	if (!declared_load(&declared, arena, yaml))
		fail_msg("%s", declared_faults(&declared));
	planlist_print(file, declared.plan);
	(void)fclose(file);
	for (size_t i = 0; i < ARRAY_LEN(wanted); i++) {
		if (strstr(printed, wanted[i]) == NULL)
			fail_msg("no \"%s\" in:\n%s", wanted[i], printed);
	}
	free(printed); /* NOLINT: open_memstream gives it to us */
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_record_and_check_has_a_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
