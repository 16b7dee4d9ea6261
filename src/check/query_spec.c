#include "check/query_spec.h"

#include <stddef.h>

#include "base/arena.h"
#include "base/duration.h"
#include "check/keep.h"
#include "check/kind.h"
#include "check/pattern.h"
#include "check/values.h"
#include "declare/expect.h"
#include "declare/schema.h"
#include "declare/yaml.h"
#include "dns/message.h"
#include "dns/type.h"

enum { TIMEOUT_MAX_S = 600, TRIES_MAX = 32 };

const struct query_spec_flag query_spec_flags[QUERY_SPEC_FLAGS] = {
	{ "qr", FLAG_QR }, { "aa", FLAG_AA }, { "tc", FLAG_TC }, { "rd", FLAG_RD },
	{ "ra", FLAG_RA }, { "ad", FLAG_AD }, { "cd", FLAG_CD },
};

static const char *const transports[] = { "udp", "tcp", NULL };
static const char *const matches[] = { "exact", "superset", "subset", NULL };
/* In the order of query_spec_flags. */
static const char *const answer_flags[] = {
	"qr", "aa", "tc", "rd", "ra", "ad", "cd", NULL
};
/* Those that mean something in a question. */
static const char *const question_flags[] = { "rd", "ad", "cd", NULL };
static const uint16_t question_bits[] = { FLAG_RD, FLAG_AD, FLAG_CD };

/* What the YAML says, key by key. */
struct question {
	struct name name;
	uint16_t type;
	bool has_type;
	struct schema_list ask;
	uint32_t flags; /* by index into question_flags */
	bool has_flags;
	unsigned transport;
	bool has_transport;
	uint64_t timeout_us;
	bool has_timeout;
	uint32_t tries;
};

struct limits {
	uint64_t warning_us;
	uint64_t critical_us;
};

struct wanted {
	uint16_t rcode;
	bool has_rcode;
	const struct yaml_node *value, *values, *ttl;
	unsigned match;
	bool has_match;
	struct schema_list pattern;
	uint32_t count;
	bool has_count;
	uint32_t flags; /* by index into answer_flags */
	struct limits rtt;
};

struct entry_read {
	struct question query;
	struct wanted expect;
};

/* clang-format off */
#define AT(member) offsetof(struct question, member)
static const struct field question_fields[] = {
	{ "name",      FIELD_NAME,     AT(name),       FIELD_REQUIRED, "the name to ask for",                                   -1, 0, 0, NULL, NULL },
	{ "type",      FIELD_TYPE,     AT(type),       0, "its type; A when nothing is said",                      AT(has_type), 0, 0, NULL, NULL },
	{ "ask",       FIELD_STR_LIST, AT(ask),        0, "groups, addresses, system or authoritative",                      -1, 0, 0, NULL, NULL },
	{ "flags",     FIELD_CHOICES,  AT(flags),      0, "header flags of the question; rd unless authoritative", AT(has_flags), 0, 0, question_flags, NULL },
	{ "transport", FIELD_CHOICE,   AT(transport),  0, "udp or tcp",                                       AT(has_transport), 0, 0, transports, NULL },
	{ "timeout",   FIELD_DURATION, AT(timeout_us), 0, "of one try",                                         AT(has_timeout), 0, 0, NULL, NULL },
	{ "tries",     FIELD_U32,      AT(tries),      0, "at one server",                                                   -1, 1, TRIES_MAX, NULL, NULL },
	{ 0 },
};
#undef AT

#define AT(member) offsetof(struct limits, member)
static const struct field limit_fields[] = {
	{ "warning",  FIELD_DURATION, AT(warning_us),  0, "slower than this is a warning", -1, 0, 0, NULL, NULL },
	{ "critical", FIELD_DURATION, AT(critical_us), 0, "slower than this is critical",  -1, 0, 0, NULL, NULL },
	{ 0 },
};
#undef AT

