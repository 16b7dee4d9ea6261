#pragma once

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "cli/dig_line.h"
#include "dns/type.h"

enum { PARSED_ARGS_MAX = 64, PARSED_TEXT_MAX = 4096 };

/** A line that was read and not run, with what reading it said. */
struct parsed {
	struct arena *arena;
	struct dig_line line;
	char *out;
	char *err;
	size_t out_size;
	size_t err_size;
	bool is_over;
};

static inline void parsed_read(struct parsed *parsed, bool is_dig, const char *text)
{
	static char name[] = "dig";
	static char empty[] = "";
	char *argv[PARSED_ARGS_MAX] = { name };
	int argc = 1;
	struct str rest = str_of(text);

	*parsed = (struct parsed){ .arena = arena_new() };
	for (struct str word = str_word(&rest); word.len > 0; word = str_word(&rest)) {
		argv[argc++] = str_equal(word, str_of("''"))
				       ? empty
				       : str_cstr(parsed->arena, word);
	}
	dig_line_init(&parsed->line, parsed->arena, "dig", is_dig);
	parsed->line.out = open_memstream(&parsed->out, &parsed->out_size);
	parsed->line.err = open_memstream(&parsed->err, &parsed->err_size);
	parsed->is_over = !dig_line_read_ahead(&parsed->line, argc, argv) ||
			  !dig_line_parse(&parsed->line, argc, argv);
	(void)fclose(parsed->line.out);
	(void)fclose(parsed->line.err);
}

static inline void parsed_free(struct parsed *parsed)
{
	arena_free(parsed->arena);
	free(parsed->out);
	free(parsed->err);
}

/** "name TYPE CLASS @server ...; ..." for every lookup, in order. */
static inline void parsed_print(const struct parsed *parsed, struct text *text)
{
	for (const struct dig_lookup *at = parsed->line.first; at != NULL;
	     at = at->next) {
		if (at != parsed->line.first)
			text_add_cstr(text, "; ");
		text_add_format(text, "%s ", at->name);
		type_print(text, at->type);
		text_add_char(text, ' ');
		type_print_class(text, at->rr_class);
		if (at->type == TYPE_IXFR)
			text_add_format(text, " %u", at->ixfr_serial);
		if (at->is_tcp)
			text_add_cstr(text, " tcp");
		for (const struct dig_server *server = at->servers; server != NULL;
		     server = server->before)
			text_add_format(text, " @%s", server->text);
	}
}
