/*
 * yamlbench - how fast a YAML file of record checks can be read.
 *
 * usage: yamlbench MODE file
 *   read     read the file and count its lines (the floor)
 *   events   libyaml events, thrown away
 *   stream   libyaml events into an array of checks (name, type, ttl, expect)
 *   tree     libyaml yaml_parser_load (its document tree), then walk it
 *   node     libyaml events into a tree of malloc'ed nodes (the naive way)
 *   lines    a line scanner that knows just the layout gendata writes, into
 *            the same array as "stream" (what a fast path could reach)
 *   fyevents libfyaml events, thrown away   (built with -DHAVE_FY)
 *   fytree   libfyaml document              (built with -DHAVE_FY)
 * Prints wall, CPU, MB/s, events, checks and peak RSS.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <yaml.h>
#ifdef HAVE_FY
#include <libfyaml.h>
#endif

struct check {
	uint32_t name; /* offset into the arena */
	uint16_t type, name_len;
	uint32_t ttl;
	uint32_t expect; /* offset of the first, NUL-separated, n of them */
	uint32_t n;
};

static struct check *checks;
static size_t n_checks, cap_checks;
static char *arena;
static size_t arena_len, arena_cap;
static uint64_t n_events, checksum;

static uint32_t keep(const char *s, size_t l)
{
	if (arena_len + l + 1 > arena_cap) {
		arena_cap = arena_cap ? arena_cap * 2 : 1 << 20;
		arena = realloc(arena, arena_cap);
		if (!arena)
			abort();
	}
	uint32_t o = (uint32_t)arena_len;
	memcpy(arena + arena_len, s, l);
	arena[arena_len + l] = 0;
	arena_len += l + 1;
	return o;
}

static struct check *add(void)
{
	if (n_checks == cap_checks) {
		cap_checks = cap_checks ? cap_checks * 2 : 4096;
		checks = realloc(checks, cap_checks * sizeof *checks);
		if (!checks)
			abort();
	}
	memset(&checks[n_checks], 0, sizeof *checks);
	return &checks[n_checks++];
}

static void set_key(struct check *c, const char *k, size_t kl, const char *v, size_t vl)
{
	if (kl == 4 && memcmp(k, "name", 4) == 0) {
		c->name = keep(v, vl);
		c->name_len = (uint16_t)vl;
	} else if (kl == 4 && memcmp(k, "type", 4) == 0) {
		c->type = (uint16_t)(vl ? v[0] : 0);
	} else if (kl == 3 && memcmp(k, "ttl", 3) == 0) {
		c->ttl = (uint32_t)strtoul(v, NULL, 10);
	} else if (kl == 6 && memcmp(k, "expect", 6) == 0) {
		uint32_t o = keep(v, vl);
		if (c->n++ == 0)
			c->expect = o;
	}
}

static void die(const char *m)
{
	fprintf(stderr, "yamlbench: %s\n", m);
	exit(1);
}

static void y_events(FILE *f, int fill)
{
	yaml_parser_t p;
	yaml_event_t e;
	int done = 0, depth = 0, in_seq = 0;
	char key[64];
	size_t kl = 0;
	int have_key = 0;
	struct check *c = NULL;

	yaml_parser_initialize(&p);
	yaml_parser_set_input_file(&p, f);
	while (!done) {
		if (!yaml_parser_parse(&p, &e))
			die("syntax error");
		n_events++;
		if (fill) {
			switch (e.type) {
			case YAML_MAPPING_START_EVENT:
				if (++depth == 2)
					c = add();
				have_key = 0;
				break;
			case YAML_MAPPING_END_EVENT:
				depth--;
				break;
			case YAML_SEQUENCE_START_EVENT:
				in_seq = depth == 2;
				break;
			case YAML_SEQUENCE_END_EVENT:
				in_seq = 0;
				have_key = 0;
				break;
			case YAML_SCALAR_EVENT:
				if (depth != 2)
					break;
				if (!have_key) {
					kl = e.data.scalar.length < sizeof key
						     ? e.data.scalar.length
						     : sizeof key;
					memcpy(key, e.data.scalar.value, kl);
					have_key = 1;
				} else {
					set_key(c, key, kl, (char *)e.data.scalar.value,
						e.data.scalar.length);
					if (!in_seq)
						have_key = 0;
				}
				break;
			default:
				break;
			}
		}
		done = e.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&e);
	}
	yaml_parser_delete(&p);
}

struct node {
	int kind;
	char *value;
	struct node **kid;
	size_t n, cap;
};

static struct node *new_node(int kind, const char *v, size_t l)
{
	struct node *n = calloc(1, sizeof *n);
	if (!n)
		abort();
	n->kind = kind;
	if (v)
		n->value = strndup(v, l);
	return n;
}

static void y_nodes(FILE *f)
{
	yaml_parser_t p;
	yaml_event_t e;
	struct node *stack[64], *root = new_node(0, NULL, 0);
	int sp = 0, done = 0;

	stack[0] = root;
	yaml_parser_initialize(&p);
	yaml_parser_set_input_file(&p, f);
	while (!done) {
		if (!yaml_parser_parse(&p, &e))
			die("syntax error");
		n_events++;
		struct node *n = NULL;
		if (e.type == YAML_SCALAR_EVENT)
			n = new_node(1, (char *)e.data.scalar.value,
				     e.data.scalar.length);
		else if (e.type == YAML_MAPPING_START_EVENT ||
			 e.type == YAML_SEQUENCE_START_EVENT)
			n = new_node(2, NULL, 0);
		else if (e.type == YAML_MAPPING_END_EVENT ||
			 e.type == YAML_SEQUENCE_END_EVENT)
			sp--;
		if (n) {
			struct node *t = stack[sp];
			if (t->n == t->cap) {
				t->cap = t->cap ? t->cap * 2 : 4;
				t->kid = realloc(t->kid, t->cap * sizeof *t->kid);
				if (!t->kid)
					abort();
			}
			t->kid[t->n++] = n;
			if (n->kind == 2)
				stack[++sp] = n;
		}
		done = e.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&e);
	}
	yaml_parser_delete(&p);
	n_checks = root->kid[0]->kid[1]->n;
}

