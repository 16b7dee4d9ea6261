/*
 * Asks A for each name of a file through the engine and tells what it cost.  The peer of udpfloor:
 *
 *     bench_engine NAMES ADDRESS[:PORT] [WINDOW [LIMIT [TIMEOUT_MS]]]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/num.h"
#include "dns/build.h"
#include "dns/message.h"
#include "dns/type.h"
#include "query/engine.h"

enum { LINE_SIZE = 1024 };

struct bench {
	struct engine *engine;
	FILE *names;
	const struct server *servers[1];
	struct ask_policy policy;
	uint64_t limit;
	uint64_t asked;
	uint64_t outcomes[OUTCOME_COUNT];
	uint64_t attempts;
};

static void on_answer(void *user, const struct answer *answer)
{
	struct bench *bench = user;

	bench->outcomes[answer->outcome]++;
	bench->attempts += answer->attempt_count;
}

static bool feed(void *user)
{
	struct bench *bench = user;
	char line[LINE_SIZE];
	struct name_buffer name;
	struct build_query query = { .qtype = TYPE_A,
				     .qclass = CLASS_IN,
				     .flags = FLAG_RD };
	const struct ask ask = {
		.query = &query,
		.servers = bench->servers,
		.server_count = 1,
		.policy = &bench->policy,
		.done = on_answer,
		.user = bench,
	};

	if (bench->asked >= bench->limit ||
	    fgets(line, sizeof(line), bench->names) == NULL)
		return false;
	line[strcspn(line, " \n")] = '\0';
	if (name_parse(str_of(line), NULL, &name, NULL) != ERR_OK)
		return true;
	query.qname = name_of(&name);
	bench->asked++;
	return engine_ask(bench->engine, &ask) == ERR_OK;
}

static double seconds(struct timeval time)
{
	return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static void tell(const struct bench *bench, double wall)
{
	const struct engine_stats *stats = engine_get_stats(bench->engine);
	struct rusage usage;
	double count = (double)bench->asked;

	getrusage(RUSAGE_SELF, &usage);
	printf("engine wall=%.4f qps=%.0f user_us=%.3f sys_us=%.3f cpu_us=%.3f rss_kb=%ld "
	       "asked=%llu replies=%llu timeouts=%llu attempts=%llu channels=%llu\n",
	       wall, count / wall, seconds(usage.ru_utime) * 1e6 / count,
	       seconds(usage.ru_stime) * 1e6 / count,
	       (seconds(usage.ru_utime) + seconds(usage.ru_stime)) * 1e6 / count,
	       usage.ru_maxrss, (unsigned long long)bench->asked,
	       (unsigned long long)bench->outcomes[OUTCOME_REPLY],
	       (unsigned long long)bench->outcomes[OUTCOME_TIMEOUT],
	       (unsigned long long)bench->attempts, (unsigned long long)stats->channels);
}

static enum err run(struct arena *arena, int argc, char **argv)
{
	struct bench bench = { .policy = engine_policy_default, .limit = UINT64_MAX };
	struct engine_options options = { .in_flight_max = 0 };
	struct server *server = NULL;
	const char *why = NULL;
	enum err err = server_parse(arena, str_of(argv[2]), 53, &server, &why);
	uint64_t start_us;

	if (err == ERR_OK && argc > 3)
		err = num_parse_u32(str_of(argv[3]), 0, 100000, &options.in_flight_max);
	if (err == ERR_OK && argc > 4)
		err = num_parse_u64(str_of(argv[4]), 1, UINT64_MAX, &bench.limit);
	if (err == ERR_OK && argc > 5)
		err = num_parse_u32(str_of(argv[5]), 1, 600000, &bench.policy.timeout_ms);
	if (err != ERR_OK)
		return err;
	bench.names = fopen(argv[1], "re");
	if (bench.names == NULL)
		return ERR_NOT_FOUND;
	bench.servers[0] = server;
	start_us = clock_mono_us();
	err = engine_new(&options, NULL, &bench.engine);
	if (err == ERR_OK) {
		engine_set_feed(bench.engine, feed, &bench);
		err = engine_run(bench.engine);
		tell(&bench, (double)(clock_mono_us() - start_us) / 1e6);
	}
	engine_free(bench.engine);
	fclose(bench.names);
	return err;
}

int main(int argc, char **argv)
{
	struct arena *arena = arena_new();
	enum err err = argc >= 3 ? run(arena, argc, argv) : ERR_SYNTAX;

	arena_free(arena);
	if (err != ERR_OK)
		fprintf(stderr, "bench_engine: %s\n", err_text(err));
	return err != ERR_OK;
}
