#pragma once

struct dig_asker;
struct dig_lookup;

/** Says on stderr what is written for a lookup of digdrift's and has no effect beside what else is. */
void dig_clash_say(struct dig_asker *asker, const struct dig_lookup *lookup);
