#include <arpa/inet.h>
#include <ctype.h>
#include <net/if.h>
#include <string.h>

#include "base/arena.h"
#include "base/num.h"
#include "query/server.h"

enum { PORT_TLS = 853, PORT_HTTPS = 443 };
enum { IP_TEXT_MAX = INET6_ADDRSTRLEN + IF_NAMESIZE }; /* with "%" and the scope */

struct scheme {
	struct str prefix;
	enum transport transport;
	uint16_t port; /* 0: the caller's default */
};

static const struct scheme schemes[] = {
	{ STR("udp://"), TRANSPORT_UDP, 0 },
	{ STR("tcp://"), TRANSPORT_TCP, 0 },
	{ STR("tls://"), TRANSPORT_TLS, PORT_TLS },
	{ STR("https://"), TRANSPORT_HTTPS, PORT_HTTPS },
	{ STR(""), TRANSPORT_UDP, 0 },
};

/* What was written, cut into its parts; data is NULL for a part that is not there. */
struct parts {
	struct str ip;
	struct str port;
	struct str path;
	struct str fragment; /* behind "#" */
};

/* The last row fits whatever the others do not. */
static const struct scheme *scheme_find(struct str text)
{
	size_t i = 0;

	while (!str_has_prefix_case(text, schemes[i].prefix))
		i++;
	return &schemes[i];
}

static struct str cut_at(struct str *text, char c)
{
	const ptrdiff_t at = str_find(*text, c);
	struct str tail = { NULL, 0 };

	if (at < 0)
		return tail;
	tail = str_from(*text, (size_t)at + 1);
	*text = str_upto(*text, (size_t)at);
	return tail;
}

/* An address with more than one colon and no bracket is IPv6 without a port. */
static enum err cut_host(struct str host, struct parts *parts)
{
	if (str_has_prefix(host, str_of("["))) {
		struct str rest = str_from(host, 1);
		const struct str tail = cut_at(&rest, ']');

		parts->ip = rest;
		if (tail.data == NULL || (tail.len > 0 && tail.data[0] != ':'))
			return ERR_SYNTAX;
		if (tail.len > 0)
			parts->port = str_from(tail, 1);
		return ERR_OK;
	}

	struct str before = host;
	const struct str after = cut_at(&before, ':');

	if (str_find(after, ':') >= 0) {
		parts->ip = host;
	} else {
		parts->ip = before;
		parts->port = after;
	}
	return ERR_OK;
}

static enum err parse_scope(const char *text, uint32_t *out_scope)
{
	uint32_t number = if_nametoindex(text);

	if (number == 0 && num_parse_u32(str_of(text), 1, UINT32_MAX, &number) != ERR_OK)
		return ERR_SYNTAX;
	*out_scope = number;
	return ERR_OK;
}

static enum err parse_ip(struct str ip, uint16_t port, union address *out_address)
{
	union address address = { .v4 = { .sin_family = AF_INET,
					  .sin_port = htons(port) } };
	char text[IP_TEXT_MAX];

	if (ip.len == 0 || ip.len >= sizeof(text) ||
	    memchr(ip.data, '\0', ip.len) != NULL)
		return ERR_SYNTAX;
	memcpy(text, ip.data, ip.len);
	text[ip.len] = '\0';
	if (inet_pton(AF_INET, text, &address.v4.sin_addr) == 1) {
		*out_address = address;
		return ERR_OK;
	}

	char *scope = strchr(text, '%');

	if (scope != NULL)
		*scope++ = '\0';
	address = (union address){ .v6 = { .sin6_family = AF_INET6,
					   .sin6_port = htons(port) } };
	if (inet_pton(AF_INET6, text, &address.v6.sin6_addr) != 1)
		return ERR_SYNTAX;
	if (scope != NULL && parse_scope(scope, &address.v6.sin6_scope_id) != ERR_OK)
		return ERR_NOT_FOUND;
	*out_address = address;
	return ERR_OK;
}

/* Letters, digits, hyphens and dots, with a letter among them. */
static bool looks_like_host(struct str text)
{
	bool has_letter = false;

	for (size_t i = 0; i < text.len; i++) {
		const unsigned char c = (unsigned char)text.data[i];

		if (!isalnum(c) && c != '-' && c != '_' && c != '.')
			return false;
		has_letter |= isalpha(c) != 0;
	}
	return has_letter;
}

static enum err parse_port(const struct parts *parts, uint16_t default_port,
			   uint16_t *out_port, const char **out_why)
{
	*out_port = default_port;
	if (parts->port.data == NULL ||
	    num_parse_u16(parts->port, 1, UINT16_MAX, out_port) == ERR_OK)
		return ERR_OK;
	*out_why = "the port must be a number from 1 to 65535";
	return ERR_RANGE;
}