static void y_tree(FILE *f)
{
	yaml_parser_t p;
	yaml_document_t d;

	yaml_parser_initialize(&p);
	yaml_parser_set_input_file(&p, f);
	if (!yaml_parser_load(&p, &d))
		die("cannot load");
	for (yaml_node_t *n = d.nodes.start; n < d.nodes.top; n++) {
		n_events++;
		if (n->type == YAML_MAPPING_NODE)
			n_checks++;
	}
	n_checks--;
	yaml_document_delete(&d);
	yaml_parser_delete(&p);
}

static void lines(const char *path, int fill)
{
	int fd = open(path, O_RDONLY);
	struct stat st;
	if (fd < 0 || fstat(fd, &st) < 0)
		die("cannot open");
	const char *m = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (m == MAP_FAILED)
		die("mmap");
	madvise((void *)m, (size_t)st.st_size, MADV_SEQUENTIAL);
	const char *p = m, *end = m + st.st_size;
	struct check *c = NULL;
	while (p < end) {
		const char *nl = memchr(p, '\n', (size_t)(end - p));
		if (!nl)
			nl = end;
		n_events++;
		if (fill) {
			const char *q = p;
			while (q < nl && *q == ' ')
				q++;
			if (q + 1 < nl && q[0] == '-' && q[1] == ' ') {
				c = add();
				q += 2;
			}
			const char *col = memchr(q, ':', (size_t)(nl - q));
			if (col && c && col + 2 < nl) {
				const char *v = col + 2;
				if (*v == '[') {
					v++;
					while (v < nl && *v != ']') {
						const char *x = v;
						while (x < nl && *x != ',' && *x != ']')
							x++;
						set_key(c, q, (size_t)(col - q), v,
							(size_t)(x - v));
						v = *x == ',' ? x + 2 : x;
					}
				} else {
					set_key(c, q, (size_t)(col - q), v,
						(size_t)(nl - v));
				}
			}
		}
		p = nl + 1;
	}
	munmap((void *)m, (size_t)st.st_size);
	close(fd);
}

#ifdef HAVE_FY
static void fy_events(const char *path)
{
	struct fy_parse_cfg cfg = { .flags = FYPCF_QUIET };
	struct fy_parser *p = fy_parser_create(&cfg);
	if (!p || fy_parser_set_input_file(p, path))
		die("libfyaml");
	struct fy_event *e;
	while ((e = fy_parser_parse(p)) != NULL) {
		n_events++;
		int end = e->type == FYET_STREAM_END;
		fy_parser_event_free(p, e);
		if (end)
			break;
	}
	fy_parser_destroy(p);
}

static void fy_tree(const char *path)
{
	struct fy_document *d = fy_document_build_from_file(NULL, path);
	if (!d)
		die("libfyaml");
	struct fy_node *s =
		fy_node_mapping_lookup_by_string(fy_document_root(d), "checks", 6);
	n_checks = (size_t)fy_node_sequence_item_count(s);
	fy_document_destroy(d);
}
#endif

static double tv(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

int main(int argc, char **argv)
{
	if (argc != 3)
		die("usage: yamlbench MODE file");
	const char *mode = argv[1];
	FILE *f = fopen(argv[2], "r");
	struct stat st;
	if (!f || fstat(fileno(f), &st) < 0)
		die("cannot open");
	struct timespec a, b;
	clock_gettime(CLOCK_MONOTONIC, &a);
	if (strcmp(mode, "events") == 0)
		y_events(f, 0);
	else if (strcmp(mode, "stream") == 0)
		y_events(f, 1);
	else if (strcmp(mode, "tree") == 0)
		y_tree(f);
	else if (strcmp(mode, "node") == 0)
		y_nodes(f);
	else if (strcmp(mode, "lines") == 0)
		lines(argv[2], 1);
	else if (strcmp(mode, "read") == 0)
		lines(argv[2], 0);
#ifdef HAVE_FY
	else if (strcmp(mode, "fyevents") == 0)
		fy_events(argv[2]);
	else if (strcmp(mode, "fytree") == 0)
		fy_tree(argv[2]);
#endif
	else
		die("unknown mode");
	clock_gettime(CLOCK_MONOTONIC, &b);
	for (size_t i = 0; i < n_checks && checks; i++)
		checksum = checksum * 31 + checks[i].ttl + checks[i].name_len +
			   checks[i].n + (unsigned char)arena[checks[i].expect + 4];
	struct rusage ru;
	getrusage(RUSAGE_SELF, &ru);
	double wall =
		(double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9;
	double cpu = tv(ru.ru_utime) + tv(ru.ru_stime);
	printf("yaml-%s wall=%.4f user=%.4f sys=%.4f mb_s=%.1f mev_s=%.2f cpu_us_check=%.3f events=%llu checks=%zu rss_kb=%ld sum=%llx\n",
	       mode, wall, tv(ru.ru_utime), tv(ru.ru_stime),
	       (double)st.st_size / 1e6 / cpu, (double)n_events / 1e6 / cpu,
	       n_checks ? cpu * 1e6 / (double)n_checks : 0, (unsigned long long)n_events,
	       n_checks, ru.ru_maxrss, (unsigned long long)checksum);
	fclose(f);
	return 0;
}
