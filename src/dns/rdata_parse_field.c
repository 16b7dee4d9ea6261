#include <time.h>

#include <ldns/ldns.h>

#include "base/attr.h"
#include "base/num.h"
#include "dns/name.h"
#include "dns/rdata_mnemonic.h"
#include "dns/rdata_parse.h"
#include "dns/rdata_reader.h"
#include "dns/type.h"
#include "dns/wire.h"

bool rdata_parse_field_number(struct rdata_reader *reader, const char *wanted,
			      uint32_t max, size_t size)
{
	struct str word;
	uint32_t number;
	uint8_t bytes[4];

	if (!rdata_reader_need(reader, wanted, &word))
		return false;
	if (num_parse_u32(word, 0, max, &number) != ERR_OK)
		return rdata_reader_refuse(reader, wanted, word);
	wire_put_u32(bytes, number);
	return rdata_reader_put(reader, bytes + sizeof(bytes) - size, size);
}

static bool parse_u8(struct rdata_reader *reader)
{
	return rdata_parse_field_number(reader, "a number from 0 to 255", UINT8_MAX, 1);
}

static bool parse_u16(struct rdata_reader *reader)
{
	return rdata_parse_field_number(reader, "a number from 0 to 65535", UINT16_MAX,
					2);
}

static bool parse_u32(struct rdata_reader *reader)
{
	return rdata_parse_field_number(reader, "a number from 0 to 4294967295",
					UINT32_MAX, 4);
}

/* Seconds in a unit of TTLs; 0 for none. */
static uint32_t unit_seconds(char unit)
{
	switch (unit | 0x20) {
	case 'w':
		return 604800;
	case 'd':
		return 86400;
	case 'h':
		return 3600;
	case 'm':
		return 60;
	case 's':
		return 1;
	default:
		return 0;
	}
}

/* "3600", "1h", "1h30m"; false for anything else, also for what is over 32 bits. */
static bool read_period(struct str word, uint32_t *out_seconds)
{
	uint64_t seconds = 0;

	if (num_parse_u32(word, 0, UINT32_MAX, out_seconds) == ERR_OK)
		return true;
	while (word.len > 0) {
		uint32_t count;
		size_t len = 0;

		while (len < word.len && word.data[len] >= '0' && word.data[len] <= '9')
			len++;
		if (len == word.len || unit_seconds(word.data[len]) == 0 ||
		    num_parse_u32(str_upto(word, len), 0, UINT32_MAX, &count) != ERR_OK)
			return false;
		seconds += (uint64_t)count * unit_seconds(word.data[len]);
		if (seconds > UINT32_MAX)
			return false;
		word = str_from(word, len + 1);
	}
	*out_seconds = (uint32_t)seconds;
	return true;
}

static bool parse_period(struct rdata_reader *reader)
{
	static const char wanted[] = "seconds from 0 to 4294967295, or such as 1h30m";
	struct str word;
	uint32_t seconds;

	if (!rdata_reader_need(reader, wanted, &word))
		return false;
	if (word.len == 0 || !read_period(word, &seconds))
		return rdata_reader_refuse(reader, wanted, word);
	return rdata_reader_put_u32(reader, seconds);
}

static bool is_date(const struct tm *tm)
{
	return tm->tm_mon >= 0 && tm->tm_mon < 12 && tm->tm_mday >= 1 &&
	       tm->tm_mday <= 31 && tm->tm_hour < 24 && tm->tm_min < 60 &&
	       tm->tm_sec <= 60;
}

/* YYYYMMDDHHMMSS, or seconds since 1970 (RFC 4034 section 3.2). */
static bool read_time(struct str word, uint32_t *out_time)
{
	uint64_t digits;

	if (num_parse_u64(word, 0, UINT64_MAX, &digits) != ERR_OK)
		return false;
	if (word.len != sizeof("YYYYMMDDHHMMSS") - 1) {
		*out_time = (uint32_t)digits;
		return word.len <= 10 && digits <= UINT32_MAX;
	}

	struct tm tm = {
		.tm_year = (int)(digits / 10000000000) - 1900,
		.tm_mon = (int)(digits / 100000000 % 100) - 1,
		.tm_mday = (int)(digits / 1000000 % 100),
		.tm_hour = (int)(digits / 10000 % 100),
		.tm_min = (int)(digits / 100 % 100),
		.tm_sec = (int)(digits % 100),
	};

	if (!is_date(&tm))
		return false;
	*out_time = (uint32_t)timegm(&tm);
	return true;
}

static bool parse_time(struct rdata_reader *reader)
{
	static const char wanted[] = "a time such as 20260101000000";
	struct str word;
	uint32_t time;

	if (!rdata_reader_need(reader, wanted, &word))
		return false;
	if (!read_time(word, &time))
		return rdata_reader_refuse(reader, wanted, word);
	return rdata_reader_put_u32(reader, time);
}

static bool parse_name(struct rdata_reader *reader)
{
	static const char wanted[] = "a domain name such as www.example.com.";
	struct name_buffer name;
	const char *why = NULL;
	struct str word;

	if (!rdata_reader_need(reader, wanted, &word))
		return false;
	if (name_parse(word, reader->origin, &name, &why) == ERR_OK)
		return rdata_reader_put(reader, name.wire, name.size);
	return rdata_reader_refuse_because(reader, wanted, word, why);
}

bool rdata_parse_field_type(struct rdata_reader *reader, struct str word,
			    uint16_t *out_type)
{
	return type_parse(word, out_type) == ERR_OK ||
	       rdata_reader_refuse(reader, "a record type such as MX or TYPE65280", word);
}

