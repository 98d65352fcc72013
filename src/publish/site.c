#include "publish/site.h"

#include <stdio.h>
#include <string.h>

#include "base/embed.h"
#include "publish/html.h"
#include "publish/pages.h"
#include "publish/review_parts.h"
#include "publish/words.h"

struct site_page {
	const char *path; /* below the language's folder; %s is a KPI's slug, the id of a review, or that and an item's
			     number */
	const char *nav;  /* id of its word in the main navigation; NULL: not there */
	page_fn *fill;
	bool per_kpi;
	bool of_reviews, per_review;   /* only where the report has reviews; one of each */
	const struct site_page *items; /* behind a review: the page of each of its items, once it has an edition */
	bool of_people;                /* only where the report has statistics of the area's people */
	const char
		*under; /* path of the page that it belongs to, whose word stands in the trail; NULL: the first page */
};

static const struct site_page reviewed_page = { .path = "review-%s.html",
						.fill = page_reviewed,
						.under = "reviews.html" };

static const struct site_page site_pages[] = {
	{ .path = "index.html", .nav = "publish.nav-overview", .fill = page_overview },
	{ .path = "kpi/%s.html", .fill = page_kpi, .per_kpi = true },
	{ .path = "population.html", .nav = "publish.people", .fill = page_people, .of_people = true },
	{ .path = "population-ages.html", .fill = page_people_ages, .of_people = true, .under = "population.html" },
	{ .path = "population-future.html", .fill = page_people_future, .of_people = true, .under = "population.html" },
	{ .path = "population-check.html", .fill = page_people_check, .of_people = true, .under = "population.html" },
	{ .path = "reviews.html", .nav = "publish.reviews", .fill = page_review_years, .of_reviews = true },
	{ .path = "review-%s.html",
	  .fill = page_review_year,
	  .of_reviews = true,
	  .per_review = true,
	  .items = &reviewed_page,
	  .under = "reviews.html" },
	{ .path = "plan.html", .nav = "publish.plan", .fill = page_plan },
	{ .path = "data.html", .nav = "publish.data", .fill = page_data },
	{ .path = "about.html", .nav = "publish.about", .fill = page_about },
};

enum { PAGE_COUNT = sizeof site_pages / sizeof *site_pages };

/* ---- addresses ---- */

/* Hepburn, one syllable a mark; small and voiced kana do not occur as marks but cost nothing. */
static const char *romaji(uint32_t c)
{
	static const char *const word[] = {
		"a",  "a",  "i",  "i",  "u",   "u",  "e",   "e",   "o",   "o",  "ka", "ga", "ki", "gi",
		"ku", "gu", "ke", "ge", "ko",  "go", "sa",  "za",  "shi", "ji", "su", "zu", "se", "ze",
		"so", "zo", "ta", "da", "chi", "ji", "tsu", "tsu", "zu",  "te", "de", "to", "do", "na",
		"ni", "nu", "ne", "no", "ha",  "ba", "pa",  "hi",  "bi",  "pi", "fu", "bu", "pu", "he",
		"be", "pe", "ho", "bo", "po",  "ma", "mi",  "mu",  "me",  "mo", "ya", "ya", "yu", "yu",
		"yo", "yo", "ra", "ri", "ru",  "re", "ro",  "wa",  "wa",  "wi", "we", "wo", "n",
	};

	if (c >= 0x3041 && c <= 0x3093)
		c += 0x60;
	if (c >= 0x30a1 && c < 0x30a1 + sizeof word / sizeof *word)
		return word[c - 0x30a1];
	return NULL;
}

static void spell(struct buf *b, struct text key)
{
	while (key.n) {
		uint32_t c = text_next(&key);
		const char *syllable;

		if (c >= 0xff01 && c <= 0xff5e)
			c -= 0xfee0;
		syllable = romaji(c);
		if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'))
			buf_char(b, c);
		else if (c >= 'A' && c <= 'Z')
			buf_char(b, c + 'a' - 'A');
		else if (c >= 0x2460 && c <= 0x2473)
			buf_printf(b, "%u", c - 0x2460 + 1);
		else if (syllable)
			buf_puts(b, syllable);
		else
			buf_printf(b, "x%x", c);
	}
}

