#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/attr.h"
#include "dns/wire.h"
#include "query/pcap_read.h"
#include "query/pcap_write.h"

enum { HEAD_SIZE = 24, PACKET_HEAD_SIZE = 16, MESSAGES_MAX = 8 };

/* What was read back. */
struct seen {
	struct pcap_message list[MESSAGES_MAX];
	uint8_t *wires[MESSAGES_MAX];
	size_t count;
};

static void take(void *user, const struct pcap_message *message)
{
	struct seen *seen = user;

	assert_in_range(seen->count, 0, MESSAGES_MAX - 1);
	seen->wires[seen->count] = malloc(message->size);
	memcpy(seen->wires[seen->count], message->wire, message->size);
	seen->list[seen->count++] = *message;
}

static union address address(const char *ip, uint16_t port)
{
	union address result = { .any = { .sa_family = AF_UNSPEC } };

	if (inet_pton(AF_INET6, ip, &result.v6.sin6_addr) == 1) {
		result.v6.sin6_family = AF_INET6;
		result.v6.sin6_port = htons(port);
	} else if (inet_pton(AF_INET, ip, &result.v4.sin_addr) == 1) {
		result.v4.sin_family = AF_INET;
		result.v4.sin_port = htons(port);
	}
	return result;
}

/* The sum over an IP packet's payload and its pseudo header: 0xFFFF when the checksum fits. */
static uint32_t fold(const uint8_t *ip, size_t size)
{
	bool is_v6 = ip[0] >> 4 == 6;
	size_t start = is_v6 ? 8 : 12;
	size_t head = is_v6 ? 40 : 20;
	uint32_t sum = (is_v6 ? ip[6] : ip[9]) + (uint32_t)(size - head);

	for (size_t i = start; i < size; i += 2)
		sum += (uint32_t)ip[i] << 8 | (i + 1 < size ? ip[i + 1] : 0U);
	while (sum >> 16 != 0)
		sum = (sum & 0xFFFF) + (sum >> 16);
	return sum;
}

static void check_sums(const uint8_t *data, size_t size)
{
	for (size_t at = HEAD_SIZE; at < size;) {
		size_t packet = (size_t)data[at + 8] | (size_t)data[at + 9] << 8;

		at += PACKET_HEAD_SIZE;
		assert_int_equal(fold(data + at, packet), 0xFFFF);
		at += packet;
	}
}

static const struct {
	const char *from;
	const char *to;
	enum transport transport;
	size_t size;
} rows[] = {
	{ "192.0.2.1", "192.0.2.53", TRANSPORT_UDP, 12 },
	{ "192.0.2.53", "192.0.2.1", TRANSPORT_UDP, 65507 },
	{ "2001:db8::1", "2001:db8::53", TRANSPORT_UDP, 301 },
	{ "192.0.2.1", "192.0.2.53", TRANSPORT_TCP, 13 },
	{ "192.0.2.53", "192.0.2.1", TRANSPORT_TCP, 65535 },
	{ "192.0.2.53", "192.0.2.1", TRANSPORT_TCP, 40001 },
	{ "", "192.0.2.53", TRANSPORT_TCP, 12 },
	{ "2001:db8::53", "2001:db8::1", TRANSPORT_TLS, 12 },
};

static void write_all(struct arena *arena, FILE *file)
{
	static uint8_t wire[65535] = "\0\1\x80\0\0\0\0\0\0\0\0\0";
	struct pcap_write pcap;

	pcap_write_begin(&pcap, arena, file);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct pcap_message message = {
			.from = address(rows[i].from, i % 2 == 0 ? 4000 : 53),
			.to = address(rows[i].to, i % 2 == 0 ? 53 : 4000),
			.transport = rows[i].transport,
			.wall_us = 1795191963000000 + i,
			.wire = wire,
			.size = rows[i].size,
		};

		wire[rows[i].size - 1] = (uint8_t)i;
		pcap_write_add(&pcap, &message);
		wire[rows[i].size - 1] = 0;
	}
}

static void check_seen(const struct seen *seen)
{
	assert_int_equal(seen->count, ARRAY_LEN(rows));
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		bool is_udp = rows[i].transport == TRANSPORT_UDP;

		assert_int_equal(seen->list[i].size, rows[i].size);
		assert_int_equal(seen->list[i].wall_us, 1795191963000000 + i);
		assert_int_equal(seen->list[i].transport,
				 is_udp ? TRANSPORT_UDP : TRANSPORT_TCP);
		assert_int_equal(seen->wires[i][rows[i].size - 1], i);
		free(seen->wires[i]);
	}
}

static void test_what_is_written_is_read_back(void **state)
{
	struct arena *arena = arena_new();
	struct pcap_read_totals totals;
	struct seen seen = { .count = 0 };
	struct pcap_read_job job = { .port = 53, .take = take, .user = &seen };
	char *data = NULL;
	FILE *file = open_memstream(&data, &job.size);

	(void)state;
	write_all(arena, file);
	(void)fclose(file);
	job.data = (const uint8_t *)data;
	check_sums(job.data, job.size);
	pcap_read_all(arena, &job, &totals);
	assert_null(totals.fault);
	assert_int_equal(totals.passed_over, 0);
	check_seen(&seen);
	free(data);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_written_is_read_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
