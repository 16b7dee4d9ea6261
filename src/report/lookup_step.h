#pragma once

struct answer;
struct text;
struct trail_step;

/**
 * What dig says of a message that came: that it is no reply to the question, or is one only to those who
 * trust.  Nothing for messages of ours and for good replies.
 */
void lookup_step_print(struct text *text, const struct trail_step *step,
		       const struct answer *answer);
