#include "dns/type.h"
#include "rdata_case.h"

/* The normal form, with its size in front: equal exactly for equal forms. */
static void normalise(uint16_t type, const char *hex, uint8_t *buffer, size_t *out_size)
{
	struct rdata_case rdata;

	case_read(&rdata, hex);
	assert_int_equal(rdata_normal(type, rdata.wire, rdata.size, rdata.offset,
				      rdata.rdata_size, buffer,
				      2 * (size_t)rdata.rdata_size + 512, out_size),
			 ERR_OK);
}

struct row {
	uint16_t type;
	const char *a;
	const char *b;
	const char *why;
};

static void check(const struct row *rows, size_t len, bool is_equal)
{
	static uint8_t a[2 * CASE_WIRE_MAX + 512];
	static uint8_t b[2 * CASE_WIRE_MAX + 512];

	for (size_t i = 0; i < len; i++) {
		size_t size_a = 0;
		size_t size_b = 0;

		normalise(rows[i].type, rows[i].a, a, &size_a);
		normalise(rows[i].type, rows[i].b, b, &size_b);
		if ((size_a == size_b && memcmp(a, b, size_a) == 0) != is_equal)
			fail_msg("type %u: %s", rows[i].type, rows[i].why);
	}
}

static void test_what_means_the_same_is_equal(void **state)
{
	static const struct row rows[] = {
		{ TYPE_A, "01020304", "01020304", "A" },
		{ TYPE_NS, "016100", "014100", "case" },
		{ TYPE_CNAME, "0161c000", "0141017800", "case and compression" },
		{ TYPE_MX, "0001c000", "0001015800",
		  "case and compression behind a number" },
		{ TYPE_TXT, "03616263", "01610162016300", "chunks" },
		{ TYPE_SPF, "00", "0000", "empty chunks" },
		{ TYPE_SOA, "c000c0000000000100000002000000030000000400000005",
		  "0158000158000000000100000002000000030000000400000005", "two names" },
		{ TYPE_SRV, "000100020003c000", "000100020003015800", "SRV" },
		{ TYPE_RRSIG, "00010802000000000000000000000000000001410061",
		  "00010802000000000000000000000000000001610061", "the signer" },
		{ TYPE_NSEC, "014100000140", "016100000140", "the next name" },
		{ TYPE_IPSECKEY, "0a030201410041", "0a030201610041", "a gateway" },
		{ TYPE_HIP, "01020001ab41014100014200", "01020001ab41016100016200",
		  "servers" },
		{ TYPE_CAA, "0005495353554541", "0005697373756541", "the tag of CAA" },
		{ TYPE_NAPTR,
		  "0064003201550353495000"
		  "00",
		  "0064003201750353495000"
		  "00",
		  "the flags of NAPTR" },
		{ 65, "0001014100000100030268320003000201bb",
		  "00010161000003000201bb00010003026832",
		  "order of parameters, case of the target" },
	};

	(void)state;
	check(rows, ARRAY_LEN(rows), true);
}

static void test_what_differs_is_not_equal(void **state)
{
	static const struct row rows[] = {
		{ TYPE_A, "01020304", "01020305", "A" },
		{ TYPE_A, "01020304", "010203", "a broken A" },
		{ TYPE_NS, "016100", "016200", "NS" },
		{ TYPE_NS, "016100", "0161", "a broken NS" },
		{ TYPE_NS, "016100", "01610000", "NS and a byte" },
		{ TYPE_MX, "0001016100", "0002016100", "MX" },
		{ TYPE_TXT, "0161", "0141", "case of text" },
		{ TYPE_TXT, "0161", "61", "a broken TXT whose bytes are the text" },
		{ TYPE_TXT, "00", "", "a TXT of no string" },
		{ TYPE_TXT, "056162636465", "0561626364", "a broken TXT" },
		{ TYPE_CAA, "0005697373756561", "0005697373756541", "the value of CAA" },
		{ TYPE_DS, "00010802ab", "00010802ac", "DS" },
		{ 65, "00010000010003026832", "00010000010003026833", "a value" },
		{ 65, "000100000300020001000300020002", "000100000300020002000300020001",
		  "keys that stand twice keep their order" },
		{ 65280, "61", "41", "an unknown type" },
	};

	(void)state;
	check(rows, ARRAY_LEN(rows), false);
}

static void test_text_is_one_run(void **state)
{
	uint8_t buffer[1024];
	size_t size = 0;

	(void)state;
	normalise(TYPE_TXT, "0161026263", buffer, &size);
	assert_int_equal(size, 3);
	assert_memory_equal(buffer, "abc", 3);
}

static void test_a_buffer_that_is_too_small_is_refused(void **state)
{
	static const struct case_text rows[] = {
		{ TYPE_A, "01020304", NULL, "A" },
		{ TYPE_NS, "0161c000", NULL, "NS" },
		{ TYPE_MX, "0001c000", NULL, "MX" },
		{ TYPE_TXT, "026162", NULL, "TXT" },
		{ TYPE_TXT, "056162", NULL, "a broken TXT" },
		{ 65, "000100000100030268320003000201bb", NULL, "HTTPS" },
		{ TYPE_SRV, "000100020003c000", NULL, "SRV" },
	};
	uint8_t buffer[1024];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct rdata_case rdata;
		size_t wanted = 0;
		size_t size = 0;
		enum err err = ERR_LIMIT;

		normalise(rows[i].type, rows[i].hex, buffer, &wanted);
		case_read(&rdata, rows[i].hex);
		for (size_t room = 0; err == ERR_LIMIT && room <= sizeof(buffer);
		     room++) {
			err = rdata_normal(rows[i].type, rdata.wire, rdata.size,
					   rdata.offset, rdata.rdata_size, buffer, room,
					   &size);
			if (err == ERR_OK && room < wanted)
				fail_msg("%s fits into %zu bytes", rows[i].why, room);
		}
		assert_int_equal(err, ERR_OK);
		assert_int_equal(size, wanted);
	}
}

/* 16383 parameters in falling order take no time that a person would notice. */
static void test_many_parameters_are_sorted_quickly(void **state)
{
	enum { COUNT = 16000, SIZE = 3 + COUNT * 4 };
	static uint8_t wire[SIZE];
	static uint8_t buffer[2 * SIZE + 512];
	size_t size = 0;

	(void)state;
	wire[1] = 1;
	for (size_t i = 0; i < COUNT; i++) {
		wire[3 + i * 4] = (uint8_t)((COUNT - i) >> 8);
		wire[4 + i * 4] = (uint8_t)(COUNT - i);
	}
	assert_int_equal(rdata_normal(65, wire, SIZE, 0, (uint16_t)SIZE, buffer,
				      sizeof(buffer), &size),
			 ERR_OK);
	assert_int_equal(size, SIZE);
	for (size_t i = 0; i < COUNT; i++)
		assert_int_equal(buffer[3 + i * 4] << 8 | buffer[4 + i * 4], i + 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_means_the_same_is_equal),
		cmocka_unit_test(test_what_differs_is_not_equal),
		cmocka_unit_test(test_text_is_one_run),
		cmocka_unit_test(test_a_buffer_that_is_too_small_is_refused),
		cmocka_unit_test(test_many_parameters_are_sorted_quickly),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
