/*
 * udpfloor - the least work a UDP DNS client can do: send prebuilt queries,
 * match answers by id, resend after a timeout.  Nothing is parsed.
 *
 * usage: udpfloor -f names [-m one|mmsg|gso] [-a addr] [-n addrs] [-p port]
 *                 [-c count] [-w window] [-b batch] [-R rcvbuf] [-T timeout_ms]
 *                 [-t seconds] [-C cpu] [-g grain] [-s usec] [-y] [-V]
 *   -m one   one send() and one recv() per datagram
 *   -m mmsg  sendmmsg/recvmmsg
 *   -m gso   queries ordered by size, sent with UDP_SEGMENT, read with UDP_GRO
 *   -w       queries in flight, all servers together (at most 60000 a server)
 *   -g       send only when that many places in the window are free (default 1)
 *   -s       when a receive found little, sleep that long so that answers gather
 *   -y       spin instead of waiting in poll()
 *   -V       also compare the question section of each answer with the query
 *            and its last four bytes with the expected address (see gendata)
 */
#include <netinet/udp.h>
#include <poll.h>

#include "lab.h"

#ifndef UDP_SEGMENT
#define UDP_SEGMENT 103
#endif
#ifndef UDP_GRO
#define UDP_GRO 104
#endif

enum { IDS = 65536, MAXB = 1024, MAXS = 64, RB = 1500 };

struct srv {
	int fd;
	uint32_t inflight;
	uint32_t *slot; /* id -> query + 1, 0 when free */
	uint64_t *sent; /* id -> time sent */
	uint16_t next;  /* next id to try */
	uint16_t *fifo; /* ids in the order sent */
	uint64_t *ftime;
	uint32_t fh, ft;
};

static struct wireset W;
static struct srv S[MAXS];
static uint32_t *again, n_again;
static uint64_t done_n, resent, stray, mismatch, eagain;
static int verify;

static uint32_t expected(const unsigned char *q)
{
	size_t e = 12 + q[12];
	uint32_t v = 0, mul = 1;
	while (e > 12 && q[e] >= '0' && q[e] <= '9') {
		v += (uint32_t)(q[e--] - '0') * mul;
		mul *= 10;
	}
	return v;
}

static void got(struct srv *s, const unsigned char *p, size_t len)
{
	if (len < 12) {
		stray++;
		return;
	}
	uint16_t id = (uint16_t)(p[0] << 8 | p[1]);
	uint32_t q = s->slot[id];
	if (q == 0) {
		stray++;
		return;
	}
	if (verify) {
		uint32_t o = W.off[q - 1], l = W.off[q] - o;
		if (len < l + 16 || memcmp(p + 12, W.data + o + 12, l - 12) != 0) {
			stray++;
			return;
		}
		uint32_t v =
			(uint32_t)p[l + 13] << 16 | (uint32_t)p[l + 14] << 8 | p[l + 15];
		if (v != expected(W.data + o))
			mismatch++;
	}
	s->slot[id] = 0;
	s->inflight--;
	done_n++;
}

static uint16_t take(struct srv *s, uint32_t q, uint64_t now)
{
	while (s->slot[s->next])
		s->next++;
	uint16_t id = s->next++;
	s->slot[id] = q + 1;
	s->sent[id] = now;
	s->fifo[s->fh & (IDS * 2 - 1)] = id;
	s->ftime[s->fh++ & (IDS * 2 - 1)] = now;
	s->inflight++;
	unsigned char *d = W.data + W.off[q];
	d[0] = (unsigned char)(id >> 8);
	d[1] = (unsigned char)id;
	return id;
}

static void expire(struct srv *s, uint64_t now, uint64_t tmo)
{
	while (s->ft != s->fh && s->ftime[s->ft & (IDS * 2 - 1)] + tmo <= now) {
		uint16_t id = s->fifo[s->ft & (IDS * 2 - 1)];
		uint64_t when = s->ftime[s->ft++ & (IDS * 2 - 1)];
		if (s->slot[id] && s->sent[id] == when) {
			again[n_again++] = s->slot[id] - 1;
			s->slot[id] = 0;
			s->inflight--;
			resent++;
		}
	}
}

