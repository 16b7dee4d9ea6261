#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/attr.h"
#include "check/targets.h"
#include "declared.h"
#include "query/server.h"

/* The list of `ask:` of a zone, as "authoritative 192.0.2.1#53 ..."; NULL with faults. */
static const char *read_ask(struct declared *declared, struct arena *arena,
			    const char *head, const char *ask)
{
	const struct targets_plan *plan;
	char yaml[1024], buffer[4096];
	struct text text;

	(void)snprintf(yaml, sizeof(yaml),
		       "%szones: {a.test: {ask: %s, records: {'': {type: A, value: "
		       "192.0.2.1}}}}\n",
		       head, ask);
	if (!declared_load(declared, arena, yaml))
		return NULL;
	plan = declared->plan->zones->asked;
	text_init(&text, buffer, sizeof(buffer));
	text_add_cstr(&text, plan->has_authoritative ? "authoritative" : "");
	for (size_t i = 0; i < plan->fixed_count; i++) {
		const struct server *server = plan->fixed[i].server;

		assert_false(plan->fixed[i].is_authoritative);
		text_add_cstr(&text, text.len > 0 ? " " : "");
		server_print_address(&text, server);
		if (server->transport != TRANSPORT_UDP) {
			text_add_format(&text, "/%s",
					server_transport_name(server->transport));
		}
		if (server->name != NULL)
			text_add_format(&text, "=%s", server->name);
	}
	return str_cstr(arena, text_str(&text));
}

static const char groups[] =
	"servers: {public: [192.0.2.1, \"tls://192.0.2.9#dns.test\"], office: [192.0.2.2, "
	"192.0.2.1]}\n";

static void test_lists_become_servers(void **state)
{
	static const struct {
		const char *head, *ask, *wanted, *why;
	} rows[] = {
		{ "", "[authoritative]", "authoritative", "the servers of the zone" },
		{ "", "[192.0.2.7]", "192.0.2.7#53", "an address, which is no name" },
		{ "defaults: {port: 5300}\n", "[192.0.2.7]", "192.0.2.7#53",
		  "the port is that of servers found by delegation" },
		{ "", "[\"192.0.2.7:5300\", \"tcp://[2001:db8::1]:54\"]",
		  "192.0.2.7#5300 2001:db8::1#54/tcp", "a port, a transport" },
		{ groups, "[public]", "192.0.2.1#53 192.0.2.9#853/tls=dns.test",
		  "a group" },
		{ groups, "[office, public]",
		  "192.0.2.2#53 192.0.2.1#53 192.0.2.9#853/tls=dns.test",
		  "nobody is asked twice" },
		{ groups, "[authoritative, 192.0.2.7]", "authoritative 192.0.2.7#53",
		  "both" },
		{ "defaults: {ask: [192.0.2.8]}\n", "[authoritative]", "authoritative",
		  "the zone's own list counts" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena *arena = arena_new();
		struct declared declared;
		const char *got = read_ask(&declared, arena, rows[i].head, rows[i].ask);

		print_message("# %s\n", rows[i].why);
		if (got == NULL)
			fail_msg("%s", declared_faults(&declared));
		assert_string_equal(got, rows[i].wanted);
		arena_free(arena);
	}
}

static void test_who_cannot_be_asked_is_a_fault(void **state)
{
	static const struct {
		const char *ask, *wanted;
	} rows[] = {
		{ "[offce]", "no group of servers is called \"offce\"; did you mean "
			     "\"office\"" },
		{ "[authoritativ]", "did you mean \"authoritative\"" },
		{ "[dns.example.net]", "\"dns.example.net\" is neither a group under "
				       "servers: nor an address" },
		{ "[192.0.2.1:99999]", "\"192.0.2.1:99999\" is neither" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena *arena = arena_new();
		struct declared declared;

		print_message("# %s\n", rows[i].ask);
		assert_null(read_ask(&declared, arena, groups, rows[i].ask));
		if (strstr(declared_faults(&declared), rows[i].wanted) == NULL) {
			fail_msg("no \"%s\" in:\n%s", rows[i].wanted,
				 declared_faults(&declared));
		}
		arena_free(arena);
	}
}

static void test_all_faults_are_told_at_once(void **state)
{
	static const char yaml[] = "servers: {unused: [192.0.2.1, nonsense]}\n"
				   "zones:\n"
				   "  a.test:\n"
				   "    ask: [unusd]\n"
				   "    records: {x: {type: A, valu: 192.0.2.1}}\n";
	static const char *const wanted[] = {
		"1:31 \"nonsense\" in the group \"unused\" is not an address",
		"4:11 no group of servers is called \"unusd\"",
		"5:28 unknown key \"valu\"",
	};
	struct arena *arena = arena_new();
	struct declared declared;

	(void)state;
	assert_false(declared_load(&declared, arena, yaml));
	for (size_t i = 0; i < ARRAY_LEN(wanted); i++) {
		if (strstr(declared_faults(&declared), wanted[i]) == NULL) {
			fail_msg("no \"%s\" in:\n%s", wanted[i],
				 declared_faults(&declared));
		}
	}
	arena_free(arena);
}

static void test_a_list_of_servers_has_a_bound(void **state)
{
	struct arena *arena = arena_new();
	struct declared declared;
	struct text text;

	(void)state;
	text_init_growing(&text, 1 << 20);
	text_add_cstr(&text, "servers: {many: [");
	for (unsigned i = 0; i < 300; i++)
		text_add_format(&text, "10.0.%u.%u, ", i / 256, i % 256);
	text_add_cstr(&text, "]}\nchecks: [{query: {name: a.test, ask: [many]}, expect: "
			     "{count: 1}}]\n");
	assert_false(declared_load(&declared, arena, text.data));
	text_free(&text);
	assert_non_null(strstr(declared_faults(&declared),
			       "more than 256 servers in one list\n"));
	assert_int_equal(declared.faults.count, 1);
	arena_free(arena);
}

static void test_equal_lists_are_read_once(void **state)
{
	struct arena *arena = arena_new();
	struct declared declared;

	(void)state;
	assert_true(declared_load(
		&declared, arena,
		"defaults: {ask: [192.0.2.8]}\n"
		"zones: {a.test: {records: {'': {type: A, value: 192.0.2.1}}},\n"
		"  b.test: {records: {'': {type: A, value: 192.0.2.1}}}}\n"));
	assert_ptr_equal(declared.plan->zones->asked, declared.plan->zones->next->asked);
	arena_free(arena);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lists_become_servers),
		cmocka_unit_test(test_who_cannot_be_asked_is_a_fault),
		cmocka_unit_test(test_all_faults_are_told_at_once),
		cmocka_unit_test(test_a_list_of_servers_has_a_bound),
		cmocka_unit_test(test_equal_lists_are_read_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
