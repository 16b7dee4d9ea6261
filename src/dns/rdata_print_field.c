/* The small printers: one for each kind of field. */
#include <arpa/inet.h>
#include <stdio.h>
#include <time.h>

#include <ldns/ldns.h>

#include "base/attr.h"
#include "base/clock.h"
#include "base/text.h"
#include "dns/name.h"
#include "dns/rdata_mnemonic.h"
#include "dns/rdata_print.h"
#include "dns/type.h"
#include "dns/wire.h"

typedef void print_data(const struct rdata_sheet *sheet, const uint8_t *data,
			size_t size);

static void print_number(const struct rdata_sheet *sheet, const uint8_t *data,
			 size_t size)
{
	uint64_t number = 0;

	for (size_t i = 0; i < size; i++)
		number = number << 8 | data[i];
	text_add_u64(sheet->text, number);
}

void rdata_print_field_a(struct text *text, const uint8_t *data)
{
	char buffer[sizeof("255.255.255.255")];
	size_t len = 0;

	for (unsigned i = 0; i < 4; i++) {
		if (i > 0)
			buffer[len++] = '.';
		if (data[i] >= 100)
			buffer[len++] = (char)('0' + data[i] / 100);
		if (data[i] >= 10)
			buffer[len++] = (char)('0' + data[i] / 10 % 10);
		buffer[len++] = (char)('0' + data[i] % 10);
	}
	text_add(text, str_make(buffer, len));
}

static void print_a(const struct rdata_sheet *sheet, const uint8_t *data,
		    size_t size UNUSED)
{
	rdata_print_field_a(sheet->text, data);
}

static void print_expanded_aaaa(struct text *text, const uint8_t *data, size_t size)
{
	for (size_t i = 0; i < size; i += 2) {
		if (i > 0)
			text_add_char(text, ':');
		text_add_hex(text, data + i, 2, false);
	}
}

static void print_aaaa(const struct rdata_sheet *sheet, const uint8_t *data, size_t size)
{
	char buffer[INET6_ADDRSTRLEN];
	const char *address = inet_ntop(AF_INET6, data, buffer, sizeof(buffer));

	if (sheet->style->is_aaaa_expanded && sheet->type == TYPE_AAAA) {
		print_expanded_aaaa(sheet->text, data, size);
	} else {
		text_add_cstr(sheet->text, address);
	}
}

static void print_quoted(const struct rdata_sheet *sheet, const uint8_t *data,
			 size_t size)
{
	rdata_print_text_quoted(sheet->text, data, size);
}

/* The tag of a CAA: letters and digits. */
static void print_tag(const struct rdata_sheet *sheet, const uint8_t *data, size_t size)
{
	text_add(sheet->text, str_make((const char *)data + 1, size - 1));
}

/* SIG and NXT are older than TYPEn: their types without a name are bare numbers. */
void rdata_print_field_old_type(struct text *text, uint16_t type)
{
	static const char prefix[] = "TYPE";
	size_t start = text->len;

	type_print(text, type);
	if (type == 0 ||
	    str_has_prefix(str_from(text_str(text), start), str_of(prefix))) {
		text_cut(text, start);
		text_add_u64(text, type);
	}
}

static void print_type(const struct rdata_sheet *sheet, const uint8_t *data,
		       size_t size UNUSED)
{
	uint16_t type = wire_u16(data);

	if (sheet->type == TYPE_SIG) {
		rdata_print_field_old_type(sheet->text, type);
	} else if (type == 0) {
		text_add_cstr(sheet->text, "TYPE0");
	} else {
		type_print(sheet->text, type);
	}
}

static void print_class(const struct rdata_sheet *sheet, const uint8_t *data,
			size_t size UNUSED)
{
	type_print_class(sheet->text, wire_u16(data));
}

