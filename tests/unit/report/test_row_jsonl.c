#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "replied.h"

static void check(struct replied *replied, const char *wanted)
{
	struct arena *arena = arena_new();

	assert_string_equal(replied_print(arena, replied, &row_jsonl), wanted);
	arena_free(arena);
}

#define SERVER \
	"\"server\":\"192.0.2.53#53\",\"transport\":\"udp\",\"rtt_us\":1500,\"tries\":1,"

static void test_answers_are_a_list_of_objects(void **state)
{
	struct replied replied;

	(void)state;
	replied_init(&replied, FLAG_QR);
	check(&replied,
	      "{\"line\":7,\"name\":\"a\",\"type\":\"A\",\"status\":\"NODATA\"," SERVER
	      "\"answers\":[]}\n");
	replied_add_addresses(&replied, 2);
	check(&replied,
	      "{\"line\":7,\"name\":\"a\",\"type\":\"A\",\"status\":\"NOERROR\"," SERVER
	      "\"answers\":[{\"type\":\"A\",\"ttl\":60,\"data\":\"192.0.2.0\"},"
	      "{\"type\":\"A\",\"ttl\":60,\"data\":\"192.0.2.1\"}]}\n");
}

static void test_a_line_that_cannot_be_asked_has_its_reason_and_no_server(void **state)
{
	struct replied replied = { .row = { .line = 2,
					    .name = STR("a..b"),
					    .qtype = TYPE_MX,
					    .fault = STR("an \"empty\" label") } };

	(void)state;
	check(&replied,
	      "{\"line\":2,\"name\":\"a..b\",\"type\":\"MX\",\"status\":\"INVALID\","
	      "\"fault\":\"an \\\"empty\\\" label\",\"answers\":[]}\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answers_are_a_list_of_objects),
		cmocka_unit_test(
			test_a_line_that_cannot_be_asked_has_its_reason_and_no_server),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
