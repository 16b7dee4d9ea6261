#include "cli/dig_from.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/dig_asker.h"
#include "cli/dig_outcome.h"
#include "cli/dig_view.h"
#include "dns/message.h"
#include "dns/name.h"
#include "dns/type.h"
#include "dns/wire.h"
#include "query/answer.h"
#include "query/pcap_read.h"

enum {
	FILE_SIZE_MAX = 256 * 1024 * 1024,
	ASKED_MAX = 64,  /* queries that still wait for their reply */
	LENGTH_SIZE = 2, /* before a message as over TCP */
};

/* A query that was shown. */
struct asked {
	union address from;
	union address to;
	uint64_t wall_us;
	uint16_t id;
};

/* A file on its way. */
struct showing {
	struct dig_asker *asker;
	const struct dig_lookup *lookup;
	struct dig_view view;
	struct asked asked[ASKED_MAX];
	size_t asked_count;
	uint64_t count;
};

static uint16_t id_of(const struct pcap_message *message)
{
	return message->size < LENGTH_SIZE ? 0 : wire_u16(message->wire);
}

static bool is_reply(const struct pcap_message *message)
{
	return message->size < MESSAGE_HEADER_SIZE ||
	       (wire_u16(message->wire + 2) & FLAG_QR) != 0;
}

/* How long after its query; 0 when that was not seen. */
static uint32_t rtt_of(const struct showing *showing, const struct pcap_message *message)
{
	for (size_t i = 0; i < showing->asked_count && i < ASKED_MAX; i++) {
		const struct asked *asked = &showing->asked[i];

		if (asked->id == id_of(message) &&
		    server_address_equal(&asked->from, &message->to) &&
		    server_address_equal(&asked->to, &message->from) &&
		    message->wall_us - asked->wall_us < UINT32_MAX)
			return (uint32_t)(message->wall_us - asked->wall_us);
	}
	return 0;
}

static void note_asked(struct showing *showing, const struct pcap_message *message)
{
	showing->asked[showing->asked_count++ % ASKED_MAX] =
		(struct asked){ message->from, message->to, message->wall_us,
				id_of(message) };
}

/* The question, for formats that tell of it. */
static void take_question(struct showing *showing, const struct pcap_message *message)
{
	struct lookup *shown = &showing->view.shown;
	char buffer[NAME_TEXT_MAX + 1];
	struct message_cursor cursor;
	struct name_buffer owner;
	struct message_rr rr;
	struct text text;

	message_begin(&cursor, message->wire, message->size);
	shown->name = "";
	if (!message_next(&cursor, &rr) || rr.section != SECTION_QUESTION)
		return;
	message_owner(message->wire, message->size, &rr, &owner);
	text_init(&text, buffer, sizeof(buffer));
	name_print(&text, name_of(&owner));
	shown->name = str_cstr(showing->asker->scratch, text_str(&text));
	shown->type = rr.type;
	shown->rr_class = rr.rr_class;
}

static void show(void *user, const struct pcap_message *message)
{
	struct showing *showing = user;
	struct dig_asker *asker = showing->asker;
	const bool has_reply = is_reply(message);
	const struct server server = { .address = has_reply ? message->from : message->to,
				       .transport = message->transport };
	const bool is_known = server.address.any.sa_family != AF_UNSPEC;
	const struct answer answer = {
		.outcome = OUTCOME_REPLY,
		.wire = message->wire,
		.size = message->size,
		.server = is_known ? &server : NULL,
		.transport = message->transport,
		.start_wall_us = message->wall_us,
		.rtt_us = has_reply ? rtt_of(showing, message) : 0,
		.local = has_reply ? message->to : message->from,
	};

	struct dig_lookup asked = *showing->lookup;
	int code;

	showing->count++;
	take_question(showing, message);
	showing->view.shown.number = ++asker->number;
	asker->format->message(asker->format_state, &asker->context, &showing->view.shown,
			       &answer);
	asked.type = showing->view.shown.type;
	code = dig_outcome_of_answer(&asked, &answer);
	if (has_reply || code == DIG_OUTCOME_MALFORMED)
		asker->exit_code = dig_outcome_join(false, asker->exit_code, code);
	if (!has_reply)
		note_asked(showing, message);
	arena_reset(asker->scratch);
}

/* One message by itself, as it is or behind its length. */
static void show_raw(struct showing *showing, struct str data)
{
	const uint8_t *wire = (const uint8_t *)data.data;
	struct pcap_message message = { .wire = wire, .size = data.len };

	if (data.len > LENGTH_SIZE + MESSAGE_HEADER_SIZE &&
	    wire_u16(wire) == data.len - LENGTH_SIZE) {
		message.wire += LENGTH_SIZE;
		message.size -= LENGTH_SIZE;
	}
	if (message.size <= MESSAGE_SIZE_MAX)
		show(showing, &message);
}

static bool fail(struct dig_asker *asker, const char *why)
{
	return dig_line_fatal(asker->line, DIG_EXIT_USAGE, "\"%s\": %s",
			      asker->line->globals.from_path, why);
}

static bool show_capture(struct showing *showing, struct str data)
{
	struct dig_asker *asker = showing->asker;
	const struct pcap_read_job job = {
		.data = (const uint8_t *)data.data,
		.size = data.len,
		.port = asker->line->globals.port,
		.take = show,
		.user = showing,
	};
	struct pcap_read_totals totals;
	char buffer[128];
	struct text why;

	pcap_read_all(asker->arena, &job, &totals);
	if (totals.fault == NULL)
		return true;
	text_init(&why, buffer, sizeof(buffer));
	text_add_format(&why, "%s at byte %zu", totals.fault, totals.fault_offset);
	return fail(asker, why.data);
}

/* A line without a name has the root's. */
static void say_ignored(const struct dig_asker *asker, const struct dig_lookup *lookup)
{
	FILE *err = asker->line->err;

	if (strcmp(lookup->name, ".") != 0) {
		(void)fprintf(err,
			      ";; --from shows every message of the file: the name %s is "
			      "passed over\n",
			      lookup->name);
	}
	if (lookup->servers != NULL) {
		(void)fprintf(err, ";; --from asks nobody: @%s is passed over\n",
			      lookup->servers->text);
	}
}

bool dig_from_show(struct dig_asker *asker)
{
	struct dig_lookup *lookup = asker->line->first;
	struct showing showing = { .asker = asker, .lookup = lookup };
	struct str data;
	enum err err;

	if (lookup == NULL)
		return fail(asker, "--from and -f do not go together");
	lookup->banner = NULL;
	say_ignored(asker, lookup);
	if (!dig_view_init(&showing.view, asker, lookup))
		return false;
	showing.view.shown.is_recorded = true;
	err = file_read(asker->arena, asker->line->globals.from_path, FILE_SIZE_MAX,
			&data);
	if (err != ERR_OK) {
		return fail(asker,
			    err == ERR_LIMIT ? "longer than 256 MiB" : strerror(errno));
	}
	if (!pcap_read_is_capture((const uint8_t *)data.data, data.len)) {
		(void)fprintf(asker->line->err,
			      ";; \"%s\" is no pcap file: it is read as one raw "
			      "message\n",
			      asker->line->globals.from_path);
		show_raw(&showing, data);
	} else if (!show_capture(&showing, data)) {
		return false;
	}
	return showing.count > 0 || fail(asker, "no DNS message in it");
}