static void print_cert_type(const struct rdata_sheet *sheet, const uint8_t *data,
			    size_t size UNUSED)
{
	rdata_mnemonic_print_cert(sheet->text, wire_u16(data));
}

static void print_algorithm(const struct rdata_sheet *sheet, const uint8_t *data,
			    size_t size UNUSED)
{
	if (sheet->type == TYPE_CERT) {
		rdata_mnemonic_print_algorithm(sheet->text, data[0]);
	} else {
		text_add_u64(sheet->text, data[0]);
	}
}

/* Seconds modulo 2^32, nearest to today (RFC 4034 section 3.1.5). */
static void print_time(const struct rdata_sheet *sheet, const uint8_t *data,
		       size_t size UNUSED)
{
	int64_t start = (int64_t)(clock_wall_us() / 1000000) - INT32_MAX;
	time_t seconds = start + (uint32_t)(wire_u32(data) - (uint32_t)start);
	struct tm tm;
	char buffer[sizeof("-2147483648"
			   "1231235959")];

	if (gmtime_r(&seconds, &tm) == NULL ||
	    strftime(buffer, sizeof(buffer), "%Y%m%d%H%M%S", &tm) == 0) {
		text_add_u64(sheet->text, wire_u32(data));
	} else {
		text_add_cstr(sheet->text, buffer);
	}
}

/* Two bytes of size, then data. */
static void print_sized(const struct rdata_sheet *sheet, const uint8_t *data, size_t size)
{
	text_add_u64(sheet->text, size - 2);
	text_add_char(sheet->text, ' ');
	rdata_print_base64(sheet, data + 2, size - 2);
}

static void print_salt(const struct rdata_sheet *sheet, const uint8_t *data, size_t size)
{
	if (size == 1) {
		text_add_char(sheet->text, '-');
	} else {
		text_add_hex(sheet->text, data + 1, size - 1, true);
	}
}

/* Base32 with the extended hex alphabet and without padding (RFC 4648 section 7). */
static void print_next_owner(const struct rdata_sheet *sheet, const uint8_t *data,
			     size_t size)
{
	static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUV";
	uint32_t bits = 0;
	unsigned left = 0;

	for (size_t i = 1; i < size; i++) {
		bits = bits << 8 | data[i];
		for (left += 8; left >= 5; left -= 5)
			text_add_char(sheet->text, digits[bits >> (left - 5) & 31]);
	}
	if (left > 0)
		text_add_char(sheet->text, digits[bits << (5 - left) & 31]);
}

static void print_groups(struct text *text, const uint8_t *data, size_t size, char dash)
{
	for (size_t i = 0; i < size; i++) {
		if (i > 0)
			text_add_char(text, dash);
		text_add_hex(text, data + i, 1, false);
	}
}

static void print_eui(const struct rdata_sheet *sheet, const uint8_t *data, size_t size)
{
	print_groups(sheet->text, data, size, '-');
}

static void print_ilnp(const struct rdata_sheet *sheet, const uint8_t *data,
		       size_t size UNUSED)
{
	text_add_format(sheet->text, "%x:%x:%x:%x", wire_u16(data), wire_u16(data + 2),
			wire_u16(data + 4), wire_u16(data + 6));
}

static void print_nsap(const struct rdata_sheet *sheet, const uint8_t *data, size_t size)
{
	text_add_cstr(sheet->text, "0x");
	text_add_hex(sheet->text, data, size, false);
}

/* ATM address: format 0 is hex, 1 a telephone number. */
static void print_atma(const struct rdata_sheet *sheet, const uint8_t *data, size_t size)
{
	if (data[0] == 0) {
		text_add_hex(sheet->text, data + 1, size - 1, false);
		return;
	}
	text_add_char(sheet->text, '+');
	text_add(sheet->text, str_make((const char *)data + 1, size - 1));
}

/* No gateway. */
static void print_none(const struct rdata_sheet *sheet, const uint8_t *data UNUSED,
		       size_t size UNUSED)
{
	text_add_char(sheet->text, '.');
}

