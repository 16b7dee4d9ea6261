#pragma once

#include <stdio.h>
#include <unistd.h>

#include "replies.h"
#include "runner.h"

/*
 * A private root and what hangs below it, for what goes down the tree: zone.test on two servers, half.test
 * with a dead one, gone.test with a name server that has no address.
 */
struct tree {
	struct runner runner;
	struct replies replies[4];
	char hints[64];
};

/* What any of them is asked; who does not know it refuses. */
static const char *const tree_root[] = {
	". NS aa | ans . NS root.test. | add root.test. A 192.0.2.1",
	"test. NS | auth test. NS tld.test. | add tld.test. A 192.0.2.2",
	"zone.test. NS | auth test. NS tld.test. | add tld.test. A 192.0.2.2",
	"www.zone.test. NS | auth test. NS tld.test. | add tld.test. A 192.0.2.2",
	"www.zone.test. A | auth test. NS tld.test. | add tld.test. A 192.0.2.2",
	"differs.zone.test. NS | auth test. NS tld.test. | add tld.test. A 192.0.2.2",
	"differs.zone.test. A | auth test. NS tld.test. | add tld.test. A 192.0.2.2",
	"half.zone.test. NS | auth test. NS tld.test. | add tld.test. A 192.0.2.2",
	"half.zone.test. A | auth test. NS tld.test. | add tld.test. A 192.0.2.2",
	"no.zone.test. NS | auth test. NS tld.test. | add tld.test. A 192.0.2.2",
	"no.zone.test. A | auth test. NS tld.test. | add tld.test. A 192.0.2.2",
	"www.half.test. NS | auth test. NS tld.test. | add tld.test. A 192.0.2.2",
	"www.half.test. A | auth test. NS tld.test. | add tld.test. A 192.0.2.2",
	"www.gone.test. NS | auth test. NS tld.test. | add tld.test. A 192.0.2.2",
	"www.gone.test. A | auth test. NS tld.test. | add tld.test. A 192.0.2.2",
};

#define TREE_ZONE                                                                         \
	" | auth zone.test. NS ns1.zone.test. | auth zone.test. NS ns2.zone.test. | add " \
	"ns1.zone.test. A 192.0.2.3 | add ns2.zone.test. A 192.0.2.4"
#define TREE_HALF                                                                     \
	" | auth half.test. NS ns1.zone.test. | auth half.test. NS dead.test. | add " \
	"ns1.zone.test. A 192.0.2.3 | add dead.test. A 192.0.2.9"
#define TREE_GONE \
	" | auth gone.test. NS ns1.zone.test. | auth gone.test. NS nowhere.test."
#define TREE_SOA " | auth zone.test. SOA ns1.zone.test."

