/*
 * A validation from the question to the verdict.
 *
 * 1. From the name asked, each DNAME and CNAME of the answer is followed; each of them is judged.
 * 2. At the end of the aliases stand records of the type, which are judged, or none: then there must be a proof.
 * 3. The worst of all is the verdict: bogus, indeterminate, insecure, secure.
 */
#include "base/arena.h"
#include "dns/type.h"
#include "query/validate_parts.h"

enum { MICROSECONDS = 1000000 };

/* A message as it is judged. */
struct judging {
	struct validate *validate;
	const struct validate_question *question;
	struct signed_sets sets;
	uint16_t rcode;
	bool is_recursive; /* RA: aliases were followed to their end */
	struct name name;  /* at the end of the aliases so far */
	unsigned aliases;
	struct validate_outcome worst;
};

static unsigned weight(enum validate_status status)
{
	static const unsigned weights[VALIDATE_COUNT] = {
		[VALIDATE_SECURE] = 0,
		[VALIDATE_INSECURE] = 1,
		[VALIDATE_INDETERMINATE] = 2,
		[VALIDATE_BOGUS] = 3,
	};

	return weights[status];
}

static void join(struct judging *judging, const struct validate_outcome *outcome)
{
	if (judging->worst.why == NULL ||
	    weight(outcome->status) > weight(judging->worst.status))
		judging->worst = *outcome;
}

static void judge_set(struct judging *judging, const struct signed_set *set)
{
	struct validate_outcome outcome;

	validate_answer_judge(judging->validate, &judging->sets, set, &outcome);
	join(judging, &outcome);
}

/* The DNAME of the answer that stands above the name. */
static const struct signed_set *find_dname(const struct judging *judging)
{
	for (size_t i = 0; i < judging->sets.count; i++) {
		const struct signed_set *set = &judging->sets.list[i];

		if (set->section == SECTION_ANSWER && set->type == TYPE_DNAME &&
		    set->count > 0 && name_is_below(judging->name, set->owner) &&
		    !name_equal(judging->name, set->owner))
			return set;
	}
	return NULL;
}

static void spoil(struct judging *judging, const char *why)
{
	const struct validate_outcome outcome = { .status = VALIDATE_BOGUS, .why = why };

	validate_add_step(judging->validate, judging->name, "answer", &outcome);
	join(judging, &outcome);
}

/* A signed DNAME says what the CNAME beside it must be, which has no signature of its own. */
static bool follow_dname(struct judging *judging, const struct signed_set *dname)
{
	const struct signed_set *cname =
		signed_find(&judging->sets, SECTION_ANSWER, judging->name, TYPE_CNAME);
	struct name target;
	struct name made;

	judge_set(judging, dname);
	if (validate_answer_is_expanded(dname)) {
		spoil(judging, "the DNAME comes of a wildcard");
		return false;
	}
	if (!validate_read_target(dname, &target) ||
	    !validate_substitute(judging->validate->arena, judging->name, dname->owner,
				 target, &made)) {
		spoil(judging, "the DNAME makes no name");
		return false;
	}
	if (cname != NULL &&
	    (!validate_read_target(cname, &target) || !name_equal(target, made))) {
		spoil(judging, "the CNAME is not what the DNAME makes");
		return false;
	}
	judging->name = made;
	return true;
}

/* The DNAME that makes the name's CNAME, which has no signature of its own; NULL when there is none. */
static const struct signed_set *find_maker(const struct judging *judging)
{
	const struct signed_set *cname =
		signed_find(&judging->sets, SECTION_ANSWER, judging->name, TYPE_CNAME);

	return cname == NULL || cname->rrsig_total == 0 ? find_dname(judging) : NULL;
}

/* Goes one alias further; false when there is none, or it leads nowhere. */
static bool follow_alias(struct judging *judging)
{
	const struct signed_set *maker = find_maker(judging);
	const struct signed_set *cname =
		signed_find(&judging->sets, SECTION_ANSWER, judging->name, TYPE_CNAME);
	struct name target;

	if (maker == NULL && cname == NULL)
		return false;
	if (judging->aliases++ == VALIDATE_ALIASES_MAX) {
		spoil(judging, "too many aliases follow each other");
		return false;
	}
	if (maker != NULL)
		return follow_dname(judging, maker);
	judge_set(judging, cname);
	if (!validate_read_target(cname, &target)) {
		spoil(judging, "the CNAME holds no name");
		return false;
	}
	judging->name = target;
	return true;
}

static bool has_records(const struct judging *judging)
{
	return judging->question->qtype != TYPE_ANY &&
	       signed_find(&judging->sets, SECTION_ANSWER, judging->name,
			   judging->question->qtype) != NULL;
}

