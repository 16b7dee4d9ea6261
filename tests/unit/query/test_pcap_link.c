#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/attr.h"
#include "query/pcap_link.h"

#define IP4          "\x45\0\0\x16\0\0\0\0\x40\x11\0\0\xC0\0\2\1\xC0\0\2\2hi"
#define IP4_OPTIONS  "\x46\0\0\x1A\0\0\0\0\x40\x11\0\0\xC0\0\2\1\xC0\0\2\2\1\1\1\1hi"
#define IP4_FRAGMENT "\x45\0\0\x16\0\0\x20\0\x40\x11\0\0\xC0\0\2\1\xC0\0\2\2hi"
#define ADDRESSES    "1234567890123456abcdefghijklmnop"
#define IP6          "\x60\0\0\0\0\2\x11\x40" ADDRESSES "hi"
#define IP6_HOP      "\x60\0\0\0\0\x0A\0\x40" ADDRESSES "\x11\0\1\4\0\0\0\0hi"
#define IP6_LONG_HOP "\x60\0\0\0\0\x0A\0\x40" ADDRESSES "\x11\xFF\1\4\0\0\0\0hi"
#define MACS         "\1\2\3\4\5\6\7\x08\x09\x0A\x0B\x0C"

static void test_headers_are_taken_off(void **state)
{
	static const struct {
		uint32_t link;
		const char *data;
		size_t size;
		bool is_good;
		const char *why;
	} rows[] = {
		{ 101, IP4, 22, true, "raw" },
		{ 12, IP4, 22, true, "raw, another number" },
		{ 101, IP4 "padding", 29, true, "padding of the link" },
		{ 101, IP4_OPTIONS, 26, true, "options of IPv4" },
		{ 101, IP6, 42, true, "IPv6" },
		{ 101, IP6_HOP, 50, true, "a hop-by-hop header" },
		{ 0, "\2\0\0\0" IP4, 26, true, "BSD loopback" },
		{ 1, MACS "\x08\0" IP4, 36, true, "Ethernet" },
		{ 1, MACS "\x81\0\0\1\x08\0" IP4, 40, true, "a VLAN" },
		{ 1, MACS "\x88\xA8\0\1\x81\0\0\2\x86\xDD" IP6, 64, true, "two tags" },
		{ 113, "0123456789abcd\x08\0" IP4, 38, true, "Linux cooked" },
		{ 276,
		  "\x08\0"
		  "0123456789abcdefgh" IP4,
		  42, true, "version 2 of it" },
		{ 105, IP4, 22, false, "a link that is not known" },
		{ 101, IP4_FRAGMENT, 22, false, "a fragment" },
		{ 101, IP4, 19, false, "a cut header" },
		{ 101, "\x44" IP4, 22, false, "a header too short" },
		{ 101, IP6_LONG_HOP, 50, false, "an extension too long" },
		{ 101, IP6, 39, false, "a cut header of IPv6" },
		{ 101, "\x50 nothing", 9, false, "version 5" },
		{ 101, "", 0, false, "nothing" },
		{ 1, MACS "\x81\0\0\1", 16, false, "nothing behind a tag" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct pcap_link_packet packet;
		bool is_good = pcap_link_open(rows[i].link, (const uint8_t *)rows[i].data,
					      rows[i].size, &packet);

		if (is_good != rows[i].is_good)
			fail_msg("%s", rows[i].why);
		if (!is_good)
			continue;
		if (packet.protocol != 17 || packet.payload_size != 2 ||
		    packet.payload[0] != 'h') {
			fail_msg("%s: %u, %zu bytes", rows[i].why, packet.protocol,
				 packet.payload_size);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_headers_are_taken_off),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