static bool parse_type(struct rdata_reader *reader)
{
	struct str word;
	uint16_t type;

	return rdata_reader_need(reader, "a record type such as MX", &word) &&
	       (num_parse_u16(word, 0, UINT16_MAX, &type) == ERR_OK ||
		rdata_parse_field_type(reader, word, &type)) &&
	       rdata_reader_put_u16(reader, type);
}

static bool parse_cert_type(struct rdata_reader *reader)
{
	static const char wanted[] = "a kind of certificate such as PKIX, or its number";
	struct str word;
	uint16_t type;

	if (!rdata_reader_need(reader, wanted, &word))
		return false;
	if (!rdata_mnemonic_find_cert(word, &type))
		return rdata_reader_refuse(reader, wanted, word);
	return rdata_reader_put_u16(reader, type);
}

static bool parse_algorithm(struct rdata_reader *reader)
{
	static const char wanted[] = "an algorithm such as 13 or ECDSAP256SHA256";
	struct str word;
	uint8_t algorithm;

	if (!rdata_reader_need(reader, wanted, &word))
		return false;
	if (!rdata_mnemonic_find_algorithm(word, &algorithm))
		return rdata_reader_refuse(reader, wanted, word);
	return rdata_reader_put_u8(reader, algorithm);
}

/* A byte of size before what @read writes of one word. */
static bool parse_sized(struct rdata_reader *reader, const char *wanted,
			bool (*read)(struct rdata_reader *reader, struct str word))
{
	size_t start = reader->size;
	struct str word;

	if (!rdata_reader_need(reader, wanted, &word) || !rdata_reader_put_u8(reader, 0))
		return false;
	if (!str_equal(word, str_of("-")) && !read(reader, word))
		return false;
	if (reader->size - start - 1 > UINT8_MAX)
		return rdata_reader_refuse(reader, wanted, word);
	reader->wire[start] = (uint8_t)(reader->size - start - 1);
	return true;
}

static bool parse_salt(struct rdata_reader *reader)
{
	return parse_sized(reader, "a salt of hex digits, or - for none",
			   rdata_parse_data_hex);
}

static bool parse_next_owner(struct rdata_reader *reader)
{
	return parse_sized(reader, "a hash in base32hex", rdata_parse_data_base32);
}

static bool parse_tag(struct rdata_reader *reader)
{
	return parse_sized(reader, "a tag such as issue", rdata_parse_data_text);
}

static bool parse_long_text(struct rdata_reader *reader)
{
	struct str word;

	return rdata_reader_need(reader, "text in quotes", &word) &&
	       rdata_parse_data_text(reader, word);
}

typedef bool parse_kind(struct rdata_reader *reader);

/* clang-format off */
static parse_kind *const parsers[] = {
	[LDNS_RDF_TYPE_DNAME]             = parse_name,
	[LDNS_RDF_TYPE_INT8]              = parse_u8,
	[LDNS_RDF_TYPE_INT16]             = parse_u16,
	[LDNS_RDF_TYPE_INT32]             = parse_u32,
	[LDNS_RDF_TYPE_A]                 = rdata_parse_address_a,
	[LDNS_RDF_TYPE_AAAA]              = rdata_parse_address_aaaa,
	[LDNS_RDF_TYPE_STR]               = rdata_parse_data_string,
	[LDNS_RDF_TYPE_APL]               = rdata_parse_set_apl,
	[LDNS_RDF_TYPE_B64]               = rdata_parse_data_base64_rest,
	[LDNS_RDF_TYPE_HEX]               = rdata_parse_data_hex_rest,
	[LDNS_RDF_TYPE_NSEC]              = rdata_parse_set_bitmap,
	[LDNS_RDF_TYPE_TYPE]              = parse_type,
	[LDNS_RDF_TYPE_CERT_ALG]          = parse_cert_type,
	[LDNS_RDF_TYPE_ALG]               = parse_algorithm,
	[LDNS_RDF_TYPE_UNKNOWN]           = rdata_parse_set_nxt,
	[LDNS_RDF_TYPE_TIME]              = parse_time,
	[LDNS_RDF_TYPE_PERIOD]            = parse_period,
	[LDNS_RDF_TYPE_LOC]               = rdata_parse_loc,
	[LDNS_RDF_TYPE_WKS]               = rdata_parse_set_wks,
	[LDNS_RDF_TYPE_NSAP]              = rdata_parse_address_nsap,
	[LDNS_RDF_TYPE_ATMA]              = rdata_parse_address_atma,
	[LDNS_RDF_TYPE_NSEC3_SALT]        = parse_salt,
	[LDNS_RDF_TYPE_NSEC3_NEXT_OWNER]  = parse_next_owner,
	[LDNS_RDF_TYPE_ILNP64]            = rdata_parse_address_ilnp,
	[LDNS_RDF_TYPE_EUI48]             = rdata_parse_address_eui48,
	[LDNS_RDF_TYPE_EUI64]             = rdata_parse_address_eui64,
	[LDNS_RDF_TYPE_TAG]               = parse_tag,
	[LDNS_RDF_TYPE_LONG_STR]          = parse_long_text,
	[LDNS_RDF_TYPE_CERTIFICATE_USAGE] = parse_u8,
	[LDNS_RDF_TYPE_SELECTOR]          = parse_u8,
	[LDNS_RDF_TYPE_MATCHING_TYPE]     = parse_u8,
	[LDNS_RDF_TYPE_SVCPARAMS]         = rdata_parse_svcb,
};
/* clang-format on */

bool rdata_parse_field(struct rdata_reader *reader, int kind)
{
	if ((size_t)kind >= ARRAY_LEN(parsers) || !parsers[kind]) {
		return rdata_reader_fail(reader,
					 "wanted \\# and hex, for there is no other "
					 "text of this type");
	}
	return parsers[kind](reader);
}
