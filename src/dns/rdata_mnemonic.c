#include "dns/rdata_mnemonic.h"

#include <stddef.h>

#include "base/attr.h"
#include "base/num.h"
#include "base/text.h"

struct mnemonic {
	const char *name;
	uint16_t number;
};

/* clang-format off */
static const struct mnemonic algorithms[] = {
	{ "RSAMD5",          1 },
	{ "DH",              2 },
	{ "DSA",             3 },
	{ "RSASHA1",         5 },
	{ "NSEC3DSA",        6 },
	{ "NSEC3RSASHA1",    7 },
	{ "RSASHA256",       8 },
	{ "RSASHA512",       10 },
	{ "ECCGOST",         12 },
	{ "ECDSAP256SHA256", 13 },
	{ "ECDSAP384SHA384", 14 },
	{ "ED25519",         15 },
	{ "ED448",           16 },
	{ "INDIRECT",        252 },
	{ "PRIVATEDNS",      253 },
	{ "PRIVATEOID",      254 },
	/* other spellings, read only */
	{ "DSA-NSEC3-SHA1",     6 },
	{ "RSASHA1-NSEC3-SHA1", 7 },
	{ "ECC-GOST",           12 },
};

static const struct mnemonic certs[] = {
	{ "PKIX",    1 },
	{ "SPKI",    2 },
	{ "PGP",     3 },
	{ "IPKIX",   4 },
	{ "ISPKI",   5 },
	{ "IPGP",    6 },
	{ "ACPKIX",  7 },
	{ "IACPKIX", 8 },
	{ "URI",     253 },
	{ "OID",     254 },
};
/* clang-format on */

static void print(struct text *text, const struct mnemonic *rows, size_t len,
		  uint16_t number)
{
	for (size_t i = 0; i < len; i++) {
		if (rows[i].number == number) {
			text_add_cstr(text, rows[i].name);
			return;
		}
	}
	text_add_u64(text, number);
}

static bool find(struct str text, const struct mnemonic *rows, size_t len, uint16_t max,
		 uint16_t *out_number)
{
	for (size_t i = 0; i < len; i++) {
		if (str_equal_case(text, str_of(rows[i].name))) {
			*out_number = rows[i].number;
			return true;
		}
	}
	return num_parse_u16(text, 0, max, out_number) == ERR_OK;
}

void rdata_mnemonic_print_algorithm(struct text *text, uint8_t algorithm)
{
	print(text, algorithms, ARRAY_LEN(algorithms), algorithm);
}

bool rdata_mnemonic_find_algorithm(struct str text, uint8_t *out_algorithm)
{
	uint16_t number;

	if (!find(text, algorithms, ARRAY_LEN(algorithms), UINT8_MAX, &number))
		return false;
	*out_algorithm = (uint8_t)number;
	return true;
}

void rdata_mnemonic_print_cert(struct text *text, uint16_t type)
{
	print(text, certs, ARRAY_LEN(certs), type);
}

bool rdata_mnemonic_find_cert(struct str text, uint16_t *out_type)
{
	return find(text, certs, ARRAY_LEN(certs), UINT16_MAX, out_type);
}
