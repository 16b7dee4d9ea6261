#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "base/err.h"
#include "dns/name.h"

struct dig_asker;

/** The names that a typed name may stand for, in the order in which they are tried. */
struct dig_search {
	struct str text;           /* as typed */
	struct name_buffer buffer; /* the name at hand */
	const struct name *list;   /* domains to try it in */
	size_t count;
	size_t at;
	bool is_absolute_due; /* as it is, behind the list */
};

/**
 * Begins with a typed name: as it is when +search is off or it has enough dots, else through
 * the list first.  The asker's resolv.conf is read before, where the list is needed.
 *
 * @out_why  what is wrong with the name, in dig's words
 * Errors: ERR_SYNTAX.
 */
NODISCARD enum err dig_search_init(struct dig_search *search, struct dig_asker *asker,
				   const char *name, const char **out_why);

/** The same for the host name of a server: as resolv.conf says, whatever +search says. */
NODISCARD enum err dig_search_init_host(struct dig_search *search,
					struct dig_asker *asker, const char *name,
					const char **out_why);

/** Gives the next name, borrowed until the call after; false behind the last. */
bool dig_search_next(struct dig_search *search, struct name *out_name);

/** True when the names of the list are not all tried. */
bool dig_search_has_more(const struct dig_search *search);
