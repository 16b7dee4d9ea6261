/*
 * Prints the records of DNS messages as record lines: rrlines [+OPTION ...] <MESSAGES
 * Standard input holds messages one after another, each behind its size in two bytes, as over TCP.
 * The options are dig's: +multiline +rrcomments +norrcomments +nocrypto +split=N +nosplit
 * +unknownformat +ttlunits +expandaaaa +nottlid +noclass.  +reparse reads each well-formed rdata
 * back from its text and says where that does not give the same wire.
 *
 * With +read, standard input holds lines of a type and the text of rdata, and each line becomes the
 * rdata in hex, or "!" and what was wrong with it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/text.h"
#include "dns/message.h"
#include "dns/rrtext.h"
#include "dns/type.h"
#include "dns/wire.h"

enum { TEXT_MAX = 1 << 24 };

struct options {
	struct rrtext_style style;
	bool is_split_given;
	bool are_comments_given;
	bool is_reparsed;
};

static void option_apply(struct options *options, const char *option)
{
	struct rdata_style *rdata = &options->style.rdata;
	const struct {
		const char *name;
		bool *flag;
	} flags[] = {
		{ "+multiline", &rdata->is_multiline },
		{ "+nocrypto", &rdata->is_crypto_hidden },
		{ "+unknownformat", &rdata->is_unknown_format },
		{ "+expandaaaa", &rdata->is_aaaa_expanded },
		{ "+ttlunits", &options->style.is_ttl_in_units },
		{ "+nottlid", &options->style.is_ttl_hidden },
		{ "+noclass", &options->style.is_class_hidden },
		{ "+reparse", &options->is_reparsed },
	};

	for (size_t i = 0; i < ARRAY_LEN(flags); i++) {
		if (strcmp(option, flags[i].name) == 0)
			*flags[i].flag = true;
	}
	if (strcmp(option, "+rrcomments") == 0 || strcmp(option, "+norrcomments") == 0) {
		options->are_comments_given = true;
		rdata->has_comments = option[1] == 'r';
	}
	if (strcmp(option, "+nosplit") == 0 || strncmp(option, "+split=", 7) == 0) {
		options->is_split_given = true;
		rdata->split =
			option[1] == 'n' ? 0 : (unsigned)strtoul(option + 7, NULL, 10);
	}
}

static bool is_readable(uint16_t type)
{
	return type != TYPE_TSIG && type != TYPE_TKEY && type != TYPE_OPT;
}

/* Prints a complaint unless the text of the rdata gives the rdata. */
static void reparse(const uint8_t *wire, size_t size, const struct message_rr *rr,
		    const struct rdata_style *style)
{
	static uint8_t expanded[RDATA_NORMAL_MAX];
	size_t expanded_size = 0;
	struct arena *arena = arena_new();
	const char *why = "";
	struct str parsed = { NULL, 0 };
	struct text text;

	text_init_growing(&text, TEXT_MAX);
	rdata_print(&text, rr->type, wire, size, rr->rdata, rr->rdata_size, style);
	if (rdata_expand(rr->type, wire, size, rr->rdata, rr->rdata_size, expanded,
			 sizeof(expanded), &expanded_size) != ERR_OK ||
	    rdata_parse(arena, rr->type, text_str(&text), NULL, &parsed, &why) !=
		    ERR_OK) {
		printf(";; not read back: type %u: %s: %s\n", rr->type, text.data, why);
	} else if (parsed.len != expanded_size ||
		   memcmp(parsed.data, expanded, expanded_size) != 0) {
		printf(";; read back otherwise: type %u: %s\n", rr->type, text.data);
	}
	text_free(&text);
	arena_free(arena);
}

static void print_message(const uint8_t *wire, size_t size, const struct options *options)
{
	struct message_cursor cursor;
	struct message_rr rr;
	struct text text;

	text_init_growing(&text, TEXT_MAX);
	message_begin(&cursor, wire, size);
	while (message_next(&cursor, &rr)) {
		if (rr.section == SECTION_QUESTION)
			continue;
		text_clear(&text);
		rrtext_print(&text, wire, size, &rr, &options->style);
		fwrite(text.data, 1, text.len, stdout);
		if (options->is_reparsed && is_readable(rr.type) &&
		    rr.rr_class == CLASS_IN &&
		    rdata_is_valid(rr.type, wire, size, rr.rdata, rr.rdata_size))
			reparse(wire, size, &rr, &options->style.rdata);
	}
	if (cursor.fault != NULL)
		printf(";; %s\n", cursor.fault);
	text_free(&text);
}

static void read_line(struct str line)
{
	struct str rest = line;
	struct arena *arena = arena_new();
	struct str wire = { NULL, 0 };
	const char *why = "no such type";
	uint16_t type;
	struct text hex;

	text_init_growing(&hex, TEXT_MAX);
	if (type_parse(str_word(&rest), &type) == ERR_OK &&
	    rdata_parse(arena, type, rest, NULL, &wire, &why) == ERR_OK) {
		text_add_hex(&hex, (const uint8_t *)wire.data, wire.len, false);
		puts(hex.data);
	} else {
		printf("! %s\n", why);
	}
	text_free(&hex);
	arena_free(arena);
}

static int read_lines(void)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t len;

	while ((len = getline(&line, &size, stdin)) > 0)
		read_line(str_trim(str_make(line, (size_t)len)));
	free(line);
	return 0;
}

int main(int argc, char **argv)
{
	static uint8_t wire[MESSAGE_SIZE_MAX];
	struct options options = { 0 };
	uint8_t head[2];

	for (int i = 1; i < argc; i++)
		option_apply(&options, argv[i]);
	if (argc == 2 && strcmp(argv[1], "+read") == 0)
		return read_lines();
	if (!options.is_split_given) {
		options.style.rdata.split = options.style.rdata.is_multiline
						    ? RDATA_SPLIT_MULTILINE
						    : RDATA_SPLIT;
	}
	if (!options.are_comments_given)
		options.style.rdata.has_comments = options.style.rdata.is_multiline;
	while (fread(head, 1, sizeof(head), stdin) == sizeof(head)) {
		size_t size = wire_u16(head);

		if (fread(wire, 1, size, stdin) != size)
			return 1;
		print_message(wire, size, &options);
	}
	return 0;
}
