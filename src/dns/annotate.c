#include "dns/annotate.h"

#include "base/attr.h"
#include "base/text.h"
#include "dns/annotate_rdata.h"
#include "dns/message.h"
#include "dns/name.h"
#include "dns/type.h"
#include "dns/wire.h"

enum {
	NOTE_SIZE = 4 * NAME_TEXT_MAX,
	POINTER_BITS = 0xC0,
	FIXED_SIZE = 10, /* type, class, TTL and length of rdata */
};

/* A message on its way to the page. */
struct page {
	struct text *text;
	const uint8_t *wire;
	size_t size;
	char buffer[NOTE_SIZE];
	struct text note;
};

static struct text *note(struct page *page)
{
	text_clear(&page->note);
	return &page->note;
}

static void line(struct page *page, size_t offset, size_t size)
{
	annotate_rdata_line(page->text, page->wire, offset, size, page->note.data);
}

static void print_flags(struct page *page)
{
	static const struct {
		uint16_t bit;
		const char *name;
	} names[] = {
		{ FLAG_QR, "qr" }, { FLAG_AA, "aa" }, { FLAG_TC, "tc" },
		{ FLAG_RD, "rd" }, { FLAG_RA, "ra" }, { FLAG_Z, "z" },
		{ FLAG_AD, "ad" }, { FLAG_CD, "cd" },
	};
	uint16_t flags = wire_u16(page->wire + 2);
	struct text *text = note(page);

	text_add_cstr(text, "flags");
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		if ((flags & names[i].bit) != 0)
			text_add_format(text, " %s", names[i].name);
	}
	text_add_cstr(text, "; opcode ");
	type_print_opcode(text, message_opcode(flags));
	text_add_cstr(text, ", rcode ");
	type_print_rcode(text, message_rcode(flags));
	line(page, 2, 2);
}

static void print_header(struct page *page)
{
	static const char *const counts[SECTION_COUNT] = { "questions", "answers",
							   "authority records",
							   "additional records" };

	text_add_cstr(page->text, "; header\n");
	text_add_format(note(page), "id %u", wire_u16(page->wire));
	line(page, 0, 2);
	print_flags(page);
	for (size_t i = 0; i < SECTION_COUNT; i++) {
		size_t offset = 4 + 2 * i;

		text_add_format(note(page), "%u %s", wire_u16(page->wire + offset),
				counts[i]);
		line(page, offset, 2);
	}
}

/* Bytes of the name itself, up to its end or its first pointer. */
static size_t name_bytes(const struct page *page, size_t offset)
{
	size_t at = offset;

	while (page->wire[at] != 0) {
		if ((page->wire[at] & POINTER_BITS) == POINTER_BITS)
			return at + 2 - offset;
		at += 1 + (size_t)page->wire[at];
	}
	return at + 1 - offset;
}

static void print_owner(struct page *page, const struct message_rr *rr)
{
	size_t size = name_bytes(page, rr->offset);
	const uint8_t *end = page->wire + rr->offset + size;
	struct text *text = note(page);
	struct name_buffer owner;

	message_owner(page->wire, page->size, rr, &owner);
	text_add_cstr(text, "name ");
	name_print(text, name_of(&owner));
	if (size >= 2 && (end[-2] & POINTER_BITS) == POINTER_BITS)
		text_add_format(text, " (pointer to %04x)", wire_u16(end - 2) & 0x3FFFU);
	line(page, rr->offset, size);
}

/* Class and TTL mean other things in an OPT record. */
static void print_opt_fields(struct page *page, size_t offset)
{
	const uint8_t *at = page->wire + offset;

	text_add_format(note(page), "UDP size %u", wire_u16(at));
	line(page, offset, 2);
	text_add_format(note(page), "upper bits of the rcode %u", at[2]);
	line(page, offset + 2, 1);
	text_add_format(note(page), "EDNS version %u", at[3]);
	line(page, offset + 3, 1);
	text_add_format(note(page), "EDNS flags%s%s", (at[4] & 0x80) != 0 ? " do" : "",
			(at[4] & 0x40) != 0 ? " co" : "");
	line(page, offset + 4, 2);
}

static void print_type(struct page *page, const struct message_rr *rr, size_t offset)
{
	text_add_cstr(note(page), "type ");
	type_print(&page->note, rr->type);
	line(page, offset, 2);
}

