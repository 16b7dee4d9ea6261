#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "dns/message.h"
#include "dns/type.h"
#include "query/walk_parts.h"

struct walk_host *walk_host_of(struct walk *walk, struct name name)
{
	const struct str key = str_make((const char *)name.wire, name.size);
	struct walk_host *host = map_find(walk->hosts, key);

	if (host != NULL)
		return host;
	host = arena_alloc(walk->arena, sizeof(*host));
	host->walk = walk;
	host->name = name_copy(walk->arena, name);
	*map_slot(walk->hosts, str_make((const char *)host->name.wire, name.size)) = host;
	return host;
}

static void start(struct walk_host *host, struct walk_find *payer, unsigned depth,
		  uint16_t qtype)
{
	struct walk_lookup *lookup = &host->lookups[host->lookup_count++];

	*lookup = (struct walk_lookup){
		.walk = host->walk, .payer = payer, .host = host, .depth = depth
	};
	host->unfinished++;
	walk_lookup_start(lookup, host->name, qtype);
}

void walk_host_start(struct walk_host *host, struct walk_find *payer, unsigned depth)
{
	host->state = WALK_HOST_BUSY;
	payer->hosts++;
	host->lookup_count = 0;
	host->failure = WALK_OK;
	if (host->walk->options.has_v4)
		start(host, payer, depth, TYPE_A);
	if (host->walk->options.has_v6)
		start(host, payer, depth, TYPE_AAAA);
}

static void add(struct walk_host *host, const struct server *server)
{
	const struct walk_server found = { server, false };

	if (server == NULL || host->server_count == WALK_SERVERS_MAX)
		return;
	walk_add_server(host->walk, &host->servers, &host->server_count,
			&host->server_room, found);
}

void walk_host_add(struct walk_host *host, const struct walk_lookup *lookup,
		   const uint8_t *wire, size_t size)
{
	struct message_cursor cursor;
	struct message_rr rr;

	message_begin(&cursor, wire, size);
	while (message_next(&cursor, &rr)) {
		if (rr.section == SECTION_ANSWER && rr.type == lookup->qtype &&
		    rr.rr_class == CLASS_IN &&
		    name_equal_wire(wire, size, rr.offset, lookup->qname)) {
			add(host, walk_server_of(host->walk, rr.type, wire + rr.rdata,
						 rr.rdata_size, host->name));
		}
	}
}

/* A limit is the payer's, not the host's: another may try again. */
static void finish(struct walk_host *host)
{
	const bool is_short = host->server_count == 0 && host->failure == WALK_LIMIT;

	host->state = is_short ? WALK_HOST_IDLE : WALK_HOST_DONE;
	walk_want_tell(host);
}

void walk_host_ended(struct walk_host *host, const struct walk_lookup *lookup)
{
	host->unfinished--;
	if (lookup->failure != WALK_OK &&
	    (host->failure == WALK_OK || host->failure == WALK_NO_ADDRESS)) {
		host->failure = lookup->failure;
		host->why = lookup->why;
	}
	if (host->unfinished == 0) {
		finish(host);
		return;
	}
	for (unsigned i = 0; i < host->lookup_count; i++) {
		if (host->lookups[i].state == WALK_AT_CUT)
			walk_want_check(host->lookups[i].cut);
	}
}
