#include "publish/html.h"

#include <string.h>

#include "draw/chart.h"

struct html {
	struct buf *out;
	const struct doc *doc;
};

static void put(struct html *h, const char *markup)
{
	buf_puts(h->out, markup);
}

static void put_text(struct html *h, struct text t)
{
	draw_xml_text(h->out, t);
}

static void put_attr(struct html *h, const char *name, struct text value)
{
	if (!value.n)
		return;
	buf_printf(h->out, " %s=\"", name);
	put_text(h, value);
	put(h, "\"");
}

static const char *lang_code(enum lang lang)
{
	return lang == LANG_JA ? "ja" : "en";
}

static const char *tone_class(enum tone t)
{
	static const char *const name[TONE_COUNT] = { "plain", "good", "fair", "warn", "bad" };

	return name[t];
}

/* ---- inlines ---- */

static void put_inlines(struct html *h, const struct node *parent);

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
		put_inlines(h, n);
		return;
	}
	put(h, "<a");
	put_attr(h, "href", n->to);
	put(h, n->flags & LINK_CURRENT ? " aria-current=\"page\">" : ">");
	put_inlines(h, n);
	put(h, "</a>");
}

static void put_number(struct html *h, const struct node *n)
{
	bool link = may_link(n->to);

	put(h, link ? "<a class=\"number\"" : "<span class=\"number\"");
	if (link)
		put_attr(h, "href", n->to);
	put(h, n->foreign ? " lang=\"ja\">" : ">");
	put_text(h, n->text);
	if (n->unit.n) {
		put(h, "<span class=\"unit\">");
		put_text(h, n->unit);
		put(h, "</span>");
	}
	put(h, link ? "</a>" : "</span>");
}

static void put_run(struct html *h, const struct node *n)
{
	bool span = n->foreign || n->flags & TEXT_SMALL;

	if (span) {
		put(h, n->flags & TEXT_SMALL ? "<span class=\"small\"" : "<span");
		put(h, n->foreign ? " lang=\"ja\">" : ">");
	}
	put_text(h, n->text);
	if (span)
		put(h, "</span>");
}

static void put_inline(struct html *h, const struct node *n)
{
	switch (n->kind) {
	case NODE_TEXT:
		put_run(h, n);
		break;
	case NODE_STRONG:
		put(h, "<strong>");
		put_inlines(h, n);
		put(h, "</strong>");
		break;
	case NODE_CODE:
		put(h, "<code>");
		put_text(h, n->text);
		put(h, "</code>");
		break;
	case NODE_LINK:
		put_link(h, n);
		break;
	case NODE_NUMBER:
		put_number(h, n);
		break;
	case NODE_STATUS:
		buf_printf(h->out, "<span class=\"status tone-%s\">", tone_class(n->tone));
		put_shape(h, n->shape);
		put_text(h, n->text);
		put(h, "</span>");
		break;
	case NODE_GAUGE:
		buf_text(h->out, n->svg);
		break;
	case NODE_BREAK:
		put(h, "<br />");
		break;
	default:
		put_inlines(h, n);
	}
}

static void put_inlines(struct html *h, const struct node *parent)
{
	for (const struct node *n = parent->first; n; n = n->next)
		put_inline(h, n);
}

/* ---- tables ---- */

static int count_columns(const struct node *table)
{
	int columns = 0;

	for (const struct node *c = table->first ? table->first->first : NULL; c; c = c->next)
		columns += c->span > 1 ? c->span : 1;
	return columns;
}

/* A row of one cell over all columns says more about the row above it. */
static bool is_remark(const struct node *row, int columns)
{
	return row && row->first && !row->first->next && columns > 1 && row->first->span >= columns;
}

static void put_cell_class(struct html *h, const struct node *c)
{
	const char *number = c->flags & CELL_NUMBER ? "num" : "", *nowrap = c->flags & CELL_NOWRAP ? "nowrap" : "";

	if (*number || *nowrap)
		buf_printf(h->out, " class=\"%s%s%s\"", number, *number && *nowrap ? " " : "", nowrap);
}

static void put_head_row(struct html *h, const struct node *row, bool cards)
{
	put(h, cards ? "<thead role=\"rowgroup\"><tr role=\"row\">" : "<thead><tr>");
	for (const struct node *c = row->first; c; c = c->next) {
		put(h, cards ? "<th scope=\"col\" role=\"columnheader\"" : "<th scope=\"col\"");
		put_cell_class(h, c);
		put(h, ">");
		put_inlines(h, c);
		put(h, "</th>");
	}
	put(h, "</tr></thead>\n");
}

