/*
 * runstat - run one command, report its wall and CPU time and peak memory.
 *
 * usage: runstat [-c cpu] [-l label] [-n queries] [-o file] command [arg ...]
 *
 * Prints one line on stderr (or appends it to the file given with -o):
 *   label wall_s user_s sys_s maxrss_kb minflt majflt vcsw ivcsw status
 * and with -n also q/s and CPU microseconds per query.
 * rusage covers the command and every descendant it waited for.
 */
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double tv(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

int main(int argc, char **argv)
{
	int cpu = -1, opt;
	double n = 0;
	const char *label = "-", *out = NULL;

	while ((opt = getopt(argc, argv, "+c:l:n:o:")) != -1) {
		switch (opt) {
		case 'c':
			cpu = atoi(optarg);
			break;
		case 'l':
			label = optarg;
			break;
		case 'n':
			n = atof(optarg);
			break;
		case 'o':
			out = optarg;
			break;
		default:
			return 2;
		}
	}
	if (optind >= argc) {
		fprintf(stderr,
			"usage: runstat [-c cpu] [-l label] [-n queries] [-o file] command ...\n");
		return 2;
	}
	struct timespec a, b;
	clock_gettime(CLOCK_MONOTONIC, &a);
	pid_t pid = fork();
	if (pid < 0) {
		perror("fork");
		return 2;
	}
	if (pid == 0) {
		if (cpu >= 0) {
			cpu_set_t set;
			CPU_ZERO(&set);
			CPU_SET(cpu, &set);
			sched_setaffinity(0, sizeof set, &set);
		}
		execvp(argv[optind], argv + optind);
		perror(argv[optind]);
		_exit(127);
	}
	int st = 0;
	struct rusage ru;
	wait4(pid, &st, 0, &ru);
	clock_gettime(CLOCK_MONOTONIC, &b);

	double wall =
		(double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9;
	double user = tv(ru.ru_utime), sys = tv(ru.ru_stime);
	FILE *f = out ? fopen(out, "a") : stderr;
	if (!f) {
		perror(out);
		return 2;
	}
	fprintf(f,
		"%s wall=%.4f user=%.4f sys=%.4f rss_kb=%ld minflt=%ld majflt=%ld vcsw=%ld ivcsw=%ld rc=%d",
		label, wall, user, sys, ru.ru_maxrss, ru.ru_minflt, ru.ru_majflt,
		ru.ru_nvcsw, ru.ru_nivcsw,
		WIFEXITED(st) ? WEXITSTATUS(st) : 128 + WTERMSIG(st));
	if (n > 0)
		fprintf(f, " qps=%.0f user_us=%.3f sys_us=%.3f cpu_us=%.3f", n / wall,
			user * 1e6 / n, sys * 1e6 / n, (user + sys) * 1e6 / n);
	fprintf(f, "\n");
	if (out)
		fclose(f);
	return WIFEXITED(st) ? WEXITSTATUS(st) : 128 + WTERMSIG(st);
}
