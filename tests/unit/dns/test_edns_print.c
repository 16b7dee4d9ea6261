#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "dns/edns.h"
#include "packet.h"

static void print(uint16_t code, const char *hex, char *buffer, size_t size)
{
	struct packet packet = { .size = 0 };
	struct edns_option option = { .code = code };
	struct text text;
	uint8_t *exact;

	packet_hex(&packet, hex);
	exact = packet_copy(&packet, packet.size);
	option.size = (uint16_t)packet.size;
	option.data = exact;
	text_init(&text, buffer, size);
	edns_print_option(&text, &option);
	free(exact);
}

/* Those that dig 9.18 decodes were compared with what it prints for +qr +ednsopt. */
static const struct {
	uint16_t code;
	const char *hex;
	const char *text;
} rows[] = {
	{ EDNS_LLQ, "000100010000123456789012345678900000",
	  "Version: 1, Opcode: 1, Error: 0, Identifier: 1311768467284833366, "
	  "Lifetime: 2022703104" },
	{ EDNS_LLQ, "0001", "00 01 (\"..\")" },
	{ EDNS_LLQ, "00010001000012345678901234567890000000ff",
	  "00 01 00 01 00 00 12 34 56 78 90 12 34 56 78 90 00 00 00 ff "
	  "(\".......4Vx..4Vx.....\")" },
	{ EDNS_UL, "00000e10", "3600 (1 hour)" },
	{ EDNS_UL, "00000e1000127500", "3600/1209600 (1 hour/2 weeks)" },
	{ EDNS_UL, "0000", "00 00 (\"..\")" },
	{ EDNS_NSID, "", "" },
	{ EDNS_NSID, "6e7333", "6e 73 33 (\"ns3\")" },
	{ EDNS_NSID, "00ff41", "00 ff 41 (\"..A\")" },
	{ EDNS_DAU, "080d", "08 0d (\"..\")" },
	{ EDNS_DHU, "0102", "01 02 (\"..\")" },
	{ EDNS_N3U, "01", "01 (\".\")" },
	{ EDNS_SUBNET, "00011800c00002", "192.0.2.0/24/0" },
	{ EDNS_SUBNET, "00011810c0000203", "192.0.2.0/24/16" },
	{ EDNS_SUBNET, "00011900c00002ff", "192.0.2.255/25/0" },
	{ EDNS_SUBNET, "00010000", "0.0.0.0/0/0" },
	{ EDNS_SUBNET, "00000000", "0/0/0" },
	{ EDNS_SUBNET, "00000001", "00 00 00 01 " },
	{ EDNS_SUBNET, "00020800fe", "fe00::/8/0" },
	{ EDNS_SUBNET, "0002380020010db8000000", "2001:db8::/56/0" },
	{ EDNS_SUBNET, "0002800020010db8000000000000000000000001", "2001:db8::1/128/0" },
	{ EDNS_SUBNET, "0002810020010db8000000000000000000000001ff",
	  "00 02 81 00 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01 ff " },
	{ EDNS_SUBNET, "00011800c000", "00 01 18 00 c0 00 " },
	{ EDNS_SUBNET, "000121000a000000", "00 01 21 00 0a 00 00 00 " },
	{ EDNS_SUBNET, "000118210a0000", "00 01 18 21 0a 00 00 " },
	{ EDNS_SUBNET, "00030000", "00 03 00 00 " },
	{ EDNS_SUBNET, "00", "00 " },
	{ EDNS_EXPIRE, "00127500", "1209600 (2 weeks)" },
	{ EDNS_EXPIRE, "00015181", "86401 (1 day 1 second)" },
	{ EDNS_EXPIRE, "0000", "00 00 (\"..\")" },
	{ EDNS_EXPIRE, "", "" },
	{ EDNS_COOKIE, "0102030405060708", "0102030405060708" },
	{ EDNS_COOKIE, "01", "01" },
	{ EDNS_KEEPALIVE, "012c", "30.0 secs" },
	{ EDNS_KEEPALIVE, "ffff", "6553.5 secs" },
	{ EDNS_KEEPALIVE, "01", "01 (\".\")" },
	{ EDNS_KEEPALIVE, "", "" },
	{ EDNS_PADDING, "0000000000", "(5 bytes)" },
	{ EDNS_PADDING, "", "" },
	{ EDNS_CHAIN, "076578616d706c6500", "\"example\"" },
	{ EDNS_CHAIN, "00", "\".\"" },
	{ EDNS_CHAIN, "0765", "07 65 (\".e\")" },
	{ EDNS_CHAIN, "c000", "c0 00 (\"..\")" },
	{ EDNS_CHAIN, "", "" },
	{ EDNS_KEY_TAG, "4a5c4a5d", "19036, 19037" },
	{ EDNS_KEY_TAG, "4a", "4a (\"J\")" },
	{ EDNS_EDE, "0012", "18 (Prohibited)" },
	{ EDNS_EDE, "001274657874", "18 (Prohibited): (text)" },
	{ EDNS_EDE, "00", "00 (\".\")" },
	{ EDNS_EDE, "c000", "49152" },
	{ EDNS_EDE, "c00168", "49153: (h)" },
	{ EDNS_EDE, "c000ffff", "49152: ff ff (..)" },
	{ EDNS_EDE, "000061220a62", "0 (Other): (a\".b)" },
	{ EDNS_CLIENT_TAG, "0102", "258" },
	{ EDNS_CLIENT_TAG, "01020304", "01 02 03 04 (\"....\")" },
	{ EDNS_SERVER_TAG, "0102", "258" },
	{ EDNS_SERVER_TAG, "01", "01 (\".\")" },
	{ EDNS_REPORT_CHANNEL, "026572076578616d706c6500", "\"er.example\"" },
	{ EDNS_REPORT_CHANNEL, "02657206", "02 65 72 06 (\".er.\")" },
	{ EDNS_ZONEVERSION, "020078563412", "02 00 78 56 34 12 (\"..xV4.\")" },
	{ EDNS_EDE, "0018", "24 (Invalid Data)" },
	{ EDNS_EDE, "001d", "29" },
	{ EDNS_ZONEVERSION, "02", "02 (\".\")" },
	{ EDNS_ZONEVERSION, "", "" },
	{ EDNS_UMBRELLA_IDENT, "4f44", "4f 44 (\"OD\")" },
	{ 0, "61", "61 (\"a\")" },
	{ 65535, "20", "20 (\" \")" },
};

