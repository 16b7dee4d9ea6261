#pragma once

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "dns/build.h"
#include "dns/message.h"
#include "dns/name.h"
#include "dns/type.h"
#include "dns/wire.h"
#include "query/engine.h"
#include "reply.h"

/*
 * A DNS in memory and an engine that asks it: for tests of what goes down the tree.
 *
 *     @ test. 192.0.2.1 192.0.2.2     a zone and the addresses that serve it; or more of a zone
 *     a.test. NS ns1.a.test.          its records: NS, A, AAAA, CNAME, DS (four words), TXT (one word)
 *     ! 192.0.2.2 silent              how an address behaves: see world_manners
 *
 * Each zone has a SOA.  Questions are answered in order, in reverse, or shuffled: the outcome must not
 * depend on it.
 */
enum { WORLD_MAX = 8192, WORLD_ADDRESSES_MAX = 64 };

enum world_manner {
	WORLD_GOOD,
	WORLD_SILENT,
	WORLD_DEAF,   /* silent to the first question only */
	WORLD_CLOSED, /* ICMP port unreachable */
	WORLD_REFUSE, /* REFUSED */
	WORLD_SERVFAIL,
	WORLD_UNAWARE,  /* an answer without AA */
	WORLD_UPWARD,   /* a referral to the root */
	WORLD_CUT,      /* a message that ends too early */
	WORLD_TRUNCATE, /* TC */
	WORLD_SELF,     /* a referral to the very zone that it serves */
	WORLD_STRAY,    /* glue for names outside of its zone in every reply */
	WORLD_MANNERS
};

static const char *const world_manners[WORLD_MANNERS] = {
	"good",    "silent", "deaf", "closed",   "refuse", "servfail",
	"unaware", "upward", "cut",  "truncate", "self",   "stray",
};

enum world_order { WORLD_FIFO, WORLD_LIFO, WORLD_SHUFFLED, WORLD_ORDERS };

struct world_zone {
	struct name apex;
	struct in_addr addresses[WORLD_ADDRESSES_MAX];
	size_t address_count;
};

struct world_record {
	const struct world_zone *zone;
	struct name owner;
	uint16_t type;
	const uint8_t *rdata;
	uint16_t rdata_size;
};

struct world_address {
	struct in_addr ip;
	enum world_manner manner;
	unsigned asked;
};

struct world_question {
	struct name_buffer qname;
	uint16_t qtype;
	const struct server *server;
	engine_done *done;
	void *user;
};

struct engine {
	struct arena *arena;
	struct world_zone *zones;
	size_t zone_count;
	struct world_zone *current; /* whose records are being read */
	struct world_record *records;
	size_t record_count;
	struct world_address addresses[WORLD_ADDRESSES_MAX];
	size_t address_count;
	struct world_question *queue;
	size_t queue_len;
	size_t queue_max; /* most questions on their way at once */
	enum world_order order;
	unsigned asked; /* all questions */
	unsigned seed;
};

static inline struct engine *world_new(struct arena *arena, enum world_order order)
{
	struct engine *world = arena_alloc(arena, sizeof(*world));

	world->arena = arena;
	world->order = order;
	world->seed = 7;
	world->zones = arena_array(arena, WORLD_MAX, sizeof(*world->zones));
	world->records = arena_array(arena, WORLD_MAX, sizeof(*world->records));
	world->queue = arena_array(arena, WORLD_MAX, sizeof(*world->queue));
	return world;
}

static inline struct name world_name(struct arena *arena, struct str text)
{
	struct name name = name_root;

	if (name_parse_new(arena, text, NULL, &name, NULL) != ERR_OK)
		abort();
	return name;
}

static inline struct world_address *world_address(struct engine *world, struct in_addr ip)
{
	struct world_address *address = world->addresses;

	while (address->ip.s_addr != ip.s_addr && address->ip.s_addr != 0)
		address++;
	address->ip = ip;
	return address;
}

static inline struct in_addr world_ip(struct arena *arena, struct str text)
{
	struct in_addr ip;

	if (inet_pton(AF_INET, str_cstr(arena, text), &ip) != 1)
		abort();
	return ip;
}

static inline void world_add_zone(struct engine *world, struct str rest)
{
	const struct name apex = world_name(world->arena, str_word(&rest));
	struct world_zone *zone = world->zones;

	while (zone->address_count > 0 && !name_equal(zone->apex, apex))
		zone++;
	world->current = zone;
	if (zone->address_count > 0)
		return;
	world->zone_count++;
	zone->apex = apex;
	for (struct str word = str_word(&rest); word.len > 0; word = str_word(&rest))
		zone->addresses[zone->address_count++] = world_ip(world->arena, word);
}

static inline void world_set_manner(struct engine *world, struct str rest)
{
	struct world_address *address =
		world_address(world, world_ip(world->arena, str_word(&rest)));
	const struct str word = str_word(&rest);

	for (unsigned i = 0; i < WORLD_MANNERS; i++) {
		if (str_equal(word, str_of(world_manners[i])))
			address->manner = (enum world_manner)i;
	}
}