static void print_class(struct page *page, const struct message_rr *rr, size_t offset)
{
	text_add_cstr(note(page), "class ");
	type_print_class(&page->note, rr->rr_class);
	line(page, offset, 2);
}

/* All but the rdata. */
static void print_head(struct page *page, const struct message_rr *rr)
{
	size_t offset = rr->offset + name_bytes(page, rr->offset);

	print_owner(page, rr);
	print_type(page, rr, offset);
	if (rr->section == SECTION_QUESTION) {
		print_class(page, rr, offset + 2);
		return;
	}
	if (rr->type == TYPE_OPT) {
		print_opt_fields(page, offset + 2);
	} else {
		print_class(page, rr, offset + 2);
		text_add_format(note(page), "TTL %u", rr->ttl);
		line(page, offset + 4, 4);
	}
	text_add_format(note(page), "%u bytes of rdata", rr->rdata_size);
	line(page, offset + FIXED_SIZE - 2, 2);
}

static void print_rr(struct page *page, const struct message_rr *rr)
{
	print_head(page, rr);
	if (rr->section != SECTION_QUESTION)
		annotate_rdata_print(page->text, page->wire, page->size, rr);
}

/* The byte at which a name cannot be read on. */
static size_t name_fault(const struct page *page, size_t offset)
{
	size_t at = offset;

	while (at < page->size && page->wire[at] != 0 &&
	       (page->wire[at] & POINTER_BITS) == 0 && at - offset < NAME_SIZE_MAX) {
		if (page->size - at <= page->wire[at])
			break;
		at += 1 + (size_t)page->wire[at];
	}
	return at < page->size ? at : page->size;
}

/* Shows what there is of a record whose fixed fields are whole, and returns where they end. */
static size_t print_begun(struct page *page, enum section section, size_t offset,
			  size_t end)
{
	const uint8_t *at = page->wire + end;
	const struct message_rr rr = {
		.section = section,
		.offset = offset,
		.type = wire_u16(at),
		.rr_class = wire_u16(at + 2),
		.ttl = wire_u32(at + 4),
		.rdata_size = wire_u16(at + 8),
	};

	print_head(page, &rr);
	return end + FIXED_SIZE;
}

/* Where the walk stopped: what it had begun, the fault with its byte, and what is left. */
static void print_fault(struct page *page, const struct message_cursor *cursor,
			size_t from)
{
	size_t offset = page->size;
	size_t end = 0;

	if (page->size >= MESSAGE_HEADER_SIZE) {
		if (name_read_fault(page->wire, page->size, from, &end) != NULL) {
			offset = name_fault(page, from);
		} else if (page->size - end >= FIXED_SIZE &&
			   cursor->section != SECTION_QUESTION) {
			offset = print_begun(page, cursor->section, from, end);
			from = offset;
		}
	}
	(void)note(page);
	if (offset > from)
		line(page, from, offset - from);
	text_add_format(page->text, "; %s at byte %04zx (%zu of %zu)\n", cursor->fault,
			offset, offset, page->size);
	if (page->size > offset)
		line(page, offset, page->size - offset);
}

static size_t end_of(const struct page *page, const struct message_rr *rr)
{
	if (rr->section == SECTION_QUESTION)
		return rr->offset + name_bytes(page, rr->offset) + 4;
	return rr->rdata + rr->rdata_size;
}

void annotate_print(struct text *text, const uint8_t *wire, size_t size)
{
	static const char *const titles[SECTION_COUNT] = { "question", "answer",
							   "authority", "additional" };
	struct page page = { .text = text, .wire = wire, .size = size };
	enum section section = SECTION_COUNT;
	struct message_cursor cursor;
	struct message_rr rr;
	size_t end = 0;

	text_init(&page.note, page.buffer, sizeof(page.buffer));
	message_begin(&cursor, wire, size);
	if (size >= MESSAGE_HEADER_SIZE) {
		print_header(&page);
		end = MESSAGE_HEADER_SIZE;
	}
	while (message_next(&cursor, &rr)) {
		if (rr.section != section)
			text_add_format(text, "; %s\n", titles[rr.section]);
		section = rr.section;
		print_rr(&page, &rr);
		end = end_of(&page, &rr);
	}
	if (cursor.fault != NULL) {
		print_fault(&page, &cursor, end);
	} else if (end < size) {
		text_add_format(text, "; %zu bytes behind the end\n", size - end);
		(void)note(&page);
		line(&page, end, size - end);
	}
}
