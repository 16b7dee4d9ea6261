#include "cli/dig_asker.h"

#include <arpa/inet.h>

#include "base/arena.h"
#include "base/num.h"
#include "base/str.h"
#include "base/text.h"
#include "cli/dig_idn.h"
#include "cli/dig_save.h"
#include "cli/stop.h"
#include "report/paint.h"

enum {
	TIMEOUT_MS = 5000,
	TRIES = 3,
	MS_A_SECOND = 1000,
};

void dig_asker_init(struct dig_asker *asker, struct dig_line *line, struct arena *arena)
{
	*asker = (struct dig_asker){
		.line = line,
		.arena = arena,
		.scratch = arena_new(),
		.conf_path = "/etc/resolv.conf",
		.context = {
			.arena = arena,
			.out = line->out,
			.err = line->is_dig ? line->out : line->err,
			.is_dig = line->is_dig,
		},
	};
}

void dig_asker_end(struct dig_asker *asker)
{
	stop_release();
	engine_free(asker->engine);
	arena_free(asker->scratch);
}

const struct resolvconf *dig_asker_conf(struct dig_asker *asker)
{
	struct resolvconf *conf;

	if (asker->conf != NULL)
		return asker->conf;
	conf = arena_alloc(asker->arena, sizeof(*conf));
	if (resolvconf_read(asker->arena, asker->conf_path, conf) != ERR_OK) {
		dig_line_fatal(asker->line, DIG_EXIT_INTERNAL, "couldn't read '%s'",
			       asker->conf_path);
		return NULL;
	}
	asker->conf = conf;
	return conf;
}

/* The address of -b, which was checked when the line was read. */
static void set_source(const struct dig_globals *globals, struct engine_options *options)
{
	struct str rest = str_of(globals->source);
	struct str address = str_cut(&rest, '#');
	char ip[INET6_ADDRSTRLEN];
	uint16_t port = 0;
	struct text text;

	if (globals->source == NULL || address.len >= sizeof(ip))
		return;
	text_init(&text, ip, sizeof(ip));
	text_add(&text, address);
	if (rest.data != NULL && num_parse_u16(rest, 0, UINT16_MAX, &port) != ERR_OK)
		return;
	if (inet_pton(AF_INET6, ip, &options->source_v6.v6.sin6_addr) == 1) {
		options->source_v6.v6.sin6_family = AF_INET6;
		options->source_v6.v6.sin6_port = htons(port);
	} else if (inet_pton(AF_INET, ip, &options->source_v4.v4.sin_addr) == 1) {
		options->source_v4.v4.sin_family = AF_INET;
		options->source_v4.v4.sin_port = htons(port);
	}
}

struct engine *dig_asker_engine(struct dig_asker *asker)
{
	struct engine_options options = { 0 };
	enum err err;

	if (asker->engine != NULL)
		return asker->engine;
	set_source(&asker->line->globals, &options);
	err = engine_new(&options, asker->net, &asker->engine);
	if (err != ERR_OK) {
		dig_line_fatal(asker->line, DIG_EXIT_INTERNAL,
			       "couldn't start the network: %s", err_text(err));
	}
	return asker->engine;
}

void dig_asker_policy(struct dig_asker *asker, const struct dig_lookup *lookup,
		      struct ask_policy *out_policy)
{
	const struct dig_globals *globals = &asker->line->globals;
	const struct resolvconf *conf = asker->conf;
	unsigned timeout_ms = conf == NULL ? TIMEOUT_MS : conf->timeout_ms;
	unsigned tries = conf != NULL && conf->has_tries ? conf->tries : TRIES;

	if (globals->timeout_s > DIG_TIMEOUT_S_MAX) {
		timeout_ms = DIG_TIMEOUT_S_MAX * MS_A_SECOND;
	} else if (globals->timeout_s > 0) {
		timeout_ms = globals->timeout_s * MS_A_SECOND;
	}
	if (lookup->tries > 0)
		tries = lookup->tries;
	*out_policy = (struct ask_policy){
		.timeout_ms = timeout_ms,
		.tries = tries < DIG_TRIES_MAX ? tries : DIG_TRIES_MAX,
		.transport = lookup->is_tcp ? TRANSPORT_TCP : TRANSPORT_UDP,
		.is_tc_ignored = lookup->is_tc_ignored,
		.has_badvers_fallback = lookup->has_edns_negotiation,
		.has_cookie =
			lookup->has_edns && lookup->has_cookie && lookup->cookie == NULL,
		.has_badcookie_retry = lookup->is_badcookie_retried,
		.is_servfail_passed_on = !lookup->is_servfail_final,
		.is_late_id_noted = true,
		.is_trail_kept = true,
		.is_trusting = asker->line->is_dig,
		.has_id = lookup->has_id,
		.id = (uint16_t)lookup->id,
		.tsig = globals->tsig,
	};
}

struct waiting {
	struct arena *arena;
	const struct answer *answer;
};

static void keep_answer(void *user, const struct answer *answer)
{
	struct waiting *waiting = user;

	waiting->answer = answer_copy(waiting->arena, answer);
}

const struct answer *dig_asker_ask(struct dig_asker *asker,
				   const struct build_query *query,
				   const struct server *const *servers, size_t count,
				   const struct ask_policy *policy)
{
	struct engine *engine = dig_asker_engine(asker);
	struct waiting waiting = { .arena = asker->scratch };
	const struct ask ask = {
		.query = query,
		.servers = servers,
		.server_count = count,
		.policy = policy,
		.done = keep_answer,
		.user = &waiting,
	};
	enum err err;

	if (engine == NULL)
		return NULL;
	err = engine_ask(engine, &ask);
	if (err == ERR_OK)
		err = engine_run(engine);
	if (err != ERR_OK) {
		dig_line_fatal(asker->line, DIG_EXIT_INTERNAL, "couldn't ask: %s",
			       err_text(err));
	} else if (waiting.answer == NULL) {
		dig_line_fatal(asker->line, DIG_EXIT_NO_REPLY, "interrupted");
	}
	dig_save_answer(asker, waiting.answer);
	return waiting.answer;
}

void dig_asker_say(struct dig_asker *asker, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	dig_line_write(asker->line, asker->context.err, false, format, args);
	va_end(args);
}

void dig_asker_choose_format(struct dig_asker *asker)
{
	const struct dig_globals *globals = &asker->line->globals;
	const char *name = globals->is_hex        ? "hex"
			   : globals->is_as_check ? "as-check"
			   : globals->is_json     ? "json"
			   : globals->is_yaml     ? "yaml"
			   : globals->is_short    ? "short"
						  : "text";
	const struct lookup_format *format = lookup_format_find(name);

	if (format == asker->format)
		return;
	asker->context.is_coloured =
		globals->colour > 0 ||
		(globals->colour == 0 && paint_is_wanted(asker->context.out));
	asker->format = format;
	asker->format_state = format->begin(&asker->context);
}