static void put_cell_label(struct html *h, const struct node *head, int column)
{
	const struct node *c = head->first;

	for (int i = 0; c && i < column; i++)
		c = c->next;
	if (c && c->first)
		put_attr(h, "data-label", c->first->text);
}

static void put_data_row(struct html *h, const struct node *row, const struct node *head, bool cards,
			 bool remark_follows)
{
	int column = 0;

	put(h, cards ? "<tr role=\"row\"" : "<tr");
	put_attr(h, "id", row->id);
	put(h, ">");
	for (const struct node *c = row->first; c; c = c->next, column++) {
		bool header = c->flags & CELL_HEADER;

		put(h, header ? "<th scope=\"row\"" : "<td");
		if (cards)
			put(h, header ? " role=\"rowheader\"" : " role=\"cell\"");
		if (cards && !header)
			put_cell_label(h, head, column);
		put_cell_class(h, c);
		if (header && remark_follows)
			put(h, " rowspan=\"2\"");
		if (c->span > 1)
			buf_printf(h->out, " colspan=\"%d\"", c->span);
		put(h, ">");
		put_inlines(h, c);
		put(h, header ? "</th>" : "</td>");
	}
	put(h, "</tr>\n");
}

static void put_remark_row(struct html *h, const struct node *row, int columns, bool cards)
{
	put(h, cards ? "<tr role=\"row\" class=\"remark\"><td role=\"cell\"" : "<tr class=\"remark\"><td");
	buf_printf(h->out, " colspan=\"%d\">", columns - 1);
	put_inlines(h, row->first);
	put(h, "</td></tr>\n");
}

static void put_rows(struct html *h, const struct node *table, bool cards)
{
	const struct node *head = table->first;
	int columns = count_columns(table);
	const char *open = cards ? "<tbody role=\"rowgroup\">\n" : "<tbody>\n";
	bool grouped = head->next && is_remark(head->next->next, columns);

	if (!grouped && head->next)
		put(h, open);
	for (const struct node *row = head->next; row; row = row->next) {
		bool remark = is_remark(row->next, columns);

		if (grouped)
			put(h, open);
		put_data_row(h, row, head, cards, remark);
		if (remark) {
			row = row->next;
			put_remark_row(h, row, columns, cards);
		}
		if (grouped)
			put(h, "</tbody>\n");
	}
	if (!grouped && head->next)
		put(h, "</tbody>\n");
}

static void put_table(struct html *h, const struct node *n)
{
	bool cards = n->flags & TABLE_CARDS;

	if (!n->first)
		return;
	if (cards) {
		put(h, "<div class=\"cards-frame\"><table class=\"cards\" role=\"table\"");
	} else {
		put(h, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"");
		put_text(h, n->id);
		put(h, "-caption\"><table");
	}
	put_attr(h, "id", n->id);
	put(h, "><caption id=\"");
	put_text(h, n->id);
	put(h, "-caption\">");
	put_text(h, n->text);
	put(h, "</caption>\n");
	put_head_row(h, n->first, cards);
	put_rows(h, n, cards);
	put(h, "</table></div>\n");
}

/* ---- blocks ---- */

static void put_blocks(struct html *h, const struct node *parent);

static void put_plain(struct html *h, const struct node *n, const char *element)
{
	buf_printf(h->out, "<%s", element);
	put_attr(h, "id", n->id);
	if (n->flags & TEXT_SMALL)
		put(h, " class=\"small\"");
	put(h, ">");
	put_inlines(h, n);
	buf_printf(h->out, "</%s>\n", element);
}

static void put_list(struct html *h, const struct node *n)
{
	put(h, n->level ? "<ol>\n" : "<ul>\n");
	for (const struct node *item = n->first; item; item = item->next)
		put_plain(h, item, "li");
	put(h, n->level ? "</ol>\n" : "</ul>\n");
}

static void put_facts(struct html *h, const struct node *n)
{
	put(h, "<dl class=\"facts\">\n");
	for (const struct node *f = n->first; f; f = f->next) {
		put(h, "<div");
		put_attr(h, "id", f->id);
		put(h, "><dt>");
		put_text(h, f->text);
		put(h, "</dt><dd>");
		put_inlines(h, f);
		put(h, "</dd></div>\n");
	}
	put(h, "</dl>\n");
}

static void put_figure(struct html *h, const struct node *n)
{
	put(h, "<figure>\n");
	buf_text(h->out, n->svg);
	put(h, "\n<figcaption><strong>");
	put_text(h, n->text);
	put(h, "</strong> ");
	put_inlines(h, n);
	put(h, "</figcaption></figure>\n");
}

