#include "dns/rdata.h"

#include "dns/rdata_check.h"

bool rdata_is_valid(uint16_t type, const uint8_t *wire, size_t size, size_t offset,
		    uint16_t rdata_size)
{
	struct rdata_field fields[RDATA_FIELDS_MAX];
	size_t count;
	enum err err = rdata_cut(type, wire, size, offset, rdata_size, fields, &count);

	if (err == ERR_UNSUPPORTED)
		return true;
	return err == ERR_OK && rdata_check(type, wire, fields, count);
}
