#include "query/slot.h"

#include <string.h>

#include "dns/wire.h"
#include "query/core.h"
#include "query/heap.h"

enum { BLOCK = 64 }; /* slots that are allocated together */

void slot_pool_init(struct slots *slots)
{
	*slots = (struct slots){ .blocks = NULL };
	list_init(&slots->free);
}

struct slot_sentence {
	struct slot_sentence *next;
	char text[];
};

static void sentences_free(struct slot *slot)
{
	while (slot->sentences != NULL) {
		struct slot_sentence *next = slot->sentences->next;

		heap_free(slot->sentences);
		slot->sentences = next;
	}
}

/* Gives back what a slot owns. */
static void slot_clear(struct slot *slot)
{
	sentences_free(slot);
	if (slot->wire != slot->wire_inline)
		heap_free(slot->wire);
	if (slot->attempts != slot->attempts_inline)
		heap_free(slot->attempts);
	heap_free(slot->options);
	heap_free(slot->kept.wire);
	trail_clear(&slot->trail);
	slot->wire = slot->wire_inline;
	slot->attempts = slot->attempts_inline;
	slot->attempt_room = SLOT_ATTEMPTS_INLINE;
	slot->options = NULL;
	slot->kept.wire = NULL;
}

void slot_pool_free(struct slots *slots)
{
	for (size_t i = 0; i < slots->block_count; i++) {
		for (size_t k = 0; k < BLOCK; k++)
			slot_clear(&slots->blocks[i][k]);
		heap_free(slots->blocks[i]);
	}
	heap_free(slots->blocks);
	slot_pool_init(slots);
}

static void pool_grow(struct slots *slots)
{
	struct slot *block = heap_array(BLOCK, sizeof(*block));
	uint32_t number = (uint32_t)(slots->block_count * BLOCK);

	slots->blocks = heap_resize(slots->blocks,
				    (slots->block_count + 1) * sizeof(struct slot *));
	slots->blocks[slots->block_count++] = block;
	for (uint32_t i = 0; i < BLOCK; i++) {
		struct slot *slot = &block[i];

		carrier_ticket_init(&slot->ticket, number + i);
		list_init(&slot->place);
		list_init(&slot->peer);
		list_init(&slot->out);
		slot->wire = slot->wire_inline;
		slot->attempts = slot->attempts_inline;
		slot->attempt_room = SLOT_ATTEMPTS_INLINE;
		list_add(&slots->free, &slot->place);
	}
}

struct slot *slot_take(struct slots *slots)
{
	if (list_is_empty(&slots->free))
		pool_grow(slots);

	struct slot *slot = slot_of_place(slots->free.next);

	list_remove(&slot->place);
	slots->used++;
	slot->server_index = 0;
	slot->badcookies = 0;
	slot->free_tries = 0;
	slot->first_us = 0;
	slot->lane = NULL;
	slot->attempt_count = 0;
	slot->drop_count = 0;
	slot->wire_size = 0;
	slot->reply = NULL;
	slot->reply_size = 0;
	slot->local.any.sa_family = 0;
	slot->is_cookie_good = false;
	return slot;
}

void slot_give(struct slots *slots, struct slot *slot)
{
	slot_clear(slot);
	/* The last one in is the first one out: its memory is warm. */
	list_add(slots->free.next, &slot->place);
	slots->used--;
}

struct slot *slot_find(const struct slots *slots, uint32_t number)
{
	if (number >= slots->block_count * BLOCK)
		return NULL;
	return &slots->blocks[number / BLOCK][number % BLOCK];
}

void slot_set_wire(struct slot *slot, const uint8_t *data, size_t size)
{
	if (slot->wire != slot->wire_inline)
		heap_free(slot->wire);
	slot->wire = size <= SLOT_WIRE_INLINE ? slot->wire_inline : heap_new(size);
	memcpy(slot->wire, data, size);
	slot->wire_size = size;
}

static void attempts_grow(struct slot *slot)
{
	size_t room = slot->attempt_room * 2;
	bool is_inline = slot->attempts == slot->attempts_inline;
	struct attempt *more =
		heap_resize(is_inline ? NULL : slot->attempts, room * sizeof(*more));

	if (is_inline)
		memcpy(more, slot->attempts_inline, sizeof(slot->attempts_inline));
	slot->attempts = more;
	slot->attempt_room = room;
}

struct attempt *slot_add_attempt(struct slot *slot)
{
	if (slot->attempt_count == slot->attempt_room &&
	    slot->attempt_count < ATTEMPTS_MAX)
		attempts_grow(slot);
	if (slot->attempt_count < ATTEMPTS_MAX)
		slot->attempt_count++;

	struct attempt *attempt = slot_attempt(slot);

	*attempt = (struct attempt){ .server = NULL };
	return attempt;
}

void slot_explain(struct slot *slot, enum tls_fault fault, int code, const char *why)
{
	struct attempt *attempt = slot_attempt(slot);
	size_t size = strlen(why) + 1;
	struct slot_sentence *sentence = heap_new(sizeof(*sentence) + size);

	memcpy(sentence->text, why, size);
	sentence->next = slot->sentences;
	slot->sentences = sentence;
	attempt->tls_fault = fault;
	attempt->tls_code = code;
	attempt->why = sentence->text;
}

void slot_keep_reply(struct slot *slot)
{
	heap_free(slot->kept.wire);
	slot->kept = (struct slot_reply){
		.wire = heap_copy(slot->reply, slot->reply_size),
		.size = slot->reply_size,
		.attempt = *slot_attempt(slot),
		.local = slot->local,
		.is_cookie_good = slot->is_cookie_good,
	};
}

void slot_note_step(struct slot *slot, struct trail_step step, const uint8_t *wire,
		    size_t size)
{
	const struct engine *engine;

	if (slot->lane == NULL || !slot->policy->is_trail_kept)
		return;
	engine = slot->lane->engine;
	step.attempt = slot->attempt_count - 1;
	step.wall_us = engine->now_us + engine->wall_us;
	step.local = slot->local;
	trail_add(&slot->trail, &step, wire, size);
}

void slot_note_drop(struct slot *slot, enum drop_reason reason, const uint8_t *wire,
		    size_t size)
{
	const struct trail_step step = { .is_dropped = true, .reason = reason };

	if (slot->drop_count < DROPS_MAX) {
		slot->drops[slot->drop_count] = (struct drop){
			.reason = reason,
			.id_wanted = slot->id,
			.id_got = size >= 2 ? wire_u16(wire) : 0,
			.size = (uint16_t)(size < UINT16_MAX ? size : UINT16_MAX),
		};
	}
	slot->drop_count++;
	slot_note_step(slot, step, wire, size);
}
