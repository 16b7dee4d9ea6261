/*
 * A hostile DNS: each question of a walk is answered as the next bytes say.  Whatever they are, the walk
 * ends for each zone exactly once, within its bounds.
 */
#include <string.h>

#include "base/arena.h"
#include "dns/message.h"
#include "dns/type.h"
#include "dns/wire.h"
#include "fuzz.h"
#include "query/walk.h"

enum { QUEUE_MAX = 1 << 16, RECORDS_MAX = 8, MESSAGE_MAX = 4096, ZONES = 3 };

struct asked {
	struct name_buffer qname;
	uint16_t qtype;
	const struct server *server;
	engine_done *done;
	void *user;
};

struct engine {
	const uint8_t *data;
	size_t size;
	size_t at;
	struct asked queue[QUEUE_MAX];
	size_t count;
	size_t total;
};

static struct engine world;

/* The names that records are made of; 0 is the question's. */
static const struct name names[] = {
	{ (const uint8_t *)"", 1 },
	{ (const uint8_t *)"\1t", 3 },
	{ (const uint8_t *)"\1o", 3 },
	{ (const uint8_t *)"\1a\1t", 5 },
	{ (const uint8_t *)"\1b\1t", 5 },
	{ (const uint8_t *)"\1c\1o", 5 },
	{ (const uint8_t *)"\1n\1a\1t", 7 },
	{ (const uint8_t *)"\1n\1b\1t", 7 },
	{ (const uint8_t *)"\1n\1c\1o", 7 },
	{ (const uint8_t *)"\1m\1a\1t", 7 },
	{ (const uint8_t *)"\1m\1b\1t", 7 },
	{ (const uint8_t *)"\1x\1n\1a\1t", 9 },
	{ (const uint8_t *)"\1x\1n\1c\1o", 9 },
	{ (const uint8_t *)"\1T", 3 },
	{ (const uint8_t *)"\1A\1t", 5 },
	{ (const uint8_t *)"\1N\1b\1T", 7 },
};

enum { NAMES = sizeof(names) / sizeof(names[0]) };

static const uint16_t types[] = { TYPE_NS,  TYPE_A,  TYPE_AAAA, TYPE_CNAME,
				  TYPE_SOA, TYPE_DS, TYPE_NS,   TYPE_A };

/* Past the end, bytes are 0. */
static uint8_t next_byte(void)
{
	return world.at < world.size ? world.data[world.at++] : 0;
}

static struct name next_name(const struct asked *asked)
{
	const size_t index = next_byte() % (NAMES + 1);

	return index == NAMES ? name_of(&asked->qname) : names[index];
}

static size_t put_name(uint8_t *wire, struct name name)
{
	memcpy(wire, name.wire, name.size);
	return name.size;
}

static size_t put_rdata(uint8_t *wire, uint16_t type, const struct asked *asked)
{
	memset(wire, 0, 22);
	switch (type) {
	case TYPE_NS:
	case TYPE_CNAME:
		return put_name(wire, next_name(asked));
	case TYPE_A:
		wire[3] = next_byte();
		return 4;
	case TYPE_AAAA:
		wire[15] = next_byte();
		return 16;
	case TYPE_SOA:
		return 22;
	default:
		return next_byte() % 20;
	}
}

/* Section and type in one byte, then the owner, then what the type wants. */
static size_t put_record(uint8_t *wire, const struct asked *asked, unsigned *section)
{
	const uint8_t kind = next_byte();
	const uint16_t type = types[kind & 7];
	size_t at = put_name(wire, next_name(asked));
	size_t rdata_size;

	*section += (kind >> 3) & 3;
	if (*section > SECTION_ADDITIONAL)
		*section = SECTION_ADDITIONAL;
	wire_put_u16(wire + at, type);
	wire_put_u16(wire + at + 2, (kind & 0xe0) == 0xe0 ? CLASS_CH : CLASS_IN);
	wire_put_u32(wire + at + 4, 300);
	rdata_size = put_rdata(wire + at + 10, type, asked);
	wire_put_u16(wire + at + 8, (uint16_t)rdata_size);
	return at + 10 + rdata_size;
}

