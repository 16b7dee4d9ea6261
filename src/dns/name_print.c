#include <string.h>

#include "base/text.h"
#include "dns/name.h"

/* The bytes that stand for something in zone files. */
static bool is_special(uint8_t byte)
{
	return byte != 0 && strchr("\"$().;@\\", byte) != NULL;
}

static void print_byte(struct text *text, uint8_t byte)
{
	if (byte <= ' ' || byte >= 0x7F) {
		const char digits[] = { '\\', (char)('0' + byte / 100),
					(char)('0' + byte / 10 % 10),
					(char)('0' + byte % 10) };

		text_add(text, str_make(digits, sizeof(digits)));
		return;
	}
	if (is_special(byte))
		text_add_char(text, '\\');
	text_add_char(text, (char)byte);
}

/* Prints the labels before @end bytes of the name, with dots between them. */
static void print_labels(struct text *text, struct name name, size_t end)
{
	for (size_t at = 0; at < end; at += 1U + name.wire[at]) {
		if (at > 0)
			text_add_char(text, '.');
		for (unsigned i = 1; i <= name.wire[at]; i++)
			print_byte(text, name.wire[at + i]);
	}
}

void name_print(struct text *text, struct name name)
{
	print_labels(text, name, name.size - 1);
	text_add_char(text, '.');
}

void name_print_relative(struct text *text, struct name name, struct name origin)
{
	if (name_is_below(name, origin)) {
		print_labels(text, name, name.size - origin.size);
	} else {
		name_print(text, name);
	}
}
