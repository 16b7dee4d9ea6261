#include "cli/stop.h"

#include <signal.h>
#include <stdbool.h>
#include <uv.h>

#include "base/attr.h"
#include "query/engine.h"
#include "query/net_uv.h"

static const int signals[] = { SIGINT, SIGTERM, SIGHUP };

/* Handles live as long as the loop, which outlives the run by the time of engine_free. */
static struct {
	uv_signal_t handles[ARRAY_LEN(signals)];
	bool is_made;
} watch;

static void stop_now(uv_signal_t *handle, int number)
{
	engine_stop(handle->data);
	(void)number;
	stop_hold();
}

void stop_catch(struct engine *engine)
{
	uv_loop_t *loop = net_uv_loop(engine_net(engine));

	for (size_t i = 0; i < ARRAY_LEN(signals); i++) {
		uv_signal_t *handle = &watch.handles[i];

		if (!watch.is_made && uv_signal_init(loop, handle) != 0)
			return;
		handle->data = engine;
		(void)uv_signal_start(handle, stop_now, signals[i]);
		uv_unref((uv_handle_t *)handle);
	}
	watch.is_made = true;
}

void stop_hold(void)
{
	for (size_t i = 0; watch.is_made && i < ARRAY_LEN(signals); i++)
		(void)uv_signal_stop(&watch.handles[i]);
}

void stop_release(void)
{
	for (size_t i = 0; watch.is_made && i < ARRAY_LEN(signals); i++)
		uv_close((uv_handle_t *)&watch.handles[i], NULL);
	watch.is_made = false;
}
