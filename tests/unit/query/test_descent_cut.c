#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/text.h"
#include "descended.h"
#include "dns/build.h"
#include "query/descent_cut.h"

static const struct name ns1 = { (const uint8_t *)"\3ns1\4test", 10 };
static const struct name ns2 = { (const uint8_t *)"\3ns2\4test", 10 };
static const uint8_t ip1[] = { 192, 0, 2, 1 }, ip2[] = { 192, 0, 2, 2 };

/* A cut of test. below the root: both sides name ns1, whose address both know. */
struct cut {
	struct descended made;
	struct reply *referral;
	struct reply *own;
	struct reply *address;
	struct reply *keys;
	struct build_query query;
	struct panel_question ns;
	struct panel_question glue;
	struct descent_cut_asked asked;
};

static struct reply *begin(struct cut *cut)
{
	struct reply *reply = arena_alloc(cut->made.arena, sizeof(*reply));

	reply_begin(reply, 1);
	reply_flag(reply, FLAG_AA);
	return reply;
}

static void cut_init(struct cut *cut)
{
	descended_init(&cut->made, "a");
	cut->made.step->has_cut = true;
	cut->referral = begin(cut);
	cut->own = begin(cut);
	cut->address = begin(cut);
	cut->keys = begin(cut);
	reply_put(cut->referral, SECTION_AUTHORITY, said_zone, TYPE_NS, ns1.wire, 10);
	reply_put(cut->own, SECTION_ANSWER, said_zone, TYPE_NS, ns1.wire, 10);
	cut->query = (struct build_query){ .qname = ns1, .qtype = TYPE_A };
}

/* Puts what was built where it is judged, and gives the codes of what is found. */
static void judge(struct cut *cut, char *buffer, size_t size)
{
	struct arena *arena = cut->made.arena;
	struct rrset *ns = arena_alloc(arena, sizeof(*ns));
	struct text text;

	rrset_collect(arena, cut->referral->wire, cut->referral->size, SECTION_AUTHORITY,
		      said_zone, TYPE_NS, CLASS_IN, ns);
	cut->made.found.ns = ns;
	cut->ns = cut->made.said.questions[0];
	cut->ns.answer = said_answer(arena, cut->own);
	cut->glue = (struct panel_question){ &cut->query, cut->ns.server,
					     said_answer(arena, cut->address) };
	cut->asked = (struct descent_cut_asked){
		.ns = &cut->ns,
		.ns_count = 1,
		.referral = said_answer(arena, cut->referral),
		.glue = &cut->glue,
		.glue_count = 1,
		.keys = said_answer(arena, cut->keys),
	};
	descent_cut_read(arena, cut->made.step, &cut->asked);
	descent_cut_judge(arena, &cut->made.descent, cut->made.step, &cut->asked);
	text_init(&text, buffer, size);
	for (const struct descent_finding *at = cut->made.step->findings; at != NULL;
	     at = at->next) {
		text_add_format(&text, "%s: %s\n", descent_fault_code(at->fault),
				at->what);
	}
}

static void do_nothing(struct cut *cut)
{
	(void)cut;
}

static void add_true_glue(struct cut *cut)
{
	reply_put(cut->referral, SECTION_ADDITIONAL, ns1, TYPE_A, ip1, 4);
	reply_put(cut->address, SECTION_ANSWER, ns1, TYPE_A, ip1, 4);
	reply_put(cut->address, SECTION_ANSWER, ns1, TYPE_A, ip2, 4);
}

static void add_false_glue(struct cut *cut)
{
	reply_put(cut->referral, SECTION_ADDITIONAL, ns1, TYPE_A, ip2, 4);
	reply_put(cut->address, SECTION_ANSWER, ns1, TYPE_A, ip1, 4);
}

static void add_glue_of_nothing(struct cut *cut)
{
	reply_put(cut->referral, SECTION_ADDITIONAL, ns1, TYPE_A, ip2, 4);
}

