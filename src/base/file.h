#pragma once

#include <stddef.h>
#include <stdio.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/str.h"

struct arena;

/**
 * Reads a whole file, "-" for standard input.
 *
 * @max       bytes at most
 * @out_data  in @arena, with a NUL behind it
 * Errors: ERR_NOT_FOUND, ERR_IO with errno (also for a directory), ERR_LIMIT when larger.
 */
NODISCARD enum err file_read(struct arena *arena, const char *path, size_t max,
			     struct str *out_data);

/**
 * A file that appears whole or not at all: written beside its target under a name that ends in
 * ".tmp" and the process id, synced, then renamed.  Mode 0644 whatever the umask.  A target that
 * is no regular file (a pipe, a terminal, /dev/null) is written in place.  Of two writers of one
 * path the later one wins; the earlier gets ERR_IO with EBUSY.
 */
struct file_writer;

/** Errors: ERR_IO with errno. */
NODISCARD enum err file_writer_new(const char *path, struct file_writer **out_writer);

/** The stream to write to; owned by the writer. */
FILE *file_writer_stream(struct file_writer *writer);

/** Makes the file appear and frees the writer.  Errors: ERR_IO with errno; then nothing changed. */
NODISCARD enum err file_writer_commit(struct file_writer *writer);

/** Throws the unfinished file away and frees the writer.  NULL is allowed. */
void file_writer_abandon(struct file_writer *writer);
