#include <string.h>

#include "base/text.h"
#include "declare/source.h"
#include "declare/yaml_reader.h"

enum { SENTENCE_SIZE = 1024 };

/* What stands in the text where libyaml gave up, and what a person who writes DNS data needs to know. */
static const struct hint {
	const char *start;
	const char *context; /* what libyaml was doing, or NULL for anything */
	const char *advice;
} hints[] = {
	/* clang-format off */
	{ "*",  NULL,                  "quote a name that begins with \"*\": '*.example.com'" },
	{ "@",  NULL,                  "quote a text that begins with \"@\"; the apex of a zone is ''" },
	{ "`",  NULL,                  "quote a text that begins with \"`\"" },
	{ "%",  NULL,                  "quote a text that begins with \"%\"" },
	{ "&",  "an anchor",           "quote a text that begins with \"&\"" },
	{ "!",  "a tag",               "quote a text that begins with \"!\"" },
	{ ">",  "a block scalar",      "quote a text that begins with \">\"" },
	{ "|",  "a block scalar",      "quote a text that begins with \"|\"" },
	{ "\t", NULL,                  "indent with blanks, not with tabs" },
	{ "\"", "a quoted scalar",     "the quote is not closed, or a backslash in it wants to be doubled" },
	{ "'",  "a quoted scalar",     "the quote is not closed; write '' for one inside" },
	{ ":",  "a flow sequence",     "quote a text that holds \":\", such as \"[2001:db8::1]:53\"" },
	{ ":",  "a flow node",         "quote a text that begins with \":\", such as \"::1\"" },
	{ ":",  "a flow mapping",      "quote a text that holds \":\"" },
	/* clang-format on */
};

/* The bytes of @text from @line and @column (characters), both from 0. */
static struct str text_at(struct str text, size_t line, size_t column)
{
	size_t at = 0;

	for (; line > 0; line--) {
		const char *end = NULL;

		if (at < text.len)
			end = memchr(text.data + at, '\n', text.len - at);
		if (!end)
			return (struct str){ 0 };
		at = (size_t)(end - text.data) + 1;
	}
	if (at == 0 && str_has_prefix(text, (struct str)STR("\xEF\xBB\xBF")))
		at = 3;
	for (; column > 0 && at < text.len; column--) {
		at++;
		while (at < text.len && ((unsigned char)text.data[at] & 0xC0) == 0x80)
			at++;
	}
	return str_from(text, at);
}

static const char *find_hint(struct str at, const char *context)
{
	for (size_t i = 0; i < ARRAY_LEN(hints); i++) {
		const struct hint *hint = &hints[i];

		if (str_has_prefix(at, str_of(hint->start)) &&
		    (!hint->context || (context && strstr(context, hint->context))))
			return hint->advice;
	}
	return NULL;
}

static void add_hint(struct text *sentence, const struct yaml_reader *reader)
{
	const yaml_parser_t *parser = &reader->parser;
	struct str text = reader->source->text;
	struct str problem =
		text_at(text, parser->problem_mark.line, parser->problem_mark.column);
	const char *advice = NULL;

	if (parser->context) {
		struct str context = text_at(text, parser->context_mark.line,
					     parser->context_mark.column);

		advice = find_hint(context, parser->context);
	}
	if (!advice)
		advice = find_hint(problem, parser->context);
	if (!advice && parser->problem &&
	    strstr(parser->problem, "mapping values are not allowed"))
		advice = "quote a text that holds \": \", and indent keys alike";
	if (advice)
		text_add_format(sentence, "; %s", advice);
}

static struct place mark_place(const struct yaml_reader *reader, yaml_mark_t mark)
{
	return (struct place){ reader->source->path, (unsigned)mark.line + 1,
			       (unsigned)mark.column + 1 };
}

/* libyaml gives only the byte where its reader stopped. */
static struct place offset_place(const struct yaml_reader *reader, size_t offset)
{
	struct str text = reader->source->text;
	struct place place = { reader->source->path, 1, 1 };

	for (size_t i = 0; i < offset && i < text.len; i++) {
		unsigned char byte = (unsigned char)text.data[i];

		if (byte == '\n') {
			place.line++;
			place.column = 1;
		} else if ((byte & 0xC0) != 0x80) {
			place.column++;
		}
	}
	return place;
}

static void add_reader_fault(const struct yaml_reader *reader)
{
	const yaml_parser_t *parser = &reader->parser;
	struct place place = offset_place(reader, parser->problem_offset);

	if (parser->problem_value >= 0) {
		faults_add(reader->faults, place, "%s (0x%02X); a file is UTF-8 text",
			   parser->problem, (unsigned)parser->problem_value);
	} else {
		faults_add(reader->faults, place, "%s", parser->problem);
	}
}

void yaml_fault_add(const struct yaml_reader *reader)
{
	const yaml_parser_t *parser = &reader->parser;
	char buffer[SENTENCE_SIZE];
	struct text sentence;

	if (parser->error == YAML_READER_ERROR) {
		add_reader_fault(reader);
		return;
	}
	text_init(&sentence, buffer, sizeof(buffer));
	text_add_cstr(&sentence, parser->problem ? parser->problem : "not YAML");
	if (parser->context) {
		text_add_format(&sentence, " %s", parser->context);
		if (parser->context_mark.line != parser->problem_mark.line) {
			text_add_format(&sentence, " that began in line %zu",
					parser->context_mark.line + 1);
		}
	}
	add_hint(&sentence, reader);
	faults_add(reader->faults, mark_place(reader, parser->problem_mark), "%s",
		   sentence.data);
}
