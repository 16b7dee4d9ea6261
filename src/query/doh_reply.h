#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "query/answer.h"

struct text;

enum { DOH_REPLY_WHY_MAX = 640 };

/** What came back of an HTTP request, as the library tells it. */
struct doh_reply {
	long status;              /* 0: none */
	const char *content_type; /* NULL: none */
	size_t size;              /* of the body */
	bool is_too_large;        /* it was cut off at DOH_REPLY_SIZE_MAX */
	const char *location;     /* where a redirection points to; NULL: none */
};

enum { DOH_REPLY_SIZE_MAX = 65535 };

/** Adds what a stranger wrote: bounded, and without bytes that a terminal would obey. */
void doh_reply_add_foreign(struct text *text, const char *data);

/**
 * Tells whether that is a DNS message.  Source: RFC 8484 section 4.2.
 * @out_why  of DOH_REPLY_WHY_MAX bytes: a sentence, when it is none
 */
bool doh_reply_judge(const struct doh_reply *reply, char *out_why);
