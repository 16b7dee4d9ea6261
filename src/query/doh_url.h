#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct server;
struct text;

/**
 * Adds the URL that a server over HTTPS is asked at: scheme, host, port and path.  The host is what its
 * certificate must name, since servers choose by it, else its name, else its address.
 */
void doh_url_print(struct text *text, const struct server *server);

/** Adds "?dns=" (or "&dns=") and the message in base64url.  Source: RFC 8484 section 4.1. */
void doh_url_add_query(struct text *text, const uint8_t *wire, size_t size);

/** Adds "::ADDRESS:PORT": whatever the URL says, this is where to connect to. */
void doh_url_print_way(struct text *text, const struct server *server);
