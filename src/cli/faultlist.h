#pragma once

struct faults;

/** Says all faults on stderr, in the order of files and lines, and that nothing was asked. */
void faultlist_say(struct faults *faults);

/** Says on stderr what is worth a look and no fault. */
void faultlist_note(const struct faults *notes);
