#pragma once

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/num.h"
#include "base/text.h"
#include "check/judgement.h"
#include "check/kind.h"
#include "dns/message.h"
#include "dns/rdata.h"
#include "dns/type.h"
#include "dns/wire.h"

/*
 * Answers and expectations from text.
 *
 * An answer's head is its flags and response code in any order: "aa NXDOMAIN"; nothing else is
 * NOERROR.  Its records are lines "owner TTL type rdata", of the answer section unless a line
 * "authority" or "additional" came before; they are written without compression.
 */
enum { CANNED_SIZE = 65535, CANNED_LINES = 64 };

struct canned_writer {
	struct arena *arena;
	uint8_t *wire;
	size_t size;
};

static inline struct name canned_name(struct arena *arena, struct str text)
{
	struct name name = name_root;

	if (name_parse_new(arena, text, NULL, &name, NULL) != ERR_OK)
		abort();
	return name;
}

static inline uint16_t canned_type(struct str text)
{
	uint16_t type = 0;

	if (type_parse(text, &type) != ERR_OK)
		abort();
	return type;
}

static inline void canned_put(struct canned_writer *writer, const void *data, size_t size)
{
	if (size > CANNED_SIZE - writer->size)
		abort();
	memcpy(writer->wire + writer->size, data, size);
	writer->size += size;
}

static inline void canned_put_u16(struct canned_writer *writer, uint16_t number)
{
	uint8_t bytes[2];

	wire_put_u16(bytes, number);
	canned_put(writer, bytes, sizeof(bytes));
}

static inline void canned_put_u32(struct canned_writer *writer, uint32_t number)
{
	canned_put_u16(writer, (uint16_t)(number >> 16));
	canned_put_u16(writer, (uint16_t)number);
}

static inline void canned_count(struct canned_writer *writer, enum section section)
{
	uint8_t *at = writer->wire + 4 + 2 * (size_t)section;

	wire_put_u16(at, (uint16_t)(wire_u16(at) + 1));
}

static inline void canned_put_record(struct canned_writer *writer, enum section section,
				     struct str line)
{
	const struct name owner = canned_name(writer->arena, str_word(&line));
	const char *why = "";
	struct str rdata;
	uint32_t ttl = 0;
	uint16_t type;

	if (num_parse_u32(str_word(&line), 0, UINT32_MAX, &ttl) != ERR_OK)
		abort();
	type = canned_type(str_word(&line));
	if (rdata_parse(writer->arena, type, str_trim(line), NULL, &rdata, &why) !=
	    ERR_OK)
		abort();
	canned_put(writer, owner.wire, owner.size);
	canned_put_u16(writer, type);
	canned_put_u16(writer, CLASS_IN);
	canned_put_u32(writer, ttl);
	canned_put_u16(writer, (uint16_t)rdata.len);
	canned_put(writer, rdata.data, rdata.len);
	canned_count(writer, section);
}

static inline void canned_put_records(struct canned_writer *writer, struct str records)
{
	enum section section = SECTION_ANSWER;

	while (records.data != NULL) {
		const struct str line = str_trim(str_cut(&records, '\n'));

		if (str_equal(line, str_of("authority"))) {
			section = SECTION_AUTHORITY;
		} else if (str_equal(line, str_of("additional"))) {
			section = SECTION_ADDITIONAL;
		} else if (line.len > 0) {
			canned_put_record(writer, section, line);
		}
	}
}

