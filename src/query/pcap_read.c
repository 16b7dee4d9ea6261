#include "query/pcap_read.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/arena.h"
#include "base/attr.h"
#include "dns/message.h"
#include "dns/wire.h"
#include "query/pcap_flow.h"
#include "query/pcap_link.h"

enum {
	FILE_HEAD_SIZE = 24,
	PACKET_HEAD_SIZE = 16,
	UDP_SIZE = 8,
	TCP_SIZE_MIN = 20,
	US_PER_S = 1000 * 1000,
	NS_PER_US = 1000,
	TCP_SYN = 0x02,
	PROTOCOL_TCP = 6,
	PROTOCOL_UDP = 17,
	LEARNED_MAX = 64,
};

static const uint16_t ports_of_dns[] = { 53, 853, 5353 };

/* A file on its way. */
struct reading {
	const struct pcap_read_job *job;
	bool is_big; /* its numbers begin with the highest byte */
	bool is_in_ns;
	struct pcap_flow_table flows;
	struct pcap_read_totals totals;
	uint16_t learned[LEARNED_MAX]; /* ports of servers whose messages read as DNS */
	size_t learned_count;
};

static uint32_t read_u32(const uint8_t *data, bool is_big)
{
	if (is_big)
		return wire_u32(data);
	return (uint32_t)data[3] << 24 | (uint32_t)data[2] << 16 |
	       (uint32_t)data[1] << 8 | data[0];
}

/* Microseconds or nanoseconds, in either order of bytes. */
static bool read_magic(const uint8_t *data, bool *out_is_big, bool *out_is_in_ns)
{
	static const struct {
		uint32_t magic;
		bool is_in_ns;
	} magics[] = { { 0xA1B2C3D4, false }, { 0xA1B23C4D, true } };

	for (size_t i = 0; i < 2 * ARRAY_LEN(magics); i++) {
		if (read_u32(data, i % 2 != 0) != magics[i / 2].magic)
			continue;
		*out_is_big = i % 2 != 0;
		*out_is_in_ns = magics[i / 2].is_in_ns;
		return true;
	}
	return false;
}

bool pcap_read_is_capture(const uint8_t *data, size_t size)
{
	bool is_big;
	bool is_in_ns;

	return size >= FILE_HEAD_SIZE && read_magic(data, &is_big, &is_in_ns);
}

static bool is_port_of_dns(const struct reading *reading, uint16_t port)
{
	for (size_t i = 0; i < ARRAY_LEN(ports_of_dns); i++) {
		if (port == ports_of_dns[i])
			return true;
	}
	for (size_t i = 0; i < reading->learned_count; i++) {
		if (port == reading->learned[i])
			return true;
	}
	return port == reading->job->port;
}

/* Read to the end without a fault, and not empty. */
static bool looks_like_dns(const uint8_t *wire, size_t size)
{
	struct message_cursor cursor;
	struct message_rr rr;
	size_t count = 0;

	message_begin(&cursor, wire, size);
	while (message_next(&cursor, &rr))
		count++;
	return cursor.fault == NULL && cursor.extra == 0 && count > 0;
}

static void set_port(union address *address, uint16_t port)
{
	if (address->any.sa_family == AF_INET6) {
		address->v6.sin6_port = htons(port);
	} else {
		address->v4.sin_port = htons(port);
	}
}

static uint16_t port_of(const union address *address)
{
	return ntohs(address->any.sa_family == AF_INET6 ? address->v6.sin6_port
							: address->v4.sin_port);
}

/* From here on what cannot be read counts too, at this server's port. */
static void learn(struct reading *reading, const struct pcap_message *message)
{
	bool is_reply = (wire_u16(message->wire + 2) & FLAG_QR) != 0;
	uint16_t port = port_of(is_reply ? &message->from : &message->to);

	if (reading->learned_count < LEARNED_MAX && !is_port_of_dns(reading, port))
		reading->learned[reading->learned_count++] = port;
}

static void give(struct reading *reading, const struct pcap_message *message,
		 bool is_expected)
{
	if (message->size == 0 ||
	    (!is_expected && !looks_like_dns(message->wire, message->size))) {
		reading->totals.passed_over++;
		return;
	}
	if (!is_expected)
		learn(reading, message);
	reading->totals.messages++;
	reading->job->take(reading->job->user, message);
}

