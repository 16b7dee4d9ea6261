#include "cli/bulk_settings.h"

#include "base/duration.h"
#include "base/log.h"
#include "base/num.h"
#include "base/text.h"
#include "dns/type.h"
#include "report/row.h"

enum {
	DNS_PORT = 53,
	IN_FLIGHT_MAX = 100000,
	RATE_MAX = 10000000,
	TRIES_MAX = 32,
	NAMES_MAX = 256
};

static bool set_type(void *user, const char *value)
{
	struct bulk_settings *settings = user;

	settings->type = value;
	return true;
}

static bool set_format(void *user, const char *value)
{
	struct bulk_settings *settings = user;

	settings->format = value;
	return true;
}

static bool set_output(void *user, const char *value)
{
	struct bulk_settings *settings = user;

	settings->output = value;
	return value[0] != '\0';
}

static bool set_port(void *user, const char *value)
{
	struct bulk_settings *settings = user;

	return num_parse_u16(str_of(value), 1, UINT16_MAX, &settings->bulk.port) ==
	       ERR_OK;
}

static bool set_ordered(void *user, const char *value)
{
	struct bulk_settings *settings = user;

	(void)value;
	return settings->bulk.is_ordered = true;
}

static bool set_ids(void *user, const char *value)
{
	struct bulk_settings *settings = user;

	(void)value;
	return settings->bulk.is_numbered = true;
}

static bool set_resume(void *user, const char *value)
{
	struct bulk_settings *settings = user;

	(void)value;
	return settings->is_resumed = true;
}

static bool set_progress(void *user, const char *value)
{
	struct bulk_settings *settings = user;

	(void)value;
	return settings->has_progress = true;
}

static bool set_timeout(void *user, const char *value)
{
	struct bulk_settings *settings = user;

	uint64_t us = 0;

	if (duration_parse(str_of(value), &us) != ERR_OK || us < DURATION_MS ||
	    us > (uint64_t)600 * DURATION_S)
		return false;
	settings->bulk.policy.timeout_ms = (unsigned)(us / DURATION_MS);
	return true;
}

static bool set_tries(void *user, const char *value)
{
	struct bulk_settings *settings = user;

	return num_parse_u32(str_of(value), 1, TRIES_MAX, &settings->bulk.policy.tries) ==
	       ERR_OK;
}

static bool set_in_flight(void *user, const char *value)
{
	struct bulk_settings *settings = user;

	uint32_t count;

	if (num_parse_u32(str_of(value), 1, IN_FLIGHT_MAX, &count) != ERR_OK)
		return false;
	settings->engine.in_flight_max = count;
	settings->engine.per_server_max = count;
	return true;
}

static bool set_rate(void *user, const char *value)
{
	struct bulk_settings *settings = user;

	settings->engine.is_loopback_paced = true;
	return num_parse_u32(str_of(value), 1, RATE_MAX,
			     &settings->engine.per_server_rate) == ERR_OK;
}

static bool set_tcp(void *user, const char *value)
{
	struct bulk_settings *settings = user;

	(void)value;
	settings->bulk.policy.transport = TRANSPORT_TCP;
	return true;
}

static bool set_dnssec(void *user, const char *value)
{
	struct bulk_settings *settings = user;

	(void)value;
	return settings->bulk.has_dnssec = true;
}

static bool set_no_recursion(void *user, const char *value)
{
	struct bulk_settings *settings = user;

	(void)value;
	settings->bulk.is_recursive = false;
	return true;
}

static bool set_no_edns(void *user, const char *value)
{
	struct bulk_settings *settings = user;

	(void)value;
	settings->bulk.has_edns = false;
	settings->bulk.policy.has_cookie = false;
	return true;
}

static bool set_quiet(void *user, const char *value)
{
	struct bulk_settings *settings = user;

	(void)value;
	return settings->is_quiet = true;
}

/* clang-format off */
const struct option_row bulk_settings_rows[] = {
	{ "type",         't', "TYPE",     "of lines that name none; default: A", "digdrift bulk -t MX names.txt", set_type },
	{ "format",       'f', "FORMAT",   "text (tab-separated), csv or jsonl; default: text", "digdrift bulk -f jsonl names.txt", set_format },
	{ "output",       'o', "FILE",     "write the rows to FILE; default: standard output", "digdrift bulk -o rows.tsv names.txt", set_output },
	{ "resume",       0,   NULL,       "go on where FILE stops, after a run that was cut short; wants -o, and rows that tell their lines: csv, jsonl, --ids or --ordered", "digdrift bulk --resume --ids -o rows.tsv names.txt", set_resume },
	{ "port",         'p', "PORT",     "of servers without one; default: 53", "digdrift bulk -p 5353 @192.0.2.53 names.txt", set_port },
	{ "ordered",      0,   NULL,       "rows in the order of the lines; default: as the answers come", NULL, set_ordered },
	{ "ids",          0,   NULL,       "begin each row with the number of its line; csv and jsonl always have it", NULL, set_ids },
	{ "timeout",      0,   "DURATION", "of one try; default: 2s", "digdrift bulk --timeout 500ms names.txt", set_timeout },
	{ "tries",        0,   "COUNT",    "at one server; default: 3", "digdrift bulk --tries 5 names.txt", set_tries },
	{ "in-flight",    0,   "COUNT",    "questions on their way at once; default: what the socket buffers hold", "digdrift bulk --in-flight 100 names.txt", set_in_flight },
	{ "rate",         0,   "COUNT",    "questions a second to one server; default: found by losses", "digdrift bulk --rate 500 names.txt", set_rate },
	{ "tcp",          0,   NULL,       "ask over TCP", NULL, set_tcp },
	{ "dnssec",       0,   NULL,       "set the DO bit", NULL, set_dnssec },
	{ "no-recursion", 0,   NULL,       "clear RD: for authoritative servers", NULL, set_no_recursion },
	{ "no-edns",      0,   NULL,       "send no EDNS", NULL, set_no_edns },
	{ "progress",     0,   NULL,       "progress on standard error, a line a second, though it is no terminal", NULL, set_progress },
	{ "quiet",        'q', NULL,       "no progress and no totals on standard error", NULL, set_quiet },
	{ 0 },
};
/* clang-format on */

void bulk_settings_init(struct bulk_settings *settings, struct arena *arena)
{
	*settings = (struct bulk_settings){
		.arena = arena,
		.bulk = { .format = row_find(str_of("text")),
			  .port = DNS_PORT,
			  .qtype = TYPE_A,
			  .has_edns = true,
			  .is_recursive = true,
			  .policy = engine_policy_default },
	};
}

static bool find_format(struct bulk_settings *settings)
{
	char buffer[NAMES_MAX];
	struct text names;

	if (settings->format == NULL)
		return true;
	settings->bulk.format = row_find(str_of(settings->format));
	if (settings->bulk.format != NULL)
		return true;
	text_init(&names, buffer, sizeof(buffer));
	registry_print_names(&row_registry, &names);
	log_error("bulk: no format is called \"%s\"; there are %s", settings->format,
		  names.data);
	return false;
}

static bool find_type(struct bulk_settings *settings)
{
	if (settings->type == NULL ||
	    type_parse(str_of(settings->type), &settings->bulk.qtype) == ERR_OK)
		return true;
	log_error("bulk: \"--type\" wants a type such as A, MX or TYPE65, not \"%s\"",
		  settings->type);
	return false;
}

bool bulk_settings_finish(struct bulk_settings *settings)
{
	return find_format(settings) && find_type(settings);
}
