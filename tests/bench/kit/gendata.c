/*
 * gendata - synthetic DNS data for benchmarks.
 *
 * usage: gendata zone|names|queries|digbatch|checks N [origin]
 *
 *   zone     zone file with N names, one record each
 *            (60% A, 10% each of AAAA, MX, TXT, CNAME) plus SOA and NS
 *   names    the N names, one per line, in a fixed shuffled order
 *   queries  dnsperf input: "name A", same order
 *   digbatch dig -f input: "name A", same order
 *   checks   YAML list of N record checks
 *
 * Name i is "<word>-<i>.<origin>", word length 1..16, so that the lengths of
 * the queries vary as they do in practice.  Its address, where it has one, is
 * 10.(i>>16).(i>>8).i, so every answer can be checked without a table.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const words[16] = {
	"w",
	"ns",
	"www",
	"mail",
	"proxy",
	"cdn-eu",
	"gateway",
	"api-prod",
	"database2",
	"web-front1",
	"mx-inbound3",
	"storage-west",
	"loadbalancer1",
	"monitoring-eu2",
	"kubernetes-node",
	"virtual-desktop0",
};

static const char *word(unsigned long i)
{
	return words[(i * 2654435761u >> 13) & 15];
}

static void name(char *buf, size_t len, unsigned long i, const char *origin)
{
	snprintf(buf, len, "%s-%lu.%s", word(i), i, origin);
}

/* A fixed permutation of 0..n-1: i -> i * k mod n with k prime to n. */
static unsigned long step_for(unsigned long n)
{
	unsigned long k = 7919 * 104729UL % n;

	for (;; k++) {
		unsigned long a = n, b = k;
		while (b) {
			unsigned long t = a % b;
			a = b;
			b = t;
		}
		if (a == 1)
			return k;
	}
}

int main(int argc, char **argv)
{
	if (argc < 3) {
		fprintf(stderr,
			"usage: gendata zone|names|queries|digbatch|checks N [origin]\n");
		return 2;
	}
	const char *what = argv[1];
	unsigned long n = strtoul(argv[2], NULL, 10);
	const char *origin = argc > 3 ? argv[3] : "bench.test";
	char nm[256], nm2[256];

	if (n == 0 || n > 16000000) {
		fprintf(stderr, "gendata: N must be 1..16000000\n");
		return 2;
	}
	static char iobuf[1 << 20];
	setvbuf(stdout, iobuf, _IOFBF, sizeof iobuf);

	if (strcmp(what, "zone") == 0) {
		printf("$ORIGIN %s.\n$TTL 3600\n", origin);
		printf("%s. 3600 IN SOA ns1.%s. hostmaster.%s. 1 7200 900 1209600 300\n",
		       origin, origin, origin);
		printf("%s. 3600 IN NS ns1.%s.\n", origin, origin);
		printf("ns1.%s. 3600 IN A 127.0.0.1\n", origin);
		for (unsigned long i = 0; i < n; i++) {
			name(nm, sizeof nm, i, origin);
			switch (i % 10) {
			default:
				printf("%s. 3600 IN A 10.%lu.%lu.%lu\n", nm,
				       i >> 16 & 255, i >> 8 & 255, i & 255);
				break;
			case 6:
				printf("%s. 3600 IN AAAA 2001:db8::%lx:%lx\n", nm,
				       i >> 16 & 0xffff, i & 0xffff);
				break;
			case 7:
				name(nm2, sizeof nm2, i - 7, origin);
				printf("%s. 3600 IN MX 10 %s.\n", nm, nm2);
				break;
			case 8:
				printf("%s. 3600 IN TXT \"v=spf1 ip4:10.%lu.%lu.%lu -all\"\n",
				       nm, i >> 16 & 255, i >> 8 & 255, i & 255);
				break;
			case 9:
				name(nm2, sizeof nm2, i - 9, origin);
				printf("%s. 3600 IN CNAME %s.\n", nm, nm2);
				break;
			}
		}
		return 0;
	}

	int q = strcmp(what, "queries") == 0 || strcmp(what, "digbatch") == 0;
	int checks = strcmp(what, "checks") == 0;
	if (!q && !checks && strcmp(what, "names") != 0) {
		fprintf(stderr, "gendata: unknown kind %s\n", what);
		return 2;
	}
	unsigned long k = step_for(n), i = 0;
	if (checks)
		printf("checks:\n");
	for (unsigned long c = 0; c < n; c++, i = (i + k) % n) {
		name(nm, sizeof nm, i, origin);
		if (checks)
			printf("  - name: %s\n    type: A\n    ttl: 3600\n"
			       "    expect: [10.%lu.%lu.%lu]\n",
			       nm, i >> 16 & 255, i >> 8 & 255, i & 255);
		else
			printf(q ? "%s A\n" : "%s\n", nm);
	}
	return 0;
}
