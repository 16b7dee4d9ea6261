#include "dns/nsec3.h"

#include <string.h>

#include <ldns/ldns.h>

#include "base/arena.h"
#include "dns/dnssec_canonical.h"
#include "dns/signed.h"
#include "dns/wire.h"

enum {
	HEAD_SIZE = 5, /* algorithm, flags, iterations, size of the salt */
	ALGORITHM_SHA1 = 1,
	FLAG_OPT_OUT = 1,
	LABEL_SIZE = 32, /* of a hash in base32 */
	BASE32_BITS = 5,
	SALT_SIZE_MAX = 255,
};

void nsec3_hash(struct name name, struct dnssec_bytes salt, uint16_t iterations,
		uint8_t out_hash[NSEC3_HASH_SIZE])
{
	uint8_t data[NAME_SIZE_MAX + SALT_SIZE_MAX];
	size_t size = name.size;

	for (size_t i = 0; i < size; i++)
		data[i] = dnssec_canonical_byte(name.wire[i]);
	for (unsigned round = 0; round <= iterations; round++) {
		if (salt.size > 0)
			memcpy(data + size, salt.data, salt.size);
		(void)ldns_sha1(data, (unsigned)(size + salt.size), out_hash);
		size = NSEC3_HASH_SIZE;
		memcpy(data, out_hash, size);
	}
}

/* Base32 with the extended hex alphabet, 32 characters.  Source: RFC 4648 section 7. */
static bool read_label(struct name owner, uint8_t out_hash[NSEC3_HASH_SIZE])
{
	uint32_t bits = 0;
	unsigned have = 0;
	size_t size = 0;

	if (owner.wire[0] != LABEL_SIZE)
		return false;
	for (size_t i = 1; i <= LABEL_SIZE; i++) {
		const uint8_t c = owner.wire[i] | 0x20;
		unsigned digit;

		if (owner.wire[i] >= '0' && owner.wire[i] <= '9') {
			digit = owner.wire[i] - '0';
		} else if (c >= 'a' && c <= 'v') {
			digit = c - 'a' + 10U;
		} else {
			return false;
		}
		bits = bits << BASE32_BITS | digit;
		have += BASE32_BITS;
		if (have >= 8) {
			have -= 8;
			out_hash[size++] = (uint8_t)(bits >> have);
		}
	}
	return true;
}

/* A record and the parameters that it was made with. */
struct reading {
	struct nsec3 nsec3;
	uint16_t iterations;
	struct dnssec_bytes salt;
};

static bool read_record(struct name owner, struct dnssec_bytes rdata,
			struct reading *out_reading)
{
	const uint8_t *at = rdata.data;
	struct reading reading = { .iterations = 0 };
	size_t next;

	if (rdata.size < HEAD_SIZE || at[0] != ALGORITHM_SHA1 || at[1] > FLAG_OPT_OUT)
		return false;
	next = HEAD_SIZE + (size_t)at[4];
	if (rdata.size < next + 1 + NSEC3_HASH_SIZE || at[next] != NSEC3_HASH_SIZE ||
	    !read_label(owner, reading.nsec3.hash))
		return false;
	memcpy(reading.nsec3.next, at + next + 1, NSEC3_HASH_SIZE);
	next += 1 + NSEC3_HASH_SIZE;
	reading.nsec3.is_opt_out = at[1] == FLAG_OPT_OUT;
	reading.nsec3.bitmap = (struct dnssec_bytes){ at + next, rdata.size - next };
	reading.iterations = wire_u16(at + 2);
	reading.salt = (struct dnssec_bytes){ at + HEAD_SIZE, at[4] };
	*out_reading = reading;
	return true;
}

/* The first record decides the parameters. */
static void add(struct nsec3_list *list, const struct reading *reading)
{
	if (list->count == 0) {
		list->iterations = reading->iterations;
		list->salt = reading->salt;
	} else if (reading->iterations != list->iterations ||
		   reading->salt.size != list->salt.size ||
		   memcmp(reading->salt.data, list->salt.data, list->salt.size) != 0) {
		return;
	}
	list->list[list->count++] = reading->nsec3;
}

void nsec3_collect(
	struct arena *arena, struct name zone, const struct signed_set *const *sets,
	size_t count,
	/* NOLINTNEXTLINE(readability-non-const-parameter): who has the list counts */
	unsigned *hashes, struct nsec3_list *out_list)
{
	struct nsec3_list list = { .zone = zone, .hashes = hashes };
	struct reading reading;
	size_t room = 0;

	for (size_t i = 0; i < count; i++)
		room += sets[i]->count;
	list.list = arena_array(arena, room, sizeof(*list.list));
	for (size_t i = 0; i < count; i++) {
		if (!name_equal(name_parent(sets[i]->owner), zone) ||
		    name_is_root(sets[i]->owner))
			continue;
		for (size_t k = 0; k < sets[i]->count; k++) {
			if (read_record(sets[i]->owner, sets[i]->rdata[k], &reading))
				add(&list, &reading);
		}
	}
	*out_list = list;
}
