#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "dns/nsec3.h"
#include "signed_case.h"

/* The signed zone of RFC 5155 appendix A: "example.", salt aabbccdd, 12 iterations, opt-out. */
#define HEAD "1 1 12 aabbccdd "

/* clang-format off */
static const char *const apex[] = { "0p9mhaveqvm6t7vbl5lop2u3t2rp3tom.example.", HEAD "2t7b4g4vsa5smi47k61mv5bv1a22bojr MX DNSKEY NS SOA NSEC3PARAM RRSIG" };
static const char *const ns1[] = { "2t7b4g4vsa5smi47k61mv5bv1a22bojr.example.", HEAD "2vptu5timamqttgl4luu9kg21e0aor3s A RRSIG" };
static const char *const x_y_w[] = { "2vptu5timamqttgl4luu9kg21e0aor3s.example.", HEAD "35mthgpgcu1qg68fab165klnsnk3dpvl MX RRSIG" };
static const char *const a[] = { "35mthgpgcu1qg68fab165klnsnk3dpvl.example.", HEAD "b4um86eghhds6nea196smvmlo4ors995 NS DS RRSIG" };
static const char *const x_w[] = { "b4um86eghhds6nea196smvmlo4ors995.example.", HEAD "gjeqe526plbf1g8mklp59enfd789njgi MX RRSIG" };
static const char *const ai[] = { "gjeqe526plbf1g8mklp59enfd789njgi.example.", HEAD "ji6neoaepv8b5o6k4ev33abha8ht9fgc A HINFO AAAA RRSIG" };
static const char *const y_w[] = { "ji6neoaepv8b5o6k4ev33abha8ht9fgc.example.", HEAD "k8udemvp1j2f7eg6jebps17vp3n8i58h" };
static const char *const w[] = { "k8udemvp1j2f7eg6jebps17vp3n8i58h.example.", HEAD "q04jkcevqvmu85r014c7dkba38o0ji5r" };
static const char *const ns2[] = { "q04jkcevqvmu85r014c7dkba38o0ji5r.example.", HEAD "r53bq7cc2uvmubfu5ocmm6pers9tk9en A RRSIG" };
static const char *const wild_w[] = { "r53bq7cc2uvmubfu5ocmm6pers9tk9en.example.", HEAD "t644ebqk9bibcna874givr6joj62mlhv MX RRSIG" };
/* clang-format on */

enum claim { NODATA, NXDOMAIN, EXPANSION };
enum { RECORDS_MAX = 4 };

struct row {
	const char *const *records[RECORDS_MAX];
	enum claim claim;
	const char *name;
	uint16_t type;
	unsigned labels;
	enum denial_verdict verdict;
	const char *why;
};

static struct arena *arena;
static unsigned hashes;

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

static void prove(const struct row *row, struct denial *denial)
{
	const struct name zone = signed_case_name(arena, "example.");
	const struct name name = signed_case_name(arena, row->name);
	const struct signed_set *sets[RECORDS_MAX];
	struct nsec3_list list;
	size_t count = 0;

	while (count < RECORDS_MAX && row->records[count] != NULL) {
		sets[count] = signed_case_set(arena, row->records[count][0], TYPE_NSEC3,
					      row->records[count][1]);
		count++;
	}
	nsec3_collect(arena, zone, sets, count, &hashes, &list);
	switch (row->claim) {
	case NODATA:
		nsec3_prove_nodata(&list, name, row->type, denial);
		break;
	case NXDOMAIN:
		nsec3_prove_nxdomain(&list, name, denial);
		break;
	case EXPANSION:
		nsec3_prove_expansion(&list, name, row->labels, denial);
		break;
	}
}

static const char *const unknown[] = {
	"0p9mhaveqvm6t7vbl5lop2u3t2rp3tom.example.",
	"2 0 12 aabbccdd 2t7b4g4vsa5smi47k61mv5bv1a22bojr NS SOA"
};
static const char *const flags[] = {
	"0p9mhaveqvm6t7vbl5lop2u3t2rp3tom.example.",
	"1 2 12 aabbccdd 2t7b4g4vsa5smi47k61mv5bv1a22bojr NS SOA"
};
static const char *const slow[] = {
	"0p9mhaveqvm6t7vbl5lop2u3t2rp3tom.example.",
	"1 0 151 aabbccdd 2t7b4g4vsa5smi47k61mv5bv1a22bojr NS SOA"
};
static const char *const deep[] = { "0p9mhaveqvm6t7vbl5lop2u3t2rp3tom.x.example.",
				    HEAD "2t7b4g4vsa5smi47k61mv5bv1a22bojr NS SOA" };