/* The flags of a head; the upper bits of a long response code go to *out_high. */
static inline uint16_t canned_flags(struct str head, uint8_t *out_high)
{
	static const struct {
		const char *name;
		uint16_t flag;
	} rows[] = {
		{ "aa", FLAG_AA }, { "tc", FLAG_TC }, { "rd", FLAG_RD },
		{ "ra", FLAG_RA }, { "ad", FLAG_AD }, { "cd", FLAG_CD },
	};
	uint16_t flags = FLAG_QR;

	for (struct str word = str_word(&head); word.len > 0; word = str_word(&head)) {
		uint16_t rcode = 0;
		size_t i = 0;

		while (i < ARRAY_LEN(rows) && !str_equal(word, str_of(rows[i].name)))
			i++;
		if (i < ARRAY_LEN(rows)) {
			flags |= rows[i].flag;
			continue;
		}
		if (type_parse_rcode(word, &rcode) != ERR_OK)
			abort();
		flags = (uint16_t)(flags | (rcode & 15));
		*out_high = (uint8_t)(rcode >> 4);
	}
	return flags;
}

static inline void canned_put_opt(struct canned_writer *writer, uint8_t rcode_high)
{
	canned_put(writer, "", 1);
	canned_put_u16(writer, TYPE_OPT);
	canned_put_u16(writer, 1232);
	canned_put_u32(writer, (uint32_t)rcode_high << 24);
	canned_put_u16(writer, 0);
	canned_count(writer, SECTION_ADDITIONAL);
}

static inline struct str canned_message(struct arena *arena, struct name qname,
					uint16_t qtype, const char *head,
					const char *records)
{
	struct canned_writer writer = { arena, arena_alloc(arena, CANNED_SIZE), 12 };
	uint8_t rcode_high = 0;

	wire_put_u16(writer.wire + 2, canned_flags(str_of(head), &rcode_high));
	canned_put(&writer, qname.wire, qname.size);
	canned_put_u16(&writer, qtype);
	canned_put_u16(&writer, CLASS_IN);
	canned_count(&writer, SECTION_QUESTION);
	canned_put_records(&writer, str_of(records));
	if (rcode_high > 0)
		canned_put_opt(&writer, rcode_high);
	return str_make((const char *)writer.wire, writer.size);
}

static inline struct answer *canned_answer_of(struct arena *arena, struct str message)
{
	struct answer *answer = arena_alloc(arena, sizeof(*answer));
	struct attempt *attempt = arena_alloc(arena, sizeof(*attempt));

	answer->outcome = OUTCOME_REPLY;
	answer->wire = (const uint8_t *)message.data;
	answer->size = message.len;
	answer->rtt_us = 1500;
	answer->total_us = 1500;
	answer->attempts = attempt;
	answer->attempt_count = 1;
	return answer;
}

static inline struct answer *canned_answer(struct arena *arena, const char *qname,
					   const char *qtype, const char *head,
					   const char *records)
{
	return canned_answer_of(
		arena, canned_message(arena, canned_name(arena, str_of(qname)),
				      canned_type(str_of(qtype)), head, records));
}

/* An expectation of rows: values separated by "|", ranges of addresses among them. */
struct canned_declared {
	const char *owner; /* NULL: "www.test." */
	const char *type;  /* NULL: "A" */
	const char *values;
	enum match match;
	enum judging judging;
	bool has_ttl;
	uint32_t ttl;
	bool has_extra;
	struct expectation_extra extra;
};

static inline bool canned_range(struct str value, struct expected_range *range)
{
	struct str rest = value;
	const struct str address = str_cut(&rest, '/');
	char text[64] = "";
	uint32_t prefix;

	if (rest.data == NULL || address.len >= sizeof(text) ||
	    num_parse_u32(rest, 0, 128, &prefix) != ERR_OK)
		return false;
	memcpy(text, address.data, address.len);
	range->prefix = (uint8_t)prefix;
	return inet_pton(strchr(text, ':') != NULL ? AF_INET6 : AF_INET, text,
			 range->address) == 1;
}

static inline struct rrset_rdata canned_value(struct arena *arena, uint16_t type,
					      struct str text)
{
	struct rrset_rdata value = { 0 };
	const char *why = "";
	struct str wire;
	size_t size = 0;
	uint8_t *normal;

