#include <ldns/ldns.h>

#include "dns/rdata_format.h"
#include "dns/type.h"
#include "rdata_case.h"

static void test_formats_come_from_ldns(void **state)
{
	struct rdata_format format;

	(void)state;
	assert_true(rdata_format_find(TYPE_MX, &format));
	assert_int_equal(format.count, 2);
	assert_int_equal(format.minimum, 2);
	assert_int_equal(format.kinds[0], LDNS_RDF_TYPE_INT16);
	assert_int_equal(format.kinds[1], LDNS_RDF_TYPE_DNAME);
	assert_int_equal(format.repeat, LDNS_RDF_TYPE_NONE);
	assert_true(rdata_format_find(TYPE_TXT, &format));
	assert_int_equal(format.count, 0);
	assert_int_equal(format.minimum, 1);
	assert_int_equal(format.repeat, LDNS_RDF_TYPE_STR);
}

static void test_formats_that_ldns_lacks_or_has_wrong_are_ours(void **state)
{
	static const uint16_t types[] = { 23, 38,  40,  45,  55,  56,  57,  66,   67,
					  68, 249, 258, 259, 260, 261, 262, 32768 };
	struct rdata_format format;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(types); i++) {
		if (!rdata_format_find(types[i], &format))
			fail_msg("type %u has no format", types[i]);
	}
	assert_true(rdata_format_find(TYPE_SINK, &format));
	assert_int_equal(format.count, 4);
	assert_true(rdata_format_find(TYPE_AMTRELAY, &format));
	assert_int_equal(format.shape, RDATA_SHAPE_AMTRELAY);
}

static void test_opaque_types_have_none(void **state)
{
	static const uint16_t types[] = { 0,   10,  41,  54,  100,   103,   128,  251,
					  255, 263, 264, 265, 32767, 32770, 65535 };
	struct rdata_format format;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(types); i++) {
		if (rdata_format_find(types[i], &format))
			fail_msg("type %u has a format", types[i]);
	}
}

static void test_some_types_belong_to_the_internet(void **state)
{
	struct rdata_format format;

	(void)state;
	assert_true(rdata_format_find(TYPE_AAAA, &format) && format.is_internet);
	assert_true(rdata_format_find(TYPE_HTTPS, &format) && format.is_internet);
	assert_true(rdata_format_find(TYPE_MX, &format) && !format.is_internet);
	assert_true(rdata_format_find(TYPE_TA, &format) && !format.is_internet);
}

/* Whatever ldns says of a type: nothing that our cut could not hold. */
static void test_no_format_is_larger_than_its_table(void **state)
{
	struct rdata_format format;

	(void)state;
	for (unsigned type = 0; type <= UINT16_MAX; type++) {
		if (!rdata_format_find((uint16_t)type, &format))
			continue;
		assert_true(format.count <= RDATA_FORMAT_KINDS_MAX);
		assert_true(format.count < RDATA_FIELDS_MAX);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_formats_come_from_ldns),
		cmocka_unit_test(test_formats_that_ldns_lacks_or_has_wrong_are_ours),
		cmocka_unit_test(test_opaque_types_have_none),
		cmocka_unit_test(test_some_types_belong_to_the_internet),
		cmocka_unit_test(test_no_format_is_larger_than_its_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
