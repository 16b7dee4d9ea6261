#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/str.h"
#include "query/server.h"

enum { PROXY_HEAD_MAX = 52 }; /* bytes: the fixed part, two IPv6 addresses, two ports */

/** What a PROXYv2 header tells a server of the client.  Source: haproxy's proxy-protocol.txt, section 2.2. */
struct proxy {
	bool is_local;        /* LOCAL: the connection is the proxy's own; no addresses */
	bool is_plain;        /* with TLS: before the handshake, not inside */
	union address source; /* both of one family */
	union address target;
};

/** A header as it goes out. */
struct proxy_head {
	uint8_t size; /* 0: none */
	bool is_plain;
	uint8_t bytes[PROXY_HEAD_MAX];
};

/**
 * "ADDRESS[#PORT]-ADDRESS[#PORT]"; ports are 0 and 53 when they are not written.
 * @out_why  dig's words for what is wrong
 * Errors: ERR_SYNTAX; ERR_RANGE for a port.
 */
NODISCARD enum err proxy_parse(struct str text, struct proxy *out_proxy,
			       const char **out_why);

/** The header for streams or datagrams; @proxy NULL: none. */
struct proxy_head proxy_head_of(const struct proxy *proxy, bool is_stream);

bool proxy_head_equal(const struct proxy_head *a, const struct proxy_head *b);
