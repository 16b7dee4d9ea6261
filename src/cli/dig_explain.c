#include "cli/dig_explain.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/dig_asker.h"
#include "cli/dig_explain_words.h"
#include "cli/dig_idn.h"
#include "cli/dig_key.h"
#include "cli/dig_query.h"
#include "cli/dig_search.h"
#include "cli/dig_way.h"
#include "dns/rrtext.h"
#include "dns/type.h"
#include "query/tsig_key.h"
#include "report/lookup_head.h"
#include "report/lookup_reply.h"

enum {
	PAGE_MAX = 1024 * 1024,
	NAMES_SHOWN = 8,
	PORT_TLS = 853,
	PORT_HTTPS = 443,
	MS_A_SECOND = 1000,
};

static void add_label(struct text *text, const char *label)
{
	text_add_format(text, "  %-9s ", label);
}

/* The names that are tried, in order; false for one that is none. */
static bool add_names(struct text *text, struct dig_asker *asker,
		      const struct dig_lookup *lookup, struct name *out_first)
{
	const char *name = lookup->name;
	const char *why = "";
	struct dig_search search;
	struct name qname;
	size_t count = 0;

	add_label(text, "name");
	if ((lookup->has_idn_in &&
	     dig_idn_to_ascii(asker->scratch, name, &name, &why) != ERR_OK) ||
	    dig_search_init(&search, asker, name, &why) != ERR_OK) {
		text_add_format(text, "is no name: %s\n", why);
		return false;
	}
	while (dig_search_next(&search, &qname) && count < NAMES_SHOWN) {
		text_add_cstr(text, count == 0 ? "" : ", then ");
		name_print(text, qname);
		if (count++ == 0)
			*out_first = name_copy(asker->scratch, qname);
	}
	text_add_char(text, '\n');
	return true;
}

static unsigned port_of(const struct dig_asker *asker, const struct dig_lookup *lookup)
{
	const struct dig_globals *globals = &asker->line->globals;

	if (globals->has_port)
		return globals->port;
	if (lookup->https.is_on && !lookup->https.is_plain)
		return PORT_HTTPS;
	return lookup->tls.is_on && !lookup->https.is_on ? PORT_TLS : globals->port;
}

/* The list runs backwards. */
static void add_written(struct text *text, const struct dig_server *last)
{
	if (last->before != NULL) {
		add_written(text, last->before);
		text_add_cstr(text, ", ");
	}
	text_add_cstr(text, last->text);
}

static void add_configured(struct text *text, const struct dig_asker *asker)
{
	for (size_t i = 0; i < asker->conf->server_count; i++) {
		text_add_cstr(text, i == 0 ? "" : ", ");
		server_print_ip(text, asker->conf->servers[i]);
	}
	text_add_format(text, " of %s", asker->conf_path);
}

static bool has_several(const struct dig_asker *asker, const struct dig_lookup *lookup)
{
	if (lookup->servers != NULL)
		return lookup->servers->before != NULL;
	return asker->conf->server_count > 1;
}

static void add_servers(struct text *text, const struct dig_asker *asker,
			const struct dig_lookup *lookup)
{
	const bool is_walk = dig_way_needs_no_target(asker, lookup);

	add_label(text, "asks");
	if (is_walk) {
		text_add_cstr(text, "the name servers that the delegations from the root "
				    "down name");
	} else if (lookup->servers != NULL) {
		add_written(text, lookup->servers);
	} else {
		add_configured(text, asker);
	}
	text_add_format(text, "; port %u\n", port_of(asker, lookup));
	if (!has_several(asker, lookup) || dig_way_find(asker, lookup) != NULL)
		return;
	add_label(text, "");
	text_add_cstr(text,
		      lookup->is_servfail_final
			      ? "the next one only when one gives no reply\n"
			      : "the next one when one gives no reply, or SERVFAIL\n");
}

static void add_transport(struct text *text, const struct dig_lookup *lookup)
{
	add_label(text, "over");
	if (lookup->https.is_on) {
		text_add_format(text, "%s, %s %s",
				lookup->https.is_plain ? "HTTP without TLS" : "HTTPS",
				lookup->https.is_get ? "GET" : "POST",
				lookup->https.path == NULL ? "/dns-query"
							   : lookup->https.path);
	} else if (lookup->tls.is_on) {
		text_add_cstr(text, "TLS");
	} else if (lookup->is_tcp) {
		text_add_cstr(text, "TCP");
	} else {
		text_add_cstr(text, lookup->is_tc_ignored
					    ? "UDP alone, also when the reply is cut"
					    : "UDP; TCP when the reply is cut");
	}
	text_add_char(text, '\n');
}

