/*
 * A validation: 4 bytes of time, 2 of the type, 36 of a DS of the root (the anchor), then messages, each behind two
 * bytes of its size: the answer, whose question is judged, then the replies to what is asked, in order.
 */
#include "base/arena.h"
#include "dns/message.h"
#include "dns/wire.h"
#include "fuzz.h"
#include "query/anchor.h"
#include "query/validate.h"

enum { DS_SIZE = 36, HEAD_SIZE = 4 + 2 + DS_SIZE };

struct feed {
	const uint8_t *data;
	size_t size;
	unsigned asked;
};

static bool next_message(struct feed *feed, const uint8_t **out_wire, size_t *out_size)
{
	size_t size;

	if (feed->size < 2)
		return false;
	size = wire_u16(feed->data);
	feed->data += 2;
	feed->size -= 2;
	size = size < feed->size ? size : feed->size;
	*out_wire = feed->data;
	*out_size = size;
	feed->data += size;
	feed->size -= size;
	return true;
}

static void fetch(void *user, struct name zone, struct name qname, uint16_t qtype,
		  struct validate_reply *out_reply)
{
	struct feed *feed = user;

	(void)qtype;
	feed->asked++;
	FUZZ_CHECK(name_is_below(qname, zone));
	*out_reply = (struct validate_reply){ .why = "nothing is left" };
	(void)next_message(feed, &out_reply->wire, &out_reply->size);
}

static void check(const struct validate_result *result, const struct feed *feed)
{
	FUZZ_CHECK(result->status < VALIDATE_COUNT);
	FUZZ_CHECK(result->why != NULL);
	FUZZ_CHECK(result->questions == feed->asked);
	FUZZ_CHECK(result->questions <= VALIDATE_QUESTIONS_MAX);
	FUZZ_CHECK(result->verifications <= VALIDATE_VERIFICATIONS_MAX);
	if (result->status == VALIDATE_SECURE) {
		FUZZ_CHECK(result->verifications > 0);
		FUZZ_CHECK(result->first_to_expire != NULL);
	}
	for (size_t i = 0; i < result->step_count; i++) {
		const struct validate_step *step = &result->steps[i];

		FUZZ_CHECK(step->status < VALIDATE_COUNT && step->why != NULL);
		FUZZ_CHECK(result->status != VALIDATE_SECURE ||
			   step->status == VALIDATE_SECURE);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct anchor anchor = { .zone = name_root };
	const struct anchors anchors = { &anchor, 1 };
	struct feed feed = { .data = data + HEAD_SIZE };
	struct validate_options options = { .anchors = &anchors,
					    .fetch = fetch,
					    .user = &feed };
	struct validate_question question = { .qclass = 1 };
	struct validate_result result;
	struct message_cursor cursor;
	struct name_buffer qname;
	struct message_rr rr;
	const uint8_t *wire;
	struct arena *arena;
	size_t wire_size;

	if (size < HEAD_SIZE || dnssec_read_ds((struct dnssec_bytes){ data + 6, DS_SIZE },
					       &anchor.ds) != ERR_OK)
		return 0;
	feed.size = size - HEAD_SIZE;
	options.now_us = (uint64_t)wire_u32(data) * 1000000;
	question.qtype = wire_u16(data + 4);
	if (!next_message(&feed, &wire, &wire_size))
		return 0;
	message_begin(&cursor, wire, wire_size);
	if (!message_next(&cursor, &rr))
		return 0;
	message_owner(wire, wire_size, &rr, &qname);
	question.qname = name_of(&qname);
	arena = arena_new();
	validate_message(arena, &options, &question, wire, wire_size, &result);
	check(&result, &feed);
	arena_free(arena);
	return 0;
}