static void read_datagram(struct reading *reading, struct pcap_message *message,
			  const struct pcap_link_packet *packet, bool is_expected)
{
	size_t size;

	if (packet->payload_size < UDP_SIZE) {
		reading->totals.passed_over++;
		return;
	}
	size = wire_u16(packet->payload + 4);
	if (size < UDP_SIZE || size > packet->payload_size) { /* cut by the capture */
		reading->totals.passed_over++;
		return;
	}
	message->transport = TRANSPORT_UDP;
	message->wire = packet->payload + UDP_SIZE;
	message->size = size - UDP_SIZE;
	give(reading, message, is_expected);
}

static void read_segment(struct reading *reading, struct pcap_message *message,
			 const struct pcap_link_packet *packet, bool is_expected)
{
	const uint8_t *tcp = packet->payload;
	struct pcap_flow *flow;
	size_t head;

	head = packet->payload_size < TCP_SIZE_MIN ? 0 : (size_t)(tcp[12] >> 4) * 4;
	if (head < TCP_SIZE_MIN || head > packet->payload_size) {
		reading->totals.passed_over++;
		return;
	}
	message->transport = TRANSPORT_TCP;
	flow = pcap_flow_find(&reading->flows, &message->from, &message->to);
	if ((tcp[13] & TCP_SYN) != 0) {
		pcap_flow_begin(flow, wire_u32(tcp + 4) + 1);
		return;
	}
	pcap_flow_add(flow, wire_u32(tcp + 4), tcp + head, packet->payload_size - head);
	while (pcap_flow_next(flow, &message->wire, &message->size))
		give(reading, message, is_expected);
}

static void read_packet(struct reading *reading, uint32_t link, const uint8_t *data,
			size_t size, uint64_t wall_us)
{
	struct pcap_message message = { .wall_us = wall_us };
	struct pcap_link_packet packet;
	uint16_t from;
	uint16_t to;
	bool is_expected;

	reading->totals.packets++;
	if (!pcap_link_open(link, data, size, &packet) || packet.payload_size < 4) {
		reading->totals.passed_over++;
		return;
	}
	from = wire_u16(packet.payload);
	to = wire_u16(packet.payload + 2);
	is_expected = is_port_of_dns(reading, from) || is_port_of_dns(reading, to);
	message.from = packet.from;
	message.to = packet.to;
	set_port(&message.from, from);
	set_port(&message.to, to);
	if (packet.protocol == PROTOCOL_UDP) {
		read_datagram(reading, &message, &packet, is_expected);
	} else if (packet.protocol == PROTOCOL_TCP) {
		read_segment(reading, &message, &packet, is_expected);
	} else {
		reading->totals.passed_over++;
	}
}

/* Returns the offset of the next packet, or 0 at the end or a fault. */
static size_t read_one(struct reading *reading, uint32_t link, size_t offset)
{
	const uint8_t *head = reading->job->data + offset;
	size_t left = reading->job->size - offset;
	uint32_t fraction;
	uint32_t size;

	if (left == 0)
		return 0;
	if (left < PACKET_HEAD_SIZE) {
		reading->totals.fault = "the head of a packet is cut";
		reading->totals.fault_offset = offset;
		return 0;
	}
	size = read_u32(head + 8, reading->is_big);
	if (size > left - PACKET_HEAD_SIZE) {
		reading->totals.fault = "a packet is longer than the file";
		reading->totals.fault_offset = offset;
		return 0;
	}
	fraction = read_u32(head + 4, reading->is_big);
	read_packet(reading, link, head + PACKET_HEAD_SIZE, size,
		    (uint64_t)read_u32(head, reading->is_big) * US_PER_S +
			    (reading->is_in_ns ? fraction / NS_PER_US : fraction));
	return offset + PACKET_HEAD_SIZE + size;
}

void pcap_read_all(struct arena *arena, const struct pcap_read_job *job,
		   struct pcap_read_totals *out_totals)
{
	struct reading reading = { .job = job };
	uint32_t link;

	pcap_flow_init(&reading.flows, arena);
	if (job->size < FILE_HEAD_SIZE ||
	    !read_magic(job->data, &reading.is_big, &reading.is_in_ns)) {
		reading.totals.fault = "this is no capture file";
		*out_totals = reading.totals;
		return;
	}
	link = read_u32(job->data + 20, reading.is_big) & 0x0FFFFFFF;
	for (size_t at = FILE_HEAD_SIZE; at != 0;)
		at = read_one(&reading, link, at);
	*out_totals = reading.totals;
}
