/*
 * A message in JSON.  Source: RFC 8427 section 2.
 */
#include "report/lookup_json_message.h"

#include <stdio.h>

#include "base/json.h"
#include "base/text.h"
#include "dns/rdata.h"
#include "dns/type.h"
#include "query/answer.h"
#include "report/lookup_json_edns.h"
#include "report/lookup_reply.h"

enum {
	RR_TEXT_MAX = 1024 * 1024, /* of one record's rdata in any form */
	RDATA_SIZE_MAX = RDATA_NORMAL_MAX,
	WORD_SIZE = 32, /* of a type, class or rcode by name */
};

static const struct {
	uint16_t bit;
	const char *key;
} flags[] = {
	{ FLAG_QR, "QR" }, { FLAG_AA, "AA" }, { FLAG_TC, "TC" }, { FLAG_RD, "RD" },
	{ FLAG_RA, "RA" }, { FLAG_AD, "AD" }, { FLAG_CD, "CD" },
};

static const char *const section_keys[SECTION_COUNT] = {
	[SECTION_QUESTION] = "questionRRs",
	[SECTION_ANSWER] = "answerRRs",
	[SECTION_AUTHORITY] = "authorityRRs",
	[SECTION_ADDITIONAL] = "additionalRRs",
};

static const char *const count_keys[SECTION_COUNT] = {
	[SECTION_QUESTION] = "QDCOUNT",
	[SECTION_ANSWER] = "ANCOUNT",
	[SECTION_AUTHORITY] = "NSCOUNT",
	[SECTION_ADDITIONAL] = "ARCOUNT",
};

static void print_header(struct json *json, const struct lookup_reply *reply)
{
	const struct message_header *header = &reply->header;
	char word[WORD_SIZE];
	struct text text;

	json_member_u64(json, "ID", header->id);
	for (size_t i = 0; i < ARRAY_LEN(flags); i++)
		json_member_bool(json, flags[i].key, (header->flags & flags[i].bit) != 0);
	json_member_u64(json, "Opcode", message_opcode(header->flags));
	json_member_u64(json, "RCODE", reply->rcode);
	text_init(&text, word, sizeof(word));
	type_print_rcode(&text, reply->rcode);
	json_member_str(json, "RCODEname", text_str(&text));
	for (enum section section = 0; section < SECTION_COUNT; section++)
		json_member_u64(json, count_keys[section], header->counts[section]);
}

static void print_name(struct json *json, const struct lookup_reply *reply,
		       const struct message_rr *rr)
{
	char buffer[NAME_TEXT_MAX + 1];
	struct name_buffer owner;
	struct text text;

	message_owner(reply->wire, reply->size, rr, &owner);
	text_init(&text, buffer, sizeof(buffer));
	name_print(&text, name_of(&owner));
	json_member_str(json, "NAME", text_str(&text));
}

static void print_type_and_class(struct json *json, const struct message_rr *rr)
{
	char word[WORD_SIZE];
	struct text text;

	text_init(&text, word, sizeof(word));
	json_member_u64(json, "TYPE", rr->type);
	type_print(&text, rr->type);
	json_member_str(json, "TYPEname", text_str(&text));
	json_member_u64(json, "CLASS", rr->rr_class);
	text_clear(&text);
	type_print_class(&text, rr->rr_class);
	json_member_str(json, "CLASSname", text_str(&text));
}

/* "rdataMX": the text; a type without a name has its octets only. */
static void print_rdata_text(struct json *json, const struct lookup_reply *reply,
			     const struct message_rr *rr, struct text *scratch)
{
	const struct rdata_style style = { .rr_class = rr->rr_class };
	char key[WORD_SIZE + 8];
	struct text text;

	text_init(&text, key, sizeof(key));
	text_add_cstr(&text, "rdata");
	type_print(&text, rr->type);
	text_clear(scratch);
	rdata_print(scratch, rr->type, reply->wire, reply->size, rr->rdata,
		    rr->rdata_size, &style);
	if (!str_has_prefix(text_str(scratch), str_of("\\#")))
		json_member_str(json, key, text_str(scratch));
}

/* The octets, names decompressed, so that they mean something by themselves. */
static void print_rdata_octets(struct json *json, const struct lookup_reply *reply,
			       const struct message_rr *rr, struct text *scratch)
{
	const struct rdata_style style = { .is_unknown_format = true,
					   .rr_class = rr->rr_class };
	struct str rest;

	text_clear(scratch);
	rdata_print(scratch, rr->type, reply->wire, reply->size, rr->rdata,
		    rr->rdata_size, &style);
	rest = text_str(scratch);
	(void)str_word(&rest); /* "\#" and the size stand before the octets */
	(void)str_word(&rest);
	rest = str_trim(rest);
	json_member_u64(json, "RDLENGTH", rest.len / 2);
	json_member_str(json, "RDATAHEX", rest);
}

void lookup_json_message_print_rr(struct json *json, const struct lookup_reply *reply,
				  const struct message_rr *rr)
{
	struct text scratch;

	json_object_begin(json);
	print_name(json, reply, rr);
	print_type_and_class(json, rr);
	if (rr->section != SECTION_QUESTION) {
		text_init_growing(&scratch, RR_TEXT_MAX);
		json_member_u64(json, "TTL", rr->ttl);
		print_rdata_text(json, reply, rr, &scratch);
		print_rdata_octets(json, reply, rr, &scratch);
		text_free(&scratch);
	}
	json_object_end(json);
}

/* Every record is there, those that dig shows apart too. */
static void print_sections(struct json *json, const struct lookup_reply *reply)
{
	enum section section = SECTION_QUESTION;
	struct message_cursor cursor;
	struct message_rr rr;

	message_begin(&cursor, reply->wire, reply->size);
	json_key(json, section_keys[section]);
	json_array_begin(json);
	for (size_t i = 0; i < reply->readable && message_next(&cursor, &rr); i++) {
		for (; section < rr.section && section < SECTION_ADDITIONAL; section++) {
			json_array_end(json);
			json_key(json, section_keys[section + 1]);
			json_array_begin(json);
		}
		if (!lookup_reply_is_pseudo(reply, &rr) || rr.type == TYPE_TSIG)
			lookup_json_message_print_rr(json, reply, &rr);
	}
	for (; section < SECTION_ADDITIONAL; section++) {
		json_array_end(json);
		json_key(json, section_keys[section + 1]);
		json_array_begin(json);
	}
	json_array_end(json);
}

static void print_octets(struct json *json, const struct lookup_reply *reply)
{
	struct text text;

	text_init_growing(&text, RR_TEXT_MAX);
	text_add_hex(&text, reply->wire, reply->size, true);
	json_member_str(json, "messageOctetsHEX", text_str(&text));
	text_free(&text);
}

void lookup_json_message_print(struct json *json, const struct lookup_reply *reply,
			       const struct answer *answer)
{
	print_header(json, reply);
	print_sections(json, reply);
	if (reply->edns.is_present) {
		lookup_json_edns_print(json, &reply->edns, answer->query,
				       answer->query_size);
	}
	print_octets(json, reply);
}
