#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena.h"
#include "dns/nsec.h"
#include "signed_case.h"

enum claim { NODATA, NXDOMAIN, EXPANSION };
enum { RECORDS_MAX = 4 };

/* Proofs of the zone "example." */
struct row {
	const char *records[RECORDS_MAX]; /* "owner next types": NSEC records */
	enum claim claim;
	const char *name;
	uint16_t type;
	unsigned labels;
	enum denial_verdict verdict;
	const char *why;
};

static struct arena *arena;

static int set_up(void **state)
{
	(void)state;
	arena = arena_new();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

/* The last row of a list has no record. */
static void collect(const char *const *records, struct nsec_list *list)
{
	const struct signed_set *sets[RECORDS_MAX];
	size_t count = 0;

	while (count < RECORDS_MAX && records[count] != NULL) {
		struct str rest = str_of(records[count]);
		const char *owner = str_cstr(arena, str_word(&rest));

		sets[count++] =
			signed_case_set(arena, owner, TYPE_NSEC, str_cstr(arena, rest));
	}
	nsec_collect(arena, signed_case_name(arena, "example."), sets, count, list);
}

static void prove(const struct row *row, struct denial *denial)
{
	const struct name name = signed_case_name(arena, row->name);
	struct nsec_list list;

	collect(row->records, &list);
	switch (row->claim) {
	case NODATA:
		nsec_prove_nodata(&list, name, row->type, denial);
		break;
	case NXDOMAIN:
		nsec_prove_nxdomain(&list, name, denial);
		break;
	case EXPANSION:
		nsec_prove_expansion(&list, name, row->labels, denial);
		break;
	}
}

static void test_proofs_prove_what_they_should_and_no_more(void **state)
{
	/* clang-format off */
	static const struct row rows[] = {
		{ { "www.example. x.example. A NSEC RRSIG" }, NODATA, "www.example.", TYPE_TXT, 0, DENIAL_PROVEN, "NODATA" },
		{ { "www.example. x.example. A NSEC RRSIG" }, NODATA, "WWW.Example.", TYPE_TXT, 0, DENIAL_PROVEN, "NODATA in other case" },
		{ { "www.example. x.example. A NSEC RRSIG" }, NODATA, "www.example.", TYPE_A, 0, DENIAL_CONTRADICTED, "the type is there" },
		{ { "www.example. x.example. CNAME NSEC RRSIG" }, NODATA, "www.example.", TYPE_A, 0, DENIAL_CONTRADICTED, "a CNAME is there" },
		{ { "www.example. x.example. A NSEC RRSIG" }, NODATA, "ftp.example.", TYPE_A, 0, DENIAL_MISSING, "an NSEC of another name" },
		{ { "sub.example. x.example. NS NSEC RRSIG" }, NODATA, "sub.example.", TYPE_A, 0, DENIAL_UNSIGNED, "the parent's NSEC of a delegation without DS" },
		{ { "sub.example. x.example. NS DS NSEC RRSIG" }, NODATA, "sub.example.", TYPE_A, 0, DENIAL_MISSING, "the parent's NSEC of a signed delegation" },
		{ { "sub.example. x.example. NS NSEC RRSIG" }, NODATA, "sub.example.", TYPE_DS, 0, DENIAL_PROVEN, "no DS at a delegation" },
		{ { "example. a.example. NS SOA NSEC RRSIG" }, NODATA, "example.", TYPE_DS, 0, DENIAL_MISSING, "the child's NSEC for DS" },
		{ { "a.example. c.b.example. A NSEC" }, NODATA, "b.example.", TYPE_A, 0, DENIAL_PROVEN, "an empty non-terminal" },
		{ { "a.example. c.example. A NSEC", "*.example. a.example. TXT NSEC" }, NODATA, "b.example.", TYPE_A, 0, DENIAL_PROVEN, "a wildcard without the type" },
		{ { "a.example. c.example. A NSEC", "*.example. a.example. A NSEC" }, NODATA, "b.example.", TYPE_A, 0, DENIAL_CONTRADICTED, "a wildcard with the type" },
		{ { "a.example. c.example. A NSEC", "*.example. a.example. CNAME NSEC" }, NODATA, "b.example.", TYPE_A, 0, DENIAL_CONTRADICTED, "a wildcard alias" },
		{ { "a.example. c.example. A NSEC" }, NODATA, "b.example.", TYPE_A, 0, DENIAL_MISSING, "not there, and no wildcard shown" },
		{ { "*.example. a.example. TXT NSEC" }, NODATA, "b.example.", TYPE_A, 0, DENIAL_MISSING, "a wildcard alone" },
		{ { "n.example. \\000.n.example. RRSIG NSEC TYPE128" }, NODATA, "n.example.", TYPE_A, 0, DENIAL_PROVEN, "NXNAME" },
		{ { "n.example. \\000.n.example. RRSIG NSEC TYPE128" }, NXDOMAIN, "n.example.", TYPE_A, 0, DENIAL_PROVEN, "NXNAME with NXDOMAIN" },
		{ { "n.example. \\000.n.example. RRSIG NSEC" }, NXDOMAIN, "n.example.", TYPE_A, 0, DENIAL_CONTRADICTED, "without NXNAME the name is there" },
		{ { "a.example. c.example. A NSEC", "example. a.example. SOA NS NSEC" }, NXDOMAIN, "b.example.", TYPE_A, 0, DENIAL_PROVEN, "NXDOMAIN" },
		{ { "a.example. c.example. A NSEC" }, NXDOMAIN, "b.example.", TYPE_A, 0, DENIAL_MISSING, "the wildcard is not denied" },
		{ { "example. c.example. SOA NS NSEC" }, NXDOMAIN, "b.example.", TYPE_A, 0, DENIAL_PROVEN, "one NSEC denies both" },
		{ { "a.example. c.example. A NSEC", "*.example. a.example. A NSEC" }, NXDOMAIN, "b.example.", TYPE_A, 0, DENIAL_CONTRADICTED, "a wildcard is there" },
		{ { "a.example. c.b.example. A NSEC", "example. a.example. SOA NS NSEC" }, NXDOMAIN, "b.example.", TYPE_A, 0, DENIAL_CONTRADICTED, "an empty non-terminal is there" },
		{ { "b.example. c.example. A NSEC", "example. a.example. SOA NS NSEC" }, NXDOMAIN, "b.example.", TYPE_A, 0, DENIAL_CONTRADICTED, "the name is there" },
		{ { "z.example. example. A NSEC", "example. a.example. SOA NS NSEC" }, NXDOMAIN, "zz.example.", TYPE_A, 0, DENIAL_PROVEN, "behind the last name" },
		{ { "example. example. SOA NS NSEC" }, NXDOMAIN, "a.b.example.", TYPE_A, 0, DENIAL_PROVEN, "a zone of one name" },
		{ { "sub.example. x.example. NS NSEC", "example. a.example. SOA NS NSEC" }, NXDOMAIN, "a.sub.example.", TYPE_A, 0, DENIAL_MISSING, "below a delegation the parent says nothing" },
		{ { "sub.example. x.example. DNAME NSEC", "example. a.example. SOA NS NSEC" }, NXDOMAIN, "a.sub.example.", TYPE_A, 0, DENIAL_MISSING, "below a DNAME neither" },
		{ { "b.example. d.example. A NSEC", "a.example. b.example. A NSEC" }, NXDOMAIN, "a.b.nx.b.example.", TYPE_A, 0, DENIAL_PROVEN, "the wildcard below the encloser is in the same gap" },
		{ { "a.nx.example. d.example. A NSEC" }, NXDOMAIN, "a.b.nx.example.", TYPE_A, 0, DENIAL_MISSING, "*.nx.example. is not denied" },
		{ { "a.example. c.example. A NSEC" }, EXPANSION, "b.example.", TYPE_A, 1, DENIAL_PROVEN, "of *.example." },
		{ { "a.example. c.b.example. A NSEC" }, EXPANSION, "b.example.", TYPE_A, 1, DENIAL_CONTRADICTED, "the name is an empty non-terminal" },
		{ { "a.sub.example. c.sub.example. A NSEC" }, EXPANSION, "b.sub.example.", TYPE_A, 1, DENIAL_CONTRADICTED, "sub.example. is closer than *.example." },
		{ { "b.example. c.example. A NSEC" }, EXPANSION, "b.example.", TYPE_A, 1, DENIAL_CONTRADICTED, "the name is there" },
		{ { "c.example. d.example. A NSEC" }, EXPANSION, "b.example.", TYPE_A, 1, DENIAL_MISSING, "another gap" },
		{ { "a.other. c.other. A NSEC" }, NODATA, "b.example.", TYPE_A, 0, DENIAL_MISSING, "another zone's" },
		{ { "www.example. x.example. A NSEC" }, NODATA, "www.example.", TYPE_ANY, 0, DENIAL_CONTRADICTED, "ANY of a name with records" },
		{ { "sub.example. x.example. NS NSEC RRSIG" }, NODATA, "a.sub.example.", TYPE_A, 0, DENIAL_UNSIGNED, "below a delegation without DS" },
		{ { "sub.example. x.example. NS DS NSEC RRSIG" }, NODATA, "a.sub.example.", TYPE_A, 0, DENIAL_MISSING, "below a signed delegation" },
		{ { NULL }, NXDOMAIN, "b.example.", TYPE_A, 0, DENIAL_MISSING, "nothing at all" },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct denial denial;

		prove(&rows[i], &denial);
		if (denial.verdict != rows[i].verdict) {
			fail_msg("%s: %d, wanted %d (%s)", rows[i].why, denial.verdict,
				 rows[i].verdict, denial.why);
		}
		assert_non_null(denial.why);
	}
}

static void test_delegations_and_gaps_are_told(void **state)
{
	static const struct row delegation = { { "sub.example. x.example. NS NSEC" },
					       NODATA,
					       "sub.example.",
					       TYPE_DS,
					       0,
					       DENIAL_PROVEN,
					       "" };
	static const struct row host = { { "sub.example. x.example. A NSEC" },
					 NODATA,
					 "sub.example.",
					 TYPE_DS,
					 0,
					 DENIAL_PROVEN,
					 "" };
	static const struct row gap = { { "a.example. c.example. A NSEC" },
					NODATA,
					"b.example.",
					TYPE_DS,
					0,
					DENIAL_MISSING,
					"" };
	struct denial denial;

	(void)state;
	prove(&delegation, &denial);
	assert_true(denial.has_ns && !denial.is_nonexistent);
	prove(&host, &denial);
	assert_true(!denial.has_ns && !denial.is_nonexistent);
	prove(&gap, &denial);
	assert_true(!denial.has_ns && denial.is_nonexistent);
}

static void test_bitmaps_are_read_within_their_bounds(void **state)
{
	static const uint8_t good[] = { 0, 1, 0x40, 1, 2, 0, 0x40 };
	static const uint8_t cut[] = { 0, 8, 0x40 };
	static const uint8_t long_window[] = { 0, 33, 0x40 };
	static const uint8_t empty_window[] = { 0, 0, 1, 1, 0x40 };

	(void)state;
	assert_true(nsec_has_type((struct dnssec_bytes){ good, sizeof(good) }, TYPE_A));
	assert_true(nsec_has_type((struct dnssec_bytes){ good, sizeof(good) }, 265));
	assert_false(nsec_has_type((struct dnssec_bytes){ good, sizeof(good) }, TYPE_NS));
	assert_false(nsec_has_type((struct dnssec_bytes){ good, sizeof(good) }, 300));
	assert_false(nsec_has_type((struct dnssec_bytes){ cut, sizeof(cut) }, TYPE_A));
	assert_false(nsec_has_type(
		(struct dnssec_bytes){ long_window, sizeof(long_window) }, TYPE_A));
	assert_false(nsec_has_type(
		(struct dnssec_bytes){ empty_window, sizeof(empty_window) }, 257));
	assert_false(nsec_has_type((struct dnssec_bytes){ NULL, 0 }, TYPE_A));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_proofs_prove_what_they_should_and_no_more),
		cmocka_unit_test(test_delegations_and_gaps_are_told),
		cmocka_unit_test(test_bitmaps_are_read_within_their_bounds),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
