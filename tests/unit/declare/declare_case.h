#pragma once

/* Files for tests of the reader, and what it made of them as text. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/text.h"
#include "declare/declaration.h"
#include "declare/load.h"
#include "declare/source.h"
#include "declare/yaml.h"
#include "dns/rdata.h"
#include "dns/type.h"

enum { CASE_OUT_MAX = 1 << 20, CASE_FILES_MAX = 8 };

/* One row: a file, and all that is to come out of it. */
struct case_row {
	const char *text;
	const char *wanted;
	const char *why;
};

/* A file of a directory that a test makes. */
struct case_file {
	const char *name;
	const char *text;
};

static inline void case_compare(const char *got, const char *wanted, const char *why)
{
	if (strcmp(got, wanted) != 0)
		fail_msg("%s:\n--- got\n%s--- wanted\n%s---", why, got, wanted);
}

/* The name of a file without its directory: temporary directories have other names each time. */
static inline const char *case_base_name(const char *path)
{
	const char *slash = path ? strrchr(path, '/') : NULL;

	return slash ? slash + 1 : path;
}

/* "file:line:column sentence", one a line; without the file when it is "main". */
static inline void case_add_faults(struct text *out, const struct faults *faults)
{
	for (size_t i = 0; i < faults->len; i++) {
		const struct fault *fault = &faults->list[i];
		const char *file = case_base_name(fault->place.file);

		if (file && strcmp(file, "main") != 0 && strcmp(file, "main.yaml") != 0)
			text_add_format(out, "%s:", file);
		text_add_format(out, "%u:%u %s\n", fault->place.line, fault->place.column,
				fault->sentence);
	}
}

static inline void case_add_extra(struct text *out, const struct expectation_extra *extra)
{
	if (extra->has_ttl_min)
		text_add_format(out, " ttl>=%u", extra->ttl_min);
	if (extra->has_ttl_max)
		text_add_format(out, " ttl<=%u", extra->ttl_max);
	if (extra->has_count)
		text_add_format(out, " count=%u", extra->count);
	if (extra->has_rcode) {
		text_add_cstr(out, " rcode=");
		type_print_rcode(out, extra->rcode);
	}
	if (extra->pattern.len > 0)
		text_add_format(out, " regexp=%s", extra->pattern.data);
	for (size_t i = 0; i < extra->range_count; i++) {
		text_add_format(out, " %u.%u.%u.%u/%u", extra->ranges[i].address[0],
				extra->ranges[i].address[1], extra->ranges[i].address[2],
				extra->ranges[i].address[3], extra->ranges[i].prefix);
	}
	for (size_t i = 0; i < extra->ask.count; i++)
		text_add_format(out, " @%s", extra->ask.items[i].text.data);
	if (extra->why)
		text_add_format(out, " (%s)", extra->why);
}

/* "owner TTL type value, value superset ..." */
static inline void case_add_expectation(struct text *out,
					const struct expectation *expectation)
{
	static const char *const matches[] = { "", " superset", " subset" };
	static const char *const judgings[] = {
		"",           " exists", " member", " delegation", " unknowable",
		" no-record", " ignored"
	};
	static const struct rdata_style style;

	name_print(out, (struct name){ expectation->owner, expectation->owner_size });
	if (expectation->has_ttl) {
		text_add_format(out, " %u ", expectation->ttl);
	} else {
		text_add_cstr(out, " - ");
	}
	type_print(out, expectation->type);
	for (size_t i = 0; i < expectation->value_count; i++) {
		const struct rrset_rdata *value = &expectation->values[i];

		text_add_cstr(out, i > 0 ? ", " : " ");
		rdata_print(out, expectation->type, value->wire, value->wire_size, 0,
			    value->wire_size, &style);
	}
	text_add_cstr(out, matches[expectation->match]);
	text_add_cstr(out, judgings[expectation->judging]);
	if (expectation->extra)
		case_add_extra(out, expectation->extra);
	text_add_char(out, '\n');
}

static inline void case_add_records(struct text *out,
				    const struct declaration *declaration)
{
	for (const struct declared_zone *zone = declaration->zones; zone;
	     zone = zone->next) {
		for (const struct expectation *at = zone->first; at; at = at->next)
			case_add_expectation(out, at);
	}
}

