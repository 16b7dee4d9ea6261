#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/map.h"
#include "canned.h"
#include "check/plan.h"
#include "check/zonerun.h"
#include "check/zonerun_found.h"
#include "query/walk.h"

enum { SERVERS_MAX = 8 };

/* What a walk found, from text: "192.0.2.1 2001:db8::1 ?ns.test." ("?": without address). */
static struct walk_zone *walked(struct arena *arena, const char *text,
				enum walk_failure failure)
{
	struct walk_zone *zone = arena_alloc(arena, sizeof(*zone));
	struct walk_server *servers = arena_array(arena, SERVERS_MAX, sizeof(*servers));
	struct name *unresolved = arena_array(arena, SERVERS_MAX, sizeof(*unresolved));
	struct str rest = str_of(text);

	for (struct str word = str_word(&rest); word.len > 0; word = str_word(&rest)) {
		if (word.data[0] == '?') {
			unresolved[zone->unresolved_count++] =
				canned_name(arena, str_from(word, 1));
		} else {
			servers[zone->server_count++].server =
				canned_target(arena, str_cstr(arena, word), true).server;
		}
	}
	zone->servers = servers;
	zone->unresolved = unresolved;
	zone->failure = failure;
	zone->why = failure != WALK_OK ? "it was not found" : NULL;
	return zone;
}

struct bench {
	struct arena *arena;
	struct map *servers, *left_out;
	struct zonerun_asking asking;
	struct targets_plan asked;
	struct declared_zone declared;
	struct plan_zone plan;
	struct zonerun *zonerun;
};

static void begin(struct bench *bench, bool has_authoritative, const char *fixed)
{
	struct target *targets;
	struct str rest = str_of(fixed);

	*bench = (struct bench){ .arena = arena_new() };
	bench->servers = map_new(bench->arena);
	bench->left_out = map_new(bench->arena);
	bench->asking.servers = bench->servers;
	targets = arena_array(bench->arena, SERVERS_MAX, sizeof(*targets));
	for (struct str word = str_word(&rest); word.len > 0; word = str_word(&rest)) {
		targets[bench->asked.fixed_count++] =
			canned_target(bench->arena, str_cstr(bench->arena, word), false);
	}
	bench->asked.fixed = targets;
	bench->asked.has_authoritative = has_authoritative;
	bench->declared.name = canned_name(bench->arena, str_of("a.test."));
	bench->plan = (struct plan_zone){ .zone = &bench->declared,
					  .asked = &bench->asked,
					  .has_search = has_authoritative };
	bench->zonerun = zonerun_new_zone(bench->arena, &bench->plan, &bench->asking);
}

/* The targets as "192.0.2.1! 192.0.2.8", "!" for servers of the zone. */
static const char *targets_text(const struct bench *bench)
{
	char buffer[512];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	for (size_t i = 0; i < bench->zonerun->target_count; i++) {
		const struct target *target = &bench->zonerun->targets[i];

		text_add_cstr(&text, i > 0 ? " " : "");
		server_print_ip(&text, target->server);
		text_add_cstr(&text, target->is_authoritative ? "!" : "");
	}
	return str_cstr(bench->arena, text_str(&text));
}

