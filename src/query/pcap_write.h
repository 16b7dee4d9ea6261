#pragma once

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "query/server.h"

struct arena;

/** A DNS message as it went from one address to another. */
struct pcap_message {
	union address from; /* family 0: unknown, written as 0.0.0.0 or :: */
	union address to;
	enum transport transport; /* all but UDP are written as TCP */
	uint64_t wall_us;
	const uint8_t *wire;
	size_t size;
};

/**
 * Writes messages as a capture file of packets that never were: IPv4 or IPv6 and UDP or TCP headers are
 * made for them, TCP with sequence numbers that fit, messages behind their length.  Link type 101 (raw IP).
 * Source: draft-ietf-opsawg-pcap.
 */
struct pcap_write {
	FILE *file; /* borrowed; its errors are the caller's to see */
	struct arena *arena;
	struct pcap_write_flow *flows;
	size_t flow_count;
};

/** Writes the head of the file. */
void pcap_write_begin(struct pcap_write *pcap, struct arena *arena, FILE *file);

void pcap_write_add(struct pcap_write *pcap, const struct pcap_message *message);