	if (rdata_parse(arena, type, text, NULL, &wire, &why) != ERR_OK)
		abort();
	normal = arena_bytes(arena, RDATA_NORMAL_MAX);
	if (rdata_normal(type, (const uint8_t *)wire.data, wire.len, 0,
			 (uint16_t)wire.len, normal, RDATA_NORMAL_MAX, &size) != ERR_OK)
		abort();
	value.normal = normal;
	value.normal_size = (uint16_t)size;
	value.wire = (const uint8_t *)wire.data;
	value.wire_size = (uint16_t)wire.len;
	return value;
}

static inline struct expectation *canned_expectation(
	struct arena *arena, const struct canned_declared *declared)
{
	struct expectation *made = arena_alloc(arena, sizeof(*made));
	struct expectation_extra *extra = arena_alloc(arena, sizeof(*extra));
	struct rrset_rdata *values = arena_array(arena, CANNED_LINES, sizeof(*values));
	struct expected_range *ranges = arena_array(arena, CANNED_LINES, sizeof(*ranges));
	const struct name owner = canned_name(
		arena, str_of(declared->owner != NULL ? declared->owner : "www.test."));
	struct str rest = str_of(declared->values);

	*extra = declared->extra;
	made->owner = owner.wire;
	made->owner_size = (uint8_t)owner.size;
	made->type = canned_type(str_of(declared->type != NULL ? declared->type : "A"));
	made->match = (uint8_t)declared->match;
	made->judging = (uint8_t)declared->judging;
	made->has_ttl = declared->has_ttl;
	made->ttl = declared->ttl;
	made->values = values;
	while (rest.data != NULL && rest.len > 0) {
		const struct str value = str_trim(str_cut(&rest, '|'));

		if (canned_range(value, &ranges[extra->range_count])) {
			extra->range_count++;
		} else {
			values[made->value_count++] =
				canned_value(arena, made->type, value);
		}
	}
	extra->ranges = ranges;
	if (declared->has_extra || extra->range_count > 0)
		made->extra = extra;
	return made;
}

static inline struct target canned_target(struct arena *arena, const char *ip,
					  bool is_authoritative)
{
	uint8_t bytes[16];
	const bool is_v6 = strchr(ip, ':') != NULL;

	if (inet_pton(is_v6 ? AF_INET6 : AF_INET, ip, bytes) != 1)
		abort();
	return (struct target){ server_new(arena, bytes, is_v6 ? 16 : 4, 53,
					   is_authoritative ? "ns1.test." : NULL),
				is_authoritative };
}

/* What fell, as "critical rrset-differs (detail) -expected -expected +actual"; one line each. */
struct canned_verdicts {
	struct arena *arena;
	const struct verdict *list[CANNED_LINES];
	size_t count;
};

static inline void canned_sink(void *user, const struct verdict *verdict)
{
	struct canned_verdicts *verdicts = user;

	if (verdicts->count == CANNED_LINES)
		abort();
	verdicts->list[verdicts->count++] = verdict_copy(verdicts->arena, verdict);
}

static inline const char *canned_text(struct arena *arena, const struct verdict *verdict)
{
	struct text text;
	const char *line;

	text_init_growing(&text, (size_t)64 * CANNED_SIZE);
	text_add_cstr(&text, state_name(verdict->state));
	if (verdict->reason != REASON_NONE)
		text_add_format(&text, " %s", reason_get(verdict->reason)->code);
	if (verdict->detail.len > 0) {
		text_add_cstr(&text, " (");
		text_add(&text, verdict->detail);
		text_add_char(&text, ')');
	}
	for (size_t i = 0; i < verdict_expected_shown(verdict); i++) {
		text_add_cstr(&text, " -");
		text_add(&text, verdict->expected[i]);
	}
	for (size_t i = 0; i < verdict_actual_shown(verdict); i++) {
		text_add_cstr(&text, " +");
		text_add(&text, verdict->actual[i]);
	}
	line = str_cstr(arena, text_str(&text));
	text_free(&text);
	return line;
}
