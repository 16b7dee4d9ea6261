#pragma once

#include "query/doh_call.h"

/** Ends the attempt of a request that libcurl calls failed, with the reason in words. */
void doh_fail(const struct doh_call *call, struct slot *slot, CURLcode code);
