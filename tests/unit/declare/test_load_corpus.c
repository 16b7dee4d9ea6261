/* Files of others, good and bad: each is read, or refused with a place. */

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
	size_t at = 0;
	char *data = NULL;

	(void)state;
	snprintf(path, sizeof(path), "%s/yaml/yaml-test-suite.cases",
		 getenv("DIGDRIFT_DATA"));
	data = read_whole(path, &size);
	while (at < size) {
		char id[32];
		char kind[8];
		size_t length = 0;
		int head = 0;

		assert_int_equal(sscanf(data + at, "case %31s %7s %zu%n", id, kind,
					&length, &head),
				 3);
		at += (size_t)head + 1;
		check_case(id, data + at, length);
		at += length + 1;
		count++;
	}
	assert_int_equal(count, 402);
	free(data);
}

/* Loads a declaration with one zone for each file of a directory. */
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
	size_t len = 0;

	(void)state;
	snprintf(directory, sizeof(directory), "%s/moj-dns/hostedzones",
		 getenv("DIGDRIFT_DATA"));
	count = directory_list(arena, directory, &zones);
	len = (size_t)snprintf(text, sizeof(text), "zones:\n");
	for (ptrdiff_t i = 0; i < count; i++) {
		const char *name = case_base_name(zones[i]);
		int base = (int)(strlen(name) - strlen(".yaml"));

		if (strcmp(name, "octodns.yaml") == 0) /* settings, no zone */
			continue;
		len += (size_t)snprintf(text + len, sizeof(text) - len,
					"  %.*s: {records_from: {octodns: \"%s\"}}\n",
					base, name, zones[i]);
	}
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
