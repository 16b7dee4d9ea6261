#include "declare/pyyaml.h"

#include <stddef.h>

#include "base/attr.h"

enum { FLOAT_DIGITS_MAX = 15 }; /* digits that survive a binary float */

/* clang-format off */
static const struct word {
	struct str text; /* also with a first capital and in capitals */
	const char *reading;
} words[] = {
	{ STR("yes"),   "True" },
	{ STR("on"),    "True" },
	{ STR("true"),  "True" },
	{ STR("no"),    "False" },
	{ STR("off"),   "False" },
	{ STR("false"), "False" },
	{ STR("null"),  "None" },
	{ STR("~"),     "None" },
	{ STR(""),      "None" },
};
/* clang-format on */

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "yes", "Yes" and "YES", but not "yEs". */
static bool is_word(struct str text, struct str word)
{
	if (!str_equal_case(text, word))
		return false;
	for (size_t i = 1; i < text.len; i++) {
		if (is_upper(text.data[i]) != is_upper(text.data[text.len > 1 ? 1 : 0]))
			return false;
	}
	return text.len < 2 || is_upper(text.data[0]) || !is_upper(text.data[1]);
}

static bool has_only(struct str text, const char *allowed)
{
	struct str set = str_of(allowed);

	for (size_t i = 0; i < text.len; i++) {
		if (str_find(set, text.data[i]) < 0)
			return false;
	}
	return text.len > 0;
}

static bool has_prefix_of(struct str text, const char *prefix, const char *digits)
{
	struct str head = str_of(prefix);

	return str_has_prefix(text, head) && has_only(str_from(text, head.len), digits);
}

static struct str without_sign(struct str text)
{
	bool has_sign = text.len > 0 && (text.data[0] == '-' || text.data[0] == '+');

	return has_sign ? str_from(text, 1) : text;
}

/* Decimal numbers between colons are digits of base 60; what stands behind a dot is a fraction. */
static bool is_sexagesimal(struct str text)
{
	struct str rest = text;
	bool has_colon = false;

	while (rest.data) {
		struct str part = str_cut(&rest, ':');

		if (has_colon && (part.len == 0 || part.len > 2) && rest.data)
			return false;
		if (!has_only(part, rest.data ? "0123456789_" : "0123456789_."))
			return false;
		has_colon = true;
	}
	return str_find(text, ':') > 0 && has_only(str_upto(text, 1), "0123456789");
}

static const char *read_integer(struct str text)
{
	struct str digits = without_sign(text);

	if (has_prefix_of(digits, "0x", "0123456789abcdefABCDEF_"))
		return "a hexadecimal number";
	if (has_prefix_of(digits, "0b", "01_"))
		return "a binary number";
	if (is_sexagesimal(digits))
		return "a number of base 60";
	if (digits.len == 0 || !is_digit(digits.data[0]) ||
	    !has_only(digits, "0123456789_"))
		return NULL;
	if (digits.len > 1 && digits.data[0] == '0')
		return has_only(digits, "01234567_") ? "an octal number" : NULL;
	if (str_find(digits, '_') >= 0 || text.data[0] == '+' ||
	    str_equal(text, (struct str)STR("-0")))
		return "a number, written otherwise";
	return NULL;
}

/* A float comes back as Python prints it, which is often not what was written. */
static const char *read_float(struct str text)
{
	struct str digits = without_sign(text);
	ptrdiff_t dot = str_find(digits, '.');
	struct str fraction;

	if (dot < 0 || digits.len < 2 || !has_only(digits, "0123456789_.eE+-"))
		return NULL;
	fraction = str_from(digits, (size_t)dot + 1);
	if (str_find(fraction, '.') >= 0)
		return NULL;
	if (has_only(digits, "0123456789.") && dot > 0 && fraction.len > 0 &&
	    digits.len <= FLOAT_DIGITS_MAX && text.data[0] != '+' &&
	    (fraction.data[fraction.len - 1] != '0' || fraction.len == 1) &&
	    (digits.data[0] != '0' || dot == 1))
		return NULL;
	return "a decimal number, written otherwise";
}

const char *pyyaml_reads_as(struct str text)
{
	const char *reading = NULL;

	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		if (is_word(text, words[i].text))
			return words[i].reading;
	}
	reading = read_integer(text);
	return reading ? reading : read_float(text);
}
