#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/num.h"
#include "dns/wire.h"
#include "shown.h"

/* A reply with these AAAA records, each of 32 hex digits. */
static size_t make_reply(const char *addresses, uint8_t *wire)
{
	static const char head[] = "\0\1\x85\x80\0\1\0\0\0\0\0\0\1a\0\0\x1C\0\1";
	static const char rr[] = "\xC0\x0C\0\x1C\0\1\0\0\0\0\0\x10";
	size_t size = sizeof(head) - 1;
	uint16_t count = 0;

	memcpy(wire, head, size);
	for (; *addresses != '\0'; addresses += 32) {
		size_t read;

		memcpy(wire + size, rr, sizeof(rr) - 1);
		size += sizeof(rr) - 1;
		assert_int_equal(
			num_parse_bytes(str_make(addresses, 32), wire + size, 16, &read),
			ERR_OK);
		size += read;
		count++;
	}
	wire_put_u16(wire + 6, count);
	return size;
}

static void test_prefixes_are_found_behind_both_addresses(void **state)
{
	static const struct {
		const char *addresses;
		const char *prefixes;
		const char *why;
	} rows[] = {
		{ "0064ff9b0000000000000000c00000aa0064ff9b0000000000000000c00000ab",
		  "64:ff9b::/96\n", "the well-known prefix" },
		{ "0064ff9b0000000000000000c00000aa", "", "one address is not enough" },
		{ "20010db8c00000aa000000000000000020010db8c00000ab0000000000000000",
		  "2001:db8::/32\n", "32 bits" },
		{ "20010db801c0000000aa00000000000020010db801c0000000ab000000000000",
		  "2001:db8:100::/40\n", "40 bits, around the byte that is 0" },
		{ "20010db80102c0000000aa000000000020010db80102c0000000ab0000000000",
		  "2001:db8:102::/48\n", "48 bits" },
		{ "20010db8010203c0000000aa0000000020010db8010203c0000000ab00000000",
		  "2001:db8:102:300::/56\n", "56 bits" },
		{ "20010db80102030400c00000aa00000020010db80102030400c00000ab000000",
		  "2001:db8:102:304::/64\n", "64 bits" },
		{ "20010db80102030401c00000aa00000020010db80102030401c00000ab000000", "",
		  "the byte that must be 0 is not" },
		{ "20010db8000000000000000000000001", "", "an address without" },
		{ "0064ff9b0000000000000000c00000aa0064ff9b0000000000000000c00000ab"
		  "0064ff9b0000000000000000c00000aa20010db8c00000aa0000000000000000"
		  "20010db8c00000ab0000000000000000",
		  "64:ff9b::/96\n2001:db8::/32\n", "each prefix once" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		uint8_t wire[512];
		struct shown shown;

		shown_init(&shown, "text", false);
		shown.style = (struct lookup_style){ .is_dns64_prefix = true,
						     .has_section = { false, true } };
		shown.answer.wire = wire;
		shown.answer.size = make_reply(rows[i].addresses, wire);
		shown_report(&shown);
		if (strcmp(shown.out, rows[i].prefixes) != 0)
			fail_msg("%s: %s", rows[i].why, shown.out);
		shown_free(&shown);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_prefixes_are_found_behind_both_addresses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