static const char *const closed[] = {
	"0p9mhaveqvm6t7vbl5lop2u3t2rp3tom.example.",
	"1 0 12 aabbccdd 2t7b4g4vsa5smi47k61mv5bv1a22bojr MX NS SOA"
};
static const char *const closed_x_w[] = {
	"b4um86eghhds6nea196smvmlo4ors995.example.",
	"1 0 12 aabbccdd gjeqe526plbf1g8mklp59enfd789njgi MX"
};
static const char *const closed_a[] = {
	"35mthgpgcu1qg68fab165klnsnk3dpvl.example.",
	"1 0 12 aabbccdd b4um86eghhds6nea196smvmlo4ors995 NS DS"
};
/* clang-format off */
/* Names and records are of RFC 5155 appendix B. */
static const struct row proofs[] = {
	{ { apex, x_w, a }, NXDOMAIN, "a.c.x.w.example.", TYPE_A, 0, DENIAL_OPT_OUT, "B.1: the closest encloser x.w.example." },
	{ { closed, closed_x_w, closed_a }, NXDOMAIN, "a.c.x.w.example.", TYPE_A, 0, DENIAL_PROVEN, "B.1 without opt-out" },
	{ { closed_x_w, closed_a }, NXDOMAIN, "a.c.x.w.example.", TYPE_A, 0, DENIAL_MISSING, "the next closer name is not covered" },
	{ { closed, closed_x_w }, NXDOMAIN, "a.c.x.w.example.", TYPE_A, 0, DENIAL_MISSING, "the wildcard is not covered" },
	{ { closed, closed_a }, NXDOMAIN, "a.c.x.w.example.", TYPE_A, 0, DENIAL_MISSING, "the encloser is not shown: a higher one would do only with its own proof" },
	{ { ns1 }, NODATA, "ns1.example.", TYPE_MX, 0, DENIAL_PROVEN, "B.2: NODATA" },
	{ { ns1 }, NODATA, "NS1.EXAMPLE.", TYPE_MX, 0, DENIAL_PROVEN, "B.2 in other case" },
	{ { ns1 }, NODATA, "ns1.example.", TYPE_A, 0, DENIAL_CONTRADICTED, "the type is there" },
	{ { ns1 }, NXDOMAIN, "ns1.example.", TYPE_A, 0, DENIAL_CONTRADICTED, "the name is there" },
	{ { y_w }, NODATA, "y.w.example.", TYPE_A, 0, DENIAL_PROVEN, "B.2.1: an empty non-terminal" },
	{ { a, apex }, NODATA, "c.example.", TYPE_DS, 0, DENIAL_OPT_OUT, "B.3: an opt-out unsigned delegation" },
	{ { closed_a, closed }, NODATA, "c.example.", TYPE_DS, 0, DENIAL_MISSING, "B.3 without opt-out" },
	{ { ns2 }, EXPANSION, "a.z.w.example.", TYPE_MX, 2, DENIAL_OPT_OUT, "B.4: a wildcard's answer" },
	{ { ns2 }, EXPANSION, "a.z.w.example.", TYPE_MX, 1, DENIAL_MISSING, "of another wildcard" },
	{ { w }, EXPANSION, "a.z.w.example.", TYPE_MX, 1, DENIAL_CONTRADICTED, "w.example. is there: closer than *.example." },
	{ { w, ns2, wild_w }, NODATA, "a.z.w.example.", TYPE_AAAA, 0, DENIAL_OPT_OUT, "B.5: NODATA of a wildcard" },
	{ { w, ns2, wild_w }, NODATA, "a.z.w.example.", TYPE_MX, 0, DENIAL_CONTRADICTED, "the wildcard has the type" },
	{ { apex }, NODATA, "example.", TYPE_DS, 0, DENIAL_MISSING, "B.6: the child's NSEC3 does not deny DS in the parent" },
	{ { a }, NODATA, "a.example.", TYPE_A, 0, DENIAL_MISSING, "the parent's NSEC3 of a delegation" },
	{ { a, x_w, apex }, NXDOMAIN, "nx.a.example.", TYPE_A, 0, DENIAL_MISSING, "nor does it deny what is below" },
	{ { unknown }, NODATA, "example.", TYPE_A, 0, DENIAL_MISSING, "an unknown hash" },
	{ { flags }, NODATA, "example.", TYPE_A, 0, DENIAL_MISSING, "unknown flags" },
	{ { slow }, NODATA, "example.", TYPE_A, 0, DENIAL_COSTLY, "more than 150 iterations" },
	{ { deep }, NODATA, "example.", TYPE_A, 0, DENIAL_MISSING, "an owner two labels below the zone" },
	{ { slow, apex }, NODATA, "ns1.example.", TYPE_A, 0, DENIAL_COSTLY, "the first record decides" },
	{ { NULL }, NXDOMAIN, "a.example.", TYPE_A, 0, DENIAL_MISSING, "nothing at all" },
	{ { ai }, NODATA, "ai.example.", TYPE_ANY, 0, DENIAL_CONTRADICTED, "ANY of a name with records" },
	{ { x_y_w }, NODATA, "x.y.w.example.", TYPE_A, 0, DENIAL_PROVEN, "x.y.w.example." },
};
/* clang-format on */

static void test_proofs_prove_what_they_should_and_no_more(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(proofs); i++) {
		struct denial denial;

		hashes = 0;
		prove(&proofs[i], &denial);
		if (denial.verdict != proofs[i].verdict) {
			fail_msg("%s: %d, wanted %d (%s)", proofs[i].why, denial.verdict,
				 proofs[i].verdict, denial.why);
		}
		assert_non_null(denial.why);
	}
}

static void test_hashing_ends_at_its_bound(void **state)
{
	static const struct row row = { { ns1 }, NODATA, "ns1.example.",
					TYPE_MX, 0,      DENIAL_MISSING,
					"" };
	struct denial denial;

	(void)state;
	hashes = NSEC3_HASHES_MAX - 12;
	prove(&row, &denial);
	assert_int_equal(denial.verdict, DENIAL_MISSING);
	assert_string_equal(denial.why, "working it out takes too many hashes");
	assert_int_equal(hashes, NSEC3_HASHES_MAX - 12);
	hashes = NSEC3_HASHES_MAX - 13;
	prove(&row, &denial);
	assert_int_equal(denial.verdict, DENIAL_PROVEN);
	assert_int_equal(hashes, NSEC3_HASHES_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_proofs_prove_what_they_should_and_no_more),
		cmocka_unit_test(test_hashing_ends_at_its_bound),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
