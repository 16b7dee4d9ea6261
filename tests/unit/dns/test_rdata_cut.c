#include <ldns/ldns.h>

#include "dns/type.h"
#include "rdata_case.h"

/* clang-format off */
static const char *const kinds[] = {
	[LDNS_RDF_TYPE_NONE]             = "none",
	[LDNS_RDF_TYPE_DNAME]            = "name",
	[LDNS_RDF_TYPE_INT8]             = "u8",
	[LDNS_RDF_TYPE_INT16]            = "u16",
	[LDNS_RDF_TYPE_INT32]            = "u32",
	[LDNS_RDF_TYPE_A]                = "a",
	[LDNS_RDF_TYPE_STR]              = "str",
	[LDNS_RDF_TYPE_APL]              = "apl",
	[LDNS_RDF_TYPE_B64]              = "b64",
	[LDNS_RDF_TYPE_HEX]              = "hex",
	[LDNS_RDF_TYPE_NSEC]             = "nsec",
	[LDNS_RDF_TYPE_TYPE]             = "type",
	[LDNS_RDF_TYPE_ALG]              = "alg",
	[LDNS_RDF_TYPE_PERIOD]           = "period",
	[LDNS_RDF_TYPE_TSIGTIME]         = "tsigtime",
	[LDNS_RDF_TYPE_INT16_DATA]       = "data",
	[LDNS_RDF_TYPE_NSEC3_SALT]       = "salt",
	[LDNS_RDF_TYPE_NSEC3_NEXT_OWNER] = "next",
	[LDNS_RDF_TYPE_TAG]              = "tag",
	[LDNS_RDF_TYPE_LONG_STR]         = "text",
	[LDNS_RDF_TYPE_SVCPARAMS]        = "svc",
};
/* clang-format on */

/* The kinds and sizes that come of rdata, such as "name:4 u8:2". */
static void print_cut(struct text *text, uint16_t type, const char *hex)
{
	struct rdata_field fields[RDATA_FIELDS_MAX];
	struct rdata_case rdata;
	size_t count = 0;

	case_read(&rdata, hex);

	size_t at = rdata.offset;
	enum err err = rdata_cut(type, rdata.wire, rdata.size, rdata.offset,
				 rdata.rdata_size, fields, &count);

	if (err != ERR_OK) {
		text_add_cstr(text, err_text(err));
		return;
	}
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(fields[i].offset, at);
		at += fields[i].size;
		text_add_format(text, "%s%s:%zu", i > 0 ? " " : "",
				kinds[fields[i].rdf_type], fields[i].size);
	}
	assert_int_equal(at, rdata.size);
}

static void check(const struct case_text *rows, size_t len)
{
	char buffer[1024];
	struct text text;

	for (size_t i = 0; i < len; i++) {
		text_init(&text, buffer, sizeof(buffer));
		print_cut(&text, rows[i].type, rows[i].hex);
		if (strcmp(buffer, rows[i].text) != 0) {
			fail_msg("type %u %s: \"%s\", wanted \"%s\": %s", rows[i].type,
				 rows[i].hex, buffer, rows[i].text, rows[i].why);
		}
	}
}

static void test_rdata_is_cut_by_the_format_of_its_type(void **state)
{
	static const struct case_text rows[] = {
		{ TYPE_A, "01020304", "a:4", "A" },
		{ TYPE_MX, "0001c000", "u16:2 name:2", "a compressed name" },
		{ TYPE_SOA, "00000000000100000002000000030000000400000005",
		  "name:1 name:1 u32:4 period:4 period:4 period:4 period:4", "SOA" },
		{ TYPE_TXT, "016100", "str:2 str:1", "strings" },
		{ 20, "0161", "str:2", "ISDN may lack its second field" },
		{ 20, "01610162", "str:2 str:2", "or have it" },
		{ TYPE_DNSKEY, "0101030861", "u16:2 u8:1 alg:1 b64:1", "DNSKEY" },
		{ TYPE_NSEC3, "01000000000161000140",
		  "u8:1 u8:1 u16:2 salt:1 next:2 nsec:3", "NSEC3" },
		{ 42, "", "", "APL of nothing" },
		{ 42, "00011803c0000200010000", "apl:7 apl:4", "APL" },
		{ TYPE_CAA, "0005697373756561", "u8:1 tag:6 text:1", "CAA" },
		{ 65, "00010000010003026832", "u16:2 name:1 svc:7", "HTTPS" },
		{ TYPE_TSIG, "00000000000001012c0002abcd000700120000",
		  "name:1 tsigtime:6 u16:2 data:4 u16:2 u16:2 data:2", "TSIG" },
	};

	(void)state;
	check(rows, ARRAY_LEN(rows));
}

