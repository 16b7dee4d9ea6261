#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "dns/name.h"

enum section {
	SECTION_QUESTION,
	SECTION_ANSWER,
	SECTION_AUTHORITY,
	SECTION_ADDITIONAL,
	SECTION_COUNT
};

enum { MESSAGE_HEADER_SIZE = 12, MESSAGE_SIZE_MAX = 65535 };

/** Header bits as they stand in the second 16 bits of a message. */
enum message_flag {
	FLAG_QR = 0x8000,
	FLAG_AA = 0x0400,
	FLAG_TC = 0x0200,
	FLAG_RD = 0x0100,
	FLAG_RA = 0x0080,
	FLAG_Z = 0x0040,
	FLAG_AD = 0x0020,
	FLAG_CD = 0x0010,
};

/** The header of a message; says nothing of what follows. */
struct message_header {
	uint16_t id;
	uint16_t
		flags; /* the 16 bits whole: FLAG_*, opcode and the low bits of the rcode */
	uint16_t counts[SECTION_COUNT];
};

/** Errors: ERR_SYNTAX when shorter than 12 bytes. */
NODISCARD enum err message_read_header(const uint8_t *wire, size_t size,
				       struct message_header *out_header);

uint8_t message_opcode(uint16_t flags);
/** The 4 bits of the header; the OPT record holds 8 more (dns/edns.h). */
uint8_t message_rcode(uint16_t flags);

/** A record (or question) by its places in the message; nothing is copied or decompressed. */
struct message_rr {
	enum section section;
	uint16_t type;
	uint16_t rr_class;
	uint32_t ttl;  /* 0 for a question */
	size_t offset; /* of the owner */
	size_t rdata;  /* offset of the rdata */
	uint16_t rdata_size;
};

/**
 * Walks the questions and records of a message; every offset it gives is inside it.
 *
 *     struct message_cursor cursor;
 *     message_begin(&cursor, wire, size);
 *     while (message_next(&cursor, &rr)) ...
 *     if (cursor.fault != NULL) ... cursor.offset is where, the records so far were good
 */
struct message_cursor {
	const uint8_t *wire;
	size_t size;
	struct message_header header;
	size_t offset; /* of what comes next */
	enum section section;
	unsigned left; /* in this section */
	const char *
		fault; /* NULL, or what is wrong at offset: "bad compression pointer" ... */
	size_t extra; /* bytes behind the last record, set when the walk is over */
};

/** Starts a walk; a message without a whole header has a fault at once. */
void message_begin(struct message_cursor *cursor, const uint8_t *wire, size_t size);

/** Gives the next question or record; false at the end or at a fault. */
bool message_next(struct message_cursor *cursor, struct message_rr *out_rr);

/** The owner, decompressed.  It cannot fail for an rr that message_next gave. */
void message_owner(const uint8_t *wire, size_t size, const struct message_rr *rr,
		   struct name_buffer *out_name);

/** True when the message has exactly one question: this one.  @is_exact compares the case too. */
bool message_has_question(const uint8_t *wire, size_t size, struct name qname,
			  uint16_t qtype, uint16_t qclass, bool is_exact);
