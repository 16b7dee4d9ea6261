#include "query/descent_ds.h"

#include <ctype.h>
#include <openssl/evp.h>
#include <string.h>

#include "base/attr.h"
#include "dns/rrset.h"
#include "dns/wire.h"

enum { DS_HEAD_SIZE = 4, KEY_HEAD_SIZE = 4, ALGORITHM_AT = 3, DIGESTED_MAX = 66000 };

/* Source: RFC 4034 appendix A.2, RFC 4509, RFC 6605. */
static const struct {
	uint8_t number;
	const EVP_MD *(*make)(void);
} digests[] = {
	{ 1, EVP_sha1 },
	{ 2, EVP_sha256 },
	{ 4, EVP_sha384 },
};

/* Source: RFC 4034 appendix B. */
static uint16_t key_tag(const struct rrset_rdata *key)
{
	uint32_t sum = 0;

	for (size_t i = 0; i < key->wire_size; i++)
		sum += (i % 2 == 0) ? (uint32_t)key->wire[i] << 8 : key->wire[i];
	return (uint16_t)((sum + (sum >> 16)) & 0xFFFF);
}

static const EVP_MD *find_digest(uint8_t number)
{
	for (size_t i = 0; i < ARRAY_LEN(digests); i++) {
		if (digests[i].number == number)
			return digests[i].make();
	}
	return NULL;
}

static bool is_digest(struct name zone, const struct rrset_rdata *ds,
		      const struct rrset_rdata *key)
{
	const EVP_MD *kind = find_digest(ds->wire[3]);
	uint8_t data[DIGESTED_MAX];
	uint8_t made[EVP_MAX_MD_SIZE];
	unsigned size = 0;

	if (kind == NULL || zone.size + key->wire_size > sizeof(data))
		return false;
	for (size_t i = 0; i < zone.size; i++)
		data[i] = (uint8_t)tolower(zone.wire[i]);
	memcpy(data + zone.size, key->wire, key->wire_size);
	return EVP_Digest(data, zone.size + key->wire_size, made, &size, kind, NULL) ==
		       1 &&
	       size == (unsigned)(ds->wire_size - DS_HEAD_SIZE) &&
	       memcmp(made, ds->wire + DS_HEAD_SIZE, size) == 0;
}

bool descent_ds_fits(struct name zone, const struct rrset_rdata *ds,
		     const struct rrset *keys)
{
	if (ds->wire_size <= DS_HEAD_SIZE)
		return false;
	for (uint16_t i = 0; i < keys->count; i++) {
		const struct rrset_rdata *key = &keys->rdata[i];

		if (key->wire_size > KEY_HEAD_SIZE &&
		    key->wire[ALGORITHM_AT] == ds->wire[2] &&
		    key_tag(key) == wire_u16(ds->wire) && is_digest(zone, ds, key))
			return true;
	}
	return false;
}
