#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/json.h"
#include "base/text.h"
#include "query/validate.h"
#include "report/lookup_validation.h"

enum { TEXT_SIZE = 4096, DAY = 86400, EXPIRATION = 1800000000 };

static const struct validate_step steps[] = {
	{
		.owner = { (const uint8_t *)"", 1 },
		.what = "DNSKEY",
		.status = VALIDATE_SECURE,
		.why = "signed by key 1",
		.has_key = true,
		.key_tag = 1,
		.algorithm = 15,
		.signer = { (const uint8_t *)"", 1 },
		.has_expiry = true,
		.expires_in = (int64_t)3 * DAY,
		.expiration = EXPIRATION,
	},
	{
		.owner = { (const uint8_t *)"\3www", 5 },
		.what = "A",
		.status = VALIDATE_BOGUS,
		.why = "RRSIG of A by key 1 does not fit the records",
	},
};

static const struct validate_result bogus = {
	.status = VALIDATE_BOGUS,
	.why = "RRSIG of A by key 1 does not fit the records",
	.steps = steps,
	.step_count = 2,
	.first_to_expire = &steps[0],
	.verifications = 2,
	.questions = 1,
};

static char buffer[TEXT_SIZE];
static struct text text;

static int set_up(void **state)
{
	(void)state;
	text_init(&text, buffer, sizeof(buffer));
	return 0;
}

static void test_the_block_has_the_verdict_the_reason_and_columns(void **state)
{
	(void)state;
	lookup_validation_print(&text, &bogus);
	assert_string_equal(
		buffer,
		";; VALIDATION: bogus\n"
		";; RRSIG of A by key 1 does not fit the records\n"
		";;   .     DNSKEY  secure         signed by key 1; expires in 3 d\n"
		";;   www.  A       bogus          RRSIG of A by key 1 does not fit the "
		"records\n"
		";; The first signature to expire: . DNSKEY, in 3 d\n\n");
}

static void test_what_could_not_be_had_is_told_once(void **state)
{
	static const char why[] = ". DNSKEY could not be had";
	const struct validate_step step = {
		.owner = { (const uint8_t *)"", 1 },
		.what = "DNSKEY",
		.status = VALIDATE_INDETERMINATE,
		.why = why,
	};
	const struct validate_result result = {
		.status = VALIDATE_INDETERMINATE,
		.why = why,
		.steps = &step,
		.step_count = 1,
	};

	(void)state;
	lookup_validation_print(&text, &result);
	assert_string_equal(buffer, ";; VALIDATION: indeterminate\n"
				    ";; . DNSKEY could not be had\n"
				    ";;   .  DNSKEY  indeterminate\n\n");
}

static void test_unsupported_stands_apart(void **state)
{
	const struct validate_result result = { .status = VALIDATE_INSECURE,
						.why = "x",
						.is_unsupported = true };

	(void)state;
	lookup_validation_print(&text, &result);
	assert_string_equal(buffer, ";; VALIDATION: insecure (unsupported)\n;; x\n\n");
}

static void test_the_short_line_is_for_what_is_not_secure(void **state)
{
	const struct validate_result secure = { .status = VALIDATE_SECURE, .why = "x" };

	(void)state;
	lookup_validation_print_short(&text, &secure);
	assert_string_equal(buffer, "");
	lookup_validation_print_short(&text, &bogus);
	assert_string_equal(buffer, ";; VALIDATION: bogus: RRSIG of A by key 1 does not "
				    "fit the records\n");
}

static void test_json_has_every_member(void **state)
{
	struct json json;

	(void)state;
	json_init(&json, &text, false);
	json_object_begin(&json);
	lookup_validation_print_json(&json, &bogus);
	json_object_end(&json);
	assert_string_equal(
		buffer,
		"{\"validation\":{\"status\":\"bogus\",\"why\":\"RRSIG of A by key 1 "
		"does not fit the records\",\"unsupported\":false,"
		"\"expires\":\"2027-01-15T08:00:00Z\",\"expiresIn\":259200,"
		"\"questions\":1,\"verifications\":2,\"steps\":["
		"{\"name\":\".\",\"what\":\"DNSKEY\",\"status\":\"secure\","
		"\"why\":\"signed by key 1\",\"key\":{\"signer\":\".\",\"tag\":1,"
		"\"algorithm\":15,\"algorithmName\":\"ED25519\"},"
		"\"expires\":\"2027-01-15T08:00:00Z\",\"expiresIn\":259200},"
		"{\"name\":\"www.\",\"what\":\"A\",\"status\":\"bogus\","
		"\"why\":\"RRSIG of A by key 1 does not fit the records\",\"key\":null,"
		"\"expires\":null,\"expiresIn\":null}]}}");
}

static void test_nothing_is_written_of_no_validation(void **state)
{
	struct json json;

	(void)state;
	json_init(&json, &text, false);
	lookup_validation_print(&text, NULL);
	lookup_validation_print_short(&text, NULL);
	lookup_validation_print_json(&json, NULL);
	lookup_validation_print_yaml(&text, NULL);
	assert_string_equal(buffer, "");
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup(name, set_up)
	const struct CMUnitTest tests[] = {
		CASE(test_the_block_has_the_verdict_the_reason_and_columns),
		CASE(test_what_could_not_be_had_is_told_once),
		CASE(test_unsupported_stands_apart),
		CASE(test_the_short_line_is_for_what_is_not_secure),
		CASE(test_json_has_every_member),
		CASE(test_nothing_is_written_of_no_validation),
	};
#undef CASE

	return cmocka_run_group_tests(tests, NULL, NULL);
}
