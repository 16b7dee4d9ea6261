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

/* Reads "\DDD" or "\c", whose backslash is at @at; returns what follows, or NULL with the fault. */
static const char *read_escape(const char *at, const char *end, uint8_t *out_byte,
			       const char **out_fault)
{
	unsigned value = 0;

	*out_fault = fault_end;
	if (++at == end)
		return NULL;
	if (!is_digit(*at)) {
		*out_byte = (uint8_t)*at;
		return at + 1;
	}
	for (unsigned i = 0; i < 3; i++, at++) {
		if (at == end)
			return NULL;
		*out_fault = fault_escape;
		if (!is_digit(*at))
			return NULL;
		*out_fault = fault_end;
		value = value * 10 + (unsigned)(*at - '0');
	}
	*out_fault = fault_escape;
	if (value > UINT8_MAX)
		return NULL;
	*out_byte = (uint8_t)value;
	return at;
}

/* Appends bytes to the label that begins at @start; returns NULL or the fault. */
static const char *put_bytes(struct name_buffer *name, size_t start, const void *data,
			     size_t size)
{
	if (name->size + size - start > NAME_LABEL_MAX + 1)
		return fault_label;
	if (name->size + size > NAME_SIZE_MAX - 1) /* the root's label comes behind it */
		return fault_long;
	memcpy(name->wire + name->size, data, size);
	name->size += size;
	return NULL;
}

/* Appends one label and cuts it off @rest, up to the dot behind it. */
static const char *read_label(struct str *rest, struct name_buffer *name)
{
	const char *at = rest->data;
	const char *end = at + rest->len;
	const char *fault = NULL;
	size_t start = name->size++;

	while (at < end && *at != '.' && fault == NULL) {
		const char *run = at;
		uint8_t byte;

		while (at < end && *at != '.' && *at != '\\')
			at++;
		if (at > run) {
			fault = put_bytes(name, start, run, (size_t)(at - run));
			continue;
		}
		at = read_escape(at, end, &byte, &fault);
		if (at == NULL)
			return fault;
		fault = put_bytes(name, start, &byte, 1);
	}
	if (fault != NULL)
		return fault;
	if (name->size == start + 1)
		return fault_empty;
	name->wire[start] = (uint8_t)(name->size - start - 1);
	*rest = str_make(at, (size_t)(end - at));
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
