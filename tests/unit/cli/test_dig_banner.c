#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "cli/dig_banner.h"
#include "cli/dig_lookup.h"

static void test_the_first_banner_has_servers_and_options(void **state)
{
	static char words[][8] = { "dig", "a.test", "mx" };
	char *argv[] = { words[0], words[1], words[2], NULL };
	struct dig_banner banner = { .argc = 3, .argv = argv, .is_first = true };
	struct arena *arena = arena_new();
	const char *text;

	(void)state;
	text = dig_banner_print(arena, &banner, 2);
	assert_ptr_equal(strstr(text, "\n; <<>> DiG "), text);
	assert_non_null(strstr(text, " <<>> a.test mx\n; (2 servers found)\n"
				     ";; global options: +cmd\n"));
	text = dig_banner_print(arena, &banner, 0);
	assert_null(strstr(text, "found"));
	banner.has_short = true;
	text = dig_banner_print(arena, &banner, 1);
	assert_non_null(
		strstr(text, "; (1 server found)\n;; global options: +short +cmd\n"));
	banner.is_first = false;
	text = dig_banner_print(arena, &banner, 1);
	assert_ptr_equal(strstr(text, "; <<>> DiG "), text);
	assert_null(strstr(text, "global"));
	arena_free(arena);
}

static void test_a_long_line_is_cut(void **state)
{
	static char word[3000];
	char *argv[] = { word, word, NULL };
	const struct dig_banner banner = { .argc = 2, .argv = argv, .is_first = true };
	struct arena *arena = arena_new();

	(void)state;
	memset(word, 'x', sizeof(word) - 1);
	assert_int_equal(strlen(dig_banner_print(arena, &banner, 1)), 1023);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_first_banner_has_servers_and_options),
		cmocka_unit_test(test_a_long_line_is_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
