#pragma once

#include "query/descent.h"
#include "query/walk.h"
#include "said.h"

/** A way of one step: what the servers of test. said (see said.h) to www.test. A. */
struct descended {
	struct arena *arena;
	struct said said;
	struct descent descent;
	struct descent_step *step;
	struct walk_zone found;
	struct walk_server servers[SAID_MAX];
	struct rrset none;
};

static inline void descended_init(struct descended *descended, const char *said)
{
	*descended = (struct descended){ .arena = arena_new() };
	said_read(&descended->said, descended->arena, said);
	descent_init(&descended->descent, said_qname, TYPE_A);
	descended->step =
		descent_add(descended->arena, &descended->descent, said_zone, said_qname);
	agreement_make(descended->arena, &descended->said.asked,
		       &descended->step->agreement);
	for (size_t i = 0; i < descended->said.asked.count; i++) {
		descended->servers[i].server = descended->said.questions[i].server;
		descended->servers[i].is_from_glue = i == 0;
	}
	descended->found = (struct walk_zone){
		.zone = said_zone,
		.parent = name_root,
		.ns = &descended->none,
		.ds = &descended->none,
		.servers = descended->servers,
		.server_count = descended->said.asked.count,
		.is_ds_known = true,
	};
	descended->step->cut.found = &descended->found;
}

static inline void descended_free(struct descended *descended)
{
	arena_free(descended->arena);
}
