#include "query/transfer.h"

#include <errno.h>
#include <stddef.h>

#include "base/random.h"
#include "query/core.h"
#include "query/guest.h"
#include "query/heap.h"
#include "query/outcome.h"
#include "query/transfer_frame.h"
#include "query/transfer_order.h"
#include "query/transfer_query.h"
#include "query/transfer_words.h"
#include "query/tsig.h"

/*
 * 1. Connect; send the query with its length before it.
 * 2. Read whatever is there, then take whole messages out of it: servers hang up on slow readers.
 * 3. Hand each message on and let transfer_order judge it, until that says that it is over.
 */

enum { READS_MAX = 8 }; /* before the messages are taken */
#define TIME_MAX_US (UINT64_C(3600) * 1000 * 1000)

struct transfer {
	struct guest guest; /* first: the engine drops it through this */
	struct engine *engine;
	struct transfer_job job; /* its query is gone */
	net_socket handle;
	uint8_t query[TRANSFER_QUERY_MAX];
	size_t query_size;
	size_t query_sent;
	struct transfer_frame frame;
	struct transfer_order order;
	struct wheel_timer timer;
	uint64_t start_us;
	uint64_t start_wall_us;
	int open_errno;   /* the system would not open the socket */
	struct tsig tsig; /* when the job has a key */
};

/* How a transfer ends that did not come to the end of its records. */
struct ending {
	enum transfer_end end;
	enum outcome outcome;
	int system_errno;
};

static uint64_t now_us(const struct transfer *transfer)
{
	struct net *net = transfer->engine->net;

	return net->ops->now_us(net);
}

static uint64_t now_wall_us(const struct transfer *transfer)
{
	struct net *net = transfer->engine->net;

	return net->ops->wall_us(net);
}

static void hang_up(struct transfer *transfer)
{
	struct net *net = transfer->engine->net;

	wheel_clear(&transfer->timer);
	list_remove(&transfer->guest.node);
	if (transfer->handle != NET_NONE) {
		net->ops->close(net, transfer->handle);
		transfer->engine->sockets--;
	}
}

static void transfer_free(struct transfer *transfer)
{
	transfer_frame_free(&transfer->frame);
	tsig_end(&transfer->tsig);
	heap_free(transfer);
}

static void drop(struct guest *guest)
{
	struct transfer *transfer = (struct transfer *)(void *)guest;

	hang_up(transfer);
	transfer_free(transfer);
}

static void finish(struct transfer *transfer, const struct ending *ending)
{
	const struct transfer_order *order = &transfer->order;
	const struct transfer_result result = {
		.end = ending->end,
		.rcode = order->rcode,
		.outcome = ending->outcome,
		.system_errno = ending->system_errno,
		.why = order->why[0] == '\0' ? NULL : order->why,
		.server = transfer->job.server,
		.start_wall_us = transfer->start_wall_us,
		.rtt_us = (uint32_t)(now_us(transfer) - transfer->start_us),
		.messages = order->messages,
		.records = order->records,
		.bytes = order->bytes,
		.serial = order->serial,
		.is_incremental = order->is_incremental,
	};

	hang_up(transfer);
	transfer->job.done(transfer->job.user, &result);
	transfer_free(transfer);
}

static void say(struct transfer *transfer, const char *what)
{
	bool is_sent = transfer->query_sent == transfer->query_size;

	transfer_words_say(&transfer->order, &transfer->frame, is_sent, what);
}

static void finish_broken(struct transfer *transfer, enum outcome outcome,
			  int system_errno)
{
	const struct ending ending = { outcome == OUTCOME_TIMEOUT ? TRANSFER_TIMEOUT
								  : TRANSFER_CUT,
				       outcome, system_errno };

	say(transfer, answer_outcome_text(outcome));
	finish(transfer, &ending);
}

static void set_timer(struct transfer *transfer)
{
	const uint64_t wait_us =
		now_us(transfer) + (uint64_t)transfer->job.timeout_ms * 1000;
	const uint64_t end_us = transfer->start_us + TIME_MAX_US;

	wheel_set(&transfer->engine->wheel, &transfer->timer,
		  wait_us < end_us ? wait_us : end_us);
}

