/* Words within a line, and how anything gets into the page: text only through draw_xml_text, which escapes it, so that
 * no town's plan can put markup there; addresses only through may_link. */
#include "draw/chart.h"
#include "publish/html_parts.h"

void html_put(struct html *h, const char *markup)
{
	buf_puts(h->out, markup);
}

void html_text(struct html *h, struct text t)
{
	draw_xml_text(h->out, t);
}

void html_attr(struct html *h, const char *name, struct text value)
{
	if (!value.n)
		return;
	buf_printf(h->out, " %s=\"", name);
	html_text(h, value);
	html_put(h, "\"");
}

const char *html_tone(enum tone t)
{
	static const char *const name[TONE_COUNT] = { "plain", "good", "fair", "warn", "bad" };

	return name[t];
}

/* An address that a page may link to: relative, http, https or mailto. Whatever else a source's URL claims to be is
 * text. */
static bool may_link(struct text to)
{
	size_t colon = text_find(to, TEXT(":")), slash = text_find(to, TEXT("/"));

	if (!to.n)
		return false;
	return colon == SIZE_MAX || slash < colon || to.p[0] == '#' || to.p[0] == '?' ||
	       text_starts(to, TEXT("https://")) || text_starts(to, TEXT("http://")) ||
	       text_starts(to, TEXT("mailto:"));
}

static void put_shape(struct html *h, enum shape s)
{
	static const char *const path[SHAPE_COUNT] = {
		[SHAPE_QUESTION] = "<path d=\"M5.5 5.8a2.6 2.6 0 1 1 3.6 2.3c-.8.4-1.1.9-1.1 1.9\" fill=\"none\"/>"
				   "<circle cx=\"8\" cy=\"12.6\" r=\".6\"/>",
		[SHAPE_DOTS] = "<circle cx=\"3\" cy=\"8\" r=\".9\"/><circle cx=\"8\" cy=\"8\" r=\".9\"/><circle "
			       "cx=\"13\" cy=\"8\" r=\".9\"/>",
		[SHAPE_DOUBLE_CIRCLE] =
			"<circle cx=\"8\" cy=\"8\" r=\"6.6\" fill=\"none\"/><circle cx=\"8\" cy=\"8\" r=\"2.7\"/>",
		[SHAPE_DOWN] = "<path d=\"M2 4h12l-6 9z\"/>",
		[SHAPE_CROSS] = "<path d=\"M3 3l10 10M13 3l-10 10\" fill=\"none\"/>",
		[SHAPE_EQUALS] = "<path d=\"M2 5.5h12M2 10.5h12\" fill=\"none\"/>",
		[SHAPE_CIRCLE] = "<circle cx=\"8\" cy=\"8\" r=\"6\" fill=\"none\"/>",
		[SHAPE_TRIANGLE] = "<path d=\"M8 2.5l6.2 11h-12.4z\" fill=\"none\"/>",
	};

	buf_printf(h->out,
		   "<svg class=\"shape\" viewBox=\"0 0 16 16\" width=\"16\" height=\"16\" aria-hidden=\"true\" "
		   "fill=\"currentColor\" "
		   "stroke=\"currentColor\" stroke-width=\"1.8\">%s</svg>",
		   path[s]);
}

static void put_link(struct html *h, const struct node *n)
{
	if (!may_link(n->to)) {
		html_inlines(h, n);
		return;
	}
	html_put(h, "<a");
	html_attr(h, "href", n->to);
	html_put(h, n->flags & LINK_CURRENT ? " aria-current=\"page\">" : ">");
	html_inlines(h, n);
	html_put(h, "</a>");
}

static void put_number(struct html *h, const struct node *n)
{
	bool link = may_link(n->to);

	html_put(h, link ? "<a class=\"number\"" : "<span class=\"number\"");
	if (link)
		html_attr(h, "href", n->to);
	html_put(h, n->foreign ? " lang=\"ja\">" : ">");
	html_text(h, n->text);
	if (n->unit.n) {
		html_put(h, "<span class=\"unit\">");
		html_text(h, n->unit);
		html_put(h, "</span>");
	}
	html_put(h, link ? "</a>" : "</span>");
}

static void put_run(struct html *h, const struct node *n)
{
	bool span = n->foreign || n->flags & TEXT_SMALL || n->hint.n;

	if (span) {
		html_put(h, n->flags & TEXT_SMALL ? "<span class=\"small\"" : "<span");
		html_attr(h, "title", n->hint);
		html_put(h, n->foreign ? " lang=\"ja\">" : ">");
	}
	html_text(h, n->text);
	if (span)
		html_put(h, "</span>");
}

void html_inline(struct html *h, const struct node *n)
{
	switch (n->kind) {
	case NODE_TEXT:
		put_run(h, n);
		break;
	case NODE_STRONG:
		html_put(h, "<strong>");
		html_inlines(h, n);
		html_put(h, "</strong>");
		break;
	case NODE_CODE:
		html_put(h, "<code>");
		html_text(h, n->text);
		html_put(h, "</code>");
		break;
	case NODE_LINK:
		put_link(h, n);
		break;
	case NODE_NUMBER:
		put_number(h, n);
		break;
	case NODE_STATUS:
		buf_printf(h->out, "<span class=\"status tone-%s\">", html_tone(n->tone));
		put_shape(h, n->shape);
		html_text(h, n->text);
		html_put(h, "</span>");
		break;
	case NODE_GAUGE:
		buf_text(h->out, n->svg);
		break;
	case NODE_BREAK:
		html_put(h, "<br />");
		break;
	case NODE_FOLD:
		html_put(h, "<details><summary>");
		html_text(h, n->text);
		html_put(h, "</summary>");
		html_inlines(h, n);
		html_put(h, "</details>");
		break;
	default:
		html_inlines(h, n);
	}
}

void html_inlines(struct html *h, const struct node *parent)
{
	for (const struct node *n = parent->first; n; n = n->next)
		html_inline(h, n);
}
