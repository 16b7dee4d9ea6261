#include "report/xml.h"

#include "base/text.h"
#include "base/utf8.h"

static const char *entity_of(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	default:
		return NULL;
	}
}

static void add_ascii(struct text *text, char c)
{
	const char *entity = entity_of(c);
	uint8_t byte = (uint8_t)c;

	if (entity != NULL) {
		text_add_cstr(text, entity);
	} else if (byte == 0x7f || (byte < 0x20 && c != '\t' && c != '\n' && c != '\r')) {
		text_add_format(text, "\xe2\x90%c", 0x80 + (byte == 0x7f ? 0x21 : byte));
	} else {
		text_add_char(text, c);
	}
}

void xml_add(struct text *text, struct str str)
{
	for (size_t i = 0; i < str.len;) {
		size_t size = utf8_size(str_from(str, i));

		if (size == 1) {
			add_ascii(text, str.data[i]);
		} else if (size == 0) {
			text_add_cstr(text, "\xef\xbf\xbd");
		} else {
			text_add(text, str_upto(str_from(str, i), size));
		}
		i += size == 0 ? 1 : size;
	}
}
