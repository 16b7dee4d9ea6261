#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/num.h"
#include "query/proxy.h"

#define SIGNATURE "0d0a0d0a000d0a515549540a"

static void test_headers_are_those_of_version_2(void **state)
{
	static const struct {
		const char *written; /* NULL: LOCAL */
		bool is_stream;
		const char *wanted;
	} rows[] = {
		{ NULL, false, SIGNATURE "20000000" },
		{ NULL, true, SIGNATURE "20000000" },
		{ "192.0.2.1#1234-192.0.2.2#5353", false,
		  SIGNATURE "2112000cc0000201c000020204d214e9" },
		{ "192.0.2.1#1234-192.0.2.2#53", true,
		  SIGNATURE "2111000cc0000201c000020204d20035" },
		{ "192.0.2.1-192.0.2.2", false,
		  SIGNATURE "2112000cc0000201c000020200000035" },
		{ "2001:db8::1#7-2001:db8::2", false,
		  SIGNATURE "21220024"
			    "20010db8000000000000000000000001"
			    "20010db8000000000000000000000002"
			    "00070035" },
		{ "2001:db8::1#7-2001:db8::2", true,
		  SIGNATURE "21210024"
			    "20010db8000000000000000000000001"
			    "20010db8000000000000000000000002"
			    "00070035" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct proxy proxy = { .is_local = true };
		uint8_t wanted[PROXY_HEAD_MAX];
		struct proxy_head head;
		const char *why = "";
		size_t size = 0;

		if (rows[i].written != NULL) {
			assert_int_equal(
				proxy_parse(str_of(rows[i].written), &proxy, &why),
				ERR_OK);
		}
		head = proxy_head_of(&proxy, rows[i].is_stream);
		assert_int_equal(num_parse_bytes(str_of(rows[i].wanted), wanted,
						 sizeof(wanted), &size),
				 ERR_OK);
		assert_int_equal(head.size, size);
		assert_memory_equal(head.bytes, wanted, size);
	}
	assert_int_equal(proxy_head_of(NULL, true).size, 0);
}

static void test_what_is_no_pair_of_addresses_is_refused(void **state)
{
	static const struct {
		const char *written;
		enum err err;
	} rows[] = {
		{ "", ERR_SYNTAX },
		{ "192.0.2.1", ERR_SYNTAX },
		{ "192.0.2.1-", ERR_SYNTAX },
		{ "-192.0.2.1", ERR_SYNTAX },
		{ "a-b", ERR_SYNTAX },
		{ "192.0.2.1-2001:db8::1", ERR_SYNTAX },
		{ "192.0.2.1#65536-192.0.2.2", ERR_RANGE },
		{ "192.0.2.1#-192.0.2.2", ERR_RANGE },
		{ "192.0.2.1-192.0.2.2#x", ERR_RANGE },
		{ "2001:0db8:0000:0000:0000:0000:0000:0001:0000-::1", ERR_SYNTAX },
		{ "1111111111111111111111111111111111111111111111111-::1", ERR_SYNTAX },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct proxy proxy;
		const char *why = NULL;

		if (proxy_parse(str_of(rows[i].written), &proxy, &why) != rows[i].err)
			fail_msg("%s", rows[i].written);
		assert_non_null(why);
	}
}

static void test_heads_are_equal_by_what_goes_out(void **state)
{
	struct proxy local = { .is_local = true };
	struct proxy plain = { .is_local = true, .is_plain = true };
	const struct proxy_head none = proxy_head_of(NULL, true);
	const struct proxy_head inside = proxy_head_of(&local, true);
	const struct proxy_head before = proxy_head_of(&plain, true);

	(void)state;
	assert_true(proxy_head_equal(&none, &none));
	assert_true(proxy_head_equal(&inside, &inside));
	assert_false(proxy_head_equal(&none, &inside));
	assert_false(proxy_head_equal(&inside, &before));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_headers_are_those_of_version_2),
		cmocka_unit_test(test_what_is_no_pair_of_addresses_is_refused),
		cmocka_unit_test(test_heads_are_equal_by_what_goes_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
