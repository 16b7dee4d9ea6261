/* A declaration: it is refused with a place for each fault, or all that is in it is sound. */
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/arena.h"
#include "declare/declaration.h"
#include "declare/load.h"
#include "dns/rdata.h"
#include "fuzz.h"

static void check_values(const struct expectation *expectation)
{
	for (size_t i = 0; i < expectation->value_count; i++) {
		const struct rrset_rdata *value = &expectation->values[i];

		FUZZ_CHECK(rdata_is_valid(expectation->type, value->wire,
					  value->wire_size, 0, value->wire_size));
		FUZZ_CHECK(value->normal != NULL);
	}
}

static void check_zone(const struct declared_zone *zone)
{
	size_t count = 0;

	FUZZ_CHECK(name_is_valid(zone->name.wire, zone->name.size));
	for (const struct expectation *at = zone->first; at; at = at->next) {
		struct name owner = { at->owner, at->owner_size };

		FUZZ_CHECK(name_is_valid(owner.wire, owner.size));
		FUZZ_CHECK(name_is_below(owner, zone->name));
		FUZZ_CHECK(at->line > 0);
		check_values(at);
		count++;
	}
	FUZZ_CHECK(count == zone->expectation_count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int fd = memfd_create("declaration", MFD_CLOEXEC);
	char path[64];
	const char *const paths[] = { path };
	struct arena *arena = arena_new();
	const struct declaration *declaration = NULL;
	struct faults faults;

	FUZZ_CHECK(fd >= 0 && write(fd, data, size) == (ssize_t)size);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	faults_init(&faults, arena);
	if (load_files(arena, paths, 1, NULL, 0, &faults, &declaration) == ERR_OK) {
		FUZZ_CHECK(faults.count == 0);
		for (const struct declared_zone *zone = declaration->zones; zone;
		     zone = zone->next)
			check_zone(zone);
	} else {
		FUZZ_CHECK(faults.count > 0);
	}
	arena_free(arena);
	close(fd);
	return 0;
}
