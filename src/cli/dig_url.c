#include "cli/dig_url.h"

#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "cli/dig_asker.h"
#include "cli/dig_host.h"

bool dig_url_is(const struct dig_asker *asker, const char *text)
{
	return !asker->line->is_dig && strstr(text, "://") != NULL;
}

static void place(struct arena *arena, const struct server *server,
		  const struct server *found, const struct server **out_server)
{
	const union address *address = &found->address;

	*out_server = server_family(found) == 4
			      ? server_place(arena, server, &address->v4.sin_addr,
					     sizeof(address->v4.sin_addr))
			      : server_place(arena, server, &address->v6.sin6_addr,
					     sizeof(address->v6.sin6_addr));
}

enum err dig_url_find(struct dig_asker *asker, const char *text,
		      struct dig_target *out_target, const char **out_why)
{
	struct arena *arena = asker->line->arena;
	struct server *hosts[DIG_SERVERS_MAX];
	const char *host = NULL;
	struct server *server;
	size_t count = 1;
	enum err err = server_parse_named(arena, str_of(text), asker->line->globals.port,
					  &server, &host, out_why);

	if (err != ERR_OK)
		return ERR_SYNTAX;
	hosts[0] = server;
	*out_why = "not found";
	if (host != NULL)
		err = dig_host_find(asker, host, NULL, hosts, &count);
	if (err != ERR_OK)
		return err;
	out_target->servers = arena_array(arena, count, sizeof(struct server *));
	out_target->count = count;
	for (size_t i = 0; i < count; i++)
		place(arena, server, hosts[i], &out_target->servers[i]);
	return ERR_OK;
}

const struct server *dig_url_demand(struct dig_asker *asker,
				    const struct dig_lookup *lookup,
				    const struct server *server)
{
	const struct tls_profile *profile = &lookup->tls.profile;
	struct server *copy;

	/* A bare +tls wants nothing: the URL is held to as it is. */
	if (!lookup->tls.is_on || (!profile->is_verified && profile->pin_count == 0))
		return server;
	copy = arena_alloc(asker->scratch, sizeof(*copy));
	*copy = *server;
	copy->tls = profile;
	if (profile->name != NULL)
		copy->tls_name = NULL;
	return copy;
}
