#pragma once

/*
 * Signs records in memory, and answers a validation from canned replies.
 *
 *     signer_net_init(&net);
 *     signer_zone_init(&zone, "example.", 1);
 *     reply = signer_net_add(&net, "www.example.", TYPE_A);
 *     signer_answer(arena, &zone, reply, "www.example.", TYPE_A, "192.0.2.1");
 */

#include <assert.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "dns/dnssec_canonical.h"
#include "dns/dnssec_verify.h"
#include "dns/rdata.h"
#include "dns/signed.h"
#include "dns/type.h"
#include "query/anchor.h"
#include "query/validate.h"
#include "reply.h"

enum {
	SIGNER_NOW = 1800000000, /* seconds since 1970 */
	SIGNER_DAY = 86400,
	SIGNER_REPLIES_MAX = 64,
	SIGNER_RECORDS_MAX = 8,
	SIGNER_KEY_SIZE = 36,
	SIGNER_SIGNATURE_SIZE = 64,
	SIGNER_ALGORITHM = 15, /* Ed25519 */
};

struct signer_zone {
	struct arena *arena;
	struct name name;
	EVP_PKEY *pair;
	uint8_t rdata[SIGNER_KEY_SIZE]; /* of the DNSKEY */
	struct dnssec_key key;
	/* How signatures are made; a test changes them. */
	uint32_t inception;
	uint32_t expiration;
	int label_change;
	uint16_t tag_change;
	uint8_t algorithm;
	struct name signer;
	bool is_bad;
};

struct signer_reply {
	struct name qname;
	uint16_t qtype;
	struct reply reply;
};

struct signer_net {
	struct arena *arena;
	struct signer_reply *replies[SIGNER_REPLIES_MAX];
	size_t count;
	struct anchor anchor;
	struct anchors anchors;
};

static inline struct name signer_name(struct arena *arena, const char *text)
{
	struct name name = name_root;
	enum err err = name_parse_new(arena, str_of(text), NULL, &name, NULL);

	assert(err == ERR_OK);
	return name;
}

static inline void signer_zone_init(struct signer_zone *zone, struct arena *arena,
				    const char *name, uint8_t seed)
{
	uint8_t secret[32];
	size_t size = 32;
	enum err err;

	memset(secret, seed, sizeof(secret));
	*zone = (struct signer_zone){
		.arena = arena,
		.name = signer_name(arena, name),
		.pair = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, secret,
						     sizeof(secret)),
		.rdata = { 1, 1, 3, SIGNER_ALGORITHM },
		.inception = SIGNER_NOW - SIGNER_DAY,
		.expiration = SIGNER_NOW + 10 * SIGNER_DAY + 60,
		.algorithm = SIGNER_ALGORITHM,
	};
	zone->signer = zone->name;
	EVP_PKEY_get_raw_public_key(zone->pair, zone->rdata + 4, &size);
	err = dnssec_read_key((struct dnssec_bytes){ zone->rdata, SIGNER_KEY_SIZE },
			      &zone->key);
	assert(err == ERR_OK);
}

static inline void signer_zone_end(struct signer_zone *zone)
{
	EVP_PKEY_free(zone->pair);
}

