#include "cli/dig_referral.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/arena.h"
#include "base/random.h"
#include "base/text.h"
#include "cli/dig_asker.h"
#include "cli/dig_host.h"
#include "dns/type.h"
#include "query/answer.h"

enum { SERVERS_MAX = 32 };

/* The name servers of one reply. */
struct names {
	struct name list[SERVERS_MAX];
	size_t count;
};

/* The first NS record decides whose servers they are. */
static bool collect(struct dig_asker *asker, const struct answer *answer,
		    enum section section, struct names *names, struct name *out_zone)
{
	struct message_cursor cursor;
	struct message_rr rr;
	struct name_buffer name;
	size_t end;

	message_begin(&cursor, answer->wire, answer->size);
	while (message_next(&cursor, &rr)) {
		if (rr.section != section || rr.type != TYPE_NS ||
		    names->count == SERVERS_MAX)
			continue;
		if (names->count == 0) {
			message_owner(answer->wire, answer->size, &rr, &name);
			*out_zone = name_copy(asker->scratch, name_of(&name));
		}
		if (name_read(answer->wire, answer->size, rr.rdata, &name, &end) ==
		    ERR_OK) {
			names->list[names->count++] =
				name_copy(asker->scratch, name_of(&name));
		}
	}
	return names->count > 0;
}

static void shuffle(struct names *names)
{
	for (size_t i = names->count; i > 1; i--) {
		size_t other = random_below((uint32_t)i);
		struct name name = names->list[i - 1];

		names->list[i - 1] = names->list[other];
		names->list[other] = name;
	}
}

static bool is_usable(const struct dig_globals *globals, uint16_t type, size_t size)
{
	if (type == TYPE_A)
		return size == sizeof(struct in_addr) && !globals->is_v6_only;
	return type == TYPE_AAAA && size == sizeof(struct in6_addr) &&
	       !globals->is_v4_only;
}

static void add_glue(struct dig_asker *asker, const struct answer *answer,
		     struct name name, const char *shown, struct dig_target *target)
{
	const struct dig_globals *globals = &asker->line->globals;
	struct message_cursor cursor;
	struct message_rr rr;

	message_begin(&cursor, answer->wire, answer->size);
	while (message_next(&cursor, &rr)) {
		if (rr.section != SECTION_ADDITIONAL ||
		    !is_usable(globals, rr.type, rr.rdata_size) ||
		    target->count == SERVERS_MAX ||
		    !name_equal_wire(answer->wire, answer->size, rr.offset, name))
			continue;
		target->servers[target->count++] =
			server_new(asker->scratch, answer->wire + rr.rdata, rr.rdata_size,
				   globals->port, shown);
	}
}

/* Without the final dot, as dig names servers. */
static const char *show(struct dig_asker *asker, struct name name)
{
	char buffer[NAME_TEXT_MAX + 1];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	name_print(&text, name);
	if (text.len > 1)
		text_cut(&text, text.len - 1);
	return str_cstr(asker->scratch, text_str(&text));
}

/* False only when the run is over. */
static bool add_found(struct dig_asker *asker, const char *host,
		      const struct server *resolver, struct dig_target *target)
{
	struct server *servers[DIG_SERVERS_MAX];
	size_t count = 0;
	enum err err = dig_host_find(asker, host, resolver, servers, &count);

	if (err == ERR_NOT_FOUND) {
		dig_asker_say(asker, "couldn't get address for '%s': not found", host);
		return true;
	}
	for (size_t i = 0; i < count && target->count < SERVERS_MAX; i++)
		target->servers[target->count++] = servers[i];
	return err == ERR_OK;
}

const struct server *dig_referral_resolver(const struct answer *answer)
{
	struct message_header header;

	if (answer->wire == NULL ||
	    message_read_header(answer->wire, answer->size, &header) != ERR_OK ||
	    (header.flags & FLAG_RA) == 0)
		return NULL;
	return answer->server;
}

bool dig_referral_read(struct dig_asker *asker, const struct answer *answer,
		       enum section section, const struct server *resolver,
		       bool is_shuffled, struct dig_referral *out_referral)
{
	struct dig_referral referral = { .zone = name_root };
	struct names names = { .count = 0 };
	const char *shown = "";

	referral.target.servers =
		arena_array(asker->scratch, SERVERS_MAX, sizeof(struct server *));
	*out_referral = referral;
	if (!collect(asker, answer, section, &names, &referral.zone))
		return true;
	if (is_shuffled)
		shuffle(&names);
	for (size_t i = 0; i < names.count; i++) {
		size_t before = referral.target.count;

		shown = show(asker, names.list[i]);
		add_glue(asker, answer, names.list[i], shown, &referral.target);
		if (referral.target.count == before &&
		    !add_found(asker, shown, resolver, &referral.target))
			return false;
	}
	if (referral.target.count == 0) {
		return dig_line_fatal(asker->line, DIG_EXIT_USAGE,
				      "couldn't get address for '%s': no more", shown);
	}
	referral.is_found = true;
	*out_referral = referral;
	return true;
}
