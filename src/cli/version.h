#pragma once

#include <stdio.h>

/** The program's version and those of the libraries that are loaded. */
void version_print(FILE *stream);
