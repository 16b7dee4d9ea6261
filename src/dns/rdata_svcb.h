#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/** The kinds of values that SvcParams have.  Source: RFC 9460 section 7. */
enum rdata_svcb_kind {
	RDATA_SVCB_TEXT, /* also every key without a row of its own */
	RDATA_SVCB_KEYS,
	RDATA_SVCB_ALPN,
	RDATA_SVCB_EMPTY,
	RDATA_SVCB_PORT,
	RDATA_SVCB_IPV4,
	RDATA_SVCB_IPV6,
	RDATA_SVCB_BASE64,
	RDATA_SVCB_DOHPATH,
	RDATA_SVCB_GROUPS,
};

enum {
	RDATA_SVCB_KEY_MANDATORY = 0,
	RDATA_SVCB_KEY_ALPN = 1,
	RDATA_SVCB_KEY_NO_DEFAULT_ALPN = 2,
	RDATA_SVCB_KEY_INVALID = 65535,
};

/** One key of IANA's registry of SvcParamKeys. */
struct rdata_svcb_key {
	const char *name;
	uint16_t number;
	uint8_t kind;    /* of the value as it is read and checked */
	bool is_printed; /* dig prints its name; the others are keyN with a text */
};

/** The row of a key; NULL for one without. */
const struct rdata_svcb_key *rdata_svcb_find(uint16_t number);
const struct rdata_svcb_key *rdata_svcb_find_name(struct str name);

/** One parameter of a record. */
struct rdata_svcb_param {
	uint16_t key;
	uint16_t size;
	const uint8_t *data;
};

/** Cuts the next parameter off; false at the end or when what is left is no whole one (@size > 0). */
bool rdata_svcb_next(const uint8_t **data, size_t *size,
		     struct rdata_svcb_param *out_param);
