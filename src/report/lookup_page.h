#pragma once

#include <stdio.h>

#include "base/text.h"

struct lookup_context;

/** Text on its way to a stream of lookups, bounded however long the output is. */
struct lookup_page {
	const struct lookup_context *context;
	struct text text;
};

void lookup_page_init(struct lookup_page *page, const struct lookup_context *context);

/** Writes what was added to the results; the filter of the context rewrites it first. */
void lookup_page_flush(struct lookup_page *page);

/** The same without the filter. */
void lookup_page_flush_raw(struct lookup_page *page);

/** As lookup_page_flush once the page holds much; to be called between records. */
void lookup_page_turn(struct lookup_page *page);

/** Writes what was added as a failure, behind the results written before. */
void lookup_page_flush_err(struct lookup_page *page);

/** Flushes and frees; for CLEANUP. */
void lookup_page_end(struct lookup_page *page);
