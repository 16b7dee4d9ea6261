#include "dns/message.h"

#include <string.h>

#include "dns/wire.h"

enum {
	QUESTION_REST_SIZE = 4, /* type and class behind the owner */
	RECORD_REST_SIZE = 10,  /* type, class, TTL and the size of the rdata */
	COUNTS_OFFSET = 4,
};

static const char fault_end[] = "unexpected end of input";

enum err message_read_header(const uint8_t *wire, size_t size,
			     struct message_header *out_header)
{
	if (size < MESSAGE_HEADER_SIZE)
		return ERR_SYNTAX;
	out_header->id = wire_u16(wire);
	out_header->flags = wire_u16(wire + 2);
	for (unsigned i = 0; i < SECTION_COUNT; i++)
		out_header->counts[i] = wire_u16(wire + COUNTS_OFFSET + 2 * (size_t)i);
	return ERR_OK;
}

uint8_t message_opcode(uint16_t flags)
{
	return (uint8_t)(flags >> 11 & 0xF);
}

uint8_t message_rcode(uint16_t flags)
{
	return (uint8_t)(flags & 0xF);
}

void message_begin(struct message_cursor *cursor, const uint8_t *wire, size_t size)
{
	*cursor = (struct message_cursor){ .wire = wire, .size = size };
	if (message_read_header(wire, size, &cursor->header) != ERR_OK) {
		cursor->section = SECTION_COUNT;
		cursor->fault = fault_end;
		return;
	}
	cursor->offset = MESSAGE_HEADER_SIZE;
	cursor->left = cursor->header.counts[SECTION_QUESTION];
}

/* Fills @rr from what stands behind its owner; returns NULL or the fault. */
static const char *read_rest(const struct message_cursor *cursor, size_t at,
			     struct message_rr *rr)
{
	const uint8_t *rest = cursor->wire + at;
	size_t left = cursor->size - at;

	if (left < QUESTION_REST_SIZE)
		return fault_end;
	rr->type = wire_u16(rest);
	rr->rr_class = wire_u16(rest + 2);
	if (cursor->section == SECTION_QUESTION) {
		rr->rdata = at + QUESTION_REST_SIZE;
		return NULL;
	}
	if (left < RECORD_REST_SIZE)
		return fault_end;
	rr->ttl = wire_u32(rest + 4);
	rr->rdata = at + RECORD_REST_SIZE;
	rr->rdata_size = wire_u16(rest + 8);
	return rr->rdata_size <= left - RECORD_REST_SIZE ? NULL : fault_end;
}

/* Goes on to the next section that has records; false behind the last. */
static bool find_section(struct message_cursor *cursor)
{
	while (cursor->left == 0) {
		if (cursor->section + 1 >= SECTION_COUNT) {
			cursor->section = SECTION_COUNT;
			cursor->extra = cursor->size - cursor->offset;
			return false;
		}
		cursor->section++;
		cursor->left = cursor->header.counts[cursor->section];
	}
	return true;
}

/*
 * Steps over the owner of the next record.  Nearly always that is a pointer to the name of the first
 * question, which was read already.
 */
static const char *skip_owner(const struct message_cursor *cursor, size_t *out_end)
{
	static const uint8_t to_question[] = { 0xC0, MESSAGE_HEADER_SIZE };

	if (cursor->section > SECTION_QUESTION &&
	    cursor->header.counts[SECTION_QUESTION] > 0 &&
	    cursor->size - cursor->offset >= sizeof(to_question) &&
	    memcmp(cursor->wire + cursor->offset, to_question, sizeof(to_question)) ==
		    0) {
		*out_end = cursor->offset + sizeof(to_question);
		return NULL;
	}
	return name_read_fault(cursor->wire, cursor->size, cursor->offset, out_end);
}

bool message_next(struct message_cursor *cursor, struct message_rr *out_rr)
{
	struct message_rr rr = { .section = cursor->section, .offset = cursor->offset };
	size_t end = 0;

	if (cursor->fault != NULL || cursor->section == SECTION_COUNT ||
	    !find_section(cursor))
		return false;
	rr.section = cursor->section;
	cursor->fault = skip_owner(cursor, &end);
	if (cursor->fault == NULL)
		cursor->fault = read_rest(cursor, end, &rr);
	if (cursor->fault != NULL)
		return false;
	cursor->offset = rr.rdata + rr.rdata_size;
	cursor->left--;
	*out_rr = rr;
	return true;
}

void message_owner(const uint8_t *wire, size_t size, const struct message_rr *rr,
		   struct name_buffer *out_name)
{
	size_t end;

	if (name_read(wire, size, rr->offset, out_name, &end) != ERR_OK) {
		out_name->wire[0] = 0;
		out_name->size = 1;
	}
}

bool message_has_question(const uint8_t *wire, size_t size, struct name qname,
			  uint16_t qtype, uint16_t qclass, bool is_exact)
{
	struct message_cursor cursor;
	struct message_rr rr;
	struct name_buffer owner;

	message_begin(&cursor, wire, size);
	if (cursor.header.counts[SECTION_QUESTION] != 1 || !message_next(&cursor, &rr))
		return false;
	if (rr.type != qtype || rr.rr_class != qclass)
		return false;
	message_owner(wire, size, &rr, &owner);
	if (is_exact) {
		return owner.size == qname.size &&
		       memcmp(owner.wire, qname.wire, qname.size) == 0;
	}
	return name_equal(name_of(&owner), qname);
}
