#include "query/descent.h"

#include <stdarg.h>

#include "base/arena.h"
#include "base/text.h"
#include "dns/type.h"
#include "query/answer.h"

enum { SENTENCE_MAX = 4096 };

static const struct {
	const char *code;
	enum descent_weight weight;
} faults[DESCENT_FAULT_COUNT] = {
	[DESCENT_DELEGATION_DIFFERS] = { "delegation-differs", DESCENT_BAD },
	[DESCENT_GLUE_DIFFERS] = { "glue-differs", DESCENT_BAD },
	[DESCENT_DS_MISMATCH] = { "ds-mismatch", DESCENT_BAD },
	[DESCENT_NOT_AUTHORITATIVE] = { "not-authoritative", DESCENT_BAD },
	[DESCENT_SERVERS_DIFFER] = { "rrset-differs", DESCENT_BAD },
	[DESCENT_ALIAS_LOOP] = { "alias-loop", DESCENT_BAD },
	[DESCENT_RCODE] = { "rcode", DESCENT_BAD },
	[DESCENT_NO_REPLY] = { "no-reply", DESCENT_UNKNOWN },
	[DESCENT_NO_ADDRESS] = { "no-address", DESCENT_BAD },
	[DESCENT_NO_DS] = { "no-ds", DESCENT_NOTE },
	[DESCENT_NO_ROOT] = { "no-root", DESCENT_UNKNOWN },
};

const char *descent_fault_code(enum descent_fault fault)
{
	return faults[fault].code;
}

enum descent_weight descent_fault_weight(enum descent_fault fault)
{
	return faults[fault].weight;
}

void descent_init(struct descent *descent, struct name qname, uint16_t qtype)
{
	*descent = (struct descent){ .qname = qname, .qtype = qtype };
	descent->steps_end = &descent->steps;
}

struct descent_step *descent_add(struct arena *arena, struct descent *descent,
				 struct name zone, struct name qname)
{
	struct descent_step *step = arena_alloc(arena, sizeof(*step));

	step->zone = zone;
	step->qname = qname;
	step->findings_end = &step->findings;
	*descent->steps_end = step;
	descent->steps_end = &step->next;
	descent->step_count++;
	return step;
}

void descent_find(struct arena *arena, struct descent *descent, struct descent_step *step,
		  enum descent_fault fault, const char *format, ...)
{
	struct descent_finding *finding = arena_alloc(arena, sizeof(*finding));
	char buffer[SENTENCE_MAX];
	struct text text;
	va_list args;

	text_init(&text, buffer, sizeof(buffer));
	va_start(args, format);
	text_add_format_list(&text, format, args);
	va_end(args);
	finding->fault = fault;
	finding->what = str_cstr(arena, text_str(&text));
	*step->findings_end = finding;
	step->findings_end = &finding->next;
	descent->counts[descent_fault_weight(fault)]++;
}

const struct descent_step *descent_above(const struct descent *descent, struct name name)
{
	const struct descent_step *best = NULL;

	for (const struct descent_step *step = descent->steps; step != NULL;
	     step = step->next) {
		if (name_is_below(name, step->zone) &&
		    (best == NULL || name_is_below(step->zone, best->zone)))
			best = step;
	}
	return best;
}

/* "ns1.test. (192.0.2.1#53)" */
static const char *show_server(struct arena *arena, const struct server *server)
{
	char buffer[SENTENCE_MAX];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	if (server->name != NULL)
		text_add_format(&text, "%s (", server->name);
	server_print_address(&text, server);
	if (server->name != NULL)
		text_add_char(&text, ')');
	return str_cstr(arena, text_str(&text));
}

static const char *show_rcode(struct arena *arena, uint16_t rcode)
{
	char buffer[64];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	type_print_rcode(&text, rcode);
	return str_cstr(arena, text_str(&text));
}

/* A reply that leads on or ends the way. */
static bool is_useful(const struct agreement_reply *reply)
{
	return reply->kind == AGREEMENT_DATA || reply->kind == AGREEMENT_NODATA ||
	       reply->kind == AGREEMENT_NXDOMAIN || reply->kind == AGREEMENT_REFERRAL;
}

static bool is_downwards(const struct descent_step *step,
			 const struct agreement_reply *reply)
{
	struct name to;

	if (reply->rrset_count == 0)
		return false;
	to = reply->rrsets[0].owner;
	return name_is_below(to, step->zone) && !name_equal(to, step->zone) &&
	       name_is_below(step->qname, to);
}

/* What is wrong with one server, whatever the others say; true when something is. */
static bool judge_reply(struct arena *arena, struct descent *descent,
			struct descent_step *step, const struct agreement_reply *reply)
{
	const char *server = show_server(arena, reply->server);
	const bool is_hinted = step->is_hinted;
	const enum descent_fault failure = is_hinted ? DESCENT_NO_ROOT : DESCENT_RCODE;
	const enum descent_fault lame =
		is_hinted ? DESCENT_NO_ROOT : DESCENT_NOT_AUTHORITATIVE;

	if (reply->kind == AGREEMENT_SILENT) {
		descent_find(arena, descent, step, DESCENT_NO_REPLY, "%s: %s", server,
			     reply->answer == NULL
				     ? "not asked"
				     : answer_outcome_text(reply->answer->outcome));
	} else if (reply->kind == AGREEMENT_FAILURE) {
		descent_find(arena, descent, step, failure, "%s answers %s", server,
			     show_rcode(arena, reply->rcode));
	} else if (!is_useful(reply)) {
		descent_find(arena, descent, step, failure,
			     "the reply of %s cannot be read", server);
	} else if (reply->kind == AGREEMENT_REFERRAL && !is_downwards(step, reply)) {
		descent_find(arena, descent, step, lame,
			     "%s does not serve the zone: it refers elsewhere", server);
	} else if (reply->kind != AGREEMENT_REFERRAL && !reply->is_aa) {
		descent_find(arena, descent, step, lame, "%s answers without authority",
			     server);
	} else {
		return false;
	}
	return true;
}

void descent_judge_step(struct arena *arena, struct descent *descent,
			struct descent_step *step)
{
	const struct agreement *agreement = &step->agreement;
	size_t chosen = agreement->group_count;
	size_t others = 0;

	for (size_t i = 0; i < agreement->count; i++) {
		const struct agreement_reply *reply = &agreement->replies[i];

		if (judge_reply(arena, descent, step, reply))
			continue;
		if (reply->group < chosen)
			chosen = reply->group;
	}
	if (chosen == agreement->group_count)
		return;
	step->reply = &agreement->replies[agreement->groups[chosen].first];
	for (size_t i = 0; i < agreement->group_count; i++) {
		const struct agreement_reply *first =
			&agreement->replies[agreement->groups[i].first];
		bool is_good = is_useful(first) && (first->kind == AGREEMENT_REFERRAL
							    ? is_downwards(step, first)
							    : first->is_aa);

		others += i != chosen && is_good ? agreement->groups[i].count : 0;
	}
	if (others > 0) {
		descent_find(arena, descent, step, DESCENT_SERVERS_DIFFER,
			     "%zu of its servers say%s something else; see +all-ns",
			     others, others == 1 ? "s" : "");
	}
}
