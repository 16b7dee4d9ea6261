#pragma once

struct engine;

/** SIGINT and SIGTERM stop @engine, so that a run still reports; a second one kills. */
void stop_catch(struct engine *engine);

/** Gives the signals back. */
void stop_release(void);