static void test_options_are_printed_as_dig_does(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char buffer[512];

		print(rows[i].code, rows[i].hex, buffer, sizeof(buffer));
		if (strcmp(buffer, rows[i].text) != 0) {
			fail_msg("option %u, %s: '%s', not '%s'", rows[i].code,
				 rows[i].hex, buffer, rows[i].text);
		}
	}
}

static void test_text_of_errors_is_utf8_or_hex(void **state)
{
	static const struct {
		const char *hex;
		const char *text;
		const char *why;
	} extras[] = {
		{ "68c3a9", "(h\xC3\xA9)", "two bytes" },
		{ "e282ac", "(\xE2\x82\xAC)", "three bytes" },
		{ "f09f9880", "(\xF0\x9F\x98\x80)", "four bytes" },
		{ "c0af", "c0 af (..)", "a form too long" },
		{ "e080af", "e0 80 af (...)", "a form too long, three bytes" },
		{ "f08080af", "f0 80 80 af (....)", "a form too long, four bytes" },
		{ "f4908080", "f4 90 80 80 (....)", "beyond the last character" },
		{ "f8888080", "f8 88 80 80 (....)", "five bytes" },
		{ "eda080", "ed a0 80 (...)", "a surrogate" },
		{ "80", "80 (.)", "no first byte" },
		{ "c3", "c3 (.)", "cut after the first byte" },
		{ "e282", "e2 82 (..)", "cut after the second" },
		{ "c341", "c3 41 (.A)", "no byte that follows" },
		{ "c29b", "c2 9b (..)", "a C1 control, which terminals obey" },
		{ "c285", "c2 85 (..)", "another C1 control" },
		{ "1b5b", "(.[)", "an escape" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(extras); i++) {
		char hex[64] = "0012";
		char buffer[128];

		memcpy(hex + 4, extras[i].hex, strlen(extras[i].hex) + 1);
		print(EDNS_EDE, hex, buffer, sizeof(buffer));
		if (strncmp(buffer, "18 (Prohibited): ", 17) != 0 ||
		    strcmp(buffer + 17, extras[i].text) != 0)
			fail_msg("%s: '%s'", extras[i].why, buffer);
	}
}

/* Whatever an option holds, its text is one line, and each byte of it is within the option. */
static void test_every_size_of_every_option_is_one_line(void **state)
{
	(void)state;
	for (uint16_t code = 0; code <= 24; code++) {
		for (size_t size = 0; size <= 64; size++) {
			for (int fill = 0; fill < 256; fill += 15) {
				uint8_t *exact = malloc(size > 0 ? size : 1);
				struct edns_option option = { code, (uint16_t)size,
							      exact };
				char buffer[2048];
				struct text text;

				assert_non_null(exact);
				memset(exact, fill, size);
				text_init(&text, buffer, sizeof(buffer));
				edns_print_option(&text, &option);
				assert_int_equal(text.err, ERR_OK);
				assert_int_equal(text.len > 0, size > 0);
				for (size_t i = 0; i < text.len; i++)
					assert_true((uint8_t)buffer[i] >= ' ');
				free(exact);
			}
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_options_are_printed_as_dig_does),
		cmocka_unit_test(test_text_of_errors_is_utf8_or_hex),
		cmocka_unit_test(test_every_size_of_every_option_is_one_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
