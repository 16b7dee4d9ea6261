/*
 * A zone cut, from both sides.
 *
 * 1. Each server that the parent names is asked for the zone's NS: it must answer with authority.
 * 2. The parent's NS and the zone's own must be the same set.
 * 3. Glue of names inside the zone must be what the zone serves.
 * 4. Where the parent has DS, a DNSKEY of the zone must fit one of them.
 *
 * Source: RFC 1034 section 4.2.2, RFC 4034 section 5, RFC 9471.
 */
#include "query/descent_cut.h"

#include "base/arena.h"
#include "base/text.h"
#include "dns/build.h"
#include "dns/message.h"
#include "dns/rdata.h"
#include "dns/type.h"
#include "query/answer.h"
#include "query/descent_ds.h"
#include "query/panel.h"
#include "query/walk.h"

enum { LIST_MAX = 2048, DS_MAX = 64 };

/* A cut being judged. */
struct judging {
	struct arena *arena;
	struct descent *descent;
	struct descent_step *step;
	const struct descent_cut_asked *asked;
};

bool descent_cut_is_own(const struct descent_step *step, struct name name_server)
{
	return name_is_below(name_server, step->zone);
}

void descent_cut_read(struct arena *arena, struct descent_step *step,
		      const struct descent_cut_asked *asked)
{
	const struct agreement_asked ns = {
		.questions = asked->ns,
		.count = asked->ns_count,
		.qname = step->zone,
		.qtype = TYPE_NS,
		.zone = step->zone,
		.is_aa_compared = true,
	};
	struct descent_cut *cut = &step->cut;

	agreement_make(arena, &ns, &cut->apex);
	for (size_t i = 0; i < cut->apex.group_count && cut->own == NULL; i++) {
		const struct agreement_reply *reply =
			&cut->apex.replies[cut->apex.groups[i].first];

		if (reply->kind == AGREEMENT_DATA && reply->is_aa)
			cut->own = reply;
	}
}

/* The rdata at those places of a set, with commas. */
static const char *list(struct arena *arena, const struct rrset *rrset,
			const uint16_t *indexes, size_t count)
{
	const struct rdata_style style = { .split = 0 };
	char buffer[LIST_MAX];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	for (size_t i = 0; i < count; i++) {
		const struct rrset_rdata *rdata = &rrset->rdata[indexes[i]];

		text_add_cstr(&text, i == 0 ? "" : ", ");
		rdata_print(&text, rrset->type, rdata->wire, rdata->wire_size, 0,
			    rdata->wire_size, &style);
	}
	return str_cstr(arena, text_str(&text));
}

/* What @a has and @b has not; NULL: nothing. */
static const char *surplus(struct arena *arena, const struct rrset *a,
			   const struct rrset *b)
{
	uint16_t *indexes = arena_array(arena, a->count, sizeof(*indexes));
	size_t count = rrset_minus(a, b, indexes);

	return count == 0 ? NULL : list(arena, a, indexes, count);
}

static void judge_ns(const struct judging *judging)
{
	const struct descent_cut *cut = &judging->step->cut;
	const struct rrset *own;
	const char *only_parent;
	const char *only_own;

	if (cut->own == NULL || cut->found->is_from_child)
		return;
	own = agreement_find(cut->own, cut->found->ns);
	if (own == NULL)
		return;
	only_parent = surplus(judging->arena, cut->found->ns, own);
	only_own = surplus(judging->arena, own, cut->found->ns);
	if (only_parent != NULL) {
		descent_find(judging->arena, judging->descent, judging->step,
			     DESCENT_DELEGATION_DIFFERS,
			     "NS at the parent and not at the zone: %s", only_parent);
	}
	if (only_own != NULL) {
		descent_find(judging->arena, judging->descent, judging->step,
			     DESCENT_DELEGATION_DIFFERS,
			     "NS at the zone and not at the parent: %s", only_own);
	}
}

