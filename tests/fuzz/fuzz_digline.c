/*
 * A command line in dig's grammar: each line of the bytes is an argument.  It is read as a command line, as
 * a line of ~/.digrc and as one of a batch file, called as dig and as digdrift; of what was read, the
 * messages are built and the banners printed.
 */
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "cli/dig_banner.h"
#include "cli/dig_line.h"
#include "cli/dig_query.h"
#include "dns/name.h"
#include "fuzz.h"

enum { ARGS_MAX = 64, SIZE_MAX_READ = 8192 };

static int split(struct arena *arena, const uint8_t *data, size_t size, char **argv)
{
	static char name[] = "dig";
	struct str rest = str_make((const char *)data, size);
	int argc = 0;

	argv[argc++] = name;
	while (rest.data != NULL && argc < ARGS_MAX - 1)
		argv[argc++] = str_cstr(arena, str_cut(&rest, '\n'));
	argv[argc] = NULL;
	return argc;
}

static void check_lookup(struct arena *arena, const struct dig_lookup *lookup)
{
	struct name_buffer name;
	struct build_query query;
	unsigned options = 0;

	FUZZ_CHECK(lookup->name != NULL);
	FUZZ_CHECK(lookup->opcode <= 15 && lookup->edns_version <= 255);
	FUZZ_CHECK(lookup->padding <= 512 && lookup->udp_size <= UINT16_MAX);
	for (const struct dig_edns_option *at = lookup->edns_options; at != NULL;
	     at = at->before)
		options++;
	FUZZ_CHECK(options == lookup->edns_option_count);
	if (lookup->banner != NULL)
		FUZZ_CHECK(strlen(dig_banner_print(arena, lookup->banner, 2)) > 10);
	if (name_parse(str_of(lookup->name), NULL, &name, NULL) != ERR_OK)
		return;
	if (dig_query_build(arena, lookup, name_of(&name), &query) == ERR_OK) {
		uint8_t wire[BUILD_SIZE_MAX];
		size_t size;

		FUZZ_CHECK(build_message(&query, wire, sizeof(wire), &size) == ERR_OK);
	}
}

static void check_line(struct arena *arena, FILE *sink, int argc, char **argv,
		       bool is_dig)
{
	struct dig_line line;
	struct dig_lookup *lookup;
	bool goes_on;

	dig_line_init(&line, arena, "dig", is_dig);
	line.out = sink;
	line.err = sink;
	line.exit_code = -1;
	goes_on = dig_line_read_ahead(&line, argc, argv) &&
		  dig_line_parse_rc(&line, argc, argv);
	goes_on = goes_on && dig_line_parse(&line, argc, argv) &&
		  (line.first != NULL || line.globals.batch != NULL);
	while ((lookup = dig_line_take(&line)) != NULL)
		check_lookup(arena, lookup);
	if (goes_on && dig_line_parse_batch(&line, argc, argv)) {
		FUZZ_CHECK(line.first != NULL);
	} else {
		FUZZ_CHECK(line.exit_code >= 0 && line.exit_code <= 10);
	}
	while ((lookup = dig_line_take(&line)) != NULL)
		check_lookup(arena, lookup);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *arena;
	static FILE *sink;
	char *argv[ARGS_MAX];
	int argc;

	if (size > SIZE_MAX_READ)
		return 0;
	if (arena == NULL) {
		arena = arena_new();
		sink = fopen("/dev/null", "w");
		FUZZ_CHECK(sink != NULL);
	}
	argc = split(arena, data, size, argv);
	check_line(arena, sink, argc, argv, false);
	check_line(arena, sink, argc, argv, true);
	arena_reset(arena);
	return 0;
}