static void put_note(struct html *h, const struct node *n)
{
	buf_printf(h->out, "<div class=\"note tone-%s\" role=\"note\">\n", tone_class(n->tone));
	if (n->text.n) {
		put(h, "<p class=\"note-title\">");
		put_text(h, n->text);
		put(h, "</p>\n");
	}
	put_blocks(h, n);
	put(h, "</div>\n");
}

/* ---- forms ---- */

static void put_block(struct html *h, const struct node *n);

static void put_described(struct html *h, const struct node *f)
{
	if (!f->hint.n && !f->fault.n)
		return;
	put(h, " aria-describedby=\"");
	put_text(h, f->id);
	put(h, f->fault.n ? "-fault" : "-hint");
	if (f->fault.n && f->hint.n) {
		put(h, " ");
		put_text(h, f->id);
		put(h, "-hint");
	}
	put(h, "\"");
	if (f->fault.n)
		put(h, " aria-invalid=\"true\"");
}

/* The label's words, and whether it must be filled in. */
static void put_label_words(struct html *h, const struct node *f)
{
	put_text(h, f->text);
	if (!(f->flags & FIELD_REQUIRED))
		return;
	put(h, " <span class=\"need\">");
	put_text(h, doc_label(h->doc, "publish.required"));
	put(h, "</span>");
}

static void put_hints(struct html *h, const struct node *f)
{
	static const char *const class[] = { "hint", "fault" };

	for (int i = 0; i < 2; i++) {
		struct text t = i ? f->fault : f->hint;

		if (!t.n)
			continue;
		buf_printf(h->out, "<p class=\"%s\" id=\"", class[i]);
		put_text(h, f->id);
		buf_printf(h->out, "-%s\">", class[i]);
		put_text(h, t);
		put(h, "</p>\n");
	}
}

static const char *input_type(enum control c)
{
	switch (c) {
	case CONTROL_SECRET:
		return "password";
	case CONTROL_DATE:
		return "date";
	case CONTROL_FILE:
		return "file";
	case CONTROL_HIDDEN:
		return "hidden";
	case CONTROL_CHECK:
	case CONTROL_CHECKS:
		return "checkbox";
	case CONTROL_RADIO:
		return "radio";
	default:
		return "text";
	}
}

static void put_hidden(struct html *h, const struct node *f)
{
	put(h, "<input type=\"hidden\"");
	put_attr(h, "name", f->name);
	put(h, " value=\"");
	put_text(h, f->value);
	put(h, "\" />\n");
}

/* A box with its label behind it. */
static void put_box(struct html *h, const struct node *f, const struct node *choice, int number)
{
	buf_printf(h->out, "<div class=\"choice\"><input type=\"%s\" id=\"", input_type(f->control));
	put_text(h, f->id);
	if (number)
		buf_printf(h->out, "-%d", number);
	put(h, "\"");
	put_attr(h, "name", f->name);
	put_attr(h, "value", choice->value);
	put(h, choice->flags & CHOICE_CHOSEN ? " checked=\"checked\"" : "");
	if (!number)
		put_described(h, f);
	put(h, " /> <label for=\"");
	put_text(h, f->id);
	if (number)
		buf_printf(h->out, "-%d", number);
	put(h, "\">");
	if (number)
		put_text(h, choice->text);
	else
		put_label_words(h, f);
	put(h, "</label></div>\n");
}

/* A group has its question as its legend. */
static void put_group(struct html *h, const struct node *f)
{
	int number = 1;

	put(h, "<fieldset");
	put_attr(h, "id", f->id);
	put_described(h, f);
	put(h, f->control == CONTROL_RADIO ? " role=\"radiogroup\"><legend>" : "><legend>");
	put_label_words(h, f);
	put(h, "</legend>\n");
	put_hints(h, f);
	for (const struct node *c = f->first; c; c = c->next)
		put_box(h, f, c, number++);
	put(h, "</fieldset>\n");
}

static void put_select(struct html *h, const struct node *f)
{
	put(h, "<select");
	put_attr(h, "id", f->id);
	put_attr(h, "name", f->name);
	put_described(h, f);
	put(h, ">\n");
	for (const struct node *c = f->first; c; c = c->next) {
		put(h, "<option value=\"");
		put_text(h, c->value);
		put(h, c->flags & CHOICE_CHOSEN ? "\" selected=\"selected\">" : "\">");
		put_text(h, c->text);
		put(h, "</option>\n");
	}
	put(h, "</select>\n");
}

