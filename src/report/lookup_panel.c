/*
 * What many servers said to one question, for people.
 */
#include "report/lookup_panel.h"

#include <inttypes.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/text.h"
#include "dns/rrset.h"
#include "dns/type.h"
#include "query/agreement.h"
#include "query/answer.h"
#include "report/lookup.h"
#include "report/lookup_page.h"
#include "report/lookup_records.h"
#include "report/lookup_server.h"
#include "report/paint.h"

enum { SERVER_TEXT_MAX = 512, SERIAL_COLUMN = 19 };

/* A panel on its way to the page. */
struct sheet {
	struct lookup_page *page;
	struct text *text;
	const struct lookup *lookup;
	const struct lookup_panel *panel;
	const struct agreement *agreement;
	size_t column; /* where what stands behind the servers begins */
};

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

static void paint(const struct sheet *sheet, enum paint colour)
{
	paint_add(sheet->text, sheet->page->context->is_coloured, colour);
}

static void add_mark(const struct sheet *sheet, char mark, enum paint colour)
{
	text_add_cstr(sheet->text, "  ");
	paint(sheet, colour);
	text_add_char(sheet->text, mark);
	paint(sheet, PAINT_PLAIN);
	text_add_char(sheet->text, ' ');
}

static void add_server(struct text *text, const struct agreement_reply *reply)
{
	lookup_server_print(text, reply->server,
			    reply->answer == NULL ? reply->server->transport
						  : reply->answer->transport);
}

static size_t measure(const struct agreement *agreement)
{
	char buffer[SERVER_TEXT_MAX];
	size_t widest = 0;
	struct text text;

	for (size_t i = 0; i < agreement->count; i++) {
		text_init(&text, buffer, sizeof(buffer));
		add_server(&text, &agreement->replies[i]);
		widest = text.len > widest ? text.len : widest;
	}
	return widest;
}

static void add_title(const struct sheet *sheet)
{
	struct text *text = sheet->text;
	const struct lookup_panel *panel = sheet->panel;

	paint(sheet, PAINT_TITLE);
	name_print(text, panel->qname);
	text_add_char(text, ' ');
	type_print(text, sheet->lookup->type);
	paint(sheet, PAINT_PLAIN);
	text_add_format(text, ", asked of %zu address%s", sheet->agreement->count,
			sheet->agreement->count == 1 ? "" : "es");
	if (panel->has_zone) {
		text_add_cstr(text, " of the name servers of ");
		name_print(text, panel->zone);
	}
	text_add_char(text, '\n');
}

static void add_group_servers(const struct sheet *sheet, size_t group)
{
	struct text *text = sheet->text;

	for (size_t i = 0; i < sheet->agreement->count; i++) {
		const struct agreement_reply *reply = &sheet->agreement->replies[i];
		size_t start;

		if (reply->kind == AGREEMENT_SILENT || reply->group != group)
			continue;
		text_add_cstr(text, "      ");
		start = text->len;
		add_server(text, reply);
		lookup_server_pad(text, start, sheet->column);
		if (reply->has_serial) {
			text_add_format(text, "serial %-10" PRIu32 "  ", reply->serial);
		} else if (sheet->agreement->has_serials) {
			text_add_repeat(text, ' ', SERIAL_COLUMN);
		}
		text_add_format(text, "%.1f ms\n", (double)reply->answer->rtt_us / 1e3);
		lookup_page_turn(sheet->page);
	}
}

static void add_records(const struct sheet *sheet, const struct agreement_reply *reply)
{
	for (size_t i = 0; i < reply->rrset_count; i++) {
		for (uint16_t j = 0; j < reply->rrsets[i].count; j++) {
			text_add_cstr(sheet->text, "        ");
			lookup_records_print(sheet->text, &reply->rrsets[i], j,
					     sheet->lookup->style, true);
			lookup_page_turn(sheet->page);
		}
	}
}

/* The records that @reply has and @other has not, each behind a mark. */
static void add_surplus(const struct sheet *sheet, const struct agreement_reply *reply,
			const struct agreement_reply *other, char mark)
{
	struct arena *scratch = arena_new();

	for (size_t i = 0; i < reply->rrset_count; i++) {
		const struct rrset *rrset = &reply->rrsets[i];
		const struct rrset none = { .count = 0 };
		const struct rrset *found = agreement_find(other, rrset);
		uint16_t *indexes = arena_array(scratch, rrset->count, sizeof(*indexes));
		size_t count = rrset_minus(rrset, found == NULL ? &none : found, indexes);

		for (size_t j = 0; j < count; j++) {
			text_add_cstr(sheet->text, "      ");
			paint(sheet, mark == '-' ? PAINT_BAD : PAINT_GOOD);
			text_add_char(sheet->text, mark);
			text_add_char(sheet->text, ' ');
			lookup_records_print(sheet->text, rrset, indexes[j],
					     sheet->lookup->style, false);
			paint(sheet, PAINT_PLAIN);
			lookup_page_turn(sheet->page);
		}
	}
	arena_free(scratch);
}

/* Other replies say nothing of the records. */
static bool tells_records(const struct agreement_reply *reply)
{
	return reply->kind == AGREEMENT_DATA || reply->kind == AGREEMENT_NODATA ||
	       reply->kind == AGREEMENT_NXDOMAIN;
}

