#pragma once

struct plan;
struct text;

/** Adds who would be asked what, a line each: zone, name, type (or the kind of check) and servers. */
void planlist_print(struct text *text, const struct plan *plan);
