#include "query/doh_url.h"

#include <string.h>

#include "base/text.h"
#include "query/server.h"
#include "query/tls_profile.h"

static const char digits[] =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/* In brackets when it is an IPv6 address; a scope is nobody's business but ours. */
static void add_host(struct text *text, const char *host)
{
	bool is_v6 = strchr(host, ':') != NULL;
	const char *scope = strchr(host, '%');
	size_t len = scope == NULL ? strlen(host) : (size_t)(scope - host);

	if (is_v6)
		text_add_char(text, '[');
	text_add(text, str_make(host, len));
	if (is_v6)
		text_add_char(text, ']');
}

/* Letters, digits and what addresses have; a name from elsewhere must not become another URL. */
static bool is_host(const char *host)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789.-_:%";

	return host != NULL && host[0] != '\0' && host[strspn(host, allowed)] == '\0';
}

static const char *host_of(const struct server *server)
{
	const char *candidates[] = {
		server->tls_name,
		server->tls == NULL ? NULL : server->tls->name,
		server->name,
	};

	for (size_t i = 0; i < ARRAY_LEN(candidates); i++) {
		if (is_host(candidates[i]))
			return candidates[i];
	}
	return NULL;
}

static void add_address(struct text *text, const struct server *server)
{
	char ip[128];
	struct text printed;

	text_init(&printed, ip, sizeof(ip));
	server_print_ip(&printed, server);
	add_host(text, ip);
}

void doh_url_print(struct text *text, const struct server *server)
{
	const char *host = host_of(server);

	text_add_cstr(text, server->is_http_plain ? "http://" : "https://");
	if (host != NULL) {
		add_host(text, host);
	} else {
		add_address(text, server);
	}
	text_add_format(text, ":%u%s", (unsigned)server_port(server),
			server->path == NULL ? "/dns-query" : server->path);
}

void doh_url_add_query(struct text *text, const uint8_t *wire, size_t size)
{
	text_add_cstr(text,
		      memchr(text->data, '?', text->len) == NULL ? "?dns=" : "&dns=");
	for (size_t i = 0; i < size; i += 3) {
		size_t left = size - i;
		uint32_t bits = (uint32_t)wire[i] << 16 |
				(left > 1 ? (uint32_t)wire[i + 1] << 8 : 0) |
				(left > 2 ? (uint32_t)wire[i + 2] : 0);

		text_add_char(text, digits[bits >> 18]);
		text_add_char(text, digits[bits >> 12 & 63]);
		if (left > 1)
			text_add_char(text, digits[bits >> 6 & 63]);
		if (left > 2)
			text_add_char(text, digits[bits & 63]);
	}
}

void doh_url_print_way(struct text *text, const struct server *server)
{
	text_add_cstr(text, "::");
	add_address(text, server);
	text_add_format(text, ":%u", (unsigned)server_port(server));
}
