#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "replied.h"

static void check(struct replied *replied, const char *wanted)
{
	struct arena *arena = arena_new();

	assert_string_equal(replied_print(arena, replied, &row_csv), wanted);
	arena_free(arena);
}

static void test_answers_share_a_field(void **state)
{
	struct replied replied;

	(void)state;
	replied_init(&replied, FLAG_QR);
	check(&replied, "7,\"a\",A,NODATA,192.0.2.53#53,1500,\"\"\r\n");
	replied_add_addresses(&replied, 2);
	check(&replied,
	      "7,\"a\",A,NOERROR,192.0.2.53#53,1500,\"192.0.2.0\n192.0.2.1\"\r\n");
}

static void test_quotes_are_doubled(void **state)
{
	struct replied replied;

	(void)state;
	replied_init(&replied, FLAG_QR);
	replied.row.name = str_of("a\"b");
	replied.row.qtype = TYPE_TXT;
	replied_add(&replied, false, TYPE_TXT, "\3x,y", 4);
	check(&replied,
	      "7,\"a\"\"b\",TXT,NOERROR,192.0.2.53#53,1500,\"\"\"x,y\"\"\"\r\n");
}

static void test_a_line_that_cannot_be_asked_has_all_fields(void **state)
{
	struct replied replied = { .row = { .line = 2,
					    .name = STR("a..b"),
					    .qtype = TYPE_MX,
					    .fault = STR("an empty label") } };

	(void)state;
	check(&replied, "2,\"a..b\",MX,INVALID,,0,\"an empty label\"\r\n");
}

static void test_the_heading_names_every_field(void **state)
{
	(void)state;
	assert_string_equal(row_csv.heading,
			    "line,name,type,status,server,rtt_us,answers\r\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answers_share_a_field),
		cmocka_unit_test(test_quotes_are_doubled),
		cmocka_unit_test(test_a_line_that_cannot_be_asked_has_all_fields),
		cmocka_unit_test(test_the_heading_names_every_field),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
