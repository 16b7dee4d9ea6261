#include "dns/rdata_svcb.h"
#include "rdata_case.h"

static void test_keys_are_found_by_number_and_name(void **state)
{
	(void)state;
	for (uint16_t number = 0; number < 10; number++) {
		const struct rdata_svcb_key *key = rdata_svcb_find(number);

		assert_non_null(key);
		assert_int_equal(key->number, number);
		assert_ptr_equal(rdata_svcb_find_name(str_of(key->name)), key);
	}
	assert_null(rdata_svcb_find(10));
	assert_null(rdata_svcb_find(RDATA_SVCB_KEY_INVALID));
	assert_string_equal(rdata_svcb_find_name(str_of("IPv6Hint"))->name, "ipv6hint");
	assert_null(rdata_svcb_find_name(str_of("key1")));
	assert_null(rdata_svcb_find_name(str_of("")));
}

static void test_parameters_are_cut_off_one_by_one(void **state)
{
	const uint8_t wire[] = { 0, 1, 0, 2, 'a', 'b', 255, 255, 0, 0, 0, 3, 0, 9 };
	const uint8_t *data = wire;
	size_t size = sizeof(wire);
	struct rdata_svcb_param param;

	(void)state;
	assert_true(rdata_svcb_next(&data, &size, &param));
	assert_int_equal(param.key, 1);
	assert_int_equal(param.size, 2);
	assert_memory_equal(param.data, "ab", 2);
	assert_true(rdata_svcb_next(&data, &size, &param));
	assert_int_equal(param.key, 65535);
	assert_int_equal(param.size, 0);
	assert_false(rdata_svcb_next(&data, &size, &param));
	assert_int_equal(size, 4);
}

static void test_at_the_end_there_is_none(void **state)
{
	const uint8_t wire[3] = { 0, 1, 0 };
	const uint8_t *data = wire;
	struct rdata_svcb_param param;

	(void)state;
	for (size_t size = 0; size <= sizeof(wire); size++) {
		size_t left = size;

		assert_false(rdata_svcb_next(&data, &left, &param));
		assert_int_equal(left, size);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys_are_found_by_number_and_name),
		cmocka_unit_test(test_parameters_are_cut_off_one_by_one),
		cmocka_unit_test(test_at_the_end_there_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
