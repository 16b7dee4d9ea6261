#include "query/link.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

#include "query/tls_pipe.h"

enum {
	RAW_SIZE = 16 * 1024 + 512, /* read from the network at once: a whole record */
	BACKLOG_MAX = 256 * 1024,   /* encrypted bytes that wait for the network */
};

void link_init(struct link *link, struct net *net, net_socket socket,
	       struct tls_context *tls, const union address *remote)
{
	*link = (struct link){ .net = net, .socket = socket };
	if (tls != NULL)
		link->tls = tls_pipe_new(tls, remote);
}

void link_set_head(struct link *link, const uint8_t *data, size_t size)
{
	assert(size <= sizeof(link->head));
	memcpy(link->head, data, size);
	link->head_size = size;
}

static bool has_head(const struct link *link)
{
	return link->head_sent < link->head_size;
}

/* Writes to the network; what it does not take now is for later. */
static ptrdiff_t net_write(struct link *link, const uint8_t *data, size_t size,
			   int *out_errno)
{
	ptrdiff_t sent =
		link->net->ops->write(link->net, link->socket, data, size, out_errno);

	link->has_sent |= sent > 0;
	return sent;
}

/* True when nothing is left of it. */
static bool head_flush(struct link *link, int *out_errno)
{
	while (has_head(link)) {
		ptrdiff_t sent = net_write(link, link->head + link->head_sent,
					   link->head_size - link->head_sent, out_errno);

		if (sent < 0)
			return false;
		link->head_sent += (size_t)sent;
	}
	return true;
}

/* Takes what TLS has for the peer to the network; true when nothing is left. */
static bool tls_flush(struct link *link, int *out_errno)
{
	const uint8_t *data;
	size_t size;

	while ((size = tls_pipe_peek(link->tls, &data)) > 0) {
		ptrdiff_t sent = net_write(link, data, size, out_errno);

		if (sent < 0)
			return false;
		tls_pipe_drop(link->tls, (size_t)sent);
	}
	return true;
}

/* A peer that goes away during the handshake has refused TLS, whatever way it went. */
static void note_end(struct link *link, bool is_reset)
{
	if (link->tls != NULL && !tls_pipe_is_ready(link->tls) && link->has_sent) {
		tls_pipe_fail(link->tls, TLS_FAULT_CLOSED,
			      is_reset ? "the server reset the connection during the "
					 "TLS handshake"
				       : "the server closed the connection during the "
					 "TLS handshake");
	}
}

static bool flush(struct link *link, int *out_errno)
{
	bool is_done = head_flush(link, out_errno) &&
		       (link->tls == NULL || tls_flush(link, out_errno));

	if (!is_done && !outcome_is_passing(*out_errno))
		note_end(link, true);
	return is_done;
}

/* The alert that tells the peer is sent if that can be done at once. */
static ptrdiff_t tls_failed(struct link *link, int *out_errno)
{
	int ignored = 0;

	if (link->has_sent)
		(void)flush(link, &ignored);
	*out_errno = EPROTO;
	return -1;
}

static ptrdiff_t tls_write(struct link *link, const uint8_t *data, size_t size,
			   int *out_errno)
{
	const uint8_t *waiting;
	enum tls_step step = tls_pipe_shake(link->tls);

	if (step == TLS_STEP_FAILED)
		return tls_failed(link, out_errno);
	if (!flush(link, out_errno) && !outcome_is_passing(*out_errno))
		return -1;
	*out_errno = EAGAIN;
	if (step != TLS_STEP_DONE || tls_pipe_peek(link->tls, &waiting) >= BACKLOG_MAX)
		return -1;
	size = size < BACKLOG_MAX ? size : BACKLOG_MAX;
	if (tls_pipe_write(link->tls, data, size) == TLS_STEP_FAILED)
		return tls_failed(link, out_errno);
	if (!flush(link, out_errno) && !outcome_is_passing(*out_errno))
		return -1;
	return (ptrdiff_t)size;
}

void link_end(struct link *link)
{
	int ignored = 0;

	if (link->tls == NULL)
		return;
	tls_pipe_close(link->tls);
	if (link->has_sent)
		(void)tls_flush(link, &ignored);
	tls_pipe_free(link->tls);
	link->tls = NULL;
}

ptrdiff_t link_write(struct link *link, const uint8_t *data, size_t size, int *out_errno)
{
	if (link->tls != NULL)
		return tls_write(link, data, size, out_errno);
	if (has_head(link) && !head_flush(link, out_errno))
		return -1;
	return net_write(link, data, size, out_errno);
}

/* Reads from the network into TLS; as read(2). */
static ptrdiff_t fetch(struct link *link, int *out_errno)
{
	uint8_t raw[RAW_SIZE];
	ptrdiff_t got = link->net->ops->read(link->net, link->socket, raw, sizeof(raw),
					     out_errno);

	if (got > 0) {
		tls_pipe_put(link->tls, raw, (size_t)got);
	} else if (got == 0 || !outcome_is_passing(*out_errno)) {
		note_end(link, got < 0);
	}
	return got;
}

static ptrdiff_t tls_read(struct link *link, uint8_t *data, size_t size, int *out_errno)
{
	for (;;) {
		size_t got = 0;
		ptrdiff_t fetched;

		switch (tls_pipe_read(link->tls, data, size, &got)) {
		case TLS_STEP_DONE:
			return (ptrdiff_t)got;
		case TLS_STEP_CLOSED:
			return 0;
		case TLS_STEP_FAILED:
			return tls_failed(link, out_errno);
		case TLS_STEP_WAIT:
			break;
		}
		if (!flush(link, out_errno) && !outcome_is_passing(*out_errno))
			return -1;
		fetched = fetch(link, out_errno);
		if (link_trouble(link) != NULL)
			return tls_failed(link, out_errno);
		if (fetched <= 0)
			return fetched;
	}
}

ptrdiff_t link_read(struct link *link, uint8_t *data, size_t size, int *out_errno)
{
	if (link->tls != NULL)
		return tls_read(link, data, size, out_errno);
	return link->net->ops->read(link->net, link->socket, data, size, out_errno);
}

bool link_advance(struct link *link, int *out_errno)
{
	return flush(link, out_errno) || outcome_is_passing(*out_errno);
}

bool link_has_rest(const struct link *link)
{
	return link->tls != NULL && tls_pipe_has_rest(link->tls);
}

unsigned link_events(const struct link *link, bool wants_write)
{
	const uint8_t *data;
	bool is_writable = wants_write;

	/* The handshake begins once the connection stands. */
	if (link->tls != NULL) {
		is_writable = !link->has_sent || has_head(link) ||
			      tls_pipe_peek(link->tls, &data) > 0;
	}
	return NET_READABLE | (is_writable ? NET_WRITABLE : 0U);
}

bool link_is_shaking(const struct link *link)
{
	return link->tls != NULL && link->has_sent && !tls_pipe_is_ready(link->tls);
}

void link_stall(struct link *link)
{
	if (link_is_shaking(link))
		tls_pipe_fail(link->tls, TLS_FAULT_STALLED, tls_fault_stalled);
}

enum outcome link_outcome(const struct link *link, int system_errno)
{
	return link_trouble(link) != NULL ? OUTCOME_TLS : outcome_of_errno(system_errno);
}

const struct tls_trouble *link_trouble(const struct link *link)
{
	const struct tls_trouble *trouble =
		link->tls == NULL ? NULL : tls_pipe_trouble(link->tls);

	return trouble == NULL || trouble->fault == TLS_FAULT_NONE ? NULL : trouble;
}
