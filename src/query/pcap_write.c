#include "query/pcap_write.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/arena.h"
#include "dns/wire.h"

enum {
	LINK_RAW = 101,
	FILE_HEAD_SIZE = 24,
	PACKET_HEAD_SIZE = 16,
	IP4_SIZE = 20,
	IP6_SIZE = 40,
	UDP_SIZE = 8,
	TCP_SIZE = 20,
	LENGTH_SIZE = 2,
	PSEUDO_SIZE = 40,
	SNAP_SIZE = 262144,
	SEGMENT_MAX = 32768,  /* bytes of a stream in one packet */
	DATAGRAM_MAX = 65507, /* that fits into an IPv4 packet */
	FLOWS_MAX = 4096,
	PROTOCOL_TCP = 6,
	PROTOCOL_UDP = 17,
	HOPS = 64,
	TCP_PUSH_ACK = 0x18,
	US_PER_S = 1000 * 1000,
};

static const uint32_t magic = 0xA1B2C3D4; /* times in microseconds */

/* What one side of a connection has sent so far. */
struct pcap_write_flow {
	union address from;
	union address to;
	uint32_t next; /* sequence number */
	struct pcap_write_flow *before;
};

/* A packet that is being made: headers, then data. */
struct packet {
	uint8_t data[IP6_SIZE + UDP_SIZE + DATAGRAM_MAX];
	size_t size;
	size_t ip_size;
	bool is_v6;
};

static bool is_v6(const struct pcap_message *message)
{
	return message->from.any.sa_family == AF_INET6 ||
	       message->to.any.sa_family == AF_INET6;
}

static uint16_t port_of(const union address *address)
{
	if (address->any.sa_family == AF_INET6)
		return ntohs(address->v6.sin6_port);
	return address->any.sa_family == AF_INET ? ntohs(address->v4.sin_port) : 0;
}

static void copy_ip(uint8_t *to, const union address *address, bool is_ip6)
{
	if (is_ip6 && address->any.sa_family == AF_INET6)
		memcpy(to, &address->v6.sin6_addr, sizeof(address->v6.sin6_addr));
	if (!is_ip6 && address->any.sa_family == AF_INET)
		memcpy(to, &address->v4.sin_addr, sizeof(address->v4.sin_addr));
}

static uint32_t sum_words(uint32_t sum, const uint8_t *data, size_t size)
{
	for (size_t i = 0; i + 1 < size; i += 2)
		sum += wire_u16(data + i);
	if (size % 2 != 0)
		sum += (uint32_t)data[size - 1] << 8;
	return sum;
}

static uint16_t sum_end(uint32_t sum)
{
	while (sum >> 16 != 0)
		sum = (sum & 0xFFFF) + (sum >> 16);
	return (uint16_t)~sum;
}

static void begin_ip(struct packet *packet, const struct pcap_message *message,
		     uint8_t protocol, size_t payload_size)
{
	uint8_t *ip = packet->data;

	packet->is_v6 = is_v6(message);
	packet->ip_size = packet->is_v6 ? IP6_SIZE : IP4_SIZE;
	memset(ip, 0, packet->ip_size);
	if (packet->is_v6) {
		ip[0] = 0x60;
		wire_put_u16(ip + 4, (uint16_t)payload_size);
		ip[6] = protocol;
		ip[7] = HOPS;
		copy_ip(ip + 8, &message->from, true);
		copy_ip(ip + 24, &message->to, true);
		return;
	}
	ip[0] = 0x45;
	wire_put_u16(ip + 2, (uint16_t)(IP4_SIZE + payload_size));
	ip[8] = HOPS;
	ip[9] = protocol;
	copy_ip(ip + 12, &message->from, false);
	copy_ip(ip + 16, &message->to, false);
	wire_put_u16(ip + 10, sum_end(sum_words(0, ip, IP4_SIZE)));
}

/* The sum over addresses, protocol, length, header and data. */
static uint16_t sum_payload(const struct packet *packet, uint8_t protocol)
{
	const uint8_t *payload = packet->data + packet->ip_size;
	size_t size = packet->size - packet->ip_size;
	size_t start = packet->is_v6 ? 8 : 12;
	uint32_t sum = sum_words(0, packet->data + start, packet->ip_size - start);

	sum += protocol + (uint32_t)size;
	return sum_end(sum_words(sum, payload, size));
}

static void put_u32_le(uint8_t *to, uint32_t number)
{
	for (unsigned i = 0; i < 4; i++)
		to[i] = (uint8_t)(number >> 8 * i);
}

static void write_packet(struct pcap_write *pcap, const struct packet *packet,
			 uint64_t wall_us)
{
	uint8_t head[PACKET_HEAD_SIZE];

	put_u32_le(head, (uint32_t)(wall_us / US_PER_S));
	put_u32_le(head + 4, (uint32_t)(wall_us % US_PER_S));
	put_u32_le(head + 8, (uint32_t)packet->size);
	put_u32_le(head + 12, (uint32_t)packet->size);
	(void)fwrite(head, sizeof(head), 1, pcap->file);
	(void)fwrite(packet->data, packet->size, 1, pcap->file);
}

