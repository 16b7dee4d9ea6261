#include "base/arena.h"
#include "base/text.h"
#include "dns/type.h"
#include "query/walk_parts.h"
#include "query/walk_reply.h"

enum { SENTENCE_MAX = 4096 };

struct sentence {
	char buffer[SENTENCE_MAX];
	struct text text;
};

static struct text *begin(struct sentence *sentence)
{
	text_init(&sentence->text, sentence->buffer, sizeof(sentence->buffer));
	return &sentence->text;
}

static const char *keep(struct walk *walk, const struct text *text)
{
	return str_cstr(walk->arena, text_str(text));
}

/* "ns1.test. (192.0.2.1#53)" */
static void add_server(struct text *text, const struct server *server)
{
	if (server->name != NULL)
		text_add_format(text, "%s (", server->name);
	server_print_address(text, server);
	if (server->name != NULL)
		text_add_char(text, ')');
}

static void add_finding(struct text *text, const struct walk_step *step)
{
	static const char *const words[WALK_FINDING_COUNT] = {
		[WALK_FINDING_ANSWER] = "an answer",
		[WALK_FINDING_ALIAS] = "an alias",
		[WALK_FINDING_REFERRAL] = "a referral",
		[WALK_FINDING_NODATA] = "no data",
		[WALK_FINDING_NXDOMAIN] = "NXDOMAIN",
		[WALK_FINDING_NOT_AUTHORITATIVE] = "not authoritative",
		[WALK_FINDING_TRUNCATED] = "truncated",
		[WALK_FINDING_UNREADABLE] = "a broken message",
	};

	if (step->finding == WALK_FINDING_NO_REPLY) {
		text_add_cstr(text, answer_outcome_text(step->outcome));
	} else if (step->finding == WALK_FINDING_FAILURE) {
		type_print_rcode(text, step->rcode);
	} else {
		text_add_cstr(text, words[step->finding]);
	}
}

static unsigned count_bits(uint64_t bits)
{
	unsigned count = 0;

	for (; bits != 0; bits &= bits - 1)
		count++;
	return count;
}

const char *walk_words_useless(const struct walk_lookup *lookup)
{
	const unsigned count = count_bits(lookup->tried);
	struct sentence sentence;
	struct text *text = begin(&sentence);

	text_add_cstr(text, lookup->has_reply ? "no authoritative answer" : "no reply");
	if (lookup->has_reply) {
		text_add_cstr(text, " for ");
		name_print(text, lookup->qname);
	}
	text_add_cstr(text, " from any server of ");
	name_print(text, lookup->cut->zone);
	text_add_format(text, " (%u asked, last ", count);
	add_server(text, lookup->last->server);
	text_add_cstr(text, ": ");
	add_finding(text, lookup->last);
	text_add_char(text, ')');
	if (!lookup->has_reply && name_is_root(lookup->cut->zone)) {
		text_add_cstr(text, "; is port 53 open? a private root is named by "
				    "+roothints=FILE, in declarations by root_hints");
	}
	return keep(lookup->walk, text);
}

/* Why the first name server without addresses has none. */
static const char *reason_of(const struct walk_cut *cut)
{
	for (size_t i = 0; i < cut->ref_count; i++) {
		const struct walk_host *host = cut->refs[i].host;

		if (host != NULL && host->why != NULL)
			return host->why;
	}
	return NULL;
}

const char *walk_words_no_address(const struct walk_cut *cut)
{
	const char *reason = reason_of(cut);
	struct sentence sentence;
	struct text *text = begin(&sentence);

	text_add_cstr(text, "no name server of ");
	name_print(text, cut->zone);
	text_add_cstr(text, " has an address");
	if (reason != NULL)
		text_add_format(text, ": %s", reason);
	return keep(cut->walk, text);
}

const char *walk_words_shut(const struct walk_cut *cut, enum walk_failure shut)
{
	struct sentence sentence;
	struct text *text = begin(&sentence);

	text_add_cstr(text, "the addresses of the name servers of ");
	name_print(text, cut->zone);
	text_add_cstr(text,
		      shut == WALK_LOOP
			      ? ", without glue, can only be found through "
				"themselves"
			      : " could not be found within the limit of questions");
	return keep(cut->walk, text);
}

/* What the reply lacks: "is no zone", "has no A". */
static void add_lack(struct text *text, const struct walk_lookup *lookup,
		     const struct walk_reply *reply)
{
	if (reply->finding == WALK_FINDING_NXDOMAIN) {
		text_add_cstr(text, " does not exist");
	} else if (reply->finding == WALK_FINDING_ALIAS) {
		text_add_cstr(text, " is no zone but an alias of ");
		name_print(text, name_of(&reply->target));
	} else if (lookup->host == NULL) {
		text_add_cstr(text, " is no zone of its own");
	} else {
		text_add_cstr(text, " has no ");
		type_print(text, lookup->qtype);
	}
}

const char *walk_words_denied(const struct walk_lookup *lookup,
			      const struct walk_reply *reply)
{
	struct sentence sentence;
	struct text *text = begin(&sentence);

	name_print(text, lookup->qname);
	add_lack(text, lookup, reply);
	text_add_cstr(text, ", says ");
	add_server(text, lookup->last->server);
	text_add_cstr(text, " as a server of ");
	name_print(text, lookup->cut->zone);
	return keep(lookup->walk, text);
}

const char *walk_words_aliases(const struct walk_lookup *lookup)
{
	struct sentence sentence;
	struct text *text = begin(&sentence);

	name_print(text, lookup->host->name);
	text_add_format(text, " leads through more than %d aliases, last ",
			WALK_ALIASES_MAX);
	name_print(text, lookup->qname);
	return keep(lookup->walk, text);
}

const char *walk_words_limit(const struct walk_lookup *lookup)
{
	struct sentence sentence;
	struct text *text = begin(&sentence);

	text_add_format(text,
			"gave up after %u questions (at most %d) or %d name servers for ",
			lookup->payer->questions, WALK_QUESTIONS_MAX, WALK_SERVERS_MAX);
	name_print(text, lookup->payer->result.zone);
	return keep(lookup->walk, text);
}
