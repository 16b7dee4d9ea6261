#include "query/hints.h"

#include <arpa/inet.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/text.h"
#include "dns/name.h"
#include "dns/type.h"
#include "query/recordlines.h"

enum { SHOWN_MAX = 64 }; /* characters of a word that a sentence repeats */

struct letter {
	const char *name;
	const char *v4;
	const char *v6;
};

/* Source: https://www.internic.net/domain/named.root */
/* clang-format off */
static const struct letter letters[] = {
	{ "a.root-servers.net.", "198.41.0.4",     "2001:503:ba3e::2:30" },
	{ "b.root-servers.net.", "170.247.170.2",  "2801:1b8:10::b" },
	{ "c.root-servers.net.", "192.33.4.12",    "2001:500:2::c" },
	{ "d.root-servers.net.", "199.7.91.13",    "2001:500:2d::d" },
	{ "e.root-servers.net.", "192.203.230.10", "2001:500:a8::e" },
	{ "f.root-servers.net.", "192.5.5.241",    "2001:500:2f::f" },
	{ "g.root-servers.net.", "192.112.36.4",   "2001:500:12::d0d" },
	{ "h.root-servers.net.", "198.97.190.53",  "2001:500:1::53" },
	{ "i.root-servers.net.", "192.36.148.17",  "2001:7fe::53" },
	{ "j.root-servers.net.", "192.58.128.30",  "2001:503:c27::2:30" },
	{ "k.root-servers.net.", "193.0.14.129",   "2001:7fd::1" },
	{ "l.root-servers.net.", "199.7.83.42",    "2001:500:9f::42" },
	{ "m.root-servers.net.", "202.12.27.33",   "2001:dc3::35" },
};
/* clang-format on */

size_t hints_builtin(struct arena *arena, uint16_t port,
		     const struct server ***out_servers)
{
	const size_t count = 2 * ARRAY_LEN(letters);
	const struct server **servers = arena_array(arena, count, sizeof(void *));

	for (size_t i = 0; i < ARRAY_LEN(letters); i++) {
		struct in6_addr v6 = in6addr_any;
		struct in_addr v4 = { 0 };

		inet_pton(AF_INET, letters[i].v4, &v4);
		inet_pton(AF_INET6, letters[i].v6, &v6);
		servers[2 * i] =
			server_new(arena, &v4, sizeof(v4), port, letters[i].name);
		servers[2 * i + 1] =
			server_new(arena, &v6, sizeof(v6), port, letters[i].name);
	}
	*out_servers = servers;
	return count;
}

/* A record as far as hints go: the NS or the address it holds. */
struct hint {
	struct name owner;
	uint16_t type;
	struct name target; /* of an NS */
	const struct server *server;
};

struct reading {
	uint16_t port;
	struct hint *list;
	size_t count;
};

enum { RECORDS_MAX = 2 * HINTS_MAX };

static char *name_text(struct arena *arena, struct name name)
{
	char buffer[NAME_TEXT_MAX];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	name_print(&text, name);
	return str_cstr(arena, text_str(&text));
}

static enum err read_address(struct recordlines *lines, struct hint *hint,
			     struct str word)
{
	const struct reading *reading = lines->user;
	const char *text = str_cstr(lines->arena, word);
	const int family = hint->type == TYPE_A ? AF_INET : AF_INET6;
	struct in6_addr ip;

	if (inet_pton(family, text, &ip) != 1) {
		return recordlines_fail(lines, ERR_SYNTAX, "\"%.*s\" is no %s address",
					(int)str_upto(word, SHOWN_MAX).len, text,
					hint->type == TYPE_A ? "IPv4" : "IPv6");
	}
	hint->server =
		server_new(lines->arena, &ip,
			   hint->type == TYPE_A ? sizeof(struct in_addr) : sizeof(ip),
			   reading->port, name_text(lines->arena, hint->owner));
	return ERR_OK;
}

static enum err take_record(struct recordlines *lines, uint16_t type, struct str rest)
{
	struct hint hint = { .owner = lines->owner, .type = type };
	const struct str rdata = str_word(&rest);
	struct reading *reading = lines->user;
	enum err err;

	if (type == TYPE_NS) {
		err = recordlines_name(lines, rdata, &hint.target);
	} else if (type == TYPE_A || type == TYPE_AAAA) {
		err = read_address(lines, &hint, rdata);
	} else {
		return ERR_OK;
	}
	if (err != ERR_OK)
		return err;
	if (!str_is_empty(str_word(&rest))) {
		return recordlines_fail(lines, ERR_SYNTAX,
					"the line has more than one record");
	}
	if (reading->count == RECORDS_MAX) {
		return recordlines_fail(lines, ERR_LIMIT, "more than %d records",
					RECORDS_MAX);
	}
	reading->list[reading->count++] = hint;
	return ERR_OK;
}

static bool is_root_server(const struct reading *reading, struct name name)
{
	for (size_t i = 0; i < reading->count; i++) {
		const struct hint *hint = &reading->list[i];

		if (hint->type == TYPE_NS && name_is_root(hint->owner) &&
		    name_equal(hint->target, name))
			return true;
	}
	return false;
}

static bool is_repeated(const struct server *const *servers, size_t count,
			const struct server *server)
{
	for (size_t i = 0; i < count; i++) {
		if (server_equal(servers[i], server))
			return true;
	}
	return false;
}

static enum err gather(struct recordlines *lines, const struct server ***out_servers,
		       size_t *out_count)
{
	const struct reading *reading = lines->user;
	const struct server **servers =
		arena_array(lines->arena, HINTS_MAX, sizeof(void *));
	size_t count = 0;

	for (size_t i = 0; i < reading->count; i++) {
		const struct hint *hint = &reading->list[i];

		if (hint->server == NULL || !is_root_server(reading, hint->owner) ||
		    is_repeated(servers, count, hint->server))
			continue;
		if (count == HINTS_MAX) {
			return recordlines_fail(lines, ERR_LIMIT,
						"more than %d addresses", HINTS_MAX);
		}
		servers[count++] = hint->server;
	}
	if (count == 0) {
		return recordlines_fail(
			lines, ERR_SYNTAX,
			"an NS record of the root and an A or AAAA record of its "
			"target are wanted");
	}
	*out_servers = servers;
	*out_count = count;
	return ERR_OK;
}

enum err hints_read(struct arena *arena, const char *path, uint16_t port,
		    const struct server ***out_servers, size_t *out_count,
		    const char **out_why)
{
	struct reading reading = { .port = port,
				   .list = arena_array(arena, RECORDS_MAX,
						       sizeof(*reading.list)) };
	struct recordlines lines = { .arena = arena,
				     .path = path,
				     .what = "root hints",
				     .wanted = "NS, A or AAAA",
				     .take = take_record,
				     .user = &reading,
				     .out_why = out_why };
	enum err err = recordlines_read(&lines);

	return err != ERR_OK ? err : gather(&lines, out_servers, out_count);
}