static void add_patience(struct text *text, struct dig_asker *asker,
			 const struct dig_lookup *lookup)
{
	struct ask_policy policy;

	dig_asker_policy(asker, lookup, &policy);
	add_label(text, "waits");
	text_add_format(text, "%.1f s a try, %u %s at each server\n",
			(double)policy.timeout_ms / MS_A_SECOND, policy.tries,
			policy.tries == 1 ? "try" : "tries");
}

static void add_flags(struct text *text, const struct dig_lookup *lookup)
{
	const struct {
		bool is_on;
		const char *words;
	} rows[] = {
		{ lookup->has_rd, "rd: look it up for me" },
		{ lookup->has_ad, "ad: tell whether DNSSEC proved it" },
		{ lookup->has_cd, "cd: do not check it by DNSSEC" },
		{ lookup->has_edns && lookup->has_do, "do: add DNSSEC records" },
		{ lookup->has_aa, "aa: means nothing in a query" },
		{ lookup->has_tc, "tc: means nothing in a query" },
		{ lookup->has_ra, "ra: means nothing in a query" },
		{ lookup->has_z, "z: reserved, must be 0" },
	};
	bool has_label = false;

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		if (!rows[i].is_on)
			continue;
		add_label(text, has_label ? "" : "flags");
		text_add_format(text, "%s\n", rows[i].words);
		has_label = true;
	}
}

static void add_key(struct text *text, const struct tsig_key *key)
{
	if (key == NULL)
		return;
	add_label(text, "signs");
	text_add_cstr(text, "with the TSIG key ");
	name_print(text, key->name);
	text_add_format(text, " (%s)\n", key->algorithm->name);
}

/* The message, in dig's words. */
static void add_message(struct text *text, struct dig_asker *asker,
			const struct dig_lookup *lookup, struct name qname)
{
	const struct lookup shown = { .style = &lookup->style, .name = lookup->name };
	uint8_t wire[BUILD_SIZE_MAX];
	struct message_cursor cursor;
	struct lookup_reply reply;
	struct build_query query;
	struct message_rr rr;
	size_t size = 0;

	if (dig_query_build(asker->scratch, lookup, qname, &query) != ERR_OK ||
	    build_message(&query, wire, sizeof(wire), &size) != ERR_OK) {
		text_add_cstr(text, "  its EDNS options are too long to be sent\n");
		return;
	}
	lookup_reply_read(wire, size, false, &reply);
	reply.has_no_id = !lookup->has_id;
	reply.header.id = (uint16_t)lookup->id;
	add_label(text, "sends");
	text_add_format(text, "%zu bytes%s\n", size,
			lookup->has_edns && lookup->has_cookie && lookup->cookie == NULL
				? ", and a cookie"
				: "");
	lookup_head_print(text, &reply, true, NULL, 0);
	lookup_head_print_opt(text, &shown, &reply, NULL, 0);
	message_begin(&cursor, wire, size);
	if (message_next(&cursor, &rr) && rr.section == SECTION_QUESTION)
		rrtext_print(text, wire, size, &rr, &lookup->style.rr);
	text_add_char(text, '\n');
}

static void add_lookup(struct text *text, struct dig_asker *asker,
		       const struct dig_lookup *lookup)
{
	struct name qname = name_root;

	text_add_format(text, "%s ", lookup->name);
	type_print(text, lookup->type);
	text_add_char(text, ' ');
	type_print_class(text, lookup->rr_class);
	text_add_char(text, '\n');
	if (!add_names(text, asker, lookup, &qname))
		return;
	add_servers(text, asker, lookup);
	add_transport(text, lookup);
	add_patience(text, asker, lookup);
	add_flags(text, lookup);
	add_key(text, asker->line->globals.tsig);
	add_message(text, asker, lookup, qname);
}

int dig_explain_line(struct dig_asker *asker, int argc, char **argv)
{
	const struct dig_line *line = asker->line;
	struct text text;

	if (dig_asker_conf(asker) == NULL || !dig_key_read(asker->line))
		return line->exit_code;
	text_init_growing(&text, PAGE_MAX);
	for (const struct dig_lookup *lookup = line->first; lookup != NULL;
	     lookup = lookup->next) {
		add_lookup(&text, asker, lookup);
		(void)fwrite(text.data, 1, text.len, line->out);
		text_clear(&text);
		arena_reset(asker->scratch);
	}
	if (line->globals.batch != NULL) {
		text_add_format(&text, "Each line of %s is a lookup of its own.\n\n",
				line->globals.batch);
	}
	dig_explain_words_add(&text, line->is_dig, argc, argv);
	(void)fwrite(text.data, 1, text.len, line->out);
	text_free(&text);
	return DIG_EXIT_OK;
}
