#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "dns/edns.h"
#include "dns/type.h"
#include "packet.h"

static void build_answer(struct packet *packet, uint16_t additional)
{
	packet_init(packet, FLAG_QR | 7, (uint16_t[4]){ 1, 0, 0, additional });
	packet_question(packet, "example.", TYPE_A);
}

static void add_opt(struct packet *packet, unsigned udp_size, uint32_t ttl,
		    const char *rdata)
{
	packet_hex(packet, "000029");
	packet_u16(packet, udp_size);
	packet_u32(packet, ttl);
	packet_u16(packet, (unsigned)strlen(rdata) / 2);
	packet_hex(packet, rdata);
}

static void test_a_message_without_opt_has_no_edns(void **state)
{
	struct packet packet;
	struct edns edns;
	struct edns_option option;
	size_t offset = 0;
	bool is_cut = true;

	(void)state;
	build_answer(&packet, 0);
	edns_find(packet.wire, packet.size, &edns);
	assert_false(edns.is_present);
	assert_int_equal(edns.opt_count, 0);
	assert_int_equal(edns_rcode(7, &edns), 7);
	assert_false(edns_next(&edns, &offset, &option, &is_cut));
	assert_false(is_cut);
	assert_false(edns_find_option(&edns, EDNS_NSID, &option));
}

static void test_opt_is_read(void **state)
{
	struct packet packet;
	struct edns edns;

	(void)state;
	build_answer(&packet, 2);
	packet_rr(&packet, "ns.example.", TYPE_A, 5, "7f000001");
	add_opt(&packet, 1232, 0x0102C001, "00030000");
	edns_find(packet.wire, packet.size, &edns);
	assert_true(edns.is_present);
	assert_int_equal(edns.udp_size, 1232);
	assert_int_equal(edns.rcode_high, 1);
	assert_int_equal(edns.version, 2);
	assert_int_equal(edns.flags, EDNS_FLAG_DO | EDNS_FLAG_CO | 1);
	assert_int_equal(edns.options_size, 4);
	assert_int_equal(edns.opt_count, 1);
	assert_int_equal(edns_rcode(FLAG_QR | 7, &edns), 0x17);
}

static void test_the_first_of_two_opt_is_read_and_both_are_counted(void **state)
{
	struct packet packet;
	struct edns edns;

	(void)state;
	build_answer(&packet, 2);
	add_opt(&packet, 512, 0x01000000, "");
	add_opt(&packet, 4096, 0, "00030000");
	edns_find(packet.wire, packet.size, &edns);
	assert_int_equal(edns.opt_count, 2);
	assert_int_equal(edns.udp_size, 512);
	assert_int_equal(edns.rcode_high, 1);
}

static void test_what_is_no_opt_is_not_taken_for_one(void **state)
{
	struct packet packet;
	struct edns edns;

	(void)state;
	packet_init(&packet, FLAG_QR, (uint16_t[4]){ 0, 1, 0, 0 });
	add_opt(&packet, 512, 0, "");
	edns_find(packet.wire, packet.size, &edns);
	assert_false(edns.is_present);

	packet_init(&packet, FLAG_QR, (uint16_t[4]){ 0, 0, 0, 1 });
	packet_rr(&packet, "example.", TYPE_OPT, 0, "");
	edns_find(packet.wire, packet.size, &edns);
	assert_false(edns.is_present);
}

static void test_an_opt_before_a_fault_is_read(void **state)
{
	struct packet packet;
	struct edns edns;

	(void)state;
	build_answer(&packet, 9);
	add_opt(&packet, 512, 0, "");
	packet_hex(&packet, "ff");
	edns_find(packet.wire, packet.size, &edns);
	assert_true(edns.is_present);
}

static void test_options_are_walked(void **state)
{
	struct packet packet;
	struct edns edns;
	struct edns_option option;
	size_t offset = 0;
	bool is_cut = true;

	(void)state;
	build_answer(&packet, 1);
	add_opt(&packet, 512, 0,
		"000300026162"
		"000a0000"
		"0003000163");
	edns_find(packet.wire, packet.size, &edns);
	assert_true(edns_next(&edns, &offset, &option, &is_cut));
	assert_int_equal(option.code, EDNS_NSID);
	assert_int_equal(option.size, 2);
	assert_memory_equal(option.data, "ab", 2);
	assert_true(edns_next(&edns, &offset, &option, &is_cut));
	assert_int_equal(option.code, EDNS_COOKIE);
	assert_int_equal(option.size, 0);
	assert_true(edns_next(&edns, &offset, &option, &is_cut));
	assert_int_equal(option.size, 1);
	assert_false(edns_next(&edns, &offset, &option, &is_cut));
	assert_false(is_cut);
	assert_true(edns_find_option(&edns, EDNS_NSID, &option));
	assert_int_equal(option.size, 2);
	assert_false(edns_find_option(&edns, EDNS_EDE, &option));
}

