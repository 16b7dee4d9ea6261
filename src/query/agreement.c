#include "query/agreement.h"

#include <stdlib.h>

#include "base/arena.h"
#include "query/agreement_read.h"
#include "query/panel.h"

static bool is_same_class(const struct rrset *a, const struct rrset *b)
{
	return a->type == b->type && a->rr_class == b->rr_class &&
	       name_equal(a->owner, b->owner);
}

const struct rrset *agreement_find(const struct agreement_reply *reply,
				   const struct rrset *like)
{
	for (size_t i = 0; i < reply->rrset_count; i++) {
		if (is_same_class(&reply->rrsets[i], like))
			return &reply->rrsets[i];
	}
	return NULL;
}

uint32_t agreement_lag(uint32_t serial, uint32_t newest)
{
	uint32_t distance = newest - serial;

	return distance <= INT32_MAX ? distance : 0;
}

/* As many sets each, none twice: all of one in the other is enough. */
static bool has_same_sets(const struct agreement_reply *a,
			  const struct agreement_reply *b)
{
	if (a->rrset_count != b->rrset_count)
		return false;
	for (size_t i = 0; i < a->rrset_count; i++) {
		const struct rrset *other = agreement_find(b, &a->rrsets[i]);

		if (other == NULL || !rrset_equal(&a->rrsets[i], other))
			return false;
	}
	return true;
}

static bool is_equal(const struct agreement_asked *asked, const struct agreement_reply *a,
		     const struct agreement_reply *b)
{
	return a->kind == b->kind && a->rcode == b->rcode &&
	       (!asked->is_aa_compared || a->is_aa == b->is_aa) && has_same_sets(a, b);
}

/* The group whose answer is equal, made when there is none. */
static size_t group_of(struct agreement *agreement, const struct agreement_asked *asked,
		       size_t index)
{
	size_t i = 0;

	while (i < agreement->group_count &&
	       !is_equal(asked, &agreement->replies[agreement->groups[i].first],
			 &agreement->replies[index]))
		i++;
	if (i == agreement->group_count)
		agreement->groups[agreement->group_count++].first = index;
	agreement->groups[i].count++;
	return i;
}

static void note_serial(struct agreement *agreement, const struct agreement_reply *reply)
{
	if (!reply->has_serial)
		return;
	if (!agreement->has_serials) {
		agreement->serial_newest = reply->serial;
	} else if (agreement->serial_newest != reply->serial) {
		agreement->has_serial_difference = true;
	}
	agreement->has_serials = true;
	if (agreement_lag(agreement->serial_newest, reply->serial) > 0)
		agreement->serial_newest = reply->serial;
}

static bool has_newest(const struct agreement *agreement,
		       const struct agreement_group *group)
{
	const struct agreement_reply *reply = &agreement->replies[group->first];

	return reply->has_serial && reply->serial == agreement->serial_newest;
}

/* Whether @group is to stand before @other: more servers, with data, of the newest zone. */
static bool is_before(const struct agreement *agreement,
		      const struct agreement_group *group,
		      const struct agreement_group *other)
{
	enum agreement_kind kind = agreement->replies[group->first].kind;
	enum agreement_kind other_kind = agreement->replies[other->first].kind;

	if (group->count != other->count)
		return group->count > other->count;
	if (has_newest(agreement, group) != has_newest(agreement, other))
		return has_newest(agreement, group);
	return kind < other_kind;
}

/* Groups are few; equal ones stay in order. */
static void sort_groups(struct agreement *agreement)
{
	struct agreement_group *groups = agreement->groups;

	for (size_t i = 1; i < agreement->group_count; i++) {
		for (size_t j = i;
		     j > 0 && is_before(agreement, &groups[j], &groups[j - 1]); j--) {
			struct agreement_group group = groups[j];

			groups[j] = groups[j - 1];
			groups[j - 1] = group;
		}
	}
}

/* Groups have moved: each reply learns its place anew. */
static void number_replies(struct agreement *agreement, const size_t *firsts)
{
	for (size_t i = 0; i < agreement->count; i++) {
		struct agreement_reply *reply = &agreement->replies[i];

		if (reply->kind == AGREEMENT_SILENT)
			continue;
		for (size_t j = 0; j < agreement->group_count; j++) {
			if (agreement->groups[j].first == firsts[i])
				reply->group = j;
		}
	}
}

void agreement_make(struct arena *arena, const struct agreement_asked *asked,
		    struct agreement *out_agreement)
{
	struct agreement agreement = { .count = asked->count };
	size_t *firsts = arena_array(arena, asked->count, sizeof(*firsts));

	agreement.replies = arena_array(arena, asked->count, sizeof(*agreement.replies));
	agreement.groups = arena_array(arena, asked->count, sizeof(*agreement.groups));
	for (size_t i = 0; i < asked->count; i++) {
		struct agreement_reply *reply = &agreement.replies[i];

		reply->server = asked->questions[i].server;
		agreement_read_reply(arena, asked, asked->questions[i].answer, reply);
		if (asked->serials != NULL)
			agreement_read_serial(asked, asked->serials[i].answer, reply);
		note_serial(&agreement, reply);
		if (reply->kind == AGREEMENT_SILENT) {
			agreement.silent_count++;
		} else {
			firsts[i] =
				agreement.groups[group_of(&agreement, asked, i)].first;
		}
	}
	sort_groups(&agreement);
	number_replies(&agreement, firsts);
	*out_agreement = agreement;
}
