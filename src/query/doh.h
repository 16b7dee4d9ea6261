#pragma once

#include <stdbool.h>

struct doh_site;
struct engine;
struct server;
struct slot;
struct tls_context;

/** Questions over HTTPS: one request each, all of a site over as few connections as may be.  Source: RFC 8484. */

/** Sends the attempt of a slot; what becomes of it is told later. */
void doh_send(struct slot *slot);

/** Takes an attempt that is over off the network. */
void doh_leave(struct slot *slot);

/** True while the TLS handshake of the attempt is under way. */
bool doh_is_shaking(const struct slot *slot);

/** Ends the attempts of a site whose requests are over. */
void doh_take(struct doh_site *site);

/** Lets libcurl do what it wants to do at once; attempts may end. */
void doh_work(struct engine *engine);

/** The site of a server, made when it is new; never NULL. */
struct doh_site *doh_find_site(struct engine *engine, const struct server *server,
			       struct tls_context *tls);

/** Frees all sites with their requests, when the engine is freed. */
void doh_drop_all(struct engine *engine);

/** Frees requests whose slots are settled. */
void doh_sweep(struct engine *engine);