#define AT(member) offsetof(struct wanted, member)
static const struct field wanted_fields[] = {
	{ "rcode",        FIELD_RCODE,    AT(rcode),   0, "the response code; NOERROR when nothing is said", AT(has_rcode), 0, 0, NULL, NULL },
	{ "values",       FIELD_NODE,     AT(values),  0, "the records, as in a zone",                                  -1, 0, 0, NULL, NULL },
	{ "value",        FIELD_NODE,     AT(value),   0, "the same for one record",                                    -1, 0, 0, NULL, NULL },
	{ "match",        FIELD_CHOICE,   AT(match),   0, "exact, superset or subset",                       AT(has_match), 0, 0, matches, NULL },
	{ "match_regexp", FIELD_STR_LIST, AT(pattern), 0, "every record matches this",                                  -1, 0, 0, NULL, NULL },
	{ "count",        FIELD_U32,      AT(count),   0, "how many records",                                AT(has_count), 0, UINT16_MAX, NULL, NULL },
	{ "ttl",          FIELD_NODE,     AT(ttl),     0, "seconds or {min, max}; a maximum at resolvers",              -1, 0, 0, NULL, NULL },
	{ "flags",        FIELD_CHOICES,  AT(flags),   0, "header flags that the answer must have",                     -1, 0, 0, answer_flags, NULL },
	{ "rtt",          FIELD_GROUP,    AT(rtt),     0, "limits of the time to the answer",                           -1, 0, 0, NULL, limit_fields },
	{ 0 },
};
#undef AT

static const struct field entry_fields[] = {
	{ "query",  FIELD_GROUP, offsetof(struct entry_read, query),  FIELD_REQUIRED, "the question",            -1, 0, 0, NULL, question_fields },
	{ "expect", FIELD_GROUP, offsetof(struct entry_read, expect), FIELD_REQUIRED, "what the answer must be", -1, 0, 0, NULL, wanted_fields },
	{ 0 },
};
/* clang-format on */

static const struct yaml_path expect_path = { .key = STR("expect") };

/* What is being made of an entry. */
struct making {
	const struct schema *schema;
	const struct entry_read *read;
	struct place place;
	struct query_spec *spec;
};

static void fault(const struct making *making, const char *sentence)
{
	faults_add(making->schema->faults, making->place, "%s", sentence);
}

/* What the tables cannot see. */
static void check_keys(const struct making *making)
{
	const struct question *query = &making->read->query;
	const struct wanted *wanted = &making->read->expect;
	bool has_values = wanted->value != NULL || wanted->values != NULL;
	bool is_error = wanted->has_rcode && wanted->rcode != RCODE_NOERROR;

	if (query->has_type && type_is_meta(query->type))
		fault(making, "\"type\" cannot be one that only questions have");
	if (query->has_timeout &&
	    (query->timeout_us < DURATION_MS ||
	     query->timeout_us > TIMEOUT_MAX_S * (uint64_t)DURATION_S))
		fault(making, "\"timeout\" wants 1ms to 600s");
	if (wanted->value != NULL && wanted->values != NULL)
		fault(making, "\"value\" and \"values\" exclude each other");
	if (has_values && is_error)
		fault(making, "an rcode other than NOERROR comes without values");
	if (has_values && wanted->has_count && wanted->count == 0)
		fault(making, "\"count: 0\" contradicts the values");
	if (!has_values && wanted->has_match)
		fault(making, "\"match\" wants values to match");
	if (wanted->pattern.count > 1)
		fault(making, "\"match_regexp\" wants one pattern");
}

static void read_values(const struct making *making)
{
	const struct wanted *wanted = &making->read->expect;
	struct expectation *expectation = &making->spec->expectation;
	bool is_list = wanted->values != NULL;
	const struct yaml_path path = { .up = &expect_path,
					.key = is_list ? (struct str)STR("values")
						       : (struct str)STR("value") };
	const struct values_options options = { .type = expectation->type,
						.has_ranges =
							wanted->match == MATCH_SUBSET };
	struct values values = { 0 };

	if (is_list || wanted->value != NULL) {
		values_read(making->schema, is_list ? wanted->values : wanted->value,
			    &path, &options, &values);
	}
	expectation->values = values.list;
	expectation->value_count = values.count;
	making->spec->extra.ranges = values.ranges;
	making->spec->extra.range_count = values.range_count;
}

