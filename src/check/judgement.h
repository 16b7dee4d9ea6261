#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "check/kind.h"

struct arena;

/** Lines of expected or of actual. */
struct judgement_lines {
	struct str *list;
	bool *is_words; /* for each: words, not rdata */
};

/**
 * A verdict in the making.  A kind fills verdict and gives it; who, where and how to see it again
 * are filled in by judgement_give.
 */
struct judgement {
	struct arena *scratch; /* dies after the verdict was given */
	bool is_detailed;      /* somebody wants to see the data of what is ok, too */
	const char *kind;
	const struct subject *subject;
	uint64_t rtt_warning_us, rtt_critical_us; /* 0: no limit */
	struct verdict verdict;
	struct judgement_lines expected, actual; /* the lists of verdict */
	size_t lines_size;                       /* bytes of expected and actual so far */
	unsigned given;                          /* verdicts given so far */
	verdict_sink *sink;
	void *sink_user;
};

/** True when expected, actual and the like will be seen: skip making them otherwise. */
bool judgement_is_shown(const struct judgement *judgement);

/** Sets state and reason, and takes back what was shown before; the state is the reason's own. */
void judgement_fail(struct judgement *judgement, enum reason reason);

/** Words beside the reason. */
void judgement_detail(struct judgement *judgement, const char *format, ...) PRINTF(2, 3);

/** One line of expected or of actual, as words. */
void judgement_expect(struct judgement *judgement, const char *format, ...) PRINTF(2, 3);
void judgement_see(struct judgement *judgement, const char *format, ...) PRINTF(2, 3);

/** One line of expected or of actual, as rdata in presentation form. */
void judgement_expect_rdata(struct judgement *judgement, uint16_t type,
			    const uint8_t *wire, size_t size);
void judgement_see_rdata(struct judgement *judgement, uint16_t type, const uint8_t *wire,
			 size_t size, size_t offset, uint16_t rdata_size);

/** Gives the verdict on what @item answered; a slow ok becomes REASON_RTT_HIGH. */
void judgement_give(struct judgement *judgement, const struct evidence_item *item);

/** Gives a verdict for which nobody was asked; @target may be NULL. */
void judgement_give_unasked(struct judgement *judgement, const struct wish *wish,
			    const struct target *target);
