#include <string.h>

#include "base/arena.h"
#include "dns/name.h"

static const char fault_end[] = "unexpected end of input";
static const char fault_escape[] = "bad escape";
static const char fault_empty[] = "empty label";
static const char fault_label[] = "label too long";
static const char fault_long[] = "name too long";

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Reads "\DDD" or "\c" behind its backslash, which is cut off already. */
static const char *read_escape(struct str *rest, uint8_t *out_byte)
{
	unsigned value = 0;

	if (rest->len == 0)
		return fault_end;
	if (!is_digit(rest->data[0])) {
		*out_byte = (uint8_t)rest->data[0];
		*rest = str_from(*rest, 1);
		return NULL;
	}
	for (size_t i = 0; i < 3; i++) {
		if (i == rest->len)
			return fault_end;
		if (!is_digit(rest->data[i]))
			return fault_escape;
		value = value * 10 + (unsigned)(rest->data[i] - '0');
	}
	if (value > UINT8_MAX)
		return fault_escape;
	*out_byte = (uint8_t)value;
	*rest = str_from(*rest, 3);
	return NULL;
}

static const char *read_byte(struct str *rest, uint8_t *out_byte)
{
	char c = rest->data[0];

	*rest = str_from(*rest, 1);
	if (c == '\\')
		return read_escape(rest, out_byte);
	*out_byte = (uint8_t)c;
	return NULL;
}

/* Appends one label and cuts it off @rest, up to the dot behind it. */
static const char *read_label(struct str *rest, struct name_buffer *name)
{
	size_t start = name->size;
	size_t at = start + 1;

	while (rest->len > 0 && rest->data[0] != '.') {
		uint8_t byte;
		const char *fault = read_byte(rest, &byte);

		if (fault != NULL)
			return fault;
		if (at - start > NAME_LABEL_MAX)
			return fault_label;
		if (at >= NAME_SIZE_MAX - 1) /* the root's label comes behind it */
			return fault_long;
		name->wire[at++] = byte;
	}
	if (at == start + 1)
		return fault_empty;
	name->wire[start] = (uint8_t)(at - start - 1);
	name->size = at;
	return NULL;
}

static const char *append(struct name_buffer *name, struct name suffix)
{
	if (sizeof(name->wire) - name->size < suffix.size)
		return fault_long;
	memcpy(name->wire + name->size, suffix.wire, suffix.size);
	name->size += suffix.size;
	return NULL;
}

static const char *read_text(struct str text, struct name origin,
			     struct name_buffer *name)
{
	struct str rest = text;

	name->size = 0;
	if (text.len == 0)
		return fault_end;
	if (text.len == 1 && text.data[0] == '.')
		return append(name, name_root);
	if (text.len == 1 && text.data[0] == '@')
		return append(name, origin);
	for (;;) {
		const char *fault = read_label(&rest, name);

		if (fault != NULL)
			return fault;
		if (rest.len == 0)
			return append(name, origin);
		rest = str_from(rest, 1);
		if (rest.len == 0)
			return append(name, name_root);
	}
}

enum err name_parse(struct str text, const struct name *origin,
		    struct name_buffer *out_name, const char **out_why)
{
	struct name_buffer name;
	const char *fault = read_text(text, origin != NULL ? *origin : name_root, &name);

	if (fault != NULL) {
		if (out_why != NULL)
			*out_why = fault;
		return ERR_SYNTAX;
	}
	memcpy(out_name->wire, name.wire, name.size);
	out_name->size = name.size;
	return ERR_OK;
}

enum err name_parse_new(struct arena *arena, struct str text, const struct name *origin,
			struct name *out_name, const char **out_why)
{
	struct name_buffer name;
	enum err err = name_parse(text, origin, &name, out_why);

	if (err != ERR_OK)
		return err;
	*out_name = name_copy(arena, name_of(&name));
	return ERR_OK;
}
