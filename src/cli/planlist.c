#include "cli/planlist.h"

#include "base/text.h"
#include "check/plan.h"
#include "dns/type.h"

enum { LINE_MAX_SIZE = 64 * 1024 }; /* a line with the most servers is shorter */

/* Lines on their way to a file, one at a time. */
struct planlist {
	FILE *file;
	const struct plan *plan;
	struct text line;
};

static void add_name(struct text *text, struct name name)
{
	char buffer[NAME_TEXT_MAX];
	struct text printed;

	text_init(&printed, buffer, sizeof(buffer));
	name_print(&printed, name);
	text_add(text, text_str(&printed));
}

/* Ends the line with who is asked; @zone: the name whose zone's servers are meant. */
static void end_line(struct planlist *list, const struct targets_plan *asked,
		     struct name zone)
{
	struct text *text = &list->line;
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
	(void)fwrite(text->data, 1, text->len, list->file);
	text_clear(text);
}

/* @zone: NULL for checks that stand by themselves, which say who is asked. */
static void print_checks(struct planlist *list, const struct plan_check *first,
			 const struct plan_zone *zone)
{
	for (const struct plan_check *check = first; check != NULL; check = check->next) {
		const struct targets_plan *asked = check->asked;

		if (zone != NULL) {
			add_name(&list->line, zone->zone->name);
		} else {
			text_add_char(&list->line, '-');
		}
		text_add_cstr(&list->line, "  ");
		add_name(&list->line, check->name);
		text_add_format(&list->line, "  %s", check->kind->entry.name);
		if (asked == NULL && zone != NULL)
			asked = zone->asked;
		if (asked != NULL)
			end_line(list, asked, check->name);
	}
}

static void print_records(struct planlist *list, const struct plan_zone *zone)
{
	for (const struct expectation *one = zone->zone->first; one != NULL;
	     one = one->next) {
		const struct targets_plan *asked = zone->asked;

		if (one->extra != NULL && one->extra->ask.count > 0)
			asked = targets_read(list->plan->targets, &one->extra->ask, NULL);
		add_name(&list->line, zone->zone->name);
		text_add_cstr(&list->line, "  ");
		add_name(&list->line, (struct name){ one->owner, one->owner_size });
		text_add_cstr(&list->line, "  ");
		type_print(&list->line, one->type);
		end_line(list, asked, zone->zone->name);
	}
}

void planlist_print(FILE *file, const struct plan *plan)
{
	struct planlist list = { .file = file, .plan = plan };

	text_init_growing(&list.line, LINE_MAX_SIZE);
	print_checks(&list, plan->checks, NULL);
	for (const struct plan_zone *zone = plan->zones; zone != NULL;
	     zone = zone->next) {
		print_checks(&list, zone->checks, zone);
		print_records(&list, zone);
	}
	text_free(&list.line);
}
