#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"
#include "base/str.h"
#include "declare/declaration.h"
#include "dns/name.h"

struct arena;
struct map;
struct owners;

/** What the reader remembers of an expectation until its zone is finished. */
enum draft_flag {
	DRAFT_BEGINS_KEY = 1, /* the first of its owner's key in one mapping */
	DRAFT_MERGED = 2,     /* came by "<<": goes when its owner is there without */
	DRAFT_DROPPED = 4,    /* it goes when the zone is finished */
	DRAFT_SCATTERED = 8, /* of a zone file, where an owner may stand in many places */
};

/** A zone under construction; several files may add to it. */
struct draft_zone {
	struct declared_zone zone;
	struct expectation **end;             /* where the next expectation is hung */
	const struct declared_check **checks; /* where the next check is hung */
	struct str text;                      /* the name as first written */
	size_t group_count;                   /* that were added */
	size_t special_count; /* of CNAME, DNAME and NS below the apex that were added */
	struct place ask_place, ignore_place, ownership_place; /* line 0: not given */
	struct arena *owners_arena; /* of owners; freed when the zone is finished */
	struct owners *owners;      /* of the zone file that was read first, or NULL */
	uint32_t owners_origin;     /* which one that is */
	struct draft_zone *next;
};

/** A declaration under construction. */
struct draft {
	struct arena *arena; /* of all that stays */
	struct faults *faults;
	struct declaration declaration;
	const struct declared_kind *const *kinds;
	size_t kind_count;
	uint32_t origin;   /* of what is read: a number for each file that was begun */
	struct map *zones; /* by name in wire form, lower case */
	struct draft_zone *first;
	struct draft_zone **end;
	const struct declared_check **checks; /* where the next of `checks:` is hung */
	const struct declared_group **groups;
};

/** Makes an empty declaration with the defaults of the program. */
void draft_init(struct draft *draft, struct arena *arena, struct faults *faults);

/** The zone of that name (any case), made when it is new. */
struct draft_zone *draft_zone_find(struct draft *draft, struct name name, struct str text,
				   struct place place);

/** The owner of an expectation. */
struct name draft_owner(const struct expectation *expectation);

/** True when it declares that records are there: not NXDOMAIN, not NODATA, not a provider's. */
bool draft_is_positive(const struct expectation *expectation);

/** Changes how an expectation is judged, and says why. */
void draft_judge(struct draft *draft, struct expectation *expectation,
		 enum judging judging, const char *why);

/** What one key of one file declares for an owner. */
struct draft_group {
	struct name owner; /* lower case, in the arena of the draft */
	bool is_merged;
	bool has_begun; /* has a member */
};

/** Hangs an expectation at the end of its zone, as a member of its group. */
void draft_add(const struct draft *draft, struct draft_zone *zone,
	       struct draft_group *group, struct expectation *expectation,
	       struct place place);

/** Hangs it there as it is. */
void draft_hang(struct draft_zone *zone, struct expectation *expectation);

/** Memory for an expectation and its values, in one piece; ->values points behind it. */
struct expectation *draft_expectation(struct draft *draft, size_t value_count,
				      struct rrset_rdata **out_values);

/**
 * Ends a zone once all files are read: repeated owners, an owner and type declared twice, a
 * CNAME beside other data are faults; below its cuts nothing is judged; ignored owners are marked.
 */
void draft_zone_finish(struct draft *draft, struct draft_zone *zone);

/** Ends the declaration.  Returns it, with the counts filled. */
const struct declaration *draft_finish(struct draft *draft);
