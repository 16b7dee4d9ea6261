#include "query/transfer.h"

#include <errno.h>
#include <stddef.h>

#include "base/random.h"
#include "query/core.h"
#include "query/heap.h"
#include "query/tls_context.h"
#include "query/tls_pipe.h"
#include "query/transfer_finish.h"

/*
 * 1. Connect, with TLS when it is a server over TLS; send the query with its length before it.
 * 2. Read whatever is there, then take whole messages out of it: servers hang up on slow readers.
 * 3. Hand each message on and let transfer_order judge it, until that says that it is over.
 */

enum { READS_MAX = 8 }; /* before the messages are taken */
#define TIME_MAX_US (UINT64_C(3600) * 1000 * 1000)

static void set_timer(struct transfer *transfer)
{
	const uint64_t wait_us = transfer_finish_now_us(transfer) +
				 (uint64_t)transfer->job.timeout_ms * 1000;
	const uint64_t end_us = transfer->start_us + TIME_MAX_US;

	wheel_set(&transfer->engine->wheel, &transfer->timer,
		  wait_us < end_us ? wait_us : end_us);
}

static void on_timer(struct wheel_timer *timer, void *user)
{
	struct transfer *transfer =
		(struct transfer *)(void *)((char *)timer -
					    offsetof(struct transfer, timer));
	const struct transfer_ending late = { TRANSFER_LIMIT, OUTCOME_REPLY, 0 };

	(void)user;
	if (transfer->open_errno != 0) {
		transfer_finish_broken(transfer, outcome_of_errno(transfer->open_errno),
				       transfer->open_errno);
	} else if (transfer_finish_now_us(transfer) - transfer->start_us >= TIME_MAX_US) {
		transfer_finish_say(transfer, "not over within an hour");
		transfer_finish(transfer, &late);
	} else {
		link_stall(&transfer->link);
		transfer_finish_broken(transfer, OUTCOME_TIMEOUT, 0);
	}
}

/* @fault  what is wrong with the signatures, or NULL */
static void finish_over(struct transfer *transfer, const char *fault)
{
	const struct transfer_ending ending = { fault == NULL ? transfer->order.end
							      : TRANSFER_TSIG,
						OUTCOME_REPLY, 0 };

	if (fault != NULL)
		transfer_finish_say(transfer, fault);
	transfer_finish(transfer, &ending);
}

/* True while more is wanted; else the transfer is gone. */
static bool take_messages(struct transfer *transfer)
{
	struct transfer_order *order = &transfer->order;
	const uint8_t *wire = NULL;
	const char *fault = NULL;
	size_t size = 0;

	while (transfer_frame_next(&transfer->frame, &wire, &size)) {
		fault = transfer_query_verify(&transfer->job, &transfer->tsig, wire, size,
					      transfer_finish_wall_us(transfer) /
						      1000000);
		transfer->last = wire;
		transfer->last_size = size;
		if (fault == NULL && transfer_order_read(order, wire, size))
			transfer->job.message(transfer->job.user, wire, size);
		if (fault == NULL && order->is_over)
			fault = transfer_query_end(&transfer->job, &transfer->tsig);
		if (fault != NULL || order->is_over) {
			finish_over(transfer, fault);
			return false;
		}
	}
	return true;
}

/* Reads what is there before any of it is taken; false when the transfer is gone. */
static bool receive(struct transfer *transfer)
{
	int system_errno = EAGAIN;
	ptrdiff_t got = 1;
	bool has_bytes = false;

	for (int i = 0; i < READS_MAX && got > 0; i++) {
		size_t room = 0;
		uint8_t *to = transfer_frame_reserve(&transfer->frame, &room);

		if (room == 0)
			break;
		got = link_read(&transfer->link, to, room, &system_errno);
		if (got > 0)
			transfer_frame_add(&transfer->frame, (size_t)got);
		has_bytes |= got > 0;
	}
	if (has_bytes)
		set_timer(transfer);
	if (!take_messages(transfer))
		return false;
	if (got > 0 || (got < 0 && outcome_is_passing(system_errno)))
		return true;
	transfer_finish_broken(transfer,
			       got == 0 ? OUTCOME_CLOSED : outcome_of_errno(system_errno),
			       got == 0 ? 0 : system_errno);
	return false;
}

