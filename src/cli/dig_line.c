#include "cli/dig_line.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/dig_flag.h"
#include "cli/dig_help.h"
#include "cli/dig_long.h"
#include "cli/dig_option.h"
#include "cli/dig_parser.h"
#include "dns/type.h"

enum { SENTENCE_MAX = 64 * 1024 };

void dig_line_init(struct dig_line *line, struct arena *arena, const char *program,
		   bool is_dig)
{
	*line = (struct dig_line){
		.arena = arena,
		.out = stdout,
		.err = stderr,
		.program = program,
		.is_dig = is_dig,
		.globals = dig_lookup_globals,
		.defaults = dig_lookup_default,
	};
}

void dig_line_write_place(const struct dig_line *line, FILE *stream)
{
	if (line->file != NULL && !line->is_dig)
		(void)fprintf(stream, "%s:%u: ", line->file, line->file_line);
}

void dig_line_write(struct dig_line *line, FILE *stream, bool has_program,
		    const char *format, va_list args)
{
	struct text text;

	text_init_growing(&text, SENTENCE_MAX);
	if (has_program)
		text_add_format(&text, "%s: ", line->program);
	text_add_format_list(&text, format, args);
	(void)fflush(line->out);
	if (has_program)
		dig_line_write_place(line, stream);
	(void)fprintf(stream, "%s\n", text.data);
	text_free(&text);
}

bool dig_line_fatal(struct dig_line *line, int exit_code, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	dig_line_write(line, line->err, true, format, args);
	va_end(args);
	line->exit_code = exit_code;
	return false;
}

static void add_server(struct dig_parser *parser, const char *text)
{
	struct dig_server *server = arena_alloc(parser->line->arena, sizeof(*server));

	*server = (struct dig_server){ text, parser->lookup->servers };
	parser->lookup->servers = server;
}

/* A word may be a type or a class while no -t or -c was seen; true when it was one. */
static bool take_type_or_class(struct dig_parser *parser, const char *word,
			       enum dig_next *out_next)
{
	uint16_t number;

	*out_next = DIG_NEXT_GO;
	if (dig_parser_is_ixfr(word)) {
		*out_next = dig_parser_set_ixfr(parser, word);
		return true;
	}
	if (type_parse(str_of(word), &number) == ERR_OK) {
		if (number == TYPE_IXFR) {
			(void)fputs(";; Warning, ixfr requires a serial number\n",
				    parser->line->err);
		} else {
			dig_parser_set_type(parser, number);
		}
		return true;
	}
	if (type_parse_class(str_of(word), &number) != ERR_OK)
		return false;
	dig_parser_set_class(parser, number);
	return true;
}

static enum dig_next take_word(struct dig_parser *parser, const char *word)
{
	enum dig_next next;

	if (!parser->is_typed && take_type_or_class(parser, word, &next))
		return next;
	if (!parser->is_rc)
		dig_parser_add_name(parser, word);
	return DIG_NEXT_GO;
}

/* Takes the argument at *index, and the next one where it is its value. */
static enum dig_next take(struct dig_parser *parser, int *index)
{
	char *argument = parser->argv[*index];
	const char *next = *index + 1 < parser->argc ? parser->argv[*index + 1] : NULL;
	enum dig_next result;
	bool has_used_next = false;

	switch (argument[0]) {
	case '@':
		add_server(parser, argument + 1);
		return DIG_NEXT_GO;
	case '+':
		return dig_option_take(
			parser, str_cstr(parser->line->arena, str_of(argument + 1)));
	case '-':
		if (dig_long_is(parser, argument)) {
			result = dig_long_take(parser, argument, next, &has_used_next);
			*index += has_used_next;
			return result;
		}
		result = dig_flag_take(parser, argument + 1, next, &has_used_next);
		*index += has_used_next;
		return result;
	default:
		return take_word(parser, argument);
	}
}

static bool read_arguments(struct dig_parser *parser)
{
	for (int i = 1; i < parser->argc; i++) {
		enum dig_next next;

		if (parser->argv[i][0] == '%')
			break;
		next = take(parser, &i);
		if (next == DIG_NEXT_GO)
			continue;
		if (next == DIG_NEXT_INVALID) {
			dig_help_print_usage(parser->line, parser->line->err);
			parser->line->exit_code = DIG_EXIT_USAGE;
		}
		return false;
	}
	return true;
}

/* dig's lookup when nothing is asked for: the name servers of the root. */
static void add_root(struct dig_parser *parser)
{
	struct dig_lookup *lookup = dig_parser_new_lookup(parser);

	lookup->type = TYPE_NS;
	lookup->has_type = true;
	dig_parser_add_name(parser, ".");
}

bool dig_line_parse(struct dig_line *line, int argc, char **argv)
{
	struct dig_parser parser = {
		.line = line,
		.argc = argc,
		.argv = argv,
		.lookup = &line->defaults,
		.needs_clone = true,
	};

	if (!read_arguments(&parser))
		return false;
	if (line->first == NULL && line->globals.batch == NULL)
		add_root(&parser);
	return true;
}

bool dig_line_read_ahead(struct dig_line *line, int argc, char **argv)
{
	struct dig_parser parser = { .line = line, .argc = argc, .argv = argv };

	return dig_flag_read_ahead(&parser) == DIG_NEXT_GO;
}

bool dig_line_parse_rc(struct dig_line *line, int argc, char **argv)
{
	struct dig_parser parser = {
		.line = line,
		.argc = argc,
		.argv = argv,
		.is_rc = true,
		.lookup = &line->defaults,
		.needs_clone = true,
	};

	return read_arguments(&parser);
}

bool dig_line_parse_batch(struct dig_line *line, int argc, char **argv)
{
	struct dig_lookup *lookup = arena_alloc(line->arena, sizeof(*lookup));
	struct dig_parser parser = {
		.line = line,
		.argc = argc,
		.argv = argv,
		.is_batch = true,
		.lookup = lookup,
	};

	*lookup = line->defaults;
	if (!read_arguments(&parser))
		return false;
	if (line->first == NULL)
		add_root(&parser);
	return true;
}

struct dig_lookup *dig_line_take(struct dig_line *line)
{
	struct dig_lookup *lookup = line->first;

	if (lookup == NULL)
		return NULL;
	line->first = lookup->next;
	if (line->first == NULL)
		line->last = NULL;
	lookup->next = NULL;
	return lookup;
}
