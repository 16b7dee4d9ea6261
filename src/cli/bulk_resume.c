/*
 * The rows of the file are walked twice: for the highest line, which gives the size of the table of
 * bits, and for the bits.  A digest over numbers and names tells whether they are rows of this input.
 */
#include "cli/bulk_resume.h"

#include <inttypes.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/text.h"
#include "report/row.h"

enum { BITS = 64 };

static const uint64_t line_max = UINT64_C(1) << 32;

struct bulk_resume {
	struct bulk_resume_form form;
	bool has_lines; /* the rows tell their lines */
	uint64_t size;
	uint64_t rows;
	uint64_t highest;
	uint64_t
		digest; /* of the rows, then also of the lines taken: 0 when they are the same */
	uint64_t taken;
	uint64_t asked; /* lines that were asked about */
	uint64_t *bits;
};

/* A name that every format prints as it is counts; another would differ by its escapes. */
static bool is_plain(struct str name)
{
	static const struct str marks = STR("-_./*");

	for (size_t i = 0; i < name.len; i++) {
		char c = name.data[i];

		if ((c < 'a' || c > 'z') && (c < 'A' || c > 'Z') &&
		    (c < '0' || c > '9') && str_find(marks, c) < 0)
			return false;
	}
	return true;
}

static uint64_t digest_of(uint64_t number, struct str name)
{
	uint64_t hash = is_plain(name) ? str_hash(name) : 0;

	hash ^= number * UINT64_C(0x9e3779b97f4a7c15);
	hash = (hash ^ hash >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	return (hash ^ hash >> 27) * UINT64_C(0x94d049bb133111eb);
}

/* --- a walk over the rows --- */

struct walk {
	struct bulk_resume *resume;
	struct text *fault;
	struct str rest;
	uint64_t last_line;
};

static enum err refuse(struct walk *walk, const char *what)
{
	text_add_format(walk->fault, "row %" PRIu64 " %s", walk->resume->rows + 1, what);
	return ERR_SYNTAX;
}

static enum err row_check(struct walk *walk, const struct row_mark *mark)
{
	const struct bulk_resume *resume = walk->resume;

	if (!resume->has_lines)
		return ERR_OK;
	if (mark->line > line_max)
		return refuse(walk, "names a line beyond 4294967296");
	if (resume->form.is_ordered && mark->line <= walk->last_line)
		return refuse(walk, "is not in the order of the lines");
	walk->last_line = mark->line;
	return ERR_OK;
}

static void row_count(struct bulk_resume *resume, const struct row_mark *mark)
{
	resume->rows++;
	resume->size += mark->size;
	if (mark->line > resume->highest)
		resume->highest = mark->line;
	resume->digest ^=
		digest_of(resume->has_lines ? mark->line : resume->rows, mark->name);
}

/* @out_end is set behind the last row that counts. */
static enum err row_next(struct walk *walk, struct row_mark *out_mark, bool *out_end)
{
	const struct bulk_resume *resume = walk->resume;
	struct row_mark mark;
	enum err err;

	*out_end = walk->rest.len == 0;
	if (*out_end)
		return ERR_OK;
	if (!resume->form.format->read(walk->rest, resume->form.is_numbered, &mark))
		return refuse(walk, "is none of this format");
	*out_end = mark.size == 0 || mark.is_interrupted;
	if (*out_end)
		return ERR_OK;
	err = row_check(walk, &mark);
	walk->rest = str_from(walk->rest, mark.size);
	*out_mark = mark;
	return err;
}

/* False when the file ends within it. */
static bool heading_pass(struct walk *walk, enum err *out_err)
{
	struct str heading = str_of(walk->resume->form.format->heading);

	*out_err = ERR_OK;
	if (!str_has_prefix(walk->rest, heading)) {
		if (!str_has_prefix(heading, walk->rest))
			*out_err = refuse(walk, "is not the heading of this format");
		return false;
	}
	walk->rest = str_from(walk->rest, heading.len);
	walk->resume->size = heading.len;
	return true;
}

static enum err rows_count(struct walk *walk)
{
	struct row_mark mark;
	bool is_end = false;
	enum err err = ERR_OK;

	while (err == ERR_OK && !is_end) {
		err = row_next(walk, &mark, &is_end);
		if (err == ERR_OK && !is_end)
			row_count(walk->resume, &mark);
	}
	return err;
}

static void bits_set(struct arena *arena, struct walk *walk)
{
	struct bulk_resume *resume = walk->resume;
	struct row_mark mark;

	resume->bits =
		arena_array(arena, resume->highest / BITS + 1, sizeof(*resume->bits));
	for (uint64_t i = 0; i < resume->rows; i++) {
		(void)resume->form.format->read(walk->rest, resume->form.is_numbered,
						&mark);
		resume->bits[mark.line / BITS] |= UINT64_C(1) << mark.line % BITS;
		walk->rest = str_from(walk->rest, mark.size);
	}
}

static enum err rows_read(struct arena *arena, struct bulk_resume *resume,
			  struct str rows, struct text *fault)
{
	struct walk walk = { .resume = resume, .fault = fault, .rest = rows };
	enum err err;

	if (resume->form.format->heading != NULL && !heading_pass(&walk, &err))
		return err;

	struct walk again = walk;

	err = rows_count(&walk);
	again.last_line = 0;
	if (err == ERR_OK && resume->has_lines)
		bits_set(arena, &again);
	return err;
}

enum err bulk_resume_new(struct arena *arena, int file,
			 const struct bulk_resume_form *form,
			 struct bulk_resume **out_resume, struct text *fault)
{
	struct bulk_resume *resume = arena_alloc(arena, sizeof(*resume));
	struct stat status;
	enum err err;
	void *data;

	resume->form = *form;
	resume->has_lines = form->format->has_line || form->is_numbered;
	if (fstat(file, &status) != 0)
		return ERR_IO;
	*out_resume = resume;
	if (status.st_size == 0)
		return ERR_OK;
	data = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, file, 0);
	if (data == MAP_FAILED)
		return ERR_IO;
	err = rows_read(arena, resume, str_make(data, (size_t)status.st_size), fault);
	(void)munmap(data, (size_t)status.st_size);
	return err;
}

uint64_t bulk_resume_size(const struct bulk_resume *resume)
{
	return resume->size;
}

uint64_t bulk_resume_rows(const struct bulk_resume *resume)
{
	return resume->rows;
}

bool bulk_resume_take(struct bulk_resume *resume, uint64_t line, struct str name)
{
	bool is_taken;

	resume->asked++;
	if (!resume->has_lines) {
		line = resume->asked;
		is_taken = line <= resume->rows;
	} else {
		is_taken = line <= resume->highest && resume->bits != NULL &&
			   (resume->bits[line / BITS] >> line % BITS & 1) != 0;
	}
	if (is_taken) {
		resume->taken++;
		resume->digest ^= digest_of(line, name);
	}
	return is_taken;
}

bool bulk_resume_is_amiss(const struct bulk_resume *resume)
{
	return resume->taken == resume->rows && resume->digest != 0;
}

bool bulk_resume_is_used(const struct bulk_resume *resume)
{
	return resume->taken == resume->rows && resume->digest == 0;
}
