#include "query/pcap_flow.h"

#include <string.h>

#include "base/arena.h"
#include "dns/wire.h"

enum { LENGTH_SIZE = 2 };

void pcap_flow_init(struct pcap_flow_table *table, struct arena *arena)
{
	*table = (struct pcap_flow_table){ .arena = arena };
}

static struct pcap_flow *take_flow(struct pcap_flow_table *table)
{
	struct pcap_flow *flow;

	if (table->flows == NULL) {
		table->flows =
			arena_array(table->arena, PCAP_FLOWS_MAX, sizeof(*table->flows));
	}
	if (table->count < PCAP_FLOWS_MAX)
		return &table->flows[table->count++];
	flow = &table->flows[table->oldest];
	table->oldest = (table->oldest + 1) % PCAP_FLOWS_MAX;
	return flow;
}

struct pcap_flow *pcap_flow_find(struct pcap_flow_table *table, const union address *from,
				 const union address *to)
{
	struct pcap_flow *flow;
	uint8_t *data;

	for (size_t i = 0; i < table->count; i++) {
		flow = &table->flows[i];
		if (server_address_equal(&flow->from, from) &&
		    server_address_equal(&flow->to, to))
			return flow;
	}
	flow = take_flow(table);
	data = flow->data;
	*flow = (struct pcap_flow){
		.from = *from, .to = *to, .data = data, .arena = table->arena
	};
	return flow;
}

void pcap_flow_begin(struct pcap_flow *flow, uint32_t next)
{
	flow->used = 0;
	flow->taken = 0;
	flow->next = next;
	flow->has_next = true;
}

/* Gives back the room of messages that were taken. */
static void drop_taken(struct pcap_flow *flow)
{
	if (flow->taken == 0)
		return;
	memmove(flow->data, flow->data + flow->taken, flow->used - flow->taken);
	flow->used -= flow->taken;
	flow->taken = 0;
}

void pcap_flow_add(struct pcap_flow *flow, uint32_t sequence, const uint8_t *data,
		   size_t size)
{
	uint32_t seen = flow->next - sequence; /* on the circle of sequence numbers */

	if (size == 0)
		return;
	if (flow->has_next && seen != 0 && seen <= INT32_MAX) {
		if (seen >= size)
			return;
		data += seen;
		size -= seen;
		sequence += seen;
	}
	if (!flow->has_next || sequence != flow->next)
		pcap_flow_begin(flow, sequence);
	if (flow->data == NULL)
		flow->data = arena_bytes(flow->arena, PCAP_FLOW_SIZE);
	drop_taken(flow);
	if (size > PCAP_FLOW_SIZE - flow->used) {
		pcap_flow_begin(flow, sequence);
		if (size > PCAP_FLOW_SIZE)
			size = PCAP_FLOW_SIZE;
	}
	memcpy(flow->data + flow->used, data, size);
	flow->used += size;
	flow->next = sequence + (uint32_t)size;
}

bool pcap_flow_next(struct pcap_flow *flow, const uint8_t **out_wire, size_t *out_size)
{
	const uint8_t *at = flow->data + flow->taken;
	size_t left = flow->used - flow->taken;

	if (left < LENGTH_SIZE || left - LENGTH_SIZE < wire_u16(at))
		return false;
	*out_wire = at + LENGTH_SIZE;
	*out_size = wire_u16(at);
	flow->taken += LENGTH_SIZE + *out_size;
	return true;
}
