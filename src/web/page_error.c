/* What an error says to a person: what happened and what to do, in the page's language, with the way back. It asks no
 * store, since it must work where the store failed. */
#include <string.h>

#include "publish/html.h"
#include "web/page.h"

static const struct {
	unsigned status;
	const char *title, *what;
} known[] = {
	{ 400, "web.bad-request", "web.bad-request-what" },
	{ 403, "web.forbidden", "web.forbidden-what" },
	{ 404, "web.not-found", "web.not-found-what" },
	{ 405, "web.bad-method", "web.bad-method-what" },
	{ 409, "web.failed", "web.failed-what" },
	{ 413, "web.too-large", "web.too-large-what" },
	{ 414, "web.long-address", "web.long-address-what" },
	{ 415, "web.bad-type", "web.bad-type-what" },
	{ 431, "web.long-headers", "web.long-headers-what" },
	{ 500, "web.failed", "web.failed-what" },
	{ 503, "web.no-store", "web.no-store-what" },
};

const char *error_what(unsigned status)
{
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (known[i].status == status)
			return known[i].what;
	return "web.failed-what";
}

void page_error(struct buf *out, struct arena *a, const struct error_page *e)
{
	struct doc *d = doc_new(a, e->lang, (struct text){ 0 });
	struct html_frame frame = { .site = doc_label(d, "web.site") };
	const char *root = text_z(a, e->up), *title = "web.failed", *lang = e->lang == LANG_EN ? "en/" : "";
	const bool no_plan = e->why && e->why->id && strcmp(e->why->id, "usecase.no-plans") == 0;

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (known[i].status == e->status)
			title = known[i].title;
	frame.home = text_of(arena_printf(a, "%s%sindex.html", root, lang));
	frame.style = text_of(arena_printf(a, "%sstyle.css", root));
	frame.icon = text_of(arena_printf(a, "%sicon.svg", root));
	d->title = doc_label(d, title);
	doc_heading(d, d->body, 1, NULL, d->title);
	if (e->why && e->why->id)
		doc_paragraph(d, d->body, doc_say(d, e->why));
	/* A store that waits for its plan has no home to go to yet. */
	doc_paragraph(d, d->body, doc_label(d, no_plan ? "web.no-plan-what" : error_what(e->status)));
	doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }),
		 no_plan ? text_of(arena_printf(a, "%s%stoday", root, lang)) : frame.home,
		 doc_label(d, no_plan ? "web.today" : "web.to-home"));
	if (e->signed_in && e->status == 403)
		doc_link(d, doc_paragraph(d, d->body, (struct text){ 0 }),
			 text_of(arena_printf(a, "%s%ssign-out", root, lang)), doc_label(d, "web.sign-out"));
	html_page(out, d, &frame);
}
