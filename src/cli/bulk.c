#include "cli/bulk.h"

#include <errno.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "cli/bulk_line.h"
#include "cli/bulk_out.h"
#include "cli/bulk_resume.h"
#include "cli/lines.h"
#include "dns/build.h"
#include "dns/edns.h"
#include "dns/message.h"
#include "dns/type.h"
#include "report/row.h"

enum {
	UDP_SIZE = 1232,
	NAME_KEPT =
		NAME_TEXT_MAX, /* of the name as written: a name that can be asked fits */
};

/* A line on its way. */
struct item {
	struct bulk *bulk;
	uint64_t line;
	uint64_t turn; /* its place in the order of rows */
	uint16_t qtype;
	uint16_t name_len;
	const struct server *const *servers;
	size_t server_count;
	const struct server *own_server;
	struct item *next; /* free, or live */
	struct item *previous;
	char name[NAME_KEPT];
};

struct bulk {
	struct arena *arena;
	struct engine *engine;
	struct lines *lines;
	struct bulk_options options;
	struct bulk_defaults defaults;
	struct bulk_totals totals;
	struct item *unused, *live;
	struct bulk_out out;
	bool is_amiss; /* what was to be resumed is of other lines */
	bool is_read_out;
};

struct bulk *bulk_new(struct arena *arena, struct engine *engine, struct lines *lines,
		      FILE *output, const struct bulk_options *options)
{
	struct bulk *bulk = arena_alloc(arena, sizeof(*bulk));

	bulk->arena = arena;
	bulk->engine = engine;
	bulk->lines = lines;
	bulk->options = *options;
	bulk->defaults = (struct bulk_defaults){ .arena = arena,
						 .servers = map_new(arena),
						 .qtype = options->qtype,
						 .port = options->port };
	bulk_out_init(&bulk->out, arena, output, options->format, options->is_ordered);
	return bulk;
}

const struct bulk_totals *bulk_so_far(const struct bulk *bulk)
{
	return &bulk->totals;
}

void bulk_flush(struct bulk *bulk)
{
	bulk_out_flush(&bulk->out);
	if (bulk->out.has_failed)
		engine_stop(bulk->engine);
}

static void give_row(struct bulk *bulk, struct row *row, uint64_t turn)
{
	row_read(row);
	bulk->totals.rows++;
	if (row->fault.len > 0) {
		bulk->totals.invalid++;
	} else if (row->reading.is_reply) {
		bulk->totals.replies++;
	} else {
		bulk->totals.failures++;
	}
	row->is_numbered = bulk->options.is_numbered;
	bulk_out_add(&bulk->out, row, turn);
	if (bulk->out.has_failed)
		engine_stop(bulk->engine);
}

static struct item *item_take(struct bulk *bulk)
{
	struct item *item = bulk->unused;

	if (item != NULL) {
		bulk->unused = item->next;
	} else {
		item = arena_alloc(bulk->arena, sizeof(*item));
	}
	item->bulk = bulk;
	item->previous = NULL;
	item->next = bulk->live;
	if (bulk->live != NULL)
		bulk->live->previous = item;
	bulk->live = item;
	return item;
}

static void item_drop(struct item *item)
{
	struct bulk *bulk = item->bulk;

	if (item->previous != NULL) {
		item->previous->next = item->next;
	} else {
		bulk->live = item->next;
	}
	if (item->next != NULL)
		item->next->previous = item->previous;
	item->next = bulk->unused;
	bulk->unused = item;
}

static void answered(void *user, const struct answer *answer)
{
	struct item *item = user;
	struct row row = { .line = item->line,
			   .name = str_make(item->name, item->name_len),
			   .qtype = item->qtype,
			   .answer = answer };

	give_row(item->bulk, &row, item->turn);
	item_drop(item);
}

static void give_fault(struct bulk *bulk, const struct bulk_line *line, uint64_t number)
{
	struct row row = { .line = number,
			   .name = line->name_text,
			   .qtype = line->qtype,
			   .fault = str_of(line->fault) };

	give_row(bulk, &row, bulk_out_turn(&bulk->out));
}

