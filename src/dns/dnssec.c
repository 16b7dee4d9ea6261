#include "dns/dnssec.h"

#include "base/text.h"
#include "dns/wire.h"

enum {
	RRSIG_HEAD_SIZE = 18,
	KEY_HEAD_SIZE = 4,
	DS_HEAD_SIZE = 4,
	PROTOCOL_DNSSEC = 3,
	ALGORITHM_RSAMD5 = 1,
	DIGEST_SHA1 = 1,
	DIGEST_SHA256 = 2,
	DIGEST_SHA384 = 4,
};

struct algorithm {
	uint8_t number;
	bool is_known;
	const char *name;
};

/* Source: IANA, DNS Security Algorithm Numbers. */
/* clang-format off */
static const struct algorithm algorithms[] = {
	{ 1,   false, "RSAMD5" },
	{ 3,   false, "DSA" },
	{ 5,   true,  "RSASHA1" },
	{ 6,   false, "NSEC3DSA" },
	{ 7,   true,  "NSEC3RSASHA1" },
	{ 8,   true,  "RSASHA256" },
	{ 10,  true,  "RSASHA512" },
	{ 12,  false, "ECC-GOST" },
	{ 13,  true,  "ECDSAP256SHA256" },
	{ 14,  true,  "ECDSAP384SHA384" },
	{ 15,  true,  "ED25519" },
	{ 16,  true,  "ED448" },
	{ 17,  false, "SM2SM3" },
	{ 23,  false, "ECC-GOST12" },
	{ 253, false, "PRIVATEDNS" },
	{ 254, false, "PRIVATEOID" },
};
/* clang-format on */

static const struct algorithm *find_algorithm(uint8_t number)
{
	for (size_t i = 0; i < ARRAY_LEN(algorithms); i++) {
		if (algorithms[i].number == number)
			return &algorithms[i];
	}
	return NULL;
}

enum err dnssec_read_rrsig(struct dnssec_bytes rdata, struct dnssec_rrsig *out_rrsig)
{
	const uint8_t *at = rdata.data;
	struct name_buffer signer;
	size_t end;

	if (rdata.size < RRSIG_HEAD_SIZE ||
	    name_read(at, rdata.size, RRSIG_HEAD_SIZE, &signer, &end) != ERR_OK ||
	    end - RRSIG_HEAD_SIZE != signer.size)
		return ERR_SYNTAX;
	*out_rrsig = (struct dnssec_rrsig){
		.covered = wire_u16(at),
		.algorithm = at[2],
		.labels = at[3],
		.original_ttl = wire_u32(at + 4),
		.expiration = wire_u32(at + 8),
		.inception = wire_u32(at + 12),
		.key_tag = wire_u16(at + 16),
		.signer = { at + RRSIG_HEAD_SIZE, signer.size },
		.head = { at, RRSIG_HEAD_SIZE },
		.signature = { at + end, rdata.size - end },
	};
	return ERR_OK;
}

enum err dnssec_read_key(struct dnssec_bytes rdata, struct dnssec_key *out_key)
{
	if (rdata.size < KEY_HEAD_SIZE)
		return ERR_SYNTAX;
	*out_key = (struct dnssec_key){
		.flags = wire_u16(rdata.data),
		.protocol = rdata.data[2],
		.algorithm = rdata.data[3],
		.tag = dnssec_key_tag(rdata),
		.key = { rdata.data + KEY_HEAD_SIZE, rdata.size - KEY_HEAD_SIZE },
		.rdata = rdata,
	};
	return ERR_OK;
}

enum err dnssec_read_ds(struct dnssec_bytes rdata, struct dnssec_ds *out_ds)
{
	if (rdata.size <= DS_HEAD_SIZE)
		return ERR_SYNTAX;
	*out_ds = (struct dnssec_ds){
		.key_tag = wire_u16(rdata.data),
		.algorithm = rdata.data[2],
		.digest_type = rdata.data[3],
		.digest = { rdata.data + DS_HEAD_SIZE, rdata.size - DS_HEAD_SIZE },
	};
	return ERR_OK;
}

uint16_t dnssec_key_tag(struct dnssec_bytes rdata)
{
	uint32_t sum = 0;

	if (rdata.size >= KEY_HEAD_SIZE + 3 && rdata.data[3] == ALGORITHM_RSAMD5)
		return wire_u16(rdata.data + rdata.size - 3);
	for (size_t i = 0; i < rdata.size; i++)
		sum += i % 2 == 0 ? (uint32_t)rdata.data[i] << 8 : rdata.data[i];
	return (uint16_t)(sum + (sum >> 16));
}

bool dnssec_key_is_usable(const struct dnssec_key *key)
{
	return (key->flags & DNSSEC_KEY_ZONE) != 0 &&
	       (key->flags & DNSSEC_KEY_REVOKED) == 0 && key->protocol == PROTOCOL_DNSSEC;
}

bool dnssec_algorithm_is_known(uint8_t algorithm)
{
	const struct algorithm *row = find_algorithm(algorithm);

	return row != NULL && row->is_known;
}

bool dnssec_digest_is_known(uint8_t digest_type)
{
	return digest_type == DIGEST_SHA1 || digest_type == DIGEST_SHA256 ||
	       digest_type == DIGEST_SHA384;
}

void dnssec_print_algorithm(struct text *text, uint8_t algorithm)
{
	const struct algorithm *row = find_algorithm(algorithm);

	if (row != NULL) {
		text_add_cstr(text, row->name);
	} else {
		text_add_u64(text, algorithm);
	}
}

int64_t dnssec_time_between(uint32_t from, uint32_t to)
{
	return (int32_t)(to - from);
}
