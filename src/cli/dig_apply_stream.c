/*
 * The + options of TLS, HTTPS and PROXY.
 */
#include "base/arena.h"
#include "base/str.h"
#include "cli/dig_apply.h"

/* A path must be absolute; dig calls the option invalid then, after saying why. */
static bool is_path_bad(struct dig_parser *parser, const char *value)
{
	if (value == NULL || value[0] == '/')
		return false;
	(void)fprintf(parser->line->err,
		      ";; The given HTTP path \"%s\" is not a valid absolute path\n",
		      value);
	return true;
}

static enum dig_next set_https(struct dig_parser *parser, bool is_on, const char *value,
			       struct dig_https https)
{
	if (is_on && is_path_bad(parser, value))
		return DIG_NEXT_INVALID;
	https.is_on = is_on;
	https.path = value;
	parser->lookup->https = https;
	return DIG_NEXT_GO;
}

enum dig_next dig_apply_stream_https(struct dig_parser *parser, bool is_on,
				     const char *value)
{
	return set_https(parser, is_on, value, (struct dig_https){ 0 });
}

enum dig_next dig_apply_stream_https_get(struct dig_parser *parser, bool is_on,
					 const char *value)
{
	return set_https(parser, is_on, value, (struct dig_https){ .is_get = true });
}

enum dig_next dig_apply_stream_http(struct dig_parser *parser, bool is_on,
				    const char *value)
{
	return set_https(parser, is_on, value, (struct dig_https){ .is_plain = true });
}

enum dig_next dig_apply_stream_http_get(struct dig_parser *parser, bool is_on,
					const char *value)
{
	return set_https(parser, is_on, value,
			 (struct dig_https){ .is_get = true, .is_plain = true });
}

static enum dig_next set_proxy(struct dig_parser *parser, bool is_on, const char *value,
			       bool is_plain)
{
	struct dig_line *line = parser->line;
	struct proxy proxy = { .is_local = true };
	struct proxy *kept;
	const char *why = "";

	parser->lookup->proxy = NULL;
	if (!is_on)
		return DIG_NEXT_GO;
	if (value != NULL && proxy_parse(str_of(value), &proxy, &why) != ERR_OK) {
		(void)fprintf(line->err, "%s: %s\n", line->program, why);
		return DIG_NEXT_INVALID;
	}
	kept = arena_alloc(line->arena, sizeof(*kept));
	*kept = proxy;
	kept->is_plain = is_plain;
	parser->lookup->proxy = kept;
	return DIG_NEXT_GO;
}

enum dig_next dig_apply_stream_proxy(struct dig_parser *parser, bool is_on,
				     const char *value)
{
	return set_proxy(parser, is_on, value, false);
}

enum dig_next dig_apply_stream_proxy_plain(struct dig_parser *parser, bool is_on,
					   const char *value)
{
	return set_proxy(parser, is_on, value, true);
}

enum dig_next dig_apply_stream_tls(struct dig_parser *parser, bool is_on,
				   const char *value)
{
	(void)value;
	parser->lookup->tls.is_on = is_on;
	return DIG_NEXT_GO;
}

/* Every option about certificates turns TLS on, and their verification with it. */
static struct tls_profile *turn_on(struct dig_parser *parser, bool is_on)
{
	struct dig_tls *tls = &parser->lookup->tls;

	tls->is_on = is_on;
	tls->profile.is_verified = is_on;
	return &tls->profile;
}

enum dig_next dig_apply_stream_tls_ca(struct dig_parser *parser, bool is_on,
				      const char *value)
{
	turn_on(parser, is_on)->ca_file = is_on ? value : NULL;
	return DIG_NEXT_GO;
}

enum dig_next dig_apply_stream_tls_certfile(struct dig_parser *parser, bool is_on,
					    const char *value)
{
	if (is_on && value == NULL)
		return DIG_NEXT_INVALID;
	turn_on(parser, is_on)->cert_file = is_on ? value : NULL;
	return DIG_NEXT_GO;
}

enum dig_next dig_apply_stream_tls_keyfile(struct dig_parser *parser, bool is_on,
					   const char *value)
{
	if (is_on && value == NULL)
		return DIG_NEXT_INVALID;
	turn_on(parser, is_on)->key_file = is_on ? value : NULL;
	return DIG_NEXT_GO;
}

enum dig_next dig_apply_stream_tls_hostname(struct dig_parser *parser, bool is_on,
					    const char *value)
{
	if (is_on && value == NULL)
		return DIG_NEXT_INVALID;
	turn_on(parser, is_on)->name = is_on ? value : NULL;
	return DIG_NEXT_GO;
}

/* A pin is a demand of its own: without +tls-ca any CA will do. */
enum dig_next dig_apply_stream_tls_pin(struct dig_parser *parser, bool is_on,
				       const char *value)
{
	struct dig_tls *tls = &parser->lookup->tls;
	struct tls_pin *pins;
	size_t count = tls->profile.pin_count;

	if (!is_on) {
		tls->profile.pin_count = 0;
		return DIG_NEXT_GO;
	}
	if (value == NULL)
		return DIG_NEXT_INVALID;
	if (count == TLS_PINS_MAX) {
		return dig_parser_fatal(parser, DIG_EXIT_USAGE,
					"more than %d pins for one lookup", TLS_PINS_MAX);
	}
	pins = arena_array(parser->line->arena, count + 1, sizeof(*pins));
	for (size_t i = 0; i < count; i++)
		pins[i] = tls->profile.pins[i];
	if (tls_profile_parse_pin(str_of(value), &pins[count]) != ERR_OK) {
		return dig_parser_fatal(parser, DIG_EXIT_USAGE,
					"\"%s\" is no pin: the SHA-256 of a key in "
					"base64 is wanted, 44 characters",
					value);
	}
	tls->is_on = true;
	tls->profile.pins = pins;
	tls->profile.pin_count = count + 1;
	return DIG_NEXT_GO;
}
