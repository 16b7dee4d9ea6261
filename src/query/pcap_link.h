#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "query/server.h"

/** What an IP packet carries. */
struct pcap_link_packet {
	union address from; /* without a port */
	union address to;
	uint8_t protocol;
	const uint8_t *payload; /* behind the IP headers; borrowed */
	size_t payload_size;
};

/**
 * Takes the link's and IP's headers off a captured packet.  False for link types that are not known, for
 * what is no IP, for fragments, and for headers that are cut or lie.
 *
 * @link  as in the head of the file: 0, 1, 12, 14, 101, 108, 113, 228, 229 or 276
 */
bool pcap_link_open(uint32_t link, const uint8_t *data, size_t size,
		    struct pcap_link_packet *out_packet);
