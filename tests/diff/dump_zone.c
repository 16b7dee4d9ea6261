/*
 * dump_zone FILE ZONE: every record of a zone file as a line "owner TTL TYPE hexadecimal rdata", the
 * faults to stderr as "file:line:column: sentence".  Exit status 1 when there are faults.
 */
#include <stdio.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/text.h"
#include "declare/source.h"
#include "declare/zonefile.h"
#include "dns/type.h"

enum { LINE_MAX = 200 * 1000 };

struct dump {
	struct text line;
};

static void on_record(void *user, const struct zonefile_record *record)
{
	struct text *line = &((struct dump *)user)->line;

	text_clear(line);
	name_print(line, record->owner);
	text_add_char(line, ' ');
	if (record->has_ttl) {
		text_add_u64(line, record->ttl);
	} else {
		text_add_char(line, '-');
	}
	text_add_char(line, ' ');
	type_print(line, record->type);
	text_add_char(line, ' ');
	text_add_hex(line, record->wire, record->size, false);
	puts(line->data);
}

static void print_faults(const struct faults *faults)
{
	for (size_t i = 0; i < faults->len; i++) {
		fprintf(stderr, "%s:%u:%u: %s\n", faults->list[i].place.file,
			faults->list[i].place.line, faults->list[i].place.column,
			faults->list[i].sentence);
	}
}

static int dump_zone(struct arena *arena, const char *path, struct name zone)
{
	const struct source *source = NULL;
	struct faults faults;
	struct dump dump;

	faults_init(&faults, arena);
	text_init_growing(&dump.line, LINE_MAX);
	if (source_read(arena, NULL, path, (struct place){ path, 0, 0 }, &faults,
			&source) == ERR_OK)
		zonefile_read(source, zone, on_record, &dump, &faults);
	text_free(&dump.line);
	faults_sort(&faults);
	print_faults(&faults);
	return faults_is_empty(&faults) ? 0 : 1;
}

int main(int argc, char **argv)
{
	struct name_buffer zone;
	struct arena *arena = NULL;
	int status = 2;

	if (argc != 3 || name_parse(str_of(argv[2]), NULL, &zone, NULL) != ERR_OK) {
		fputs("usage: dump_zone FILE ZONE\n", stderr);
		return status;
	}
	arena = arena_new();
	status = dump_zone(arena, argv[1], name_of(&zone));
	arena_free(arena);
	return status;
}
