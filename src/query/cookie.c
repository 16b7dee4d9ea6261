#include "query/cookie.h"

#include <string.h>

#include "base/map.h"
#include "query/heap.h"

enum {
	SETS = 2048,    /* of WAYS entries each: 8,192 servers */
	WAYS = 4,       /* a new server takes the place of the oldest of its set */
	COOKIE_MIN = 16 /* with the shortest server cookie */
};

struct entry {
	union address server; /* family 0: free */
	struct cookie cookie;
	uint32_t age; /* smaller is older */
};

struct cookie_table {
	struct entry sets[SETS][WAYS];
	uint32_t clock;
	struct entry last; /* what cookie_for said, while it holds */
};

/* The address without port: a server's cookie is of its address (RFC 7873 section 4.1). */
struct subject {
	uint8_t purpose; /* keeps the hash apart from other uses of the secret */
	uint8_t address[16];
	uint32_t scope;
};

static uint64_t hash_of(uint8_t purpose, const union address *server)
{
	struct subject subject;

	memset(&subject, 0, sizeof(subject));
	subject.purpose = purpose;
	if (server->any.sa_family == AF_INET) {
		memcpy(subject.address, &server->v4.sin_addr, 4);
	} else {
		memcpy(subject.address, &server->v6.sin6_addr, 16);
		subject.scope = server->v6.sin6_scope_id;
	}
	return map_hash(&subject, sizeof(subject));
}

struct cookie_table *cookie_table_new(void)
{
	/* Zeroed pages cost nothing until a server is learnt. */
	return heap_new(sizeof(struct cookie_table));
}

void cookie_table_free(struct cookie_table *table)
{
	heap_free(table);
}

static const struct entry *entry_find(const struct cookie_table *table,
				      const union address *server)
{
	const struct entry *set = table->sets[hash_of('t', server) % SETS];

	for (unsigned i = 0; i < WAYS; i++) {
		if (set[i].server.any.sa_family != 0 &&
		    server_address_equal(&set[i].server, server))
			return &set[i];
	}
	return NULL;
}

/* A hash of the address under the process's secret, as RFC 7873 appendix A.1 has it. */
static void client_cookie(const union address *server, uint8_t *out_client)
{
	uint64_t hash = hash_of('c', server);

	memcpy(out_client, &hash, COOKIE_CLIENT_SIZE);
}

static void last_find(struct cookie_table *table, const union address *server)
{
	const struct entry *entry = entry_find(table, server);
	struct entry *last = &table->last;

	last->server = *server;
	if (entry != NULL) {
		last->cookie = entry->cookie;
	} else {
		client_cookie(server, last->cookie.data);
		last->cookie.size = COOKIE_CLIENT_SIZE;
	}
}

void cookie_for(struct cookie_table *table, const union address *server,
		struct cookie *out_cookie)
{
	if (table->last.server.any.sa_family == 0 ||
	    !server_address_equal(&table->last.server, server))
		last_find(table, server);
	*out_cookie = table->last.cookie;
}

/* The place for a server that is not in the table: a free one, or the oldest of its set. */
static struct entry *entry_place(struct cookie_table *table, const union address *server)
{
	struct entry *set = table->sets[hash_of('t', server) % SETS];
	struct entry *place = &set[0];

	for (unsigned i = 0; i < WAYS; i++) {
		if (set[i].server.any.sa_family != 0 &&
		    server_address_equal(&set[i].server, server))
			return &set[i];
		if (set[i].age < place->age)
			place = &set[i];
	}
	return place;
}

void cookie_learn(struct cookie_table *table, const union address *server,
		  const uint8_t *data, size_t size)
{
	if (size < COOKIE_MIN || size > COOKIE_SIZE_MAX)
		return;

	struct entry *place = entry_place(table, server);

	place->server = *server;
	place->age = ++table->clock;
	memcpy(place->cookie.data, data, size);
	place->cookie.size = (uint8_t)size;
	table->last.server.any.sa_family = 0;
}

enum cookie_verdict cookie_judge(const uint8_t *client, const uint8_t *data, size_t size)
{
	if (size != COOKIE_CLIENT_SIZE && (size < COOKIE_MIN || size > COOKIE_SIZE_MAX))
		return COOKIE_ABSENT;
	if (memcmp(client, data, COOKIE_CLIENT_SIZE) != 0)
		return COOKIE_WRONG;
	return size == COOKIE_CLIENT_SIZE ? COOKIE_BARE : COOKIE_GOOD;
}