/* clang-format off */
static print_data *const printers[] = {
	[LDNS_RDF_TYPE_NONE]              = print_none,
	[LDNS_RDF_TYPE_INT8]              = print_number,
	[LDNS_RDF_TYPE_INT16]             = print_number,
	[LDNS_RDF_TYPE_INT32]             = print_number,
	[LDNS_RDF_TYPE_A]                 = print_a,
	[LDNS_RDF_TYPE_AAAA]              = print_aaaa,
	[LDNS_RDF_TYPE_STR]               = rdata_print_text_strings,
	[LDNS_RDF_TYPE_APL]               = rdata_print_set_apl,
	[LDNS_RDF_TYPE_B64]               = rdata_print_base64,
	[LDNS_RDF_TYPE_HEX]               = rdata_print_hex,
	[LDNS_RDF_TYPE_NSEC]              = rdata_print_set_bitmap,
	[LDNS_RDF_TYPE_TYPE]              = print_type,
	[LDNS_RDF_TYPE_CLASS]             = print_class,
	[LDNS_RDF_TYPE_CERT_ALG]          = print_cert_type,
	[LDNS_RDF_TYPE_ALG]               = print_algorithm,
	[LDNS_RDF_TYPE_UNKNOWN]           = rdata_print_set_nxt,
	[LDNS_RDF_TYPE_TIME]              = print_time,
	[LDNS_RDF_TYPE_PERIOD]            = print_number,
	[LDNS_RDF_TYPE_TSIGTIME]          = print_number,
	[LDNS_RDF_TYPE_INT16_DATA]        = print_sized,
	[LDNS_RDF_TYPE_LOC]               = rdata_print_loc,
	[LDNS_RDF_TYPE_WKS]               = rdata_print_set_wks,
	[LDNS_RDF_TYPE_NSAP]              = print_nsap,
	[LDNS_RDF_TYPE_ATMA]              = print_atma,
	[LDNS_RDF_TYPE_NSEC3_SALT]        = print_salt,
	[LDNS_RDF_TYPE_NSEC3_NEXT_OWNER]  = print_next_owner,
	[LDNS_RDF_TYPE_ILNP64]            = print_ilnp,
	[LDNS_RDF_TYPE_EUI48]             = print_eui,
	[LDNS_RDF_TYPE_EUI64]             = print_eui,
	[LDNS_RDF_TYPE_TAG]               = print_tag,
	[LDNS_RDF_TYPE_LONG_STR]          = print_quoted,
	[LDNS_RDF_TYPE_CERTIFICATE_USAGE] = print_number,
	[LDNS_RDF_TYPE_SELECTOR]          = print_number,
	[LDNS_RDF_TYPE_MATCHING_TYPE]     = print_number,
	[LDNS_RDF_TYPE_SVCPARAMS]         = rdata_print_svcb,
};
/* clang-format on */

/* Several names where servers of a HIP stand in one field. */
static void print_names(const struct rdata_sheet *sheet, const struct rdata_field *field)
{
	size_t end = field->offset + field->size;
	struct name_buffer name;

	for (size_t at = field->offset; at < end;) {
		if (at > field->offset)
			rdata_print_break(sheet);
		if (name_read(sheet->wire, sheet->size, at, &name, &at) != ERR_OK)
			return;
		name_print(sheet->text, name_of(&name));
	}
}

void rdata_print_field(const struct rdata_sheet *sheet, const struct rdata_field *field)
{
	if (field->rdf_type == LDNS_RDF_TYPE_DNAME) {
		print_names(sheet, field);
		return;
	}

	print_data *print = rdata_print_hex;

	if ((size_t)field->rdf_type < ARRAY_LEN(printers) && printers[field->rdf_type])
		print = printers[field->rdf_type];
	print(sheet, sheet->wire + field->offset, field->size);
}
