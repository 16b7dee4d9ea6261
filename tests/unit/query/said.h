#pragma once

#include <arpa/inet.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/num.h"
#include "base/str.h"
#include "query/agreement.h"
#include "query/answer.h"
#include "query/panel.h"
#include "reply.h"

/*
 * What servers said to "www.test. A", one a word:
 *
 *     a, b   an address record each, "ab" both       -   NODATA        N   NXDOMAIN
 *     c      a CNAME to other., cz with its address  R   REFUSED       S   SERVFAIL
 *     r      a referral to sub.test.                 X   broken bytes  !   no reply
 *     ~      before others: without AA               :7  the serial of its SOA
 */
enum { SAID_MAX = 16 };

static const struct name said_zone = { (const uint8_t *)"\4test", 6 };
static const struct name said_qname = { (const uint8_t *)"\3www\4test", 10 };
static const struct name said_sub = { (const uint8_t *)"\3sub\4test", 10 };
static const struct name said_other = { (const uint8_t *)"\5other", 7 };

struct said {
	struct panel_question questions[SAID_MAX];
	struct panel_question serials[SAID_MAX];
	struct agreement_asked asked;
};

static inline void said_add(struct reply *reply, char letter)
{
	static const uint8_t a[] = { 192, 0, 2, 1 }, b[] = { 192, 0, 2, 2 };
	const enum section answer = SECTION_ANSWER;

	switch (letter) {
	case 'a':
	case 'b':
		reply_put(reply, answer, said_qname, TYPE_A, letter == 'a' ? a : b, 4);
		break;
	case 'c':
		reply_put(reply, answer, said_qname, TYPE_CNAME, said_other.wire, 7);
		break;
	case 'z':
		reply_put(reply, answer, said_other, TYPE_A, a, 4);
		break;
	case 'r':
		wire_put_u16(reply->wire + 2, FLAG_QR);
		reply_put(reply, SECTION_AUTHORITY, said_sub, TYPE_NS, said_sub.wire, 10);
		break;
	case 'N':
		reply_flag(reply, RCODE_NXDOMAIN);
		break;
	case 'R':
		reply_flag(reply, RCODE_REFUSED);
		break;
	case 'S':
		reply_flag(reply, RCODE_SERVFAIL);
		break;
	case 'X':
		reply->wire[7] = 9;
		break;
	case '~':
		wire_put_u16(reply->wire + 2, FLAG_QR);
		break;
	default:
		break;
	}
}

static inline const struct answer *said_answer(struct arena *arena, struct reply *reply)
{
	struct answer *answer = arena_alloc(arena, sizeof(*answer));

	answer->wire = arena_copy(arena, reply->wire, reply->size);
	answer->size = reply->size;
	answer->rtt_us = 1500;
	return answer;
}

static inline const struct answer *said_silence(struct arena *arena)
{
	struct answer *answer = arena_alloc(arena, sizeof(*answer));

	answer->outcome = OUTCOME_TIMEOUT;
	answer->attempt_count = 2;
	answer->total_us = 2000000;
	return answer;
}

static inline void said_read_word(struct said *said, struct arena *arena, size_t index,
				  struct str word)
{
	const uint8_t ip[] = { 192, 0, 2, (uint8_t)(index + 1) };
	struct str rest = word;
	struct str letters = str_cut(&rest, ':');
	struct reply *reply = arena_alloc(arena, sizeof(*reply));
	const struct server *server = server_new(arena, ip, sizeof(ip), 53, "ns.test.");
	uint32_t serial = 0;

	reply_begin(reply, 1);
	reply_flag(reply, FLAG_AA);
	reply_put(reply, SECTION_QUESTION, said_qname, TYPE_A, NULL, 0);
	for (size_t i = 0; i < letters.len; i++)
		said_add(reply, letters.data[i]);
	said->questions[index].server = server;
	said->questions[index].answer =
		letters.data[0] == '!' ? said_silence(arena) : said_answer(arena, reply);
	said->serials[index].server = server;
	if (rest.data == NULL)
		return;
	if (num_parse_u32(rest, 0, UINT32_MAX, &serial) != ERR_OK)
		abort();
	reply_begin(reply, 1);
	reply_put_soa(reply, SECTION_AUTHORITY, said_zone, serial);
	said->serials[index].answer = said_answer(arena, reply);
}

static inline void said_read(struct said *said, struct arena *arena, const char *words)
{
	struct str rest = str_of(words);
	size_t count = 0;

	*said = (struct said){ .asked.count = 0 };
	for (struct str word = str_word(&rest); word.len > 0; word = str_word(&rest))
		said_read_word(said, arena, count++, word);
	said->asked = (struct agreement_asked){
		.questions = said->questions,
		.serials = said->serials,
		.count = count,
		.qname = said_qname,
		.qtype = TYPE_A,
		.zone = said_zone,
		.is_aa_compared = true,
	};
}
