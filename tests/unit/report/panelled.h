#pragma once

#include "../query/said.h"
#include "report/lookup_panel.h"
#include "shown.h"

/** A panel for a format: what servers said (see said.h), and a name server without an address. */
struct panelled {
	struct shown shown;
	struct said said;
	struct agreement agreement;
	struct lookup_panel panel;
};

static const struct name panelled_gone = { (const uint8_t *)"\4gone\4test", 11 };

static inline void panelled_init(struct panelled *panelled, const char *format,
				 const char *said)
{
	shown_init(&panelled->shown, format, false);
	said_read(&panelled->said, panelled->shown.arena, said);
	agreement_make(panelled->shown.arena, &panelled->said.asked,
		       &panelled->agreement);
	panelled->panel = (struct lookup_panel){
		.qname = said_qname,
		.has_zone = true,
		.zone = said_zone,
		.agreement = &panelled->agreement,
		.unresolved = &panelled_gone,
		.unresolved_count = 1,
	};
}

static inline void panelled_print(struct panelled *panelled)
{
	struct shown *shown = &panelled->shown;

	shown->format->panel(shown->state, &shown->context, &shown->lookup,
			     &panelled->panel);
	(void)fflush(shown->context.out);
}

static inline void panelled_free(struct panelled *panelled)
{
	shown_free(&panelled->shown);
}

static inline void panelled_expect(const char *format, const char *said,
				   const char *wanted)
{
	struct panelled panelled;

	panelled_init(&panelled, format, said);
	panelled_print(&panelled);
	assert_string_equal(panelled.shown.out, wanted);
	panelled_free(&panelled);
}
