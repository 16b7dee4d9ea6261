#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "dns/build.h"
#include "query/proxy.h"

struct transfer_job;
struct tsig;

enum { TRANSFER_QUERY_MAX = PROXY_HEAD_MAX + 2 + BUILD_SIZE_MAX };

/**
 * Writes the job's query as it goes into the stream: a PROXY header when the server wants it there,
 * its length, then the message with @id, signed when the job has a key.
 *
 * @out_query  TRANSFER_QUERY_MAX bytes
 * @out_tsig   untouched without a key
 * Errors: ERR_LIMIT, ERR_SYSTEM where it cannot be signed.
 */
NODISCARD enum err transfer_query_make(const struct transfer_job *job, uint16_t id,
				       uint64_t wall_s, uint8_t *out_query,
				       size_t *out_size, struct tsig *out_tsig);

/** NULL when the next message is signed as it must be, or no key is used; else what is wrong. */
const char *transfer_query_verify(const struct transfer_job *job, struct tsig *tsig,
				  const uint8_t *wire, size_t size, uint64_t wall_s);

/** NULL when nothing came unsigned at the end, or no key is used; else what is wrong. */
const char *transfer_query_end(const struct transfer_job *job, const struct tsig *tsig);
