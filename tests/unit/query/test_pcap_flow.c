#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/attr.h"
#include "query/pcap_flow.h"

struct flows {
	struct arena *arena;
	struct pcap_flow_table table;
	struct pcap_flow *flow;
};

static const union address nobody = { .any = { .sa_family = AF_UNSPEC } };

static void flows_init(struct flows *flows)
{
	flows->arena = arena_new();
	pcap_flow_init(&flows->table, flows->arena);
	flows->flow = pcap_flow_find(&flows->table, &nobody, &nobody);
}

static void add(struct flows *flows, uint32_t sequence, const char *data, size_t size)
{
	pcap_flow_add(flows->flow, sequence, (const uint8_t *)data, size);
}

static void expect(struct flows *flows, const char *wanted)
{
	const uint8_t *wire = NULL;
	size_t size = 0;
	bool has_one = pcap_flow_next(flows->flow, &wire, &size);

	if (wanted == NULL) {
		assert_false(has_one);
		return;
	}
	assert_true(has_one);
	assert_int_equal(size, strlen(wanted));
	assert_memory_equal(wire, wanted, size);
}

static void test_messages_are_cut_by_their_lengths(void **state)
{
	struct flows flows;

	(void)state;
	flows_init(&flows);
	pcap_flow_begin(flows.flow, UINT32_MAX - 3); /* the numbers wrap */
	add(&flows, UINT32_MAX - 3, "\0", 1);
	expect(&flows, NULL);
	add(&flows, UINT32_MAX - 2, "\3on", 3);
	expect(&flows, NULL);
	add(&flows, 0, "e\0\3two\0\5", 8);
	expect(&flows, "one");
	expect(&flows, "two");
	expect(&flows, NULL);
	add(&flows, 8, "three", 5);
	expect(&flows, "three");
	expect(&flows, NULL);
	arena_free(flows.arena);
}

static void test_what_was_seen_is_left_out_and_a_gap_begins_anew(void **state)
{
	struct flows flows;

	(void)state;
	flows_init(&flows);
	add(&flows, 100, "\0\3on", 4);
	add(&flows, 100, "\0\3on", 4);
	add(&flows, 102, "one\0", 4);
	expect(&flows, "one");
	add(&flows, 200, "\0\1x", 3);
	expect(&flows, "x");
	add(&flows, 0, "", 0);
	expect(&flows, NULL);
	arena_free(flows.arena);
}

static void test_the_largest_message_fits_whatever_its_segments(void **state)
{
	static char data[2 + 65535] = "\xFF\xFF";
	struct flows flows;
	const uint8_t *wire;
	size_t size;

	(void)state;
	flows_init(&flows);
	add(&flows, 0, data, 1);
	add(&flows, 1, data + 1, 65000);
	add(&flows, 65001, data + 65001, sizeof(data) - 65001);
	assert_true(pcap_flow_next(flows.flow, &wire, &size));
	assert_int_equal(size, 65535);
	for (uint32_t i = 0; i < 9; i++)
		add(&flows, (uint32_t)sizeof(data) + i * 65535, data, 65535);
	arena_free(flows.arena);
}

static void test_flows_are_bounded(void **state)
{
	struct flows flows;
	union address from = { .v4 = { .sin_family = AF_INET } };

	(void)state;
	flows_init(&flows);
	for (uint32_t i = 0; i < 3 * PCAP_FLOWS_MAX; i++) {
		from.v4.sin_port = (in_port_t)i;
		flows.flow = pcap_flow_find(&flows.table, &from, &nobody);
		add(&flows, i, "\0\1a\0", 4);
		expect(&flows, "a");
		assert_ptr_equal(pcap_flow_find(&flows.table, &from, &nobody),
				 flows.flow);
	}
	assert_int_equal(flows.table.count, PCAP_FLOWS_MAX);
	arena_free(flows.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_messages_are_cut_by_their_lengths),
		cmocka_unit_test(test_what_was_seen_is_left_out_and_a_gap_begins_anew),
		cmocka_unit_test(test_the_largest_message_fits_whatever_its_segments),
		cmocka_unit_test(test_flows_are_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
