#pragma once

#include <stdio.h>

struct dig_line;

/** The version in banners and for -v. */
const char *dig_help_version(void);

/** dig's few lines behind a fault of usage. */
void dig_help_print_usage(const struct dig_line *line, FILE *stream);

/** Every flag and + option, from their tables; fits 80 columns. */
void dig_help_print(const struct dig_line *line, FILE *stream);

/** The same tables as scdoc text, for the manual page. */
void dig_help_print_manual(FILE *stream);
