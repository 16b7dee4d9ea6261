#pragma once

/** The compiler attributes that this project uses, and no others. */
#define NODISCARD   __attribute__((warn_unused_result))
#define CLEANUP(fn) __attribute__((cleanup(fn)))
#define NONNULL     __attribute__((nonnull))
#define PRINTF(format_index, first_argument) \
	__attribute__((format(printf, format_index, first_argument)))
#define NORETURN __attribute__((noreturn))
#define UNUSED   __attribute__((unused))

/** Elements of an array (not of a pointer). */
#define ARRAY_LEN(array) (sizeof(array) / sizeof((array)[0]))
