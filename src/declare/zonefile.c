#include "declare/zonefile.h"

#include <string.h>

#include "base/arena.h"
#include "base/nearest.h"
#include "declare/source.h"
#include "declare/zonefile_reader.h"

enum { RDATA_TEXT_MAX = 1 << 20 }; /* bytes of rdata that stands on several lines */

static void read_text(struct zonefile_reader *reader, const struct source *source);

/* The next word of a directive.  False with a fault. */
static bool wanted_word(struct zonefile_reader *reader, const char *wanted,
			struct zonetoken *out_token)
{
	*out_token = zonetoken_next(reader->tokens);
	if (out_token->kind == ZONETOKEN_WORD || out_token->kind == ZONETOKEN_QUOTED)
		return true;
	if (out_token->kind != ZONETOKEN_FAULT) {
		faults_add(reader->faults, zonetoken_place(reader->tokens, out_token),
			   "the line ends too early: %s was wanted", wanted);
	}
	zonetoken_skip_entry(reader->tokens, *out_token);
	return false;
}

/* Ends a directive: nothing may follow. */
static void end_line(struct zonefile_reader *reader)
{
	struct zonetoken token = zonetoken_next(reader->tokens);

	if (token.kind == ZONETOKEN_WORD || token.kind == ZONETOKEN_QUOTED) {
		faults_add(reader->faults, zonetoken_place(reader->tokens, &token),
			   "nothing may follow here");
	}
	zonetoken_skip_entry(reader->tokens, token);
}

static bool read_name(struct zonefile_reader *reader, const struct zonetoken *token,
		      struct name_buffer *out_name)
{
	struct name origin = name_of(&reader->origin);
	const char *why = NULL;

	if (name_parse(token->text, &origin, out_name, &why) == ERR_OK)
		return true;
	faults_add(reader->faults, zonetoken_place(reader->tokens, token),
		   "a name was wanted: %s", why);
	return false;
}

static void do_origin(struct zonefile_reader *reader, struct zonetoken directive)
{
	struct zonetoken token = directive;
	struct name_buffer origin;

	if (!wanted_word(reader, "a name", &token))
		return;
	if (read_name(reader, &token, &origin))
		reader->origin = origin;
	end_line(reader);
}

static void do_ttl(struct zonefile_reader *reader, struct zonetoken directive)
{
	struct zonetoken token = directive;

	if (!wanted_word(reader, "a TTL", &token))
		return;
	if (zonefile_ttl_parse(token.text, &reader->default_ttl) == ERR_OK) {
		reader->has_default_ttl = true;
	} else {
		faults_add(reader->faults, zonetoken_place(reader->tokens, &token),
			   "a TTL from 0 to 2147483647 was wanted, such as 3600 or 1h");
	}
	end_line(reader);
}

/* Reads a file with an origin of its own; those of the including file come back behind it. */
static void include(struct zonefile_reader *reader, struct str name, struct place place,
		    const struct name_buffer *origin)
{
	struct zonetokens *tokens = reader->tokens;
	const struct source *up = reader->source;
	const struct name_buffer saved_origin = reader->origin;
	const struct name_buffer saved_owner = reader->owner;
	struct arena *arena = arena_new();
	const struct source *source = NULL;
	const char *path = source_resolve(arena, up->path, name);

	if (source_read(arena, up, path, place, reader->faults, &source) == ERR_OK) {
		reader->origin = *origin;
		reader->owner.size = 0;
		read_text(reader, source);
	}
	reader->tokens = tokens;
	reader->source = up;
	reader->origin = saved_origin;
	reader->owner = saved_owner;
	arena_free(arena);
}

static void do_include(struct zonefile_reader *reader, struct zonetoken directive)
{
	struct zonetoken file = directive;
	struct zonetoken token;
	struct name_buffer origin = reader->origin;

	if (!wanted_word(reader, "a file", &file))
		return;
	token = zonetoken_next(reader->tokens);
	if (token.kind == ZONETOKEN_WORD) {
		if (!read_name(reader, &token, &origin)) {
			zonetoken_skip_entry(reader->tokens, token);
			return;
		}
		end_line(reader);
	} else {
		zonetoken_skip_entry(reader->tokens, token);
	}
	if (reader->include_count++ < ZONEFILE_INCLUDES_MAX) {
		include(reader, file.text, zonetoken_place(reader->tokens, &file),
			&origin);
	} else {
		faults_add(reader->faults, zonetoken_place(reader->tokens, &file),
			   "over %d files are included", ZONEFILE_INCLUDES_MAX);
	}
}

static const struct directive {
	const char *name;
	void (*run)(struct zonefile_reader *reader, struct zonetoken directive);
} directives[] = {
	{ "$ORIGIN", do_origin },
	{ "$TTL", do_ttl },
	{ "$INCLUDE", do_include },
	{ "$GENERATE", zonefile_generate },
};

static void fault_directive(struct zonefile_reader *reader, struct zonetoken token)
{
	const char *names[ARRAY_LEN(directives)];
	struct str shown = str_upto(token.text, 40);
	const char *nearest = NULL;

	for (size_t i = 0; i < ARRAY_LEN(directives); i++)
		names[i] = directives[i].name;
	nearest = nearest_find(token.text, names, ARRAY_LEN(names));
	faults_add(reader->faults, zonetoken_place(reader->tokens, &token),
		   "unknown directive \"%.*s\"; %s", (int)shown.len, shown.data,
		   nearest ? nearest : "$ORIGIN, $TTL, $INCLUDE and $GENERATE are known");
	zonetoken_skip_entry(reader->tokens, token);
}

static void read_directive(struct zonefile_reader *reader, struct zonetoken token)
{
	for (size_t i = 0; i < ARRAY_LEN(directives); i++) {
		if (str_equal_case(token.text, str_of(directives[i].name))) {
			directives[i].run(reader, token);
			return;
		}
	}
	fault_directive(reader, token);
}

static void read_text(struct zonefile_reader *reader, const struct source *source)
{
	struct zonetokens tokens;
	struct zonetoken token;

	zonetoken_begin(&tokens, source->text, source->path, reader->faults);
	reader->tokens = &tokens;
	reader->source = source;
	do {
		bool is_indented = zonetoken_is_indented(&tokens);

		token = zonetoken_next(&tokens);
		if (token.kind == ZONETOKEN_FAULT) {
			zonetoken_skip_entry(&tokens, token);
		} else if (token.kind == ZONETOKEN_WORD && !is_indented &&
			   token.text.data[0] == '$') {
			read_directive(reader, token);
		} else if (token.kind == ZONETOKEN_WORD ||
			   token.kind == ZONETOKEN_QUOTED) {
			zonefile_rr_read(reader, token, is_indented);
		}
	} while (token.kind != ZONETOKEN_END);
	reader->tokens = NULL;
}

static void reader_free(struct zonefile_reader *reader)
{
	text_free(&reader->text);
	arena_free(reader->scratch);
}

void zonefile_read(const struct source *source, struct name zone,
		   zonefile_on_record *on_record, void *user, struct faults *faults)
{
	CLEANUP(reader_free)
	struct zonefile_reader reader = {
		.zone = zone,
		.on_record = on_record,
		.user = user,
		.faults = faults,
		.scratch = arena_new(),
	};

	text_init_growing(&reader.text, RDATA_TEXT_MAX);
	memcpy(reader.origin.wire, zone.wire, zone.size);
	reader.origin.size = zone.size;
	read_text(&reader, source);
}
