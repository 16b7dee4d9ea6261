#include "cli/dig_target.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/text.h"
#include "cli/dig_asker.h"
#include "cli/dig_host.h"
#include "cli/dig_route.h"
#include "cli/dig_url.h"

enum { TARGET_SERVERS_MAX = 64 };

/* An IPv6 address with "%eth0" or "%2" behind it. */
static bool parse_scope(const char *text, struct in6_addr *ip, uint32_t *out_scope)
{
	const char *percent = strchr(text, '%');
	char address[INET6_ADDRSTRLEN];
	size_t len = percent == NULL ? strlen(text) : (size_t)(percent - text);

	if (len >= sizeof(address))
		return false;
	memcpy(address, text, len);
	address[len] = '\0';
	*out_scope = percent == NULL ? 0 : if_nametoindex(percent + 1);
	return inet_pton(AF_INET6, address, ip) == 1 &&
	       (percent == NULL || *out_scope != 0);
}

/* An address in any form that inet_aton or inet_pton reads; NULL for a host name. */
static struct server *parse_literal(struct dig_asker *asker, const char *text)
{
	const struct dig_globals *globals = &asker->line->globals;
	struct in6_addr v6;
	struct in_addr v4;
	uint32_t scope;
	struct server *server;

	if (inet_aton(text, &v4) == 1) {
		return server_new(asker->line->arena, &v4, sizeof(v4), globals->port,
				  text);
	}
	if (!parse_scope(text, &v6, &scope))
		return NULL;
	server = server_new(asker->line->arena, &v6, sizeof(v6), globals->port, text);
	server->address.v6.sin6_scope_id = scope;
	return server;
}

/* A line of a batch file is skipped; a command line ends. */
static bool say_not_found(struct dig_asker *asker, const char *text, const char *why)
{
	if (asker->is_batch) {
		(void)fprintf(asker->line->err,
			      "couldn't get address for '%s': %s: skipping lookup\n",
			      text, why);
		return false;
	}
	return dig_line_fatal(asker->line, DIG_EXIT_USAGE,
			      "couldn't get address for '%s': %s", text, why);
}

/* A name is asked for once a run. */
struct dig_found {
	const struct dig_server *written;
	struct dig_target target;
	const struct dig_found *before;
};

static const struct dig_target *find_known(const struct dig_asker *asker,
					   const struct dig_server *written)
{
	for (const struct dig_found *at = asker->found; at != NULL; at = at->before) {
		if (at->written == written)
			return &at->target;
	}
	return NULL;
}

static void remember(struct dig_asker *asker, const struct dig_server *written,
		     const struct dig_target *target)
{
	struct dig_found *found = arena_alloc(asker->line->arena, sizeof(*found));

	*found = (struct dig_found){ written, *target, asker->found };
	asker->found = found;
}

static bool find(struct dig_asker *asker, const struct dig_server *written,
		 struct dig_target *out_target)
{
	struct server *servers[DIG_SERVERS_MAX];
	const char *text = written->text;
	const char *why = "";
	size_t count = 1;
	enum err err = ERR_OK;

	if (dig_url_is(asker, text)) {
		err = dig_url_find(asker, text, out_target, &why);
		return err == ERR_OK ||
		       (err != ERR_SYSTEM && say_not_found(asker, text, why));
	}
	servers[0] = parse_literal(asker, text);
	if (servers[0] != NULL && server_family(servers[0]) == 6 &&
	    asker->line->globals.is_v4_only)
		return say_not_found(asker, text, "address family not supported");
	if (servers[0] == NULL) {
		err = text[0] == '\0' ? ERR_NOT_FOUND
				      : dig_host_find(asker, text, NULL, servers, &count);
	}
	if (err == ERR_NOT_FOUND)
		return say_not_found(asker, text, "not found");
	if (err != ERR_OK)
		return false;
	out_target->servers =
		arena_array(asker->line->arena, count, sizeof(struct server *));
	out_target->count = count;
	for (size_t i = 0; i < count; i++)
		out_target->servers[i] = servers[i];
	return true;
}

bool dig_target_find(struct dig_asker *asker, const struct dig_server *written,
		     struct dig_target *out_target)
{
	const struct dig_target *known = find_known(asker, written);

	if (known != NULL) {
		*out_target = *known;
		return true;
	}
	if (!find(asker, written, out_target))
		return false;
	remember(asker, written, out_target);
	return true;
}

bool dig_target_find_all(struct dig_asker *asker)
{
	struct dig_target target;

	for (const struct dig_lookup *lookup = asker->line->first; lookup != NULL;
	     lookup = lookup->next) {
		for (const struct dig_server *at = lookup->servers; at != NULL;
		     at = at->before) {
			if (!dig_target_find(asker, at, &target))
				return false;
		}
	}
	return true;
}

/* With IPv6 only, an IPv4 address is no use. */
static bool is_usable(struct dig_asker *asker, const struct server *server)
{
	const struct dig_globals *globals = &asker->line->globals;
	const struct in6_addr *v6 = &server->address.v6.sin6_addr;
	char buffer[INET6_ADDRSTRLEN + IF_NAMESIZE];
	struct text ip;

	if (server_family(server) == 6 && !IN6_IS_ADDR_V4MAPPED(v6))
		return !globals->is_v4_only;
	if (server_family(server) == 4 && !globals->is_v6_only)
		return true;
	text_init(&ip, buffer, sizeof(buffer));
	server_print_ip(&ip, server);
	dig_asker_say(asker, ";; Skipping mapped address '%s%s'",
		      server_family(server) == 4 ? "::ffff:" : "", ip.data);
	return false;
}

static void add(struct dig_asker *asker, struct dig_target *target,
		const struct dig_target *more)
{
	for (size_t i = 0; i < more->count && target->count < TARGET_SERVERS_MAX; i++) {
		if (is_usable(asker, more->servers[i]))
			target->servers[target->count++] = more->servers[i];
	}
}

/* The list of a lookup runs backwards. */
static bool add_written(struct dig_asker *asker, const struct dig_server *last,
			struct dig_target *target)
{
	const struct dig_server *order[TARGET_SERVERS_MAX];
	size_t count = 0;
	struct dig_target found = { .count = 0 };

	for (; last != NULL && count < TARGET_SERVERS_MAX; last = last->before)
		order[count++] = last;
	while (count-- > 0) {
		if (!dig_target_find(asker, order[count], &found))
			return false;
		add(asker, target, &found);
	}
	return true;
}

/* resolv.conf's servers, on the port of -p. */
static bool add_configured(struct dig_asker *asker, struct dig_target *target)
{
	const struct resolvconf *conf = dig_asker_conf(asker);
	struct dig_target configured;

	if (conf == NULL)
		return false;
	configured.count = conf->server_count;
	configured.servers =
		arena_array(asker->scratch, conf->server_count, sizeof(struct server *));
	for (size_t i = 0; i < conf->server_count; i++) {
		configured.servers[i] = dig_route_on_port(asker, conf->servers[i],
							  asker->line->globals.port);
	}
	add(asker, target, &configured);
	return true;
}

bool dig_target_of(struct dig_asker *asker, const struct dig_lookup *lookup,
		   struct dig_target *out_target)
{
	struct dig_target target = {
		.servers = arena_array(asker->scratch, TARGET_SERVERS_MAX,
				       sizeof(struct server *)),
	};

	if (lookup->servers != NULL ? !add_written(asker, lookup->servers, &target)
				    : !add_configured(asker, &target))
		return false;
	for (size_t i = 0; i < target.count; i++)
		target.servers[i] = dig_route_of(asker, lookup, target.servers[i]);
	*out_target = target;
	return true;
}
