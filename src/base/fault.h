#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"

struct arena;

/** Where in a user's file; line and column count from 1, 0 when unknown. */
struct place {
	const char *file; /* NULL for the command line; in the arena of its reader */
	unsigned line;
	unsigned column;
};

/** What a user wrote wrong: a sentence without a full stop, which names the thing in quotes. */
struct fault {
	struct place place;
	const char *sentence;
};

enum { FAULTS_MAX = 1000 };

/** All faults of one reading, in the order found; after FAULTS_MAX only the count goes on. */
struct faults {
	struct arena *arena; /* owns the list and the sentences */
	struct fault *list;
	size_t len;   /* faults in list */
	size_t size;  /* room in list */
	size_t count; /* faults found, may exceed len */
};

/** Makes an empty list whose memory is in @arena. */
void faults_init(struct faults *faults, struct arena *arena);

/** Adds a fault; the file name is borrowed.  Control characters of the sentence become "?". */
void faults_add(struct faults *faults, struct place place, const char *format, ...)
	PRINTF(3, 4);

/** True when there is none. */
bool faults_is_empty(const struct faults *faults);

/** Orders by file and place, as an editor wants them. */
void faults_sort(struct faults *faults);
