#include "declare/glob.h"

#include <stddef.h>

/* The last star met, for when what follows it does not match: one more character goes to it. */
struct retry {
	size_t pattern; /* behind the star; 0: no star yet */
	size_t text;
	bool crosses_dots;
};

/* Where two texts are compared. */
struct position {
	struct str pattern, text;
	size_t p, t;
	struct retry star, stars; /* the last "*" and the last "**" */
};

static bool is_same(char a, char b)
{
	return a == b || str_equal_case(str_make(&a, 1), str_make(&b, 1));
}

/* Passes "*" or "**". */
static bool pass_star(struct position *at)
{
	struct str rest = str_from(at->pattern, at->p);

	if (str_has_prefix(rest, (struct str)STR("**"))) {
		at->p += 2;
		at->stars = (struct retry){ at->p, at->t, true };
		at->star = (struct retry){ 0 };
		return true;
	}
	if (str_has_prefix(rest, (struct str)STR("*"))) {
		at->p += 1;
		at->star = (struct retry){ at->p, at->t, false };
		return true;
	}
	return false;
}

static bool pass_character(struct position *at)
{
	if (at->p >= at->pattern.len || at->t >= at->text.len ||
	    (at->pattern.data[at->p] != '?' &&
	     !is_same(at->pattern.data[at->p], at->text.data[at->t])))
		return false;
	at->p++;
	at->t++;
	return true;
}

static bool step_back(struct position *at, struct retry *retry)
{
	if (retry->pattern == 0 || retry->text >= at->text.len)
		return false;
	if (!retry->crosses_dots && at->text.data[retry->text] == '.')
		return false;
	at->p = retry->pattern;
	at->t = ++retry->text;
	return true;
}

/*
 * A "*" that may not grow over a dot gives up, and the "**" before it takes more.  Any "*" before the
 * last one need not be tried again: the last one could have taken as much.
 */
static bool is_match(struct str pattern, struct str text)
{
	struct position at = { .pattern = pattern, .text = text };

	while (at.t < text.len || at.p < pattern.len) {
		if (pass_star(&at) || pass_character(&at) || step_back(&at, &at.star))
			continue;
		if (!step_back(&at, &at.stars))
			return false;
		at.star = (struct retry){ 0 };
	}
	return true;
}

bool glob_is_match(struct str pattern, struct str text)
{
	static const struct str behind = STR(".**");
	static const struct str before = STR("**.");

	if (is_match(pattern, text))
		return true;
	if (str_has_suffix(pattern, behind) &&
	    is_match(str_upto(pattern, pattern.len - behind.len), text))
		return true;
	return str_has_prefix(pattern, before) &&
	       is_match(str_from(pattern, before.len), text);
}
