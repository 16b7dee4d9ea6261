#pragma once

#include <stdbool.h>
#include <stddef.h>

/**
 * A doubly linked ring without memory of its own: the head and each node are a struct list inside
 * another struct.  A node outside of every list points to itself.
 */
struct list {
	struct list *next;
	struct list *prev;
};

static inline void list_init(struct list *list)
{
	list->next = list;
	list->prev = list;
}

static inline bool list_is_empty(const struct list *list)
{
	return list->next == list;
}

/** Takes the node out of its list; harmless when it is in none. */
static inline void list_remove(struct list *node)
{
	node->prev->next = node->next;
	node->next->prev = node->prev;
	list_init(node);
}

/** Puts the node at the end of @head's list, out of the one it was in. */
static inline void list_add(struct list *head, struct list *node)
{
	list_remove(node);
	node->prev = head->prev;
	node->next = head;
	head->prev->next = node;
	head->prev = node;
}

/** Takes the first node out and returns it, or NULL. */
static inline struct list *list_take(struct list *head)
{
	struct list *node = head->next;

	if (node == head)
		return NULL;
	list_remove(node);
	return node;
}
