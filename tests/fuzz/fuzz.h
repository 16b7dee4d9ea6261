#pragma once

/*
 * A fuzz target is fuzz_<name>.c with the function below, a row in meson.build, and seeds in
 * corpus/<name>/.  Whatever the bytes: no crash, no endless work, and each FUZZ_CHECK holds.
 */

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer wants */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** What must be true of the code under test, in every build. */
#define FUZZ_CHECK(condition) \
	((condition) ? (void)0 : fuzz_fail(#condition, __FILE__, __LINE__))

static inline void fuzz_fail(const char *condition, const char *file, int line)
{
	fprintf(stderr, "%s:%d: not so: %s\n", file, line, condition);
	abort();
}
