#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "dns/wire.h"
#include "report/lookup_reply.h"
#include "shown.h"

/* What dig says of an OPT record with one option. */
static const char *judge(uint16_t code, const char *data, uint16_t size)
{
	static uint8_t wire[512];
	const struct message_rr rr = {
		.section = SECTION_ADDITIONAL,
		.type = 41,
		.rdata = 0,
		.rdata_size = (uint16_t)(4 + size),
	};

	wire_put_u16(wire, code);
	wire_put_u16(wire + 2, size);
	memcpy(wire + 4, data, size);
	return lookup_reply_opt_fault(wire, &rr);
}

static void test_options_are_held_to_the_sizes_of_their_formats(void **state)
{
	static const struct {
		uint16_t code;
		const char *good; /* sizes */
		const char *bad;
	} rows[] = {
		{ EDNS_LLQ, "\x12", "\x11\x13\0" },
		{ EDNS_UL, "\4\x08", "\3\5\7\x09" },
		{ EDNS_EXPIRE, "\4", "\1\3\5" },
		{ EDNS_COOKIE, "\x08\x10\x18\x28", "\7\x09\x0F\x29" },
		{ EDNS_EDE, "\2\3\x40", "\1" },
		{ EDNS_KEY_TAG, "\2\4", "\1\3" },
		{ EDNS_CLIENT_TAG, "\2", "\1\3" },
		{ EDNS_SERVER_TAG, "\2", "\1\4" },
		{ EDNS_NSID, "\1\x40", "" },
		{ 65001, "\1\x40", "" },
	};
	static const char zeros[256];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		for (const char *at = rows[i].good; *at != '\0'; at++)
			assert_null(judge(rows[i].code, zeros, (uint8_t)*at));
		for (const char *at = rows[i].bad; *at != '\0'; at++) {
			assert_string_equal(judge(rows[i].code, zeros, (uint8_t)*at),
					    "malformed OPT option");
		}
	}
	assert_null(judge(EDNS_EXPIRE, zeros, 0));
	assert_non_null(judge(EDNS_KEY_TAG, zeros, 0));
}

static void test_a_subnet_has_the_bytes_of_its_prefix_and_no_bits_behind(void **state)
{
	static const struct {
		const char *data;
		uint16_t size;
		bool is_good;
		const char *why;
	} rows[] = {
		{ "\0\1\x18\0\xC0\0\2", 7, true, "a /24" },
		{ "\0\1\x14\0\xC0\0\x20", 7, true, "a /20" },
		{ "\0\1\x14\0\xC0\0\x21", 7, false, "a bit behind the prefix" },
		{ "\0\1\x18\0\xC0\0", 6, false, "a byte missing" },
		{ "\0\1\x18\0\xC0\0\2\1", 8, false, "a byte too many" },
		{ "\0\1\x21\0\xC0\0\2\1\1", 9, false, "a prefix too long" },
		{ "\0\1\x18\x21\xC0\0\2", 7, false, "a scope too long" },
		{ "\0\2\x20\0\x20\1\r\xB8", 8, true, "IPv6" },
		{ "\0\0\0\0", 4, true, "no family" },
		{ "\0\3\0\0", 4, false, "a family that is none" },
		{ "\0\1\0", 3, false, "too short" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		if ((judge(EDNS_SUBNET, rows[i].data, rows[i].size) == NULL) !=
		    rows[i].is_good)
			fail_msg("%s", rows[i].why);
	}
}

static void test_an_option_that_ends_too_early_is_a_cut(void **state)
{
	static const uint8_t wire[] = { 0, 3, 0, 16, 'a', 'b' };
	const struct message_rr rr = { .rdata_size = sizeof(wire) };

	(void)state;
	assert_string_equal(lookup_reply_opt_fault(wire, &rr), "unexpected end of input");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_options_are_held_to_the_sizes_of_their_formats),
		cmocka_unit_test(
			test_a_subnet_has_the_bytes_of_its_prefix_and_no_bits_behind),
		cmocka_unit_test(test_an_option_that_ends_too_early_is_a_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