static void add_datagram(struct pcap_write *pcap, const struct pcap_message *message)
{
	size_t size = message->size < DATAGRAM_MAX ? message->size : DATAGRAM_MAX;
	struct packet packet;
	uint8_t *udp;

	begin_ip(&packet, message, PROTOCOL_UDP, UDP_SIZE + size);
	udp = packet.data + packet.ip_size;
	wire_put_u16(udp, port_of(&message->from));
	wire_put_u16(udp + 2, port_of(&message->to));
	wire_put_u16(udp + 4, (uint16_t)(UDP_SIZE + size));
	wire_put_u16(udp + 6, 0);
	if (message->size > 0)
		memcpy(udp + UDP_SIZE, message->wire, size);
	packet.size = packet.ip_size + UDP_SIZE + size;

	uint16_t sum = sum_payload(&packet, PROTOCOL_UDP);

	wire_put_u16(udp + 6, sum == 0 ? UINT16_MAX : sum);
	write_packet(pcap, &packet, message->wall_us);
}

static struct pcap_write_flow *find_flow(struct pcap_write *pcap,
					 const union address *from,
					 const union address *to)
{
	struct pcap_write_flow *flow = pcap->flows;

	for (; flow != NULL; flow = flow->before) {
		if (server_address_equal(&flow->from, from) &&
		    server_address_equal(&flow->to, to))
			return flow;
	}
	if (pcap->flow_count == FLOWS_MAX) { /* numbers begin anew */
		pcap->flows = NULL;
		pcap->flow_count = 0;
	}
	flow = arena_alloc(pcap->arena, sizeof(*flow));
	*flow = (struct pcap_write_flow){ *from, *to, 1, pcap->flows };
	pcap->flows = flow;
	pcap->flow_count++;
	return flow;
}

static void add_segment(struct pcap_write *pcap, const struct pcap_message *message,
			const uint8_t *data, size_t size)
{
	uint32_t other = find_flow(pcap, &message->to, &message->from)->next;
	struct pcap_write_flow *flow = find_flow(pcap, &message->from, &message->to);
	struct packet packet;
	uint8_t *tcp;

	begin_ip(&packet, message, PROTOCOL_TCP, TCP_SIZE + size);
	tcp = packet.data + packet.ip_size;
	memset(tcp, 0, TCP_SIZE);
	wire_put_u16(tcp, port_of(&message->from));
	wire_put_u16(tcp + 2, port_of(&message->to));
	wire_put_u32(tcp + 4, flow->next);
	wire_put_u32(tcp + 8, other);
	tcp[12] = TCP_SIZE / 4 << 4;
	tcp[13] = TCP_PUSH_ACK;
	wire_put_u16(tcp + 14, UINT16_MAX);
	memcpy(tcp + TCP_SIZE, data, size);
	packet.size = packet.ip_size + TCP_SIZE + size;
	wire_put_u16(tcp + 16, sum_payload(&packet, PROTOCOL_TCP));
	flow->next += (uint32_t)size;
	write_packet(pcap, &packet, message->wall_us);
}

static void add_stream(struct pcap_write *pcap, const struct pcap_message *message)
{
	uint8_t first[LENGTH_SIZE + SEGMENT_MAX];
	size_t begun = message->size < SEGMENT_MAX ? message->size : SEGMENT_MAX;

	wire_put_u16(first, (uint16_t)message->size);
	if (message->size > 0)
		memcpy(first + LENGTH_SIZE, message->wire, begun);
	add_segment(pcap, message, first, LENGTH_SIZE + begun);
	for (size_t at = begun; at < message->size; at += SEGMENT_MAX) {
		size_t left = message->size - at;

		add_segment(pcap, message, message->wire + at,
			    left < SEGMENT_MAX ? left : SEGMENT_MAX);
	}
}

void pcap_write_begin(struct pcap_write *pcap, struct arena *arena, FILE *file)
{
	uint8_t head[FILE_HEAD_SIZE] = { 0 };

	*pcap = (struct pcap_write){ .file = file, .arena = arena };
	put_u32_le(head, magic);
	head[4] = 2; /* version 2.4 */
	head[6] = 4;
	put_u32_le(head + 16, SNAP_SIZE);
	put_u32_le(head + 20, LINK_RAW);
	(void)fwrite(head, sizeof(head), 1, file);
}

void pcap_write_add(struct pcap_write *pcap, const struct pcap_message *message)
{
	if (message->transport == TRANSPORT_UDP) {
		add_datagram(pcap, message);
	} else {
		add_stream(pcap, message);
	}
}
