#pragma once

struct answer;
struct lookup_reply;
struct text;

/**
 * "OPT_PSEUDOSECTION:" with EDNS version, flags, size and the options; nothing without an OPT record.
 *
 * @answer  the answer with the query, to judge the cookie by; NULL for a query of ours
 */
void lookup_yaml_opt_print(struct text *text, const struct lookup_reply *reply,
			   const struct answer *answer);
