#pragma once

struct engine;

/** SIGINT and SIGTERM stop @engine, so that a run still reports; a second one kills. */
void stop_catch(struct engine *engine);

/** Gives the signals back; stop_catch may take them again. */
void stop_hold(void);

/** Gives the signals back for good, before the engine goes. */
void stop_release(void);
