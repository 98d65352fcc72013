/* Words and small parts that pages of the app share. */
#include "publish/words.h"
#include "web/app.h"

void page_head(struct doc *d, struct node *table, const char *const *labels)
{
	struct node *row = doc_row(d, table);

	for (; *labels; labels++)
		doc_cell(d, row, CELL_HEADER, doc_label(d, *labels));
}

struct text page_time(struct doc *d, int64_t at)
{
	enum { JAPAN = 9 * 3600, DAY = 86400 };
	int64_t minutes = ((at + JAPAN) % DAY) / 60;

	return text_of(arena_printf(d->arena, "%s %02d:%02d",
				    doc_z(d, words_date(d->arena, d->lang, date_in_japan(at))), (int)(minutes / 60),
				    (int)(minutes % 60)));
}

struct text page_or_dash(struct text t)
{
	return t.n ? t : TEXT("–");
}

void page_title(struct doc *d, struct text words)
{
	d->title = words;
	for (struct node *n = d->body->first; n; n = n->next)
		if (n->kind == NODE_HEADING && n->level == 1) {
			n->first = n->last = NULL;
			doc_text(d, n, words);
			return;
		}
}

struct text percent_encoded(struct arena *a, struct text t)
{
	struct buf b = { 0 };
	struct text made;

	put_percent(&b, t);
	made = text_dup(a, buf_view(&b));
	buf_clear(&b);
	return made;
}

bool page_may(const struct request *q, enum right right)
{
	return permit(q->context, right, NULL);
}

bool page_may_for(const struct request *q, enum right right, struct text owner)
{
	return permit_for_section(q->context, right, owner, NULL);
}
