#include "dns/rdata_expand.h"

#include <string.h>

#include <ldns/ldns.h>

#include "dns/name.h"

enum err rdata_expand_bytes(struct rdata_expand_sink *sink, const uint8_t *data,
			    size_t size)
{
	if (size > sink->size - sink->len)
		return ERR_LIMIT;
	if (size > 0)
		memcpy(sink->data + sink->len, data, size);
	sink->len += size;
	return ERR_OK;
}

/* The sizes of labels are below 'A': a whole name may be folded byte by byte. */
static void copy_name(uint8_t *out, const uint8_t *wire, size_t size, bool is_lower)
{
	if (!is_lower) {
		memcpy(out, wire, size);
		return;
	}
	for (size_t i = 0; i < size; i++) {
		uint8_t byte = wire[i];

		out[i] = (uint8_t)(byte | ((uint8_t)(byte - 'A') < 26) << 5);
	}
}

/* The size of a name that stands whole at @offset; 0 for any other. */
static size_t whole_size(const uint8_t *wire, size_t size, size_t offset)
{
	size_t end = size - offset < NAME_SIZE_MAX ? size : offset + NAME_SIZE_MAX;

	for (size_t at = offset; at < end && wire[at] <= NAME_LABEL_MAX;
	     at += 1U + wire[at]) {
		if (wire[at] == 0)
			return at + 1 - offset;
	}
	return 0;
}

enum err rdata_expand_name(struct rdata_expand_sink *sink, const uint8_t *wire,
			   size_t size, size_t offset, bool is_lower, size_t *out_end)
{
	struct name_buffer read;
	struct name name = { wire + offset, whole_size(wire, size, offset) };
	size_t end = offset + name.size;

	if (name.size == 0) {
		enum err err = name_read(wire, size, offset, &read, &end);

		if (err != ERR_OK)
			return err;
		name = name_of(&read);
	}
	if (name.size > sink->size - sink->len)
		return ERR_LIMIT;
	copy_name(sink->data + sink->len, name.wire, name.size, is_lower);
	sink->len += name.size;
	*out_end = end;
	return ERR_OK;
}

enum err rdata_expand_names(struct rdata_expand_sink *sink, const uint8_t *wire,
			    size_t size, const struct rdata_field *field, bool is_lower)
{
	size_t end = field->offset + field->size;
	size_t at = field->offset;
	enum err err = ERR_OK;

	while (at < end && err == ERR_OK)
		err = rdata_expand_name(sink, wire, size, at, is_lower, &at);
	return err;
}

/* NOLINTBEGIN(readability-function-size,readability-non-const-parameter): the sink writes */
enum err rdata_expand(uint16_t type, const uint8_t *wire, size_t size, size_t offset,
		      uint16_t rdata_size, uint8_t *buffer, size_t buffer_size,
		      size_t *out_size)
/* NOLINTEND(readability-function-size,readability-non-const-parameter) */
{
	struct rdata_expand_sink sink = { buffer, buffer_size, 0 };
	struct rdata_field fields[RDATA_FIELDS_MAX];
	size_t count = 0;
	enum err err = rdata_cut(type, wire, size, offset, rdata_size, fields, &count);

	if (err != ERR_OK)
		err = rdata_expand_bytes(&sink, wire + offset, rdata_size);
	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		if (fields[i].rdf_type == LDNS_RDF_TYPE_DNAME) {
			err = rdata_expand_names(&sink, wire, size, &fields[i], false);
		} else {
			err = rdata_expand_bytes(&sink, wire + fields[i].offset,
						 fields[i].size);
		}
	}
	if (err == ERR_OK)
		*out_size = sink.len;
	return err;
}