static void add_ns_at_parent(struct cut *cut)
{
	reply_put(cut->referral, SECTION_AUTHORITY, said_zone, TYPE_NS, ns2.wire, 10);
}

static void add_ns_at_zone(struct cut *cut)
{
	reply_put(cut->own, SECTION_ANSWER, said_zone, TYPE_NS, ns2.wire, 10);
}

static void drop_authority(struct cut *cut)
{
	add_ns_at_zone(cut);
	wire_put_u16(cut->own->wire + 2, FLAG_QR);
}

static void share_servers(struct cut *cut)
{
	add_ns_at_zone(cut);
	cut->made.found.is_from_child = true;
}

static void add_key(struct cut *cut)
{
	static const uint8_t key[] = { 1, 0, 3, 13, 1, 2, 3 };

	reply_put(cut->keys, SECTION_ANSWER, said_zone, TYPE_DNSKEY, key, sizeof(key));
}

static void add_ds(struct cut *cut)
{
	static const uint8_t ds[] = { 1, 2, 13, 2, 9, 9, 9 };
	static const struct rrset_rdata rdata = { ds, ds, sizeof(ds), sizeof(ds) };
	static const struct rrset rrset = {
		.type = TYPE_DS, .rr_class = CLASS_IN, .count = 1, .rdata = &rdata
	};

	cut->made.found.ds = &rrset;
}

static void add_key_and_ds(struct cut *cut)
{
	add_key(cut);
	add_ds(cut);
}

static void lose_address(struct cut *cut)
{
	cut->made.found.unresolved = &ns2;
	cut->made.found.unresolved_count = 1;
}

/* clang-format off */
static const struct {
	const char *why;
	void (*change)(struct cut *cut);
	const char *findings;
} rows[] = {
	{ "both sides say the same", do_nothing, "" },
	{ "glue is part of what the zone has", add_true_glue, "" },
	{ "glue that the zone does not have", add_false_glue, "glue-differs: glue of ns1.test. is 192.0.2.2, the zone has 192.0.2.1\n" },
	{ "glue for a name that has no address", add_glue_of_nothing, "glue-differs: glue of ns1.test. is 192.0.2.2, the zone has none\n" },
	{ "a name server more at the parent", add_ns_at_parent, "delegation-differs: NS at the parent and not at the zone: ns2.test.\n" },
	{ "a name server more at the zone", add_ns_at_zone, "delegation-differs: NS at the zone and not at the parent: ns2.test.\n" },
	{ "who has no authority is not believed", drop_authority, "" },
	{ "who serves both sides knows one set only", share_servers, "" },
	{ "a key that nothing leads to", add_key, "no-ds: the zone is signed, the parent has no DS for it\n" },
	{ "a DS without a key", add_ds, "ds-mismatch: the parent has DS, the zone has no DNSKEY\n" },
	{ "a DS of another key", add_key_and_ds, "ds-mismatch: no DNSKEY of the zone fits a DS of the parent\n" },
	{ "a name server without an address", lose_address, "no-address: ns2.test. has no address\n" },
};
/* clang-format on */

static void test_parent_and_zone_are_held_against_each_other(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct cut cut;
		char buffer[1024];

		cut_init(&cut);
		rows[i].change(&cut);
		judge(&cut, buffer, sizeof(buffer));
		if (strcmp(buffer, rows[i].findings) != 0) {
			print_error("%s:\n%s", rows[i].why, buffer);
			fail();
		}
		descended_free(&cut.made);
	}
}

static void test_only_names_inside_the_zone_are_its_own(void **state)
{
	struct descended made;

	(void)state;
	descended_init(&made, "a");
	assert_true(descent_cut_is_own(made.step, ns1));
	assert_false(descent_cut_is_own(made.step, said_other));
	descended_free(&made);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parent_and_zone_are_held_against_each_other),
		cmocka_unit_test(test_only_names_inside_the_zone_are_its_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
