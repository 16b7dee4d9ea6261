#pragma once

struct answer;
struct lookup;
struct lookup_page;
struct lookup_reply;

/**
 * "response_message_data:" and what is in it: header, OPT and the sections that are shown.
 *
 * @answer  the answer with the query, to judge the cookie by; NULL for a query of ours
 */
void lookup_yaml_message_print(struct lookup_page *page, const struct lookup *lookup,
			       const struct lookup_reply *reply,
			       const struct answer *answer);