static size_t make_reply(uint8_t *wire, const struct asked *asked, uint8_t how)
{
	static const uint8_t rcodes[] = { RCODE_NOERROR, RCODE_NOERROR, RCODE_NXDOMAIN,
					  RCODE_REFUSED };
	const unsigned count = next_byte() % RECORDS_MAX;
	unsigned section = SECTION_ANSWER;
	size_t size = MESSAGE_HEADER_SIZE;

	memset(wire, 0, MESSAGE_HEADER_SIZE);
	wire_put_u16(wire + 2, (uint16_t)(FLAG_QR | ((how & 4) != 0 ? FLAG_AA : 0) |
					  ((how & 0xf8) == 0xf8 ? FLAG_TC : 0) |
					  rcodes[(how >> 3) & 3]));
	wire_put_u16(wire + 4, 1);
	size += put_name(wire + size, name_of(&asked->qname));
	wire_put_u16(wire + size, asked->qtype);
	wire_put_u16(wire + size + 2, CLASS_IN);
	size += 4;
	for (unsigned i = 0; i < count; i++) {
		uint8_t *number;

		size += put_record(wire + size, asked, &section);
		number = wire + 4 + 2 * (size_t)section;
		wire_put_u16(number, (uint16_t)(wire_u16(number) + 1));
	}
	return size;
}

static void reply_to(const struct asked *asked)
{
	static uint8_t wire[MESSAGE_MAX];
	const uint8_t how = next_byte();
	struct answer answer = { .outcome = OUTCOME_TIMEOUT };

	if ((how & 3) != 3) {
		answer.outcome = OUTCOME_REPLY;
		answer.wire = wire;
		answer.size = make_reply(wire, asked, how);
		if ((how & 0xe0) == 0xe0 && answer.size > 20)
			answer.size -= next_byte() % 20;
	}
	asked->done(asked->user, &answer);
}

NODISCARD enum err engine_ask(struct engine *engine, const struct ask *ask)
{
	struct asked *asked = &engine->queue[engine->count++];

	FUZZ_CHECK(engine->count < QUEUE_MAX);
	engine->total++;
	asked->qname.size = ask->query->qname.size;
	memcpy(asked->qname.wire, ask->query->qname.wire, asked->qname.size);
	asked->qtype = ask->query->qtype;
	asked->server = ask->servers[0];
	asked->done = ask->done;
	asked->user = ask->user;
	return ERR_OK;
}

static void run_world(void)
{
	while (world.count > 0) {
		const size_t at = next_byte() % world.count;
		const struct asked asked = world.queue[at];

		world.queue[at] = world.queue[--world.count];
		reply_to(&asked);
	}
}

static void count_done(void *user, const struct walk_zone *zone)
{
	unsigned *done = user;

	(*done)++;
	FUZZ_CHECK((zone->failure == WALK_OK) == (zone->why == NULL));
	FUZZ_CHECK(zone->failure != WALK_OK || zone->server_count > 0);
	FUZZ_CHECK(zone->server_count <= WALK_SERVERS_MAX);
	FUZZ_CHECK(zone->step_count <= WALK_QUESTIONS_MAX);
	for (size_t i = 0; i < zone->server_count; i++) {
		for (size_t k = 0; k < i; k++) {
			FUZZ_CHECK(!server_equal(zone->servers[i].server,
						 zone->servers[k].server));
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct ask_policy policy = { .timeout_ms = 1000, .tries = 2 };
	const struct name zones[ZONES] = { names[3], names[4], names[6] };
	struct arena *arena = arena_new();
	const struct server *roots[2];
	struct walk_options options = { .roots = roots,
					.root_count = 2,
					.port = 53,
					.has_v4 = true,
					.policy = &policy };
	unsigned done[ZONES] = { 0 };
	struct walk *walk = NULL;

	world.data = data;
	world.size = size;
	world.at = 0;
	world.count = 0;
	world.total = 0;
	for (uint8_t i = 0; i < 2; i++) {
		roots[i] =
			server_new(arena, (const uint8_t[]){ 192, 0, 2, i }, 4, 53, ".");
	}
	options.has_v6 = (next_byte() & 1) != 0;
	FUZZ_CHECK(walk_new(arena, &world, &options, &walk) == ERR_OK);
	for (size_t i = 0; i < ZONES; i++)
		FUZZ_CHECK(walk_find(walk, zones[i], count_done, &done[i]) == ERR_OK);
	run_world();
	for (size_t i = 0; i < ZONES; i++)
		FUZZ_CHECK(done[i] == 1);
	FUZZ_CHECK(world.total <= (size_t)ZONES * WALK_QUESTIONS_MAX);
	arena_free(arena);
	return 0;
}
