#include "cli/dig_save.h"

#include <errno.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/file.h"
#include "cli/dig_asker.h"
#include "query/answer.h"
#include "query/pcap_write.h"

/* The file under way. */
struct dig_save {
	struct file_writer *writer;
	struct pcap_write pcap;
};

static bool fail(struct dig_asker *asker)
{
	return dig_line_fatal(asker->line, DIG_EXIT_USAGE, "couldn't write \"%s\": %s",
			      asker->line->globals.save_path, strerror(errno));
}

bool dig_save_begin(struct dig_asker *asker)
{
	const char *path = asker->line->globals.save_path;
	struct dig_save *save;

	if (path == NULL)
		return true;
	save = arena_alloc(asker->arena, sizeof(*save));
	if (file_writer_new(path, &save->writer) != ERR_OK)
		return fail(asker);
	pcap_write_begin(&save->pcap, asker->arena, file_writer_stream(save->writer));
	asker->save = save;
	return true;
}

static void add(struct dig_asker *asker, bool is_sent, const union address *local,
		const union address *remote, struct pcap_message *message)
{
	message->from = is_sent ? *local : *remote;
	message->to = is_sent ? *remote : *local;
	pcap_write_add(&asker->save->pcap, message);
}

void dig_save_answer(struct dig_asker *asker, const struct answer *answer)
{
	if (asker->save == NULL || answer == NULL)
		return;
	for (size_t i = 0; i < answer->trail_count; i++) {
		const struct trail_step *step = &answer->trail[i];
		const struct attempt *attempt = &answer->attempts[step->attempt];
		struct pcap_message message = {
			.transport = attempt->transport,
			.wall_us = step->wall_us,
			.wire = step->wire,
			.size = step->size,
		};

		add(asker, step->is_sent, &step->local, &attempt->server->address,
		    &message);
	}
}

void dig_save_transfer(struct dig_asker *asker, const struct server *server, bool is_sent,
		       const uint8_t *wire, size_t size)
{
	const union address unknown = { .any = { .sa_family = AF_UNSPEC } };
	struct pcap_message message = {
		.transport = TRANSPORT_TCP,
		.wall_us = clock_wall_us(),
		.wire = wire,
		.size = size,
	};

	if (asker->save != NULL)
		add(asker, is_sent, &unknown, &server->address, &message);
}

static void save_unanswered(void *user, const struct answer *answer)
{
	dig_save_answer(user, answer);
}

bool dig_save_end(struct dig_asker *asker)
{
	struct dig_save *save = asker->save;

	if (save == NULL)
		return true;
	if (asker->engine != NULL)
		engine_visit_unanswered(asker->engine, save_unanswered, asker);
	asker->save = NULL;
	return file_writer_commit(save->writer) == ERR_OK || fail(asker);
}
