/* Rdata from text: at once for the types that most zones are made of, where they stand plainly. */
#include "dns/rdata_parse.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/arena.h"
#include "base/num.h"
#include "dns/name.h"
#include "dns/rdata.h"
#include "dns/type.h"
#include "dns/wire.h"

/* True for one word that stands for itself. */
static bool is_plain_word(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.data[i];

		if (c <= ' ' || c == '"' || c == '\\' || c == '(' || c == ')' || c == ';')
			return false;
	}
	return text.len > 0;
}

static struct str take_copy(struct arena *arena, const void *data, size_t size)
{
	return str_make(arena_copy(arena, data, size), size);
}

/* The quick ways; false sends the text the long way, which also finds the words for faults. */
static bool read_address(struct arena *arena, int family, struct str text,
			 struct str *out_wire)
{
	uint8_t address[16];

	if (!rdata_parse_address_read(family, text, address))
		return false;
	*out_wire = take_copy(arena, address, family == AF_INET ? 4 : 16);
	return true;
}

static bool read_name(struct arena *arena, struct str text, const struct name *origin,
		      struct str *out_wire)
{
	struct name_buffer name;

	if (!is_plain_word(text) || name_parse(text, origin, &name, NULL) != ERR_OK)
		return false;
	*out_wire = take_copy(arena, name.wire, name.size);
	return true;
}

static bool read_mx(struct arena *arena, struct str text, const struct name *origin,
		    struct str *out_wire)
{
	uint8_t wire[2 + NAME_SIZE_MAX];
	struct name_buffer name;
	uint16_t preference;
	struct str rest = text;

	if (num_parse_u16(str_word(&rest), 0, UINT16_MAX, &preference) != ERR_OK)
		return false;
	rest = str_trim(rest);
	if (!is_plain_word(rest) || name_parse(rest, origin, &name, NULL) != ERR_OK)
		return false;
	wire_put_u16(wire, preference);
	memcpy(wire + 2, name.wire, name.size);
	*out_wire = take_copy(arena, wire, 2 + name.size);
	return true;
}

/* One string in quotes without escapes. */
static bool read_txt(struct arena *arena, struct str text, struct str *out_wire)
{
	if (text.len < 2 || text.len > UINT8_MAX || text.data[0] != '"' ||
	    text.data[text.len - 1] != '"')
		return false;

	struct str inner = str_make(text.data + 1, text.len - 2);

	if (str_find(inner, '"') >= 0 || str_find(inner, '\\') >= 0)
		return false;

	char *wire = arena_bytes(arena, inner.len + 1);

	wire[0] = (char)inner.len;
	memcpy(wire + 1, inner.data, inner.len);
	*out_wire = str_make(wire, inner.len + 1);
	return true;
}

static bool parse_quickly(struct arena *arena, uint16_t type, struct str text,
			  const struct name *origin, struct str *out_wire)
{
	switch (type) {
	case TYPE_A:
		return read_address(arena, AF_INET, text, out_wire);
	case TYPE_AAAA:
		return read_address(arena, AF_INET6, text, out_wire);
	case TYPE_NS:
	case TYPE_CNAME:
	case TYPE_PTR:
	case TYPE_DNAME:
		return read_name(arena, text, origin, out_wire);
	case TYPE_MX:
		return read_mx(arena, text, origin, out_wire);
	case TYPE_TXT:
	case TYPE_SPF:
		return read_txt(arena, text, out_wire);
	default:
		return false;
	}
}

enum err rdata_parse(struct arena *arena, uint16_t type, struct str text,
		     const struct name *origin, struct str *out_wire,
		     const char **out_why)
{
	text = str_trim(text);
	if (parse_quickly(arena, type, text, origin, out_wire))
		return ERR_OK;
	return rdata_parse_text(arena, type, text, origin, out_wire, out_why);
}