static void put_input(struct html *h, const struct node *f)
{
	bool area = f->control == CONTROL_TEXT;

	if (area)
		buf_printf(h->out, "<textarea rows=\"%d\"", f->level ? f->level : 6);
	else
		buf_printf(h->out, "<input type=\"%s\"", input_type(f->control));
	put_attr(h, "id", f->id);
	put_attr(h, "name", f->name);
	put_attr(h, "autocomplete", f->autocomplete);
	if (f->control == CONTROL_NUMBER)
		put(h, " inputmode=\"decimal\" class=\"short\"");
	if (f->flags & FIELD_REQUIRED)
		put(h, " required=\"required\"");
	put_described(h, f);
	if (area) {
		/* A browser drops the first line break of a textarea: one of ours stands before what was typed. */
		put(h, ">\n");
		put_text(h, f->value);
		put(h, "</textarea>\n");
		return;
	}
	if (f->control != CONTROL_FILE && f->control != CONTROL_SECRET)
		put_attr(h, "value", f->value);
	put(h, " />\n");
}

static void put_field(struct html *h, const struct node *f)
{
	if (f->control == CONTROL_HIDDEN) {
		put_hidden(h, f);
		return;
	}
	put(h, f->fault.n ? "<div class=\"field wrong\">\n" : "<div class=\"field\">\n");
	if (f->control == CONTROL_RADIO || f->control == CONTROL_CHECKS) {
		put_group(h, f);
	} else if (f->control == CONTROL_CHECK) {
		put_hints(h, f);
		put_box(h, f, f, 0);
	} else {
		put(h, "<label");
		put_attr(h, "for", f->id);
		put(h, ">");
		put_label_words(h, f);
		put(h, "</label>\n");
		put_hints(h, f);
		if (f->control == CONTROL_LIST)
			put_select(h, f);
		else
			put_input(h, f);
	}
	put(h, "</div>\n");
}

static void put_button(struct html *h, const struct node *b)
{
	put(h, b->flags & BUTTON_QUIET ? "<button type=\"submit\" class=\"quiet\"" : "<button type=\"submit\"");
	put_attr(h, "name", b->name);
	put_attr(h, "value", b->value);
	put(h, ">");
	put_text(h, b->text);
	put(h, "</button>\n");
}

/* Side by side at the end: from the first button on. */
static void put_buttons(struct html *h, const struct node **at)
{
	const struct node *n = *at;

	put(h, "<p class=\"buttons\">");
	for (; n && n->kind == NODE_BUTTON; n = n->next) {
		put_button(h, n);
		*at = n;
	}
	put(h, "</p>\n");
}

/* novalidate: a browser's own bubbles come one at a time, in its language and not the page's; the server says all at
 * once. */
static void put_form(struct html *h, const struct node *n)
{
	put(h, n->flags & FORM_POST ? "<form method=\"post\" novalidate=\"novalidate\"" : "<form method=\"get\"");
	if (n->flags & FORM_INLINE)
		put(h, " class=\"inline\"");
	if (n->flags & FORM_FILES)
		put(h, " enctype=\"multipart/form-data\"");
	put_attr(h, "action", n->to);
	put(h, ">\n");
	for (const struct node *f = n->first; f; f = f->next) {
		if (f->kind == NODE_FIELD)
			put_field(h, f);
		else if (f->kind == NODE_BUTTON)
			put_buttons(h, &f);
		else
			put_block(h, f);
	}
	put(h, "</form>\n");
}

static void put_block(struct html *h, const struct node *n)
{
	char heading[3] = { 'h', (char)('0' + n->level), 0 };

	switch (n->kind) {
	case NODE_SECTION:
		put(h, "<section");
		put_attr(h, "id", n->id);
		put(h, ">\n");
		put_blocks(h, n);
		put(h, "</section>\n");
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
		put_table(h, n);
		break;
	case NODE_FIGURE:
		put_figure(h, n);
		break;
	case NODE_NOTE:
		put_note(h, n);
		break;
	case NODE_FORM:
		put_form(h, n);
		break;
	default:
		put_inline(h, n);
	}
}

static void put_blocks(struct html *h, const struct node *parent)
{
	for (const struct node *n = parent->first; n; n = n->next)
		put_block(h, n);
}

/* ---- the frame ---- */

