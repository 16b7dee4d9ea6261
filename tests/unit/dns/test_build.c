#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "dns/build.h"
#include "dns/edns.h"
#include "dns/type.h"
#include "packet.h"

static struct name_buffer qname_buffer;

static struct build_query make_query(void)
{
	if (name_parse(str_of("www.Example."), NULL, &qname_buffer, NULL) != ERR_OK)
		fail();
	return (struct build_query){
		.qname = name_of(&qname_buffer),
		.qtype = TYPE_MX,
		.qclass = CLASS_IN,
		.flags = FLAG_RD | FLAG_AD,
	};
}

static void check(const struct build_query *query, const char *hex)
{
	struct packet expected = { .size = 0 };
	uint8_t wire[BUILD_SIZE_MAX];
	size_t size = 0;

	packet_hex(&expected, hex);
	assert_int_equal(build_message(query, wire, sizeof(wire), &size), ERR_OK);
	assert_int_equal(size, expected.size);
	assert_memory_equal(wire, expected.wire, size);
}

static void test_a_query_is_header_and_question(void **state)
{
	struct build_query query = make_query();

	(void)state;
	check(&query, "000001200001000000000000"
		      "03777777074578616d706c6500"
		      "000f0001");
}

static void test_flags_and_opcode_stand_in_the_header(void **state)
{
	struct build_query query = make_query();

	(void)state;
	query.flags = FLAG_CD | FLAG_Z | 0x7800; /* bits of the opcode do not count */
	query.opcode = OPCODE_NOTIFY;
	query.is_header_only = true;
	check(&query, "000020500000000000000000");
}

static void test_opt_holds_size_version_flags_and_options(void **state)
{
	static const uint8_t options[] = { 0, 3, 0, 0, 0, 9, 0, 1, 7 };
	struct build_query query = make_query();

	(void)state;
	query.edns = (struct build_edns){
		.is_on = true,
		.version = 1,
		.udp_size = 1232,
		.flags = EDNS_FLAG_DO,
		.options = options,
		.options_size = sizeof(options),
	};
	check(&query, "000001200001000000000001"
		      "03777777074578616d706c6500000f0001"
		      "00002904d0000180000009"
		      "000300000009000107");
	query.edns.options = NULL;
	query.edns.options_size = 0;
	check(&query, "000001200001000000000001"
		      "03777777074578616d706c6500000f0001"
		      "00002904d0000180000000");
}

static void test_ixfr_tells_our_serial(void **state)
{
	struct build_query query = make_query();

	(void)state;
	query.qtype = TYPE_IXFR;
	query.has_ixfr_serial = true;
	query.ixfr_serial = 0x78563412;
	check(&query, "000001200001000000010000"
		      "03777777074578616d706c650000fb0001"
		      "03777777074578616d706c65000006000100000000"
		      "0016000078563412"
		      "00000000000000000000000000000000");
}

static void test_padding_fills_whole_blocks(void **state)
{
	static const size_t blocks[] = { 1, 2, 7, 16, 128, 468, 512 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(blocks); i++) {
		struct build_query query = make_query();
		uint8_t wire[BUILD_SIZE_MAX];
		struct edns edns;
		struct edns_option option;
		size_t size = 0;

		query.edns = (struct build_edns){ .is_on = true,
						  .udp_size = 1232,
						  .padding_block = blocks[i] };
		assert_int_equal(build_message(&query, wire, sizeof(wire), &size),
				 ERR_OK);
		assert_int_equal(size % blocks[i], 0);
		assert_true(size < 40 + 4 + blocks[i]);
		edns_find(wire, size, &edns);
		assert_true(edns_find_option(&edns, EDNS_PADDING, &option));
		assert_int_equal(option.size, size - 44);
		for (size_t k = 0; k < option.size; k++)
			assert_int_equal(option.data[k], 0);
	}
}

static void test_a_small_buffer_is_refused_at_every_size(void **state)
{
	static const uint8_t options[] = { 0, 3, 0, 0 };
	struct build_query query = make_query();
	uint8_t wire[BUILD_SIZE_MAX];
	size_t whole = 0;

	(void)state;
	query.has_ixfr_serial = true;
	query.edns = (struct build_edns){ .is_on = true,
					  .options = options,
					  .options_size = sizeof(options),
					  .padding_block = 128 };
	assert_int_equal(build_message(&query, wire, sizeof(wire), &whole), ERR_OK);
	for (size_t size = 0; size < whole; size++) {
		uint8_t *exact = malloc(size > 0 ? size : 1);
		size_t used = 77;

		assert_non_null(exact);
		assert_int_equal(build_message(&query, exact, size, &used), ERR_LIMIT);
		assert_int_equal(used, 77);
		free(exact);
	}
	assert_int_equal(build_message(&query, wire, whole, &whole), ERR_OK);
}

static void test_options_are_appended(void **state)
{
	uint8_t options[12];
	size_t size = 0;

	(void)state;
	assert_int_equal(
		build_option(options, sizeof(options), &size, EDNS_NSID, NULL, 0),
		ERR_OK);
	assert_int_equal(size, 4);
	assert_int_equal(build_option(options, sizeof(options), &size, 0x1234,
				      (const uint8_t *)"abcde", 5),
			 ERR_LIMIT);
	assert_int_equal(size, 4);
	assert_int_equal(build_option(options, sizeof(options), &size, 0x1234,
				      (const uint8_t *)"abcd", 4),
			 ERR_OK);
	assert_int_equal(size, 12);
	assert_memory_equal(options, "\0\003\0\0\022\064\0\004abcd", 12);
	assert_int_equal(build_option(options, sizeof(options), &size, 1, NULL, 0),
			 ERR_LIMIT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_query_is_header_and_question),
		cmocka_unit_test(test_flags_and_opcode_stand_in_the_header),
		cmocka_unit_test(test_opt_holds_size_version_flags_and_options),
		cmocka_unit_test(test_ixfr_tells_our_serial),
		cmocka_unit_test(test_padding_fills_whole_blocks),
		cmocka_unit_test(test_a_small_buffer_is_refused_at_every_size),
		cmocka_unit_test(test_options_are_appended),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
