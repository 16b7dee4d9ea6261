#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "query/doh_site.h"

struct slot;

/** A request that carries one message. */
struct doh_call {
	struct list node; /* first: of its site, or of the engine's finished ones */
	struct doh_site *site;
	CURL *easy;
	struct curl_slist *headers;
	struct curl_slist *way;
	uint8_t *body;
	size_t size;
	size_t room;
	bool is_too_large;
	bool is_shaking; /* TLS was begun for it */
	char error[CURL_ERROR_SIZE];
};

/** Hands the slot's message to libcurl; NULL when that does not take it. */
struct doh_call *doh_call_new(struct doh_site *site, const struct slot *slot);

/** Takes it off the network and frees it. */
void doh_call_free(struct doh_call *call);