static void put_head(struct html *h, const struct html_frame *f)
{
	const struct doc *d = h->doc;

	buf_printf(h->out,
		   "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\" />\n"
		   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n<title>",
		   lang_code(d->lang));
	put_text(h, d->title);
	if (!text_eq(d->title, f->site)) {
		put(h, d->lang == LANG_JA ? "｜" : " | ");
		put_text(h, f->site);
	}
	put(h, "</title>\n");
	if (d->summary.n) {
		put(h, "<meta name=\"description\"");
		put_attr(h, "content", d->summary);
		put(h, " />\n");
	}
	put(h, "<meta name=\"color-scheme\" content=\"light dark\" />\n<link rel=\"stylesheet\"");
	put_attr(h, "href", f->style);
	put(h, " />\n<link rel=\"icon\" type=\"image/svg+xml\"");
	put_attr(h, "href", f->icon);
	put(h, " />\n");
	if (f->other_lang.n) {
		buf_printf(h->out, "<link rel=\"alternate\" hreflang=\"%s\"",
			   lang_code(d->lang == LANG_JA ? LANG_EN : LANG_JA));
		put_attr(h, "href", f->other_lang);
		put(h, " />\n");
	}
	put(h, "</head>\n");
}

static void put_header(struct html *h, const struct html_frame *f)
{
	enum lang lang = h->doc->lang;

	put(h, "<header class=\"site\">\n");
	if (f->banner.n) {
		put(h, "<p class=\"banner\">");
		put_text(h, f->banner);
		put(h, "</p>\n");
	}
	put(h, "<div class=\"bar\"><p class=\"site-name\"><a");
	put_attr(h, "href", f->home);
	put(h, lang == LANG_JA ? ">" : "><span lang=\"ja\">");
	if (f->owner.n) {
		put(h, "<span class=\"owner\">");
		put_text(h, f->owner);
		put(h, "</span>");
	}
	put(h, "<span class=\"plan-name\">");
	put_text(h, f->site);
	put(h, lang == LANG_JA ? "</span></a></p>\n" : "</span></span></a></p>\n");
	if (f->other_lang.n) {
		put(h, "<p class=\"lang\"><a");
		put_attr(h, "href", f->other_lang);
		put(h, lang == LANG_JA ? " lang=\"en\" hreflang=\"en\">English</a></p>\n"
				       : " lang=\"ja\" hreflang=\"ja\">日本語</a></p>\n");
	}
	put(h, "</div>\n");
	if (f->bar) {
		put(h, "<div class=\"person\">\n");
		put_blocks(h, f->bar);
		put(h, "</div>\n");
	}
}

static void put_nav(struct html *h, const struct html_frame *f)
{
	if (!f->nav.n) {
		put(h, "</header>\n");
		return;
	}
	put(h, "<nav class=\"main-nav\"");
	put_attr(h, "aria-label", doc_label(h->doc, "publish.nav"));
	put(h, "><ul>\n");
	for (size_t i = 0; i < f->nav.n; i++) {
		put(h, "<li><a");
		put_attr(h, "href", f->nav.at[i].to);
		put(h, f->nav.at[i].current ? " aria-current=\"page\">" : ">");
		put_text(h, f->nav.at[i].words);
		put(h, "</a></li>\n");
	}
	put(h, "</ul></nav>\n</header>\n");
}

static void put_trail(struct html *h, const struct html_frame *f)
{
	if (f->trail.n < 2)
		return;
	put(h, "<nav class=\"trail\"");
	put_attr(h, "aria-label", doc_label(h->doc, "publish.trail"));
	put(h, "><ol>\n");
	for (size_t i = 0; i < f->trail.n; i++) {
		bool last = i + 1 == f->trail.n;

		put(h, last ? "<li aria-current=\"page\"" : "<li><a");
		if (!last)
			put_attr(h, "href", f->trail.at[i].to);
		put(h, ">");
		put_text(h, f->trail.at[i].words);
		put(h, last ? "</li>\n" : "</a></li>\n");
	}
	put(h, "</ol></nav>\n");
}

void html_page(struct buf *out, const struct doc *d, const struct html_frame *f)
{
	struct html h = { .out = out, .doc = d };

	put_head(&h, f);
	put(&h, "<body>\n<a class=\"skip\" href=\"#main\">");
	put_text(&h, doc_label(d, "publish.skip"));
	put(&h, "</a>\n");
	put_header(&h, f);
	put_nav(&h, f);
	put_trail(&h, f);
	put(&h, "<main id=\"main\" tabindex=\"-1\">\n");
	put_blocks(&h, d->body);
	put(&h, "</main>\n");
	if (f->footer) {
		put(&h, "<footer class=\"site\">\n");
		put_blocks(&h, f->footer);
		put(&h, "</footer>\n");
	}
	put(&h, "</body>\n</html>\n");
}