/* Keys that end with different digits are not spelled alike: most need not be spelled to know it. */
static bool ends_otherwise(struct text a, struct text b)
{
	const char x = a.n ? a.p[a.n - 1] : 'x', y = b.n ? b.p[b.n - 1] : 'x';

	return x != y && x >= '0' && x <= '9' && y >= '0' && y <= '9';
}

struct text site_slug(struct arena *a, const struct plan_report *r, const struct report_kpi *k)
{
	struct buf mine = { 0 };
	size_t same = 1;
	struct text slug;

	spell(&mine, k->kpi->key);
	for (const struct report_kpi *other = r->kpis.at; other < k; other++) {
		struct buf theirs = { 0 };

		if (ends_otherwise(k->kpi->key, other->kpi->key))
			continue;
		spell(&theirs, other->kpi->key);
		same += text_eq(buf_view(&mine), buf_view(&theirs));
		buf_clear(&theirs);
	}
	slug = same == 1 ? text_dup(a, buf_view(&mine))
			 : text_of(arena_printf(a, "%s-%zu", mine.p ? mine.p : "x", same));
	buf_clear(&mine);
	return slug.n ? slug : TEXT("x");
}

/* ---- the files ---- */

static void write_style(struct buf *out, struct arena *scratch, const struct plan_report *r, const struct site_file *f)
{
	(void)scratch, (void)r, (void)f;
	buf_text(out, embed_find(&embed_assets, "tokens.css"));
	buf_text(out, embed_find(&embed_assets, "style.css"));
}

static void write_icon(struct buf *out, struct arena *scratch, const struct plan_report *r, const struct site_file *f)
{
	(void)scratch, (void)r, (void)f;
	buf_text(out, embed_find(&embed_assets, "icon.svg"));
}

static const char type_html[] = "text/html; charset=utf-8", type_csv[] = "text/csv; charset=utf-8",
		  type_json[] = "application/json", type_css[] = "text/css; charset=utf-8",
		  type_svg[] = "image/svg+xml";

const char *site_asset(struct buf *out, struct text path)
{
	bool style = text_is(path, "style.css");

	(style ? write_style : write_icon)(out, NULL, NULL, NULL);
	return style ? type_css : type_svg;
}

/* name: of what there is a page of each; empty: the only page of its kind. */
static struct site_file *add_page(struct arena *a, site_file_list *files, const struct site_page *page, enum lang lang,
				  struct text name)
{
	struct site_file *f = LIST_ADD(a, files);
	const char *folder = lang == LANG_JA ? "" : "en/", *place = strstr(page->path, "%s");

	f->path = text_of(place ? arena_printf(a, "%s%.*s%s%s", folder, (int)(place - page->path), page->path,
					       text_z(a, name), place + 2)
				: arena_printf(a, "%s%s", folder, page->path));
	f->type = type_html;
	f->lang = lang;
	f->page = page;
	return f;
}

/* Whether the report has what the page is about. */
static bool is_there(const struct site_page *page, const struct plan_report *r)
{
	return (!page->of_people || r->people) && (!page->of_reviews || r->reviews);
}

static void add_item_pages(struct arena *a, site_file_list *files, const struct site_page *page, enum lang lang,
			   const struct review_report *r)
{
	for (size_t i = 0; r->editions.n && i < r->items.n; i++) {
		struct site_file *f =
			add_page(a, files, page, lang, text_of(arena_printf(a, "%s/%zu", text_z(a, r->id), i + 1)));

		f->review = r;
		f->item = &r->items.at[i];
	}
}

static void add_pages(struct arena *a, site_file_list *files, const struct site_page *page, enum lang lang,
		      const struct plan_report *r)
{
	if (!is_there(page, r))
		return;
	if (!page->per_kpi && !page->per_review)
		add_page(a, files, page, lang, (struct text){ 0 });
	for (size_t i = 0; page->per_kpi && i < r->kpis.n; i++)
		add_page(a, files, page, lang, site_slug(a, r, &r->kpis.at[i]))->kpi = &r->kpis.at[i];
	for (size_t i = 0; page->per_review && i < r->reviews->at.n; i++) {
		add_page(a, files, page, lang, r->reviews->at.at[i].id)->review = &r->reviews->at.at[i];
		add_item_pages(a, files, page->items, lang, &r->reviews->at.at[i]);
	}
}

