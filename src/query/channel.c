#include "query/channel.h"

#include <string.h>

/*
 * What the versions do, and what follows for us:
 * 1.18.1  scans, at each call, all queries whose deadline falls into the current second modulo 1,024:
 *         one of 800 s keeps queries that wait for up to 600 s out of its sight;
 *         reads one length or one body of a stream a call.
 * 1.34    takes no deadline over 5 s from a program built with old headers, and then ends the query
 *         on its own account: the owner of the ticket opens it again;
 *         reads one datagram a call, but a stream to its end;
 *         keeps a buffer of 64 KiB for each connection that has read something.
 */
enum {
	TIMEOUT_MS = 800000,
	COUNT_MAX = 900,             /* of 74 KiB each */
	COUNT_MAX_BUFFERED = 500,    /* of 120 KiB each */
	VERSION_BUFFERED = 0x012000, /* 1.32.0 */
};

enum err channel_new(const struct ares_socket_functions *hooks,
		     ares_sock_state_cb on_state, void *user, bool is_stream,
		     ares_channel *out_channel)
{
	static char lookups[] = "b";
	ares_channel channel = NULL;
	struct ares_options options;
	int mask = ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_NDOTS |
		   ARES_OPT_DOMAINS | ARES_OPT_LOOKUPS | ARES_OPT_SORTLIST |
		   ARES_OPT_SOCK_STATE_CB;

	memset(&options, 0, sizeof(options));
	options.flags = ARES_FLAG_NOCHECKRESP | ARES_FLAG_STAYOPEN | ARES_FLAG_IGNTC |
			(is_stream ? ARES_FLAG_USEVC : 0);
	options.timeout = TIMEOUT_MS;
	options.tries = 1;
	options.ndots = 1;
	options.lookups = lookups;
	options.sock_state_cb = on_state;
	options.sock_state_cb_data = user;
#ifdef ARES_OPT_QUERY_CACHE
	mask |= ARES_OPT_QUERY_CACHE;
	options.qcache_max_ttl = 0;
#endif
#ifdef ARES_OPT_MAXTIMEOUTMS
	mask |= ARES_OPT_MAXTIMEOUTMS;
	options.maxtimeout = TIMEOUT_MS;
#endif
	if (ares_init_options(&channel, &options, mask) != ARES_SUCCESS)
		return ERR_SYSTEM;
	ares_set_socket_functions(channel, hooks, user);
	*out_channel = channel;
	return ERR_OK;
}

enum err channel_aim(ares_channel channel, const union address *server)
{
	struct ares_addr_port_node node = { .next = NULL };

	node.family = server->any.sa_family;
	if (node.family == AF_INET) {
		node.addr.addr4 = server->v4.sin_addr;
		node.udp_port = ntohs(server->v4.sin_port);
	} else {
		memcpy(&node.addr.addr6, &server->v6.sin6_addr, sizeof(node.addr.addr6));
		node.udp_port = ntohs(server->v6.sin6_port);
	}
	node.tcp_port = node.udp_port;
	return ares_set_servers_ports(channel, &node) == ARES_SUCCESS ? ERR_OK
								      : ERR_SYSTEM;
}

void channel_free(ares_channel channel)
{
	if (channel != NULL)
		ares_destroy(channel);
}

const char *channel_version(void)
{
	return ares_version(NULL);
}

unsigned channel_count_max(void)
{
	int version = 0;

	ares_version(&version);
	return version < VERSION_BUFFERED ? COUNT_MAX : COUNT_MAX_BUFFERED;
}
