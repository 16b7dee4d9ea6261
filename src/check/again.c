#include "check/again.h"

#include <string.h>

#include "base/text.h"
#include "check/kind.h"
#include "dns/message.h"
#include "dns/type.h"

enum { COMMAND_MAX = 4096 };

/* Where lookups go without -p. */
static const uint16_t ports[TRANSPORT_COUNT] = {
	[TRANSPORT_UDP] = 53,
	[TRANSPORT_TCP] = 53,
	[TRANSPORT_TLS] = 853,
	[TRANSPORT_HTTPS] = 443,
};

static const char plain_bytes[] = "abcdefghijklmnopqrstuvwxyz"
				  "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				  "0123456789._-/";

/* Single quotes round what a shell would read; a quote inside ends, escapes and begins again. */
static void add_word(struct text *text, struct str word)
{
	bool is_plain = word.len > 0;

	for (size_t i = 0; i < word.len; i++) {
		is_plain = is_plain && word.data[i] != '\0' &&
			   strchr(plain_bytes, word.data[i]) != NULL;
	}
	if (is_plain) {
		text_add(text, word);
		return;
	}
	text_add_char(text, '\'');
	for (size_t i = 0; i < word.len; i++) {
		if (word.data[i] == '\'') {
			text_add_cstr(text, "'\\''");
		} else {
			text_add_char(text, word.data[i]);
		}
	}
	text_add_char(text, '\'');
}

static void add_name(struct text *text, struct name name)
{
	char buffer[NAME_TEXT_MAX];
	struct text printed;

	text_init(&printed, buffer, sizeof(buffer));
	name_print(&printed, name);
	if (strchr("@+-%", printed.data[0]) != NULL)
		text_add_cstr(text, "-q ");
	add_word(text, text_str(&printed));
}

static void add_transport(struct text *text, const struct wish *wish,
			  const struct server *server)
{
	static const char *const options[TRANSPORT_COUNT] = {
		[TRANSPORT_UDP] = "",
		[TRANSPORT_TCP] = " +tcp",
		[TRANSPORT_TLS] = " +tls-ca",
		[TRANSPORT_HTTPS] = " +tls-ca +https",
	};

	enum transport transport =
		server->transport == TRANSPORT_UDP && wish->has_transport
			? wish->transport
			: server->transport;

	text_add_cstr(text, options[transport]);
	if (transport == TRANSPORT_HTTPS && server->path != NULL) {
		text_add_char(text, '=');
		add_word(text, str_of(server->path));
	}
	if (transport >= TRANSPORT_TLS && server->tls_name != NULL) {
		text_add_cstr(text, " +tls-hostname=");
		add_word(text, str_of(server->tls_name));
	}
}

struct str again_print(struct arena *arena, const struct wish *wish,
		       const struct server *server)
{
	char buffer[COMMAND_MAX];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	text_add_cstr(&text, "digdrift @");
	server_print_ip(&text, server);
	if (server_port(server) != ports[server->transport])
		text_add_format(&text, " -p %u", (unsigned)server_port(server));
	text_add_char(&text, ' ');
	add_name(&text, wish->qname);
	text_add_char(&text, ' ');
	type_print(&text, wish->qtype);
	if (wish->qclass != CLASS_IN) {
		text_add_cstr(&text, " -c ");
		type_print_class(&text, wish->qclass);
	}
	add_transport(&text, wish, server);
	/* Lookups set both, as dig does; AD means something to resolvers alone. */
	if ((wish->flags & FLAG_RD) == 0) {
		text_add_cstr(&text, " +norec");
	} else if ((wish->flags & FLAG_AD) == 0) {
		text_add_cstr(&text, " +noad");
	}
	if ((wish->flags & FLAG_CD) != 0)
		text_add_cstr(&text, " +cd");
	return str_copy(arena, text_str(&text));
}