static void add_group(const struct sheet *sheet, size_t index)
{
	const struct agreement *agreement = sheet->agreement;
	const struct agreement_group *group = &agreement->groups[index];
	const struct agreement_reply *reply = &agreement->replies[group->first];
	const struct agreement_reply *most =
		&agreement->replies[agreement->groups[0].first];
	bool is_first = index == 0;

	add_mark(sheet, is_first ? '=' : '~', is_first ? PAINT_GOOD : PAINT_BAD);
	text_add_format(sheet->text, "%zu %s%s: ", group->count,
			group->count == 1 ? "address" : "addresses",
			is_first            ? ""
			: group->count == 1 ? " differs"
					    : " differ");
	lookup_server_print_reply(sheet->text, reply);
	text_add_char(sheet->text, '\n');
	add_group_servers(sheet, index);
	if (is_first) {
		add_records(sheet, reply);
		return;
	}
	if (!tells_records(most) || !tells_records(reply))
		return;
	add_surplus(sheet, most, reply, '-');
	add_surplus(sheet, reply, most, '+');
}

static void add_silent(const struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->agreement->count; i++) {
		const struct agreement_reply *reply = &sheet->agreement->replies[i];
		size_t start;

		if (reply->kind != AGREEMENT_SILENT)
			continue;
		add_mark(sheet, '!', PAINT_UNKNOWN);
		start = sheet->text->len;
		add_server(sheet->text, reply);
		lookup_server_pad(sheet->text, start, sheet->column + 2);
		lookup_server_print_silence(sheet->text, reply->answer);
		text_add_char(sheet->text, '\n');
	}
}

static void add_unresolved(const struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->panel->unresolved_count; i++) {
		add_mark(sheet, '!', PAINT_UNKNOWN);
		name_print(sheet->text, sheet->panel->unresolved[i]);
		text_add_cstr(sheet->text, " has no address\n");
	}
	if (sheet->panel->why != NULL) {
		add_mark(sheet, '!', PAINT_UNKNOWN);
		text_add_format(sheet->text, "%s\n", sheet->panel->why);
	}
	if (sheet->panel->left_out > 0) {
		text_add_format(sheet->text,
				"  . %zu IPv6 address%s not asked: this machine has no "
				"way to IPv6; -6 asks all the same\n",
				sheet->panel->left_out,
				sheet->panel->left_out == 1 ? "" : "es");
	}
}

static void add_serials(const struct sheet *sheet)
{
	const struct agreement *agreement = sheet->agreement;

	if (!agreement->has_serial_difference)
		return;
	for (size_t i = 0; i < agreement->count; i++) {
		const struct agreement_reply *reply = &agreement->replies[i];
		uint32_t lag = agreement_lag(reply->serial, agreement->serial_newest);

		if (!reply->has_serial || reply->serial == agreement->serial_newest)
			continue;
		add_mark(sheet, '~', PAINT_WARNING);
		add_server(sheet->text, reply);
		text_add_format(sheet->text,
				" serves serial %" PRIu32 ", %" PRIu32 " behind %" PRIu32
				"\n",
				reply->serial, lag, agreement->serial_newest);
	}
}

static void add_verdict(const struct sheet *sheet)
{
	const struct agreement *agreement = sheet->agreement;
	struct text *text = sheet->text;
	size_t replies = agreement->count - agreement->silent_count;
	bool is_good = agreement->group_count == 1 && !agreement->has_serial_difference;

	paint(sheet, is_good ? PAINT_GOOD : PAINT_BAD);
	if (agreement->group_count == 0) {
		text_add_cstr(text, "nobody answers");
	} else if (agreement->group_count > 1) {
		text_add_format(text, "%zu different answers from %zu addresses",
				agreement->group_count, replies);
	} else {
		text_add_format(text, "the same answer from %zu address%s", replies,
				replies == 1 ? "" : "es");
	}
	paint(sheet, PAINT_PLAIN);
	if (agreement->has_serial_difference)
		text_add_cstr(text, ", serials differ");
	if (agreement->group_count > 0 && agreement->silent_count > 0)
		text_add_format(text, ", no reply from %zu", agreement->silent_count);
	if (sheet->panel->unresolved_count > 0) {
		text_add_format(text, ", %zu name server%s without an address",
				sheet->panel->unresolved_count,
				plural(sheet->panel->unresolved_count));
	}
	text_add_char(text, '\n');
}

void lookup_panel_print(void *self, const struct lookup_context *context,
			const struct lookup *lookup, const struct lookup_panel *panel)
{
	CLEANUP(lookup_page_end) struct lookup_page page;
	const struct sheet sheet = {
		.page = &page,
		.text = &page.text,
		.lookup = lookup,
		.panel = panel,
		.agreement = panel->agreement,
		.column = measure(panel->agreement),
	};

	(void)self;
	lookup_page_init(&page, context);
	add_title(&sheet);
	for (size_t i = 0; i < sheet.agreement->group_count; i++)
		add_group(&sheet, i);
	add_silent(&sheet);
	add_unresolved(&sheet);
	add_serials(&sheet);
	add_verdict(&sheet);
}
