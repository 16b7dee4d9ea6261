/*
 * Runs a fuzz target over files and folders of seeds, with any compiler: replay PATH ...
 * Each seed is given whole and cut at some lengths, in a buffer of exactly its size.
 */
#include <dirent.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>

#include "fuzz.h"

enum { SEED_SIZE_MAX = 1 << 20, CUTS = 64 };

static size_t seeds;

static void run_exact(const uint8_t *data, size_t size)
{
	uint8_t *exact = malloc(size > 0 ? size : 1);

	if (exact == NULL)
		exit(2);
	memcpy(exact, data, size);
	(void)LLVMFuzzerTestOneInput(exact, size);
	free(exact);
}

static void run_file(const char *path)
{
	static uint8_t data[SEED_SIZE_MAX];
	FILE *file = fopen(path, "rb");
	size_t size;

	if (file == NULL) {
		perror(path);
		exit(2);
	}
	size = fread(data, 1, sizeof(data), file);
	fclose(file);
	run_exact(data, size);
	for (size_t cut = 0; cut < CUTS && size > 0; cut++)
		run_exact(data, size * cut / CUTS);
	seeds++;
}

static void run_folder(const char *path)
{
	struct dirent **entries = NULL;
	int count = scandir(path, &entries, NULL, alphasort);

	for (int i = 0; i < count; i++) {
		char child[4096];

		snprintf(child, sizeof(child), "%s/%s", path, entries[i]->d_name);
		if (entries[i]->d_name[0] != '.')
			run_file(child);
		free(entries[i]);
	}
	free(entries);
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		struct stat status;
		bool is_folder = stat(argv[i], &status) == 0 && S_ISDIR(status.st_mode);

		if (is_folder) {
			run_folder(argv[i]);
		} else {
			run_file(argv[i]);
		}
	}
	printf("%zu seeds\n", seeds);
	return seeds > 0 ? 0 : 1;
}