static inline void world_add_record(struct engine *world, struct str line)
{
	struct world_record *record = &world->records[world->record_count++];
	const struct str owner = str_word(&line);
	const struct str type = str_word(&line);
	const struct str value = str_word(&line);

	record->zone = world->current;
	record->owner = world_name(world->arena, owner);
	if (type_parse(type, &record->type) != ERR_OK)
		abort();
	if (record->type == TYPE_A || record->type == TYPE_AAAA) {
		uint8_t ip[16];

		record->rdata_size = record->type == TYPE_A ? 4 : 16;
		if (inet_pton(record->type == TYPE_A ? AF_INET : AF_INET6,
			      str_cstr(world->arena, value), ip) != 1)
			abort();
		record->rdata = arena_copy(world->arena, ip, record->rdata_size);
	} else if (record->type == TYPE_NS || record->type == TYPE_CNAME) {
		const struct name target = world_name(world->arena, value);

		record->rdata = target.wire;
		record->rdata_size = (uint16_t)target.size;
	} else {
		record->rdata = (const uint8_t *)value.data;
		record->rdata_size = (uint16_t)value.len;
	}
}

static inline void world_load(struct engine *world, const char *text)
{
	struct str rest = str_of(str_cstr(world->arena, str_of(text)));

	while (rest.data != NULL) {
		struct str line = str_trim(str_cut(&rest, '\n'));

		if (str_has_prefix(line, str_of("@ "))) {
			world_add_zone(world, str_from(line, 2));
		} else if (str_has_prefix(line, str_of("! "))) {
			world_set_manner(world, str_from(line, 2));
		} else if (line.len > 0) {
			world_add_record(world, line);
		}
	}
}

static inline void world_put_record(struct reply *reply, enum section section,
				    const struct world_record *record)
{
	reply_put(reply, section, record->owner, record->type, record->rdata,
		  record->rdata_size);
}

/* The deepest zone of that address at or above the name. */
static inline const struct world_zone *world_zone_of(const struct engine *world,
						     struct in_addr ip, struct name name)
{
	const struct world_zone *best = NULL;

	for (size_t i = 0; i < world->zone_count; i++) {
		const struct world_zone *zone = &world->zones[i];

		for (size_t k = 0; k < zone->address_count; k++) {
			if (zone->addresses[k].s_addr == ip.s_addr &&
			    name_is_below(name, zone->apex) &&
			    (best == NULL || zone->apex.size > best->apex.size))
				best = zone;
		}
	}
	return best;
}

/* The owner of the NS set that delegates @name away from @zone, nearest to the apex. */
static inline const struct world_record *world_delegation(const struct engine *world,
							  const struct world_zone *zone,
							  struct name name)
{
	const struct world_record *best = NULL;

	for (size_t i = 0; i < world->record_count; i++) {
		const struct world_record *record = &world->records[i];

		if (record->zone == zone && record->type == TYPE_NS &&
		    !name_equal(record->owner, zone->apex) &&
		    name_is_below(name, record->owner) &&
		    (best == NULL || record->owner.size < best->owner.size))
			best = record;
	}
	return best;
}

static inline void world_put_glue(const struct engine *world, struct reply *reply,
				  const struct world_zone *zone,
				  const struct world_record *ns)
{
	for (size_t i = 0; i < world->record_count; i++) {
		const struct world_record *record = &world->records[i];
		const struct name target = { ns->rdata, ns->rdata_size };

		if (record->zone == zone && name_equal(record->owner, target) &&
		    (record->type == TYPE_A || record->type == TYPE_AAAA))
			world_put_record(reply, SECTION_ADDITIONAL, record);
	}
}

static inline void world_put_set(const struct engine *world, struct reply *reply,
				 enum section section, const struct world_zone *zone,
				 struct name owner, uint16_t type)
{
	for (size_t i = 0; i < world->record_count; i++) {
		const struct world_record *record = &world->records[i];

		if (record->zone == zone && record->type == type &&
		    name_equal(record->owner, owner))
			world_put_record(reply, section, record);
	}
}

static inline void world_put_all_glue(const struct engine *world, struct reply *reply,
				      const struct world_zone *zone, struct name owner)
{
	for (size_t i = 0; i < world->record_count; i++) {
		const struct world_record *record = &world->records[i];

		if (record->zone == zone && record->type == TYPE_NS &&
		    name_equal(record->owner, owner))
			world_put_glue(world, reply, zone, record);
	}
}

static inline bool world_exists(const struct engine *world, const struct world_zone *zone,
				struct name name)
{
	for (size_t i = 0; i < world->record_count; i++) {
		if (world->records[i].zone == zone &&
		    name_is_below(world->records[i].owner, name))
			return true;
	}
	return name_equal(name, zone->apex);
}

