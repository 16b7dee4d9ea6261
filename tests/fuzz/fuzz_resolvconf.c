/* A resolv.conf: whatever stands in it, there are servers to ask and sane numbers. */
#include "base/arena.h"
#include "fuzz.h"
#include "query/resolvconf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct resolvconf conf;

	resolvconf_parse(arena, str_make((const char *)data, size), &conf);
	FUZZ_CHECK(conf.server_count >= 1 && conf.server_count <= RESOLVCONF_SERVERS_MAX);
	FUZZ_CHECK(conf.search_count <= RESOLVCONF_SEARCH_MAX);
	FUZZ_CHECK(conf.ndots <= 15);
	FUZZ_CHECK(conf.timeout_ms >= 1000 && conf.timeout_ms <= 30000);
	FUZZ_CHECK(conf.tries >= 1 && conf.tries <= 5);
	for (size_t i = 0; i < conf.server_count; i++) {
		FUZZ_CHECK(conf.servers[i]->transport == TRANSPORT_UDP);
		FUZZ_CHECK(server_port(conf.servers[i]) > 0);
	}
	for (size_t i = 0; i < conf.search_count; i++)
		FUZZ_CHECK(name_is_valid(conf.search[i].wire, conf.search[i].size));
	arena_free(arena);
	return 0;
}
