/* The page: its frame (head, name of the site, navigation, breadcrumbs, footer) and the blocks of its document. */
#include "publish/html.h"
#include "publish/html_parts.h"

static const char *lang_code(enum lang lang)
{
	return lang == LANG_JA ? "ja" : "en";
}

/* ---- blocks ---- */

static void put_plain(struct html *h, const struct node *n, const char *element)
{
	buf_printf(h->out, "<%s", element);
	html_attr(h, "id", n->id);
	if (n->flags & TEXT_SMALL)
		html_put(h, " class=\"small\"");
	html_put(h, ">");
	html_inlines(h, n);
	buf_printf(h->out, "</%s>\n", element);
}

static void put_list(struct html *h, const struct node *n)
{
	html_put(h, n->level ? "<ol>\n" : "<ul>\n");
	for (const struct node *item = n->first; item; item = item->next)
		put_plain(h, item, "li");
	html_put(h, n->level ? "</ol>\n" : "</ul>\n");
}

static void put_facts(struct html *h, const struct node *n)
{
	html_put(h, "<dl class=\"facts\">\n");
	for (const struct node *f = n->first; f; f = f->next) {
		html_put(h, "<div");
		html_attr(h, "id", f->id);
		html_put(h, "><dt>");
		html_text(h, f->text);
		html_put(h, "</dt><dd>");
		html_inlines(h, f);
		html_put(h, "</dd></div>\n");
	}
	html_put(h, "</dl>\n");
}

static void put_figure(struct html *h, const struct node *n)
{
	html_put(h, "<figure>\n");
	buf_text(h->out, n->svg);
	html_put(h, "\n<figcaption><strong>");
	html_text(h, n->text);
	html_put(h, "</strong> ");
	html_inlines(h, n);
	html_put(h, "</figcaption></figure>\n");
}

static void put_note(struct html *h, const struct node *n)
{
	buf_printf(h->out, "<div class=\"note tone-%s\" role=\"note\">\n", html_tone(n->tone));
	if (n->text.n) {
		html_put(h, "<p class=\"note-title\">");
		html_text(h, n->text);
		html_put(h, "</p>\n");
	}
	html_blocks(h, n);
	html_put(h, "</div>\n");
}

void html_block(struct html *h, const struct node *n)
{
	char heading[3] = { 'h', (char)('0' + n->level), 0 };

	switch (n->kind) {
	case NODE_SECTION:
		html_put(h, "<section");
		html_attr(h, "id", n->id);
		html_put(h, ">\n");
		html_blocks(h, n);
		html_put(h, "</section>\n");
		break;
	case NODE_HEADING:
		put_plain(h, n, heading);
		break;
	case NODE_PARAGRAPH:
		put_plain(h, n, "p");
		break;
	case NODE_LIST:
		put_list(h, n);
		break;
	case NODE_FACTS:
		put_facts(h, n);
		break;
	case NODE_TABLE:
		html_table(h, n);
		break;
	case NODE_FIGURE:
		put_figure(h, n);
		break;
	case NODE_NOTE:
		put_note(h, n);
		break;
	case NODE_FORM:
		html_form(h, n);
		break;
	default:
		html_inline(h, n);
	}
}

void html_blocks(struct html *h, const struct node *parent)
{
	for (const struct node *n = parent->first; n; n = n->next)
		html_block(h, n);
}

/* ---- the frame ---- */

static void put_head(struct html *h, const struct html_frame *f)
{
	const struct doc *d = h->doc;

	buf_printf(h->out,
		   "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\" />\n"
		   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n<title>",
		   lang_code(d->lang));
	html_text(h, d->title);
	if (!text_eq(d->title, f->site)) {
		html_put(h, d->lang == LANG_JA ? "｜" : " | ");
		html_text(h, f->site);
	}
	html_put(h, "</title>\n");
	if (d->summary.n) {
		html_put(h, "<meta name=\"description\"");
		html_attr(h, "content", d->summary);
		html_put(h, " />\n");
	}
	html_put(h, "<meta name=\"color-scheme\" content=\"light dark\" />\n<link rel=\"stylesheet\"");
	html_attr(h, "href", f->style);
	html_put(h, " />\n<link rel=\"icon\" type=\"image/svg+xml\"");
	html_attr(h, "href", f->icon);
	html_put(h, " />\n");
	if (f->other_lang.n) {
		buf_printf(h->out, "<link rel=\"alternate\" hreflang=\"%s\"",
			   lang_code(d->lang == LANG_JA ? LANG_EN : LANG_JA));
		html_attr(h, "href", f->other_lang);
		html_put(h, " />\n");
	}
	html_put(h, "</head>\n");
}

