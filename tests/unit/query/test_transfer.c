#include <malloc.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/str.h"
#include "query/core.h"
#include "query/transfer.h"
#include "reply.h"
#include "script.h"

enum { LENGTH_SIZE = 2, TIMEOUT_MS = 2000 };

static const struct name zone = { (const uint8_t *)"\4zone", 6 };

/* The peer's side: messages with the id of the query, a few bytes at a time. */
struct peer {
	struct script *script;
	const char
		*stream; /* "7" is a SOA, "a" a record, "|" ends a message; see story */
	size_t piece;    /* bytes at a time */
	size_t cut;      /* bytes left out at the end */
	uint8_t data[4096];
	size_t size;
	size_t at;
};

struct run {
	struct arena *arena;
	struct script script;
	struct peer peer;
	struct engine *engine;
	const struct server *server;
	struct transfer_result result;
	char why[256];
	unsigned done_count;
	size_t message_count;
	size_t bytes;
};

static uint16_t id_of(const struct script *script)
{
	return wire_u16(script->sent + LENGTH_SIZE);
}

static void add_message(struct peer *peer, const struct reply *reply)
{
	wire_put_u16(peer->data + peer->size, (uint16_t)reply->size);
	memcpy(peer->data + peer->size + LENGTH_SIZE, reply->wire, reply->size);
	peer->size += LENGTH_SIZE + reply->size;
}

static void write_stream(struct peer *peer)
{
	static const uint8_t ip[] = { 192, 0, 2, 1 };
	static struct reply reply;
	struct str rest = str_of(peer->stream);

	while (rest.data != NULL) {
		struct str message = str_cut(&rest, '|');

		reply_begin(&reply, id_of(peer->script));
		reply_put(&reply, SECTION_QUESTION, zone, TYPE_AXFR, NULL, 0);
		for (struct str word = str_word(&message); word.len > 0;
		     word = str_word(&message)) {
			if (word.data[0] == 'a') {
				reply_put(&reply, SECTION_ANSWER, zone, TYPE_A, ip, 4);
			} else if (word.data[0] == 'r') {
				reply_flag(&reply, RCODE_REFUSED);
			} else {
				reply_put_soa(&reply, SECTION_ANSWER, zone,
					      (uint32_t)(word.data[0] - '0'));
			}
		}
		add_message(peer, &reply);
	}
	peer->size -= peer->cut;
}

static size_t give(void *user, uint8_t *data, size_t room)
{
	struct peer *peer = user;
	size_t size = room;

	if (peer->size == 0 && peer->stream != NULL)
		write_stream(peer);
	if (size > peer->size - peer->at)
		size = peer->size - peer->at;
	if (peer->piece > 0 && size > peer->piece)
		size = peer->piece;
	memcpy(data, peer->data + peer->at, size);
	peer->at += size;
	return size;
}

static void on_message(void *user, const uint8_t *wire, size_t size)
{
	struct run *run = user;

	assert_int_equal(wire_u16(wire), id_of(&run->script));
	run->message_count++;
	run->bytes += size;
}

static void on_done(void *user, const struct transfer_result *result)
{
	struct run *run = user;

	run->result = *result;
	run->why[0] = '\0';
	if (result->why != NULL)
		strncpy(run->why, result->why, sizeof(run->why) - 1);
	run->done_count++;
}

static void begin(struct run *run, const char *stream)
{
	static const uint8_t ip[] = { 192, 0, 2, 1 };
	const struct engine_options options = { .in_flight_max = 10 };

	*run = (struct run){ .arena = arena_new() };
	script_init(&run->script);
	run->script.give = give;
	run->script.user = &run->peer;
	run->peer.script = &run->script;
	run->peer.stream = stream;
	run->server = server_new(run->arena, ip, sizeof(ip), 53, "ns.");
	assert_int_equal(engine_new(&options, &run->script.net, &run->engine), ERR_OK);
}

static struct transfer_job job_of(struct run *run)
{
	static const struct build_query query = { .qname = { (const uint8_t *)"\4zone",
							     6 },
						  .qtype = TYPE_AXFR,
						  .qclass = CLASS_IN };

	return (struct transfer_job){ .query = &query,
				      .server = run->server,
				      .timeout_ms = TIMEOUT_MS,
				      .message = on_message,
				      .done = on_done,
				      .user = run };
}

static void start(struct run *run)
{
	const struct transfer_job job = job_of(run);

	assert_int_equal(transfer_start(run->engine, &job), ERR_OK);
	assert_int_equal(run->done_count, 0);
}

