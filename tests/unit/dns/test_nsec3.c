#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/num.h"
#include "dns/nsec3.h"
#include "signed_case.h"

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

/* Source: RFC 5155 appendix A. */
static void test_hashes_are_those_of_the_rfc(void **state)
{
	static const struct {
		const char *name;
		const char *hash;
	} rows[] = {
		{ "example", "0p9mhaveqvm6t7vbl5lop2u3t2rp3tom" },
		{ "a.example", "35mthgpgcu1qg68fab165klnsnk3dpvl" },
		{ "ai.example", "gjeqe526plbf1g8mklp59enfd789njgi" },
		{ "NS1.Example", "2t7b4g4vsa5smi47k61mv5bv1a22bojr" },
		{ "w.example", "k8udemvp1j2f7eg6jebps17vp3n8i58h" },
		{ "*.w.example", "r53bq7cc2uvmubfu5ocmm6pers9tk9en" },
		{ "x.y.w.example", "2vptu5timamqttgl4luu9kg21e0aor3s" },
		{ "xx.example", "t644ebqk9bibcna874givr6joj62mlhv" },
	};
	static const uint8_t salt[] = { 0xaa, 0xbb, 0xcc, 0xdd };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		static const char digits[] = "0123456789abcdefghijklmnopqrstuv";
		uint8_t hash[NSEC3_HASH_SIZE];
		char text[33] = { 0 };

		nsec3_hash(signed_case_name(arena, rows[i].name),
			   (struct dnssec_bytes){ salt, sizeof(salt) }, 12, hash);
		for (size_t k = 0; k < 32; k++) {
			const size_t bit = k * 5;
			const unsigned pair =
				(unsigned)hash[bit / 8] << 8 |
				(bit / 8 + 1 < NSEC3_HASH_SIZE ? hash[bit / 8 + 1] : 0);

			text[k] = digits[pair >> (11 - bit % 8) & 0x1F];
		}
		assert_string_equal(text, rows[i].hash);
	}
}

static void test_only_readable_records_of_one_kind_are_taken(void **state)
{
	/* clang-format off */
	static const struct {
		const char *owner;
		const char *rdata;
		size_t count;
		const char *why;
	} rows[] = {
		{ "0p9mhaveqvm6t7vbl5lop2u3t2rp3tom.example.", "1 0 12 aabbccdd 2t7b4g4vsa5smi47k61mv5bv1a22bojr A", 1, "good" },
		{ "0P9MHAVEQVM6T7VBL5LOP2U3T2RP3TOM.example.", "1 1 12 aabbccdd 2t7b4g4vsa5smi47k61mv5bv1a22bojr A", 1, "in capitals, opt-out" },
		{ "zp9mhaveqvm6t7vbl5lop2u3t2rp3tom.example.", "1 0 12 aabbccdd 2t7b4g4vsa5smi47k61mv5bv1a22bojr A", 0, "a letter that is no digit" },
		{ "0p9m.example.", "1 0 12 aabbccdd 2t7b4g4vsa5smi47k61mv5bv1a22bojr A", 0, "a short label" },
		{ "0p9mhaveqvm6t7vbl5lop2u3t2rp3tom.other.", "1 0 12 aabbccdd 2t7b4g4vsa5smi47k61mv5bv1a22bojr A", 0, "another zone's" },
		{ "0p9mhaveqvm6t7vbl5lop2u3t2rp3tom.example.", "1 0 12 aabbccdd 2t7b4g4v A", 0, "a short next hash" },
		{ "0p9mhaveqvm6t7vbl5lop2u3t2rp3tom.example.", "6 0 12 aabbccdd 2t7b4g4vsa5smi47k61mv5bv1a22bojr A", 0, "another hash algorithm" },
		{ "0p9mhaveqvm6t7vbl5lop2u3t2rp3tom.example.", "1 3 12 aabbccdd 2t7b4g4vsa5smi47k61mv5bv1a22bojr A", 0, "an unknown flag" },
	};
	/* clang-format on */
	unsigned hashes = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct signed_set *set =
			signed_case_set(arena, rows[i].owner, TYPE_NSEC3, rows[i].rdata);
		struct nsec3_list list;

		nsec3_collect(arena, signed_case_name(arena, "example."), &set, 1,
			      &hashes, &list);
		if (list.count != rows[i].count)
			fail_msg("%s: %zu taken", rows[i].why, list.count);
	}
}

static void test_records_of_other_parameters_are_left_out(void **state)
{
	static const char owner[] = "0p9mhaveqvm6t7vbl5lop2u3t2rp3tom.example.";
	static const char next[] = "2t7b4g4vsa5smi47k61mv5bv1a22bojr A";
	static const char *const others[] = { "1 0 12 aabbccde ", "1 0 13 aabbccdd ",
					      "1 0 12 - " };
	const struct signed_set *sets[2];
	unsigned hashes = 0;

	(void)state;
	sets[0] = signed_case_set(arena, owner, TYPE_NSEC3,
				  "1 0 12 aabbccdd 2t7b4g4vsa5smi47k61mv5bv1a22bojr A");
	for (size_t i = 0; i < ARRAY_LEN(others); i++) {
		char rdata[128];
		struct nsec3_list list;

		(void)snprintf(rdata, sizeof(rdata), "%s%s", others[i], next);
		sets[1] = signed_case_set(arena, owner, TYPE_NSEC3, rdata);
		nsec3_collect(arena, signed_case_name(arena, "example."), sets, 2,
			      &hashes, &list);
		assert_int_equal(list.count, 1);
		assert_int_equal(list.iterations, 12);
	}
}

static void test_records_are_refused_at_every_cut(void **state)
{
	const struct signed_set *whole = signed_case_set(
		arena, "0p9mhaveqvm6t7vbl5lop2u3t2rp3tom.example.", TYPE_NSEC3,
		"1 0 12 aabbccdd 2t7b4g4vsa5smi47k61mv5bv1a22bojr");
	unsigned hashes = 0;

	(void)state;
	for (size_t size = 0; size <= whole->rdata[0].size; size++) {
		struct dnssec_bytes rdata = { whole->rdata[0].data, size };
		struct signed_set cut = *whole;
		const struct signed_set *set = &cut;
		struct nsec3_list list;

		cut.rdata = &rdata;
		nsec3_collect(arena, signed_case_name(arena, "example."), &set, 1,
			      &hashes, &list);
		assert_int_equal(list.count, size == whole->rdata[0].size ? 1 : 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hashes_are_those_of_the_rfc),
		cmocka_unit_test(test_only_readable_records_of_one_kind_are_taken),
		cmocka_unit_test(test_records_of_other_parameters_are_left_out),
		cmocka_unit_test(test_records_are_refused_at_every_cut),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
