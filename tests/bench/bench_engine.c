/*
 * Asks A for each name of a file through the engine and tells what it cost.  The peer of udpfloor: the
 * names are read before the clock starts, nothing is done with the answers.
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
	struct name *names;
	uint64_t count;
	const struct server *servers[1];
	struct ask_policy policy;
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

	if (bench->asked == bench->count)
		return false;
	query.qname = bench->names[bench->asked];
	bench->asked++;
	return engine_ask(bench->engine, &ask) == ERR_OK;
}

static enum err names_read(struct arena *arena, const char *path, uint64_t limit,
			   struct bench *bench)
{
	FILE *file = fopen(path, "re");
	char line[LINE_SIZE];

	if (file == NULL)
		return ERR_NOT_FOUND;
	while (bench->count < limit && fgets(line, sizeof(line), file) != NULL) {
		if ((bench->count & (bench->count - 1)) == 0) {
			bench->names = realloc(bench->names, (bench->count * 2 + 1) *
								     sizeof(struct name));
		}
		line[strcspn(line, " \n")] = '\0';
		if (name_parse_new(arena, str_of(line), NULL, &bench->names[bench->count],
				   NULL) == ERR_OK)
			bench->count++;
	}
	fclose(file);
	return ERR_OK;
}

static double seconds(struct timeval time)
{
	return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static void tell(const struct bench *bench, const struct rusage *before, double wall)
{
	const struct engine_stats *stats = engine_get_stats(bench->engine);
	struct rusage after;
	double count = (double)bench->asked;
	double user;
	double system;

	getrusage(RUSAGE_SELF, &after);
	user = (seconds(after.ru_utime) - seconds(before->ru_utime)) * 1e6 / count;
	system = (seconds(after.ru_stime) - seconds(before->ru_stime)) * 1e6 / count;
	printf("engine wall=%.4f qps=%.0f user_us=%.3f sys_us=%.3f cpu_us=%.3f rss_kb=%ld "
	       "asked=%llu replies=%llu timeouts=%llu attempts=%llu channels=%llu\n",
	       wall, count / wall, user, system, user + system, after.ru_maxrss,
	       (unsigned long long)bench->asked,
	       (unsigned long long)bench->outcomes[OUTCOME_REPLY],
	       (unsigned long long)bench->outcomes[OUTCOME_TIMEOUT],
	       (unsigned long long)bench->attempts, (unsigned long long)stats->channels);
}

static enum err run(struct arena *arena, int argc, char **argv)
{
	struct bench bench = { .policy = engine_policy_default };
	struct engine_options options = { .in_flight_max = 0 };
	struct server *server = NULL;
	struct rusage before;
	const char *why = NULL;
	uint64_t limit = UINT64_MAX;
	enum err err = server_parse(arena, str_of(argv[2]), 53, &server, &why);
	uint64_t start_us;

	if (err == ERR_OK && argc > 3)
		err = num_parse_u32(str_of(argv[3]), 0, 100000, &options.in_flight_max);
	if (err == ERR_OK && argc > 4)
		err = num_parse_u64(str_of(argv[4]), 1, UINT64_MAX, &limit);
	if (err == ERR_OK && argc > 5)
		err = num_parse_u32(str_of(argv[5]), 1, 600000, &bench.policy.timeout_ms);
	if (err == ERR_OK)
		err = names_read(arena, argv[1], limit, &bench);
	if (err != ERR_OK)
		return err;
	bench.servers[0] = server;
	getrusage(RUSAGE_SELF, &before);
	start_us = clock_mono_us();
	err = engine_new(&options, NULL, &bench.engine);
	if (err == ERR_OK) {
		engine_set_feed(bench.engine, feed, &bench);
		err = engine_run(bench.engine);
		tell(&bench, &before, (double)(clock_mono_us() - start_us) / 1e6);
	}
	engine_free(bench.engine);
	free(bench.names);
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
