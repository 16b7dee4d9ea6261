/* lab.h - shared by the floor programs: query set, clocks, rusage. */
#ifndef LAB_H
#define LAB_H
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* -DLAB_ANY_ADDR is for runs inside an isolated network namespace */
#ifdef LAB_ANY_ADDR
#define LAB_ADDR_OK(h) ((h) != 0)
#else
#define LAB_ADDR_OK(h) ((h) >> 24 == 127)
#endif

struct wireset {
	unsigned char *data; /* all queries, one after the other */
	uint32_t *off;       /* n + 1 offsets */
	uint32_t n;
};

static inline uint64_t lab_now_us(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000u + (uint64_t)t.tv_nsec / 1000u;
}

static inline double lab_tv(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static inline void lab_pin(int cpu)
{
	if (cpu < 0)
		return;
	cpu_set_t set;
	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	sched_setaffinity(0, sizeof set, &set);
}

/* one "A IN" query with RD for a textual name; its length, 0 when bad */
static inline size_t lab_query(unsigned char *out, const char *nm, size_t len)
{
	memset(out, 0, 12);
	out[2] = 1;
	out[5] = 1;
	size_t o = 13, lab = 12;
	if (len == 0 || len > 250)
		return 0;
	for (size_t i = 0; i < len; i++) {
		if (nm[i] == '.') {
			if (o - lab - 1 == 0 || o - lab - 1 > 63)
				return 0;
			out[lab] = (unsigned char)(o - lab - 1);
			lab = o++;
		} else {
			out[o++] = (unsigned char)nm[i];
		}
	}
	if (o - lab - 1 == 0) { /* trailing dot */
		o--;
	} else {
		out[lab] = (unsigned char)(o - lab - 1);
	}
	out[o++] = 0;
	out[o++] = 0;
	out[o++] = 1;
	out[o++] = 0;
	out[o++] = 1;
	return o;
}

/* All names of a file (at most max) as queries; by_len orders them by size. */
static inline struct wireset lab_load(const char *path, uint32_t max, int by_len)
{
	struct wireset w = { 0 };
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	if (fd < 0 || fstat(fd, &st) < 0) {
		perror(path);
		exit(1);
	}
	char *m = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (m == MAP_FAILED) {
		perror(path);
		exit(1);
	}
	close(fd);
	const char *p = m, *end = m + st.st_size;
	uint32_t lines = 0;
	for (const char *q = m; q < end && lines < max; q++)
		lines += *q == '\n';
	w.data = malloc((size_t)st.st_size + (size_t)lines * 20 + 64);
	w.off = malloc(((size_t)lines + 2) * sizeof *w.off);
	if (!w.data || !w.off)
		abort();
	size_t o = 0;
	for (int pass = 0, lo = 0; pass < (by_len ? 251 : 1); pass++) {
		for (p = m; p < end && w.n < lines;) {
			const char *nl = memchr(p, '\n', (size_t)(end - p));
			size_t len = nl ? (size_t)(nl - p) : (size_t)(end - p);
			const char *sp = memchr(p, ' ', len);
			size_t nlen = sp ? (size_t)(sp - p) : len;
			if (!by_len || nlen == (size_t)pass) {
				size_t l = lab_query(w.data + o, p, nlen);
				if (l) {
					w.off[w.n++] = (uint32_t)o;
					o += l;
				}
			}
			p += len + 1;
		}
		(void)lo;
	}
	w.off[w.n] = (uint32_t)o;
	munmap(m, (size_t)st.st_size);
	return w;
}

static inline int lab_udp(const char *addr, unsigned i, unsigned port, int rcvbuf)
{
	int s = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	struct sockaddr_in sa = { .sin_family = AF_INET,
				  .sin_port = htons((uint16_t)port) };
	if (inet_pton(AF_INET, addr, &sa.sin_addr) != 1 ||
	    !LAB_ADDR_OK(ntohl(sa.sin_addr.s_addr))) {
		fprintf(stderr, "%s is not a loopback address\n", addr);
		exit(2);
	}
	sa.sin_addr.s_addr = htonl(ntohl(sa.sin_addr.s_addr) + i);
	if (rcvbuf > 0 &&
	    setsockopt(s, SOL_SOCKET, SO_RCVBUFFORCE, &rcvbuf, sizeof rcvbuf) < 0)
		setsockopt(s, SOL_SOCKET, SO_RCVBUF, &rcvbuf, sizeof rcvbuf);
	if (s < 0 || connect(s, (struct sockaddr *)&sa, sizeof sa) < 0) {
		perror("connect");
		exit(1);
	}
	return s;
}

struct lab_usage {
	uint64_t t;
	struct rusage ru;
};

static inline struct lab_usage lab_begin(void)
{
	struct lab_usage u;
	getrusage(RUSAGE_SELF, &u.ru);
	u.t = lab_now_us();
	return u;
}

static inline void lab_report(const char *label, struct lab_usage a, double n,
			      const char *more)
{
	struct lab_usage b = lab_begin();
	double wall = (double)(b.t - a.t) / 1e6;
	double us = lab_tv(b.ru.ru_utime) - lab_tv(a.ru.ru_utime);
	double sy = lab_tv(b.ru.ru_stime) - lab_tv(a.ru.ru_stime);
	printf("%s wall=%.4f qps=%.0f user_us=%.3f sys_us=%.3f cpu_us=%.3f rss_kb=%ld %s\n",
	       label, wall, n / wall, us * 1e6 / n, sy * 1e6 / n, (us + sy) * 1e6 / n,
	       b.ru.ru_maxrss, more);
}
#endif
