#include "query/transfer_query.h"

#include <string.h>

#include "dns/wire.h"
#include "query/transfer.h"
#include "query/tsig.h"

enum { LENGTH_SIZE = 2 };

enum err transfer_query_make(const struct transfer_job *job, uint16_t id, uint64_t wall_s,
			     uint8_t *out_query, size_t *out_size, struct tsig *out_tsig)
{
	const struct proxy_head head = proxy_head_of(job->server->proxy, true);
	size_t head_size = head.is_plain ? 0 : head.size;
	uint8_t *message = out_query + head_size + LENGTH_SIZE;
	size_t size = 0;
	enum err err = build_message(job->query, message, BUILD_SIZE_MAX, &size);

	if (err != ERR_OK)
		return err;
	wire_put_u16(message, id);
	if (job->tsig != NULL) {
		err = tsig_sign(job->tsig, message, &size, BUILD_SIZE_MAX, wall_s,
				out_tsig);
	}
	memcpy(out_query, head.bytes, head_size);
	wire_put_u16(out_query + head_size, (uint16_t)size);
	*out_size = head_size + LENGTH_SIZE + size;
	if (err == ERR_OK && job->made != NULL)
		job->made(job->user, message, size);
	return err;
}

const char *transfer_query_verify(const struct transfer_job *job, struct tsig *tsig,
				  const uint8_t *wire, size_t size, uint64_t wall_s)
{
	enum tsig_status status;

	if (job->tsig == NULL)
		return NULL;
	status = tsig_verify(tsig, wire, size, wall_s);
	if (status == TSIG_GOOD || status == TSIG_UNSIGNED_YET)
		return NULL;
	return tsig_status_text(status);
}

const char *transfer_query_end(const struct transfer_job *job, const struct tsig *tsig)
{
	return job->tsig == NULL || tsig_is_complete(tsig)
		       ? NULL
		       : "the last message is not signed";
}
