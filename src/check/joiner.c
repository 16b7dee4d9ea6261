#include "check/joiner.h"

#include <string.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/map.h"
#include "dns/wire.h"
#include "query/server.h"

enum { KEY_HEAD_MAX = 96, KEY_MAX = KEY_HEAD_MAX + NAME_SIZE_MAX };

struct joiner {
	struct arena *arena;
	struct joiner_options options;
	struct map *joints; /* key to struct joint */
	size_t count;
	size_t size;
};

/* What makes questions equal, as bytes. */
struct key {
	uint8_t data[KEY_MAX];
	size_t size;
};

struct joiner *joiner_new(const struct joiner_options *options)
{
	struct arena *arena = arena_new();
	struct joiner *joiner = arena_alloc(arena, sizeof(*joiner));

	joiner->arena = arena;
	joiner->options = *options;
	joiner->joints = map_new(arena);
	return joiner;
}

void joiner_free(struct joiner *joiner)
{
	if (joiner != NULL)
		arena_free(joiner->arena);
}

bool joiner_is_empty(const struct joiner *joiner)
{
	return joiner->count == 0;
}

static void put(struct key *key, const void *data, size_t size)
{
	memcpy(key->data + key->size, data, size);
	key->size += size;
}

static void put_u32(struct key *key, uint32_t number)
{
	wire_put_u32(key->data + key->size, number);
	key->size += sizeof(number);
}

static void put_server(struct key *key, const struct server *server)
{
	const union address *address = &server->address;

	put_u32(key, server_port(server));
	if (server_family(server) == 4) {
		put(key, &address->v4.sin_addr, sizeof(address->v4.sin_addr));
		return;
	}
	put(key, &address->v6.sin6_addr, sizeof(address->v6.sin6_addr));
	put_u32(key, address->v6.sin6_scope_id);
}

/* With TLS it matters whom the certificate must name, and with HTTPS what is asked there. */
static void put_demands(struct key *key, const struct server *server)
{
	const struct str parts[] = { str_of(server->tls_name), str_of(server->path) };

	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		uint64_t hash = map_hash(parts[i].data, parts[i].len);

		put_u32(key, (uint32_t)parts[i].len);
		put(key, &hash, sizeof(hash));
	}
}

/* The name comes last: it ends where the key ends. */
static void make_key(struct key *key, const struct server *server,
		     const struct build_query *query, const struct ask_policy *policy)
{
	enum transport transport = server->transport != TRANSPORT_UDP ? server->transport
								      : policy->transport;

	key->size = 0;
	put_u32(key, (uint32_t)transport << 8 | server_family(server));
	put_server(key, server);
	if (transport == TRANSPORT_TLS || transport == TRANSPORT_HTTPS)
		put_demands(key, server);
	put_u32(key, (uint32_t)query->qtype << 16 | query->qclass);
	put_u32(key, query->flags);
	put_u32(key, policy->timeout_ms);
	put_u32(key, policy->tries);
	for (size_t i = 0; i < query->qname.size; i++) {
		uint8_t byte = query->qname.wire[i];

		/* No length of a label is a capital letter. */
		key->data[key->size++] =
			byte >= 'A' && byte <= 'Z' ? (uint8_t)(byte | 0x20) : byte;
	}
}

static struct str str_of_key(const struct key *key)
{
	return str_make((const char *)key->data, key->size);
}

struct joint *joiner_find(struct joiner *joiner, const struct server *server,
			  const struct build_query *query,
			  const struct ask_policy *policy)
{
	struct joint *joint;
	struct key key;

	make_key(&key, server, query, policy);
	joint = map_find(joiner->joints, str_of_key(&key));
	return joint != NULL && !joint->is_forgotten ? joint : NULL;
}

struct joint *joiner_add(struct joiner *joiner, const struct server *server,
			 const struct build_query *query, const struct ask_policy *policy)
{
	struct joint *joint;
	struct key key;

	if (joiner->count == joiner->options.count_max)
		return NULL;
	joiner->count++;
	make_key(&key, server, query, policy);
	joint = arena_alloc(joiner->arena, sizeof(*joint));
	*map_slot(joiner->joints, str_copy(joiner->arena, str_of_key(&key))) = joint;
	return joint;
}

static size_t size_of(const struct answer *answer)
{
	return sizeof(*answer) + answer->size + answer->query_size +
	       answer->attempt_count * sizeof(*answer->attempts) +
	       DROPS_MAX * sizeof(*answer->drops);
}

void joiner_settle(struct joiner *joiner, struct joint *joint,
		   const struct answer *answer)
{
	size_t size = size_of(answer);

	if (size > joiner->options.size_max - joiner->size) {
		joint->is_forgotten = true;
		return;
	}
	joiner->size += size;
	joint->answer = answer_copy(joiner->arena, answer);
}
