/*
 * Normal form.  The types that most zones are made of have a way of their own; all others are cut
 * into fields, and each field is brought to its normal form.
 */
#include <stdlib.h>
#include <string.h>

#include <ldns/ldns.h>

#include "base/map.h"
#include "dns/name.h"
#include "dns/rdata.h"
#include "dns/rdata_expand.h"
#include "dns/rdata_svcb.h"
#include "dns/type.h"
#include "dns/wire.h"

/* The rdata to bring to normal form, and where that goes. */
struct job {
	const uint8_t *wire;
	size_t size;
	size_t offset;
	size_t rdata_size;
	struct rdata_expand_sink sink;
};

static enum err copy_raw(struct job *job)
{
	job->sink.len = 0;
	return rdata_expand_bytes(&job->sink, job->wire + job->offset, job->rdata_size);
}

/* Behind @skip bytes, one name to the end. */
static enum err normal_name(struct job *job, size_t skip)
{
	size_t end = job->offset + job->rdata_size;
	size_t name_end;
	enum err err;

	if (job->rdata_size <= skip)
		return copy_raw(job);
	err = rdata_expand_bytes(&job->sink, job->wire + job->offset, skip);
	if (err != ERR_OK)
		return err;
	err = rdata_expand_name(&job->sink, job->wire, end, job->offset + skip, true,
				&name_end);
	if (err == ERR_SYNTAX || (err == ERR_OK && name_end != end))
		return copy_raw(job);
	return err;
}

/* No text that is well formed can be told to end in a hash under our secret. */
static enum err mark_broken_text(struct job *job)
{
	uint64_t hash = map_hash(job->wire + job->offset, job->rdata_size);
	uint8_t mark[sizeof(hash)];
	enum err err = copy_raw(job);

	memcpy(mark, &hash, sizeof(hash));
	return err == ERR_OK ? rdata_expand_bytes(&job->sink, mark, sizeof(mark)) : err;
}

static enum err normal_text(struct job *job)
{
	const uint8_t *data = job->wire + job->offset;
	size_t at = 0;

	while (at < job->rdata_size) {
		size_t chunk = data[at];

		if (chunk >= job->rdata_size - at)
			return mark_broken_text(job);
		if (rdata_expand_bytes(&job->sink, data + at + 1, chunk) != ERR_OK)
			return ERR_LIMIT;
		at += 1 + chunk;
	}
	return at > 0 ? ERR_OK : mark_broken_text(job);
}

enum {
	ENTRY_SIZE = 4
}; /* key and offset of a parameter, big-endian: memcmp is their order */

static int compare_entries(const void *a, const void *b)
{
	return memcmp(a, b, ENTRY_SIZE);
}

/*
 * Lists the parameters in @entries, which has room for one in every 4 bytes of data.
 * False for what is no list of parameters, or has a key twice.
 */
static bool list_params(const uint8_t *data, size_t size, uint8_t *entries,
			size_t *out_count)
{
	const uint8_t *rest = data;
	struct rdata_svcb_param param;
	size_t count = 0;

	for (size_t left = size; left > 0; count++) {
		size_t at = size - left;

		if (!rdata_svcb_next(&rest, &left, &param))
			return false;
		wire_put_u16(entries + count * ENTRY_SIZE, param.key);
		wire_put_u16(entries + count * ENTRY_SIZE + 2, (uint16_t)at);
	}
	qsort(entries, count, ENTRY_SIZE, compare_entries);
	for (size_t i = 1; i < count; i++) {
		if (wire_u16(entries + i * ENTRY_SIZE) ==
		    wire_u16(entries + (i - 1) * ENTRY_SIZE))
			return false;
	}
	*out_count = count;
	return true;
}

/* The list of entries stands for a while at the end of the buffer. */
static enum err normal_params(struct job *job, const struct rdata_field *field)
{
	const uint8_t *data = job->wire + field->offset;
	struct rdata_expand_sink *sink = &job->sink;
	size_t count = 0;

	if (sink->size - sink->len < 2 * field->size)
		return ERR_LIMIT;

	uint8_t *entries = sink->data + sink->size - field->size;

	if (!list_params(data, field->size, entries, &count))
		return ERR_SYNTAX;
	for (size_t i = 0; i < count; i++) {
		const uint8_t *param = data + wire_u16(entries + i * ENTRY_SIZE + 2);
		enum err err = rdata_expand_bytes(sink, param, 4U + wire_u16(param + 2));

		if (err != ERR_OK)
			return err;
	}
	return ERR_OK;
}

enum { NAPTR_FLAGS = 2 }; /* behind order and preference */

/* A length byte and letters whose case says nothing: CAA's tag (RFC 8659), NAPTR's flags (RFC 3403). */
static enum err normal_tag(struct job *job, const struct rdata_field *field)
{
	struct rdata_expand_sink *sink = &job->sink;
	size_t start = sink->len;
	enum err err = rdata_expand_bytes(sink, job->wire + field->offset, field->size);

	for (size_t i = start + 1; err == ERR_OK && i < sink->len; i++) {
		if ((uint8_t)(sink->data[i] - 'A') < 26)
			sink->data[i] |= 0x20;
	}
	return err;
}

static enum err normal_field(struct job *job, const struct rdata_field *field)
{
	switch (field->rdf_type) {
	case LDNS_RDF_TYPE_DNAME:
		return rdata_expand_names(&job->sink, job->wire, job->size, field, true);
	case LDNS_RDF_TYPE_SVCPARAMS:
		return normal_params(job, field);
	case LDNS_RDF_TYPE_TAG:
		return normal_tag(job, field);
	default:
		return rdata_expand_bytes(&job->sink, job->wire + field->offset,
					  field->size);
	}
}

static enum err normal_fields(struct job *job, uint16_t type)
{
	struct rdata_field fields[RDATA_FIELDS_MAX];
	size_t count = 0;
	enum err err = rdata_cut(type, job->wire, job->size, job->offset,
				 (uint16_t)job->rdata_size, fields, &count);

	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		if (type == TYPE_NAPTR && i == NAPTR_FLAGS) {
			err = normal_tag(job, &fields[i]);
		} else {
			err = normal_field(job, &fields[i]);
		}
	}
	if (err == ERR_SYNTAX || err == ERR_UNSUPPORTED)
		return copy_raw(job);
	return err;
}

/* NOLINTBEGIN(readability-function-size,readability-non-const-parameter): the sink writes */
enum err rdata_normal(uint16_t type, const uint8_t *wire, size_t size, size_t offset,
		      uint16_t rdata_size, uint8_t *buffer, size_t buffer_size,
		      size_t *out_size)
/* NOLINTEND(readability-function-size,readability-non-const-parameter) */
{
	struct job job = { wire, size, offset, rdata_size, { buffer, buffer_size, 0 } };
	enum err err;

	switch (type) {
	case TYPE_A:
	case TYPE_AAAA:
		err = copy_raw(&job);
		break;
	case TYPE_NS:
	case TYPE_CNAME:
	case TYPE_PTR:
		err = normal_name(&job, 0);
		break;
	case TYPE_MX:
		err = normal_name(&job, 2);
		break;
	case TYPE_TXT:
	case TYPE_SPF:
		err = normal_text(&job);
		break;
	default:
		err = normal_fields(&job, type);
	}
	if (err == ERR_OK)
		*out_size = job.sink.len;
	return err;
}
