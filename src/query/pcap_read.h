#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "query/pcap_write.h"

struct arena;

/** Told of each DNS message of a capture, in order; borrowed until it returns. */
typedef void pcap_read_take(void *user, const struct pcap_message *message);

/** What a capture held beside its messages. */
struct pcap_read_totals {
	uint64_t packets;
	uint64_t messages;
	uint64_t
		passed_over; /* packets that hold nothing of DNS, or only a part of a datagram */
	const char *fault; /* NULL, or why the reading stopped before the end */
	size_t fault_offset;
};

/** True for a file that begins as a capture does. */
bool pcap_read_is_capture(const uint8_t *data, size_t size);

/** What is read, and who is told. */
struct pcap_read_job {
	const uint8_t *data;
	size_t size;
	/* Messages of this port, 53, 853 and 5353 are taken whatever they look like; those of another port
	 * from the first on that reads as DNS to its end. */
	uint16_t port;
	pcap_read_take *take;
	void *user;
};

/**
 * Reads a capture file: link types Ethernet (with VLAN tags), raw IP, BSD loopback and Linux cooked; IPv4
 * and IPv6; UDP and TCP, the latter put together per direction.  Everything in it may be wrong: what
 * is no packet of these is passed over, a file that ends too early ends there.
 *
 * @arena   for streams; at most 256 of them, 128 KiB each
 */
void pcap_read_all(struct arena *arena, const struct pcap_read_job *job,
		   struct pcap_read_totals *out_totals);