static void read_ttl(const struct making *making)
{
	static const struct yaml_path path = { .up = &expect_path, .key = STR("ttl") };
	struct query_spec *spec = making->spec;
	struct expect_ttl ttl = { 0 };

	if (making->read->expect.ttl == NULL ||
	    expect_read_ttl(making->schema, making->read->expect.ttl, &path, &ttl) !=
		    ERR_OK)
		return;
	spec->expectation.has_ttl = ttl.has_exact;
	spec->expectation.ttl = ttl.exact;
	spec->extra.has_ttl_min = ttl.has_min;
	spec->extra.ttl_min = ttl.min;
	spec->extra.has_ttl_max = ttl.has_max;
	spec->extra.ttl_max = ttl.max;
}

static void read_pattern(const struct making *making)
{
	const struct schema_list *list = &making->read->expect.pattern;
	struct arena *arena = making->schema->arena;
	const char *why;

	if (list->count == 0)
		return;
	making->spec->extra.pattern = str_copy(arena, list->items[0].text);
	why = pattern_fault(arena, making->spec->extra.pattern);
	if (why != NULL) {
		faults_add(making->schema->faults, list->items[0].place,
			   "expect.match_regexp: the pattern %s", why);
	}
}

static uint16_t question_flags_of(uint32_t choices)
{
	uint16_t flags = 0;

	for (size_t i = 0; i < ARRAY_LEN(question_bits); i++) {
		if ((choices & (1U << i)) != 0)
			flags |= question_bits[i];
	}
	return flags;
}

static uint16_t answer_flags_of(uint32_t choices)
{
	uint16_t flags = 0;

	for (size_t i = 0; i < QUERY_SPEC_FLAGS; i++) {
		if ((choices & (1U << i)) != 0)
			flags |= query_spec_flags[i].bit;
	}
	return flags;
}

static void keep_question(const struct making *making)
{
	const struct question *query = &making->read->query;
	struct arena *arena = making->schema->arena;
	struct query_spec *spec = making->spec;
	struct name name = name_copy(arena, query->name);

	spec->expectation.owner = name.wire;
	spec->expectation.owner_size = (uint8_t)name.size;
	spec->expectation.type = query->has_type ? query->type : TYPE_A;
	spec->ask = keep_list(arena, &query->ask);
	spec->has_query_flags = query->has_flags;
	spec->query_flags = question_flags_of(query->flags);
	spec->has_transport = query->has_transport;
	spec->is_tcp = query->transport == 1;
	spec->timeout_ms = (unsigned)(query->timeout_us / DURATION_MS);
	spec->tries = query->tries;
}

static void keep_wanted(const struct making *making)
{
	const struct wanted *wanted = &making->read->expect;
	struct query_spec *spec = making->spec;

	spec->expectation.match = (uint8_t)wanted->match;
	spec->expectation.extra = &spec->extra;
	spec->extra.has_rcode = wanted->has_rcode;
	spec->extra.rcode = wanted->rcode;
	spec->extra.has_count = wanted->has_count;
	spec->extra.count = wanted->count;
	spec->wanted_flags = answer_flags_of(wanted->flags);
	spec->rtt_warning_us = wanted->rtt.warning_us;
	spec->rtt_critical_us = wanted->rtt.critical_us;
}

static const void *finish(struct arena *arena, const void *read, struct place place,
			  struct faults *faults)
{
	const struct schema schema = { arena, faults };
	struct query_spec *spec = arena_alloc(arena, sizeof(*spec));
	const struct making making = { &schema, read, place, spec };

	check_keys(&making);
	keep_question(&making);
	keep_wanted(&making);
	read_values(&making);
	read_ttl(&making);
	read_pattern(&making);
	return spec;
}

const struct declared_kind query_spec_declared = {
	.key = "query",
	.fields = entry_fields,
	.spec_size = sizeof(struct entry_read),
	.owner = &kind_query,
	.finish = finish,
};