static void add_data(struct arena *a, site_file_list *files, const char *path, const char *type,
		     const struct report_kpi *k,
		     void (*write)(struct buf *, struct arena *, const struct plan_report *, const struct site_file *))
{
	struct site_file *f = LIST_ADD(a, files);

	f->path = text_of(path);
	f->type = type;
	f->kpi = k;
	f->write = write;
}

void site_files(struct arena *a, const struct plan_report *r, site_file_list *files)
{
	for (enum lang lang = 0; lang < LANG_COUNT; lang++)
		for (size_t p = 0; p < PAGE_COUNT; p++)
			add_pages(a, files, &site_pages[p], lang, r);
	for (size_t i = 0; i < r->kpis.n; i++) {
		const struct report_kpi *k = &r->kpis.at[i];
		const char *slug = text_z(a, site_slug(a, r, k));

		/* Apart from kpis.csv and its like, whatever a KPI is called. */
		add_data(a, files, arena_printf(a, "data/kpi/%s.json", slug), type_json, k, data_kpi_json);
		add_data(a, files, arena_printf(a, "data/kpi/%s.csv", slug), type_csv, k, data_kpi_csv);
	}
	add_data(a, files, "data/kpis.csv", type_csv, NULL, data_kpis_csv);
	add_data(a, files, "data/values.csv", type_csv, NULL, data_values_csv);
	add_data(a, files, "data/plan.json", type_json, NULL, data_plan_json);
	if (r->people) {
		add_data(a, files, "data/population.csv", type_csv, NULL, data_population_csv);
		add_data(a, files, "data/projection.csv", type_csv, NULL, data_projection_csv);
		add_data(a, files, "data/population.json", type_json, NULL, data_population_json);
	}
	if (r->reviews) {
		add_data(a, files, "data/reviews.csv", type_csv, NULL, data_reviews_csv);
		add_data(a, files, "data/reviews.json", type_json, NULL, data_reviews_json);
	}
	add_data(a, files, "style.css", type_css, NULL, write_style);
	add_data(a, files, "icon.svg", type_svg, NULL, write_icon);
}

/* ---- a page in its frame ---- */

static size_t depth(struct text path)
{
	size_t n = 0;

	for (size_t i = 0; i < path.n; i++)
		n += path.p[i] == '/';
	return n;
}

static struct text up(struct arena *a, size_t n)
{
	const char *s = "";

	while (n--)
		s = arena_printf(a, "../%s", s);
	return text_of(s);
}

static struct text join(struct arena *a, struct text folder, struct text path)
{
	return text_of(arena_printf(a, "%s%s", text_z(a, folder), text_z(a, path)));
}

/* An address that keeps the day of the past which is being shown. */
static struct text page_address(struct arena *a, const struct page_input *in, struct text folder, struct text path)
{
	return join(a, join(a, folder, path), text_of(known_at_query(a, in->request)));
}

static void add_nav(struct arena *a, struct html_frame *frame, const struct doc *d, const struct page_input *in,
		    const struct site_page *here)
{
	for (size_t p = 0; p < PAGE_COUNT; p++) {
		struct html_nav *n;

		if (!site_pages[p].nav || !is_there(&site_pages[p], in->report))
			continue;
		n = LIST_ADD(a, &frame->nav);
		n->to = page_address(a, in, in->lang_root, text_of(site_pages[p].path));
		n->words = doc_label(d, site_pages[p].nav);
		n->current = here == &site_pages[p];
	}
}

static void add_trail(struct arena *a, struct html_frame *frame, const struct doc *d, const struct page_input *in,
		      const struct site_page *here)
{
	struct html_nav *n = LIST_ADD(a, &frame->trail);

	n->to = frame->home;
	n->words = doc_label(d, "publish.nav-overview");
	for (size_t p = 0; p < PAGE_COUNT && here->under; p++)
		if (!strcmp(site_pages[p].path, here->under)) {
			n = LIST_ADD(a, &frame->trail);
			n->to = page_address(a, in, in->lang_root, text_of(here->under));
			n->words = doc_label(d, site_pages[p].nav);
		}
	if (in->item) {
		n = LIST_ADD(a, &frame->trail);
		n->to = review_address(a, in, in->review);
		n->words = review_title((struct doc *)d, in->review);
	}
	if (!in->kpi && !here->under)
		return;
	n = LIST_ADD(a, &frame->trail);
	n->words = d->title;
}