/* Makes a directory with files; the name is in @directory of 32 bytes. */
static inline void case_make(char *directory, const struct case_file *files)
{
	char path[128];

	snprintf(directory, 32, "/tmp/declare.XXXXXX");
	assert_non_null(mkdtemp(directory));
	for (size_t i = 0; files[i].name; i++) {
		FILE *file = NULL;

		snprintf(path, sizeof(path), "%s/%s", directory, files[i].name);
		file = fopen(path, "w");
		assert_non_null(file);
		fputs(files[i].text, file);
		assert_int_equal(fclose(file), 0);
	}
}

static inline void case_remove(const char *directory, const struct case_file *files)
{
	char path[128];

	for (size_t i = 0; files[i].name; i++) {
		snprintf(path, sizeof(path), "%s/%s", directory, files[i].name);
		assert_int_equal(unlink(path), 0);
	}
	assert_int_equal(rmdir(directory), 0);
}

/* Writes "D" for the directory, whose name is another each time. */
static inline void case_hide_directory(struct text *out, const char *directory)
{
	char *at = out->data;
	size_t len = strlen(directory);

	while ((at = strstr(at, directory))) {
		*at++ = 'D';
		memmove(at, at + len - 1, strlen(at + len - 1) + 1);
	}
}

/* What a test wants to see of a declaration that was read. */
typedef void case_print(struct text *out, const struct declaration *declaration);

/* The kinds of check that the reader is to know. */
struct case_kinds {
	const struct declared_kind *const *list;
	size_t count;
};

/* Loads main.yaml of @files; faults, or else what @print says, become the text. */
static inline void case_load(const struct case_file *files,
			     const struct case_kinds *kinds, case_print *print,
			     const char *wanted, const char *why)
{
	char directory[32];
	char path[64];
	const char *const paths[] = { path };
	struct arena *arena = arena_new();
	const struct declaration *declaration = NULL;
	struct faults faults;
	struct text out;

	case_make(directory, files);
	snprintf(path, sizeof(path), "%s/main.yaml", directory);
	faults_init(&faults, arena);
	text_init_growing(&out, CASE_OUT_MAX);
	if (load_files(arena, paths, 1, kinds ? kinds->list : NULL,
		       kinds ? kinds->count : 0, &faults, &declaration) == ERR_OK)
		print(&out, declaration);
	case_add_faults(&out, &faults);
	case_hide_directory(&out, directory);
	case_compare(out.data, wanted, why);
	text_free(&out);
	arena_free(arena);
	case_remove(directory, files);
}

/* Loads each row as a declaration and compares its records. */
static inline void case_load_rows(const struct case_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct case_file made[] = { { "main.yaml", rows[i].text }, { 0 } };

		case_load(made, NULL, case_add_records, rows[i].wanted, rows[i].why);
	}
}

static inline struct source case_source(const char *text)
{
	return (struct source){ .path = "main", .text = str_of(text), .depth = 1 };
}

/* "{a: [b, 'c'], d: ~}": plain scalars as they are, others in quotes. */
static inline void case_add_node(struct text *out, const struct yaml_node *node)
{
	bool is_key = true;

	if (!node) {
		text_add_cstr(out, "nothing");
		return;
	}
	if (node->kind == YAML_KIND_SCALAR) {
		text_add_cstr(out, node->is_plain ? "" : "'");
		text_add(out, node->is_null ? (struct str)STR("~") : node->text);
		text_add_cstr(out, node->is_plain ? "" : "'");
		return;
	}
	text_add_char(out, node->kind == YAML_KIND_MAPPING ? '{' : '[');
	for (const struct yaml_node *at = node->first; at; at = at->next) {
		case_add_node(out, at);
		if (node->kind == YAML_KIND_MAPPING && is_key) {
			text_add_cstr(out, ": ");
		} else if (at->next) {
			text_add_cstr(out, ", ");
		}
		is_key = !is_key;
	}
	text_add_char(out, node->kind == YAML_KIND_MAPPING ? '}' : ']');
}

/* Reads YAML into a tree and compares tree and faults. */
static inline void case_yaml_rows(const struct case_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		static const struct yaml_options options;
		struct arena *arena = arena_new();
		struct source source = case_source(rows[i].text);
		const struct yaml_node *root = NULL;
		struct faults faults;
		struct text out;

		faults_init(&faults, arena);
		text_init_growing(&out, CASE_OUT_MAX);
		if (yaml_read(arena, &source, &options, &faults, &root) == ERR_OK) {
			case_add_node(&out, root);
			text_add_char(&out, '\n');
		}
		case_add_faults(&out, &faults);
		case_compare(out.data, rows[i].wanted, rows[i].why);
		text_free(&out);
		arena_free(arena);
	}
}
