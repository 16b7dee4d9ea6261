/* What a reader of rdata writes. */
#include <string.h>

#include "dns/rdata_reader.h"
#include "dns/wire.h"

bool rdata_reader_put(struct rdata_reader *reader, const void *data, size_t size)
{
	if (reader->why != NULL)
		return false;
	if (size > UINT16_MAX - reader->size)
		return rdata_reader_fail(reader, "wanted at most 65535 bytes, got more");
	if (size > 0)
		memcpy(reader->wire + reader->size, data, size);
	reader->size += size;
	return true;
}

bool rdata_reader_put_u8(struct rdata_reader *reader, uint8_t number)
{
	return rdata_reader_put(reader, &number, 1);
}

bool rdata_reader_put_u16(struct rdata_reader *reader, uint16_t number)
{
	uint8_t bytes[2];

	wire_put_u16(bytes, number);
	return rdata_reader_put(reader, bytes, sizeof(bytes));
}

bool rdata_reader_put_u32(struct rdata_reader *reader, uint32_t number)
{
	uint8_t bytes[4];

	wire_put_u32(bytes, number);
	return rdata_reader_put(reader, bytes, sizeof(bytes));
}
