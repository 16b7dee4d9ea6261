#include "check/plan.h"

#include "base/arena.h"
#include "base/fault.h"
#include "base/text.h"
#include "check/pattern.h"
#include "query/hints.h"

enum { PATH_SIZE = 2560 }; /* bytes of two names as text and the words around them */

struct planning {
	struct arena *arena;
	struct faults *faults;
	struct plan *plan;
};

static const struct plan_check *plan_checks(struct planning *planning,
					    const struct declared_check *first,
					    const struct declared_zone *zone)
{
	const struct plan_check *list = NULL;
	const struct plan_check **end = &list;

	for (const struct declared_check *check = first; check != NULL;
	     check = check->next) {
		struct plan_check *made = arena_alloc(planning->arena, sizeof(*made));
		const struct schema_list *asked = NULL;

		made->kind = check->kind->owner;
		made->subject = (struct subject){ .zone = zone,
						  .spec = check->spec,
						  .name = check->name,
						  .place = check->place };
		made->name = zone != NULL ? zone->name : name_root;
		if (made->kind->asked != NULL)
			asked = made->kind->asked(made->subject.spec, &made->name);
		if (zone == NULL) {
			made->asked = targets_read(planning->plan->targets, asked,
						   planning->faults);
		}
		*end = made;
		end = &made->next;
	}
	return list;
}

static void fault_pattern(const struct planning *planning,
			  const struct declared_zone *zone,
			  const struct expectation *expectation, const char *why)
{
	const struct place place = { expectation->file, expectation->line,
				     expectation->column };
	const struct name owner = { expectation->owner, expectation->owner_size };
	char buffer[PATH_SIZE];
	struct text path;

	text_init(&path, buffer, sizeof(buffer));
	text_add_cstr(&path, "zones.");
	name_print_relative(&path, zone->name, name_root);
	text_add_cstr(&path, ".records.");
	if (name_equal(owner, zone->name)) {
		text_add_cstr(&path, "''");
	} else {
		name_print_relative(&path, owner, zone->name);
	}
	faults_add(planning->faults, place, "%s.match_regexp: the pattern %s", buffer,
		   why);
}

/* Returns true when the expectation asks the servers of its zone on its own account. */
static bool check_extra(struct planning *planning, const struct declared_zone *zone,
			const struct expectation *expectation)
{
	const struct expectation_extra *extra = expectation->extra;
	bool has_search = false;
	const char *why;

	if (extra == NULL)
		return false;
	if (extra->ask.count > 0) {
		has_search = targets_read(planning->plan->targets, &extra->ask,
					  planning->faults)
				     ->has_authoritative;
	}
	why = extra->pattern.len > 0 ? pattern_fault(planning->arena, extra->pattern)
				     : NULL;
	if (why != NULL)
		fault_pattern(planning, zone, expectation, why);
	return has_search;
}

static void plan_zones(struct planning *planning)
{
	const struct plan_zone **end = &planning->plan->zones;

	for (const struct declared_zone *zone = planning->plan->declaration->zones;
	     zone != NULL; zone = zone->next) {
		struct plan_zone *made = arena_alloc(planning->arena, sizeof(*made));

		made->zone = zone;
		made->asked = targets_read(planning->plan->targets, &zone->ask,
					   planning->faults);
		made->has_search = made->asked->has_authoritative;
		made->checks = plan_checks(planning, zone->checks, zone);
		for (const struct expectation *expectation = zone->first;
		     expectation != NULL; expectation = expectation->next) {
			made->has_search = check_extra(planning, zone, expectation) ||
					   made->has_search;
		}
		*end = made;
		end = &made->next;
	}
}

static void plan_roots(struct planning *planning)
{
	struct plan *plan = planning->plan;
	const struct declaration *declaration = plan->declaration;
	const char *why = "";
	enum err err;

	if (declaration->root_hints == NULL) {
		plan->root_count = hints_builtin(
			planning->arena, declaration->defaults.port, &plan->roots);
		return;
	}
	err = hints_read(planning->arena, declaration->root_hints,
			 declaration->defaults.port, &plan->roots, &plan->root_count,
			 &why);
	if (err != ERR_OK) {
		faults_add(planning->faults, declaration->root_hints_place,
			   "root_hints: %s", err == ERR_SYNTAX ? why : err_text(err));
	}
}

enum err plan_new(struct arena *arena, const struct declaration *declaration,
		  struct faults *faults, const struct plan **out_plan)
{
	struct plan *plan = arena_alloc(arena, sizeof(*plan));
	struct planning planning = { .arena = arena, .faults = faults, .plan = plan };

	plan->declaration = declaration;
	plan->targets = targets_new(arena, declaration, faults);
	plan_roots(&planning);
	plan_zones(&planning);
	plan->checks = plan_checks(&planning, declaration->checks, NULL);
	if (!faults_is_empty(faults))
		return ERR_FAULTS;
	*out_plan = plan;
	return ERR_OK;
}
