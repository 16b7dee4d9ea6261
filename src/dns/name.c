#include "dns/name.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"

enum { LABELS_MAX = 127 };

static const uint8_t root_wire[1] = { 0 };

const struct name name_root = { root_wire, 1 };

/* The size of a label is at most 63 and below 'A': a whole name may be folded byte by byte. */
static uint8_t fold(uint8_t byte)
{
	return (uint8_t)(byte - 'A') < 26 ? (uint8_t)(byte | 0x20) : byte;
}

static bool is_equal_folded(const uint8_t *a, const uint8_t *b, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (a[i] != b[i] && fold(a[i]) != fold(b[i]))
			return false;
	}
	return true;
}

struct name name_of(const struct name_buffer *buffer)
{
	return (struct name){ buffer->wire, buffer->size };
}

struct name name_copy(struct arena *arena, struct name name)
{
	return (struct name){ arena_copy(arena, name.wire, name.size), name.size };
}

struct name name_copy_lower(struct arena *arena, struct name name)
{
	uint8_t *wire = arena_bytes(arena, name.size);

	for (size_t i = 0; i < name.size; i++)
		wire[i] = fold(name.wire[i]);
	return (struct name){ wire, name.size };
}

bool name_equal(struct name a, struct name b)
{
	return a.size == b.size && is_equal_folded(a.wire, b.wire, a.size);
}

/* Fills where each label starts, leftmost first, without the root's; returns how many. */
static unsigned find_labels(struct name name, uint8_t starts[LABELS_MAX])
{
	unsigned count = 0;

	for (size_t at = 0; name.wire[at] != 0 && count < LABELS_MAX;
	     at += 1U + name.wire[at])
		starts[count++] = (uint8_t)at;
	return count;
}

static int compare_label(const uint8_t *a, const uint8_t *b)
{
	unsigned shorter = a[0] < b[0] ? a[0] : b[0];

	for (unsigned i = 1; i <= shorter; i++) {
		int difference = fold(a[i]) - fold(b[i]);

		if (difference != 0)
			return difference;
	}
	return a[0] - b[0];
}

int name_compare(struct name a, struct name b)
{
	uint8_t starts_a[LABELS_MAX];
	uint8_t starts_b[LABELS_MAX];
	unsigned left_a = find_labels(a, starts_a);
	unsigned left_b = find_labels(b, starts_b);

	while (left_a > 0 && left_b > 0) {
		int order = compare_label(a.wire + starts_a[--left_a],
					  b.wire + starts_b[--left_b]);

		if (order != 0)
			return order;
	}
	return (left_a > 0) - (left_b > 0);
}

bool name_is_below(struct name name, struct name ancestor)
{
	while (name.size > ancestor.size)
		name = name_parent(name);
	return name_equal(name, ancestor);
}

bool name_is_root(struct name name)
{
	return name.wire[0] == 0;
}

bool name_is_wildcard(struct name name)
{
	return name.wire[0] == 1 && name.wire[1] == '*';
}

unsigned name_label_count(struct name name)
{
	uint8_t starts[LABELS_MAX];

	return find_labels(name, starts);
}

struct name name_parent(struct name name)
{
	if (name_is_root(name))
		return name;

	size_t skipped = 1U + name.wire[0];

	return (struct name){ name.wire + skipped, name.size - skipped };
}

struct name name_suffix(struct name name, unsigned count)
{
	unsigned labels = name_label_count(name);

	assert(count <= labels);
	for (unsigned left = labels - count; left > 0; left--)
		name = name_parent(name);
	return name;
}

uint64_t name_hash(struct name name)
{
	uint8_t folded[NAME_SIZE_MAX];

	assert(name.size <= sizeof(folded));
	for (size_t i = 0; i < name.size; i++)
		folded[i] = fold(name.wire[i]);
	return map_hash(folded, name.size);
}

enum err name_skip(const uint8_t *wire, size_t size, size_t offset, size_t *out_end)
{
	return name_read_fault(wire, size, offset, out_end) == NULL ? ERR_OK : ERR_SYNTAX;
}

bool name_equal_wire(const uint8_t *wire, size_t size, size_t offset, struct name name)
{
	struct name_buffer read;
	size_t end;

	return name_read(wire, size, offset, &read, &end) == ERR_OK &&
	       name_equal(name_of(&read), name);
}

bool name_is_valid(const uint8_t *wire, size_t size)
{
	size_t at = 0;

	if (size > NAME_SIZE_MAX)
		return false;
	while (at < size && wire[at] != 0) {
		if (wire[at] > NAME_LABEL_MAX)
			return false;
		at += 1U + wire[at];
	}
	return at + 1 == size;
}
