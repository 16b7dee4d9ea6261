#include "dns/type.h"
#include "rdata_case.h"

static void check(uint16_t type, const char *hex, const char *wanted, const char *why)
{
	uint8_t buffer[CASE_WIRE_MAX];
	char out[CASE_WIRE_MAX];
	struct rdata_case rdata;
	struct text text;
	size_t size = 0;

	case_read(&rdata, hex);
	assert_int_equal(rdata_expand(type, rdata.wire, rdata.size, rdata.offset,
				      rdata.rdata_size, buffer, sizeof(buffer), &size),
			 ERR_OK);
	text_init(&text, out, sizeof(out));
	text_add_hex(&text, buffer, size, false);
	if (strcmp(out, wanted) != 0)
		fail_msg("%s: %s, wanted %s", why, out, wanted);
}

static void test_names_are_decompressed_and_keep_their_case(void **state)
{
	(void)state;
	check(TYPE_NS, "0141c000", "0141017800", "NS");
	check(TYPE_MX, "0001c000", "0001017800", "MX");
	check(TYPE_SRV, "000100020003c000", "000100020003017800", "SRV");
	check(TYPE_SOA, "c000c0000000000100000002000000030000000400000005",
	      "0178000178000000000100000002000000030000000400000005", "SOA");
	check(TYPE_HIP, "01020001ab6101610000", "01020001ab6101610000", "HIP");
}

static void test_all_else_is_as_received(void **state)
{
	(void)state;
	check(TYPE_TXT, "01610162", "01610162", "TXT keeps its chunks");
	check(65280, "c000", "c000", "an unknown type");
	check(TYPE_NS, "c000ff", "c000ff", "a broken NS");
	check(TYPE_A, "", "", "nothing");
}

static void test_a_buffer_that_is_too_small_is_refused(void **state)
{
	uint8_t buffer[8];
	struct rdata_case rdata;
	size_t size = 99;

	(void)state;
	case_read(&rdata, "0161c000");
	for (size_t room = 0; room < 5; room++) {
		assert_int_equal(rdata_expand(TYPE_NS, rdata.wire, rdata.size,
					      rdata.offset, rdata.rdata_size, buffer,
					      room, &size),
				 ERR_LIMIT);
	}
	assert_int_equal(size, 99);
	assert_int_equal(rdata_expand(TYPE_NS, rdata.wire, rdata.size, rdata.offset,
				      rdata.rdata_size, buffer, 5, &size),
			 ERR_OK);
	assert_int_equal(size, 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_are_decompressed_and_keep_their_case),
		cmocka_unit_test(test_all_else_is_as_received),
		cmocka_unit_test(test_a_buffer_that_is_too_small_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
