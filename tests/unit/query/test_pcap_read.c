#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/attr.h"
#include "query/pcap_read.h"

/* Magic, version 2.4, link type 101; then one packet of 41 bytes: IPv4, UDP, a message of 13 bytes. */
#define HEAD_LE                   "\xD4\xC3\xB2\xA1\2\0\4\0\0\0\0\0\0\0\0\0\0\0\4\0\x65\0\0\0"
#define HEAD_BE                   "\xA1\xB2\xC3\xD4\0\2\0\4\0\0\0\0\0\0\0\0\0\4\0\0\0\0\0\x65"
#define HEAD_NS                   "\x4D\x3C\xB2\xA1\2\0\4\0\0\0\0\0\0\0\0\0\0\0\4\0\x65\0\0\0"
#define PACKET_LE                 "\1\0\0\0\2\0\0\0\x29\0\0\0\x29\0\0\0"
#define PACKET_BE                 "\0\0\0\1\0\0\0\2\0\0\0\x29\0\0\0\x29"
#define PACKET_NS                 "\1\0\0\0\xD0\7\0\0\x29\0\0\0\x29\0\0\0"
#define IP                        "\x45\0\0\x29\0\0\0\0\x40\x11\0\0\xC0\0\2\1\xC0\0\2\2"
#define MESSAGE                   "\x12\x34\x80\0\0\0\0\0\0\0\0\0!"
#define UDP(to)                   "\x10\0" to "\0\x15\0\0" MESSAGE
#define FILE_OF(head, packet, to) head packet IP UDP(to)

enum { FILE_SIZE = 24 + 16 + 41 };

struct seen {
	size_t count;
	uint64_t wall_us;
	size_t size;
};

static void take(void *user, const struct pcap_message *message)
{
	struct seen *seen = user;

	seen->count++;
	seen->wall_us = message->wall_us;
	seen->size = message->size;
	assert_memory_equal(message->wire, MESSAGE, 13);
}

static void test_either_order_of_bytes_and_unit_of_time_is_read(void **state)
{
	static const char *const files[] = {
		FILE_OF(HEAD_LE, PACKET_LE, "\0\x35"),
		FILE_OF(HEAD_BE, PACKET_BE, "\0\x35"),
		FILE_OF(HEAD_NS, PACKET_NS, "\0\x35"),
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(files); i++) {
		const uint8_t *data = (const uint8_t *)files[i];
		struct seen seen = { .count = 0 };
		struct pcap_read_totals totals;

		assert_true(pcap_read_is_capture(data, FILE_SIZE));
		pcap_read_all(
			arena,
			&(const struct pcap_read_job){ data, FILE_SIZE, 53, take, &seen },
			&totals);
		assert_null(totals.fault);
		assert_int_equal(seen.count, 1);
		assert_int_equal(seen.wall_us, 1000002);
		assert_int_equal(seen.size, 13);
	}
	arena_free(arena);
}

static void test_a_cut_file_ends_there_and_says_so(void **state)
{
	const uint8_t *data = (const uint8_t *)FILE_OF(HEAD_LE, PACKET_LE, "\0\x35");
	struct arena *arena = arena_new();

	(void)state;
	for (size_t size = 0; size < FILE_SIZE; size++) {
		struct seen seen = { .count = 0 };
		struct pcap_read_totals totals;

		pcap_read_all(
			arena,
			&(const struct pcap_read_job){ data, size, 53, take, &seen },
			&totals);
		assert_int_equal(seen.count, 0);
		assert_int_equal(totals.fault == NULL, size == 24);
	}
	arena_free(arena);
}

static void test_other_ports_count_only_where_they_read_as_dns(void **state)
{
	/* the message has a byte behind its end */
	const uint8_t *data = (const uint8_t *)FILE_OF(HEAD_LE, PACKET_LE, "\x20\0");
	struct arena *arena = arena_new();
	struct seen seen = { .count = 0 };
	struct pcap_read_totals totals;

	(void)state;
	pcap_read_all(arena,
		      &(const struct pcap_read_job){ data, FILE_SIZE, 53, take, &seen },
		      &totals);
	assert_int_equal(totals.passed_over, 1);
	assert_int_equal(seen.count, 0);
	pcap_read_all(
		arena,
		&(const struct pcap_read_job){ data, FILE_SIZE, 0x2000, take, &seen },
		&totals);
	assert_int_equal(seen.count, 1);
	arena_free(arena);
}

static void test_what_is_no_capture_is_none(void **state)
{
	assert_false(pcap_read_is_capture((const uint8_t *)MESSAGE, 13));
	assert_false(pcap_read_is_capture((const uint8_t *)HEAD_LE, 23));
	(void)state;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_either_order_of_bytes_and_unit_of_time_is_read),
		cmocka_unit_test(test_a_cut_file_ends_there_and_says_so),
		cmocka_unit_test(test_other_ports_count_only_where_they_read_as_dns),
		cmocka_unit_test(test_what_is_no_capture_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
