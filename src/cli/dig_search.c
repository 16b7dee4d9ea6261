#include "cli/dig_search.h"

#include <limits.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "cli/dig_asker.h"

static unsigned count_dots(struct str text)
{
	unsigned dots = 0;

	for (size_t i = 0; i < text.len; i++)
		dots += text.data[i] == '.';
	return dots;
}

static enum err begin(struct dig_search *search, struct str text, const char **out_why)
{
	*search = (struct dig_search){ .text = text, .is_absolute_due = true };
	return name_parse(text, NULL, &search->buffer, out_why);
}

static void use_list(struct dig_search *search, const struct name *list, size_t count)
{
	search->list = list;
	search->count = count;
}

enum err dig_search_init(struct dig_search *search, struct dig_asker *asker,
			 const char *name, const char **out_why)
{
	const struct dig_globals *globals = &asker->line->globals;
	const struct resolvconf *conf = asker->conf;
	enum err err = begin(search, str_of(name), out_why);
	struct name *domain;
	unsigned ndots = globals->ndots;

	if (err != ERR_OK || (!globals->has_search && globals->domain == NULL))
		return err;
	if (ndots == UINT_MAX)
		ndots = conf == NULL ? 1 : conf->ndots;
	if (count_dots(search->text) >= ndots)
		return ERR_OK;
	if (globals->domain == NULL) {
		if (conf != NULL)
			use_list(search, conf->search, conf->search_count);
		return ERR_OK;
	}
	domain = arena_alloc(asker->scratch, sizeof(*domain));
	err = name_parse_new(asker->scratch, str_of(globals->domain), NULL, domain,
			     out_why);
	if (err == ERR_OK)
		use_list(search, domain, 1);
	return err;
}

enum err dig_search_init_host(struct dig_search *search, struct dig_asker *asker,
			      const char *name, const char **out_why)
{
	enum err err = begin(search, str_of(name), out_why);

	if (err == ERR_OK && count_dots(search->text) < asker->conf->ndots)
		use_list(search, asker->conf->search, asker->conf->search_count);
	return err;
}

bool dig_search_next(struct dig_search *search, struct name *out_name)
{
	while (search->at < search->count) {
		const struct name *origin = &search->list[search->at++];

		if (name_parse(search->text, origin, &search->buffer, NULL) != ERR_OK)
			continue; /* too long there */
		*out_name = name_of(&search->buffer);
		return true;
	}
	if (!search->is_absolute_due ||
	    name_parse(search->text, NULL, &search->buffer, NULL) != ERR_OK)
		return false;
	search->is_absolute_due = false;
	*out_name = name_of(&search->buffer);
	return true;
}

bool dig_search_has_more(const struct dig_search *search)
{
	return search->at < search->count || search->is_absolute_due;
}
