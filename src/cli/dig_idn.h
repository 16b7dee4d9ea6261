#pragma once

#include <stdbool.h>

#include "base/attr.h"
#include "base/err.h"

struct arena;
struct text;

/** True when libidn2 is built in. */
bool dig_idn_is_built_in(void);

/** Version of the libidn2 that is loaded; "" when it is not built in. */
const char *dig_idn_version(void);

/**
 * Turns a name in UTF-8 into its ASCII form (IDNA2008, non-transitional); plain ASCII stays as
 * it is.
 *
 * @out_why  what libidn2 says of it, on failure
 * Errors: ERR_SYNTAX for a name that may not be; ERR_UNSUPPORTED when libidn2 is not built in.
 */
NODISCARD enum err dig_idn_to_ascii(struct arena *arena, const char *name,
				    const char **out_name, const char **out_why);

/** Rewrites every "xn--" name of a text to Unicode; what is no valid name stays as it is. */
void dig_idn_show(struct text *text);
