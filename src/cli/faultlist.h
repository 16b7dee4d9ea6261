#pragma once

struct faults;
struct text;

/** Says all faults on stderr, in the order of files and lines, and that nothing was asked. */
void faultlist_say(struct faults *faults);

/** Says on stderr what is worth a look and no fault. */
void faultlist_note(const struct faults *notes);

/** Adds the first fault and how many there are; @faults sorted and not empty. */
void faultlist_sum(const struct faults *faults, struct text *text);