static void test_found_and_fixed_servers_are_joined_nobody_twice(void **state)
{
	static const struct {
		bool has_authoritative;
		const char *fixed, *found, *wanted;
		size_t servers;
		const char *why;
	} rows[] = {
		{ true, "", "192.0.2.1 192.0.2.2", "192.0.2.1! 192.0.2.2!", 2, "found" },
		{ false, "192.0.2.8", "", "192.0.2.8", 1, "fixed" },
		{ true, "192.0.2.8", "192.0.2.1", "192.0.2.1! 192.0.2.8", 2, "both" },
		{ true, "192.0.2.8 192.0.2.1", "192.0.2.1", "192.0.2.1! 192.0.2.8", 2,
		  "one of them is both" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct bench bench;

		print_message("# %s\n", rows[i].why);
		begin(&bench, rows[i].has_authoritative, rows[i].fixed);
		zonerun_found(bench.zonerun,
			      rows[i].has_authoritative
				      ? walked(bench.arena, rows[i].found, WALK_OK)
				      : NULL);
		assert_string_equal(targets_text(&bench), rows[i].wanted);
		assert_int_equal(bench.zonerun->failure, REASON_NONE);
		assert_int_equal(map_len(bench.servers), rows[i].servers);
		arena_free(bench.arena);
	}
}

static void test_why_there_is_nobody_is_told(void **state)
{
	static const struct {
		const char *found;
		enum walk_failure failure;
		enum reason wanted;
	} rows[] = {
		{ "", WALK_NXDOMAIN, REASON_ZONE_NOT_FOUND },
		{ "", WALK_NOT_DELEGATED, REASON_ZONE_NOT_FOUND },
		{ "", WALK_SILENT, REASON_SERVERS_UNKNOWN },
		{ "", WALK_REFUSED, REASON_SERVERS_UNKNOWN },
		{ "?ns.test.", WALK_NO_ADDRESS, REASON_SERVERS_UNKNOWN },
		{ "", WALK_LIMIT, REASON_SERVERS_UNKNOWN },
		{ "2001:db8::1", WALK_OK, REASON_UNREACHABLE },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct bench bench;

		begin(&bench, true, "");
		bench.asking.left_out = bench.left_out;
		zonerun_found(bench.zonerun,
			      walked(bench.arena, rows[i].found, rows[i].failure));
		assert_int_equal(bench.zonerun->target_count, 0);
		assert_int_equal(bench.zonerun->failure, rows[i].wanted);
		assert_non_null(bench.zonerun->why);
		arena_free(bench.arena);
	}
}

static void test_a_walk_that_could_not_start_leaves_servers_unknown(void **state)
{
	struct bench bench;

	(void)state;
	begin(&bench, true, "");
	zonerun_found(bench.zonerun, NULL);
	assert_int_equal(bench.zonerun->failure, REASON_SERVERS_UNKNOWN);
	arena_free(bench.arena);
	begin(&bench, false, "");
	zonerun_found(bench.zonerun, NULL);
	assert_int_equal(bench.zonerun->failure, REASON_SERVERS_UNKNOWN);
	arena_free(bench.arena);
}

static void test_only_global_ipv6_is_left_out_and_each_counted_once(void **state)
{
	struct bench bench;
	struct walk_zone *found;

	(void)state;
	begin(&bench, true, "2001:db8::9");
	bench.asking.left_out = bench.left_out;
	found = walked(bench.arena, "192.0.2.1 2001:db8::1 ::1 fd00::1 2001:db8::2",
		       WALK_OK);
	zonerun_found(bench.zonerun, found);
	assert_string_equal(targets_text(&bench), "192.0.2.1! ::1! fd00::1! 2001:db8::9");
	zonerun_found(bench.zonerun, found);
	assert_int_equal(map_len(bench.left_out), 2);
	arena_free(bench.arena);
}

static void test_a_check_asks_the_servers_of_the_zone_above_its_name(void **state)
{
	static const enum walk_failure failures[] = { WALK_NOT_DELEGATED, WALK_NXDOMAIN };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(failures); i++) {
		struct bench bench;
		struct walk_zone *found;
		struct plan_check check;

		begin(&bench, true, "");
		found = walked(bench.arena, "", failures[i]);
		found->parents = walked(bench.arena, "192.0.2.7", WALK_OK)->servers;
		found->parent_count = 1;
		check = (struct plan_check){ .kind = &kind_query, .asked = &bench.asked };
		bench.zonerun = zonerun_new_check(bench.arena, &check, &bench.asking);
		zonerun_found(bench.zonerun, found);
		assert_string_equal(targets_text(&bench), "192.0.2.7!");
		arena_free(bench.arena);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_found_and_fixed_servers_are_joined_nobody_twice),
		cmocka_unit_test(test_why_there_is_nobody_is_told),
		cmocka_unit_test(test_a_walk_that_could_not_start_leaves_servers_unknown),
		cmocka_unit_test(test_only_global_ipv6_is_left_out_and_each_counted_once),
		cmocka_unit_test(
			test_a_check_asks_the_servers_of_the_zone_above_its_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
