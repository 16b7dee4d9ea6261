#pragma once

#include "check/run.h"
#include "declared.h"
#include "fakenet.h"

/* A whole run of a declaration against the rules of a fake engine. */
struct ran {
	struct arena *arena;
	struct engine *engine;
	struct declared declared;
	struct canned_verdicts verdicts;
	struct verdict_summary summary;
	struct run_options options;
	size_t left_out;
};

/*
 * A root at 192.0.2.1 that delegates: a.test to 192.0.2.53 and 192.0.2.54; six.test to an IPv6 address
 * alone; both.test to one of each family; half.test to one server with and one without an address.
 */
/* clang-format off */
#define RAN_A                                                       \
	"authority\na.test. 9 NS ns1.a.test.\na.test. 9 NS ns2.a.test.\n" \
	"additional\nns1.a.test. 9 A 192.0.2.53\nns2.a.test. 9 A 192.0.2.54\n"
#define RAN_SIX                                                     \
	"authority\nsix.test. 9 NS ns1.six.test.\n"                 \
	"additional\nns1.six.test. 9 AAAA 2001:db8::53\n"
#define RAN_BOTH                                                    \
	"authority\nboth.test. 9 NS ns1.both.test.\n"               \
	"additional\nns1.both.test. 9 AAAA 2001:db8::53\nns1.both.test. 9 A 192.0.2.53\n"
#define RAN_HALF                                                    \
	"authority\nhalf.test. 9 NS ns1.half.test.\nhalf.test. 9 NS gone.test.\n" \
	"additional\nns1.half.test. 9 A 192.0.2.53\n"
#define RAN_ROOT                                                    \
	{ "192.0.2.1", "a.test.",     NULL, "", RAN_A },             \
	{ "192.0.2.1", "www.a.test.", NULL, "", RAN_A },             \
	{ "192.0.2.1", "six.test.",   NULL, "", RAN_SIX },           \
	{ "192.0.2.1", "both.test.",  NULL, "", RAN_BOTH },          \
	{ "192.0.2.1", "half.test.",  NULL, "", RAN_HALF },          \
	{ "192.0.2.1", NULL, NULL, "aa NXDOMAIN", "authority\n. 9 SOA . . 1 2 3 4 5\n" }
/* clang-format on */

static const char ran_hints[] = ". 3600 IN NS ns.root.\nns.root. 3600 IN A 192.0.2.1\n";

/* @yaml behind the root hints; what it declares is ready to run with @rules. */
static inline void ran_begin(struct ran *ran, const struct fakenet_rule *rules,
			     size_t rule_count, const char *yaml)
{
	char hints[] = "/tmp/ran.XXXXXX";
	char text[8192];

	*ran = (struct ran){ .arena = arena_new() };
	ran->engine = fakenet_new(ran->arena, rules, rule_count);
	ran->verdicts.arena = ran->arena;
	ran->options = (struct run_options){ .is_detailed = true,
					     .has_v4 = true,
					     .has_v6 = true,
					     .left_out = &ran->left_out,
					     .sink = canned_sink,
					     .sink_user = &ran->verdicts };
	declared_write(ran_hints, hints);
	(void)snprintf(text, sizeof(text), "root_hints: %s\n%s", hints, yaml);
	if (!declared_load(&ran->declared, ran->arena, text))
		fail_msg("%s", declared_faults(&ran->declared));
	(void)unlink(hints);
}

/* Runs; whatever happened, the totals add up. */
static inline void ran_go(struct ran *ran)
{
	uint64_t total = 0;

	assert_int_equal(run_plan(ran->arena, ran->engine, ran->declared.plan,
				  &ran->options, &ran->summary),
			 ERR_OK);
	for (unsigned i = 0; i < STATE_COUNT; i++)
		total += ran->summary.counts[i];
	assert_int_equal(total, ran->summary.expectations);
	assert_int_equal(total, ran->verdicts.count);
}

static inline int ran_compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* "name type address: verdict", a line each, sorted; what was not asked has "-" for an address. */
static inline const char *ran_text(const struct ran *ran)
{
	const char *lines[CANNED_LINES] = { NULL };
	struct text text;
	const char *all;

	for (size_t i = 0; i < ran->verdicts.count; i++) {
		const struct verdict *verdict = ran->verdicts.list[i];
		struct str address = verdict->address;

		text_init_growing(&text, 1 << 20);
		text_add_format(&text, "%s %s ", verdict->name.data, verdict->type.data);
		text_add(&text, address.len > 0 ? str_cut(&address, '#') : str_of("-"));
		text_add_format(&text, ": %s\n", canned_text(ran->arena, verdict));
		lines[i] = str_cstr(ran->arena, text_str(&text));
		text_free(&text);
	}
	qsort(lines, ran->verdicts.count, sizeof(*lines), ran_compare);
	text_init_growing(&text, 1 << 20);
	for (size_t i = 0; i < ran->verdicts.count; i++)
		text_add_cstr(&text, lines[i]);
	all = str_cstr(ran->arena, text_str(&text));
	text_free(&text);
	return all;
}

static inline void ran_end(struct ran *ran)
{
	arena_free(ran->arena);
}
