/*
 * A question of the user's own choice, at each server of its list.
 *
 * 1. Ask the question as it is written: type, class, flags, transport.
 * 2. Judge response code, data and TTL as for a declared RRset (check/match.h).
 * 3. Judge the header flags and the time it took.
 */
#include <string.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/duration.h"
#include "base/fault.h"
#include "base/text.h"
#include "check/casework.h"
#include "check/judgement.h"
#include "check/kind.h"
#include "check/match.h"
#include "check/pattern.h"
#include "check/values.h"
#include "dns/message.h"
#include "dns/type.h"

static const char *const transports[] = { "udp", "tcp", NULL };
static const char *const matches[] = { "exact", "superset", "subset", NULL };
static const char *const flag_names[] = {
	"qr", "aa", "tc", "rd", "ra", "ad", "cd", NULL
};
static const uint16_t flag_bits[] = { FLAG_QR, FLAG_AA, FLAG_TC, FLAG_RD,
				      FLAG_RA, FLAG_AD, FLAG_CD };

/* What the YAML says, key by key. */
struct query_question {
	struct name name;
	uint16_t type;
	bool has_type;
	struct schema_list ask;
	uint32_t flags; /* bits by index into flag_names */
	bool has_flags;
	unsigned transport;
	bool has_transport;
	uint64_t timeout_us;
	uint32_t tries;
};

struct query_limits {
	uint64_t warning_us;
	uint64_t critical_us;
};

struct query_expect {
	uint16_t rcode;
	bool has_rcode;
	struct schema_list values;
	unsigned match;
	struct schema_list pattern;
	uint32_t count;
	bool has_count;
	uint32_t ttl;
	bool has_ttl;
	uint32_t flags;
	struct query_limits rtt;
};

struct query_spec {
	struct query_question query;
	struct query_expect expect;
};

/* What ask and judge see. */
struct query_case {
	const struct query_spec *spec;
	struct expectation expectation;
	struct expectation_extra extra;
};

/* clang-format off */
#define AT(member) offsetof(struct query_question, member)
static const struct field question_fields[] = {
	{ "name",      FIELD_NAME,     AT(name),       FIELD_REQUIRED, "the name to ask for",                           -1, 0, 0, NULL, NULL },
	{ "type",      FIELD_TYPE,     AT(type),       0, "its type; A when nothing is said",              AT(has_type), 0, 0, NULL, NULL },
	{ "ask",       FIELD_STR_LIST, AT(ask),        0, "groups, addresses, system or authoritative",              -1, 0, 0, NULL, NULL },
	{ "flags",     FIELD_CHOICES,  AT(flags),      0, "header flags of the question; rd unless authoritative", AT(has_flags), 0, 0, flag_names, NULL },
	{ "transport", FIELD_CHOICE,   AT(transport),  0, "udp or tcp",                               AT(has_transport), 0, 0, transports, NULL },
	{ "timeout",   FIELD_DURATION, AT(timeout_us), 0, "of one try",                                              -1, 0, 0, NULL, NULL },
	{ "tries",     FIELD_U32,      AT(tries),      0, "at one server",                                           -1, 1, 32, NULL, NULL },
	{ 0 },
};
#undef AT

#define AT(member) offsetof(struct query_limits, member)
static const struct field limit_fields[] = {
	{ "warning",  FIELD_DURATION, AT(warning_us),  0, "slower than this is a warning", -1, 0, 0, NULL, NULL },
	{ "critical", FIELD_DURATION, AT(critical_us), 0, "slower than this is critical",  -1, 0, 0, NULL, NULL },
	{ 0 },
};
#undef AT

#define AT(member) offsetof(struct query_expect, member)
static const struct field expect_fields[] = {
	{ "rcode",        FIELD_RCODE,    AT(rcode),   0, "the response code; NOERROR when nothing is said", AT(has_rcode), 0, 0, NULL, NULL },
	{ "values",       FIELD_STR_LIST, AT(values),  0, "the records, as rdata text",                      -1, 0, 0, NULL, NULL },
	{ "value",        FIELD_STR_LIST, AT(values),  0, "the same for one record",                         -1, 0, 0, NULL, NULL },
	{ "match",        FIELD_CHOICE,   AT(match),   0, "exact, superset or subset",                       -1, 0, 0, matches, NULL },
	{ "match_regexp", FIELD_STR_LIST, AT(pattern), 0, "every record matches this",                       -1, 0, 0, NULL, NULL },
	{ "count",        FIELD_U32,      AT(count),   0, "how many records",                     AT(has_count), 0, 65535, NULL, NULL },
	{ "ttl",          FIELD_U32,      AT(ttl),     0, "seconds; a maximum at resolvers",        AT(has_ttl), 0, 2147483647, NULL, NULL },
	{ "flags",        FIELD_CHOICES,  AT(flags),   0, "header flags that the answer must have",          -1, 0, 0, flag_names, NULL },
	{ "rtt",          FIELD_GROUP,    AT(rtt),     0, "limits of the time to the answer",                -1, 0, 0, NULL, limit_fields },
	{ 0 },
};
#undef AT

static const struct field query_fields[] = {
	{ "query",  FIELD_GROUP, offsetof(struct query_spec, query),  FIELD_REQUIRED, "the question",           -1, 0, 0, NULL, question_fields },
	{ "expect", FIELD_GROUP, offsetof(struct query_spec, expect), FIELD_REQUIRED, "what the answer must be", -1, 0, 0, NULL, expect_fields },
	{ 0 },
};
/* clang-format on */

