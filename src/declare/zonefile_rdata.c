#include "declare/zonefile_reader.h"

static void add_token(struct text *text, const struct zonetoken *token)
{
	if (text->len > 0)
		text_add_char(text, ' ');
	if (token->kind == ZONETOKEN_QUOTED)
		text_add_char(text, '"');
	text_add(text, token->text);
	if (token->kind == ZONETOKEN_QUOTED)
		text_add_char(text, '"');
}

/* Rdata over several lines, or with comments between: put together word by word. */
static bool join(struct zonefile_reader *reader, struct zonetokens *from,
		 struct str *out_rdata)
{
	struct zonetoken token;

	from->is_silent = true;
	token = zonetoken_next(from);
	text_clear(&reader->text);
	while (token.kind == ZONETOKEN_WORD || token.kind == ZONETOKEN_QUOTED) {
		add_token(&reader->text, &token);
		token = zonetoken_next(from);
	}
	*out_rdata = text_str(&reader->text);
	return reader->text.err == ERR_OK;
}

bool zonefile_rdata_read(struct zonefile_reader *reader, struct zonetoken *out_last,
			 struct place *place, struct str *out_rdata)
{
	struct zonetokens *tokens = reader->tokens;
	struct zonetokens start = *tokens;
	const char *first = NULL;
	const char *end = NULL;
	unsigned breaks = 0;
	bool is_broken = false;

	for (;;) {
		*out_last = zonetoken_next(tokens);
		if (out_last->kind != ZONETOKEN_WORD &&
		    out_last->kind != ZONETOKEN_QUOTED)
			break;
		if (!first) {
			first = out_last->text.data -
				(out_last->kind == ZONETOKEN_QUOTED);
			breaks = tokens->breaks;
			*place = zonetoken_place(tokens, out_last);
		}
		is_broken = is_broken || tokens->breaks != breaks;
		end = tokens->at;
	}
	if (out_last->kind == ZONETOKEN_FAULT)
		return false;
	if (is_broken && !join(reader, &start, out_rdata)) {
		faults_add(reader->faults, *place, "this rdata is too long");
		return false;
	}
	if (is_broken)
		return true;
	*out_rdata =
		first ? str_make(first, (size_t)(end - first)) : (struct str){ "", 0 };
	return true;
}
