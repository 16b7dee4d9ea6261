#include "dns/annotate_rdata.h"

#include <arpa/inet.h>

#include <ldns/rdata.h>

#include "base/attr.h"
#include "base/text.h"
#include "dns/edns.h"
#include "dns/message.h"
#include "dns/name.h"
#include "dns/rdata.h"
#include "dns/type.h"
#include "dns/wire.h"

enum {
	WIDTH = 16, /* bytes on a line */
	NOTE_COLUMN = 55,
	NOTE_SIZE = 8 * 1024,
	OPTION_HEAD_SIZE = 4,
};

static void print_bytes(struct text *text, const uint8_t *wire, size_t offset,
			size_t size)
{
	text_add_format(text, "%04zx ", offset);
	for (size_t i = 0; i < size; i++)
		text_add_format(text, " %02x", wire[offset + i]);
}

void annotate_rdata_line(struct text *text, const uint8_t *wire, size_t offset,
			 size_t size, const char *note)
{
	size_t first = size < WIDTH ? size : WIDTH;
	size_t start = text->len;

	print_bytes(text, wire, offset, first);
	if (note[0] != '\0') {
		text_add_repeat(text, ' ', NOTE_COLUMN - (text->len - start));
		text_add_cstr(text, note);
	}
	text_add_char(text, '\n');
	for (size_t at = first; at < size; at += WIDTH) {
		print_bytes(text, wire, offset + at,
			    size - at < WIDTH ? size - at : WIDTH);
		text_add_char(text, '\n');
	}
}

static const char *kind_word(int kind)
{
	static const struct {
		int kind;
		const char *word;
	} words[] = {
		{ LDNS_RDF_TYPE_DNAME, "name" },     { LDNS_RDF_TYPE_INT8, "number" },
		{ LDNS_RDF_TYPE_INT16, "number" },   { LDNS_RDF_TYPE_INT32, "number" },
		{ LDNS_RDF_TYPE_PERIOD, "seconds" }, { LDNS_RDF_TYPE_TIME, "time" },
		{ LDNS_RDF_TYPE_A, "address" },      { LDNS_RDF_TYPE_AAAA, "address" },
		{ LDNS_RDF_TYPE_STR, "string" },     { LDNS_RDF_TYPE_TYPE, "type" },
		{ LDNS_RDF_TYPE_CLASS, "class" },    { LDNS_RDF_TYPE_ALG, "algorithm" },
		{ LDNS_RDF_TYPE_NSEC, "types" },     { LDNS_RDF_TYPE_B64, "data" },
		{ LDNS_RDF_TYPE_HEX, "data" },
	};

	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		if (words[i].kind == kind)
			return words[i].word;
	}
	return "data";
}

static void note_name(struct text *note, const uint8_t *wire, size_t size, size_t offset)
{
	struct name_buffer name;
	size_t end;

	if (name_read(wire, size, offset, &name, &end) == ERR_OK) {
		text_add_char(note, ' ');
		name_print(note, name_of(&name));
	}
}

static void note_address(struct text *note, const uint8_t *wire, int kind)
{
	char shown[INET6_ADDRSTRLEN];

	if (inet_ntop(kind == LDNS_RDF_TYPE_A ? AF_INET : AF_INET6, wire, shown,
		      sizeof(shown)) != NULL)
		text_add_format(note, " %s", shown);
}

static void note_number(struct text *note, const uint8_t *data, size_t size)
{
	if (size == 1) {
		text_add_format(note, " %u", data[0]);
	} else if (size == 2) {
		text_add_format(note, " %u", wire_u16(data));
	} else if (size == 4) {
		text_add_format(note, " %u", wire_u32(data));
	}
}

static void note_field(struct text *note, const uint8_t *wire, size_t size,
		       const struct rdata_field *field)
{
	const uint8_t *data = wire + field->offset;

	text_add_cstr(note, kind_word(field->rdf_type));
	switch (field->rdf_type) {
	case LDNS_RDF_TYPE_DNAME:
		note_name(note, wire, size, field->offset);
		break;
	case LDNS_RDF_TYPE_A:
	case LDNS_RDF_TYPE_AAAA:
		note_address(note, data, field->rdf_type);
		break;
	case LDNS_RDF_TYPE_TYPE:
		text_add_char(note, ' ');
		type_print(note, wire_u16(data));
		break;
	case LDNS_RDF_TYPE_INT8:
	case LDNS_RDF_TYPE_INT16:
	case LDNS_RDF_TYPE_INT32:
	case LDNS_RDF_TYPE_PERIOD:
	case LDNS_RDF_TYPE_ALG:
		note_number(note, data, field->size);
		break;
	default:
		break;
	}
}

static void print_option(struct text *text, const uint8_t *wire,
			 const struct edns_option *option)
{
	size_t offset = (size_t)(option->data - wire);
	const char *name = edns_option_name(option->code);
	char buffer[NOTE_SIZE];
	struct text note;

	text_init(&note, buffer, sizeof(buffer));
	text_add_format(&note, "option %u", option->code);
	if (name != NULL)
		text_add_format(&note, " %s", name);
	annotate_rdata_line(text, wire, offset - OPTION_HEAD_SIZE, 2, note.data);
	text_clear(&note);
	text_add_format(&note, "length %u", option->size);
	annotate_rdata_line(text, wire, offset - 2, 2, note.data);
	if (option->size == 0)
		return;
	text_clear(&note);
	edns_print_option(&note, option);
	annotate_rdata_line(text, wire, offset, option->size,
			    note.err == ERR_OK ? note.data : "");
}

static void print_options(struct text *text, const uint8_t *wire,
			  const struct message_rr *rr)
{
	struct edns edns;
	struct edns_option option;
	size_t offset = 0;
	bool is_cut;

	edns_read(wire, rr, &edns);
	while (edns_next(&edns, &offset, &option, &is_cut))
		print_option(text, wire, &option);
	if (is_cut) {
		annotate_rdata_line(text, wire, rr->rdata + offset,
				    rr->rdata_size - offset, "no whole option");
	}
}

static void print_fields(struct text *text, const uint8_t *wire, size_t size,
			 const struct message_rr *rr)
{
	struct rdata_field fields[RDATA_FIELDS_MAX];
	size_t count = 0;
	enum err err = rdata_cut(rr->type, wire, size, rr->rdata, rr->rdata_size, fields,
				 &count);

	if (err != ERR_OK) {
		annotate_rdata_line(text, wire, rr->rdata, rr->rdata_size,
				    err == ERR_SYNTAX ? "breaks the format of its type"
						      : "data");
		return;
	}
	for (size_t i = 0; i < count; i++) {
		char buffer[NOTE_SIZE];
		struct text note;

		if (fields[i].size == 0)
			continue;
		text_init(&note, buffer, sizeof(buffer));
		note_field(&note, wire, size, &fields[i]);
		annotate_rdata_line(text, wire, fields[i].offset, fields[i].size,
				    note.data);
	}
}

void annotate_rdata_print(struct text *text, const uint8_t *wire, size_t size,
			  const struct message_rr *rr)
{
	if (rr->rdata_size == 0)
		return;
	if (rr->type == TYPE_OPT) {
		print_options(text, wire, rr);
	} else {
		print_fields(text, wire, size, rr);
	}
}
