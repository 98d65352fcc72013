/* The reviews, year by year. Of one that is under way only where it stands and by when: what is said in it belongs to
 * those who are still at it until it is published. */
#include "publish/review_parts.h"
#include "publish/words.h"

const struct reviewed *reviewed_of(const struct review_report *r, const struct report_kpi *k)
{
	for (size_t i = 0; i < r->items.n; i++)
		if (r->items.at[i].kpi == k)
			return &r->items.at[i];
	return NULL;
}

const struct review_report *reviews_latest(const struct review_reports *all)
{
	for (size_t i = 0; all && i < all->at.n; i++)
		if (all->at.at[i].editions.n)
			return &all->at.at[i];
	return NULL;
}

struct text review_fiscal_year(struct doc *d, int16_t year)
{
	return words_period(d->arena, d->lang, (struct period){ PERIOD_FY, year, { 0 } });
}

struct text review_title(struct doc *d, const struct review_report *r)
{
	return doc_words(d, "publish.review-title", "year", doc_z(d, review_fiscal_year(d, r->about)), "held",
			 doc_z(d, words_date(d->arena, d->lang, r->held)), NULL);
}

struct text review_address(struct arena *a, const struct page_input *in, const struct review_report *r)
{
	return text_of(arena_printf(a, "%sreview-%s.html%s", text_z(a, in->lang_root), text_z(a, r->id),
				    known_at_query(a, in->request)));
}

void review_latest_link(struct doc *d, const struct page_input *in)
{
	const struct review_report *r = reviews_latest(in->report->reviews);
	struct node *p;

	if (!r)
		return;
	p = doc_paragraph(d, d->body, doc_label(d, "publish.review-latest"));
	doc_link(d, p, review_address(d->arena, in, r), review_title(d, r));
}

/* ---- the list ---- */

static struct text edition_words(struct doc *d, const struct review_report *r)
{
	const struct reviewed_edition *e = &r->editions.at[r->editions.n - 1];

	return doc_words(d, "publish.review-edition", "n", NUM(e->number), "day",
			 doc_z(d, words_date(d->arena, d->lang, e->day)), NULL);
}

static size_t count_way(const struct review_report *r, enum review_direction way)
{
	size_t n = 0;

	for (size_t i = 0; i < r->items.n; i++)
		n += r->items.at[i].decided_at_all && r->items.at[i].decided == way;
	return n;
}

/* "改善 8件、継続 7件" */
static struct text ways(struct doc *d, const struct review_report *r)
{
	const char *list = "";

	for (enum review_direction way = DIRECTION_DEVELOP; way < DIRECTION_COUNT; way++) {
		size_t n = count_way(r, way);

		if (n)
			list = arena_printf(d->arena, "%s%s%s %zu", list,
					    *list ? msg_label(d->lang, "publish.list-separator") : "",
					    doc_z(d, review_way(d, way)), n);
	}
	return text_of(*list ? list : "–");
}

static void put_row(struct doc *d, struct node *table, const struct page_input *in, const struct review_report *r)
{
	struct node *row = doc_row(d, table);

	doc_link(d, doc_cell(d, row, CELL_HEADER, (struct text){ 0 }), review_address(d->arena, in, r),
		 review_title(d, r));
	doc_cell(d, row, 0, doc_label(d, arena_printf(d->arena, "stage.%s", stage_name(r->stage))));
	doc_cell(d, row, 0, r->editions.n ? edition_words(d, r) : doc_label(d, "publish.review-no-edition"));
	doc_cell(d, row, 0, r->editions.n ? ways(d, r) : TEXT("–"));
}

void page_review_years(struct doc *d, const struct page_input *in)
{
	static const char *const columns[] = { "publish.review", "publish.review-stage", "publish.review-published",
					       "publish.review-ways" };
	const struct review_reports *all = in->report->reviews;
	struct node *table, *row;

	d->title = doc_label(d, "publish.reviews");
	d->summary = doc_label(d, "publish.reviews-summary");
	doc_heading(d, d->body, 1, NULL, d->title);
	doc_paragraph(d, d->body, d->summary);
	table = doc_table(d, d->body, "review-list", doc_label(d, "publish.reviews-caption"), TABLE_CARDS);
	row = doc_row(d, table);
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		doc_cell(d, row, CELL_HEADER, doc_label(d, columns[i]));
	for (size_t i = 0; i < all->at.n; i++)
		put_row(d, table, in, &all->at.at[i]);
}
