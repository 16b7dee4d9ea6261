#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dns/name.h"
#include "dns/rrset.h"

struct answer;
struct arena;
struct panel_question;
struct server;

/** What a server's answer comes to. */
enum agreement_kind {
	AGREEMENT_DATA,     /* RRsets in the answer section */
	AGREEMENT_REFERRAL, /* to other servers: rrsets are the NS */
	AGREEMENT_NODATA,
	AGREEMENT_NXDOMAIN,
	AGREEMENT_FAILURE,    /* any other rcode */
	AGREEMENT_TRUNCATED,  /* and TCP did not help */
	AGREEMENT_UNREADABLE, /* broken bytes, or over AGREEMENT_RRSETS_MAX RRsets */
	AGREEMENT_SILENT, /* no reply: answer->outcome tells, or it was not asked to its end */
	AGREEMENT_KIND_COUNT
};

enum { AGREEMENT_RRSETS_MAX = 64 };

/** What one server said. */
struct agreement_reply {
	const struct server *server;
	const struct answer *answer; /* NULL when the run was stopped */
	enum agreement_kind kind;
	uint16_t rcode; /* whole; of a reply */
	bool is_aa;
	const struct rrset *rrsets; /* those that are compared */
	size_t rrset_count;
	bool has_serial;
	uint32_t serial;
	size_t group; /* index of its group; of a silent server no meaning */
};

/** Servers that said the same. */
struct agreement_group {
	size_t first; /* index of one of their replies, to stand for all */
	size_t count;
};

/**
 * What several servers said to one question, equal answers together.  Equal are: kind, rcode, AA where it
 * is compared, and the RRsets, in any order, TTLs and signatures aside.
 */
struct agreement {
	struct agreement_reply *replies; /* in the order in which they were asked */
	size_t count;
	struct agreement_group *groups; /* the largest first */
	size_t group_count;
	size_t silent_count;
	bool has_serials; /* at least one server told its SOA serial */
	bool has_serial_difference;
	uint32_t serial_newest; /* on the circle of RFC 1982 */
};

/** What is put together. */
struct agreement_asked {
	const struct panel_question *questions; /* equal ones, each to another server */
	const struct panel_question
		*serials; /* the SOA of the same servers; NULL: none */
	size_t count;
	struct name qname;
	uint16_t qtype;
	/* Records of owners outside it are not compared: a server may serve other zones too. */
	struct name zone;
	bool is_aa_compared;
};

/** All that @out_agreement points to is in @arena, the answers apart. */
void agreement_make(struct arena *arena, const struct agreement_asked *asked,
		    struct agreement *out_agreement);

/** The set of that owner, type and class, or NULL. */
const struct rrset *agreement_find(const struct agreement_reply *reply,
				   const struct rrset *like);

/** How far @serial is behind @newest; 0 when it is not.  Source: RFC 1982. */
uint32_t agreement_lag(uint32_t serial, uint32_t newest);