static void put_header(struct html *h, const struct html_frame *f)
{
	enum lang lang = h->doc->lang;

	html_put(h, "<header class=\"site\">\n");
	if (f->banner.n) {
		html_put(h, "<p class=\"banner\">");
		html_text(h, f->banner);
		html_put(h, "</p>\n");
	}
	html_put(h, "<div class=\"bar\"><p class=\"site-name\"><a");
	html_attr(h, "href", f->home);
	html_put(h, lang == LANG_JA ? ">" : "><span lang=\"ja\">");
	if (f->owner.n) {
		html_put(h, "<span class=\"owner\">");
		html_text(h, f->owner);
		html_put(h, "</span>");
	}
	html_put(h, "<span class=\"plan-name\">");
	html_text(h, f->site);
	html_put(h, lang == LANG_JA ? "</span></a></p>\n" : "</span></span></a></p>\n");
	if (f->other_lang.n) {
		html_put(h, "<p class=\"lang\"><a");
		html_attr(h, "href", f->other_lang);
		html_put(h, lang == LANG_JA ? " lang=\"en\" hreflang=\"en\">English</a></p>\n"
					    : " lang=\"ja\" hreflang=\"ja\">日本語</a></p>\n");
	}
	html_put(h, "</div>\n");
	if (f->bar) {
		html_put(h, "<div class=\"person\">\n");
		html_blocks(h, f->bar);
		html_put(h, "</div>\n");
	}
}

static void put_nav(struct html *h, const struct html_frame *f)
{
	if (!f->nav.n) {
		html_put(h, "</header>\n");
		return;
	}
	html_put(h, "<nav class=\"main-nav\"");
	html_attr(h, "aria-label", doc_label(h->doc, "publish.nav"));
	html_put(h, "><ul>\n");
	for (size_t i = 0; i < f->nav.n; i++) {
		html_put(h, "<li><a");
		html_attr(h, "href", f->nav.at[i].to);
		html_put(h, f->nav.at[i].current ? " aria-current=\"page\">" : ">");
		html_text(h, f->nav.at[i].words);
		html_put(h, "</a></li>\n");
	}
	html_put(h, "</ul></nav>\n</header>\n");
}

static void put_trail(struct html *h, const struct html_frame *f)
{
	if (f->trail.n < 2)
		return;
	html_put(h, "<nav class=\"trail\"");
	html_attr(h, "aria-label", doc_label(h->doc, "publish.trail"));
	html_put(h, "><ol>\n");
	for (size_t i = 0; i < f->trail.n; i++) {
		bool last = i + 1 == f->trail.n;

		html_put(h, last ? "<li aria-current=\"page\"" : "<li><a");
		if (!last)
			html_attr(h, "href", f->trail.at[i].to);
		html_put(h, ">");
		html_text(h, f->trail.at[i].words);
		html_put(h, last ? "</li>\n" : "</a></li>\n");
	}
	html_put(h, "</ol></nav>\n");
}

void html_page(struct buf *out, const struct doc *d, const struct html_frame *f)
{
	struct html h = { .out = out, .doc = d };

	put_head(&h, f);
	html_put(&h, "<body>\n<a class=\"skip\" href=\"#main\">");
	html_text(&h, doc_label(d, "publish.skip"));
	html_put(&h, "</a>\n");
	put_header(&h, f);
	put_nav(&h, f);
	put_trail(&h, f);
	html_put(&h, "<main id=\"main\" tabindex=\"-1\">\n");
	html_blocks(&h, d->body);
	html_put(&h, "</main>\n");
	if (f->footer) {
		html_put(&h, "<footer class=\"site\">\n");
		html_blocks(&h, f->footer);
		html_put(&h, "</footer>\n");
	}
	html_put(&h, "</body>\n</html>\n");
}
