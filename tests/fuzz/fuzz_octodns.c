/* A zone file of octoDNS: it is refused with a place for each fault, or all in it is sound. */
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/arena.h"
#include "declare/declaration.h"
#include "declare/load.h"
#include "dns/rdata.h"
#include "fuzz.h"

static int make_file(const void *data, size_t size)
{
	int fd = memfd_create("zone", MFD_CLOEXEC);

	FUZZ_CHECK(fd >= 0 && write(fd, data, size) == (ssize_t)size);
	return fd;
}

static void check_zone(const struct declared_zone *zone)
{
	for (const struct expectation *at = zone->first; at; at = at->next) {
		struct name owner = { at->owner, at->owner_size };

		FUZZ_CHECK(name_is_below(owner, zone->name));
		FUZZ_CHECK(at->judging == JUDGING_MATCH ||
			   at->judging == JUDGING_DELEGATION || at->extra->why != NULL);
		for (size_t i = 0; i < at->value_count; i++) {
			FUZZ_CHECK(rdata_is_valid(at->type, at->values[i].wire,
						  at->values[i].wire_size, 0,
						  at->values[i].wire_size));
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char text[128];
	char path[64];
	const char *const paths[] = { path };
	int zone = make_file(data, size);
	int length = snprintf(
		text, sizeof(text),
		"zones: {a.test: {records_from: {octodns: /proc/self/fd/%d}}}", zone);
	int main_file = make_file(text, (size_t)length);
	struct arena *arena = arena_new();
	const struct declaration *declaration = NULL;
	struct faults faults;

	snprintf(path, sizeof(path), "/proc/self/fd/%d", main_file);
	faults_init(&faults, arena);
	if (load_files(arena, paths, 1, NULL, 0, &faults, &declaration) == ERR_OK) {
		check_zone(declaration->zones);
	} else {
		FUZZ_CHECK(faults.count > 0);
	}
	arena_free(arena);
	close(main_file);
	close(zone);
	return 0;
}