/* The rdata of an RRSIG over a set, good unless the zone says otherwise. */
static inline struct dnssec_bytes signer_sign(const struct signer_zone *zone,
					      const struct signed_set *set)
{
	const size_t head = 18 + zone->signer.size;
	uint8_t *rdata = arena_bytes(zone->arena, head + SIGNER_SIGNATURE_SIZE);
	const unsigned labels =
		name_label_count(set->owner) - (name_is_wildcard(set->owner) ? 1 : 0);
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	size_t size = SIGNER_SIGNATURE_SIZE;
	struct dnssec_bytes data = { 0 };
	struct dnssec_rrsig rrsig;
	enum err err;

	wire_put_u16(rdata, set->type);
	rdata[2] = zone->algorithm;
	rdata[3] = (uint8_t)((int)labels + zone->label_change);
	wire_put_u32(rdata + 4, 3600);
	wire_put_u32(rdata + 8, zone->expiration);
	wire_put_u32(rdata + 12, zone->inception);
	wire_put_u16(rdata + 16, (uint16_t)(zone->key.tag + zone->tag_change));
	memcpy(rdata + 18, zone->signer.wire, zone->signer.size);
	memset(rdata + head, 0, SIGNER_SIGNATURE_SIZE);
	err = dnssec_read_rrsig(
		(struct dnssec_bytes){ rdata, head + SIGNER_SIGNATURE_SIZE }, &rrsig);
	assert(err == ERR_OK);
	if (dnssec_canonical_data(zone->arena, set, &rrsig, &data) == ERR_OK) {
		EVP_DigestSignInit(context, NULL, NULL, NULL, zone->pair);
		EVP_DigestSign(context, rdata + head, &size, data.data, data.size);
	}
	EVP_MD_CTX_free(context);
	if (zone->is_bad)
		rdata[head] ^= 1;
	return (struct dnssec_bytes){ rdata, head + SIGNER_SIGNATURE_SIZE };
}

/* A set from presentation form, records cut at "|". */
static inline struct signed_set signer_set(struct arena *arena, const char *owner,
					   uint16_t type, const char *records)
{
	struct str rest = str_of(records);
	struct signed_set set = { .owner = signer_name(arena, owner),
				  .type = type,
				  .rr_class = CLASS_IN };

	set.rdata = arena_array(arena, SIGNER_RECORDS_MAX, sizeof(*set.rdata));
	while (rest.data != NULL) {
		struct str wire = { 0 };
		const char *why = "";
		enum err err = rdata_parse(arena, type, str_trim(str_cut(&rest, '|')),
					   NULL, &wire, &why);

		if (err != ERR_OK)
			fprintf(stderr, "%s: %s\n", records, why);
		assert(err == ERR_OK && set.count < SIGNER_RECORDS_MAX);
		set.rdata[set.count++] =
			(struct dnssec_bytes){ (const uint8_t *)wire.data, wire.len };
	}
	return set;
}

static inline void signer_put_set(const struct signer_zone *zone, struct reply *reply,
				  enum section section, const struct signed_set *set)
{
	struct dnssec_bytes rrsig;

	for (size_t i = 0; i < set->count; i++) {
		reply_put(reply, section, set->owner, set->type, set->rdata[i].data,
			  (uint16_t)set->rdata[i].size);
	}
	if (zone == NULL)
		return;
	rrsig = signer_sign(zone, set);
	reply_put(reply, section, set->owner, TYPE_RRSIG, rrsig.data,
		  (uint16_t)rrsig.size);
}

/* Records of the answer and their signature; @zone NULL: unsigned. */
static inline void signer_answer(struct arena *arena, const struct signer_zone *zone,
				 struct reply *reply, const char *owner, uint16_t type,
				 const char *records)
{
	const struct signed_set set = signer_set(arena, owner, type, records);

	signer_put_set(zone, reply, SECTION_ANSWER, &set);
}

/* An NSEC record and its signature; @zone NULL: unsigned. */
static inline void signer_prove(struct arena *arena, const struct signer_zone *zone,
				struct reply *reply, const char *owner, const char *nsec)
{
	const struct signed_set set = signer_set(arena, owner, TYPE_NSEC, nsec);

	signer_put_set(zone, reply, SECTION_AUTHORITY, &set);
}

static inline struct reply *signer_net_add(struct signer_net *net, const char *qname,
					   uint16_t qtype)
{
	struct signer_reply *entry = arena_alloc(net->arena, sizeof(*entry));

	assert(net->count < SIGNER_REPLIES_MAX);
	entry->qname = signer_name(net->arena, qname);
	entry->qtype = qtype;
	reply_begin(&entry->reply, 0);
	reply_flag(&entry->reply, FLAG_RA);
	reply_put(&entry->reply, SECTION_QUESTION, entry->qname, qtype, NULL, 0);
	net->replies[net->count++] = entry;
	return &entry->reply;
}

