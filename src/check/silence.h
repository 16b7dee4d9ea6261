#pragma once

#include <stdbool.h>

struct answer;
struct judgement;

/**
 * Sets the reason for an answer that is no usable reply (timeout, refused, unparseable, truncated).
 * Returns true when it is one: nothing more can be judged.
 */
bool silence_judge(struct judgement *judgement, const struct answer *answer);
