#include "query/stream_io.h"

#include <errno.h>
#include <string.h>

#include "dns/message.h"
#include "dns/wire.h"
#include "query/attempt.h"
#include "query/core.h"
#include "query/flight.h"
#include "query/heap.h"
#include "query/outcome.h"
#include "query/tls_verify.h"

enum {
	LENGTH_SIZE = 2,
	ROOM_FIRST = 4096,
	READS_MAX = 4, /* reads before other sockets have their turn */
};

static void bytes_reserve(struct stream_bytes *bytes, size_t room)
{
	size_t larger = bytes->room == 0 ? ROOM_FIRST : bytes->room;

	if (room <= bytes->room)
		return;
	while (larger < room)
		larger *= 2;
	bytes->data = heap_resize(bytes->data, larger);
	bytes->room = larger;
}

static void bytes_drop(struct stream_bytes *bytes, size_t size)
{
	bytes->used -= size;
	memmove(bytes->data, bytes->data + size, bytes->used);
}

void stream_io_add(struct stream *stream, const uint8_t *wire, size_t size)
{
	struct stream_bytes *out = &stream->out;

	bytes_reserve(out, out->used + LENGTH_SIZE + size);
	wire_put_u16(out->data + out->used, (uint16_t)size);
	memcpy(out->data + out->used + LENGTH_SIZE, wire, size);
	out->used += LENGTH_SIZE + size;
}

void stream_io_add_raw(struct stream *stream, const uint8_t *data, size_t size)
{
	struct stream_bytes *out = &stream->out;

	bytes_reserve(out, out->used + size);
	memcpy(out->data + out->used, data, size);
	out->used += size;
}

static void explain(struct slot *slot, const struct tls_trouble *trouble)
{
	if (trouble != NULL)
		slot_explain(slot, trouble->fault, trouble->verify_code, trouble->why);
}

void stream_io_end(struct stream *stream, enum outcome outcome, int system_errno)
{
	struct lane *lane = stream->lane;
	struct engine *engine = stream->engine;
	struct list *node;
	bool is_innocent;

	if (stream->is_over)
		return;
	stream->is_over = true;
	lane->stream = NULL;
	wheel_clear(&stream->idle);
	/*
	 * A peer that closes after some answers is asked that many at once from now on, and one that
	 * closes on the first question one: that question may be to blame, those behind it are not.
	 */
	if (outcome == OUTCOME_CLOSED &&
	    (stream->answered > 0 ? stream->waiting > 0 : stream->waiting > 1))
		lane->stream_asks_max = stream->answered > 0 ? stream->answered : 1;
	is_innocent = stream->answered > 0;
	while ((node = list_take(&stream->flying)) != NULL) {
		struct slot *slot = slot_of_peer(node);

		if (outcome == OUTCOME_TLS)
			explain(slot, link_trouble(&stream->link));
		slot->is_innocent = is_innocent;
		is_innocent = true;
		flight_end(slot, outcome, system_errno);
	}
	list_add(&engine->hung_up, &stream->node);
	if (lane->carrier != NULL) {
		carrier_hang_up(lane->carrier);
		list_add(&engine->busy, &lane->busy);
	}
	lane_freed(lane);
}

/* The errno of a TLS fault is none of the system's. */
static void end_broken(struct stream *stream, int system_errno)
{
	enum outcome outcome = link_outcome(&stream->link, system_errno);

	stream_io_end(stream, outcome, outcome == OUTCOME_TLS ? 0 : system_errno);
}

static void message_take(struct stream *stream, const uint8_t *wire, size_t size)
{
	struct engine *engine = stream->engine;
	struct slot *slot = idtable_find(&engine->ids, stream->handle, wire_u16(wire));

	if (slot != NULL) {
		flight_judge(slot, wire, size);
		return;
	}
	engine->stats.drops[DROP_ID]++;
	if (stream->waiting == 1) {
		slot_note_drop(slot_of_peer(stream->flying.next), DROP_ID, wire, size);
	}
}

/* Takes the whole messages that were read; false when the framing is broken. */
static bool messages_take(struct stream *stream)
{
	struct stream_bytes *in = &stream->in;
	size_t at = 0;

	while (in->used - at >= LENGTH_SIZE) {
		size_t length = wire_u16(in->data + at);

		if (length < MESSAGE_HEADER_SIZE)
			return false;
		if (in->used - at - LENGTH_SIZE < length)
			break;
		message_take(stream, in->data + at + LENGTH_SIZE, length);
		at += LENGTH_SIZE + length;
	}
	/* What was taken is borrowed until the questions are settled. */
	attempt_settle(stream->engine);
	bytes_drop(in, at);
	return true;
}

/* Reads once; false when there is no more for now. */
static bool read_once(struct stream *stream)
{
	struct net *net = stream->engine->net;
	struct stream_bytes *in = &stream->in;
	size_t want = LENGTH_SIZE;
	int system_errno = 0;
	ptrdiff_t got;

	if (in->used >= LENGTH_SIZE)
		want += wire_u16(in->data);
	bytes_reserve(in, want > ROOM_FIRST ? want : ROOM_FIRST);
	got = link_read(&stream->link, in->data + in->used, in->room - in->used,
			&system_errno);
	stream->engine->now_us = net->ops->now_us(net);
	if (got > 0) {
		in->used += (size_t)got;
		if (!messages_take(stream))
			stream_io_end(stream, OUTCOME_MALFORMED, 0);
		return true;
	}
	if (got == 0) {
		stream_io_end(stream, OUTCOME_CLOSED, 0);
	} else if (!outcome_is_passing(system_errno)) {
		end_broken(stream, system_errno);
	}
	return false;
}

void stream_io_flush(struct stream *stream)
{
	struct stream_bytes *out = &stream->out;

	while (!stream->is_over && stream->out_sent < out->used) {
		int system_errno = 0;
		ptrdiff_t sent = link_write(&stream->link, out->data + stream->out_sent,
					    out->used - stream->out_sent, &system_errno);

		if (sent >= 0) {
			stream->out_sent += (size_t)sent;
		} else if (system_errno == EAGAIN) {
			stream->is_blocked = true;
			stream_io_watch(stream);
			return;
		} else if (system_errno != EINTR) {
			end_broken(stream, system_errno);
		}
	}
	out->used = 0;
	stream->out_sent = 0;
}

/* Goes on writing; what TLS still has for the peer goes first. */
static void write_on(struct stream *stream)
{
	int system_errno = 0;

	if (!link_advance(&stream->link, &system_errno)) {
		end_broken(stream, system_errno);
	} else if (stream->is_blocked) {
		stream->is_blocked = false;
		stream_io_flush(stream);
	}
}

static void on_ready(void *user, net_socket handle, unsigned events)
{
	struct stream *stream = user;
	bool goes_on = true;

	(void)handle;
	if ((events & NET_WRITABLE) != 0)
		write_on(stream);
	for (unsigned i = 0; goes_on && !stream->is_over &&
			     (i < READS_MAX || link_has_rest(&stream->link));
	     i++)
		goes_on = read_once(stream);
	/* What was read may have ended a handshake. */
	if (!stream->is_over && stream->link.tls != NULL)
		write_on(stream);
	if (!stream->is_over)
		stream_io_watch(stream);
	attempt_settle(stream->engine);
}

void stream_io_watch(struct stream *stream)
{
	struct net *net = stream->engine->net;
	unsigned events = link_events(&stream->link, stream->is_blocked);

	if (events == stream->events)
		return;
	stream->events = events;
	net->ops->watch(net, stream->handle, events, on_ready, stream);
}
