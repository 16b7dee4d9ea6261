/*
 * The + options of TLS, HTTPS and PROXY, which are read as dig reads them and refused when asked.
 */
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

enum dig_next dig_apply_stream_https(struct dig_parser *parser, bool is_on,
				     const char *value)
{
	if (is_on && is_path_bad(parser, value))
		return DIG_NEXT_INVALID;
	parser->lookup->refused.has_https = is_on;
	return DIG_NEXT_GO;
}

enum dig_next dig_apply_stream_http(struct dig_parser *parser, bool is_on,
				    const char *value)
{
	if (is_on && is_path_bad(parser, value))
		return DIG_NEXT_INVALID;
	parser->lookup->refused.has_http = is_on;
	return DIG_NEXT_GO;
}

enum dig_next dig_apply_stream_tls(struct dig_parser *parser, bool is_on,
				   const char *value)
{
	(void)value;
	parser->lookup->refused.has_tls = is_on;
	return DIG_NEXT_GO;
}

enum dig_next dig_apply_stream_tls_file(struct dig_parser *parser, bool is_on,
					const char *value)
{
	if (is_on && value == NULL)
		return DIG_NEXT_INVALID;
	return dig_apply_stream_tls(parser, is_on, value);
}