static void play(struct run *run)
{
	start(run);
	assert_int_equal(engine_run(run->engine), ERR_OK);
	assert_int_equal(run->done_count, 1);
	assert_false(run->script.is_open);
	assert_int_equal(run->engine->sockets, 0);
}

static void end(struct run *run)
{
	engine_free(run->engine);
	arena_free(run->arena);
}

static void test_a_zone_arrives_whole_however_it_is_cut(void **state)
{
	(void)state;
	for (size_t piece = 0; piece < 100; piece++) {
		struct run run;

		begin(&run, "7 a a | a | a 7");
		run.peer.piece = piece;
		play(&run);
		assert_int_equal(run.result.end, TRANSFER_COMPLETE);
		assert_int_equal(run.result.outcome, OUTCOME_REPLY);
		assert_null(run.result.why);
		assert_int_equal(run.result.messages, 3);
		assert_int_equal(run.result.records, 6);
		assert_int_equal(run.result.serial, 7);
		assert_int_equal(run.message_count, 3);
		assert_int_equal(run.result.bytes, run.bytes);
		assert_ptr_equal(run.result.server, run.server);
		end(&run);
	}
}

static void test_the_query_goes_out_with_its_length(void **state)
{
	(void)state;
	for (size_t room = 0; room < 30; room++) {
		struct run run;
		const uint8_t *sent;

		begin(&run, "7 7");
		sent = run.script.sent;
		run.script.write_room = room;
		play(&run);
		assert_int_equal(run.result.end, TRANSFER_COMPLETE);
		assert_int_equal(run.script.sent_size, LENGTH_SIZE + 12 + zone.size + 4);
		assert_int_equal(wire_u16(sent), run.script.sent_size - LENGTH_SIZE);
		assert_true(message_has_question(sent + LENGTH_SIZE, wire_u16(sent), zone,
						 TYPE_AXFR, CLASS_IN, true));
		end(&run);
	}
}

struct story {
	const char *why;
	const char *stream;
	size_t cut;
	enum script_end peer_end;
	int end_errno;
	int open_errno;
	int write_errno;
	bool is_deaf;
	enum transfer_end end;
	enum outcome outcome;
	const char *sentence;
};

/* clang-format off */
static const struct story stories[] = {
	{ "nobody there", NULL, 0, 0, 0, 0, ECONNREFUSED, false, TRANSFER_CUT, OUTCOME_REFUSED, "connection refused on connecting" },
	{ "no route", NULL, 0, 0, 0, 0, EHOSTUNREACH, false, TRANSFER_CUT, OUTCOME_UNREACHABLE, "network unreachable on connecting" },
	{ "no route at once", NULL, 0, 0, 0, ENETUNREACH, 0, false, TRANSFER_CUT, OUTCOME_UNREACHABLE, "network unreachable on connecting" },
	{ "no socket", NULL, 0, 0, 0, EMFILE, 0, false, TRANSFER_CUT, OUTCOME_LOCAL, "no local socket on connecting" },
	{ "no handshake", NULL, 0, 0, 0, 0, 0, true, TRANSFER_TIMEOUT, OUTCOME_TIMEOUT, "timed out on connecting" },
	{ "no word", NULL, 0, SCRIPT_SILENT, 0, 0, 0, false, TRANSFER_TIMEOUT, OUTCOME_TIMEOUT, "timed out before the first message" },
	{ "silence in the middle", "7 a | a", 0, SCRIPT_SILENT, 0, 0, 0, false, TRANSFER_TIMEOUT, OUTCOME_TIMEOUT, "timed out after message 2, before the last SOA" },
	{ "silence in a message", "7 a | a 7", 1, SCRIPT_SILENT, 0, 0, 0, false, TRANSFER_TIMEOUT, OUTCOME_TIMEOUT, "timed out in the middle of message 2" },
	{ "the end at once", NULL, 0, SCRIPT_CLOSE, 0, 0, 0, false, TRANSFER_CUT, OUTCOME_CLOSED, "end of file before the first message" },
	{ "the end too early", "7 a | a", 0, SCRIPT_CLOSE, 0, 0, 0, false, TRANSFER_CUT, OUTCOME_CLOSED, "end of file after message 2, before the last SOA" },
	{ "the end in a message", "7 a 7", 1, SCRIPT_CLOSE, 0, 0, 0, false, TRANSFER_CUT, OUTCOME_CLOSED, "end of file in the middle of message 1" },
	{ "a reset", "7 a", 0, SCRIPT_ERROR, ECONNRESET, 0, 0, false, TRANSFER_CUT, OUTCOME_CLOSED, "end of file after message 1, before the last SOA" },
	{ "a refusal", "r", 0, SCRIPT_CLOSE, 0, 0, 0, false, TRANSFER_RCODE, OUTCOME_REPLY, "the server said REFUSED" },
	{ "a SOA in the middle", "7 a 8 a 7", 0, SCRIPT_CLOSE, 0, 0, 0, false, TRANSFER_MALFORMED, OUTCOME_REPLY, "a SOA of serial 8 among the records of serial 7" },
	{ "all there, and the end", "7 a 7", 0, SCRIPT_CLOSE, 0, 0, 0, false, TRANSFER_COMPLETE, OUTCOME_REPLY, "" },
};
/* clang-format on */

