#include "cli/dig_view.h"

#include <limits.h>

#include "cli/dig_asker.h"
#include "cli/dig_banner.h"
#include "cli/dig_idn.h"
#include "cli/dig_target.h"

/* Display options that depend on each other, and the global ones. */
static void finish_style(struct lookup_style *style, const struct dig_lookup *lookup,
			 const struct dig_globals *globals)
{
	struct rdata_style *rdata = &style->rr.rdata;
	const int rr_comments = lookup->rr_comments;

	rdata->is_multiline &= !globals->is_short;
	rdata->indent_column = RDATA_INDENT;
	rdata->split = globals->split;
	if (globals->split == UINT_MAX)
		rdata->split = rdata->is_multiline ? RDATA_SPLIT_MULTILINE : RDATA_SPLIT;
	rdata->has_comments =
		rr_comments > 0 || (rdata->is_multiline && rr_comments == 0);
	style->is_in_us = globals->is_in_us;
	style->is_padded = lookup->padding > 0;
}

/* dig shows a banner once made above a failure, whatever was switched off behind it. */
static bool print_banner(struct dig_asker *asker, const struct dig_banner *banner,
			 struct lookup *shown)
{
	const bool has_cmd = asker->line->globals.has_cmd;
	struct dig_target counted = { 0 };
	const char *text;

	if (banner == NULL || !(has_cmd || asker->line->is_dig))
		return true;
	if (banner->counted != NULL && !dig_target_find(asker, banner->counted, &counted))
		return false;
	text = dig_banner_print(asker->scratch, banner, counted.count);
	shown->failure_banner = text;
	if (has_cmd)
		shown->banner = text;
	return true;
}

bool dig_view_init(struct dig_view *view, struct dig_asker *asker,
		   const struct dig_lookup *lookup)
{
	*view = (struct dig_view){
		.style = lookup->style,
		.shown = {
			.number = ++asker->number,
			.name = lookup->name,
			.type = lookup->type,
			.rr_class = lookup->rr_class,
			.is_servfail_passed_on = !lookup->is_servfail_final,
		},
	};
	finish_style(&view->style, lookup, &asker->line->globals);
	view->shown.style = &view->style;
	asker->context.filter = view->style.has_idn_out ? dig_idn_show : NULL;
	view->style.rr.rewrite = asker->context.filter;
	dig_asker_choose_format(asker);
	return print_banner(asker, lookup->banner, &view->shown);
}

void dig_view_report(const struct dig_view *view, const struct dig_asker *asker,
		     const struct answer *answer, bool is_shown)
{
	const struct lookup_format *format = asker->format;
	const struct lookup_context *context = &asker->context;
	void *state = asker->format_state;

	format->attempts(state, context, &view->shown, answer);
	if (answer->wire == NULL) {
		format->failure(state, context, &view->shown, answer);
	} else if (is_shown) {
		format->message(state, context, &view->shown, answer);
	}
}