/* Every set at the name; how many there were. */
static size_t judge_any(struct judging *judging)
{
	size_t count = 0;

	for (size_t i = 0; i < judging->sets.count; i++) {
		const struct signed_set *set = &judging->sets.list[i];

		if (set->section != SECTION_ANSWER || set->count == 0 ||
		    !name_equal(set->owner, judging->name))
			continue;
		judge_set(judging, set);
		count++;
	}
	return count;
}

static bool is_referral(const struct judging *judging)
{
	bool has_ns = false;

	for (size_t i = 0; i < judging->sets.count; i++) {
		const struct signed_set *set = &judging->sets.list[i];

		if (set->section != SECTION_AUTHORITY)
			continue;
		if (set->type == TYPE_SOA)
			return false;
		has_ns |= set->type == TYPE_NS && set->count > 0;
	}
	return has_ns && judging->rcode == RCODE_NOERROR && !judging->is_recursive;
}

static void leave_open(struct judging *judging, const char *why)
{
	const struct validate_outcome outcome = { .status = VALIDATE_INDETERMINATE,
						  .why = why };

	join(judging, &outcome);
}

static void judge_absence(struct judging *judging)
{
	const bool is_nxdomain = judging->rcode == RCODE_NXDOMAIN;
	const struct validate_claim claim = {
		is_nxdomain ? VALIDATE_DENIED_NAME : VALIDATE_DENIED_TYPE,
		judging->name,
		judging->question->qtype,
		0,
	};
	struct validate_outcome outcome;

	if (is_referral(judging)) {
		leave_open(judging, "the reply is a referral, not an answer");
		return;
	}
	if (judging->aliases > 0 && !judging->is_recursive && !is_nxdomain) {
		judging->worst.why = validate_words_format(
			judging->validate,
			"%s; the server does not follow the alias to %s",
			judging->worst.why,
			validate_words_name(judging->validate, judging->name));
		return;
	}
	validate_deny_judge(judging->validate, &judging->sets, &claim, &outcome);
	join(judging, &outcome);
}

static void judge_message(struct judging *judging)
{
	const uint16_t qtype = judging->question->qtype;
	const struct signed_set *maker = find_maker(judging);

	if (qtype == TYPE_CNAME && maker != NULL) {
		(void)follow_dname(judging, maker);
		return;
	}
	while (qtype != TYPE_CNAME && qtype != TYPE_ANY && !has_records(judging) &&
	       follow_alias(judging))
		;
	if (judging->worst.status == VALIDATE_BOGUS && judging->worst.why != NULL)
		return;
	if (qtype == TYPE_ANY && judge_any(judging) > 0)
		return;
	if (has_records(judging)) {
		judge_set(judging, signed_find(&judging->sets, SECTION_ANSWER,
					       judging->name, qtype));
	} else {
		judge_absence(judging);
	}
}

/* NULL, or why there is nothing to judge. */
static const char *begin(struct judging *judging, const uint8_t *wire, size_t size)
{
	struct validate *validate = judging->validate;
	struct message_header header;
	const char *why;

	if (judging->question->qclass != CLASS_IN)
		return "only class IN is validated";
	if (judging->question->qtype == TYPE_RRSIG)
		return "signatures are not signed themselves";
	why = validate_read_head(validate, wire, size, &header, &judging->rcode);
	if (why != NULL)
		return why;
	judging->is_recursive = (header.flags & FLAG_RA) != 0;
	signed_collect(validate->arena, wire, size, CLASS_IN, &judging->sets);
	if (judging->sets.is_broken)
		return "the reply is malformed";
	return judging->sets.is_cut ? "the reply holds too many record sets" : NULL;
}

void validate_message(struct arena *arena, const struct validate_options *options,
		      const struct validate_question *question, const uint8_t *wire,
		      size_t size, struct validate_result *out_result)
{
	struct validate validate = {
		.arena = arena,
		.options = options,
		.now = (uint32_t)(options->now_us / MICROSECONDS),
		.steps = arena_array(arena, VALIDATE_STEPS_MAX,
				     sizeof(struct validate_step)),
	};
	struct judging judging = {
		.validate = &validate,
		.question = question,
		.name = question->qname,
		.worst = { .status = VALIDATE_SECURE },
	};
	const char *why = begin(&judging, wire, size);

	if (why != NULL) {
		leave_open(&judging, why);
	} else {
		judge_message(&judging);
	}
	*out_result = (struct validate_result){
		.status = judging.worst.status,
		.why = judging.worst.why,
		.is_unsupported = validate.is_unsupported &&
				  judging.worst.status == VALIDATE_INSECURE,
		.steps = validate.steps,
		.step_count = validate.step_count,
		.first_to_expire = validate_first_to_expire(&validate),
		.verifications = validate.verifications,
		.questions = validate.questions,
	};
}
