#pragma once

#include <stdbool.h>
#include <stdio.h>

struct bulk_settings;

/** The output file of a bulk run.  Both say what is wrong and return -1 to go on, else the exit code. */

/** True when the rows of a run that is cut short can be told from what is still to ask. */
bool bulk_file_tells_lines(const struct bulk_settings *settings);

/** What the line asks for must be possible, now or once the run was cut short. */
int bulk_file_check(const struct bulk_settings *settings);

/**
 * Opens what the rows go to.  A regular file has one writer at a time; one that is resumed loses a
 * row that was cut, and settings learn which lines have theirs.
 *
 * @out_file  standard output when the line names no file; else the caller's to close
 */
int bulk_file_open(struct bulk_settings *settings, FILE **out_file);
