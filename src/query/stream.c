#include "query/stream.h"

#include <errno.h>
#include <stddef.h>

#include "base/random.h"
#include "dns/wire.h"
#include "query/core.h"
#include "query/flight.h"
#include "query/heap.h"
#include "query/lane_carrier.h"
#include "query/outcome.h"
#include "query/seal.h"
#include "query/stream_io.h"

enum { IDLE_US = 5000000 }; /* a connection without questions is closed after that */

static struct stream *stream_of(struct list *node)
{
	return (struct stream *)(void *)((char *)node - offsetof(struct stream, node));
}

static void idle_fire(struct wheel_timer *timer, void *user)
{
	struct stream *stream =
		(struct stream *)(void *)((char *)timer - offsetof(struct stream, idle));

	(void)user;
	stream_io_end(stream, OUTCOME_CLOSED, 0);
}

/* Before TLS or inside it; without TLS that is the same. */
static void head_add(struct stream *stream, const struct proxy_head *head)
{
	if (head->size == 0)
		return;
	if (head->is_plain) {
		link_set_head(&stream->link, head->bytes, head->size);
	} else {
		stream_io_add_raw(stream, head->bytes, head->size);
	}
}

static struct stream *stream_open(struct lane *lane, int *out_errno)
{
	struct engine *engine = lane->engine;
	net_socket handle = lane_carrier_socket(lane, true, out_errno);
	struct stream *stream;

	if (handle == NET_NONE)
		return NULL;
	stream = heap_new(sizeof(*stream));
	stream->engine = engine;
	stream->lane = lane;
	stream->handle = handle;
	link_init(&stream->link, engine->net, handle, lane->tls, &lane->remote);
	list_init(&stream->node);
	list_init(&stream->flying);
	wheel_timer_init(&stream->idle, idle_fire);
	head_add(stream, &lane->head);
	lane->stream = stream;
	engine->net->ops->local(engine->net, handle, &stream->local);
	stream_io_watch(stream);
	return stream;
}

static uint16_t id_choose(const struct stream *stream, const struct slot *slot)
{
	const struct idtable *ids = &stream->engine->ids;
	uint16_t id = slot->policy->id;

	if (slot->policy->has_id && idtable_find(ids, stream->handle, id) == NULL)
		return id;
	do {
		id = random_u16();
	} while (idtable_find(ids, stream->handle, id) != NULL);
	return id;
}

void stream_send(struct slot *slot)
{
	struct lane *lane = slot->lane;
	struct engine *engine = lane->engine;
	int system_errno = 0;
	struct stream *stream = lane->stream;

	if (stream == NULL)
		stream = stream_open(lane, &system_errno);
	if (stream == NULL) {
		flight_end(slot, outcome_of_errno(system_errno), system_errno);
		return;
	}
	slot->id = id_choose(stream, slot);
	if (seal_message(slot) != ERR_OK) {
		flight_end(slot, OUTCOME_LOCAL, EMSGSIZE);
		return;
	}
	slot->stream = stream;
	slot->is_innocent = false;
	slot->local = stream->local;
	idtable_add(&engine->ids, stream->handle, slot->id, slot);
	list_add(&stream->flying, &slot->peer);
	stream->waiting++;
	stream->asked++;
	wheel_clear(&stream->idle);
	stream_io_add(stream, slot->wire, slot->wire_size);
	list_add(&engine->unsent_streams, &stream->node);
	flight_sent(slot, engine->now_us);
}

bool stream_has_room(const struct lane *lane)
{
	return lane->stream == NULL || lane->stream_asks_max == 0 ||
	       lane->stream->asked < lane->stream_asks_max;
}

void stream_leave(struct slot *slot)
{
	struct stream *stream = slot->stream;
	const struct lane *lane = stream->lane;
	enum outcome outcome = slot_attempt(slot)->outcome;

	slot->stream = NULL;
	idtable_remove(&stream->engine->ids, stream->handle, slot->id);
	list_remove(&slot->peer);
	stream->waiting--;
	if (outcome == OUTCOME_REPLY)
		stream->answered++;
	if (stream->is_over || stream->waiting > 0)
		return;
	/* One that has served nobody or serves no more is closed at once, a good one after a while. */
	if (stream->answered == 0 || !stream_has_room(lane)) {
		stream_io_end(stream, OUTCOME_CLOSED, 0);
	} else {
		wheel_set(&stream->engine->wheel, &stream->idle,
			  stream->engine->now_us + IDLE_US);
	}
}

bool stream_is_shaking(const struct stream *stream)
{
	return link_is_shaking(&stream->link);
}

void stream_flush(struct engine *engine)
{
	struct list *node;

	while ((node = list_take(&engine->unsent_streams)) != NULL) {
		struct stream *stream = stream_of(node);

		if (!stream->is_blocked)
			stream_io_flush(stream);
	}
}

void stream_sweep(struct engine *engine)
{
	struct list *node;

	while ((node = list_take(&engine->hung_up)) != NULL) {
		struct stream *stream = stream_of(node);

		link_end(&stream->link);
		engine->net->ops->close(engine->net, stream->handle);
		engine->sockets--;
		heap_free(stream->in.data);
		heap_free(stream->out.data);
		heap_free(stream);
	}
}

void stream_close(struct lane *lane)
{
	if (lane->stream != NULL)
		stream_io_end(lane->stream, OUTCOME_CLOSED, 0);
}
