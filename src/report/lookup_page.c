#include "report/lookup_page.h"

#include "report/lookup.h"

enum {
	PAGE_SIZE = 32 * 1024,
	PAGE_SIZE_MAX = 64 * 1024 * 1024, /* a whole message in JSON is less */
};

void lookup_page_init(struct lookup_page *page, const struct lookup_context *context)
{
	page->context = context;
	text_init_growing(&page->text, PAGE_SIZE_MAX);
}

/* A failed write shows when the stream is closed. */
static void write_text(struct lookup_page *page, FILE *stream)
{
	(void)fwrite(page->text.data, 1, page->text.len, stream);
	text_clear(&page->text);
}

void lookup_page_flush(struct lookup_page *page)
{
	if (page->text.len == 0)
		return;
	if (page->context->filter != NULL)
		page->context->filter(&page->text);
	write_text(page, page->context->out);
}

void lookup_page_flush_raw(struct lookup_page *page)
{
	if (page->text.len > 0)
		write_text(page, page->context->out);
}

void lookup_page_turn(struct lookup_page *page)
{
	if (page->text.len > PAGE_SIZE)
		lookup_page_flush(page);
}

void lookup_page_flush_err(struct lookup_page *page)
{
	if (page->text.len == 0)
		return;
	if (page->context->err != page->context->out)
		(void)fflush(page->context->out);
	write_text(page, page->context->err);
}

void lookup_page_end(struct lookup_page *page)
{
	lookup_page_flush(page);
	text_free(&page->text);
}
