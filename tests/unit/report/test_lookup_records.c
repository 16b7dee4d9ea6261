#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../query/said.h"
#include "base/json.h"
#include "base/text.h"
#include "report/lookup.h"
#include "report/lookup_records.h"

static void test_a_record_is_a_line_or_an_object(void **state)
{
	const struct lookup_style style = { .rr.rdata.is_multiline = true };
	struct arena *arena = arena_new();
	struct agreement agreement;
	char buffer[256];
	struct said said;
	struct json json;
	struct text text;

	(void)state;
	said_read(&said, arena, "ab");
	agreement_make(arena, &said.asked, &agreement);
	text_init(&text, buffer, sizeof(buffer));
	lookup_records_print(&text, agreement.replies[0].rrsets, 1, &style, true);
	lookup_records_print(&text, agreement.replies[0].rrsets, 0, &style, false);
	json_init(&json, &text, false);
	lookup_records_print_json(&json, agreement.replies[0].rrsets, 0);
	assert_string_equal(buffer, "www.test. 3600 A 192.0.2.2\n"
				    "www.test. A 192.0.2.1\n"
				    "{\"name\":\"www.test.\",\"type\":\"A\","
				    "\"ttl\":3600,\"data\":\"192.0.2.1\"}");
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_record_is_a_line_or_an_object),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
