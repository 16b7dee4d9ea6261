#include "cli/dig_idn.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/text.h"
#include "config.h"

#ifdef HAVE_IDN
#include <idn2.h>
#endif

static bool is_ascii(const char *text)
{
	for (; *text != '\0'; text++) {
		if ((unsigned char)*text >= 0x80)
			return false;
	}
	return true;
}

#ifdef HAVE_IDN

bool dig_idn_is_built_in(void)
{
	return true;
}

const char *dig_idn_version(void)
{
	return idn2_check_version(NULL);
}

enum err dig_idn_to_ascii(struct arena *arena, const char *name, const char **out_name,
			  const char **out_why)
{
	char *ascii = NULL;
	int status;

	if (is_ascii(name)) {
		*out_name = name;
		return ERR_OK;
	}
	status = idn2_to_ascii_8z(name, &ascii, IDN2_NONTRANSITIONAL | IDN2_NFC_INPUT);
	if (status != IDN2_OK) {
		*out_why = idn2_strerror(status);
		return ERR_SYNTAX;
	}
	*out_name = str_cstr(arena, str_of(ascii));
	idn2_free(ascii);
	return ERR_OK;
}

static bool is_of_name(char c)
{
	return isalnum((unsigned char)c) || c == '-' || c == '_' || c == '.' || c == '*';
}

static void add_word(struct text *text, struct str word)
{
	static const char prefix[] = "xn--";
	char *shown = NULL;
	char buffer[1024];

	if (word.len >= sizeof(buffer) ||
	    memmem(word.data, word.len, prefix, 4) == NULL) {
		text_add(text, word);
		return;
	}
	memcpy(buffer, word.data, word.len);
	buffer[word.len] = '\0';
	if (idn2_to_unicode_8z8z(buffer, &shown, 0) == IDN2_OK) {
		text_add_cstr(text, shown);
	} else {
		text_add(text, word);
	}
	idn2_free(shown);
}

void dig_idn_show(struct text *text)
{
	struct text from;
	size_t start = 0;

	text_init_growing(&from, text->max);
	text_add(&from, text_str(text));
	text_clear(text);
	for (size_t i = 0; i <= from.len; i++) {
		if (i < from.len && is_of_name(from.data[i]))
			continue;
		add_word(text, str_make(from.data + start, i - start));
		if (i < from.len)
			text_add_char(text, from.data[i]);
		start = i + 1;
	}
	text_free(&from);
}

#else

bool dig_idn_is_built_in(void)
{
	return false;
}

const char *dig_idn_version(void)
{
	return "";
}

enum err dig_idn_to_ascii(struct arena *arena, const char *name, const char **out_name,
			  const char **out_why)
{
	(void)arena;
	if (is_ascii(name)) {
		*out_name = name;
		return ERR_OK;
	}
	*out_why = "not built in";
	return ERR_UNSUPPORTED;
}

void dig_idn_show(struct text *text)
{
	(void)text;
}

#endif
