#pragma once

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "dns/message.h"
#include "dns/name.h"
#include "dns/type.h"
#include "dns/wire.h"
#include "virtual/shape.h"
#include "virtual/virtual.h"

/*
 * A server that answers from a table of lines:
 *
 *     "example. NS | auth example. NS ns.example. | add ns.example. A 192.0.2.3"
 *
 * The question, then records: "ans", "auth" or "add", owner, type (A, AAAA, NS, CNAME, SOA, TXT) and value.
 * Words behind the question: "aa", "ra", "nx", "refused", "servfail".  What no line asks is REFUSED.
 */
enum { REPLIES_WIRE_MAX = 4096, OPCODE_MASK = 0x7800 };

struct replies {
	const char *const *lines;
	size_t count;
	unsigned asked;
	bool has_rd[16]; /* of the first queries */
};

struct replies_wire {
	uint8_t data[REPLIES_WIRE_MAX];
	size_t size;
};

static inline void replies_add_u16(struct replies_wire *wire, unsigned number)
{
	wire_put_u16(wire->data + wire->size, (uint16_t)number);
	wire->size += 2;
}

static inline void replies_add_name(struct replies_wire *wire, struct str text)
{
	struct name_buffer name;

	if (name_parse(text, NULL, &name, NULL) != ERR_OK)
		abort();
	memcpy(wire->data + wire->size, name.wire, name.size);
	wire->size += name.size;
}

static inline void replies_add_rdata(struct replies_wire *wire, uint16_t type,
				     struct str value)
{
	char text[INET6_ADDRSTRLEN] = "";

	if (value.len < sizeof(text))
		memcpy(text, value.data, value.len);
	if (type == TYPE_A || type == TYPE_AAAA) {
		size_t size = type == TYPE_A ? 4 : 16;

		if (inet_pton(type == TYPE_A ? AF_INET : AF_INET6, text,
			      wire->data + wire->size) != 1)
			abort();
		wire->size += size;
	} else if (type == TYPE_TXT) {
		wire->data[wire->size++] = (uint8_t)value.len;
		memcpy(wire->data + wire->size, value.data, value.len);
		wire->size += value.len;
	} else {
		replies_add_name(wire, value);
	}
	if (type == TYPE_SOA) {
		replies_add_name(wire, value);
		memset(wire->data + wire->size, 0, 20);
		wire->data[wire->size + 3] = 1; /* the serial */
		wire->size += 20;
	}
}

static inline void replies_add_rr(struct replies_wire *wire, struct str rest)
{
	static const char *const sections[] = { "", "ans", "auth", "add" };
	struct str section = str_word(&rest);
	size_t count_at = 0;
	size_t rdata;
	uint16_t type;

	for (size_t i = 1; i < 4; i++) {
		if (str_equal(section, str_of(sections[i])))
			count_at = 4 + 2 * i;
	}
	replies_add_name(wire, str_word(&rest));
	if (count_at == 0 || type_parse(str_word(&rest), &type) != ERR_OK)
		abort();
	wire_put_u16(wire->data + count_at,
		     (uint16_t)(wire_u16(wire->data + count_at) + 1));
	replies_add_u16(wire, type);
	replies_add_u16(wire, CLASS_IN);
	replies_add_u16(wire, 0);
	replies_add_u16(wire, 60);
	rdata = wire->size;
	replies_add_u16(wire, 0);
	replies_add_rdata(wire, type, str_trim(rest));
	wire_put_u16(wire->data + rdata, (uint16_t)(wire->size - rdata - 2));
}

static inline uint16_t replies_flag(struct str word)
{
	static const struct {
		const char *word;
		uint16_t bits;
	} words[] = {
		{ "aa", FLAG_AA },
		{ "ra", FLAG_RA },
		{ "nx", RCODE_NXDOMAIN },
		{ "refused", RCODE_REFUSED },
		{ "servfail", RCODE_SERVFAIL },
		{ "ad", FLAG_AD },
		{ "notimp", RCODE_NOTIMP },
		{ "notauth", RCODE_NOTAUTH },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (str_equal(word, str_of(words[i].word)))
			return words[i].bits;
	}
	abort();
}

/* True when the line is for that question; then the reply is made. */
static inline bool replies_make(const struct virtual_query *query, const char *line,
				struct replies_wire *wire)
{
	struct str rest = str_of(line);
	struct str question = str_cut(&rest, '|');
	struct name_buffer qname;
	uint16_t qtype;
	uint16_t flags = FLAG_QR;

	if (name_parse(str_word(&question), NULL, &qname, NULL) != ERR_OK ||
	    type_parse(str_word(&question), &qtype) != ERR_OK)
		abort();
	if (!message_has_question(query->wire, query->size, name_of(&qname), qtype,
				  CLASS_IN, false))
		return false;
	for (struct str word = str_word(&question); word.len > 0;
	     word = str_word(&question))
		flags |= replies_flag(word);
	wire->size = shape_question_end(query->wire, query->size);
	memcpy(wire->data, query->wire, wire->size);
	wire_put_u16(wire->data + 2, (uint16_t)(flags | (wire_u16(query->wire + 2) &
							 (FLAG_RD | OPCODE_MASK))));
	memset(wire->data + 6, 0, 6);
	while (rest.data != NULL)
		replies_add_rr(wire, str_cut(&rest, '|'));
	return true;
}

/** A virtual_serve: @user is a struct replies. */
static inline void replies_serve(void *user, const struct virtual_query *query)
{
	struct replies *replies = user;
	struct replies_wire wire;

	if (replies->asked < 16) {
		replies->has_rd[replies->asked] =
			(wire_u16(query->wire + 2) & FLAG_RD) != 0;
	}
	replies->asked++;
	for (size_t i = 0; i < replies->count; i++) {
		if (replies_make(query, replies->lines[i], &wire)) {
			virtual_reply(query, wire.data, wire.size);
			return;
		}
	}
	wire.size = shape_question_end(query->wire, query->size);
	memcpy(wire.data, query->wire, wire.size);
	wire_put_u16(wire.data + 2, FLAG_QR | RCODE_REFUSED);
	memset(wire.data + 6, 0, 6);
	virtual_reply(query, wire.data, wire.size);
}
