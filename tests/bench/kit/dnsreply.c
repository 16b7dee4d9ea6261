/*
 * dnsreply - a DNS responder that does as little as possible per query, so
 * that a client under test is the bottleneck and not the server.
 *
 * It answers every "A" question with one A record: for a name whose first
 * label ends in "-<number i>" the address 10.(i>>16).(i>>8).i (see gendata),
 * else 10.255.255.255.  Other types get an empty answer.  UDP is served in
 * batches with recvmmsg/sendmmsg; TCP is served too, simply, so that a client
 * can follow a TC answer.  Loopback addresses only.
 *
 * usage: dnsreply [-a addr] [-n addrs] [-p port] [-b batch] [-l loss_permille]
 *                 [-c tc_permille] [-r rcode_permille:rcode] [-D delay_us]
 *                 [-R rcvbuf_bytes] [-t seconds] [-C cpu] [-y] [-G]
 *   -n  that many consecutive addresses from addr on (default 1, at most 64)
 *   -l  drop that many answers in 1000      -c  answer that many in 1000 with TC
 *   -r  answer that many in 1000 with this rcode, e.g. 50:2
 *   -D  hold each answer back this long (a round trip; at most 1048576 held)
 *   -t  stop after that many seconds (default 60, at most 3600)
 *   -y  spin instead of sleeping when there is nothing to do
 *   -G  receive and send with UDP segmentation offload (UDP_GRO/UDP_SEGMENT)
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <netinet/udp.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#ifndef UDP_SEGMENT
#define UDP_SEGMENT 103
#endif
#ifndef UDP_GRO
#define UDP_GRO 104
#endif

/* -DLAB_ANY_ADDR is for runs inside an isolated network namespace */
#ifdef LAB_ANY_ADDR
#define LAB_ADDR_OK(h) ((h) != 0)
#else
#define LAB_ADDR_OK(h) ((h) >> 24 == 127)
#endif

enum { MAXADDR = 64, MAXBATCH = 512, BUFSZ = 1400, ANSSZ = 16, GROSZ = 65536 };

struct held {
	uint64_t due;
	struct sockaddr_in to;
	uint16_t sock;
	uint16_t len;
	unsigned char buf[128];
};

struct conn {
	int fd;
	size_t have;
	unsigned char buf[16384];
};

static volatile sig_atomic_t stop;
static unsigned loss, tc, rcode_pm, rcode_val;
static uint64_t n_rx, n_tx, n_drop, n_tc, n_tcp, n_bad, n_senderr;
static uint64_t rng = 88172645463325252ULL;

static void on_signal(int s)
{
	(void)s;
	stop = 1;
}

