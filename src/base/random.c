#include "base/random.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sysexits.h>

enum { BLOCK_SIZE = 4096 }; /* bytes a system call: 2048 ids */

static struct {
	unsigned char data[BLOCK_SIZE];
	size_t left; /* unused bytes, at the end of data */
} block;

static void read_kernel(unsigned char *data, size_t size)
{
	while (size > 0) {
		ssize_t got = getrandom(data, size, 0);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0) {
			fputs("digdrift: the kernel gives no random bytes\n", stderr);
			exit(EX_OSERR);
		}
		data += got;
		size -= (size_t)got;
	}
}

void random_fill(void *data, size_t size)
{
	if (size > BLOCK_SIZE) {
		read_kernel(data, size);
		return;
	}
	if (size == 0)
		return;
	if (block.left < size) {
		read_kernel(block.data, BLOCK_SIZE);
		block.left = BLOCK_SIZE;
	}

	unsigned char *source = block.data + BLOCK_SIZE - block.left;

	memcpy(data, source, size);
	/* What was given out is not kept: it may be a secret. */
	memset(source, 0, size);
	block.left -= size;
}

uint16_t random_u16(void)
{
	uint16_t bits = 0;

	random_fill(&bits, sizeof(bits));
	return bits;
}

uint32_t random_below(uint32_t bound)
{
	/* Lemire's multiplication; the first 2^32 mod bound low halves are drawn again. */
	uint32_t uneven = (UINT32_MAX - bound + 1) % bound;
	uint64_t product = 0;

	do {
		uint32_t bits = 0;

		random_fill(&bits, sizeof(bits));
		product = (uint64_t)bits * bound;
	} while ((uint32_t)product < uneven);
	return (uint32_t)(product >> 32);
}
