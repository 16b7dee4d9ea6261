#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "query/server.h"

struct arena;

enum { PCAP_FLOWS_MAX = 256, PCAP_FLOW_SIZE = 2 * (2 + 65535) };

/** What one side of a TCP connection sent: cut into messages by their lengths. */
struct pcap_flow {
	union address from;
	union address to;
	uint8_t *data; /* PCAP_FLOW_SIZE bytes, once there are any */
	size_t used;
	size_t taken;  /* of used: given to the caller */
	uint32_t next; /* the sequence number of the next byte */
	bool has_next;
	struct arena *arena;
};

struct pcap_flow_table {
	struct arena *arena;
	struct pcap_flow *flows;
	size_t count;
	size_t oldest; /* is used again when the table is full */
};

void pcap_flow_init(struct pcap_flow_table *table, struct arena *arena);

/** The flow between two addresses, made where there is none. */
struct pcap_flow *pcap_flow_find(struct pcap_flow_table *table, const union address *from,
				 const union address *to);

/** Starts the stream at a sequence number. */
void pcap_flow_begin(struct pcap_flow *flow, uint32_t next);

/**
 * Adds a segment.  What was seen before is left out; behind a gap the stream starts anew, as it does
 * where it overflows.
 */
void pcap_flow_add(struct pcap_flow *flow, uint32_t sequence, const uint8_t *data,
		   size_t size);

/** Gives the next whole message, borrowed until the next call; false when there is none yet. */
bool pcap_flow_next(struct pcap_flow *flow, const uint8_t **out_wire, size_t *out_size);
