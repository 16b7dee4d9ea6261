#pragma once

#include <stdbool.h>
#include <stddef.h>

struct answer;
struct lookup;
struct lookup_page;
struct lookup_reply;
struct transfer_result;

/** What dig's full and short text say of what goes wrong; failures go to the context's err. */

/** The attempt at @index: that it failed, or why the next one was made. */
void lookup_trouble_attempt(struct lookup_page *page, const struct lookup *lookup,
			    const struct answer *answer, size_t index);

/** Messages of the attempt at @index that were no replies, and a reply whose cookie is not ours. */
void lookup_trouble_drops(struct lookup_page *page, const struct answer *answer,
			  size_t index);

/** ";; no servers could be reached"; dig leaves that out where TLS failed: @is_tls. */
void lookup_trouble_failure(struct lookup_page *page, bool is_tls);

/**
 * The warnings and errors of a malformed reply.  Returns false when nothing of it is to be shown,
 * which is dig's way with the worst of them.
 */
bool lookup_trouble_malformed(struct lookup_page *page, const struct lookup *lookup,
			      const struct lookup_reply *reply);

/** How a transfer failed; nothing when it did not. */
void lookup_trouble_transfer(struct lookup_page *page, const struct lookup *lookup,
			     const struct transfer_result *result);

/** A lookup that could not be asked; @why is a sentence. */
void lookup_trouble_fault(struct lookup_page *page, const char *why);
