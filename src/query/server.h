#pragma once

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/str.h"

struct arena;
struct text;
struct proxy;
struct tls_profile;

enum transport {
	TRANSPORT_UDP,
	TRANSPORT_TCP,
	TRANSPORT_TLS,
	TRANSPORT_HTTPS,
	TRANSPORT_COUNT
};

/** An IPv4 or IPv6 address with port and, for link-local ones, scope id. */
union address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

/** Who is asked.  Lives in an arena; equal servers may be several objects. */
struct server {
	union address address;
	enum transport transport; /* what the user wrote; UDP when nothing was said */
	const char *
		name; /* a name server's domain name or what the user wrote; may be NULL */
	const char *
		tls_name; /* for TLS and HTTPS: the name in the certificate; NULL: unchecked */
	const char *path;          /* for HTTPS: "/dns-query"; else NULL */
	const char *unresolved;    /* the host has no address: why; NULL: it has one */
	const struct proxy *proxy; /* a PROXYv2 header goes first; NULL: none */
	bool is_http_get;          /* for HTTPS: GET in place of POST */
	bool is_http_plain;        /* for HTTPS: in clear text after all */
	const struct tls_profile
		*tls; /* for TLS and HTTPS; NULL: tls_profile_strict with tls_name */
};

/**
 * "192.0.2.1", "192.0.2.1:5353", "192.0.2.1#5353", "2001:db8::1", "[2001:db8::1]:53", "fe80::1%eth0", each
 * with "udp://" or "tcp://" before it; "tls://192.0.2.1" (port 853) and "https://192.0.2.1/path" (port 443,
 * "/dns-query" when no path is written), where "#name" at the end sets the certificate's name.
 *
 * @default_port  for UDP and TCP when none is written
 * @out_why       what was wanted; untouched on success
 * Errors: ERR_SYNTAX; ERR_RANGE for a port; ERR_UNSUPPORTED for a host name where an address is needed.
 */
NODISCARD enum err server_parse(struct arena *arena, struct str text,
				uint16_t default_port, struct server **out_server,
				const char **out_why);

/**
 * The same, but "tls://" and "https://" may have a host name in place of the address: *out_host, else
 * untouched.  The server's address has only its port then; server_place fills it.
 */
NODISCARD enum err server_parse_named(struct arena *arena, struct str text,
				      uint16_t default_port, struct server **out_server,
				      const char **out_host, const char **out_why);

/** A copy of the server at another address of 4 or 16 bytes, on the same port. */
struct server *server_place(struct arena *arena, const struct server *server,
			    const void *ip, size_t ip_size);

/** An address of 4 or 16 bytes and a port.  @name is borrowed as long as the server lives. */
struct server *server_new(struct arena *arena, const void *ip, size_t ip_size,
			  uint16_t port, const char *name);

/** "192.0.2.1#53", the form of findings and of dig. */
void server_print_address(struct text *text, const struct server *server);
/** The address without port. */
void server_print_ip(struct text *text, const struct server *server);
uint16_t server_port(const struct server *server);
/** 4 or 6. */
unsigned server_family(const struct server *server);
socklen_t server_address_size(const struct server *server);
/** Same family, address, port and scope. */
bool server_address_equal(const union address *a, const union address *b);
/** Same address, port, scope and transport; with TLS also the same demands on its certificate. */
bool server_equal(const struct server *a, const struct server *b);
bool server_is_loopback(const struct server *server);
/** True for IPv6 addresses of the Internet: not loopback, link-local, unique local or mapped IPv4. */
bool server_is_global_v6(const struct server *server);
/** "udp", "tcp", "tls", "https". */
const char *server_transport_name(enum transport transport);
