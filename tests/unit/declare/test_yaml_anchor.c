#include "declare_case.h"

static void test_aliases_stand_for_their_node(void **state)
{
	static const struct case_row rows[] = {
		{ "a: &x [1, 2]\nb: *x\nc: *x\n", "{a: [1, 2], b: [1, 2], c: [1, 2]}\n",
		  "a list used twice" },
		{ "[&x a, *x, &x b, *x]", "[a, a, b, b]\n", "an anchor set anew" },
		{ "{&k a: b, c: *k}", "{a: b, c: a}\n", "an anchored key" },
		{ "{a: &x b, *x : c}", "{a: b, b: c}\n", "an alias as a key" },
		{ "- &x {a: b}\n- <<: *x\n  c: d\n- *x\n",
		  "[{a: b}, {c: d, a: b}, {a: b}]\n", "merged and then used once more" },
	};

	(void)state;
	case_yaml_rows(rows, ARRAY_LEN(rows));
}

static void test_aliases_that_lead_nowhere_are_faults(void **state)
{
	static const struct case_row rows[] = {
		{ "a: *nothing\n",
		  "1:4 there is no anchor \"&nothing\" above; quote a text that begins with "
		  "\"*\"\n",
		  "undefined" },
		{ "a: &x [b, *x]\n", "1:11 the anchor \"&x\" contains itself\n",
		  "a circle" },
		{ "a: &x {b: {c: *x}}\n", "1:15 the anchor \"&x\" contains itself\n",
		  "a circle with steps" },
	};

	(void)state;
	case_yaml_rows(rows, ARRAY_LEN(rows));
}

static void test_a_billion_laughs_is_refused(void **state)
{
	static const struct case_row rows[] = {
		{ "a: &a [x,x,x,x,x,x,x,x,x]\n"
		  "b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
		  "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
		  "d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n"
		  "e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\n"
		  "f: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n"
		  "g: &g [*f,*f,*f,*f,*f,*f,*f,*f,*f]\n",
		  "6:8 aliases repeat too much: over 100000 nodes and 16 for each one written\n",
		  "nine to the power of seven" },
	};

	(void)state;
	case_yaml_rows(rows, ARRAY_LEN(rows));
}

/* Aliases of aliases make a tree deeper than its text. */
static void test_depth_counts_through_aliases(void **state)
{
	char text[4096] = "a0: &a0 x\n";
	size_t len = strlen(text);
	struct case_row row = { text, "65:12 aliases nest over 64 deep\n",
				"a chain of lists" };

	(void)state;
	for (int i = 1; i <= 70; i++) {
		len += (size_t)snprintf(text + len, sizeof(text) - len,
					"a%d: &a%d [*a%d]\n", i, i, i - 1);
	}
	case_yaml_rows(&row, 1);
}

static void test_many_uses_of_a_small_node_are_fine(void **state)
{
	enum { USES = 20 * 1000, SIZE = USES * 8 + 100 };
	static const struct yaml_options options;
	char *text = malloc(SIZE);
	size_t len = (size_t)snprintf(text, SIZE, "- &x {a: b, c: d}\n");
	struct arena *arena = arena_new();
	const struct yaml_node *root = NULL;
	struct source source;
	struct faults faults;
	size_t count = 0;

	(void)state;
	for (int i = 0; i < USES; i++)
		len += (size_t)snprintf(text + len, SIZE - len, "- *x\n");
	faults_init(&faults, arena);
	source = case_source(text);
	assert_int_equal(yaml_read(arena, &source, &options, &faults, &root), ERR_OK);
	for (const struct yaml_node *at = root->first; at; at = at->next)
		count++;
	assert_int_equal(count, USES + 1);
	arena_free(arena);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_aliases_stand_for_their_node),
		cmocka_unit_test(test_aliases_that_lead_nowhere_are_faults),
		cmocka_unit_test(test_a_billion_laughs_is_refused),
		cmocka_unit_test(test_depth_counts_through_aliases),
		cmocka_unit_test(test_many_uses_of_a_small_node_are_fine),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
