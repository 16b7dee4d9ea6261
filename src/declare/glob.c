#include "declare/glob.h"

#include <stddef.h>

static char lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/* The last star met, for when what follows it does not match: one more character goes to it. */
struct retry {
	size_t pattern; /* behind the star; 0: no star yet */
	size_t text;
	bool crosses_dots;
};

static bool step_back(struct str text, struct retry *retry)
{
	if (retry->pattern == 0 || retry->text >= text.len)
		return false;
	if (!retry->crosses_dots && text.data[retry->text] == '.')
		return false;
	retry->text++;
	return true;
}

/*
 * "*" and "**" each remember one way back.  A "*" can only give up at a dot; then the "**"
 * before it, if there is one, takes more.
 */
static bool is_match(struct str pattern, struct str text)
{
	struct retry star = { 0 };
	struct retry stars = { 0 };
	size_t p = 0;
	size_t t = 0;

	while (t < text.len || p < pattern.len) {
		char c = p < pattern.len ? pattern.data[p] : '\0';

		if (p < pattern.len && c == '*') {
			bool is_double =
				p + 1 < pattern.len && pattern.data[p + 1] == '*';

			p += is_double ? 2 : 1;
			if (is_double) {
				stars = (struct retry){ p, t, true };
				star = (struct retry){ 0 };
			} else {
				star = (struct retry){ p, t, false };
			}
			continue;
		}
		if (p < pattern.len && t < text.len &&
		    (c == '?' || lower(c) == lower(text.data[t]))) {
			p++;
			t++;
			continue;
		}
		if (step_back(text, &star)) {
			p = star.pattern;
			t = star.text;
		} else if (step_back(text, &stars)) {
			p = stars.pattern;
			t = stars.text;
			star = (struct retry){ 0 };
		} else {
			return false;
		}
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