/* What a server with authority says. */
static inline void world_answer(const struct engine *world, struct reply *reply,
				const struct world_zone *zone,
				const struct world_question *question)
{
	const struct name owner = name_of(&question->qname);
	const struct world_record *cut = world_delegation(world, zone, owner);

	if (cut != NULL) {
		world_put_set(world, reply, SECTION_AUTHORITY, zone, cut->owner, TYPE_NS);
		world_put_set(world, reply, SECTION_AUTHORITY, zone, cut->owner, TYPE_DS);
		world_put_all_glue(world, reply, zone, cut->owner);
		return;
	}
	reply_flag(reply, FLAG_AA);
	world_put_set(world, reply, SECTION_ANSWER, zone, owner, TYPE_CNAME);
	world_put_set(world, reply, SECTION_ANSWER, zone, owner, question->qtype);
	if (wire_u16(reply->wire + 6) == 0) {
		if (!world_exists(world, zone, owner))
			reply_flag(reply, RCODE_NXDOMAIN);
		reply_put_soa(reply, SECTION_AUTHORITY, zone->apex, 1);
	} else if (question->qtype == TYPE_NS) {
		world_put_all_glue(world, reply, zone, owner);
	}
}

static inline void world_refer(struct reply *reply, struct name owner)
{
	static const uint8_t target[] = { 2, 'n', 's', 0 };

	reply_put(reply, SECTION_AUTHORITY, owner, TYPE_NS, target, sizeof(target));
}

static inline void world_misbehave(const struct engine *world, struct reply *reply,
				   const struct world_zone *zone,
				   const struct world_question *question,
				   enum world_manner manner)
{
	static const uint8_t stray[] = { 203, 0, 113, 66 };

	if (manner == WORLD_REFUSE || zone == NULL) {
		reply_flag(reply, RCODE_REFUSED);
	} else if (manner == WORLD_SERVFAIL) {
		reply_flag(reply, RCODE_SERVFAIL);
	} else if (manner == WORLD_UPWARD) {
		world_refer(reply, name_root);
	} else if (manner == WORLD_SELF) {
		world_refer(reply, zone->apex);
	} else {
		world_answer(world, reply, zone, question);
	}
	if (manner == WORLD_UNAWARE)
		reply->wire[2] &= (uint8_t) ~(FLAG_AA >> 8);
	if (manner == WORLD_TRUNCATE)
		reply_flag(reply, FLAG_TC);
	if (manner == WORLD_CUT)
		reply->size--;
	if (manner == WORLD_STRAY) {
		for (size_t i = 0; i < world->record_count; i++) {
			if (world->records[i].type == TYPE_NS) {
				reply_put(reply, SECTION_ADDITIONAL,
					  (struct name){ world->records[i].rdata,
							 world->records[i].rdata_size },
					  TYPE_A, stray, sizeof(stray));
			}
		}
	}
}

static inline void world_reply_to(struct engine *world,
				  const struct world_question *question)
{
	static struct reply reply;
	const struct in_addr ip = question->server->address.v4.sin_addr;
	struct world_address *address = world_address(world, ip);
	enum world_manner manner = address->manner;
	struct answer answer = { .server = question->server, .rtt_us = 1000 };

	reply_begin(&reply, 0);
	world->asked++;
	address->asked++;
	if (manner == WORLD_DEAF)
		address->manner = WORLD_GOOD;
	if (manner == WORLD_SILENT || manner == WORLD_DEAF || manner == WORLD_CLOSED) {
		answer.outcome =
			manner == WORLD_CLOSED ? OUTCOME_REFUSED : OUTCOME_TIMEOUT;
	} else {
		reply_put(&reply, SECTION_QUESTION, name_of(&question->qname),
			  question->qtype, NULL, 0);
		world_misbehave(world, &reply,
				world_zone_of(world, ip, name_of(&question->qname)),
				question, manner);
		answer.outcome = OUTCOME_REPLY;
		answer.wire = arena_copy(world->arena, reply.wire, reply.size);
		answer.size = reply.size;
	}
	question->done(question->user, &answer);
}

NODISCARD enum err engine_ask(struct engine *world, const struct ask *ask)
{
	struct world_question *question = &world->queue[world->queue_len++];

	if (world->queue_len > world->queue_max)
		world->queue_max = world->queue_len;
	if (world->queue_len == WORLD_MAX || ask->server_count != 1 ||
	    ask->query->flags != 0 || ask->policy->tries != 1)
		abort();
	memcpy(question->qname.wire, ask->query->qname.wire, ask->query->qname.size);
	question->qname.size = ask->query->qname.size;
	question->qtype = ask->query->qtype;
	question->server = ask->servers[0];
	question->done = ask->done;
	question->user = ask->user;
	return ERR_OK;
}

NODISCARD enum err engine_run(struct engine *world)
{
	while (world->queue_len > 0) {
		size_t at = 0;

		world->seed = world->seed * 1103515245 + 12345;
		if (world->order == WORLD_LIFO) {
			at = world->queue_len - 1;
		} else if (world->order == WORLD_SHUFFLED) {
			at = (world->seed >> 8) % world->queue_len;
		}

		const struct world_question question = world->queue[at];

		world->queue_len--;
		memmove(&world->queue[at], &world->queue[at + 1],
			(world->queue_len - at) * sizeof(question));
		world_reply_to(world, &question);
	}
	return ERR_OK;
}
