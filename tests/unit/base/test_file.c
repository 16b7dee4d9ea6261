#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/file.h"

static struct arena *arena;
static char start[4096];

/* Each test runs in an empty directory of its own. */
static int enter(void **state)
{
	char directory[] = "/tmp/test_file.XXXXXX";

	(void)state;
	arena = arena_new();
	return !getcwd(start, sizeof(start)) || !mkdtemp(directory) ||
	       chdir(directory) != 0;
}

static unsigned names_count(bool is_removing)
{
	DIR *directory = opendir(".");
	unsigned count = 0;

	assert_non_null(directory);
	for (const struct dirent *entry = readdir(directory); entry;
	     entry = readdir(directory)) {
		if (entry->d_name[0] == '.')
			continue;
		count++;
		if (is_removing)
			remove(entry->d_name);
	}
	closedir(directory);
	return count;
}

static int leave(void **state)
{
	char directory[4096];

	(void)state;
	arena_free(arena);
	names_count(true);
	return !getcwd(directory, sizeof(directory)) || chdir(start) != 0 ||
	       rmdir(directory) != 0;
}

static void write_file(const char *path, const char *data, size_t size)
{
	FILE *stream = fopen(path, "w");

	assert_non_null(stream);
	assert_int_equal(fwrite(data, 1, size, stream), size);
	assert_int_equal(fclose(stream), 0);
}

static void assert_holds(const char *path, const char *wanted)
{
	struct str data;

	assert_int_equal(file_read(arena, path, 1000, &data), ERR_OK);
	assert_string_equal(data.data, wanted);
}

static void test_read_gives_the_whole_file_up_to_its_limit(void **state)
{
	static const size_t sizes[] = { 0, 1, 4095, 4096, 4097, 8192, 100000 };
	static char bytes[100000];

	(void)state;
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (char)(i * 31);
	for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
		struct str data = { NULL, 99 };

		write_file("f", bytes, sizes[i]);
		assert_int_equal(file_read(arena, "f", sizes[i], &data), ERR_OK);
		assert_int_equal(data.len, sizes[i]);
		assert_memory_equal(data.data, bytes, sizes[i]);
		assert_int_equal(data.data[data.len], '\0');
		if (sizes[i] == 0)
			continue;
		data.len = 99;
		assert_int_equal(file_read(arena, "f", sizes[i] - 1, &data), ERR_LIMIT);
		assert_int_equal(data.len, 99);
	}
}

static void test_read_names_what_went_wrong(void **state)
{
	struct str data = { NULL, 99 };

	(void)state;
	assert_int_equal(file_read(arena, "nothing", 10, &data), ERR_NOT_FOUND);
	errno = 0;
	assert_int_equal(file_read(arena, ".", 10, &data), ERR_IO);
	assert_int_equal(errno, EISDIR);
	write_file("f", "x", 1);
	assert_int_equal(file_read(arena, "f/x", 10, &data), ERR_IO);
	assert_int_equal(errno, ENOTDIR);
	assert_int_equal(data.len, 99);
}

static void test_read_takes_files_whose_size_is_not_known(void **state)
{
	struct str data;

	(void)state;
	assert_int_equal(file_read(arena, "/proc/self/status", 100000, &data), ERR_OK);
	assert_memory_equal(data.data, "Name:", 5);
	assert_int_equal(file_read(arena, "/dev/zero", 100000, &data), ERR_LIMIT);
}

static void test_read_takes_a_dash_for_standard_input(void **state)
{
	int saved = dup(STDIN_FILENO);
	int ends[2];
	struct str data;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], "from a pipe", 11), 11);
	close(ends[1]);
	dup2(ends[0], STDIN_FILENO);
	close(ends[0]);
	assert_int_equal(file_read(arena, "-", 100, &data), ERR_OK);
	assert_string_equal(data.data, "from a pipe");
	assert_true(fcntl(STDIN_FILENO, F_GETFD) >= 0);
	dup2(saved, STDIN_FILENO);
	close(saved);
}

static void test_a_written_file_appears_only_when_committed(void **state)
{
	struct file_writer *writer = NULL;
	char temporary[64];

	(void)state;
	write_file("out.prom", "old", 3);
	assert_int_equal(file_writer_new("out.prom", &writer), ERR_OK);
	fputs("new content", file_writer_stream(writer));
	fflush(file_writer_stream(writer));
	assert_holds("out.prom", "old");
	snprintf(temporary, sizeof(temporary), "out.prom.tmp.%ld", (long)getpid());
	assert_int_equal(access(temporary, F_OK), 0);
	assert_int_equal(file_writer_commit(writer), ERR_OK);
	assert_holds("out.prom", "new content");
	assert_int_equal(names_count(false), 1);
}

static void test_an_abandoned_file_leaves_nothing(void **state)
{
	struct file_writer *writer = NULL;

	(void)state;
	write_file("out", "old", 3);
	assert_int_equal(file_writer_new("out", &writer), ERR_OK);
	fputs("new", file_writer_stream(writer));
	file_writer_abandon(writer);
	assert_holds("out", "old");
	assert_int_equal(names_count(false), 1);
	file_writer_abandon(NULL);
}