static enum err parse_address(struct parts *parts, uint16_t port,
			      union address *out_address, const char **out_why)
{
	const enum err err = parse_ip(parts->ip, port, out_address);

	if (err == ERR_OK)
		return ERR_OK;
	if (err == ERR_NOT_FOUND) {
		*out_why = "what stands behind \"%\" must be a network interface";
		return ERR_SYNTAX;
	}
	if (looks_like_host(parts->ip)) {
		*out_why = "an IP address is wanted, not a host name";
		return ERR_UNSUPPORTED;
	}
	*out_why = "an IPv4 or IPv6 address is wanted, with \":port\" if need be "
		   "(IPv6 with a port in brackets)";
	return ERR_SYNTAX;
}

/* For UDP and TCP "#" stands before a port, as we print it; for TLS before a name. */
static enum err place_fragment(enum transport transport, struct parts *parts)
{
	if (parts->fragment.data == NULL)
		return ERR_OK;
	if (parts->fragment.len == 0)
		return ERR_SYNTAX;
	if (transport == TRANSPORT_TLS || transport == TRANSPORT_HTTPS)
		return ERR_OK;
	if (parts->port.data != NULL)
		return ERR_SYNTAX;
	parts->port = parts->fragment;
	parts->fragment = (struct str){ NULL, 0 };
	return ERR_OK;
}

static enum err cut_parts(struct str text, enum transport transport, struct parts *parts)
{
	parts->fragment = cut_at(&text, '#');

	const ptrdiff_t slash = str_find(text, '/');

	if (slash >= 0) {
		if (transport != TRANSPORT_HTTPS)
			return ERR_SYNTAX;
		parts->path = str_from(text, (size_t)slash);
		text = str_upto(text, (size_t)slash);
	}

	const enum err err = cut_host(text, parts);

	return err != ERR_OK ? err : place_fragment(transport, parts);
}

/* The certificate's name and the path: HTTPS has both by default, the rest has neither. */
static void fill_names(struct arena *arena, const struct parts *parts,
		       struct server *server)
{
	if (parts->fragment.data != NULL)
		server->tls_name = str_cstr(arena, parts->fragment);
	if (server->transport != TRANSPORT_HTTPS)
		return;
	if (server->tls_name == NULL)
		server->tls_name = str_cstr(arena, parts->ip);
	server->path = parts->path.len > 1 ? str_cstr(arena, parts->path) : "/dns-query";
}

/* A host in place of an address: its certificate must name it, so that who resolves it is not trusted. */
static enum err take_host(struct arena *arena, const struct parts *parts, uint16_t port,
			  struct server *server, const char **out_host)
{
	if (out_host == NULL || server->transport < TRANSPORT_TLS ||
	    !looks_like_host(parts->ip))
		return ERR_UNSUPPORTED;
	*out_host = str_cstr(arena, parts->ip);
	server->address.v4.sin_family = AF_INET;
	server->address.v4.sin_port = htons(port);
	if (parts->fragment.data == NULL)
		server->tls_name = *out_host;
	return ERR_OK;
}

enum err server_parse_named(struct arena *arena, struct str text, uint16_t default_port,
			    struct server **out_server, const char **out_host,
			    const char **out_why)
{
	const struct scheme *scheme = scheme_find(text);
	const struct str whole = text;
	struct parts parts = { 0 };
	struct server found = { .transport = scheme->transport };
	uint16_t port = 0;
	enum err err;

	if (memchr(text.data == NULL ? "" : text.data, '\0', text.len) != NULL) {
		*out_why = "a NUL byte has no place in an address";
		return ERR_SYNTAX;
	}
	text = str_from(text, scheme->prefix.len);
	if (cut_parts(text, found.transport, &parts) != ERR_OK) {
		*out_why = "wanted is \"address\", \"address:port\" or "
			   "\"[IPv6 address]:port\", with \"udp://\", \"tcp://\", "
			   "\"tls://\" or \"https://\" before it if need be";
		return ERR_SYNTAX;
	}
	err = parse_port(&parts, scheme->port != 0 ? scheme->port : default_port, &port,
			 out_why);
	if (err == ERR_OK)
		err = parse_address(&parts, port, &found.address, out_why);
	if (err == ERR_UNSUPPORTED)
		err = take_host(arena, &parts, port, &found, out_host);
	if (err != ERR_OK)
		return err;
	found.name = str_cstr(arena, whole);
	fill_names(arena, &parts, &found);
	*out_server = arena_alloc(arena, sizeof(**out_server));
	**out_server = found;
	return ERR_OK;
}

enum err server_parse(struct arena *arena, struct str text, uint16_t default_port,
		      struct server **out_server, const char **out_why)
{
	return server_parse_named(arena, text, default_port, out_server, NULL, out_why);
}
