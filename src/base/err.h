#pragma once

/**
 * Why our own program could not do its work.  What the DNS did is never an error: a timeout or
 * a SERVFAIL is an answer.
 */
enum err {
	ERR_OK,
	ERR_SYNTAX,      /* text or wire that does not follow its grammar */
	ERR_RANGE,       /* a number or size out of its bounds */
	ERR_LIMIT,       /* one of our own bounds was reached */
	ERR_NOT_FOUND,   /* a file, key or name that is not there */
	ERR_IO,          /* reading or writing failed; errno tells */
	ERR_SYSTEM,      /* the kernel or a library refused; errno may tell */
	ERR_UNSUPPORTED, /* not built in, or not known to a library */
	ERR_FAULTS,      /* the user's faults were recorded in a struct faults */
	ERR_COUNT
};

/** Returns a short English phrase, never NULL. */
const char *err_text(enum err err);
