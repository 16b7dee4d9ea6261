#include "cli/dig_explain_words.h"

#include <string.h>

#include "base/str.h"
#include "base/text.h"
#include "cli/dig_flag.h"
#include "cli/dig_option.h"
#include "cli/option.h"

enum { TERM_MAX = 512, SUMMARY_MAX = 512 };

static const struct str no = STR("no");

/* What a + option without a text of its own is another name of. */
static const char *summary_of(const struct dig_option *row)
{
	for (const struct dig_option *other = dig_option_rows;
	     row->summary == NULL && other->name != NULL; other++) {
		if (other->summary != NULL && other->apply == row->apply &&
		    other->scope == row->scope && other->offset == row->offset)
			return other->summary;
	}
	return row->summary == NULL ? "taken, and of no effect" : row->summary;
}

static void add_entry(struct text *text, const char *term, bool is_on,
		      const char *summary)
{
	char buffer[SUMMARY_MAX];
	struct text whole;

	text_init(&whole, buffer, sizeof(buffer));
	text_add_format(&whole, "%s%s", is_on ? "" : "not: ", summary);
	option_print_entry(text, term, buffer);
}

/* @word stands behind the "+". */
static void add_option(struct text *text, bool is_dig, const char *word)
{
	char term[TERM_MAX];
	char name[TERM_MAX];
	const struct dig_option *row;
	struct text whole;
	bool is_on;

	text_init(&whole, name, sizeof(name));
	text_add(&whole, str_upto(str_of(word), strcspn(word, "=")));
	is_on = !str_has_prefix_case(str_of(name), no);
	row = dig_option_find(name + (is_on ? 0 : no.len), is_dig);
	if (row == NULL)
		return;
	text_init(&whole, term, sizeof(term));
	text_add_format(&whole, "+%s%s%s", is_on ? "" : "no", row->name,
			word + strcspn(word, "="));
	if (!is_on && row->off != NULL) {
		add_entry(text, term, true, row->off);
	} else {
		add_entry(text, term, is_on, summary_of(row));
	}
}

static const struct dig_flag *find_flag(char letter)
{
	for (const struct dig_flag *row = dig_flag_rows; row->letter != 0; row++) {
		if (row->letter == letter)
			return row;
	}
	return NULL;
}

/* Letters behind the "-"; returns how many arguments more belong to it. */
static int add_flags(struct text *text, const char *letters, const char *next)
{
	for (; *letters != '\0'; letters++) {
		const struct dig_flag *row = find_flag(*letters);
		const char *value;
		char term[TERM_MAX];
		struct text whole;

		if (row == NULL)
			return 0;
		text_init(&whole, term, sizeof(term));
		text_add_format(&whole, "-%c", row->letter);
		value = letters[1] != '\0' ? letters + 1 : next;
		if (row->letter == 'y')
			value = row->argument;
		if (row->argument != NULL && value != NULL)
			text_add_format(&whole, " %s", value);
		add_entry(text, term, true,
			  row->summary == NULL ? "taken, and of no effect"
					       : row->summary);
		if (row->argument != NULL)
			return letters[1] == '\0' ? 1 : 0;
	}
	return 0;
}

void dig_explain_words_add(struct text *text, bool is_dig, int argc, char **argv)
{
	static const struct str self = STR("+explain");
	const size_t before = text->len;
	size_t title;

	text_add_cstr(text, "What the words of the line do\n");
	title = text->len;
	for (int i = 1; i < argc; i++) {
		const char *word = argv[i];

		if (word[0] == '+' && !str_equal(str_of(word), self)) {
			add_option(text, is_dig, word + 1);
		} else if (word[0] == '-' && word[1] != '\0') {
			i += add_flags(text, word + 1, i + 1 < argc ? argv[i + 1] : NULL);
		}
	}
	if (text->len == title)
		text_cut(text, before);
}
