#pragma once

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/text.h"
#include "check/kind.h"
#include "check/plan.h"
#include "declare/declaration.h"
#include "declare/load.h"

/* A declaration from text, as the program reads it. */
struct declared {
	struct arena *arena;
	struct faults faults;
	const struct declaration *declaration;
	const struct plan *plan;
};

static inline void declared_write(const char *text, char *path)
{
	int descriptor = mkstemp(path);

	if (descriptor < 0 ||
	    write(descriptor, text, strlen(text)) != (ssize_t)strlen(text) ||
	    close(descriptor) != 0)
		abort();
}

/* Returns false with faults recorded. */
static inline bool declared_load(struct declared *declared, struct arena *arena,
				 const char *text)
{
	char path[] = "/tmp/declared.XXXXXX";
	const char *const paths[] = { path };
	const struct declared_kind *const *tables;
	const size_t count = kind_tables(arena, &tables);
	enum err err;

	*declared = (struct declared){ .arena = arena };
	faults_init(&declared->faults, arena);
	declared_write(text, path);
	err = load_files(arena, paths, 1, tables, count, &declared->faults,
			 &declared->declaration);
	(void)unlink(path);
	if (err == ERR_OK || err == ERR_FAULTS) {
		err = plan_new(arena, declared->declaration, &declared->faults,
			       &declared->plan);
	}
	return err == ERR_OK;
}

/* All faults as "line:column sentence", one a line. */
static inline const char *declared_faults(const struct declared *declared)
{
	struct text text;
	const char *all;

	text_init_growing(&text, 1 << 20);
	for (size_t i = 0; i < declared->faults.len; i++) {
		const struct fault *fault = &declared->faults.list[i];

		text_add_format(&text, "%u:%u %s\n", fault->place.line,
				fault->place.column, fault->sentence);
	}
	all = str_cstr(declared->arena, text_str(&text));
	text_free(&text);
	return all;
}

/* The spec of the first entry of `checks:`. */
static inline const void *declared_spec(const struct declared *declared)
{
	return declared->declaration->checks->spec;
}