static void test_broken_streams_end_as_told(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(stories); i++) {
		const struct story *story = &stories[i];
		struct run run;

		begin(&run, story->stream);
		run.peer.cut = story->cut;
		run.script.end = story->peer_end;
		run.script.end_errno = story->end_errno;
		run.script.open_errno = story->open_errno;
		run.script.write_errno = story->write_errno;
		run.script.is_deaf = story->is_deaf;
		play(&run);
		if (run.result.end != story->end ||
		    run.result.outcome != story->outcome ||
		    strcmp(run.why, story->sentence) != 0) {
			fail_msg("%s: end %d, outcome %d, %s", story->why,
				 (int)run.result.end, (int)run.result.outcome, run.why);
		}
		assert_int_equal(run.result.system_errno, story->end_errno +
								  story->open_errno +
								  story->write_errno);
		end(&run);
	}
}

static void test_each_wait_has_its_own_time(void **state)
{
	struct run run;

	(void)state;
	begin(&run, "7 a | a | a 7");
	run.peer.piece = 5;
	run.script.pause_us = UINT64_C(1000) * (TIMEOUT_MS - 100);
	play(&run);
	assert_int_equal(run.result.end, TRANSFER_COMPLETE);
	assert_true(run.result.rtt_us > UINT64_C(10) * TIMEOUT_MS * 1000);
	end(&run);
}

static void test_a_timeout_comes_in_time(void **state)
{
	struct run run;

	(void)state;
	begin(&run, NULL);
	play(&run);
	assert_in_range(run.result.rtt_us, TIMEOUT_MS * 1000, TIMEOUT_MS * 1000 + 50000);
	end(&run);
}

/* A byte a second, for ever. */
static size_t drip(void *user, uint8_t *data, size_t room)
{
	(void)user;
	(void)room;
	data[0] = 255;
	return 1;
}

static void test_a_peer_that_drips_is_left_after_an_hour(void **state)
{
	struct run run;

	(void)state;
	begin(&run, NULL);
	run.script.give = drip;
	run.script.pause_us = 1000000;
	play(&run);
	assert_int_equal(run.result.end, TRANSFER_LIMIT);
	assert_true(run.result.rtt_us <= UINT64_C(3601) * 1000000);
	end(&run);
}

/* A million records, 500 a message, made as they are wanted. */
enum { RECORDS = 1000000, RECORDS_A_MESSAGE = 500 };

struct flood {
	struct script *script;
	struct reply reply;
	size_t at; /* in the message with its length */
	unsigned messages;
};

static void flood_next(struct flood *flood)
{
	static const uint8_t ip[] = { 192, 0, 2, 1 };

	reply_begin(&flood->reply, id_of(flood->script));
	if (flood->messages == 0) {
		reply_put(&flood->reply, SECTION_QUESTION, zone, TYPE_AXFR, NULL, 0);
		reply_put_soa(&flood->reply, SECTION_ANSWER, zone, 7);
	} else if (flood->messages <= RECORDS / RECORDS_A_MESSAGE) {
		for (int i = 0; i < RECORDS_A_MESSAGE; i++)
			reply_put(&flood->reply, SECTION_ANSWER, zone, TYPE_A, ip, 4);
	} else {
		reply_put_soa(&flood->reply, SECTION_ANSWER, zone, 7);
	}
	flood->messages++;
	flood->at = 0;
}