static void prepare_pattern(struct arena *arena, struct query_case *made,
			    struct faults *faults)
{
	const struct schema_list *list = &made->spec->expect.pattern;
	const char *why;

	if (list->count == 0)
		return;
	if (list->count > 1)
		faults_add(faults, list->items[1].place,
			   "\"match_regexp\" takes one pattern");
	made->extra.pattern = list->items[0].text;
	why = pattern_fault(arena, made->extra.pattern);
	if (why != NULL)
		faults_add(faults, list->items[0].place,
			   "\"match_regexp\": the pattern %s", why);
}

static void prepare_expectation(struct query_case *made)
{
	const struct query_spec *spec = made->spec;

	made->extra.has_count = spec->expect.has_count;
	made->extra.count = spec->expect.count;
	made->extra.has_rcode =
		spec->expect.has_rcode && spec->expect.rcode != RCODE_NOERROR;
	made->extra.rcode = spec->expect.rcode;
	made->expectation.extra = &made->extra;
	made->expectation.owner = spec->query.name.wire;
	made->expectation.owner_size = (uint8_t)spec->query.name.size;
	made->expectation.type = spec->query.has_type ? spec->query.type : TYPE_A;
	made->expectation.match = (uint8_t)spec->expect.match;
	made->expectation.has_ttl = spec->expect.has_ttl;
	made->expectation.ttl = spec->expect.ttl;
}

static const void *query_prepare(struct arena *arena, const struct declared_check *check,
				 struct faults *faults)
{
	struct query_case *made = arena_alloc(arena, sizeof(*made));

	made->spec = check->spec;
	prepare_expectation(made);
	prepare_pattern(arena, made, faults);
	values_read(arena, made->expectation.type, &made->spec->expect.values, faults,
		    &made->expectation);
	return made;
}

static const struct schema_list *query_asked(const void *spec, struct name *out_name)
{
	const struct query_case *made = spec;

	*out_name = made->spec->query.name;
	return &made->spec->query.ask;
}

static uint16_t bits_of(uint32_t choices)
{
	uint16_t bits = 0;

	for (size_t i = 0; i < ARRAY_LEN(flag_bits); i++) {
		if ((choices & (1U << i)) != 0)
			bits |= flag_bits[i];
	}
	return bits;
}

static void query_ask(const struct subject *subject, const struct evidence *evidence,
		      struct asks *asks)
{
	const struct query_case *made = subject->spec;
	const struct query_question *query = &made->spec->query;
	const struct target *target = &evidence->targets[0];
	struct wish wish = {
		.qname = query->name,
		.qtype = made->expectation.type,
		.qclass = CLASS_IN,
		.flags = target->is_authoritative ? 0 : FLAG_RD,
		.has_transport = query->has_transport,
		.transport = query->transport == 1 ? TRANSPORT_TCP : TRANSPORT_UDP,
		.timeout_ms = (unsigned)(query->timeout_us / DURATION_MS),
		.tries = query->tries,
	};

	if (query->has_flags)
		wish.flags = bits_of(query->flags);
	if (evidence->count == 0)
		casework_wish(asks, target, &wish);
}

static void see_flags(struct judgement *judgement, bool is_expected, uint16_t bits)
{
	char buffer[64];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	for (size_t i = 0; i < ARRAY_LEN(flag_bits); i++) {
		if ((bits & flag_bits[i]) != 0)
			text_add_format(&text, " %s", flag_names[i]);
	}
	if (is_expected)
		judgement_expect(judgement, "flags%s", buffer);
	else
		judgement_see(judgement, "flags%s", buffer);
}

static void judge_flags(struct judgement *judgement, const struct query_spec *spec,
			const struct answer *answer)
{
	uint16_t wanted = bits_of(spec->expect.flags);
	struct message_header header;

	if (judgement->verdict.state != STATE_OK ||
	    message_read_header(answer->wire, answer->size, &header) != ERR_OK ||
	    (header.flags & wanted) == wanted)
		return;
	judgement_fail(judgement, REASON_FLAGS_DIFFER);
	see_flags(judgement, true, wanted);
	see_flags(judgement, false, header.flags);
}

static void query_judge(const struct subject *subject, const struct evidence *evidence,
			struct judgement *judgement)
{
	const struct query_case *made = subject->spec;
	const struct query_limits *rtt = &made->spec->expect.rtt;

	match_judge(judgement, &made->expectation, &evidence->items[0]);
	judge_flags(judgement, made->spec, evidence->items[0].answer);
	if (rtt->warning_us > 0 || rtt->critical_us > 0) {
		judgement->rtt_warning_us = rtt->warning_us;
		judgement->rtt_critical_us = rtt->critical_us;
	}
	judgement_give(judgement, &evidence->items[0]);
}

const struct check_kind kind_query = {
	.entry = { "query", "a question of your choice is answered as expected" },
	.declared = { .key = "query",
		      .fields = query_fields,
		      .spec_size = sizeof(struct query_spec),
		      .owner = &kind_query },
	.prepare = query_prepare,
	.asked = query_asked,
	.ask = query_ask,
	.judge = query_judge,
};