static void ask_line(struct bulk *bulk, const struct bulk_line *line, uint64_t number)
{
	const struct bulk_options *options = &bulk->options;
	struct item *item = item_take(bulk);
	const struct build_query query = {
		.qname = name_of(&line->qname),
		.qtype = line->qtype,
		.qclass = CLASS_IN,
		.flags = options->is_recursive ? FLAG_RD : 0,
		.edns = { .is_on = options->has_edns,
			  .udp_size = UDP_SIZE,
			  .flags = options->has_dnssec ? EDNS_FLAG_DO : 0 },
	};
	struct ask ask = { .query = &query,
			   .policy = &options->policy,
			   .done = answered,
			   .user = item };

	item->line = number;
	item->turn = bulk_out_turn(&bulk->out);
	item->qtype = line->qtype;
	item->name_len = (uint16_t)(line->name_text.len < NAME_KEPT ? line->name_text.len
								    : NAME_KEPT);
	memcpy(item->name, line->name_text.data, item->name_len);
	item->own_server = line->server;
	item->servers = line->server != NULL ? &item->own_server : options->servers;
	item->server_count = line->server != NULL ? 1 : options->server_count;
	ask.servers = item->servers;
	ask.server_count = item->server_count;
	if (engine_ask(bulk->engine, &ask) != ERR_OK) {
		static const struct answer unsent = { .outcome = OUTCOME_LOCAL };

		answered(item, &unsent);
	}
}

/* True when the line had its row before this run. */
static bool is_kept(struct bulk *bulk, const struct bulk_line *line)
{
	struct bulk_resume *resume = bulk->options.resume;

	if (resume == NULL ||
	    !bulk_resume_take(resume, lines_count(bulk->lines), line->name_text))
		return false;
	bulk->totals.kept++;
	bulk->totals.rows++;
	if (bulk_resume_is_amiss(resume)) {
		bulk->is_amiss = true;
		engine_stop(bulk->engine);
	}
	return true;
}

static void take_line(struct bulk *bulk, const struct bulk_line *line)
{
	bulk->totals.lines++;
	if (is_kept(bulk, line))
		return;
	if (line->fault != NULL) {
		give_fault(bulk, line, lines_count(bulk->lines));
	} else {
		ask_line(bulk, line, lines_count(bulk->lines));
	}
}

static bool is_over(const struct bulk *bulk)
{
	return bulk->is_read_out || bulk->is_amiss || bulk->out.has_failed;
}

static bool feed(void *user)
{
	struct bulk *bulk = user;
	struct bulk_line line;
	struct str written;
	bool is_cut;

	while (!is_over(bulk) && bulk_out_has_turn(&bulk->out) &&
	       engine_has_room(bulk->engine)) {
		if (!lines_next(bulk->lines, &written, &is_cut)) {
			bulk->is_read_out = true;
		} else if (bulk_line_parse(&bulk->defaults, written, is_cut, &line)) {
			take_line(bulk, &line);
		}
	}
	return !is_over(bulk);
}

/* After a stop, what was asked and not answered gets its row, too. */
static void finish_live(struct bulk *bulk)
{
	while (bulk->live != NULL) {
		struct item *item = bulk->live;
		struct row row = { .line = item->line,
				   .name = str_make(item->name, item->name_len),
				   .qtype = item->qtype,
				   .is_interrupted = true };

		give_row(bulk, &row, item->turn);
		item_drop(item);
	}
}

static enum err verdict(const struct bulk *bulk)
{
	const struct bulk_resume *resume = bulk->options.resume;

	if (bulk->out.has_failed) {
		errno = bulk->out.error;
		return ERR_IO;
	}
	if (bulk->is_amiss ||
	    (resume != NULL && bulk->is_read_out && !bulk_resume_is_used(resume)))
		return ERR_SYNTAX;
	return ERR_OK;
}

enum err bulk_run(struct bulk *bulk, struct bulk_totals *out_totals)
{
	const struct bulk_options *options = &bulk->options;
	bool is_begun = options->resume != NULL && bulk_resume_size(options->resume) > 0;
	enum err err;

	if (options->format->heading != NULL && !is_begun)
		text_add_cstr(&bulk->out.text, options->format->heading);
	engine_set_feed(bulk->engine, feed, bulk);
	err = engine_run(bulk->engine);
	bulk->totals.is_stopped = !bulk->is_read_out || bulk->live != NULL;
	finish_live(bulk);
	bulk_flush(bulk);
	bulk_out_free(&bulk->out);
	if (err != ERR_OK)
		return err;
	*out_totals = bulk->totals;
	return verdict(bulk);
}