static void test_the_mode_is_0644_whatever_the_umask(void **state)
{
	static const mode_t umasks[] = { 0, 022, 077, 0777 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(umasks); i++) {
		struct file_writer *writer = NULL;
		struct stat status;
		mode_t saved = umask(umasks[i]);
		enum err err = file_writer_new("out", &writer);

		umask(saved);
		assert_int_equal(err, ERR_OK);
		assert_int_equal(file_writer_commit(writer), ERR_OK);
		assert_int_equal(stat("out", &status), 0);
		assert_int_equal(status.st_mode & 07777, 0644);
	}
}

static void test_what_a_killed_run_left_is_replaced_not_followed(void **state)
{
	struct file_writer *writer = NULL;
	char temporary[64];

	(void)state;
	write_file("precious", "kept", 4);
	snprintf(temporary, sizeof(temporary), "out.tmp.%ld", (long)getpid());
	assert_int_equal(symlink("precious", temporary), 0);
	assert_int_equal(file_writer_new("out", &writer), ERR_OK);
	fputs("new", file_writer_stream(writer));
	assert_int_equal(file_writer_commit(writer), ERR_OK);
	assert_holds("precious", "kept");
	assert_holds("out", "new");
}

static void test_of_two_writers_of_one_path_the_first_is_refused(void **state)
{
	struct file_writer *first = NULL;
	struct file_writer *second = NULL;

	(void)state;
	assert_int_equal(file_writer_new("out", &first), ERR_OK);
	assert_int_equal(file_writer_new("out", &second), ERR_OK);
	fputs("first", file_writer_stream(first));
	fputs("second", file_writer_stream(second));
	assert_int_equal(file_writer_commit(first), ERR_IO);
	assert_int_equal(errno, EBUSY);
	assert_int_equal(file_writer_commit(second), ERR_OK);
	assert_holds("out", "second");
	assert_int_equal(names_count(false), 1);
}

static void test_a_path_that_cannot_be_written_is_an_error(void **state)
{
	static const struct {
		const char *path;
		int wanted;
	} rows[] = {
		{ "no/such/directory", ENOENT },
		{ ".", EISDIR },
		{ "/proc/nothing", ENOENT },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct file_writer *writer = NULL;

		errno = 0;
		assert_int_equal(file_writer_new(rows[i].path, &writer), ERR_IO);
		assert_int_equal(errno, rows[i].wanted);
		assert_null(writer);
	}
	assert_int_equal(names_count(false), 0);
}

static void test_a_device_is_written_in_place_and_its_errors_are_seen(void **state)
{
	struct file_writer *writer = NULL;
	struct stat status;

	(void)state;
	assert_int_equal(file_writer_new("/dev/null", &writer), ERR_OK);
	fputs("into the void", file_writer_stream(writer));
	assert_int_equal(file_writer_commit(writer), ERR_OK);
	assert_int_equal(stat("/dev/null", &status), 0);
	assert_true(S_ISCHR(status.st_mode));

	assert_int_equal(file_writer_new("/dev/full", &writer), ERR_OK);
	fputs("no room", file_writer_stream(writer));
	assert_int_equal(file_writer_commit(writer), ERR_IO);
	assert_int_equal(errno, ENOSPC);
}

static void test_an_earlier_failure_of_the_stream_is_not_forgotten(void **state)
{
	struct file_writer *writer = NULL;

	(void)state;
	assert_int_equal(file_writer_new("/dev/full", &writer), ERR_OK);
	setvbuf(file_writer_stream(writer), NULL, _IONBF, 0);
	fputs("no room", file_writer_stream(writer));
	assert_int_equal(file_writer_commit(writer), ERR_IO);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_read_gives_the_whole_file_up_to_its_limit, enter, leave),
		cmocka_unit_test_setup_teardown(test_read_names_what_went_wrong, enter,
						leave),
		cmocka_unit_test_setup_teardown(
			test_read_takes_files_whose_size_is_not_known, enter, leave),
		cmocka_unit_test_setup_teardown(test_read_takes_a_dash_for_standard_input,
						enter, leave),
		cmocka_unit_test_setup_teardown(
			test_a_written_file_appears_only_when_committed, enter, leave),
		cmocka_unit_test_setup_teardown(test_an_abandoned_file_leaves_nothing,
						enter, leave),
		cmocka_unit_test_setup_teardown(test_the_mode_is_0644_whatever_the_umask,
						enter, leave),
		cmocka_unit_test_setup_teardown(
			test_what_a_killed_run_left_is_replaced_not_followed, enter,
			leave),
		cmocka_unit_test_setup_teardown(
			test_of_two_writers_of_one_path_the_first_is_refused, enter,
			leave),
		cmocka_unit_test_setup_teardown(
			test_a_path_that_cannot_be_written_is_an_error, enter, leave),
		cmocka_unit_test_setup_teardown(
			test_a_device_is_written_in_place_and_its_errors_are_seen, enter,
			leave),
		cmocka_unit_test_setup_teardown(
			test_an_earlier_failure_of_the_stream_is_not_forgotten, enter,
			leave),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
