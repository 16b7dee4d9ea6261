#include "declare_case.h"

static void test_ignored_names_are_known_to_all(void **state)
{
	static const struct schema_text globs[] = { { .text = STR("_acme-challenge.**") },
						    { .text = STR("*.k8s") } };
	static const struct {
		const char *owner;
		bool is_ignored;
	} rows[] = {
		{ "_acme-challenge.www.ex.", true },
		{ "_ACME-challenge.ex.", true },
		{ "a.k8s.ex.", true },
		{ "k8s.ex.", false },
		{ "ex.", false },
	};
	struct name_buffer zone_name, owner;
	struct declared_zone zone = { .ignore = { globs, ARRAY_LEN(globs) } };

	(void)state;
	assert_int_equal(name_parse((struct str)STR("ex."), NULL, &zone_name, NULL),
			 ERR_OK);
	zone.name = name_of(&zone_name);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		assert_int_equal(name_parse(str_of(rows[i].owner), NULL, &owner, NULL),
				 ERR_OK);
		assert_int_equal(declaration_is_ignored(&zone, name_of(&owner)),
				 rows[i].is_ignored);
	}
	zone.ignore.count = 0;
	assert_false(declaration_is_ignored(&zone, zone.name));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ignored_names_are_known_to_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
