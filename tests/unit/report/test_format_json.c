#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "sample.h"

static void test_json_is_one_document_of_the_objects_of_jsonl(void **state)
{
	char *written = sample_run(&format_json, (struct format_context){ 0 });
	static const char start[] = "{\"verdicts\": [\n{\"state\":\"unknown\",";
	size_t commas = 0;

	(void)state;
	assert_memory_equal(written, start, sizeof(start) - 1);
	for (const char *at = strstr(written, "},\n{"); at != NULL;
	     at = strstr(at + 1, "},\n{"))
		commas++;
	assert_int_equal(commas, ARRAY_LEN(sample_verdicts) - 1);
	assert_non_null(strstr(written, "\n],\n\"summary\": {\"expectations\":5,"));
	assert_string_equal(written + strlen(written) - 3, "}}\n");
	free(written);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_json_is_one_document_of_the_objects_of_jsonl),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
