/*
 * Judges messages by DNSSEC, for comparison with another validator: judge ANCHORS < LINES
 *
 *     now SECONDS           since 1970
 *     reply NAME TYPE HEX   what a question on the way gets
 *     judge NAME TYPE HEX   shows the verdict, a tab, and why
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/num.h"
#include "base/text.h"
#include "dns/type.h"
#include "query/anchor.h"
#include "query/validate.h"

enum { LINE_MAX_SIZE = 1 << 18, REPLIES_MAX = 256, US = 1000000 };

struct reply {
	struct validate_question question;
	const uint8_t *wire;
	size_t size;
};

struct judge {
	struct arena *arena;
	struct anchors anchors;
	uint64_t now;
	struct reply replies[REPLIES_MAX];
	size_t count;
};

static void die(const char *why)
{
	fprintf(stderr, "judge: %s\n", why);
	exit(1);
}

static struct reply read_reply(struct judge *judge, struct str rest)
{
	struct reply reply = { .question = { .qclass = CLASS_IN } };
	uint8_t *wire;

	if (name_parse_new(judge->arena, str_word(&rest), NULL, &reply.question.qname,
			   NULL) != ERR_OK ||
	    type_parse(str_word(&rest), &reply.question.qtype) != ERR_OK)
		die("a name and a type are wanted");
	rest = str_trim(rest);
	wire = arena_bytes(judge->arena, rest.len / 2 + 1);
	if (num_parse_bytes(rest, wire, rest.len / 2 + 1, &reply.size) != ERR_OK)
		die("a message in hex is wanted");
	reply.wire = wire;
	return reply;
}

static void fetch(void *user, struct name zone, struct name qname, uint16_t qtype,
		  struct validate_reply *out_reply)
{
	const struct judge *judge = user;

	(void)zone;
	*out_reply = (struct validate_reply){ .why = "there is no such reply" };
	for (size_t i = 0; i < judge->count; i++) {
		const struct reply *reply = &judge->replies[i];

		if (reply->question.qtype == qtype &&
		    name_equal(reply->question.qname, qname)) {
			out_reply->wire = reply->wire;
			out_reply->size = reply->size;
		}
	}
}

static void show(struct judge *judge, const struct reply *reply)
{
	const struct validate_options options = { .anchors = &judge->anchors,
						  .fetch = fetch,
						  .user = judge,
						  .now_us = judge->now * US };
	struct validate_result result;

	validate_message(judge->arena, &options, &reply->question, reply->wire,
			 reply->size, &result);
	printf("%s\t%s\n", validate_status_name(result.status), result.why);
}

int main(int argc, char **argv)
{
	static char line[LINE_MAX_SIZE];
	static struct judge judge;
	const char *why = "anchors are wanted";

	judge.arena = arena_new();
	if (argc != 2 ||
	    anchor_read(judge.arena, argv[1], &judge.anchors, &why) != ERR_OK)
		die(why);
	while (fgets(line, sizeof(line), stdin) != NULL) {
		struct str rest = str_trim(str_of(line));
		struct str word = str_word(&rest);

		if (str_equal(word, str_of("now"))) {
			if (num_parse_u64(str_trim(rest), 0, UINT32_MAX, &judge.now) !=
			    ERR_OK)
				die("a time is wanted");
		} else if (str_equal(word, str_of("reply")) &&
			   judge.count < REPLIES_MAX) {
			judge.replies[judge.count++] = read_reply(&judge, rest);
		} else {
			struct reply reply = read_reply(&judge, rest);

			show(&judge, &reply);
		}
	}
	arena_free(judge.arena);
	return 0;
}