static const char *show_name(struct arena *arena, struct name name)
{
	char buffer[NAME_TEXT_MAX + 1];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	name_print(&text, name);
	return str_cstr(arena, text_str(&text));
}

/* Glue need not be complete, but what is there must be true. */
static void judge_glue_of(const struct judging *judging,
			  const struct panel_question *question)
{
	const struct descent_cut_asked *asked = judging->asked;
	const struct build_query *query = question->query;
	struct arena *arena = judging->arena;
	const char *wrong;
	struct rrset glue;
	struct rrset own;

	if (question->answer == NULL || question->answer->wire == NULL)
		return;
	rrset_collect(arena, asked->referral->wire, asked->referral->size,
		      SECTION_ADDITIONAL, query->qname, query->qtype, CLASS_IN, &glue);
	rrset_collect(arena, question->answer->wire, question->answer->size,
		      SECTION_ANSWER, query->qname, query->qtype, CLASS_IN, &own);
	judging->step->cut.glue_checked += glue.count;
	wrong = surplus(arena, &glue, &own);
	if (wrong == NULL)
		return;
	descent_find(arena, judging->descent, judging->step, DESCENT_GLUE_DIFFERS,
		     "glue of %s is %s, the zone has %s", show_name(arena, query->qname),
		     wrong,
		     own.count == 0 ? "none"
				    : surplus(arena, &own, &(struct rrset){ 0 }));
}

static size_t count_glue(const struct answer *referral)
{
	struct message_cursor cursor;
	struct message_rr rr;
	size_t count = 0;

	message_begin(&cursor, referral->wire, referral->size);
	while (message_next(&cursor, &rr)) {
		count += rr.section == SECTION_ADDITIONAL &&
			 (rr.type == TYPE_A || rr.type == TYPE_AAAA);
	}
	return count;
}

static void judge_ds(const struct judging *judging)
{
	struct descent_cut *cut = &judging->step->cut;
	const struct answer *answer = judging->asked->keys;
	const struct rrset *ds = cut->found->ds;
	struct rrset keys;

	cut->ds_count = ds->count;
	if (answer == NULL || answer->wire == NULL)
		return;
	rrset_collect(judging->arena, answer->wire, answer->size, SECTION_ANSWER,
		      judging->step->zone, TYPE_DNSKEY, CLASS_IN, &keys);
	cut->has_keys = keys.count > 0;
	for (uint16_t i = 0; i < ds->count && i < DS_MAX; i++) {
		cut->ds_fitting +=
			descent_ds_fits(judging->step->zone, &ds->rdata[i], &keys);
	}
	if (ds->count > 0 && cut->ds_fitting == 0) {
		descent_find(judging->arena, judging->descent, judging->step,
			     DESCENT_DS_MISMATCH,
			     keys.count == 0 ? "the parent has DS, the zone has no DNSKEY"
					     : "no DNSKEY of the zone fits a DS of the "
					       "parent");
	} else if (keys.count > 0 && ds->count == 0 && cut->found->is_ds_known) {
		descent_find(judging->arena, judging->descent, judging->step,
			     DESCENT_NO_DS,
			     "the zone is signed, the parent has no DS for it");
	}
}

static void judge_addresses(const struct judging *judging)
{
	const struct walk_zone *found = judging->step->cut.found;

	for (size_t i = 0; i < found->unresolved_count; i++) {
		descent_find(judging->arena, judging->descent, judging->step,
			     DESCENT_NO_ADDRESS, "%s has no address",
			     show_name(judging->arena, found->unresolved[i]));
	}
}

void descent_cut_judge(struct arena *arena, struct descent *descent,
		       struct descent_step *step, const struct descent_cut_asked *asked)
{
	const struct judging judging = { arena, descent, step, asked };

	judge_addresses(&judging);
	judge_ns(&judging);
	if (asked->referral != NULL)
		step->cut.glue_count = count_glue(asked->referral);
	for (size_t i = 0; asked->referral != NULL && i < asked->glue_count; i++)
		judge_glue_of(&judging, &asked->glue[i]);
	judge_ds(&judging);
}
