#include "base/arena.h"
#include "query/walk_parts.h"

bool walk_want_is_open(const struct walk_cut *cut)
{
	for (size_t i = 0; i < cut->ref_count; i++) {
		if (cut->refs[i].state == WALK_REF_NEW ||
		    cut->refs[i].state == WALK_REF_PENDING)
			return true;
	}
	return false;
}

enum walk_failure walk_want_failure(const struct walk_cut *cut)
{
	enum walk_failure worst = WALK_NO_ADDRESS;

	for (size_t i = 0; i < cut->ref_count; i++) {
		const struct walk_host *host = cut->refs[i].host;

		if (host != NULL && (host->failure == WALK_LOOP ||
				     (host->failure == WALK_LIMIT && worst != WALK_LOOP)))
			worst = host->failure;
	}
	return worst;
}

/* Wakes all lookups at the cut; @shut says why there will be no more addresses, or WALK_OK. */
static void wake(struct walk_cut *cut, enum walk_failure shut)
{
	struct walk_lookup *waiter = cut->waiters;

	cut->waiters = NULL;
	while (waiter != NULL) {
		struct walk_lookup *next = waiter->next;

		waiter->shut = shut;
		walk_push(waiter);
		waiter = next;
	}
}

/* Takes the addresses of a host that is done. */
static void absorb(struct walk_cut *cut, struct walk_ref *ref)
{
	const struct walk_host *host = ref->host;
	bool has_grown = false;

	ref->state = WALK_REF_DONE;
	for (size_t i = 0; i < host->server_count; i++)
		has_grown |= walk_cut_add_server(cut, host->servers[i]);
	if (has_grown)
		wake(cut, WALK_OK);
}

static bool can_pay(const struct walk_find *find, unsigned depth)
{
	return find->questions < WALK_QUESTIONS_MAX && find->hosts < WALK_QUESTIONS_MAX &&
	       depth < WALK_DEPTH_MAX;
}

/* One of those who wait at the cut pays for what they all need. */
static struct walk_find *find_payer(const struct walk_cut *cut, unsigned *out_depth)
{
	for (struct walk_find *find = cut->finders; find != NULL; find = find->next) {
		if (can_pay(find, 0)) {
			*out_depth = 0;
			return find;
		}
	}
	for (const struct walk_lookup *lookup = cut->waiters; lookup != NULL;
	     lookup = lookup->next) {
		if (can_pay(lookup->payer, lookup->depth)) {
			*out_depth = lookup->depth;
			return lookup->payer;
		}
	}
	return NULL;
}

static void wait_for(struct walk_cut *cut, struct walk_ref *ref)
{
	struct walk_wait *wait = arena_alloc(cut->walk->arena, sizeof(*wait));

	wait->cut = cut;
	wait->ref = ref;
	wait->next = ref->host->waits;
	ref->host->waits = wait;
	ref->state = WALK_REF_PENDING;
	cut->pending++;
}

static void look_up(struct walk_cut *cut, struct walk_ref *ref)
{
	unsigned depth = 0;

	if (ref->host == NULL)
		ref->host = walk_host_of(cut->walk, ref->name);
	if (ref->host->state == WALK_HOST_DONE) {
		absorb(cut, ref);
		return;
	}
	if (ref->host->state == WALK_HOST_IDLE) {
		struct walk_find *payer = find_payer(cut, &depth);

		if (payer == NULL)
			return;
		walk_host_start(ref->host, payer, depth + 1);
	}
	wait_for(cut, ref);
}

static void push_cut(struct walk_cut **list, struct walk_cut *cut, uint64_t mark)
{
	if (cut->mark == mark)
		return;
	cut->mark = mark;
	cut->next = *list;
	*list = cut;
}

/* True when a lookup moves that the cut waits for; puts the cuts that wait onto the list. */
static bool has_moving_host(struct walk_cut *cut, struct walk_cut **list, uint64_t mark)
{
	for (size_t i = 0; i < cut->ref_count; i++) {
		const struct walk_ref *ref = &cut->refs[i];

		if (ref->state != WALK_REF_PENDING)
			continue;
		for (unsigned k = 0; k < ref->host->lookup_count; k++) {
			const struct walk_lookup *lookup = &ref->host->lookups[k];

			if (lookup->state == WALK_AT_CUT) {
				push_cut(list, lookup->cut, mark);
			} else if (lookup->state != WALK_DONE) {
				return true;
			}
		}
	}
	return false;
}

/* Lookups at a gate count as moving: who holds a gate asks, or leaves it. */
static bool can_progress(struct walk_cut *cut)
{
	const uint64_t mark = ++cut->walk->mark;
	struct walk_cut *list = NULL;

	push_cut(&list, cut, mark);
	while (list != NULL) {
		struct walk_cut *at = list;

		list = at->next;
		if (has_moving_host(at, &list, mark))
			return true;
	}
	return false;
}

void walk_want_check(struct walk_cut *cut)
{
	if (cut->waiters != NULL && cut->pending > 0 && !can_progress(cut))
		wake(cut, WALK_LOOP);
}

static void push_finders(struct walk_cut *cut, bool is_short)
{
	struct walk_find *find = cut->finders;

	cut->finders = NULL;
	while (find != NULL) {
		struct walk_find *next = find->next;

		find->is_short |= is_short;
		walk_push_find(find);
		find = next;
	}
}

/* Looks up what those who wait need, and sends them on when there is nothing to wait for. */
static void settle(struct walk_cut *cut)
{
	for (size_t i = 0; i < cut->ref_count; i++) {
		if (cut->refs[i].state == WALK_REF_NEW)
			look_up(cut, &cut->refs[i]);
	}
	if (cut->pending > 0) {
		walk_want_check(cut);
		return;
	}

	const bool is_short = walk_want_is_open(cut);

	wake(cut, is_short ? WALK_LIMIT : WALK_OK);
	push_finders(cut, is_short);
}

void walk_want_more(struct walk_lookup *lookup)
{
	struct walk_cut *cut = lookup->cut;

	walk_gate_leave(lookup);
	lookup->state = WALK_AT_CUT;
	lookup->next = cut->waiters;
	cut->waiters = lookup;
	settle(cut);
}

void walk_want_all(struct walk_find *find, struct walk_cut *cut)
{
	find->next = cut->finders;
	cut->finders = find;
	settle(cut);
}

void walk_want_tell(struct walk_host *host)
{
	struct walk_wait *wait = host->waits;

	host->waits = NULL;
	for (; wait != NULL; wait = wait->next) {
		wait->cut->pending--;
		if (host->state == WALK_HOST_DONE) {
			absorb(wait->cut, wait->ref);
		} else {
			wait->ref->state = WALK_REF_NEW;
		}
		settle(wait->cut);
	}
}
