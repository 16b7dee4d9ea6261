/*
 * Proofs of absence without their signatures: a byte that says how many labels of the question's name are the zone's,
 * then a message whose NSEC and NSEC3 of the authority section are worked out.
 */
#include "base/arena.h"
#include "dns/nsec.h"
#include "dns/nsec3.h"
#include "dns/signed.h"
#include "dns/type.h"
#include "fuzz.h"

static size_t gather(const struct signed_sets *sets, uint16_t type,
		     const struct signed_set **out_list)
{
	size_t count = 0;

	for (size_t i = 0; i < sets->count; i++) {
		if (sets->list[i].type == type && sets->list[i].count > 0)
			out_list[count++] = &sets->list[i];
	}
	return count;
}

static void check(const struct denial *denial)
{
	FUZZ_CHECK(denial->verdict <= DENIAL_CONTRADICTED);
	FUZZ_CHECK(denial->why != NULL);
	FUZZ_CHECK(!denial->has_ns || !denial->is_nonexistent);
}

static void prove_nsec(struct arena *arena, struct name zone, struct name name,
		       const struct signed_set *const *list, size_t count)
{
	struct denial denial;
	struct nsec_list nsec;

	nsec_collect(arena, zone, list, count, &nsec);
	nsec_prove_nodata(&nsec, name, TYPE_A, &denial);
	check(&denial);
	nsec_prove_nodata(&nsec, name, TYPE_DS, &denial);
	check(&denial);
	nsec_prove_nxdomain(&nsec, name, &denial);
	check(&denial);
	FUZZ_CHECK(denial.verdict != DENIAL_PROVEN || nsec.count > 0);
	nsec_prove_expansion(&nsec, name, name_label_count(zone), &denial);
	check(&denial);
	FUZZ_CHECK(denial.verdict != DENIAL_OPT_OUT);
}

static void prove_nsec3(struct arena *arena, struct name zone, struct name name,
			const struct signed_set *const *list, size_t count)
{
	struct nsec3_list nsec3;
	struct denial denial;
	unsigned hashes = 0;

	nsec3_collect(arena, zone, list, count, &hashes, &nsec3);
	nsec3_prove_nodata(&nsec3, name, TYPE_A, &denial);
	check(&denial);
	nsec3_prove_nodata(&nsec3, name, TYPE_DS, &denial);
	check(&denial);
	nsec3_prove_nxdomain(&nsec3, name, &denial);
	check(&denial);
	if (name_label_count(name) > name_label_count(zone)) {
		nsec3_prove_expansion(&nsec3, name, name_label_count(zone), &denial);
		check(&denial);
	}
	FUZZ_CHECK(hashes <= NSEC3_HASHES_MAX);
	FUZZ_CHECK(nsec3.count == 0 || hashes > 0 ||
		   nsec3.iterations > NSEC3_ITERATIONS_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct signed_set *list[SIGNED_SETS_MAX];
	struct message_cursor cursor;
	struct signed_sets sets;
	struct name_buffer qname;
	struct message_rr rr;
	struct arena *arena;
	struct name name;
	struct name zone;

	if (size == 0)
		return 0;
	message_begin(&cursor, data + 1, size - 1);
	if (!message_next(&cursor, &rr))
		return 0;
	message_owner(data + 1, size - 1, &rr, &qname);
	name = name_of(&qname);
	zone = name_suffix(name, data[0] % (name_label_count(name) + 1));
	arena = arena_new();
	signed_collect(arena, data + 1, size - 1, CLASS_IN, &sets);
	FUZZ_CHECK(sets.count <= SIGNED_SETS_MAX);
	prove_nsec(arena, zone, name, list, gather(&sets, TYPE_NSEC, list));
	prove_nsec3(arena, zone, name, list, gather(&sets, TYPE_NSEC3, list));
	arena_free(arena);
	return 0;
}