static const struct node *footer(struct doc *d, const struct page_input *in)
{
	struct doc *f = doc_new(d->arena, d->lang, (struct text){ 0 });
	struct node *p = doc_paragraph(f, f->body, (struct text){ 0 });

	if (in->report->invented)
		doc_text(f, p, doc_label(f, "publish.invented"));
	else
		doc_text(f, p, doc_label(f, "publish.footer-licence"));
	p = doc_paragraph(f, f->body, doc_label(f, "publish.footer-made"));
	doc_link(f, p, join(d->arena, in->lang_root, TEXT("about.html")), doc_label(f, "publish.about"));
	return f->body;
}

/* Only a server has a place to sign in; its first page says so, and the others have the bytes of the published site. */
static const struct node *bar(struct doc *d, const struct page_input *in, const struct site_page *here)
{
	struct doc *b = doc_new(d->arena, d->lang, (struct text){ 0 });

	if (!in->request->served || here->fill != page_overview)
		return NULL;
	doc_link(b, doc_paragraph(b, b->body, (struct text){ 0 }), join(d->arena, in->lang_root, TEXT("sign-in")),
		 doc_label(b, "publish.sign-in"));
	return b->body;
}

static struct text banner(struct doc *d, const struct page_input *in)
{
	struct text day, invented = in->report->invented ? doc_label(d, "publish.invented") : (struct text){ 0 };

	if (!in->request->known_at.year)
		return invented;
	day = doc_words(d, "publish.known-at-banner", "date",
			text_z(d->arena, words_date(d->arena, d->lang, in->request->known_at)), NULL);
	return invented.n ? text_of(arena_printf(d->arena, "%s %s", text_z(d->arena, day), text_z(d->arena, invented)))
			  : day;
}

/* Where a page lies, and what it is made from. */
static struct page_input page_input_of(struct arena *a, const struct plan_report *r, const struct site_file *file,
				       const struct site_request *request)
{
	size_t deep = depth(file->path), lang_deep = deep - (file->lang != LANG_JA);

	return (struct page_input){ .report = r,
				    .kpi = file->kpi,
				    .review = file->review,
				    .item = file->item,
				    .request = request,
				    .root = up(a, deep),
				    .lang_root = up(a, lang_deep) };
}

struct text site_owner(const struct plan_report *r)
{
	const struct plan_author *only = r->plan->authors.n == 1 ? &r->plan->authors.at[0] : NULL;

	if (!only)
		return (struct text){ NULL, 0 };
	return only->name.n ? only->name : only->wording;
}

static void write_page(struct buf *out, struct arena *a, const struct plan_report *r, const struct site_file *file,
		       const struct site_request *request)
{
	struct doc *d = doc_new(a, file->lang, (struct text){ 0 });
	struct page_input in = page_input_of(a, r, file, request);
	struct html_frame frame = { .site = r->plan->title, .owner = site_owner(r) };
	struct text bare = file->lang == LANG_JA ? file->path : text_slice(file->path, 3, file->path.n);

	file->page->fill(d, &in);
	frame.home = page_address(a, &in, in.lang_root, TEXT("index.html"));
	frame.style = join(a, in.root, TEXT("style.css"));
	frame.icon = join(a, in.root, TEXT("icon.svg"));
	frame.other_lang = page_address(a, &in, in.root, file->lang == LANG_JA ? join(a, TEXT("en/"), bare) : bare);
	frame.banner = banner(d, &in);
	add_nav(a, &frame, d, &in, file->page);
	add_trail(a, &frame, d, &in, file->page);
	frame.footer = footer(d, &in);
	frame.bar = bar(d, &in, file->page);
	html_page(out, d, &frame);
}

struct doc *site_document(struct arena *a, const struct plan_report *r, const struct site_file *file)
{
	static const struct site_request none = { 0 };
	struct doc *d = doc_new(a, file->lang, (struct text){ 0 });
	struct page_input in = page_input_of(a, r, file, &none);

	if (!file->page)
		return NULL;
	file->page->fill(d, &in);
	return d;
}

void site_write(struct buf *out, struct arena *scratch, const struct plan_report *r, const struct site_file *f,
		const struct site_request *request)
{
	static const struct site_request none = { 0 };

	if (f->page)
		write_page(out, scratch, r, f, request ? request : &none);
	else
		f->write(out, scratch, r, f);
}
