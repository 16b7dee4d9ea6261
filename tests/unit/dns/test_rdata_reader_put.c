#include "dns/rdata_reader.h"
#include "rdata_case.h"

static struct arena *memory;
static uint8_t written[UINT16_MAX];

static int set_up(void **state)
{
	(void)state;
	memory = arena_new();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(memory);
	return 0;
}

static struct rdata_reader reader_of(const char *text)
{
	return (struct rdata_reader){ .arena = memory,
				      .rest = str_of(text),
				      .wire = written };
}

static void test_numbers_are_written_big_endian(void **state)
{
	struct rdata_reader reader = reader_of("");

	(void)state;
	assert_true(rdata_reader_put_u8(&reader, 1));
	assert_true(rdata_reader_put_u16(&reader, 0x0203));
	assert_true(rdata_reader_put_u32(&reader, 0x04050607));
	assert_true(rdata_reader_put(&reader, NULL, 0));
	assert_int_equal(reader.size, 7);
	assert_memory_equal(written, "\1\2\3\4\5\6\7", 7);
}

static void test_rdata_has_an_end(void **state)
{
	struct rdata_reader reader = reader_of("");

	(void)state;
	reader.size = UINT16_MAX - 4;
	assert_true(rdata_reader_put_u16(&reader, 0x0102));
	assert_true(rdata_reader_put_u16(&reader, 0x0304));
	assert_memory_equal(written + UINT16_MAX - 4, "\1\2\3\4", 4);
	assert_false(rdata_reader_put_u8(&reader, 5));
	assert_string_equal(reader.why, "wanted at most 65535 bytes, got more");
	assert_int_equal(reader.size, UINT16_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers_are_written_big_endian),
		cmocka_unit_test(test_rdata_has_an_end),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
