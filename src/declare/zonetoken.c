#include "declare/zonetoken.h"

#include <string.h>

void zonetoken_begin(struct zonetokens *tokens, struct str text, const char *file,
		     struct faults *faults)
{
	static const struct str mark = STR("\xEF\xBB\xBF");

	if (str_has_prefix(text, mark))
		text = str_from(text, mark.len);
	*tokens = (struct zonetokens){
		.at = text.data,
		.end = text.data + text.len,
		.line_start = text.data,
		.file = file,
		.faults = faults,
		.line = 1,
	};
}

static struct zonetoken token_here(const struct zonetokens *tokens,
				   enum zonetoken_kind kind)
{
	return (struct zonetoken){
		.kind = kind,
		.text = { tokens->at, 0 },
		.line = tokens->line,
		.column = tokens->is_fixed
				  ? 1
				  : (unsigned)(tokens->at - tokens->line_start) + 1,
	};
}

struct place zonetoken_place(const struct zonetokens *tokens,
			     const struct zonetoken *token)
{
	return (struct place){ tokens->file, token->line, token->column };
}

static void pass_newline(struct zonetokens *tokens)
{
	tokens->at++;
	tokens->line_start = tokens->at;
	tokens->line++;
}

static void skip_line(struct zonetokens *tokens)
{
	const char *newline = NULL;

	if (tokens->at < tokens->end)
		newline = memchr(tokens->at, '\n', (size_t)(tokens->end - tokens->at));
	tokens->at = newline ? newline : tokens->end;
}

static struct zonetoken fault(struct zonetokens *tokens, struct zonetoken token,
			      const char *sentence)
{
	if (!tokens->is_silent) {
		faults_add(tokens->faults, zonetoken_place(tokens, &token), "%s",
			   sentence);
	}
	skip_line(tokens);
	token.kind = ZONETOKEN_FAULT;
	return token;
}

/* What ends a word: blanks, line ends, comments, parentheses, quotes; and control characters. */
static bool is_word_end(char c)
{
	return (unsigned char)c <= ' ' || c == ';' || c == '(' || c == ')' || c == '"' ||
	       c == '\x7F';
}

static struct zonetoken read_word(struct zonetokens *tokens)
{
	struct zonetoken token = token_here(tokens, ZONETOKEN_WORD);
	const char *at = tokens->at;

	while (at < tokens->end && !is_word_end(*at)) {
		bool is_escape = *at == '\\' && at + 1 < tokens->end && at[1] != '\n';

		at += is_escape ? 2 : 1;
	}
	token.text.len = (size_t)(at - tokens->at);
	tokens->at = at;
	if (token.text.len == 0)
		return fault(tokens, token, "a control character stands here");
	return token;
}

static struct zonetoken read_quoted(struct zonetokens *tokens)
{
	struct zonetoken token = token_here(tokens, ZONETOKEN_QUOTED);
	const char *at = tokens->at + 1;

	while (at < tokens->end && *at != '"' && *at != '\n')
		at += *at == '\\' && at + 1 < tokens->end && at[1] != '\n' ? 2 : 1;
	if (at >= tokens->end || *at != '"')
		return fault(tokens, token, "the quote is not closed in its line");
	token.text = str_make(tokens->at + 1, (size_t)(at - tokens->at) - 1);
	tokens->at = at + 1;
	return token;
}

/* Passes a parenthesis.  False, with a fault, for one that closes nothing. */
static bool pass_parenthesis(struct zonetokens *tokens)
{
	struct zonetoken token = token_here(tokens, ZONETOKEN_WORD);

	tokens->breaks++;
	if (*tokens->at == '(') {
		tokens->opened = zonetoken_place(tokens, &token);
		tokens->parentheses++;
	} else if (tokens->parentheses > 0) {
		tokens->parentheses--;
	} else {
		return false;
	}
	tokens->at++;
	return true;
}

static struct zonetoken end_of_file(struct zonetokens *tokens)
{
	if (tokens->parentheses > 0 && !tokens->is_silent) {
		faults_add(tokens->faults, tokens->opened,
			   "the parenthesis is not closed");
	}
	tokens->parentheses = 0;
	return token_here(tokens, ZONETOKEN_END);
}

struct zonetoken zonetoken_next(struct zonetokens *tokens)
{
	while (tokens->at < tokens->end) {
		struct zonetoken token;

		switch (*tokens->at) {
		case ' ':
		case '\t':
		case '\r':
		case '\f':
			tokens->at++;
			break;
		case ';':
			skip_line(tokens);
			break;
		case '\n':
			token = token_here(tokens, ZONETOKEN_NEWLINE);
			pass_newline(tokens);
			if (tokens->parentheses == 0)
				return token;
			tokens->breaks++;
			break;
		case '(':
		case ')':
			if (!pass_parenthesis(tokens)) {
				return fault(tokens, token_here(tokens, ZONETOKEN_WORD),
					     "this parenthesis closes nothing");
			}
			break;
		case '"':
			return read_quoted(tokens);
		default:
			return read_word(tokens);
		}
	}
	return end_of_file(tokens);
}

bool zonetoken_is_indented(const struct zonetokens *tokens)
{
	return tokens->at < tokens->end && (*tokens->at == ' ' || *tokens->at == '\t');
}

void zonetoken_skip_entry(struct zonetokens *tokens, struct zonetoken token)
{
	while (token.kind != ZONETOKEN_NEWLINE && token.kind != ZONETOKEN_END)
		token = zonetoken_next(tokens);
}