/* The DNSKEY of a zone, signed by itself. */
static inline struct reply *signer_net_add_key(struct signer_net *net,
					       const struct signer_zone *zone)
{
	struct dnssec_bytes rdata = { zone->rdata, SIGNER_KEY_SIZE };
	const struct signed_set set = { .owner = zone->name,
					.type = TYPE_DNSKEY,
					.rr_class = CLASS_IN,
					.rdata = &rdata,
					.count = 1 };
	char text[NAME_TEXT_MAX];
	struct reply *reply;
	struct text name;

	text_init(&name, text, sizeof(text));
	name_print(&name, zone->name);
	reply = signer_net_add(net, text, TYPE_DNSKEY);
	signer_put_set(zone, reply, SECTION_ANSWER, &set);
	return reply;
}

/* The rdata of the zone's DS with SHA-256. */
static inline struct dnssec_bytes signer_ds(const struct signer_zone *zone)
{
	uint8_t *rdata = arena_bytes(zone->arena, 4 + 32);

	wire_put_u16(rdata, zone->key.tag);
	rdata[2] = SIGNER_ALGORITHM;
	rdata[3] = 2;
	dnssec_verify_make_digest(2, zone->name, &zone->key, rdata + 4);
	return (struct dnssec_bytes){ rdata, 4 + 32 };
}

/* The DS of a child in its parent. */
static inline void signer_net_add_ds(struct signer_net *net,
				     const struct signer_zone *parent,
				     const struct signer_zone *child)
{
	struct dnssec_bytes rdata = signer_ds(child);
	const struct signed_set set = { .owner = child->name,
					.type = TYPE_DS,
					.rr_class = CLASS_IN,
					.rdata = &rdata,
					.count = 1 };
	char text[NAME_TEXT_MAX];
	struct text name;

	text_init(&name, text, sizeof(text));
	name_print(&name, child->name);
	signer_put_set(parent, signer_net_add(net, text, TYPE_DS), SECTION_ANSWER, &set);
}

static inline void signer_net_init(struct signer_net *net, struct arena *arena,
				   const struct signer_zone *root)
{
	enum err err;

	*net = (struct signer_net){ .arena = arena };
	net->anchor.zone = root->name;
	err = dnssec_read_ds(signer_ds(root), &net->anchor.ds);
	assert(err == ERR_OK);
}

static inline struct signer_reply *signer_net_find(struct signer_net *net,
						   struct name qname, uint16_t qtype)
{
	for (size_t i = 0; i < net->count; i++) {
		if (net->replies[i]->qtype == qtype &&
		    name_equal(net->replies[i]->qname, qname))
			return net->replies[i];
	}
	return NULL;
}

/* Is a validate_fetch. */
static inline void signer_net_fetch(void *user, struct name zone, struct name qname,
				    uint16_t qtype, struct validate_reply *out_reply)
{
	struct signer_reply *entry = signer_net_find(user, qname, qtype);

	(void)zone;
	*out_reply = (struct validate_reply){ .why = "timed out" };
	if (entry == NULL)
		return;
	out_reply->wire = entry->reply.wire;
	out_reply->size = entry->reply.size;
}

/* Judges the net's own reply to a question. */
static inline void signer_net_judge(struct signer_net *net, const char *qname,
				    uint16_t qtype, struct validate_result *out_result)
{
	const struct validate_question question = { signer_name(net->arena, qname), qtype,
						    CLASS_IN };
	const struct signer_reply *entry = signer_net_find(net, question.qname, qtype);
	const struct validate_options options = {
		.anchors = &net->anchors,
		.fetch = signer_net_fetch,
		.user = net,
		.now_us = (uint64_t)SIGNER_NOW * 1000000,
	};

	assert(entry != NULL);
	net->anchors = (struct anchors){ &net->anchor, 1 };
	validate_message(net->arena, &options, &question, entry->reply.wire,
			 entry->reply.size, out_result);
}
