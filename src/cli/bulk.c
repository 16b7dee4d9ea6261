#include "cli/bulk.h"

#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/text.h"
#include "cli/bulk_line.h"
#include "cli/lines.h"
#include "dns/build.h"
#include "dns/edns.h"
#include "dns/message.h"
#include "dns/type.h"
#include "report/row.h"

enum {
	UDP_SIZE = 1232,
	OUT_FLUSH = 64 * 1024,
	OUT_MAX = 64 * 1024 * 1024,
	NAME_KEPT =
		NAME_TEXT_MAX, /* of the name as written: a name that can be asked fits */
	HELD_MAX = 32 * 1024,  /* rows held back for their order */
	ROW_MAX = 16 * 1024 * 1024,
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
	FILE *output;
	struct bulk_options options;
	struct bulk_defaults defaults;
	struct bulk_totals totals;
	struct item *unused, *live;
	struct text out;
	struct text *held;   /* ring of rows that wait for earlier ones, when ordered */
	uint64_t next_turn;  /* to be given */
	uint64_t first_turn; /* to be written */
	bool has_failed;     /* to write */
	bool is_read_out;
};

struct bulk *bulk_new(struct arena *arena, struct engine *engine, struct lines *lines,
		      FILE *output, const struct bulk_options *options)
{
	struct bulk *bulk = arena_alloc(arena, sizeof(*bulk));

	bulk->arena = arena;
	bulk->engine = engine;
	bulk->lines = lines;
	bulk->output = output;
	bulk->options = *options;
	bulk->defaults = (struct bulk_defaults){ .arena = arena,
						 .servers = map_new(arena),
						 .qtype = options->qtype,
						 .port = options->port };
	text_init_growing(&bulk->out, OUT_MAX);
	if (options->is_ordered)
		bulk->held = arena_array(arena, HELD_MAX, sizeof(*bulk->held));
	return bulk;
}

const struct bulk_totals *bulk_so_far(const struct bulk *bulk)
{
	return &bulk->totals;
}

static void flush_rows(struct bulk *bulk)
{
	if (fwrite(bulk->out.data, 1, bulk->out.len, bulk->output) != bulk->out.len) {
		bulk->has_failed = true;
		engine_stop(bulk->engine);
	}
	text_clear(&bulk->out);
}

static void write_held(struct bulk *bulk)
{
	struct text *held = &bulk->held[bulk->first_turn % HELD_MAX];

	while (held->data != NULL) {
		text_add(&bulk->out, text_str(held));
		text_free(held);
		*held = (struct text){ 0 };
		held = &bulk->held[++bulk->first_turn % HELD_MAX];
	}
}

/* A row that comes before its turn waits as text. */
static void hold_row(struct bulk *bulk, const struct row *row, uint64_t turn)
{
	struct text *held = &bulk->held[turn % HELD_MAX];

	if (turn == bulk->first_turn) {
		bulk->options.format->print(&bulk->out, row);
		bulk->first_turn++;
		write_held(bulk);
		return;
	}
	text_init_growing(held, ROW_MAX);
	bulk->options.format->print(held, row);
}

static void give_row(struct bulk *bulk, struct row *row, uint64_t turn)
{
	bool is_reply;

	row_read(row);
	is_reply = row->reading.is_reply;
	bulk->totals.rows++;
	bulk->totals.replies += is_reply;
	bulk->totals.failures += !is_reply;
	bulk->totals.invalid += row->fault.len > 0;
	if (bulk->options.is_ordered) {
		hold_row(bulk, row, turn);
	} else {
		bulk->options.format->print(&bulk->out, row);
	}
	if (bulk->out.len >= OUT_FLUSH)
		flush_rows(bulk);
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

	give_row(bulk, &row, bulk->next_turn++);
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
	item->turn = bulk->next_turn++;
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

static bool has_turn(const struct bulk *bulk)
{
	return !bulk->options.is_ordered || bulk->next_turn - bulk->first_turn < HELD_MAX;
}

static bool feed(void *user)
{
	struct bulk *bulk = user;
	struct bulk_line line;
	struct str written;
	bool is_cut;

	while (!bulk->has_failed && has_turn(bulk) && engine_has_room(bulk->engine)) {
		if (!lines_next(bulk->lines, &written, &is_cut)) {
			bulk->is_read_out = true;
			break;
		}
		if (!bulk_line_parse(&bulk->defaults, written, is_cut, &line))
			continue; /* nothing written there */
		if (line.fault != NULL) {
			give_fault(bulk, &line, lines_count(bulk->lines));
		} else {
			ask_line(bulk, &line, lines_count(bulk->lines));
		}
	}
	return !bulk->is_read_out && !bulk->has_failed;
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

enum err bulk_run(struct bulk *bulk, struct bulk_totals *out_totals)
{
	enum err err;

	if (bulk->options.format->heading != NULL)
		text_add_cstr(&bulk->out, bulk->options.format->heading);
	engine_set_feed(bulk->engine, feed, bulk);
	err = engine_run(bulk->engine);
	finish_live(bulk);
	flush_rows(bulk);
	if (fflush(bulk->output) != 0)
		bulk->has_failed = true;
	text_free(&bulk->out);
	if (err != ERR_OK)
		return err;
	*out_totals = bulk->totals;
	return bulk->has_failed ? ERR_IO : ERR_OK;
}
