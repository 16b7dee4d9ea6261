/* Files of others, good and bad: each is read, or refused with a place. */

#include "base/num.h"
#include "declare/directory.h"
#include "declare_case.h"

static char *read_whole(const char *path, size_t *out_size)
{
	FILE *file = fopen(path, "rb");
	char *data = malloc(CASE_OUT_MAX);

	assert_non_null(file);
	*out_size = fread(data, 1, CASE_OUT_MAX, file);
	fclose(file);
	return data;
}

/* Ends in a tree, or in faults that have a place. */
static void check_case(const char *id, const char *text, size_t size)
{
	static const struct yaml_options options = { .has_includes = true };
	char *copy = malloc(size + 1); /* so that a sanitizer sees its end */
	struct arena *arena = arena_new();
	struct source source = { .path = id, .text = { copy, size }, .depth = 1 };
	const struct yaml_node *root = NULL;
	struct faults faults;
	enum err err = ERR_OK;

	memcpy(copy, text, size);
	faults_init(&faults, arena);
	err = yaml_read(arena, &source, &options, &faults, &root);
	if (err != ERR_OK && faults.count == 0)
		fail_msg("%s: broke off without a fault", id);
	for (size_t i = 0; i < faults.len; i++) {
		if (faults.list[i].place.line == 0) {
			fail_msg("%s: a fault without a place: %s", id,
				 faults.list[i].sentence);
		}
	}
	arena_free(arena);
	free(copy);
}

static void test_every_case_of_the_yaml_test_suite_ends_cleanly(void **state)
{
	char path[512];
	size_t size = 0;
	size_t count = 0;
	char *data = NULL;
	struct arena *arena = arena_new();
	struct str rest;

	(void)state;
	snprintf(path, sizeof(path), "%s/yaml/yaml-test-suite.cases",
		 getenv("DIGDRIFT_DATA"));
	data = read_whole(path, &size);
	rest = str_make(data, size);
	while (rest.len > 0) {
		/* "case ID good|bad LENGTH", and so many octets on the next lines */
		struct str head = str_cut(&rest, '\n');
		uint32_t length;
		struct str id;

		assert_true(str_equal(str_word(&head), str_of("case")));
		id = str_word(&head);
		(void)str_word(&head);
		assert_int_equal(num_parse_u32(str_trim(head), 0, 100000, &length),
				 ERR_OK);
		check_case(str_cstr(arena, id), rest.data, length);
		rest = str_from(rest, length + 1);
		count++;
	}
	assert_int_equal(count, 402);
	arena_free(arena);
	free(data);
}

/* A declaration with one zone for each of the files. */
static void write_zones(char *text, size_t size, const char *const *files,
			ptrdiff_t count)
{
	size_t len = (size_t)snprintf(text, size, "zones:\n");

	for (ptrdiff_t i = 0; i < count; i++) {
		const char *name = case_base_name(files[i]);
		int base = (int)(strlen(name) - strlen(".yaml"));

		if (strcmp(name, "octodns.yaml") == 0) /* settings, no zone */
			continue;
		len += (size_t)snprintf(text + len, size - len,
					"  %.*s: {records_from: {octodns: \"%s\"}}\n",
					base, name, files[i]);
	}
}

static void test_every_zone_of_moj_dns_is_read(void **state)
{
	char directory[512];
	char made[32];
	char path[64];
	const char *const paths[] = { path };
	static char text[256 * 1024];
	const struct case_file files[] = { { "main.yaml", text }, { 0 } };
	struct arena *arena = arena_new();
	const struct declaration *declaration = NULL;
	const char **zones = NULL;
	struct faults faults;
	ptrdiff_t count = 0;

	(void)state;
	snprintf(directory, sizeof(directory), "%s/moj-dns/hostedzones",
		 getenv("DIGDRIFT_DATA"));
	count = directory_list(arena, directory, &zones);
	write_zones(text, sizeof(text), zones, count);
	case_make(made, files);
	snprintf(path, sizeof(path), "%s/main.yaml", made);
	faults_init(&faults, arena);
	if (load_files(arena, paths, 1, NULL, 0, &faults, &declaration) != ERR_OK) {
		fail_msg("%s:%u: %s", faults.list[0].place.file,
			 faults.list[0].place.line, faults.list[0].sentence);
	}
	assert_int_equal(declaration->zone_count, 405);
	assert_int_equal(declaration->expectation_count, 4222);
	case_remove(made, files);
	arena_free(arena);
}

/* Settings of octoDNS are neither declarations nor zones: all must be refused with a place. */
static void test_settings_of_octodns_are_refused(void **state)
{
	char directory[512];
	struct arena *arena = arena_new();
	const char **found = NULL;
	ptrdiff_t count = 0;
	size_t refused = 0;

	(void)state;
	snprintf(directory, sizeof(directory), "%s/octodns/config",
		 getenv("DIGDRIFT_DATA"));
	count = directory_list(arena, directory, &found);
	assert_true(count > 70);
	for (ptrdiff_t i = 0; i < count; i++) {
		const struct declaration *declaration = NULL;
		struct faults faults;

		faults_init(&faults, arena);
		if (load_files(arena, &found[i], 1, NULL, 0, &faults, &declaration) ==
		    ERR_OK)
			fail_msg("%s is read", found[i]);
		assert_true(faults.len > 0);
		assert_true(faults.list[0].place.line > 0);
		refused++;
	}
	assert_int_equal(refused, count);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_case_of_the_yaml_test_suite_ends_cleanly),
		cmocka_unit_test(test_every_zone_of_moj_dns_is_read),
		cmocka_unit_test(test_settings_of_octodns_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
