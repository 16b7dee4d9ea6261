#include "query/resolvconf.h"

#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/num.h"
#include "base/str.h"

enum { FILE_MAX = 1024 * 1024 };
enum { PORT_DNS = 53 };
enum { NDOTS_DEFAULT = 1, NDOTS_MAX = 15 };
enum { TIMEOUT_DEFAULT = 5, TIMEOUT_MAX = 30 }; /* seconds */
enum { TRIES_DEFAULT = 2, TRIES_MAX = 5 };

struct reading {
	struct arena *arena;
	struct resolvconf *conf;
	const struct server *servers[RESOLVCONF_SERVERS_MAX];
	struct name search[RESOLVCONF_SEARCH_MAX];
};

static void read_nameserver(struct reading *reading, struct str rest)
{
	const struct str word = str_word(&rest);
	struct server *server = NULL;
	const char *why = NULL;

	if (reading->conf->server_count == RESOLVCONF_SERVERS_MAX)
		return;
	if (server_parse(reading->arena, word, PORT_DNS, &server, &why) != ERR_OK)
		return;
	if (server->transport == TRANSPORT_UDP)
		reading->servers[reading->conf->server_count++] = server;
}

/* The last "search" or "domain" counts, whichever it is. */
static void read_list(struct reading *reading, struct str rest, size_t max)
{
	size_t count = 0;

	for (struct str word = str_word(&rest); word.len > 0 && count < max;
	     word = str_word(&rest)) {
		if (word.data[0] == '#' || word.data[0] == ';')
			break;
		if (name_parse_new(reading->arena, word, NULL, &reading->search[count],
				   NULL) == ERR_OK)
			count++;
	}
	if (count > 0)
		reading->conf->search_count = count;
}

static void read_search(struct reading *reading, struct str rest)
{
	read_list(reading, rest, RESOLVCONF_SEARCH_MAX);
}

static void read_domain(struct reading *reading, struct str rest)
{
	read_list(reading, rest, 1);
}

struct option {
	struct str key;
	unsigned min;
	unsigned max;
	unsigned unit; /* the field counts in this many-th parts */
	size_t field;  /* offset in struct resolvconf */
};

/* clang-format off */
static const struct option options[] = {
	{ STR("ndots"),    0, NDOTS_MAX,   1,    offsetof(struct resolvconf, ndots) },
	{ STR("timeout"),  1, TIMEOUT_MAX, 1000, offsetof(struct resolvconf, timeout_ms) },
	{ STR("attempts"), 1, TRIES_MAX,   1,    offsetof(struct resolvconf, tries) },
};
/* clang-format on */

/* A number past its bound counts as the bound, as it does in the C library. */
static void read_number(struct resolvconf *conf, const struct option *option,
			struct str text)
{
	uint64_t value = 0;
	const enum err err = num_parse_u64(text, 0, UINT32_MAX, &value);

	if (err == ERR_SYNTAX)
		return;
	if (err == ERR_RANGE || value > option->max)
		value = option->max;
	if (value < option->min)
		value = option->min;

	const unsigned number = (unsigned)value * option->unit;

	memcpy((char *)conf + option->field, &number, sizeof(number));
}

static void read_option(struct resolvconf *conf, struct str word)
{
	struct str value = word;
	const struct str key = str_cut(&value, ':');

	if (value.data == NULL) {
		conf->has_rotate |= str_equal(key, str_of("rotate"));
		conf->has_tcp |= str_equal(key, str_of("use-vc"));
		return;
	}
	conf->has_tries |= str_equal(key, str_of("attempts"));
	for (size_t i = 0; i < ARRAY_LEN(options); i++) {
		if (str_equal(key, options[i].key))
			read_number(conf, &options[i], value);
	}
}

static void read_options(struct reading *reading, struct str rest)
{
	for (struct str word = str_word(&rest); word.len > 0; word = str_word(&rest))
		read_option(reading->conf, word);
}

struct keyword {
	struct str word;
	void (*read)(struct reading *reading, struct str rest);
};

static const struct keyword keywords[] = {
	{ STR("nameserver"), read_nameserver },
	{ STR("search"), read_search },
	{ STR("domain"), read_domain },
	{ STR("options"), read_options },
};

/* A keyword counts at the start of its line only. */
static void read_line(struct reading *reading, struct str line)
{
	struct str rest = str_trim(line);
	const bool is_indented = rest.data != line.data;
	const struct str word = str_word(&rest);

	for (size_t i = 0; i < ARRAY_LEN(keywords) && !is_indented; i++) {
		if (str_equal(word, keywords[i].word))
			keywords[i].read(reading, rest);
	}
}

static void use_loopback(struct reading *reading)
{
	const struct in_addr v4 = { htonl(INADDR_LOOPBACK) };
	struct resolvconf *conf = reading->conf;

	reading->servers[conf->server_count++] =
		server_new(reading->arena, &v4, sizeof(v4), PORT_DNS, "127.0.0.1");
	reading->servers[conf->server_count++] =
		server_new(reading->arena, &in6addr_loopback, sizeof(in6addr_loopback),
			   PORT_DNS, "::1");
}

static void keep(struct reading *reading)
{
	struct resolvconf *conf = reading->conf;
	const size_t servers_size = conf->server_count * sizeof(void *);
	const size_t search_size = conf->search_count * sizeof(reading->search[0]);

	conf->servers = arena_alloc(reading->arena, servers_size);
	memcpy(conf->servers, reading->servers, servers_size);
	if (conf->search_count == 0)
		return;

	struct name *search = arena_alloc(reading->arena, search_size);

	memcpy(search, reading->search, search_size);
	conf->search = search;
}

void resolvconf_parse(struct arena *arena, struct str text, struct resolvconf *out_conf)
{
	struct resolvconf conf = { .ndots = NDOTS_DEFAULT,
				   .timeout_ms = TIMEOUT_DEFAULT * 1000,
				   .tries = TRIES_DEFAULT };
	struct reading reading = { .arena = arena, .conf = &conf };

	while (text.data != NULL)
		read_line(&reading, str_cut(&text, '\n'));
	if (conf.server_count == 0)
		use_loopback(&reading);
	keep(&reading);
	*out_conf = conf;
}

enum err resolvconf_read(struct arena *arena, const char *path,
			 struct resolvconf *out_conf)
{
	struct str text = { NULL, 0 };
	const enum err err = file_read(arena, path, FILE_MAX, &text);

	if (err != ERR_OK && err != ERR_NOT_FOUND)
		return err;
	resolvconf_parse(arena, text, out_conf);
	return ERR_OK;
}
