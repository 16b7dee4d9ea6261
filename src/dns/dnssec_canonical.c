#include "dns/dnssec_canonical.h"

#include <stdlib.h>
#include <string.h>

#include <ldns/ldns.h>

#include "base/arena.h"
#include "dns/rdata.h"
#include "dns/signed.h"
#include "dns/type.h"
#include "dns/wire.h"

enum {
	RECORD_HEAD_SIZE = 10, /* type, class, TTL, size of the rdata */
	WILDCARD_SIZE = 2,
};

/* Source: RFC 4034 section 6.2 as changed by RFC 6840 section 5.1 (NSEC is not among them). */
static const uint16_t lowered_types[] = {
	TYPE_NS,  3,        4,          TYPE_CNAME, TYPE_SOA,   7,       8,          9,
	TYPE_PTR, 14,       TYPE_MX,    17,         18,         21,      TYPE_SIG,   26,
	30,       TYPE_SRV, TYPE_NAPTR, 36,         TYPE_DNAME, TYPE_A6, TYPE_RRSIG,
};

static bool has_lowered_names(uint16_t type)
{
	for (size_t i = 0; i < ARRAY_LEN(lowered_types); i++) {
		if (lowered_types[i] == type)
			return true;
	}
	return false;
}

static void lower(uint8_t *data, size_t size)
{
	for (size_t i = 0; i < size; i++)
		data[i] = dnssec_canonical_byte(data[i]);
}

/* Names in lower case; bytes of labels and their lengths (under 64) do not mix. */
static struct dnssec_bytes canonical(struct arena *arena, uint16_t type,
				     struct dnssec_bytes rdata)
{
	struct rdata_field fields[RDATA_FIELDS_MAX];
	size_t count = 0;
	uint8_t *copy;

	if (!has_lowered_names(type) ||
	    rdata_cut(type, rdata.data, rdata.size, 0, (uint16_t)rdata.size, fields,
		      &count) != ERR_OK)
		return rdata;
	copy = arena_copy(arena, rdata.data, rdata.size);
	for (size_t i = 0; i < count; i++) {
		if (fields[i].rdf_type == LDNS_RDF_TYPE_DNAME)
			lower(copy + fields[i].offset, fields[i].size);
	}
	return (struct dnssec_bytes){ copy, rdata.size };
}

/* Source: RFC 4034 section 6.3: as octets, a shorter one first. */
static int order(const void *a, const void *b)
{
	const struct dnssec_bytes *left = a;
	const struct dnssec_bytes *right = b;
	const size_t size = left->size < right->size ? left->size : right->size;
	const int order = size == 0 ? 0 : memcmp(left->data, right->data, size);

	if (order != 0 || left->size == right->size)
		return order;
	return left->size < right->size ? -1 : 1;
}

static void put(uint8_t **at, const void *data, size_t size)
{
	if (size > 0)
		memcpy(*at, data, size);
	*at += size;
}

/* The owner in lower case, as the zone has it: "*" and the suffix for what a wildcard gave. */
static void make_owner(struct name owner, unsigned labels, struct name_buffer *out_owner)
{
	const unsigned has = name_label_count(owner);
	const struct name suffix = labels < has ? name_suffix(owner, labels) : owner;
	uint8_t *at = out_owner->wire;

	if (labels < has)
		put(&at, "\1*", WILDCARD_SIZE);
	put(&at, suffix.wire, suffix.size);
	out_owner->size = (size_t)(at - out_owner->wire);
	lower(out_owner->wire, out_owner->size);
}

static void put_record(uint8_t **at, const struct signed_set *set, struct name owner,
		       uint32_t ttl, struct dnssec_bytes rdata)
{
	uint8_t head[RECORD_HEAD_SIZE];

	wire_put_u16(head, set->type);
	wire_put_u16(head + 2, set->rr_class);
	wire_put_u32(head + 4, ttl);
	wire_put_u16(head + 8, (uint16_t)rdata.size);
	put(at, owner.wire, owner.size);
	put(at, head, sizeof(head));
	put(at, rdata.data, rdata.size);
}

/* Sorted, each once; returns how many. */
static size_t sort_records(struct dnssec_bytes *records, size_t count)
{
	size_t kept = 0;

	if (count > 0)
		qsort(records, count, sizeof(*records), order);
	for (size_t i = 0; i < count; i++) {
		if (kept == 0 || order(&records[kept - 1], &records[i]) != 0)
			records[kept++] = records[i];
	}
	return kept;
}

enum err dnssec_canonical_data(struct arena *arena, const struct signed_set *set,
			       const struct dnssec_rrsig *rrsig,
			       struct dnssec_bytes *out_data)
{
	const unsigned has =
		name_label_count(set->owner) - (name_is_wildcard(set->owner) ? 1 : 0);
	struct dnssec_bytes *records = arena_array(arena, set->count, sizeof(*records));
	struct name_buffer owner;
	struct name_buffer signer;
	size_t size = rrsig->head.size + rrsig->signer.size;
	size_t count;
	uint8_t *data;
	uint8_t *at;

	if (rrsig->labels > has)
		return ERR_RANGE;
	if (rrsig->labels == has && name_is_wildcard(set->owner)) {
		make_owner(set->owner, has + 1, &owner);
	} else {
		make_owner(set->owner, rrsig->labels, &owner);
	}
	make_owner(rrsig->signer, name_label_count(rrsig->signer), &signer);
	for (size_t i = 0; i < set->count; i++)
		records[i] = canonical(arena, set->type, set->rdata[i]);
	count = sort_records(records, set->count);
	for (size_t i = 0; i < count; i++)
		size += owner.size + RECORD_HEAD_SIZE + records[i].size;
	data = arena_bytes(arena, size);
	at = data;
	put(&at, rrsig->head.data, rrsig->head.size);
	put(&at, signer.wire, signer.size);
	for (size_t i = 0; i < count; i++)
		put_record(&at, set, name_of(&owner), rrsig->original_ttl, records[i]);
	*out_data = (struct dnssec_bytes){ data, size };
	return ERR_OK;
}
