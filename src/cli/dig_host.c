#include "cli/dig_host.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/str.h"
#include "cli/dig_asker.h"
#include "cli/dig_search.h"
#include "dns/message.h"
#include "dns/type.h"

enum { HOSTS_SIZE_MAX = 4 * 1024 * 1024 };

/* What is being found. */
struct search {
	struct dig_asker *asker;
	const char *host;
	const struct server *const *resolvers;
	size_t resolver_count;
	struct server **servers;
	size_t count;
};

static void add(struct search *search, const void *ip, size_t ip_size)
{
	const struct dig_globals *globals = &search->asker->line->globals;
	bool is_v6 = ip_size == sizeof(struct in6_addr);

	if (search->count >= DIG_SERVERS_MAX ||
	    (is_v6 ? globals->is_v4_only : globals->is_v6_only))
		return;
	search->servers[search->count++] = server_new(
		search->asker->line->arena, ip, ip_size, globals->port, search->host);
}

static void add_localhost(struct search *search)
{
	const struct in_addr v4 = { htonl(INADDR_LOOPBACK) };

	add(search, &v4, sizeof(v4));
	add(search, &in6addr_loopback, sizeof(in6addr_loopback));
}

/* One line of hosts(5): an address and its names. */
static void read_hosts_line(struct search *search, struct str line)
{
	struct str rest = str_cut(&line, '#');
	struct str address = str_word(&rest);
	char text[INET6_ADDRSTRLEN];
	struct in6_addr ip;
	size_t ip_size;

	if (address.len == 0 || address.len >= sizeof(text))
		return;
	memcpy(text, address.data, address.len);
	text[address.len] = '\0';
	if (inet_pton(AF_INET, text, &ip) == 1) {
		ip_size = sizeof(struct in_addr);
	} else if (inet_pton(AF_INET6, text, &ip) == 1) {
		ip_size = sizeof(struct in6_addr);
	} else {
		return;
	}
	for (struct str name = str_word(&rest); name.len > 0; name = str_word(&rest)) {
		if (str_equal_case(name, str_of(search->host))) {
			add(search, &ip, ip_size);
			return;
		}
	}
}

static void read_hosts(struct search *search)
{
	struct str data;

	if (file_read(search->asker->scratch, "/etc/hosts", HOSTS_SIZE_MAX, &data) !=
	    ERR_OK)
		return;
	while (data.data != NULL)
		read_hosts_line(search, str_cut(&data, '\n'));
}

static void add_answers(struct search *search, const struct answer *answer, uint16_t type)
{
	const size_t ip_size =
		type == TYPE_A ? sizeof(struct in_addr) : sizeof(struct in6_addr);
	struct message_cursor cursor;
	struct message_rr rr;

	message_begin(&cursor, answer->wire, answer->size);
	while (message_next(&cursor, &rr)) {
		if (rr.section == SECTION_ANSWER && rr.type == type &&
		    rr.rr_class == CLASS_IN && rr.rdata_size == ip_size)
			add(search, answer->wire + rr.rdata, ip_size);
	}
}

static enum err ask(struct search *search, struct name name, uint16_t type)
{
	struct dig_asker *asker = search->asker;
	const struct resolvconf *conf = asker->conf;
	const struct build_query query = {
		.qname = name,
		.qtype = type,
		.qclass = CLASS_IN,
		.flags = FLAG_RD,
		.edns = { .is_on = true, .udp_size = DIG_UDP_SIZE },
	};
	struct ask_policy policy = engine_policy_default;
	const struct answer *answer;

	policy.timeout_ms = conf->timeout_ms;
	policy.tries = conf->tries;
	answer = dig_asker_ask(asker, &query, search->resolvers, search->resolver_count,
			       &policy);
	if (answer == NULL)
		return ERR_SYSTEM;
	if (answer->wire != NULL)
		add_answers(search, answer, type);
	return ERR_OK;
}

static enum err ask_both(struct search *search, struct name name)
{
	const struct dig_globals *globals = &search->asker->line->globals;
	enum err err = ERR_OK;

	if (!globals->is_v6_only)
		err = ask(search, name, TYPE_A);
	if (err == ERR_OK && !globals->is_v4_only)
		err = ask(search, name, TYPE_AAAA);
	return err;
}

static enum err resolve(struct search *search)
{
	struct dig_asker *asker = search->asker;
	struct dig_search names;
	struct name name;
	const char *why;
	enum err err = ERR_OK;

	search->resolvers = asker->conf->servers;
	search->resolver_count = asker->conf->server_count;
	if (dig_search_init_host(&names, asker, search->host, &why) != ERR_OK)
		return ERR_NOT_FOUND;
	while (err == ERR_OK && search->count == 0 && dig_search_next(&names, &name))
		err = ask_both(search, name);
	return err;
}

static enum err resolve_by(struct search *search, const struct server *const *resolver)
{
	struct name_buffer name;

	search->resolvers = resolver;
	search->resolver_count = 1;
	if (name_parse(str_of(search->host), NULL, &name, NULL) != ERR_OK)
		return ERR_NOT_FOUND;
	return ask_both(search, name_of(&name));
}

enum err dig_host_find(struct dig_asker *asker, const char *host,
		       const struct server *resolver, struct server **out_servers,
		       size_t *out_count)
{
	static const struct str localhost = STR("localhost");
	struct search search = { .asker = asker, .host = host, .servers = out_servers };
	enum err err = ERR_OK;

	if (dig_asker_conf(asker) == NULL)
		return ERR_SYSTEM;
	read_hosts(&search);
	if (search.count == 0 && str_equal_case(str_of(host), localhost))
		add_localhost(&search);
	if (search.count == 0 && resolver != NULL)
		err = resolve_by(&search, &resolver);
	if (search.count == 0 && err == ERR_OK)
		err = resolve(&search);
	if (err == ERR_OK && search.count == 0)
		err = ERR_NOT_FOUND;
	if (err == ERR_OK)
		*out_count = search.count;
	return err;
}
