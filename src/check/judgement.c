#include "check/judgement.h"

#include <stdarg.h>

#include "base/arena.h"
#include "base/duration.h"
#include "base/text.h"
#include "check/again.h"
#include "dns/message.h"
#include "dns/rdata.h"
#include "dns/type.h"

enum {
	LINE_MAX_SIZE = 64 * 1024,
	LINES_MAX = 8192,             /* of expected, and of actual */
	LINES_SIZE_MAX = 1024 * 1024, /* bytes of both together */
};

bool judgement_is_shown(const struct judgement *judgement)
{
	return judgement->is_detailed || judgement->verdict.state != STATE_OK;
}

void judgement_fail(struct judgement *judgement, enum reason reason)
{
	struct verdict *verdict = &judgement->verdict;

	verdict->reason = reason;
	verdict->state = reason_get(reason)->state;
	verdict->detail = (struct str){ NULL, 0 };
	verdict->expected_count = 0;
	verdict->actual_count = 0;
	verdict->has_difference = false;
	judgement->lines_size = 0;
}

static struct str format_line(struct arena *arena, const char *format, va_list args)
	PRINTF(2, 0);

static struct str format_line(struct arena *arena, const char *format, va_list args)
{
	struct text text;
	struct str line;

	text_init_growing(&text, LINE_MAX_SIZE);
	text_add_format_list(&text, format, args);
	line = str_copy(arena, text_str(&text));
	text_free(&text);
	return line;
}

void judgement_detail(struct judgement *judgement, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	judgement->verdict.detail = format_line(judgement->scratch, format, args);
	va_end(args);
}

/* Lists grow by doubling in the scratch arena; a list that is full doubles at powers of two. */
static void add_line(struct arena *arena, struct judgement_lines *lines, size_t *count,
		     struct str line, bool is_words)
{
	size_t len = *count;

	if ((len & (len - 1)) == 0) {
		size_t room = len == 0 ? 1 : 2 * len;
		struct judgement_lines grown = {
			.list = arena_array(arena, room, sizeof(*grown.list)),
			.is_words = arena_array(arena, room, sizeof(*grown.is_words)),
		};

		for (size_t i = 0; i < len; i++) {
			grown.list[i] = lines->list[i];
			grown.is_words[i] = lines->is_words[i];
		}
		*lines = grown;
	}
	lines->list[len] = line;
	lines->is_words[len] = is_words;
	*count = len + 1;
}

/* A list that would grow past its bounds ends with a line that says so. */
static void add_bounded(struct judgement *judgement, struct judgement_lines *lines,
			size_t *count, struct str line, bool is_words)
{
	static const struct str rest = STR("... and more");

	if (*count >= LINES_MAX || judgement->lines_size >= LINES_SIZE_MAX)
		return;
	judgement->lines_size += line.len;
	if (*count + 1 == LINES_MAX || judgement->lines_size >= LINES_SIZE_MAX) {
		line = rest;
		is_words = true;
	}
	add_line(judgement->scratch, lines, count, line, is_words);
}

static void expect_line(struct judgement *judgement, struct str line, bool is_words)
{
	struct verdict *verdict = &judgement->verdict;

	add_bounded(judgement, &judgement->expected, &verdict->expected_count, line,
		    is_words);
	verdict->expected = judgement->expected.list;
	verdict->expected_is_words = judgement->expected.is_words;
}

static void see_line(struct judgement *judgement, struct str line, bool is_words)
{
	struct verdict *verdict = &judgement->verdict;

	add_bounded(judgement, &judgement->actual, &verdict->actual_count, line,
		    is_words);
	verdict->actual = judgement->actual.list;
	verdict->actual_is_words = judgement->actual.is_words;
}

void judgement_expect(struct judgement *judgement, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	expect_line(judgement, format_line(judgement->scratch, format, args), true);
	va_end(args);
}

void judgement_see(struct judgement *judgement, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	see_line(judgement, format_line(judgement->scratch, format, args), true);
	va_end(args);
}

static struct str rdata_line(struct arena *arena, uint16_t type, const uint8_t *wire,
			     size_t size, size_t offset, uint16_t rdata_size)
{
	static const struct rdata_style style = { 0 };
	struct text text;
	struct str line;

	text_init_growing(&text, (size_t)4 * MESSAGE_SIZE_MAX + LINE_MAX_SIZE);
	rdata_print(&text, type, wire, size, offset, rdata_size, &style);
	line = str_copy(arena, text_str(&text));
	text_free(&text);
	return line;
}