static uint64_t now_ns(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static unsigned permille(void)
{
	rng ^= rng << 13;
	rng ^= rng >> 7;
	rng ^= rng << 17;
	return (unsigned)((rng >> 20) % 1000);
}

/* Turn the query in p (room for ANSSZ more bytes) into its answer; the new
 * length, or 0 for "send nothing". */
static size_t answer(unsigned char *p, size_t len, int udp)
{
	size_t o = 12;
	uint32_t num = 0xffffff;

	if (len < 17 || (p[2] & 0x80) || p[4] != 0 || p[5] != 1) {
		n_bad++;
		return 0;
	}
	/* the number at the end of the first label */
	size_t lab = p[12];
	if (lab == 0 || lab > 63 || 13 + lab >= len) {
		if (lab != 0) {
			n_bad++;
			return 0;
		}
	} else {
		uint32_t v = 0, mul = 1;
		size_t e = 12 + lab;
		while (e > 12 && p[e] >= '0' && p[e] <= '9' && mul <= 100000000) {
			v += (uint32_t)(p[e] - '0') * mul;
			mul *= 10;
			e--;
		}
		if (mul > 1 && e > 12 && p[e] == '-')
			num = v;
	}
	while (o < len && p[o] != 0) {
		if (p[o] > 63) {
			n_bad++;
			return 0;
		}
		o += (size_t)p[o] + 1;
	}
	o += 5;
	if (o > len) {
		n_bad++;
		return 0;
	}
	int is_a = p[o - 4] == 0 && p[o - 3] == 1;

	p[2] = (unsigned char)(0x84 | (p[2] & 0x01)); /* QR AA, RD copied */
	p[3] = 0x80;                                  /* RA, NOERROR */
	p[6] = p[7] = p[8] = p[9] = p[10] = p[11] = 0;
	if (udp) {
		if (loss && permille() < loss) {
			n_drop++;
			return 0;
		}
		if (tc && permille() < tc) {
			p[2] |= 0x02;
			n_tc++;
			return o;
		}
		if (rcode_pm && permille() < rcode_pm) {
			p[3] = (unsigned char)(0x80 | rcode_val);
			return o;
		}
	}
	if (!is_a)
		return o;
	p[7] = 1;
	static const unsigned char rr[12] = { 0xc0, 0x0c, 0,    1,    0, 1,
					      0,    0,    0x0e, 0x10, 0, 4 };
	memcpy(p + o, rr, 12);
	p[o + 12] = 10;
	p[o + 13] = (unsigned char)(num >> 16);
	p[o + 14] = (unsigned char)(num >> 8);
	p[o + 15] = (unsigned char)num;
	return o + ANSSZ;
}

static int udp_socket(struct in_addr a, unsigned port, int rcvbuf, int gro)
{
	int s = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), one = 1;
	struct sockaddr_in sa = { .sin_family = AF_INET,
				  .sin_port = htons((uint16_t)port),
				  .sin_addr = a };
	if (s < 0 || bind(s, (struct sockaddr *)&sa, sizeof sa) < 0) {
		perror("dnsreply: udp bind");
		exit(1);
	}
	if (setsockopt(s, SOL_SOCKET, SO_RCVBUFFORCE, &rcvbuf, sizeof rcvbuf) < 0)
		setsockopt(s, SOL_SOCKET, SO_RCVBUF, &rcvbuf, sizeof rcvbuf);
	setsockopt(s, SOL_SOCKET, SO_SNDBUF, &rcvbuf, sizeof rcvbuf);
	if (gro && setsockopt(s, IPPROTO_UDP, UDP_GRO, &one, sizeof one) < 0) {
		perror("dnsreply: UDP_GRO");
		exit(1);
	}
	return s;
}

static int tcp_socket(struct in_addr a, unsigned port)
{
	int s = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), one = 1;
	struct sockaddr_in sa = { .sin_family = AF_INET,
				  .sin_port = htons((uint16_t)port),
				  .sin_addr = a };
	setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
	if (s < 0 || bind(s, (struct sockaddr *)&sa, sizeof sa) < 0 ||
	    listen(s, 512) < 0) {
		perror("dnsreply: tcp bind");
		exit(1);
	}
	return s;
}

/* 0 when the connection is to be closed */
static int serve_tcp(struct conn *c)
{
	ssize_t r = read(c->fd, c->buf + c->have, sizeof c->buf - c->have);
	if (r <= 0)
		return r < 0 && errno == EAGAIN;
	c->have += (size_t)r;
	static unsigned char out[65536];
	size_t pos = 0, olen = 0;
	while (c->have - pos >= 2) {
		size_t len = (size_t)c->buf[pos] << 8 | c->buf[pos + 1];
		if (c->have - pos - 2 < len)
			break;
		if (len + ANSSZ + 2 <= sizeof out - olen) {
			memcpy(out + olen + 2, c->buf + pos + 2, len);
			size_t al = answer(out + olen + 2, len, 0);
			if (al) {
				out[olen] = (unsigned char)(al >> 8);
				out[olen + 1] = (unsigned char)al;
				olen += al + 2;
				n_tcp++;
			}
		}
		pos += 2 + len;
	}
	memmove(c->buf, c->buf + pos, c->have - pos);
	c->have -= pos;
	size_t sent = 0;
	int spins = 0;
	while (sent < olen) {
		ssize_t w = send(c->fd, out + sent, olen - sent, MSG_NOSIGNAL);
		if (w < 0 && errno == EAGAIN && spins++ < 1000) {
			usleep(100);
			continue;
		}
		if (w <= 0)
			return 0;
		sent += (size_t)w;
	}
	return c->have < sizeof c->buf;
}