static void on_timer(struct wheel_timer *timer, void *user)
{
	struct transfer *transfer =
		(struct transfer *)(void *)((char *)timer -
					    offsetof(struct transfer, timer));
	const struct ending late = { TRANSFER_LIMIT, OUTCOME_REPLY, 0 };

	(void)user;
	if (transfer->open_errno != 0) {
		finish_broken(transfer, outcome_of_errno(transfer->open_errno),
			      transfer->open_errno);
	} else if (now_us(transfer) - transfer->start_us >= TIME_MAX_US) {
		say(transfer, "not over within an hour");
		finish(transfer, &late);
	} else {
		finish_broken(transfer, OUTCOME_TIMEOUT, 0);
	}
}

/* @fault  what is wrong with the signatures, or NULL */
static void finish_over(struct transfer *transfer, const char *fault)
{
	const struct ending ending = { fault == NULL ? transfer->order.end
						     : TRANSFER_TSIG,
				       OUTCOME_REPLY, 0 };

	if (fault != NULL)
		say(transfer, fault);
	finish(transfer, &ending);
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
					      now_wall_us(transfer) / 1000000);
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

static void receive(struct transfer *transfer)
{
	struct net *net = transfer->engine->net;
	int system_errno = EAGAIN;
	ptrdiff_t got = 1;

	for (int i = 0; i < READS_MAX && got > 0; i++) {
		size_t room = 0;
		uint8_t *to = transfer_frame_reserve(&transfer->frame, &room);

		if (room == 0)
			break;
		got = net->ops->read(net, transfer->handle, to, room, &system_errno);
		if (got > 0)
			transfer_frame_add(&transfer->frame, (size_t)got);
	}
	set_timer(transfer);
	if (!take_messages(transfer) || got > 0)
		return;
	if (got == 0) {
		finish_broken(transfer, OUTCOME_CLOSED, 0);
	} else if (!outcome_is_passing(system_errno)) {
		finish_broken(transfer, outcome_of_errno(system_errno), system_errno);
	}
}

static void on_readable(void *user, net_socket socket, unsigned events)
{
	(void)socket;
	(void)events;
	receive(user);
}

static void on_writable(void *user, net_socket socket, unsigned events)
{
	struct transfer *transfer = user;
	struct net *net = transfer->engine->net;
	int system_errno = 0;
	const ptrdiff_t put = net->ops->write(
		net, socket, transfer->query + transfer->query_sent,
		transfer->query_size - transfer->query_sent, &system_errno);

	(void)events;
	if (put < 0 && !outcome_is_passing(system_errno)) {
		finish_broken(transfer, outcome_of_errno(system_errno), system_errno);
		return;
	}
	if (put > 0) {
		transfer->query_sent += (size_t)put;
		set_timer(transfer);
	}
	if (transfer->query_sent == transfer->query_size)
		net->ops->watch(net, socket, NET_READABLE, on_readable, transfer);
}

static void open_stream(struct transfer *transfer)
{
	struct engine *engine = transfer->engine;
	const union address *source = server_family(transfer->job.server) == 4
					      ? &engine->options.source_v4
					      : &engine->options.source_v6;

	transfer->start_us = now_us(transfer);
	transfer->start_wall_us = now_wall_us(transfer);
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
	engine->net->ops->watch(engine->net, transfer->handle, NET_WRITABLE, on_writable,
				transfer);
}

enum err transfer_start(struct engine *engine, const struct transfer_job *job)
{
	const enum transport transport = job->server->transport;
	const uint16_t id = random_u16();
	struct transfer *transfer;
	enum err err;

	if (transport == TRANSPORT_TLS || transport == TRANSPORT_HTTPS)
		return ERR_UNSUPPORTED;
	transfer = heap_new(sizeof(*transfer));
	transfer->engine = engine;
	transfer->job = *job;
	err = transfer_query_make(job, id, now_wall_us(transfer) / 1000000,
				  transfer->query, &transfer->query_size,
				  &transfer->tsig);
	if (err != ERR_OK) {
		heap_free(transfer);
		return err;
	}
	transfer_order_init(&transfer->order, job->query, id);
	wheel_timer_init(&transfer->timer, on_timer);
	guest_add(engine, &transfer->guest, drop);
	open_stream(transfer);
	return ERR_OK;
}
