#pragma once

struct arena;

/**
 * The name that -x looks up: nibbles below ip6.arpa for an IPv6 address; all else is cut at its
 * dots and turned round below in-addr.arpa, whatever it is.
 */
const char *dig_reverse_name(struct arena *arena, const char *address);