/* one pass over one socket with UDP_GRO/UDP_SEGMENT; datagrams handled */
static unsigned serve_gro(int s)
{
	static unsigned char in[GROSZ], out[GROSZ + 128 * ANSSZ];
	struct sockaddr_in from;
	char ctl[CMSG_SPACE(sizeof(int))];
	unsigned total = 0;

	for (int round = 0; round < 16; round++) {
		struct iovec iv = { in, sizeof in };
		struct msghdr m = { .msg_name = &from,
				    .msg_namelen = sizeof from,
				    .msg_iov = &iv,
				    .msg_iovlen = 1,
				    .msg_control = ctl,
				    .msg_controllen = sizeof ctl };
		ssize_t r = recvmsg(s, &m, 0);
		if (r <= 0)
			break;
		size_t seg = (size_t)r;
		for (struct cmsghdr *c = CMSG_FIRSTHDR(&m); c; c = CMSG_NXTHDR(&m, c))
			if (c->cmsg_level == IPPROTO_UDP && c->cmsg_type == UDP_GRO) {
				int v;
				memcpy(&v, CMSG_DATA(c), sizeof v);
				seg = (size_t)v;
			}
		/* answers of one size go out as one segmented send */
		size_t olen = 0, oseg = 0;
		for (size_t p = 0; p < (size_t)r || olen;) {
			size_t al = 0, start = olen;
			if (p < (size_t)r) {
				size_t l = (size_t)r - p < seg ? (size_t)r - p : seg;
				memcpy(out + olen, in + p, l);
				al = answer(out + olen, l, 1);
				p += l;
				n_rx++;
				total++;
				if (al == 0)
					continue;
				if (oseg == 0 || al == oseg) {
					oseg = al;
					olen += al;
					if (olen / oseg < 60 && olen + oseg < 60000)
						continue;
					start = olen;
					al = 0;
				}
			}
			/* flush [0,start), keep a differently sized last answer */
			char cb[CMSG_SPACE(sizeof(uint16_t))] = { 0 };
			struct iovec ov = { out, start };
			struct msghdr om = { .msg_name = &from,
					     .msg_namelen = sizeof from,
					     .msg_iov = &ov,
					     .msg_iovlen = 1 };
			if (start > oseg) {
				uint16_t gs = (uint16_t)oseg;
				om.msg_control = cb;
				om.msg_controllen = sizeof cb;
				struct cmsghdr *c = CMSG_FIRSTHDR(&om);
				c->cmsg_level = IPPROTO_UDP;
				c->cmsg_type = UDP_SEGMENT;
				c->cmsg_len = CMSG_LEN(sizeof gs);
				memcpy(CMSG_DATA(c), &gs, sizeof gs);
			}
			if (start) {
				if (sendmsg(s, &om, 0) < 0)
					n_senderr++;
				else
					n_tx += (start + oseg - 1) / oseg;
			}
			if (al)
				memmove(out, out + start, al);
			olen = al;
			oseg = al;
		}
	}
	return total;
}

