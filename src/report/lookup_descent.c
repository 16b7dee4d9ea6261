#include "report/lookup_descent.h"

#include "base/attr.h"
#include "base/text.h"
#include "dns/type.h"
#include "query/answer.h"
#include "query/descent.h"
#include "query/walk.h"
#include "report/lookup.h"
#include "report/lookup_page.h"
#include "report/lookup_records.h"
#include "report/lookup_server.h"
#include "report/paint.h"

enum { SERVER_TEXT_MAX = 512, RCODE_TEXT_MAX = 64, RCODE_COLUMN = 8 };

/* A way down on its way to the page. */
struct sheet {
	struct lookup_page *page;
	struct text *text;
	const struct lookup *lookup;
	const struct descent *descent;
	size_t column; /* where what stands behind the servers begins */
};

static const struct {
	char mark;
	enum paint colour;
} marks[] = {
	[DESCENT_NOTE] = { '.', PAINT_DIM },
	[DESCENT_UNKNOWN] = { '!', PAINT_UNKNOWN },
	[DESCENT_BAD] = { '~', PAINT_BAD },
};

static void paint(const struct sheet *sheet, enum paint colour)
{
	paint_add(sheet->text, sheet->page->context->is_coloured, colour);
}

static bool is_from_glue(const struct descent_step *step, const struct server *server)
{
	const struct walk_zone *found = step->cut.found;

	for (size_t i = 0; i < found->server_count; i++) {
		if (found->servers[i].server == server)
			return found->servers[i].is_from_glue;
	}
	return false;
}

static void add_server(struct text *text, const struct descent_step *step,
		       const struct agreement_reply *reply)
{
	lookup_server_print(text, reply->server,
			    reply->answer == NULL ? reply->server->transport
						  : reply->answer->transport);
	if (is_from_glue(step, reply->server) && step->has_cut)
		text_add_cstr(text, " by glue");
}

static size_t measure(const struct descent *descent)
{
	char buffer[SERVER_TEXT_MAX];
	size_t widest = 0;
	struct text text;

	for (const struct descent_step *step = descent->steps; step != NULL;
	     step = step->next) {
		for (size_t i = 0; i < step->agreement.count; i++) {
			text_init(&text, buffer, sizeof(buffer));
			add_server(&text, step, &step->agreement.replies[i]);
			widest = text.len > widest ? text.len : widest;
		}
	}
	return widest;
}

static size_t count_records(const struct agreement_reply *reply)
{
	size_t count = 0;

	for (size_t i = 0; i < reply->rrset_count; i++)
		count += reply->rrsets[i].count;
	return count;
}

static void add_substance(struct text *text, const struct agreement_reply *reply)
{
	size_t count = count_records(reply);

	if (reply->kind == AGREEMENT_REFERRAL && reply->rrset_count > 0) {
		text_add_cstr(text, "referral to ");
		name_print(text, reply->rrsets[0].owner);
	} else if (reply->kind == AGREEMENT_DATA) {
		text_add_format(text, "%zu record%s", count, count == 1 ? "" : "s");
	} else if (reply->kind == AGREEMENT_NODATA) {
		text_add_cstr(text, "no such record");
	} else if (reply->kind == AGREEMENT_TRUNCATED) {
		text_add_cstr(text, "truncated");
	} else if (reply->kind == AGREEMENT_UNREADABLE) {
		text_add_cstr(text, "unreadable");
	} else {
		text_add_cstr(text, "-");
	}
}

static void add_reply(const struct sheet *sheet, const struct agreement_reply *reply)
{
	char buffer[RCODE_TEXT_MAX];
	struct text *text = sheet->text;
	struct text rcode;

	text_init(&rcode, buffer, sizeof(buffer));
	type_print_rcode(&rcode, reply->rcode);
	text_add_format(text, "%-*s  %s  ", RCODE_COLUMN, buffer,
			reply->is_aa ? "aa" : "--");
	add_substance(text, reply);
	text_add_format(text, ", %.1f ms, %zu bytes", (double)reply->answer->rtt_us / 1e3,
			reply->answer->size);
}

static void add_servers(const struct sheet *sheet, const struct descent_step *step)
{
	struct text *text = sheet->text;

	for (size_t i = 0; i < step->agreement.count; i++) {
		const struct agreement_reply *reply = &step->agreement.replies[i];
		size_t start;

		text_add_cstr(text, "    ");
		start = text->len;
		add_server(text, step, reply);
		lookup_server_pad(text, start, sheet->column);
		if (reply->kind == AGREEMENT_SILENT) {
			lookup_server_print_silence(text, reply->answer);
		} else {
			add_reply(sheet, reply);
		}
		text_add_char(text, '\n');
	}
}

