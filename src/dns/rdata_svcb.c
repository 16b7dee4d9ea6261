#include "dns/rdata_svcb.h"

#include "base/attr.h"
#include "dns/wire.h"

/* clang-format off */
static const struct rdata_svcb_key keys[] = {
	{ "mandatory",            RDATA_SVCB_KEY_MANDATORY,       RDATA_SVCB_KEYS,    true },
	{ "alpn",                 RDATA_SVCB_KEY_ALPN,            RDATA_SVCB_ALPN,    true },
	{ "no-default-alpn",      RDATA_SVCB_KEY_NO_DEFAULT_ALPN, RDATA_SVCB_EMPTY,   true },
	{ "port",                 3,                              RDATA_SVCB_PORT,    true },
	{ "ipv4hint",             4,                              RDATA_SVCB_IPV4,    true },
	{ "ech",                  5,                              RDATA_SVCB_BASE64,  true },
	{ "ipv6hint",             6,                              RDATA_SVCB_IPV6,    true },
	{ "dohpath",              7,                              RDATA_SVCB_DOHPATH, false },
	{ "ohttp",                8,                              RDATA_SVCB_EMPTY,   false },
	{ "tls-supported-groups", 9,                              RDATA_SVCB_GROUPS,  false },
};
/* clang-format on */

const struct rdata_svcb_key *rdata_svcb_find(uint16_t number)
{
	return number < ARRAY_LEN(keys) ? &keys[number] : NULL;
}

const struct rdata_svcb_key *rdata_svcb_find_name(struct str name)
{
	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		if (str_equal_case(name, str_of(keys[i].name)))
			return &keys[i];
	}
	return NULL;
}

bool rdata_svcb_next(const uint8_t **data, size_t *size,
		     struct rdata_svcb_param *out_param)
{
	if (*size < 4)
		return false;

	struct rdata_svcb_param param = { wire_u16(*data), wire_u16(*data + 2),
					  *data + 4 };

	if (param.size > *size - 4)
		return false;
	*data += 4U + param.size;
	*size -= 4U + param.size;
	*out_param = param;
	return true;
}