int main(int argc, char **argv)
{
	const char *addr = "127.0.0.1";
	unsigned naddr = 1, port = 5300, batch = 64, secs = 60, delay_us = 0;
	int spin = 0, gro = 0, cpu = -1, opt, rcvbuf = 32 << 20;

	while ((opt = getopt(argc, argv, "a:n:p:b:l:c:r:D:R:t:C:yG")) != -1) {
		switch (opt) {
		case 'a':
			addr = optarg;
			break;
		case 'n':
			naddr = (unsigned)atoi(optarg);
			break;
		case 'p':
			port = (unsigned)atoi(optarg);
			break;
		case 'b':
			batch = (unsigned)atoi(optarg);
			break;
		case 'l':
			loss = (unsigned)atoi(optarg);
			break;
		case 'c':
			tc = (unsigned)atoi(optarg);
			break;
		case 'r':
			sscanf(optarg, "%u:%u", &rcode_pm, &rcode_val);
			rcode_val &= 15;
			break;
		case 'D':
			delay_us = (unsigned)atoi(optarg);
			break;
		case 'R':
			rcvbuf = atoi(optarg);
			break;
		case 't':
			secs = (unsigned)atoi(optarg);
			break;
		case 'C':
			cpu = atoi(optarg);
			break;
		case 'y':
			spin = 1;
			break;
		case 'G':
			gro = 1;
			break;
		default:
			return 2;
		}
	}
	struct in_addr base;
	if (inet_pton(AF_INET, addr, &base) != 1 || !LAB_ADDR_OK(ntohl(base.s_addr))) {
		fprintf(stderr, "dnsreply: %s is not a loopback address\n", addr);
		return 2;
	}
	if (naddr < 1 || naddr > MAXADDR || batch < 1 || batch > MAXBATCH || secs < 1 ||
	    secs > 3600 || port < 1 || port > 65535 || (gro && delay_us)) {
		fprintf(stderr, "dnsreply: an argument is out of range\n");
		return 2;
	}
	if (cpu >= 0) {
		cpu_set_t set;
		CPU_ZERO(&set);
		CPU_SET(cpu, &set);
		sched_setaffinity(0, sizeof set, &set);
	}
	signal(SIGINT, on_signal);
	signal(SIGTERM, on_signal);
	signal(SIGALRM, on_signal);
	alarm(secs);

	int ep = epoll_create1(EPOLL_CLOEXEC), udp[MAXADDR], lst[MAXADDR];
	for (unsigned i = 0; i < naddr; i++) {
		struct in_addr a = { htonl(ntohl(base.s_addr) + i) };
		udp[i] = udp_socket(a, port, rcvbuf, gro);
		lst[i] = tcp_socket(a, port);
		struct epoll_event e = { .events = EPOLLIN, .data.u64 = i };
		epoll_ctl(ep, EPOLL_CTL_ADD, udp[i], &e);
		e.data.u64 = 1000 + i;
		epoll_ctl(ep, EPOLL_CTL_ADD, lst[i], &e);
	}

	static unsigned char buf[MAXBATCH][BUFSZ];
	static struct mmsghdr mm[MAXBATCH], out[MAXBATCH];
	static struct iovec iv[MAXBATCH], oiv[MAXBATCH];
	static struct sockaddr_in from[MAXBATCH];
	for (unsigned i = 0; i < batch; i++) {
		iv[i].iov_base = buf[i];
		mm[i].msg_hdr.msg_iov = &iv[i];
		mm[i].msg_hdr.msg_iovlen = 1;
		mm[i].msg_hdr.msg_name = &from[i];
		out[i].msg_hdr.msg_iov = &oiv[i];
		out[i].msg_hdr.msg_iovlen = 1;
		out[i].msg_hdr.msg_namelen = sizeof(struct sockaddr_in);
	}
	const uint32_t RING = 1u << 20;
	struct held *ring = NULL;
	uint32_t head = 0, tail = 0;
	if (delay_us && !(ring = calloc(RING, sizeof *ring))) {
		perror("dnsreply");
		return 1;
	}
	fprintf(stderr, "dnsreply: ready\n");

	unsigned idle = 0;
	while (!stop) {
		unsigned got = 0;
		for (unsigned s = 0; s < naddr && !stop; s++) {
			if (gro) {
				got += serve_gro(udp[s]);
				continue;
			}
			for (unsigned i = 0; i < batch; i++) {
				iv[i].iov_len = BUFSZ - ANSSZ;
				mm[i].msg_hdr.msg_namelen = sizeof from[0];
			}
			int r = recvmmsg(udp[s], mm, batch, MSG_DONTWAIT, NULL);
			if (r <= 0)
				continue;
			got += (unsigned)r;
			n_rx += (unsigned)r;
			unsigned o = 0;
			uint64_t due =
				delay_us ? now_ns() + (uint64_t)delay_us * 1000 : 0;
			for (int i = 0; i < r; i++) {
				size_t al = answer(buf[i], mm[i].msg_len, 1);
				if (al == 0)
					continue;
				if (delay_us) {
					if (head - tail == RING ||
					    al > sizeof ring[0].buf) {
						n_senderr++;
						continue;
					}
					struct held *h = &ring[head++ & (RING - 1)];
					h->due = due;
					h->to = from[i];
					h->sock = (uint16_t)s;
					h->len = (uint16_t)al;
					memcpy(h->buf, buf[i], al);
					continue;
				}
				oiv[o].iov_base = buf[i];
				oiv[o].iov_len = al;
				out[o++].msg_hdr.msg_name = &from[i];
			}
			for (unsigned done = 0; done < o;) {
				int w = sendmmsg(udp[s], out + done, o - done, 0);
				if (w <= 0) {
					n_senderr++;
					done++;
					continue;
				}
				done += (unsigned)w;
				n_tx += (unsigned)w;
			}
		}
		if (delay_us && head != tail) {
			uint64_t t = now_ns();
			while (head != tail && ring[tail & (RING - 1)].due <= t) {
				unsigned o = 0;
				uint16_t s = ring[tail & (RING - 1)].sock;
				while (o < batch && tail + o != head) {
					struct held *h = &ring[(tail + o) & (RING - 1)];
					if (h->due > t || h->sock != s)
						break;
					oiv[o].iov_base = h->buf;
					oiv[o].iov_len = h->len;
					out[o++].msg_hdr.msg_name = &h->to;
				}
				for (unsigned done = 0; done < o;) {
					int w = sendmmsg(udp[s], out + done, o - done, 0);
					if (w <= 0) {
						n_senderr++;
						done++;
						continue;
					}
					done += (unsigned)w;
					n_tx += (unsigned)w;
				}
				tail += o;
			}
		}
		if (got && ++idle < 256)
			continue;
		idle = 0;

		struct epoll_event ev[64];
		int wait = got || spin ? 0 : 100;
		if (delay_us && head != tail && !got)
			wait = 0;
		int n = epoll_wait(ep, ev, 64, wait);
		for (int i = 0; i < n; i++) {
			uint64_t d = ev[i].data.u64;
			if (d < 1000)
				continue;
			if (d < 2000) {
				int fd = accept4(lst[d - 1000], NULL, NULL,
						 SOCK_NONBLOCK | SOCK_CLOEXEC),
				    one = 1;
				if (fd < 0)
					continue;
				struct conn *c = calloc(1, sizeof *c);
				if (!c) {
					close(fd);
					continue;
				}
				c->fd = fd;
				setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one,
					   sizeof one);
				struct epoll_event e = { .events = EPOLLIN,
							 .data.ptr = c };
				epoll_ctl(ep, EPOLL_CTL_ADD, fd, &e);
				continue;
			}
			struct conn *c = ev[i].data.ptr;
			if (!serve_tcp(c)) {
				close(c->fd);
				free(c);
			}
		}
	}
	struct rusage ru;
	getrusage(RUSAGE_SELF, &ru);
	double cput = (double)(ru.ru_utime.tv_sec + ru.ru_stime.tv_sec) +
		      (double)(ru.ru_utime.tv_usec + ru.ru_stime.tv_usec) / 1e6;
	fprintf(stderr,
		"dnsreply: rx=%llu tx=%llu dropped=%llu tc=%llu tcp=%llu bad=%llu senderr=%llu cpu_s=%.3f\n",
		(unsigned long long)n_rx, (unsigned long long)n_tx,
		(unsigned long long)n_drop, (unsigned long long)n_tc,
		(unsigned long long)n_tcp, (unsigned long long)n_bad,
		(unsigned long long)n_senderr, cput);
	return 0;
}
