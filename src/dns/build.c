#include "dns/build.h"

#include <string.h>

#include "dns/edns.h"
#include "dns/message.h"
#include "dns/type.h"
#include "dns/wire.h"

enum {
	OPTION_HEAD_SIZE = 4, /* code and size */
	OPT_HEAD_SIZE = 11,   /* the OPT record up to its options */
	SOA_TIMERS_SIZE = 16, /* refresh, retry, expire, minimum */
};

/* A message that grows; once something did not fit, nothing more is written. */
struct writer {
	uint8_t *wire;
	size_t size; /* of the buffer */
	size_t used;
	bool is_full;
};

static void put(struct writer *writer, const void *data, size_t size)
{
	if (size > writer->size - writer->used)
		writer->is_full = true;
	if (writer->is_full || size == 0)
		return;
	memcpy(writer->wire + writer->used, data, size);
	writer->used += size;
}

static void put_u16(struct writer *writer, uint16_t number)
{
	uint8_t bytes[2];

	wire_put_u16(bytes, number);
	put(writer, bytes, sizeof(bytes));
}

static void put_u32(struct writer *writer, uint32_t number)
{
	uint8_t bytes[4];

	wire_put_u32(bytes, number);
	put(writer, bytes, sizeof(bytes));
}

static void put_zeros(struct writer *writer, size_t count)
{
	if (count > writer->size - writer->used)
		writer->is_full = true;
	if (writer->is_full || count == 0)
		return;
	memset(writer->wire + writer->used, 0, count);
	writer->used += count;
}

static void put_header(struct writer *writer, const struct build_query *query)
{
	put_u16(writer, 0);
	put_u16(writer,
		(uint16_t)((query->flags & ~0x7800) | (query->opcode & 0xF) << 11));
	put_u16(writer, !query->is_header_only);
	put_u16(writer, 0);
	put_u16(writer, query->has_ixfr_serial);
	put_u16(writer, query->edns.is_on);
}

/* The SOA that tells which version of the zone we have (RFC 1995 section 3). */
static void put_ixfr_soa(struct writer *writer, const struct build_query *query)
{
	put(writer, query->qname.wire, query->qname.size);
	put_u16(writer, TYPE_SOA);
	put_u16(writer, query->qclass);
	put_u32(writer, 0);
	put_u16(writer, (uint16_t)(2 * name_root.size + 4 + SOA_TIMERS_SIZE));
	put(writer, name_root.wire, name_root.size);
	put(writer, name_root.wire, name_root.size);
	put_u32(writer, query->ixfr_serial);
	put_zeros(writer, SOA_TIMERS_SIZE);
}

/* Bytes of the padding option's data that bring the message of @size to a whole block. */
static size_t padding_size(size_t size, size_t block)
{
	size_t over = (size + OPTION_HEAD_SIZE) % block;

	return over == 0 ? 0 : block - over;
}

static void put_opt(struct writer *writer, const struct build_edns *edns)
{
	size_t size_offset = writer->used + OPT_HEAD_SIZE - 2;

	put(writer, name_root.wire, name_root.size);
	put_u16(writer, TYPE_OPT);
	put_u16(writer, edns->udp_size);
	put_u16(writer,
		edns->version); /* below the 8 high bits of the rcode, which are 0 */
	put_u16(writer, edns->flags);
	put_u16(writer, 0);
	put(writer, edns->options, edns->options_size);
	if (edns->padding_block > 0) {
		size_t padding = padding_size(writer->used, edns->padding_block);

		put_u16(writer, EDNS_PADDING);
		put_u16(writer, (uint16_t)padding);
		put_zeros(writer, padding);
	}
	if (!writer->is_full) {
		wire_put_u16(writer->wire + size_offset,
			     (uint16_t)(writer->used - size_offset - 2));
	}
}

enum err build_message(const struct build_query *query, uint8_t *wire, size_t size,
		       size_t *out_size)
{
	struct writer writer = { .size = size < MESSAGE_SIZE_MAX ? size
								 : MESSAGE_SIZE_MAX };

	writer.wire = wire;
	put_header(&writer, query);
	if (!query->is_header_only) {
		put(&writer, query->qname.wire, query->qname.size);
		put_u16(&writer, query->qtype);
		put_u16(&writer, query->qclass);
	}
	if (query->has_ixfr_serial)
		put_ixfr_soa(&writer, query);
	if (query->edns.is_on)
		put_opt(&writer, &query->edns);
	if (writer.is_full)
		return ERR_LIMIT;
	*out_size = writer.used;
	return ERR_OK;
}

enum err build_option(uint8_t *options, size_t size, size_t *options_size, uint16_t code,
		      const uint8_t *data, size_t data_size)
{
	struct writer writer = { .size = size, .used = *options_size };

	writer.wire = options;
	if (data_size > UINT16_MAX || *options_size > size)
		return ERR_LIMIT;
	put_u16(&writer, code);
	put_u16(&writer, (uint16_t)data_size);
	put(&writer, data, data_size);
	if (writer.is_full)
		return ERR_LIMIT;
	*options_size = writer.used;
	return ERR_OK;
}
