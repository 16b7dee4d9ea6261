#include "declare/draft.h"
#include "declare/owner.h"
#include "declare_case.h"

static const struct row {
	const char *text;
	const char *wanted;
	const char *why;
} rows[] = {
	{ "", "ex.test.\n", "the apex" },
	{ "www", "www.ex.test.\n", "relative" },
	{ "WWW.Sub", "www.sub.ex.test.\n", "lower case" },
	{ "*", "*.ex.test.\n", "a wildcard" },
	{ "www.ex.test.", "www.ex.test.\n", "absolute" },
	{ "ex.test.", "ex.test.\n", "the apex in full" },
	{ "a\\.b", "a\\.b.ex.test.\n", "an escape" },
	{ "@",
	  "1:2 top wants an owner relative to the zone (the apex is ''), not \"@\"\n",
	  "as zone files have it" },
	{ "test.",
	  "1:2 top wants an owner relative to the zone (this one is outside of "
	  "Ex.Test), not \"test.\"\n",
	  "above" },
	{ "a..b",
	  "1:2 top wants an owner relative to the zone (empty label), not \"a..b\"\n",
	  "no name" },
};

static void test_owners_stand_in_their_zone(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena *arena = arena_new();
		const struct yaml_path path = { .key = STR("top") };
		const struct yaml_node key = { .text = str_of(rows[i].text),
					       .line = 1,
					       .column = 2,
					       .file = "main" };
		struct name_buffer zone_name;
		struct draft_zone *zone = NULL;
		struct faults faults;
		struct draft draft;
		struct name owner;
		struct text out;

		faults_init(&faults, arena);
		draft_init(&draft, arena, &faults);
		text_init_growing(&out, CASE_OUT_MAX);
		assert_int_equal(
			name_parse((struct str)STR("Ex.Test"), NULL, &zone_name, NULL),
			ERR_OK);
		zone = draft_zone_find(&draft, name_of(&zone_name),
				       (struct str)STR("Ex.Test"), (struct place){ 0 });
		if (owner_read(&draft, zone, &key, &path, &owner) == ERR_OK) {
			name_print(&out, owner);
			text_add_char(&out, '\n');
		}
		case_add_faults(&out, &faults);
		case_compare(out.data, rows[i].wanted, rows[i].why);
		text_free(&out);
		arena_free(arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_owners_stand_in_their_zone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
