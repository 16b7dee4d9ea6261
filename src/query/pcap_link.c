#include "query/pcap_link.h"

#include <string.h>

#include "base/attr.h"
#include "dns/wire.h"

enum {
	ETHERNET_TYPE_OFFSET = 12,
	TYPE_IP4 = 0x0800,
	TYPE_IP6 = 0x86DD,
	TYPE_VLAN = 0x8100,
	TYPE_VLAN_OUTER = 0x88A8,
	VLANS_MAX = 4,
	IP4_SIZE = 20,
	IP6_SIZE = 40,
	FRAGMENT_BITS = 0x3FFF, /* more to come, or not the first */
	EXTENSIONS_MAX = 8,
};

/* How many bytes stand before the IP header, and where the type of the packet is; 0: none. */
static const struct {
	uint32_t link;
	size_t size;
	size_t type_offset;
} links[] = {
	{ 0, 4, 0 },     /* BSD loopback */
	{ 1, 14, 12 },   /* Ethernet */
	{ 12, 0, 0 },    /* raw IP, as systems number it */
	{ 14, 0, 0 },    /* the same on OpenBSD */
	{ 101, 0, 0 },   /* raw IP */
	{ 108, 4, 0 },   /* OpenBSD loopback */
	{ 113, 16, 14 }, /* Linux cooked */
	{ 228, 0, 0 },   /* IPv4 */
	{ 229, 0, 0 },   /* IPv6 */
	{ 276, 20, 0 },  /* Linux cooked, version 2: its type stands first */
};

/* Steps over VLAN tags of Ethernet; false for what is no IP. */
static bool skip_tags(const uint8_t *data, size_t size, size_t *offset)
{
	size_t type_at = ETHERNET_TYPE_OFFSET;

	for (unsigned i = 0; i < VLANS_MAX; i++) {
		uint16_t type = wire_u16(data + type_at);

		if (type != TYPE_VLAN && type != TYPE_VLAN_OUTER)
			break;
		type_at += 4;
		if (size < type_at + 2)
			return false;
	}
	*offset = type_at + 2;
	return true;
}

static bool open_ip4(const uint8_t *ip, size_t size, struct pcap_link_packet *out_packet)
{
	size_t head = (size_t)(ip[0] & 0x0F) * 4;
	size_t whole;

	if (size < IP4_SIZE || head < IP4_SIZE)
		return false;
	whole = wire_u16(ip + 2);
	if (whole < head || head > size || (wire_u16(ip + 6) & FRAGMENT_BITS) != 0)
		return false;
	if (whole < size) /* what is behind is padding of the link */
		size = whole;
	*out_packet = (struct pcap_link_packet){ .protocol = ip[9],
						 .payload = ip + head,
						 .payload_size = size - head };
	out_packet->from.v4.sin_family = AF_INET;
	out_packet->to.v4.sin_family = AF_INET;
	memcpy(&out_packet->from.v4.sin_addr, ip + 12, 4);
	memcpy(&out_packet->to.v4.sin_addr, ip + 16, 4);
	return true;
}

/* Hop-by-hop, routing and destination options; a fragment header ends it. */
static bool is_extension(uint8_t next)
{
	return next == 0 || next == 43 || next == 60;
}

static bool open_ip6(const uint8_t *ip, size_t size, struct pcap_link_packet *out_packet)
{
	size_t offset = IP6_SIZE;
	size_t whole;
	uint8_t next;

	if (size < IP6_SIZE)
		return false;
	whole = IP6_SIZE + (size_t)wire_u16(ip + 4);
	if (whole < size)
		size = whole;
	next = ip[6];
	for (unsigned i = 0; i < EXTENSIONS_MAX && is_extension(next); i++) {
		if (size - offset < 8)
			return false;
		next = ip[offset];
		offset += ((size_t)ip[offset + 1] + 1) * 8;
		if (offset > size)
			return false;
	}
	*out_packet = (struct pcap_link_packet){ .protocol = next,
						 .payload = ip + offset,
						 .payload_size = size - offset };
	out_packet->from.v6.sin6_family = AF_INET6;
	out_packet->to.v6.sin6_family = AF_INET6;
	memcpy(&out_packet->from.v6.sin6_addr, ip + 8, 16);
	memcpy(&out_packet->to.v6.sin6_addr, ip + 24, 16);
	return true;
}

bool pcap_link_open(uint32_t link, const uint8_t *data, size_t size,
		    struct pcap_link_packet *out_packet)
{
	size_t offset = 0;
	size_t i = 0;

	while (i < ARRAY_LEN(links) && links[i].link != link)
		i++;
	if (i == ARRAY_LEN(links) || size <= links[i].size)
		return false;
	offset = links[i].size;
	if (links[i].type_offset == ETHERNET_TYPE_OFFSET &&
	    !skip_tags(data, size, &offset))
		return false;
	if (offset >= size)
		return false;
	if (data[offset] >> 4 == 4)
		return open_ip4(data + offset, size - offset, out_packet);
	return data[offset] >> 4 == 6 &&
	       open_ip6(data + offset, size - offset, out_packet);
}
