/* A capture file: every message it gives lies inside what was read, and the totals add up. */
#include "base/arena.h"
#include "fuzz.h"
#include "query/pcap_read.h"

struct seen {
	uint64_t count;
	unsigned sum;
};

static void take(void *user, const struct pcap_message *message)
{
	struct seen *seen = user;

	FUZZ_CHECK(message->size > 0 && message->size <= 65535);
	FUZZ_CHECK(message->transport == TRANSPORT_UDP ||
		   message->transport == TRANSPORT_TCP);
	for (size_t i = 0; i < message->size; i++)
		seen->sum += message->wire[i];
	seen->count++;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct seen seen = { 0, 0 };
	struct pcap_read_totals totals;

	pcap_read_all(arena,
		      &(const struct pcap_read_job){ data, size, 5300, take, &seen },
		      &totals);
	FUZZ_CHECK(totals.messages == seen.count);
	FUZZ_CHECK(totals.passed_over <= totals.packets + size);
	FUZZ_CHECK(totals.fault_offset <= size);
	arena_free(arena);
	return 0;
}