int main(int argc, char **argv)
{
	const char *names = NULL, *mode = "mmsg", *addr = "127.0.0.1";
	unsigned nsrv = 1, port = 5300, window = 1000, batch = 64, tmo_ms = 500,
		 secs = 120;
	uint32_t count = UINT32_MAX;
	unsigned grain = 1, nap_us = 0;
	int rcvbuf = 4 << 20, cpu = -1, spin = 0, opt;

	while ((opt = getopt(argc, argv, "f:m:a:n:p:c:w:b:R:T:t:C:g:s:yV")) != -1) {
		switch (opt) {
		case 'f':
			names = optarg;
			break;
		case 'm':
			mode = optarg;
			break;
		case 'a':
			addr = optarg;
			break;
		case 'n':
			nsrv = (unsigned)atoi(optarg);
			break;
		case 'p':
			port = (unsigned)atoi(optarg);
			break;
		case 'c':
			count = (uint32_t)strtoul(optarg, NULL, 10);
			break;
		case 'w':
			window = (unsigned)atoi(optarg);
			break;
		case 'b':
			batch = (unsigned)atoi(optarg);
			break;
		case 'R':
			rcvbuf = atoi(optarg);
			break;
		case 'T':
			tmo_ms = (unsigned)atoi(optarg);
			break;
		case 't':
			secs = (unsigned)atoi(optarg);
			break;
		case 'C':
			cpu = atoi(optarg);
			break;
		case 'g':
			grain = (unsigned)atoi(optarg);
			break;
		case 's':
			nap_us = (unsigned)atoi(optarg);
			break;
		case 'y':
			spin = 1;
			break;
		case 'V':
			verify = 1;
			break;
		default:
			return 2;
		}
	}
	if (!names || nsrv < 1 || nsrv > MAXS || batch < 1 || batch > MAXB ||
	    window < 1 || window / nsrv > 60000 || secs < 1 || secs > 3600) {
		fprintf(stderr, "udpfloor: need -f, or an argument is out of range\n");
		return 2;
	}
	int gso = strcmp(mode, "gso") == 0, one = strcmp(mode, "one") == 0;
	W = lab_load(names, count, gso);
	again = malloc(((size_t)W.n + 1) * sizeof *again);
	lab_pin(cpu);
	struct pollfd pf[MAXS];
	for (unsigned i = 0; i < nsrv; i++) {
		S[i].fd = lab_udp(addr, i, port, rcvbuf);
		S[i].slot = calloc(IDS, sizeof *S[i].slot);
		S[i].sent = calloc(IDS, sizeof *S[i].sent);
		S[i].fifo = calloc(IDS * 2, sizeof *S[i].fifo);
		S[i].ftime = calloc(IDS * 2, sizeof *S[i].ftime);
		if (gso) {
			int v = 1;
			if (setsockopt(S[i].fd, IPPROTO_UDP, UDP_GRO, &v, sizeof v) < 0)
				perror("UDP_GRO");
		}
		pf[i] = (struct pollfd){ .fd = S[i].fd, .events = POLLIN };
	}
	static unsigned char rb[MAXB][RB], grob[65536];
	static struct mmsghdr rx[MAXB], tx[MAXB];
	static struct iovec riv[MAXB], tiv[MAXB];
	for (unsigned i = 0; i < batch; i++) {
		riv[i] = (struct iovec){ rb[i], RB };
		rx[i].msg_hdr.msg_iov = &riv[i];
		rx[i].msg_hdr.msg_iovlen = 1;
		tx[i].msg_hdr.msg_iov = &tiv[i];
		tx[i].msg_hdr.msg_iovlen = 1;
	}
	uint32_t next = 0, per = (window + nsrv - 1) / nsrv;
	uint64_t syscalls = 0;
	struct lab_usage u = lab_begin();
	uint64_t now = u.t, deadline = u.t + (uint64_t)secs * 1000000u,
		 tmo = (uint64_t)tmo_ms * 1000u;

	while (done_n < W.n && now < deadline) {
		unsigned moved = 0;
		now = lab_now_us();
		for (unsigned i = 0; i < nsrv; i++) {
			struct srv *s = &S[i];
			expire(s, now, tmo);
			/* send */
			if (per - s->inflight < grain && next + grain < W.n &&
			    n_again == 0)
				goto receive; /* let more places get free first */
			while (s->inflight < per && (next < W.n || n_again)) {
				unsigned b = 0, want = per - s->inflight < batch
							       ? per - s->inflight
							       : batch;
				uint32_t from = next;
				if (gso && n_again == 0) {
					if (want > 64)
						want = 64;
					uint32_t len = W.off[next + 1] - W.off[next];
					while (b < want && next < W.n &&
					       W.off[next + 1] - W.off[next] == len) {
						take(s, next++, now);
						b++;
					}
					char cb[CMSG_SPACE(sizeof(uint16_t))] = { 0 };
					struct iovec v = { W.data + W.off[from],
							   (size_t)b * len };
					struct msghdr m = { .msg_iov = &v,
							    .msg_iovlen = 1 };
					if (b > 1) {
						uint16_t gs = (uint16_t)len;
						m.msg_control = cb;
						m.msg_controllen = sizeof cb;
						struct cmsghdr *c = CMSG_FIRSTHDR(&m);
						c->cmsg_level = IPPROTO_UDP;
						c->cmsg_type = UDP_SEGMENT;
						c->cmsg_len = CMSG_LEN(sizeof gs);
						memcpy(CMSG_DATA(c), &gs, sizeof gs);
					}
					syscalls++;
					if (sendmsg(s->fd, &m, 0) < 0)
						eagain++;
				} else {
					while (b < want && (next < W.n || n_again)) {
						uint32_t q = n_again ? again[--n_again]
								     : next++;
						take(s, q, now);
						tiv[b++] = (struct iovec){
							W.data + W.off[q],
							W.off[q + 1] - W.off[q]
						};
					}
					if (one) {
						for (unsigned k = 0; k < b; k++) {
							syscalls++;
							if (send(s->fd, tiv[k].iov_base,
								 tiv[k].iov_len, 0) < 0)
								eagain++;
						}
					} else {
						for (unsigned k = 0; k < b;) {
							syscalls++;
							int r = sendmmsg(s->fd, tx + k,
									 b - k, 0);
							if (r <= 0) {
								eagain++;
								break; /* the timeout resends the rest */
							}
							k += (unsigned)r;
						}
					}
				}
				moved += b;
				if (!one)
					break; /* answers next, to keep the pipe moving */
				if (moved >= batch)
					break;
			}
			/* receive */
receive:
			for (;;) {
				if (gso) {
					char ctl[CMSG_SPACE(sizeof(int))];
					struct iovec v = { grob, sizeof grob };
					struct msghdr m = { .msg_iov = &v,
							    .msg_iovlen = 1,
							    .msg_control = ctl,
							    .msg_controllen =
								    sizeof ctl };
					syscalls++;
					ssize_t r = recvmsg(s->fd, &m, 0);
					if (r <= 0)
						break;
					size_t seg = (size_t)r;
					for (struct cmsghdr *c = CMSG_FIRSTHDR(&m); c;
					     c = CMSG_NXTHDR(&m, c))
						if (c->cmsg_level == IPPROTO_UDP &&
						    c->cmsg_type == UDP_GRO) {
							int x;
							memcpy(&x, CMSG_DATA(c),
							       sizeof x);
							seg = (size_t)x;
						}
					for (size_t p = 0; p < (size_t)r; p += seg)
						got(s, grob + p,
						    (size_t)r - p < seg ? (size_t)r - p
									: seg);
					moved++;
				} else if (one) {
					syscalls++;
					ssize_t r = recv(s->fd, rb[0], RB, 0);
					if (r <= 0)
						break;
					got(s, rb[0], (size_t)r);
					moved++;
				} else {
					syscalls++;
					int r = recvmmsg(s->fd, rx, batch, 0, NULL);
					if (r <= 0)
						break;
					for (int k = 0; k < r; k++)
						got(s, rb[k], rx[k].msg_len);
					moved += (unsigned)r;
					if ((unsigned)r < batch)
						break;
				}
			}
		}
		if (!moved && !spin) {
			syscalls++;
			poll(pf, nsrv, 20);
		}
		if (nap_us && moved < batch) {
			struct timespec ts = { 0, (long)nap_us * 1000 };
			syscalls++;
			nanosleep(&ts, NULL);
		}
	}
	char more[200];
	snprintf(
		more, sizeof more,
		"done=%llu of=%u resent=%llu stray=%llu mismatch=%llu senderr=%llu syscalls_per_q=%.3f",
		(unsigned long long)done_n, W.n, (unsigned long long)resent,
		(unsigned long long)stray, (unsigned long long)mismatch,
		(unsigned long long)eagain,
		(double)syscalls / (double)(done_n ? done_n : 1));
	char label[64];
	snprintf(label, sizeof label, "udpfloor-%s%s", mode, verify ? "-verify" : "");
	lab_report(label, u, (double)(done_n ? done_n : 1), more);
	return done_n == W.n ? 0 : 1;
}