static void test_types_that_ldns_lacks_are_cut_too(void **state)
{
	static const struct case_text rows[] = {
		{ 38, "400000000000000001016100", "u8:1 hex:8 name:3", "A6" },
		{ 38, "0000000000000000000000000000000001", "u8:1 hex:16",
		  "A6 without a name" },
		{ TYPE_SINK, "01020361", "u8:1 u8:1 u8:1 b64:1", "SINK" },
		{ TYPE_IPSECKEY, "0a000261", "u8:1 u8:1 u8:1 none:0 b64:1",
		  "no gateway" },
		{ TYPE_IPSECKEY, "0a01020102030461", "u8:1 u8:1 u8:1 a:4 b64:1",
		  "by IPv4" },
		{ TYPE_IPSECKEY, "0a0302016100", "u8:1 u8:1 u8:1 name:3",
		  "by name, without a key" },
		{ TYPE_HIP, "01020001ab6101610000",
		  "u8:1 u8:1 u16:2 hex:1 b64:1 name:3 name:1", "HIP" },
		{ TYPE_AMTRELAY, "0a8101020304", "u8:1 u8:1 a:4", "AMTRELAY" },
		{ TYPE_DSYNC, "003b01003500", "type:2 u8:1 u16:2 name:1", "DSYNC" },
		{ TYPE_HHIT, "6162", "b64:2", "HHIT" },
		{ TYPE_DOA, "00000001000000020300", "u32:4 u32:4 u8:1 str:1 b64:0",
		  "DOA" },
		{ TYPE_TA, "00010802ab", "u16:2 alg:1 u8:1 hex:1", "TA" },
		{ 262, "0161", "str:2", "WALLET" },
	};

	(void)state;
	check(rows, ARRAY_LEN(rows));
}

static void test_what_does_not_fit_exactly_is_refused(void **state)
{
	static const char syntax[] = "not well formed";
	static const struct case_text rows[] = {
		{ TYPE_A, "010203", syntax, "a byte less" },
		{ TYPE_A, "0102030405", syntax, "a byte more" },
		{ TYPE_A, "", syntax, "nothing" },
		{ TYPE_MX, "00", syntax, "half a number" },
		{ TYPE_MX, "0001", syntax, "no name" },
		{ TYPE_MX, "0001016100ff", syntax, "a byte behind the name" },
		{ TYPE_MX, "0001026100", syntax, "a label that ends too late" },
		{ TYPE_NS, "c0ff", syntax, "a pointer beyond the message" },
		{ TYPE_NS, "c003", syntax, "a pointer to itself" },
		{ TYPE_NS, "4061", syntax, "a label of another kind" },
		{ TYPE_TXT, "", syntax, "no string" },
		{ TYPE_TXT, "0261", syntax, "a string that ends too late" },
		{ TYPE_TXT, "016102", syntax, "a second one too" },
		{ 42, "00011803c000", syntax, "a prefix that ends too late" },
		{ 42, "000118", syntax, "half a prefix" },
		{ TYPE_TSIG, "00000000000001012c00", syntax, "half a size" },
		{ 38, "8100", syntax, "a prefix over 128" },
		{ 38, "80", syntax, "no name" },
		{ TYPE_IPSECKEY, "0a0402", syntax, "another kind of gateway" },
		{ TYPE_IPSECKEY, "0a", syntax, "nothing but a precedence" },
		{ TYPE_HIP, "0002000161", syntax, "no tag" },
		{ TYPE_HIP, "01020000ab", syntax, "no key" },
		{ TYPE_HIP, "01020001ab61c000", syntax, "servers are never compressed" },
		{ TYPE_AMTRELAY, "0a04", syntax, "another kind of relay" },
		{ 65280, "61", "not supported", "an unknown type" },
		{ 10, "61", "not supported", "NULL" },
	};

	(void)state;
	check(rows, ARRAY_LEN(rows));
}

static void test_every_cut_of_good_rdata_is_refused_or_shorter(void **state)
{
	static const char soa[] =
		"036e7331c000036e7332c0000000000100000002000000030000000400000005";
	struct rdata_field fields[RDATA_FIELDS_MAX];
	struct rdata_case rdata;
	size_t count;

	(void)state;
	case_read(&rdata, soa);
	for (uint16_t size = 0; size <= rdata.rdata_size; size++) {
		enum err err = rdata_cut(TYPE_SOA, rdata.wire, rdata.size, rdata.offset,
					 size, fields, &count);

		assert_int_equal(err, size == rdata.rdata_size ? ERR_OK : ERR_SYNTAX);
	}
	assert_int_equal(rdata_cut(TYPE_SOA, rdata.wire, rdata.size, rdata.size + 1, 0,
				   fields, &count),
			 ERR_SYNTAX);
	assert_int_equal(rdata_cut(TYPE_SOA, rdata.wire, rdata.size, rdata.offset + 1,
				   rdata.rdata_size, fields, &count),
			 ERR_SYNTAX);
}

static void test_the_last_field_holds_what_finds_no_other(void **state)
{
	struct rdata_field fields[RDATA_FIELDS_MAX];
	uint8_t wire[2 * RDATA_FIELDS_MAX + 2];
	size_t count = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(wire); i++)
		wire[i] = i % 2 == 0 ? 1 : 'a';
	assert_int_equal(
		rdata_cut(TYPE_TXT, wire, sizeof(wire), 0, sizeof(wire), fields, &count),
		ERR_OK);
	assert_int_equal(count, RDATA_FIELDS_MAX);
	assert_int_equal(fields[RDATA_FIELDS_MAX - 1].size, 4);
	assert_int_equal(fields[RDATA_FIELDS_MAX - 2].size, 2);
	assert_int_equal(rdata_cut(TYPE_TXT, wire, sizeof(wire), 0, sizeof(wire) - 1,
				   fields, &count),
			 ERR_SYNTAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rdata_is_cut_by_the_format_of_its_type),
		cmocka_unit_test(test_types_that_ldns_lacks_are_cut_too),
		cmocka_unit_test(test_what_does_not_fit_exactly_is_refused),
		cmocka_unit_test(test_every_cut_of_good_rdata_is_refused_or_shorter),
		cmocka_unit_test(test_the_last_field_holds_what_finds_no_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