void judgement_expect_rdata(struct judgement *judgement, uint16_t type,
			    const uint8_t *wire, size_t size)
{
	expect_line(judgement,
		    rdata_line(judgement->scratch, type, wire, size, 0, (uint16_t)size),
		    false);
}

void judgement_see_rdata(struct judgement *judgement, uint16_t type, const uint8_t *wire,
			 size_t size, size_t offset, uint16_t rdata_size)
{
	see_line(judgement,
		 rdata_line(judgement->scratch, type, wire, size, offset, rdata_size),
		 false);
}

/* Exact, so that what is asked and what was measured never look the same. */
static void tell_time(struct judgement *judgement, uint64_t limit_us, uint64_t rtt_us)
{
	char limit_buffer[64], rtt_buffer[64];
	struct text limit, rtt;

	text_init(&limit, limit_buffer, sizeof(limit_buffer));
	text_init(&rtt, rtt_buffer, sizeof(rtt_buffer));
	duration_print(&limit, limit_us);
	duration_print(&rtt, rtt_us);
	judgement_detail(judgement, "%s", rtt.data);
	judgement_expect(judgement, "rtt at most %s", limit.data);
	judgement_see(judgement, "rtt %s", rtt.data);
}

static void judge_time(struct judgement *judgement, const struct answer *answer)
{
	struct verdict *verdict = &judgement->verdict;
	bool is_critical = judgement->rtt_critical_us > 0 &&
			   answer->rtt_us > judgement->rtt_critical_us;
	bool is_warning = judgement->rtt_warning_us > 0 &&
			  answer->rtt_us > judgement->rtt_warning_us;

	if (verdict->state != STATE_OK || !(is_critical || is_warning))
		return;
	judgement_fail(judgement, REASON_RTT_HIGH);
	verdict->state = is_critical ? STATE_CRITICAL : STATE_WARNING;
	tell_time(judgement,
		  is_critical ? judgement->rtt_critical_us : judgement->rtt_warning_us,
		  answer->rtt_us);
}

static struct str print_name(struct arena *arena, struct name name)
{
	char buffer[NAME_TEXT_MAX];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	name_print(&text, name);
	return str_copy(arena, text_str(&text));
}

static void fill_target(struct judgement *judgement, const struct target *target)
{
	struct verdict *verdict = &judgement->verdict;
	char buffer[128];
	struct text text;

	if (target == NULL)
		return;
	verdict->server = str_of(target->server->name);
	text_init(&text, buffer, sizeof(buffer));
	server_print_address(&text, target->server);
	verdict->address = str_copy(judgement->scratch, text_str(&text));
}

static void fill_subject(struct judgement *judgement, const struct wish *wish)
{
	const struct subject *subject = judgement->subject;
	struct verdict *verdict = &judgement->verdict;
	char buffer[32];
	struct text text;

	verdict->kind = judgement->kind;
	verdict->check = subject->name;
	verdict->place = subject->place;
	verdict->server = str_of(subject->server);
	if (subject->zone != NULL)
		verdict->zone = print_name(judgement->scratch, subject->zone->name);
	verdict->name = print_name(judgement->scratch, wish->qname);
	text_init(&text, buffer, sizeof(buffer));
	if (wish->qtype != 0)
		type_print(&text, wish->qtype);
	verdict->type = str_copy(judgement->scratch, text_str(&text));
}

static void give(struct judgement *judgement)
{
	judgement->given++;
	judgement->sink(judgement->sink_user, &judgement->verdict);
	judgement->verdict = (struct verdict){ .state = STATE_OK };
	judgement->lines_size = 0;
}

void judgement_give(struct judgement *judgement, const struct evidence_item *item)
{
	struct verdict *verdict = &judgement->verdict;
	const struct answer *answer = item->answer;

	judge_time(judgement, answer);
	verdict->has_rtt = answer->outcome == OUTCOME_REPLY;
	verdict->rtt_us = answer->rtt_us;
	if (judgement_is_shown(judgement)) {
		fill_subject(judgement, &item->wish);
		fill_target(judgement, item->target);
		verdict->transport = server_transport_name(answer->transport);
		verdict->again = again_print(judgement->scratch, &item->wish,
					     item->target->server);
	}
	give(judgement);
}

void judgement_give_unasked(struct judgement *judgement, const struct wish *wish,
			    const struct target *target)
{
	fill_subject(judgement, wish);
	fill_target(judgement, target);
	if (target != NULL) {
		judgement->verdict.again =
			again_print(judgement->scratch, wish, target->server);
	}
	give(judgement);
}
