#include "cli/dig_key.h"

#include "base/clock.h"
#include "cli/dig_line.h"
#include "query/answer.h"
#include "query/tsig.h"

enum { US_PER_S = 1000 * 1000 };

static const char *const dig_words[TSIG_COUNT] = {
	[TSIG_UNSIGNED_YET] = "expected a TSIG or SIG(0)",
	[TSIG_MISSING] = "expected a TSIG or SIG(0)",
	[TSIG_BAD_FORM] = "FORMERR",
	[TSIG_BAD_KEY] = "tsig verify failure",
	[TSIG_BAD_MAC] = "tsig verify failure",
	[TSIG_BAD_TIME] = "clocks are unsynchronized",
	[TSIG_BAD_TRUNC] = "truncated TSIG",
	[TSIG_PEER_ERROR] = "tsig indicates error",
};

bool dig_key_read(struct dig_line *line)
{
	struct dig_globals *globals = &line->globals;
	struct tsig_key *key = NULL;
	const char *why = "";
	enum err err = ERR_OK;

	if (globals->tsig != NULL)
		return true;
	if (globals->key != NULL) {
		err = tsig_key_parse(line->arena, str_of(globals->key), &key, &why);
	} else if (globals->keyfile != NULL) {
		err = tsig_key_read(line->arena, globals->keyfile, &key, &why);
	}
	if (err != ERR_OK)
		return dig_line_fatal(line, DIG_EXIT_USAGE, "no TSIG key: %s", why);
	globals->tsig = key;
	return true;
}

const char *dig_key_judge(const struct dig_line *line, const struct answer *answer)
{
	enum tsig_status status;
	struct tsig tsig;

	if (line->globals.tsig == NULL || answer->wire == NULL)
		return NULL;
	if (tsig_resume(line->globals.tsig, answer->query, answer->query_size, &tsig) !=
	    ERR_OK)
		return "our own signature cannot be read";
	status = tsig_verify(&tsig, answer->wire, answer->size,
			     clock_wall_us() / US_PER_S);
	tsig_end(&tsig);
	if (status == TSIG_GOOD)
		return NULL;
	return line->is_dig ? dig_words[status] : tsig_status_text(status);
}