static void add_findings(const struct sheet *sheet, const struct descent_step *step)
{
	for (const struct descent_finding *finding = step->findings; finding != NULL;
	     finding = finding->next) {
		enum descent_weight weight = descent_fault_weight(finding->fault);

		text_add_cstr(sheet->text, "  ");
		paint(sheet, marks[weight].colour);
		text_add_format(sheet->text, "%c %s", marks[weight].mark,
				descent_fault_code(finding->fault));
		paint(sheet, PAINT_PLAIN);
		text_add_format(sheet->text, "  %s\n", finding->what);
	}
}

static void add_ds(struct text *text, const struct descent_cut *cut)
{
	if (cut->ds_count > 0 && !cut->has_keys) {
		text_add_cstr(text, ", DS not checked");
	} else if (cut->ds_count > 0) {
		text_add_format(text, ", %zu of %zu DS fit", cut->ds_fitting,
				cut->ds_count);
	} else if (cut->found->is_ds_known) {
		text_add_cstr(text, ", no DS");
	}
}

static void add_cut(const struct sheet *sheet, const struct descent_step *step)
{
	const struct descent_cut *cut = &step->cut;
	struct text *text = sheet->text;

	if (!step->has_cut)
		return;
	text_add_format(text, "  below ");
	name_print(text, cut->found->parent);
	if (cut->found->is_from_child) {
		text_add_cstr(text, " on the same servers");
	} else {
		text_add_format(text, ": %u NS", (unsigned)cut->found->ns->count);
		text_add_format(text, ", glue %zu, checked %zu", cut->glue_count,
				cut->glue_checked);
	}
	add_ds(text, cut);
}

static void add_step(const struct sheet *sheet, const struct descent_step *step)
{
	paint(sheet, PAINT_TITLE);
	name_print(sheet->text, step->zone);
	paint(sheet, PAINT_PLAIN);
	add_cut(sheet, step);
	if (!name_equal(step->qname, sheet->descent->qname)) {
		text_add_cstr(sheet->text, "  asked for the alias' target ");
		name_print(sheet->text, step->qname);
	}
	text_add_char(sheet->text, '\n');
	add_servers(sheet, step);
	add_findings(sheet, step);
	if (step->reply == NULL || step->reply->kind != AGREEMENT_DATA)
		return;
	for (size_t i = 0; i < step->reply->rrset_count; i++) {
		const struct rrset *rrset = &step->reply->rrsets[i];

		for (uint16_t j = 0; j < rrset->count; j++) {
			text_add_cstr(sheet->text, "  = ");
			lookup_records_print(sheet->text, rrset, j, sheet->lookup->style,
					     true);
			lookup_page_turn(sheet->page);
		}
	}
}

static const struct descent_step *last_step(const struct descent *descent)
{
	const struct descent_step *step = descent->steps;

	while (step->next != NULL)
		step = step->next;
	return step;
}

static void add_verdict(const struct sheet *sheet)
{
	const struct descent *descent = sheet->descent;
	const struct descent_step *last = last_step(descent);
	const size_t bad = descent->counts[DESCENT_BAD];
	const size_t unknown = descent->counts[DESCENT_UNKNOWN];
	struct text *text = sheet->text;

	paint(sheet, bad > 0 ? PAINT_BAD : unknown > 0 ? PAINT_UNKNOWN : PAINT_GOOD);
	text_add_cstr(text, bad > 0 ? "faults" : unknown > 0 ? "unknown" : "ok");
	paint(sheet, PAINT_PLAIN);
	text_add_cstr(text, ": ");
	name_print(text, descent->qname);
	text_add_char(text, ' ');
	type_print(text, descent->qtype);
	text_add_cstr(text, ": ");
	if (last->reply != NULL) {
		lookup_server_print_reply(text, last->reply);
	} else {
		text_add_cstr(text, "no answer");
	}
	if (descent->why != NULL)
		text_add_format(text, ", %s", descent->why);
	text_add_format(text, "; %zu step%s", descent->step_count,
			descent->step_count == 1 ? "" : "s");
	if (descent->alias_count > 0) {
		text_add_format(text, ", %zu alias%s followed", descent->alias_count,
				descent->alias_count == 1 ? "" : "es");
	}
	text_add_format(text, ", %zu fault%s", bad, bad == 1 ? "" : "s");
	if (unknown > 0)
		text_add_format(text, ", %zu without a reply", unknown);
	text_add_char(text, '\n');
}

void lookup_descent_print(void *self, const struct lookup_context *context,
			  const struct lookup *lookup, const struct descent *descent)
{
	CLEANUP(lookup_page_end) struct lookup_page page;
	const struct sheet sheet = {
		.page = &page,
		.text = &page.text,
		.lookup = lookup,
		.descent = descent,
		.column = measure(descent),
	};

	(void)self;
	lookup_page_init(&page, context);
	for (const struct descent_step *step = descent->steps; step != NULL;
	     step = step->next)
		add_step(&sheet, step);
	add_verdict(&sheet);
}
