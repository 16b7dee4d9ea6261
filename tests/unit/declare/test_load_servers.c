#include "declare_case.h"

#define ZONES "zones: {a.test: {records: {'': {type: A, value: 192.0.2.1}}}}\n"

static void print_groups(struct text *out, const struct declaration *declaration)
{
	for (const struct declared_group *group = declaration->groups; group;
	     group = group->next) {
		text_add(out, group->name);
		for (size_t i = 0; i < group->servers.count; i++) {
			text_add_format(out, " %s@%u", group->servers.items[i].text.data,
					group->servers.items[i].place.column);
		}
		text_add_char(out, '\n');
	}
}

static void test_groups_keep_their_servers_as_written(void **state)
{
	static const struct case_row rows[] = {
		{ "servers: {public: [1.1.1.1, 'tls://9.9.9.9#dns.quad9.net'], one: "
		  "'[2001:db8::53]:53'}\n" ZONES,
		  "public 1.1.1.1@20 tls://9.9.9.9#dns.quad9.net@29\none "
		  "[2001:db8::53]:53@66\n",
		  "two groups" },
		{ "servers: {}\n" ZONES, "", "none" },
		{ "servers: [1.1.1.1]\n" ZONES,
		  "1:10 servers wants a mapping of groups, not a list\n", "a list" },
		{ "servers: {authoritative: [1.1.1.1], system: [1.1.1.1]}\n" ZONES,
		  "1:11 a group of servers cannot be called \"authoritative\"\n"
		  "1:37 a group of servers cannot be called \"system\"\n",
		  "words with a meaning of their own" },
		{ "servers: {a: [], b: {c: d}}\n" ZONES,
		  "1:14 servers.a wants at least one server, not a list\n"
		  "1:21 servers.b wants text, not a mapping\n",
		  "no servers" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct case_file files[] = { { "main.yaml", rows[i].text }, { 0 } };

		case_load(files, NULL, print_groups, rows[i].wanted, rows[i].why);
	}
}

static void test_a_group_is_declared_once(void **state)
{
	static const struct case_file files[] = {
		{ "main.yaml", "include: b.yaml\nservers: {a: 1.1.1.1}\n" ZONES },
		{ "b.yaml", "servers: {a: 1.1.1.1}\n" },
		{ 0 },
	};

	(void)state;
	case_load(files, NULL, print_groups,
		  "b.yaml:1:11 the group \"a\" is declared in another file already\n",
		  "in two files");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_groups_keep_their_servers_as_written),
		cmocka_unit_test(test_a_group_is_declared_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
