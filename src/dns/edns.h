#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/str.h"

struct message_rr;
struct text;

enum edns_code {
	EDNS_LLQ = 1,
	EDNS_UL = 2,
	EDNS_NSID = 3,
	EDNS_DAU = 5,
	EDNS_DHU = 6,
	EDNS_N3U = 7,
	EDNS_SUBNET = 8,
	EDNS_EXPIRE = 9,
	EDNS_COOKIE = 10,
	EDNS_KEEPALIVE = 11,
	EDNS_PADDING = 12,
	EDNS_CHAIN = 13,
	EDNS_KEY_TAG = 14,
	EDNS_EDE = 15,
	EDNS_CLIENT_TAG = 16,
	EDNS_SERVER_TAG = 17,
	EDNS_REPORT_CHANNEL = 18,
	EDNS_ZONEVERSION = 19,
	EDNS_UMBRELLA_IDENT = 20292,
	EDNS_DEVICEID = 26946,
};

enum { EDNS_FLAG_DO = 0x8000, EDNS_FLAG_CO = 0x4000 };

/** The OPT record of a message, by its places in the message.  Source: RFC 6891 section 6. */
struct edns {
	bool is_present;
	uint8_t version;
	uint8_t rcode_high; /* the upper 8 of the 12 bits of the rcode */
	uint16_t udp_size;
	uint16_t flags;         /* EDNS_FLAG_* and the rest, as received */
	const uint8_t *options; /* the rdata; borrowed from the message */
	uint16_t options_size;
	unsigned opt_count; /* OPT records seen: more than 1 is a fault of the server */
};

/**
 * Reads the first OPT record of the message; one that is absent gives is_present false.  Only the
 * additional section counts, and only the root as owner.
 */
void edns_find(const uint8_t *wire, size_t size, struct edns *out_edns);

/** Fills @out_edns from an OPT record met in a walk. */
void edns_read(const uint8_t *wire, const struct message_rr *rr, struct edns *out_edns);

/** The whole rcode of a message: 12 bits. */
uint16_t edns_rcode(uint16_t header_flags, const struct edns *edns);

struct edns_option {
	uint16_t code;
	uint16_t size;
	const uint8_t *data;
};

/**
 * Walks the options.  @offset starts at 0 and is moved on.
 * Returns false at the end; @out_is_cut tells whether bytes were left that are no whole option.
 */
bool edns_next(const struct edns *edns, size_t *offset, struct edns_option *out_option,
	       bool *out_is_cut);

/** The first option of that code; false when there is none. */
bool edns_find_option(const struct edns *edns, uint16_t code,
		      struct edns_option *out_option);

/** dig's name of an option ("NSID", "CLIENT-SUBNET"), or NULL. */
const char *edns_option_name(uint16_t code);
/** Code by dig's name for +ednsopt (any case), or a number.  Errors: ERR_SYNTAX. */
NODISCARD enum err edns_parse_code(struct str text, uint16_t *out_code);
/** The purpose of an extended DNS error by its INFO-CODE ("Prohibited"), or NULL (RFC 8914). */
const char *edns_ede_name(uint16_t info_code);

/**
 * dig's text of an option's content, on one line without the name: `6e 73 33 ("ns3")`,
 * `192.0.2.0/24/0`, `18 (Prohibited): (text)`, `1209600 (2 weeks)`, `30.0 secs`; hex and ASCII for
 * the rest and for content that breaks its own format; nothing for an empty option.  The line of
 * dig is "; NAME:", or "; OPT=CODE:" without a name, and then a blank and this if it is not
 * empty.  A cookie's verdict is the caller's.
 */
void edns_print_option(struct text *text, const struct edns_option *option);