static const char *const tree_tld[] = {
	"test. NS aa | ans test. NS tld.test.",
	"test. SOA aa | ans test. SOA tld.test.",
	"test. DNSKEY aa | auth test. SOA tld.test.",
	"tld.test. A aa | ans tld.test. A 192.0.2.2",
	"tld.test. AAAA aa | auth test. SOA tld.test.",
	"zone.test. DS aa | auth test. SOA tld.test.",
	"zone.test. NS" TREE_ZONE,
	"www.zone.test. NS" TREE_ZONE,
	"www.zone.test. A" TREE_ZONE,
	"differs.zone.test. NS" TREE_ZONE,
	"differs.zone.test. A" TREE_ZONE,
	"half.zone.test. NS" TREE_ZONE,
	"half.zone.test. A" TREE_ZONE,
	"no.zone.test. NS" TREE_ZONE,
	"no.zone.test. A" TREE_ZONE,
	"ns1.zone.test. A" TREE_ZONE,
	"ns1.zone.test. AAAA" TREE_ZONE,
	"half.test. NS" TREE_HALF,
	"www.half.test. NS" TREE_HALF,
	"www.half.test. A" TREE_HALF,
	"gone.test. NS" TREE_GONE,
	"www.gone.test. NS" TREE_GONE,
	"www.gone.test. A" TREE_GONE,
	"nowhere.test. A aa nx | auth test. SOA tld.test.",
	"nowhere.test. AAAA aa nx | auth test. SOA tld.test.",
};
static const char *const tree_ns1[] = {
	"zone.test. DNSKEY aa" TREE_SOA,
	"zone.test. NS aa | ans zone.test. NS ns1.zone.test. | ans zone.test. NS ns2.zone.test.",
	"zone.test. SOA aa | ans zone.test. SOA ns1.zone.test.",
	"ns1.zone.test. A aa | ans ns1.zone.test. A 192.0.2.3",
	"ns1.zone.test. AAAA aa" TREE_SOA,
	"ns2.zone.test. A aa | ans ns2.zone.test. A 192.0.2.4",
	"ns2.zone.test. AAAA aa" TREE_SOA,
	"www.zone.test. A aa | ans www.zone.test. A 192.0.2.80",
	"www.zone.test. NS aa" TREE_SOA,
	"differs.zone.test. A aa | ans differs.zone.test. A 192.0.2.80",
	"differs.zone.test. NS aa" TREE_SOA,
	"half.zone.test. A aa | ans half.zone.test. A 192.0.2.80",
	"half.zone.test. NS aa" TREE_SOA,
	"no.zone.test. A aa nx" TREE_SOA,
	"no.zone.test. NS aa nx" TREE_SOA,
	"other.zone.test. A aa nx" TREE_SOA,
	"other.zone.test. NS aa nx" TREE_SOA,
	"half.test. NS aa | ans half.test. NS ns1.zone.test. | ans half.test. NS dead.test.",
	"half.test. DNSKEY aa | auth half.test. SOA ns1.zone.test.",
	"gone.test. NS aa | ans gone.test. NS ns1.zone.test. | ans gone.test. NS nowhere.test.",
	"gone.test. DNSKEY aa | auth gone.test. SOA ns1.zone.test.",
	"www.half.test. A aa | ans www.half.test. A 192.0.2.81",
	"www.half.test. NS aa | auth half.test. SOA ns1.zone.test.",
	"www.gone.test. A aa | ans www.gone.test. A 192.0.2.82",
	"www.gone.test. NS aa | auth gone.test. SOA ns1.zone.test.",
};
static const char *const tree_ns2[] = {
	"zone.test. DNSKEY aa" TREE_SOA,
	"zone.test. NS aa | ans zone.test. NS ns1.zone.test. | ans zone.test. NS ns2.zone.test.",
	"zone.test. SOA aa | ans zone.test. SOA ns1.zone.test.",
	"ns1.zone.test. A aa | ans ns1.zone.test. A 192.0.2.3",
	"ns1.zone.test. AAAA aa" TREE_SOA,
	"ns2.zone.test. A aa | ans ns2.zone.test. A 192.0.2.4",
	"ns2.zone.test. AAAA aa" TREE_SOA,
	"www.zone.test. A aa | ans www.zone.test. A 192.0.2.80",
	"www.zone.test. NS aa" TREE_SOA,
	"differs.zone.test. A aa | ans differs.zone.test. A 192.0.2.99",
	"differs.zone.test. NS aa" TREE_SOA,
	"half.zone.test. NS aa" TREE_SOA,
	"no.zone.test. A aa nx" TREE_SOA,
	"no.zone.test. NS aa nx" TREE_SOA,
	"other.zone.test. A aa nx" TREE_SOA,
	"other.zone.test. NS aa nx" TREE_SOA,
};

static inline void tree_write_hints(struct tree *tree)
{
	FILE *file;
	int fd;

	strcpy(tree->hints, "/tmp/digdrift-hints-XXXXXX");
	fd = mkstemp(tree->hints);
	file = fd < 0 ? NULL : fdopen(fd, "w");
	if (file == NULL ||
	    fputs(". 1 NS root.test.\nroot.test. 1 A 192.0.2.1\n", file) < 0 ||
	    fclose(file) != 0)
		abort();
}

static inline void tree_init(struct tree *tree)
{
	static const struct {
		const char *ip;
		const char *const *lines;
		size_t count;
	} hosts[] = {
		{ "192.0.2.1", tree_root, ARRAY_LEN(tree_root) },
		{ "192.0.2.2", tree_tld, ARRAY_LEN(tree_tld) },
		{ "192.0.2.3", tree_ns1, ARRAY_LEN(tree_ns1) },
		{ "192.0.2.4", tree_ns2, ARRAY_LEN(tree_ns2) },
	};

	runner_init(&tree->runner);
	tree_write_hints(tree);
	for (size_t i = 0; i < ARRAY_LEN(hosts); i++) {
		tree->replies[i] = (struct replies){ .lines = hosts[i].lines,
						     .count = hosts[i].count };
		virtual_add(tree->runner.net, hosts[i].ip, 53, replies_serve,
			    &tree->replies[i]);
	}
	virtual_add(tree->runner.net, "192.0.2.9", 53, NULL, NULL);
}

/** Runs a line as digdrift, from the root of this tree. */
static inline void tree_run(struct tree *tree, const char *line)
{
	char whole[512];

	(void)snprintf(whole, sizeof(whole), "-r -4 +root-hints=%s %s", tree->hints,
		       line);
	runner_run(&tree->runner, false, whole);
}

static inline void tree_free(struct tree *tree)
{
	unlink(tree->hints);
	runner_free(&tree->runner);
}
