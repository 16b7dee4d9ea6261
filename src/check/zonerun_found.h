#pragma once

struct targets_plan;
struct walk_zone;
struct zonerun;

/** Takes the servers found (NULL: none were looked for) and joins them to the fixed ones. */
void zonerun_found(struct zonerun *zonerun, const struct walk_zone *walked);

/**
 * Makes the zone's own_targets those of @asked.  A server of the zone that is listed by its address as well
 * is asked once, as server of the zone.
 */
void zonerun_found_join(struct zonerun *zonerun, const struct targets_plan *asked);
