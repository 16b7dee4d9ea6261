#include "declare/rdfast.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/num.h"
#include "dns/type.h"
#include "dns/wire.h"

enum { ADDRESS_TEXT_MAX = 46 };

/* Four decimal numbers without leading zeros. */
static bool parse_a(struct str text, struct rdfast *rdata)
{
	size_t at = 0;

	for (size_t i = 0; i < 4; i++) {
		unsigned value = 0;
		size_t start = at;

		while (at < text.len && text.data[at] >= '0' && text.data[at] <= '9' &&
		       at - start < 3)
			value = value * 10 + (unsigned)(text.data[at++] - '0');
		if (at == start || value > UINT8_MAX ||
		    (at - start > 1 && text.data[start] == '0'))
			return false;
		rdata->wire[i] = (uint8_t)value;
		if (i < 3 && (at >= text.len || text.data[at++] != '.'))
			return false;
	}
	rdata->size = 4;
	rdata->is_normal = true;
	return at == text.len;
}

static bool parse_aaaa(struct str text, struct rdfast *rdata)
{
	char cstr[ADDRESS_TEXT_MAX];

	if (text.len >= sizeof(cstr) || memchr(text.data, '\0', text.len))
		return false;
	memcpy(cstr, text.data, text.len);
	cstr[text.len] = '\0';
	rdata->size = 16;
	rdata->is_normal = true;
	return inet_pton(AF_INET6, cstr, rdata->wire) == 1;
}

static bool is_lower(struct name name)
{
	for (size_t i = 0; i < name.size; i++) {
		if (name.wire[i] >= 'A' && name.wire[i] <= 'Z')
			return false;
	}
	return true;
}

/* A name without blanks and escapes, behind @offset bytes. */
static bool parse_name(struct str text, const struct name *origin, size_t offset,
		       struct rdfast *rdata)
{
	struct name_buffer name;

	if (text.len == 0 || memchr(text.data, '\\', text.len) ||
	    memchr(text.data, ' ', text.len) || memchr(text.data, '\t', text.len) ||
	    memchr(text.data, '"', text.len))
		return false;
	if (!origin && text.data[text.len - 1] != '.')
		return false;
	if (name_parse(text, origin, &name, NULL) != ERR_OK)
		return false;
	memcpy(rdata->wire + offset, name.wire, name.size);
	rdata->size = (uint16_t)(offset + name.size);
	rdata->is_normal = is_lower(name_of(&name));
	return true;
}

static bool parse_mx(struct str text, const struct name *origin, struct rdfast *rdata)
{
	struct str rest = text;
	uint16_t preference = 0;

	if (num_parse_u16(str_word(&rest), 0, UINT16_MAX, &preference) != ERR_OK)
		return false;
	wire_put_u16(rdata->wire, preference);
	return parse_name(str_trim(rest), origin, 2, rdata);
}

bool rdfast_parse(uint16_t type, struct str text, const struct name *origin,
		  struct rdfast *out_rdata)
{
	switch (type) {
	case TYPE_A:
		return parse_a(text, out_rdata);
	case TYPE_AAAA:
		return parse_aaaa(text, out_rdata);
	case TYPE_NS:
	case TYPE_CNAME:
	case TYPE_PTR:
	case TYPE_DNAME:
		return parse_name(text, origin, 0, out_rdata);
	case TYPE_MX:
		return parse_mx(text, origin, out_rdata);
	default:
		return false;
	}
}
