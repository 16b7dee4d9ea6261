#pragma once

struct json;
struct verdict;
struct verdict_summary;

/** The verdict as a JSON object: the members that the manual lists, always all of them. */
void verdict_json_print(struct json *json, const struct verdict *verdict);

/** The summary as a JSON object. */
void verdict_json_print_summary(struct json *json, const struct verdict_summary *summary);
