#pragma once

#include "base/attr.h"
#include "cli/bulk.h"
#include "cli/option.h"

struct arena;

/** What the line of `digdrift bulk` says. */
struct bulk_settings {
	struct arena *arena;
	struct bulk_options bulk;
	struct engine_options engine;
	const struct server *servers[BULK_SERVERS_MAX];
	const char *type;   /* as written; NULL: not given */
	const char *format; /* likewise */
	const char *output; /* NULL: standard output */
	const char *input;
	bool is_quiet;
	bool is_resumed;
	bool has_progress; /* though standard error is no terminal */
};

/** The options of the command; they fill a struct bulk_settings. */
extern const struct option_row bulk_settings_rows[];

/** What holds when the line says nothing; the arena is the caller's. */
void bulk_settings_init(struct bulk_settings *settings, struct arena *arena);

/** Looks up what was named; false when it is none, which is said with what is possible. */
NODISCARD bool bulk_settings_finish(struct bulk_settings *settings);
