#include "virtual/asker.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "dns/message.h"
#include "dns/type.h"

enum { UDP_SIZE = 1232 };

void asker_init(struct asker *asker, const struct engine_options *options)
{
	static const struct engine_options none;

	*asker = (struct asker){ .arena = arena_new(), .net = virtual_new(1) };
	assert_int_equal(engine_new(options != NULL ? options : &none,
				    virtual_net(asker->net), &asker->engine),
			 ERR_OK);
	asker->policy = engine_policy_default;
	asker->query =
		(struct build_query){ .qtype = TYPE_A,
				      .qclass = CLASS_IN,
				      .flags = FLAG_RD,
				      .edns = { .is_on = true, .udp_size = UDP_SIZE } };
	asker_name(asker, "www.example.");
}

void asker_free(struct asker *asker)
{
	engine_free(asker->engine);
	virtual_free(asker->net);
	arena_free(asker->arena);
	free(asker->answers);
}

void asker_name(struct asker *asker, const char *name)
{
	assert_int_equal(name_parse(str_of(name), NULL, &asker->qname, NULL), ERR_OK);
	asker->query.qname = name_of(&asker->qname);
}

static void on_answer(void *user, const struct answer *answer)
{
	struct asker *asker = user;

	if (asker->answer_count == asker->answer_room) {
		asker->answer_room = asker->answer_room * 2 + 16;
		asker->answers = realloc(asker->answers,
					 asker->answer_room * sizeof(struct answer *));
		assert_non_null(asker->answers);
	}
	asker->answers[asker->answer_count++] = answer_copy(asker->arena, answer);
}

static const struct server *server_of(struct asker *asker,
				      const struct virtual_host *host)
{
	const union address *address = &host->address;
	bool is_v4 = address->any.sa_family == AF_INET;

	return server_new(asker->arena,
			  is_v4 ? (const void *)&address->v4.sin_addr
				: (const void *)&address->v6.sin6_addr,
			  is_v4 ? 4 : 16,
			  ntohs(is_v4 ? address->v4.sin_port : address->v6.sin6_port),
			  NULL);
}

void asker_ask(struct asker *asker, struct virtual_host *const *hosts, size_t count)
{
	const struct server **servers =
		arena_array(asker->arena, count, sizeof(struct server *));
	struct ask_policy *policy = arena_alloc(asker->arena, sizeof(*policy));
	struct ask ask = { .query = &asker->query,
			   .servers = servers,
			   .server_count = count,
			   .policy = policy,
			   .done = on_answer,
			   .user = asker };

	for (size_t i = 0; i < count; i++)
		servers[i] = server_of(asker, hosts[i]);
	*policy = asker->policy;
	assert_int_equal(engine_ask(asker->engine, &ask), ERR_OK);
	asker->asked++;
}

void asker_run(struct asker *asker)
{
	assert_int_equal(engine_run(asker->engine), ERR_OK);
	assert_int_equal(asker->answer_count, asker->asked);
}

const struct answer *asker_answer(struct asker *asker, struct virtual_host *host)
{
	size_t before = asker->answer_count;

	asker_ask(asker, &host, 1);
	asker_run(asker);
	assert_int_equal(asker->answer_count, before + 1);
	return asker->answers[before];
}

void asker_serve_shape(void *user, const struct virtual_query *query)
{
	uint8_t wire[65535];
	size_t size = shape_make(user, query->wire, query->size, wire);

	virtual_reply(query, wire, size);
}

void asker_serve_script(void *user, const struct virtual_query *query)
{
	const struct asker_script *script = user;
	size_t last = script->count - 1;
	const struct asker_step *step =
		&script->steps[query->number < last ? query->number : last];
	uint8_t wire[65535];

	if (step->is_silent || (step->is_stream_only && !query->is_stream))
		return;
	if (step->break_errno != 0 || step->is_end) {
		virtual_break(query, step->break_errno, step->delay_us);
		return;
	}
	virtual_reply_late(query, wire,
			   shape_make(&step->shape, query->wire, query->size, wire),
			   step->delay_us);
}
