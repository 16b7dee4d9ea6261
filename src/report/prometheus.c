#include "report/prometheus.h"

#include "base/text.h"
#include "base/utf8.h"

static void add_char(struct text *text, char c)
{
	if (c == '\n') {
		text_add_cstr(text, "\\n");
	} else if (c == '\\' || c == '"') {
		text_add_format(text, "\\%c", c);
	} else {
		text_add_char(text, c);
	}
}

void prometheus_add_label(struct text *text, struct str name, struct str value)
{
	text_add(text, name);
	text_add_cstr(text, "=\"");
	for (size_t i = 0; i < value.len;) {
		size_t size = utf8_size(str_from(value, i));

		if (size == 1) {
			add_char(text, value.data[i]);
		} else if (size == 0) {
			text_add_cstr(text, "\xef\xbf\xbd");
		} else {
			text_add(text, str_upto(str_from(value, i), size));
		}
		i += size == 0 ? 1 : size;
	}
	text_add_char(text, '"');
}

void prometheus_family(FILE *stream, const char *name, const char *type, const char *help)
{
	(void)fprintf(stream, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}
