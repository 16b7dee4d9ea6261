/*
 * Names as they stand in messages, with compression pointers (RFC 1035 section 4.1.4).
 *
 * A pointer must lead before the name it stands in and before every pointer followed so far, so
 * a walk ends; NAME_JUMPS_MAX bounds its work, however long the chain of pointers to pointers.
 */
#include <string.h>

#include "dns/name.h"

static const char fault_end[] = "unexpected end of input";
static const char fault_type[] = "bad label type";
static const char fault_pointer[] = "bad compression pointer";
static const char fault_long[] = "name too long";

struct walk {
	const uint8_t *wire;
	size_t size;
	size_t offset; /* of the next label */
	size_t floor;  /* pointers lead below this offset */
	size_t end;    /* behind the name in its place; 0 until the first pointer */
	unsigned jumps;
};

static struct walk walk_at(const uint8_t *wire, size_t size, size_t offset)
{
	return (struct walk){ wire, size, offset, offset, 0, 0 };
}

static const char *follow(struct walk *walk)
{
	const uint8_t *pointer = walk->wire + walk->offset;

	if (walk->size - walk->offset < 2)
		return fault_end;

	size_t target = (size_t)(pointer[0] & 0x3F) << 8 | pointer[1];

	if (target >= walk->floor || ++walk->jumps > NAME_JUMPS_MAX)
		return fault_pointer;
	if (walk->end == 0)
		walk->end = walk->offset + 2;
	walk->floor = target;
	walk->offset = target;
	return NULL;
}

/* Steps over the next label, whose size byte @out_label points to; the root's has size 0. */
static const char *next_label(struct walk *walk, const uint8_t **out_label)
{
	while (walk->offset < walk->size) {
		const uint8_t *label = walk->wire + walk->offset;

		if (label[0] <= NAME_LABEL_MAX) {
			if (walk->size - walk->offset <= label[0])
				return fault_end;
			walk->offset += 1U + label[0];
			*out_label = label;
			return NULL;
		}
		if (label[0] < 0xC0)
			return fault_type;

		const char *fault = follow(walk);

		if (fault != NULL)
			return fault;
	}
	return fault_end;
}

static size_t walk_end(const struct walk *walk)
{
	return walk->end != 0 ? walk->end : walk->offset;
}

/* @out_name NULL only checks. */
static const char *read_name(struct walk *walk, struct name_buffer *out_name)
{
	uint8_t built[NAME_SIZE_MAX];
	size_t size = 0;
	const uint8_t *label = NULL;

	do {
		const char *fault = next_label(walk, &label);

		if (fault != NULL)
			return fault;
		if (sizeof(built) - size <= label[0])
			return fault_long;
		if (out_name != NULL)
			memcpy(built + size, label, 1U + label[0]);
		size += 1U + label[0];
	} while (label[0] != 0);
	if (out_name != NULL) {
		memcpy(out_name->wire, built, size);
		out_name->size = size;
	}
	return NULL;
}

enum err name_read(const uint8_t *wire, size_t size, size_t offset,
		   struct name_buffer *out_name, size_t *out_end)
{
	struct walk walk = walk_at(wire, size, offset);

	if (read_name(&walk, out_name) != NULL)
		return ERR_SYNTAX;
	*out_end = walk_end(&walk);
	return ERR_OK;
}

/* Behind the name at @offset when it is whole and has no pointer; else 0, and the walk tells why. */
static size_t skip_plain(const uint8_t *wire, size_t size, size_t offset)
{
	size_t at = offset;

	while (at < size && wire[at] <= NAME_LABEL_MAX) {
		size_t label = wire[at];

		at += 1 + label;
		if (label == 0)
			return at - offset <= NAME_SIZE_MAX ? at : 0;
	}
	return 0;
}

const char *name_read_fault(const uint8_t *wire, size_t size, size_t offset,
			    size_t *out_end)
{
	size_t end = skip_plain(wire, size, offset);

	if (end != 0) {
		*out_end = end;
		return NULL;
	}

	struct walk walk = walk_at(wire, size, offset);
	const char *fault = read_name(&walk, NULL);

	if (fault == NULL)
		*out_end = walk_end(&walk);
	return fault;
}