static size_t flood_give(void *user, uint8_t *data, size_t room)
{
	struct flood *flood = user;
	uint8_t length[LENGTH_SIZE];
	size_t size = 0;

	while (size < room) {
		if (flood->messages == 0 || flood->at == LENGTH_SIZE + flood->reply.size)
			flood_next(flood);
		wire_put_u16(length, (uint16_t)flood->reply.size);
		data[size++] = flood->at < LENGTH_SIZE
				       ? length[flood->at]
				       : flood->reply.wire[flood->at - LENGTH_SIZE];
		flood->at++;
	}
	return size;
}

static size_t heap_peak;

static void watch_heap(void *user, const uint8_t *wire, size_t size)
{
	const struct mallinfo2 info = mallinfo2();
	const size_t used = info.uordblks + info.hblkhd;

	(void)user;
	(void)wire;
	(void)size;
	if (used > heap_peak)
		heap_peak = used;
}

static void test_a_million_records_take_no_memory(void **state)
{
	static struct flood flood;
	struct transfer_job job;
	struct mallinfo2 before;
	struct run run;

	(void)state;
	begin(&run, NULL);
	flood.script = &run.script;
	run.script.give = flood_give;
	run.script.user = &flood;
	before = mallinfo2();
	job = job_of(&run);
	job.message = watch_heap;
	assert_int_equal(transfer_start(run.engine, &job), ERR_OK);
	assert_int_equal(engine_run(run.engine), ERR_OK);
	assert_int_equal(run.result.end, TRANSFER_COMPLETE);
	assert_int_equal(run.result.records, RECORDS + 2);
	assert_true(heap_peak < before.uordblks + before.hblkhd + (1U << 20));
	end(&run);
}

static void test_an_engine_that_is_freed_drops_its_transfers(void **state)
{
	struct run run;

	(void)state;
	begin(&run, NULL);
	start(&run);
	assert_true(run.script.is_open);
	engine_free(run.engine);
	assert_false(run.script.is_open);
	assert_int_equal(run.done_count, 0);
	arena_free(run.arena);
}

static void on_done_start_again(void *user, const struct transfer_result *result)
{
	struct run *run = user;

	assert_int_equal(result->end, TRANSFER_COMPLETE);
	run->peer.size = 0;
	run->peer.at = 0;
	run->script.sent_size = 0;
	run->script.is_dry = false;
	start(run);
}

static void test_a_transfer_may_follow_from_the_end_of_another(void **state)
{
	struct transfer_job job;
	struct run run;

	(void)state;
	begin(&run, "7 a 7");
	job = job_of(&run);
	job.done = on_done_start_again;
	assert_int_equal(transfer_start(run.engine, &job), ERR_OK);
	assert_int_equal(engine_run(run.engine), ERR_OK);
	assert_int_equal(run.script.opened, 2);
	assert_int_equal(run.done_count, 1);
	assert_int_equal(run.result.end, TRANSFER_COMPLETE);
	end(&run);
}

static void test_start_refuses_what_it_cannot_carry(void **state)
{
	struct transfer_job job;
	static uint8_t options[BUILD_SIZE_MAX];
	struct build_query large;
	struct server https;
	struct run run;

	(void)state;
	begin(&run, NULL);
	https = *run.server;
	https.transport = TRANSPORT_HTTPS;
	job = job_of(&run);
	job.server = &https;
	assert_int_equal(transfer_start(run.engine, &job), ERR_UNSUPPORTED);
	job = job_of(&run);
	large = *job.query;
	large.edns.is_on = true;
	large.edns.options = options;
	large.edns.options_size = sizeof(options);
	job.query = &large;
	assert_int_equal(transfer_start(run.engine, &job), ERR_LIMIT);
	assert_int_equal(engine_run(run.engine), ERR_OK);
	assert_int_equal(run.done_count, 0);
	assert_int_equal(run.script.opened, 0);
	end(&run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_zone_arrives_whole_however_it_is_cut),
		cmocka_unit_test(test_the_query_goes_out_with_its_length),
		cmocka_unit_test(test_broken_streams_end_as_told),
		cmocka_unit_test(test_each_wait_has_its_own_time),
		cmocka_unit_test(test_a_timeout_comes_in_time),
		cmocka_unit_test(test_a_peer_that_drips_is_left_after_an_hour),
		cmocka_unit_test(test_a_million_records_take_no_memory),
		cmocka_unit_test(test_an_engine_that_is_freed_drops_its_transfers),
		cmocka_unit_test(test_a_transfer_may_follow_from_the_end_of_another),
		cmocka_unit_test(test_start_refuses_what_it_cannot_carry),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
