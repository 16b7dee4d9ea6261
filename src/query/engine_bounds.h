#pragma once

struct engine;

/** Sets the windows and bounds that follow from the options and from what the system gives. */
void engine_bounds_set(struct engine *engine);