/* Writes what the network takes; false when the transfer is gone. */
static bool write_on(struct transfer *transfer)
{
	int system_errno = 0;
	ptrdiff_t put = 0;

	if (!link_advance(&transfer->link, &system_errno)) {
		put = -1;
	} else if (transfer->query_sent < transfer->query_size) {
		put = link_write(&transfer->link, transfer->query + transfer->query_sent,
				 transfer->query_size - transfer->query_sent,
				 &system_errno);
	}
	if (put < 0 && !outcome_is_passing(system_errno)) {
		transfer_finish_broken(transfer, outcome_of_errno(system_errno),
				       system_errno);
		return false;
	}
	if (put > 0) {
		transfer->query_sent += (size_t)put;
		set_timer(transfer);
	}
	return true;
}

static void on_ready(void *user, net_socket socket, unsigned events);

static void watch(struct transfer *transfer)
{
	struct net *net = transfer->engine->net;
	bool wants_write = transfer->query_sent < transfer->query_size;
	unsigned events = link_events(&transfer->link, wants_write);

	/* In clear text nobody speaks before the question was sent. */
	if (wants_write && transfer->link.tls == NULL)
		events = NET_WRITABLE;
	if (events == transfer->events)
		return;
	transfer->events = events;
	net->ops->watch(net, transfer->handle, events, on_ready, transfer);
}

static void on_ready(void *user, net_socket socket, unsigned events)
{
	struct transfer *transfer = user;

	(void)socket;
	if ((events & NET_WRITABLE) != 0 && !write_on(transfer))
		return;
	if ((transfer->events & events & NET_READABLE) != 0) {
		do {
			if (!receive(transfer))
				return;
		} while (link_has_rest(&transfer->link));
		/* What was read may have ended a handshake. */
		if (!write_on(transfer))
			return;
	}
	watch(transfer);
}

static struct tls_context *tls_of(const struct transfer *transfer)
{
	const struct server *server = transfer->job.server;

	return server->transport == TRANSPORT_TLS
		       ? tls_context_of(&transfer->engine->tls_contexts, server)
		       : NULL;
}

static void open_stream(struct transfer *transfer)
{
	struct engine *engine = transfer->engine;
	const union address *source = server_family(transfer->job.server) == 4
					      ? &engine->options.source_v4
					      : &engine->options.source_v6;

	const struct proxy_head head = proxy_head_of(transfer->job.server->proxy, true);

	transfer->start_us = transfer_finish_now_us(transfer);
	transfer->start_wall_us = transfer_finish_wall_us(transfer);
	transfer->handle =
		engine->net->ops->open(engine->net, true, &transfer->job.server->address,
				       source, &transfer->open_errno);
	if (transfer->handle == NET_NONE) {
		wheel_set(&engine->wheel, &transfer->timer, transfer->start_us);
		return;
	}
	transfer->open_errno = 0;
	engine->sockets++;
	set_timer(transfer);
	link_init(&transfer->link, engine->net, transfer->handle, tls_of(transfer),
		  &transfer->job.server->address);
	if (head.is_plain)
		link_set_head(&transfer->link, head.bytes, head.size);
	if (transfer->link.tls != NULL)
		tls_pipe_require_alpn(transfer->link.tls);
	watch(transfer);
}

enum err transfer_start(struct engine *engine, const struct transfer_job *job)
{
	const enum transport transport = job->server->transport;
	const uint16_t id = random_u16();
	struct transfer *transfer;
	enum err err;

	if (transport == TRANSPORT_HTTPS)
		return ERR_UNSUPPORTED;
	transfer = heap_new(sizeof(*transfer));
	transfer->engine = engine;
	transfer->job = *job;
	err = transfer_query_make(job, id, transfer_finish_wall_us(transfer) / 1000000,
				  transfer->query, &transfer->query_size,
				  &transfer->tsig);
	if (err != ERR_OK) {
		heap_free(transfer);
		return err;
	}
	transfer_order_init(&transfer->order, job->query, id);
	wheel_timer_init(&transfer->timer, on_timer);
	guest_add(engine, &transfer->guest, transfer_finish_drop);
	open_stream(transfer);
	return ERR_OK;
}
