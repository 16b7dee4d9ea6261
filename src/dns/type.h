#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/str.h"

struct text;

/** The RR types that our code names; every other type is its number. */
enum type {
	TYPE_A = 1,
	TYPE_NS = 2,
	TYPE_CNAME = 5,
	TYPE_SOA = 6,
	TYPE_NULL = 10,
	TYPE_PTR = 12,
	TYPE_MX = 15,
	TYPE_TXT = 16,
	TYPE_X25 = 19,
	TYPE_SIG = 24,
	TYPE_KEY = 25,
	TYPE_AAAA = 28,
	TYPE_LOC = 29,
	TYPE_SRV = 33,
	TYPE_NAPTR = 35,
	TYPE_CERT = 37,
	TYPE_A6 = 38,
	TYPE_DNAME = 39,
	TYPE_SINK = 40,
	TYPE_OPT = 41,
	TYPE_DS = 43,
	TYPE_SSHFP = 44,
	TYPE_IPSECKEY = 45,
	TYPE_RRSIG = 46,
	TYPE_NSEC = 47,
	TYPE_DNSKEY = 48,
	TYPE_DHCID = 49,
	TYPE_NSEC3 = 50,
	TYPE_TLSA = 52,
	TYPE_HIP = 55,
	TYPE_RKEY = 57,
	TYPE_CDS = 59,
	TYPE_CDNSKEY = 60,
	TYPE_ZONEMD = 63,
	TYPE_SVCB = 64,
	TYPE_HTTPS = 65,
	TYPE_DSYNC = 66,
	TYPE_HHIT = 67,
	TYPE_BRID = 68,
	TYPE_SPF = 99,
	TYPE_TKEY = 249,
	TYPE_TSIG = 250,
	TYPE_IXFR = 251,
	TYPE_AXFR = 252,
	TYPE_ANY = 255,
	TYPE_URI = 256,
	TYPE_CAA = 257,
	TYPE_DOA = 259,
	TYPE_AMTRELAY = 260,
	TYPE_TA = 32768,
	TYPE_DLV = 32769,
};

enum rr_class {
	CLASS_IN = 1,
	CLASS_CH = 3,
	CLASS_HS = 4,
	CLASS_NONE = 254,
	CLASS_ANY = 255
};

enum rcode {
	RCODE_NOERROR = 0,
	RCODE_FORMERR = 1,
	RCODE_SERVFAIL = 2,
	RCODE_NXDOMAIN = 3,
	RCODE_NOTIMP = 4,
	RCODE_REFUSED = 5,
	RCODE_NOTAUTH = 9,
	RCODE_BADVERS = 16,
	RCODE_BADCOOKIE = 23,
};

enum opcode {
	OPCODE_QUERY = 0,
	OPCODE_STATUS = 2,
	OPCODE_NOTIFY = 4,
	OPCODE_UPDATE = 5,
	OPCODE_DSO = 6
};

/** Mnemonic (any case) or TYPEn, 0 to 65535.  Errors: ERR_SYNTAX.  Source: RFC 3597 section 5. */
NODISCARD enum err type_parse(struct str text, uint16_t *out_type);
/** Mnemonic or TYPEn. */
void type_print(struct text *text, uint16_t type);

/** IN, CH, HS, NONE, ANY, CHAOS, HESIOD or CLASSn.  Errors: ERR_SYNTAX. */
NODISCARD enum err type_parse_class(struct str text, uint16_t *out_class);
void type_print_class(struct text *text, uint16_t rr_class);

/** By the names that dig prints (RESERVED11, BADVERS), any case, or a number to 4095. */
NODISCARD enum err type_parse_rcode(struct str text, uint16_t *out_rcode);
/** A number without a name is "?17", as dig writes it. */
void type_print_rcode(struct text *text, uint16_t rcode);

/** QUERY, IQUERY, STATUS, NOTIFY, UPDATE, DSO, RESERVEDn, or a number to 15. */
NODISCARD enum err type_parse_opcode(struct str text, uint8_t *out_opcode);
void type_print_opcode(struct text *text, uint8_t opcode);

/** True for the types that only stand in questions (ANY, AXFR, IXFR, MAILA, MAILB, TSIG, TKEY, OPT). */
bool type_is_meta(uint16_t type);
