/* Rdata from text the long way: word by word through the fields of the type's format. */
#include <string.h>

#include <ldns/ldns.h>

#include "base/arena.h"
#include "base/num.h"
#include "base/text.h"
#include "dns/name.h"
#include "dns/rdata.h"
#include "dns/rdata_format.h"
#include "dns/rdata_parse.h"
#include "dns/rdata_reader.h"
#include "dns/type.h"

enum { SCHEME_NOTIFY = 1 }; /* RFC 9859 section 2.1 */

static bool has_more(const struct rdata_reader *reader)
{
	struct rdata_word word;

	return rdata_reader_peek(reader, &word);
}

/* RFC 3597 section 5, behind "\#". */
static bool read_unknown(struct rdata_reader *reader)
{
	static const char wanted[] = "a size from 0 to 65535 behind \\#";
	struct str word;
	uint16_t size;

	if (!rdata_reader_need(reader, wanted, &word))
		return false;
	if (num_parse_u16(word, 0, UINT16_MAX, &size) != ERR_OK)
		return rdata_reader_refuse(reader, wanted, word);
	if (has_more(reader) && !rdata_parse_data_hex_rest(reader))
		return false;
	if (reader->why == NULL && reader->size != size) {
		return rdata_reader_fail(reader, "wanted %u bytes behind \\#, got %zu",
					 size, reader->size);
	}
	return reader->why == NULL;
}

static bool takes_unknown(struct rdata_reader *reader)
{
	struct rdata_word word;

	if (!rdata_reader_peek(reader, &word) || word.is_quoted ||
	    !str_equal(word.text, str_of("\\#")))
		return false;
	return rdata_reader_next(reader, &word);
}

/* Mnemonics that stand for numbers in a few types; false: there is none here. */
static bool take_mnemonic(struct rdata_reader *reader, uint16_t type, unsigned index)
{
	struct rdata_word word;

	if (!rdata_reader_peek(reader, &word))
		return false;
	if (type == TYPE_DSYNC && index == 1 &&
	    str_equal_case(word.text, str_of("NOTIFY"))) {
		return rdata_reader_put_u8(reader, SCHEME_NOTIFY) &&
		       rdata_reader_next(reader, &word);
	}
	if (type == TYPE_DOA && index == 4 && str_equal(word.text, str_of("-")))
		return rdata_reader_next(reader, &word);
	return false;
}

static bool read_plain(struct rdata_reader *reader, uint16_t type,
		       const struct rdata_format *format)
{
	for (unsigned i = 0; i < format->count; i++) {
		bool is_last = i + 1 == format->count;
		bool is_optional =
			i >= format->minimum || (is_last && format->may_lack_data);

		if (is_optional && !has_more(reader))
			return reader->why == NULL;
		if (!take_mnemonic(reader, type, i) &&
		    !rdata_parse_field(reader, format->kinds[i]))
			return false;
	}
	if (format->repeat == LDNS_RDF_TYPE_NONE)
		return true;
	if (format->minimum > format->count && !rdata_parse_field(reader, format->repeat))
		return false;
	while (has_more(reader)) {
		if (!rdata_parse_field(reader, format->repeat))
			return false;
	}
	return reader->why == NULL;
}

/* What the fields cannot see by themselves: digests of the wrong size and the like. */
static bool check_whole(struct rdata_reader *reader, uint16_t type)
{
	char buffer[sizeof("OPENPGPKEY")];
	struct text text;

	if (rdata_is_valid(type, reader->wire, reader->size, 0, (uint16_t)reader->size))
		return true;
	text_init(&text, buffer, sizeof(buffer));
	type_print(&text, type);
	return rdata_reader_fail(reader,
				 "wanted rdata that follows the format of %s, got %zu "
				 "bytes that do not",
				 text.data, reader->size);
}

/* By itself rdata has no names to point to. */
static bool check_expanded(struct rdata_reader *reader, uint16_t type)
{
	size_t room = 2 * (reader->size + NAME_SIZE_MAX);
	uint8_t *expanded = arena_bytes(reader->arena, room);
	size_t size;

	if (rdata_expand(type, reader->wire, reader->size, 0, (uint16_t)reader->size,
			 expanded, room, &size) == ERR_OK &&
	    size == reader->size && memcmp(expanded, reader->wire, size) == 0)
		return true;
	return rdata_reader_fail(reader, "wanted names without compression behind \\#");
}

static bool read_known(struct rdata_reader *reader, uint16_t type,
		       const struct rdata_format *format)
{
	if (format->shape != RDATA_SHAPE_PLAIN)
		return rdata_parse_shape(reader, format);
	return read_plain(reader, type, format);
}

static enum err parse_at_length(struct rdata_reader *reader, uint16_t type)
{
	struct rdata_format format = { 0 };
	bool is_known = rdata_format_find(type, &format);
	bool is_read;

	reader->has_pairs = format.kinds[2] == LDNS_RDF_TYPE_SVCPARAMS;
	reader->is_prose = format.repeat == LDNS_RDF_TYPE_STR;
	if (takes_unknown(reader)) {
		is_read = read_unknown(reader) && rdata_reader_end(reader) &&
			  check_whole(reader, type) && check_expanded(reader, type);
	} else if (!is_known) {
		rdata_reader_refuse(reader, "\\# and hex such as \\# 3 0a0b0c",
				    reader->rest);
		return ERR_UNSUPPORTED;
	} else {
		is_read = read_known(reader, type, &format) && rdata_reader_end(reader) &&
			  check_whole(reader, type);
	}
	return is_read ? ERR_OK : ERR_SYNTAX;
}

enum err rdata_parse_text(struct arena *arena, uint16_t type, struct str text,
			  const struct name *origin, struct str *out_wire,
			  const char **out_why)
{
	uint8_t wire[UINT16_MAX];
	struct rdata_reader reader = {
		.arena = arena,
		.origin = origin,
		.rest = text,
		.wire = wire,
	};
	enum err err = parse_at_length(&reader, type);

	if (err == ERR_OK) {
		*out_wire = str_make(arena_copy(arena, wire, reader.size), reader.size);
	} else if (out_why != NULL) {
		*out_why = reader.why;
	}
	return err;
}
