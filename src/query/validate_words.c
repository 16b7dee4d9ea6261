#include <stdarg.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/text.h"
#include "dns/type.h"
#include "query/validate_parts.h"

enum { WORDS_MAX = 2048, SPAN_MAX = 32 };

const char *validate_words_format(struct validate *validate, const char *format, ...)
{
	char buffer[WORDS_MAX];
	struct text text;
	va_list args;

	text_init(&text, buffer, sizeof(buffer));
	va_start(args, format);
	text_add_format_list(&text, format, args);
	va_end(args);
	return str_cstr(validate->arena, text_str(&text));
}

const char *validate_words_name(struct validate *validate, struct name name)
{
	char buffer[NAME_TEXT_MAX + 1];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	name_print(&text, name);
	return str_cstr(validate->arena, text_str(&text));
}

const char *validate_words_type(struct validate *validate, uint16_t type)
{
	char buffer[WORDS_MAX];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	type_print(&text, type);
	return str_cstr(validate->arena, text_str(&text));
}

const char *validate_words_span(struct validate *validate, int64_t seconds)
{
	char buffer[SPAN_MAX];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	validate_print_span(&text, seconds);
	return str_cstr(validate->arena, text_str(&text));
}

const char *validate_words_key(struct validate *validate, uint16_t tag, uint8_t algorithm)
{
	char buffer[WORDS_MAX];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	text_add_format(&text, "key %u (", tag);
	dnssec_print_algorithm(&text, algorithm);
	text_add_char(&text, ')');
	return str_cstr(validate->arena, text_str(&text));
}
