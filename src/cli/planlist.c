#include "cli/planlist.h"

#include "base/text.h"
#include "check/plan.h"
#include "check/query_spec.h"
#include "dns/type.h"

static void add_name(struct text *text, struct name name)
{
	char buffer[NAME_TEXT_MAX];
	struct text printed;

	text_init(&printed, buffer, sizeof(buffer));
	name_print(&printed, name);
	text_add(text, text_str(&printed));
}

/* @zone: the name whose zone's servers are meant. */
static void add_servers(struct text *text, const struct targets_plan *asked,
			struct name zone)
{
	const char *before = "  ";

	if (asked->has_authoritative) {
		text_add_cstr(text, "  the name servers of ");
		add_name(text, zone);
		before = ", ";
	}
	for (size_t i = 0; i < asked->fixed_count; i++) {
		text_add_cstr(text, before);
		server_print_address(text, asked->fixed[i].server);
		before = ", ";
	}
	text_add_char(text, '\n');
}

static void add_checks(struct text *text, const struct plan_check *first,
		       const struct plan_zone *zone)
{
	for (const struct plan_check *check = first; check != NULL; check = check->next) {
		if (zone != NULL) {
			add_name(text, zone->zone->name);
		} else {
			text_add_char(text, '-');
		}
		text_add_cstr(text, "  ");
		add_name(text, check->name);
		text_add_format(text, "  %s", check->kind->entry.name);
		if (check->kind == &kind_query) {
			const struct query_spec *spec = check->subject.spec;

			text_add_char(text, ' ');
			type_print(text, spec->expectation.type);
		}
		add_servers(text, check->asked != NULL ? check->asked : zone->asked,
			    check->name);
	}
}

static void add_records(struct text *text, const struct plan *plan,
			const struct plan_zone *zone)
{
	for (const struct expectation *one = zone->zone->first; one != NULL;
	     one = one->next) {
		const struct targets_plan *asked = zone->asked;

		if (one->extra != NULL && one->extra->ask.count > 0)
			asked = targets_read(plan->targets, &one->extra->ask, NULL);
		add_name(text, zone->zone->name);
		text_add_cstr(text, "  ");
		add_name(text, (struct name){ one->owner, one->owner_size });
		text_add_cstr(text, "  ");
		type_print(text, one->type);
		add_servers(text, asked, zone->zone->name);
	}
}

void planlist_print(struct text *text, const struct plan *plan)
{
	add_checks(text, plan->checks, NULL);
	for (const struct plan_zone *zone = plan->zones; zone != NULL;
	     zone = zone->next) {
		add_checks(text, zone->checks, zone);
		add_records(text, plan, zone);
	}
}
