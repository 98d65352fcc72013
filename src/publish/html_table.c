/* Two kinds of tables. Figures in columns scroll in a region of their own that the keyboard reaches. A table of cards
 * falls apart on a narrow screen into one card a row (the style sheet does it), for which each cell carries its
 * column's name and each element its role: a table that is displayed as anything else loses its roles. */
#include "publish/html_parts.h"

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
	html_put(h, cards ? "<thead role=\"rowgroup\"><tr role=\"row\">" : "<thead><tr>");
	for (const struct node *c = row->first; c; c = c->next) {
		html_put(h, cards ? "<th scope=\"col\" role=\"columnheader\"" : "<th scope=\"col\"");
		put_cell_class(h, c);
		html_put(h, ">");
		html_inlines(h, c);
		html_put(h, "</th>");
	}
	html_put(h, "</tr></thead>\n");
}

static void put_cell_label(struct html *h, const struct node *head, int column)
{
	const struct node *c = head->first;

	for (int i = 0; c && i < column; i++)
		c = c->next;
	if (c && c->first)
		html_attr(h, "data-label", c->first->text);
}

static void put_data_row(struct html *h, const struct node *row, const struct node *head, bool cards,
			 bool remark_follows)
{
	int column = 0;

	html_put(h, cards ? "<tr role=\"row\"" : "<tr");
	html_attr(h, "id", row->id);
	html_put(h, ">");
	for (const struct node *c = row->first; c; c = c->next, column++) {
		bool header = c->flags & CELL_HEADER;

		html_put(h, header ? "<th scope=\"row\"" : "<td");
		if (cards)
			html_put(h, header ? " role=\"rowheader\"" : " role=\"cell\"");
		if (cards && !header)
			put_cell_label(h, head, column);
		put_cell_class(h, c);
		if (header && remark_follows)
			html_put(h, " rowspan=\"2\"");
		if (c->span > 1)
			buf_printf(h->out, " colspan=\"%d\"", c->span);
		html_put(h, ">");
		html_inlines(h, c);
		html_put(h, header ? "</th>" : "</td>");
	}
	html_put(h, "</tr>\n");
}

static void put_remark_row(struct html *h, const struct node *row, int columns, bool cards)
{
	html_put(h, cards ? "<tr role=\"row\" class=\"remark\"><td role=\"cell\"" : "<tr class=\"remark\"><td");
	buf_printf(h->out, " colspan=\"%d\">", columns - 1);
	html_inlines(h, row->first);
	html_put(h, "</td></tr>\n");
}

static void put_rows(struct html *h, const struct node *table, bool cards)
{
	const struct node *head = table->first;
	int columns = count_columns(table);
	const char *open = cards ? "<tbody role=\"rowgroup\">\n" : "<tbody>\n";
	bool grouped = head->next && is_remark(head->next->next, columns);

	if (!grouped && head->next)
		html_put(h, open);
	for (const struct node *row = head->next; row; row = row->next) {
		bool remark = is_remark(row->next, columns);

		if (grouped)
			html_put(h, open);
		put_data_row(h, row, head, cards, remark);
		if (remark) {
			row = row->next;
			put_remark_row(h, row, columns, cards);
		}
		if (grouped)
			html_put(h, "</tbody>\n");
	}
	if (!grouped && head->next)
		html_put(h, "</tbody>\n");
}

void html_table(struct html *h, const struct node *n)
{
	bool cards = n->flags & TABLE_CARDS;

	if (!n->first)
		return;
	if (cards) {
		html_put(h, "<div class=\"cards-frame\"><table class=\"cards\" role=\"table\"");
	} else {
		html_put(h, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"");
		html_text(h, n->id);
		html_put(h, "-caption\"><table");
	}
	html_attr(h, "id", n->id);
	html_put(h, "><caption id=\"");
	html_text(h, n->id);
	html_put(h, "-caption\">");
	html_text(h, n->text);
	html_put(h, "</caption>\n");
	put_head_row(h, n->first, cards);
	put_rows(h, n, cards);
	html_put(h, "</table></div>\n");
}
