#include "cli/bulk_out.h"

#include <errno.h>

#include "base/arena.h"
#include "report/row.h"

enum {
	OUT_FULL = 64 * 1024,
	OUT_MAX = 64 * 1024 * 1024,
	HELD_MAX = 32 * 1024, /* rows held back for their order */
	ROW_MAX = 16 * 1024 * 1024,
};

void bulk_out_init(struct bulk_out *out, struct arena *arena, FILE *file,
		   const struct row_format *format, bool is_ordered)
{
	*out = (struct bulk_out){ .file = file, .format = format };
	text_init_growing(&out->text, OUT_MAX);
	if (is_ordered)
		out->held = arena_array(arena, HELD_MAX, sizeof(*out->held));
}

uint64_t bulk_out_turn(struct bulk_out *out)
{
	return out->next_turn++;
}

bool bulk_out_has_turn(const struct bulk_out *out)
{
	return out->held == NULL || out->next_turn - out->first_turn < HELD_MAX;
}

static void write_held(struct bulk_out *out)
{
	struct text *held = &out->held[out->first_turn % HELD_MAX];

	while (held->data != NULL) {
		text_add(&out->text, text_str(held));
		text_free(held);
		*held = (struct text){ 0 };
		held = &out->held[++out->first_turn % HELD_MAX];
	}
}

/* A row that comes before its turn waits as text. */
static void hold(struct bulk_out *out, const struct row *row, uint64_t turn)
{
	struct text *held = &out->held[turn % HELD_MAX];

	if (turn == out->first_turn) {
		out->format->print(&out->text, row);
		out->first_turn++;
		write_held(out);
		return;
	}
	text_init_growing(held, ROW_MAX);
	out->format->print(held, row);
}

void bulk_out_add(struct bulk_out *out, const struct row *row, uint64_t turn)
{
	if (out->held != NULL) {
		hold(out, row, turn);
	} else {
		out->format->print(&out->text, row);
	}
	if (out->text.len >= OUT_FULL)
		bulk_out_flush(out);
}

void bulk_out_flush(struct bulk_out *out)
{
	if (!out->has_failed &&
	    (fwrite(out->text.data, 1, out->text.len, out->file) != out->text.len ||
	     fflush(out->file) != 0)) {
		out->has_failed = true;
		out->error = errno;
	}
	text_clear(&out->text);
}

void bulk_out_free(struct bulk_out *out)
{
	text_free(&out->text);
}