static void test_every_cut_of_an_option_is_told(void **state)
{
	static const char options[] = "000300026162000f00020012";
	enum { FIRST_SIZE = 6, WHOLE_SIZE = 12 };

	(void)state;
	for (size_t size = 0; size <= WHOLE_SIZE; size++) {
		struct packet packet;
		struct edns edns;
		struct edns_option option;
		char hex[sizeof(options)] = "";
		size_t offset = 0;
		size_t count = 0;
		bool is_cut = true;
		uint8_t *exact;

		memcpy(hex, options, 2 * size);
		build_answer(&packet, 1);
		add_opt(&packet, 512, 0, hex);
		exact = packet_copy(&packet, packet.size);
		edns_find(exact, packet.size, &edns);
		while (edns_next(&edns, &offset, &option, &is_cut))
			count++;
		assert_int_equal(count, size / FIRST_SIZE);
		assert_int_equal(is_cut, size % FIRST_SIZE != 0);
		free(exact);
	}
}

static void test_options_have_names(void **state)
{
	static const struct {
		const char *text;
		int code; /* -1: refused */
		const char *name;
	} rows[] = {
		{ "nsid", EDNS_NSID, "NSID" },
		{ "ECS", EDNS_SUBNET, "CLIENT-SUBNET" },
		{ "client-subnet", EDNS_SUBNET, "CLIENT-SUBNET" },
		{ "KEEPALIVE", EDNS_KEEPALIVE, "TCP-KEEPALIVE" },
		{ "pad", EDNS_PADDING, "PADDING" },
		{ "PADDING", EDNS_PADDING, "PADDING" },
		{ "UL", EDNS_UL, "UPDATE-LEASE" },
		{ "rc", EDNS_REPORT_CHANNEL, "Report-Channel" },
		{ "ZoneVersion", EDNS_ZONEVERSION, "ZONEVERSION" },
		{ "DEVICEID", EDNS_DEVICEID, NULL },
		{ "65535", 65535, NULL },
		{ "4", 4, NULL },
		{ "0", 0, NULL },
		{ "65536", -1, NULL },
		{ "NSIDX", -1, NULL },
		{ "", -1, NULL },
		{ "-1", -1, NULL },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		uint16_t code = 77;
		enum err err = edns_parse_code(str_of(rows[i].text), &code);

		if (rows[i].code < 0) {
			assert_int_equal(err, ERR_SYNTAX);
			assert_int_equal(code, 77);
			continue;
		}
		if (err != ERR_OK || code != rows[i].code)
			fail_msg("%s", rows[i].text);
		if (rows[i].name == NULL) {
			assert_null(edns_option_name(code));
		} else {
			assert_string_equal(edns_option_name(code), rows[i].name);
		}
	}
}

static void test_extended_errors_have_names(void **state)
{
	(void)state;
	assert_string_equal(edns_ede_name(0), "Other");
	assert_string_equal(edns_ede_name(18), "Prohibited");
	assert_string_equal(edns_ede_name(24), "Invalid Data");
	assert_string_equal(edns_ede_name(30), "Invalid Query Type");
	for (uint16_t code = 0; code <= 30; code++)
		assert_non_null(edns_ede_name(code));
	assert_null(edns_ede_name(49151));
	assert_null(edns_ede_name(65535));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_message_without_opt_has_no_edns),
		cmocka_unit_test(test_opt_is_read),
		cmocka_unit_test(test_the_first_of_two_opt_is_read_and_both_are_counted),
		cmocka_unit_test(test_what_is_no_opt_is_not_taken_for_one),
		cmocka_unit_test(test_an_opt_before_a_fault_is_read),
		cmocka_unit_test(test_options_are_walked),
		cmocka_unit_test(test_every_cut_of_an_option_is_told),
		cmocka_unit_test(test_options_have_names),
		cmocka_unit_test(test_extended_errors_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
