/* A zone file: each record that is handed over is sound, and the number of faults is bounded. */
#include "base/arena.h"
#include "declare/source.h"
#include "declare/zonefile.h"
#include "dns/rdata.h"
#include "dns/type.h"
#include "fuzz.h"

static void on_record(void *user, const struct zonefile_record *record)
{
	const struct name *zone = user;

	FUZZ_CHECK(name_is_valid(record->owner.wire, record->owner.size));
	FUZZ_CHECK(name_is_below(record->owner, *zone));
	FUZZ_CHECK(!type_is_meta(record->type));
	FUZZ_CHECK(rdata_is_valid(record->type, record->wire, record->size, 0,
				  record->size));
	FUZZ_CHECK(!record->has_ttl || record->ttl <= INT32_MAX);
	FUZZ_CHECK(record->place.line > 0 && record->place.column > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct source source = { .path = "/nowhere/zone",
				 .text = { (const char *)data, size },
				 .depth = 1 };
	static const uint8_t wire[] = "\2ex";
	struct name zone = { wire, sizeof(wire) };
	struct arena *arena = arena_new();
	struct faults faults;

	faults_init(&faults, arena);
	zonefile_read(&source, zone, on_record, &zone, &faults);
	for (size_t i = 0; i < faults.len; i++)
		FUZZ_CHECK(faults.list[i].place.line > 0);
	arena_free(arena);
	return 0;
}
