#include "publish/people_parts.h"

#include <math.h>
#include <string.h>

#include "publish/words.h"

/* ---- words ---- */

struct text people_count(struct arena *a, double people)
{
	return words_real(a, people, 0);
}

struct text people_change(struct arena *a, double people)
{
	struct text t = words_real(a, people, 0);

	return people >= 0.5 ? text_of(arena_printf(a, "+%s", text_z(a, t))) : t;
}

struct text people_year(struct doc *d, int year)
{
	return text_of(arena_printf(d->arena, d->lang == LANG_JA ? "%d年" : "%d", year));
}

struct text people_error(struct doc *d, double share)
{
	struct text t = words_real(d->arena, share * 100, 2);

	return text_of(
		arena_printf(d->arena, "%s%s%s", share > 0.00005 ? "+" : "", doc_z(d, t), words_percent_sign(d->lang)));
}

struct text people_group(struct doc *d, int group)
{
	const char *low = NUM(group * 5), *high = NUM(group * 5 + 4);

	if (group == PROJECT_GROUPS - 1)
		return doc_words(d, "publish.people-group-open", "low", low, NULL);
	return doc_words(d, "publish.people-group", "low", low, "high", high, NULL);
}

/* ---- parts of pages ---- */

void people_heading(struct doc *d, const struct page_input *in, const char *id)
{
	const struct people_report *p = in->report->people;
	struct node *h = doc_heading(d, d->body, 1, NULL, doc_label(d, id));

	d->title = doc_label(d, id);
	if (d->lang != LANG_JA)
		doc_text(d, h, TEXT(" "));
	doc_foreign(d, h, doc_words(d, "publish.in-brackets", "text", doc_z(d, p->name), NULL));
}

void people_header(struct doc *d, struct node *table, const struct people_column *columns, size_t n)
{
	struct node *row = doc_row(d, table), *cell;

	for (size_t i = 0; i < n; i++) {
		cell = doc_cell(d, row, CELL_HEADER | (i ? CELL_NUMBER : 0u), (struct text){ 0 });
		if (columns[i].to)
			doc_link(d, cell, text_of(columns[i].to), doc_label(d, columns[i].label));
		else
			doc_text(d, cell, doc_label(d, columns[i].label));
	}
}

void people_cell(struct doc *d, struct node *row, struct text number)
{
	doc_cell(d, row, CELL_NUMBER | CELL_NOWRAP, number.n ? number : doc_label(d, "publish.people-none"));
}

static bool is_of(const char *series, const char *const *wanted, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!strncmp(series, wanted[i], strlen(wanted[i])))
			return true;
	return false;
}

/* Whether a sentence speaks of ages, by its id. */
static bool is_about(const struct trend_sentence *s, enum people_about about)
{
	bool ages = strstr(s->msg.id, "-age") || strstr(s->msg.id, "-working");

	return about == ABOUT_ALL || ages == (about == ABOUT_AGES);
}

void people_sentences(struct doc *d, struct node *parent, const struct trend *t, enum people_about about,
		      const char *const *series, size_t n)
{
	const char *source = "";
	struct node *list = NULL;

	for (size_t i = 0; i < t->sentences.n; i++) {
		const struct trend_sentence *s = &t->sentences.at[i];

		if (!is_of(s->series, series, n) || !is_about(s, about))
			continue;
		if (strcmp(source, s->source) != 0) {
			doc_strong(d, doc_paragraph(d, parent, (struct text){ 0 }), doc_label(d, s->source));
			list = doc_add(d, parent, NODE_LIST);
			source = s->source;
		}
		doc_item(d, list, doc_say(d, &s->msg));
	}
}

void people_figure(struct doc *d, struct node *parent, const struct buf *svg, const char *caption, struct text sentence)
{
	struct node *figure = doc_add(d, parent, NODE_FIGURE);

	figure->svg = text_dup(d->arena, buf_view(svg));
	figure->text = doc_label(d, caption);
	doc_text(d, figure, sentence);
	doc_text(d, figure, doc_label(d, "publish.chart-see-table"));
}

/* ---- derivations ---- */

struct node *people_step(struct doc *d, struct node *facts, const char *id, const char *label, struct text words)
{
	struct node *f = doc_fact(d, facts, doc_label(d, label), words);

	f->id = text_of(id);
	return f;
}

static struct text period_words(struct doc *d, struct text period)
{
	struct period p;

	return period_parse(&p, period, NULL) ? words_period(d->arena, d->lang, p) : period;
}

static bool is_row_of(const struct people_source *s, const char *const *series)
{
	for (; *series; series++)
		if (text_starts(s->series, text_of(*series)))
			return true;
	return false;
}

static bool same_row(const struct people_source *a, const struct people_source *b)
{
	return a->event == b->event && text_eq(a->first, b->first) && text_eq(a->last, b->last) &&
	       text_eq(a->published, b->published);
}

static struct text row_words(struct doc *d, const struct people_report *p, const struct people_source *s)
{
	struct date published;

	if (!date_parse(&published, s->published, NULL))
		published = (struct date){ 0 };
	return doc_words(d, text_eq(s->first, s->last) ? "publish.people-row-one" : "publish.people-row", "file",
			 doc_z(d, s->file), "event", NUM(s->event), "code", doc_z(d, p->code), "first",
			 doc_z(d, period_words(d, s->first)), "last", doc_z(d, period_words(d, s->last)), "published",
			 doc_z(d, words_published(d->arena, d->lang, published)), NULL);
}

void people_rows(struct doc *d, struct node *step, const struct page_input *in, const char *const *series)
{
	const struct people_report *p = in->report->people;

	for (size_t i = 0; i < p->sources.n; i++) {
		const struct people_source *s = &p->sources.at[i];
		bool said = false;

		for (size_t j = 0; j < i; j++)
			said = said || (is_row_of(&p->sources.at[j], series) && same_row(&p->sources.at[j], s));
		if (said || !is_row_of(s, series))
			continue;
		doc_break(d, step);
		doc_text(d, step, row_words(d, p, s))->flags |= TEXT_SMALL;
	}
}

/* The statistics in a file, each once: "国勢調査、人口動態統計（日本人）". */
static struct text statistics_of(struct doc *d, const struct people_report *p, int64_t event)
{
	const char *words = "";

	for (size_t i = 0; i < p->sources.n; i++) {
		const char *label = msg_label(d->lang, trend_source(doc_z(d, p->sources.at[i].series)));

		if (p->sources.at[i].event == event && !strstr(words, label))
			words = arena_printf(d->arena, "%s%s%s", words,
					     *words ? msg_label(d->lang, "publish.list-separator") : "", label);
	}
	return text_of(words);
}

/* A file that was imported. */
struct source_file {
	const struct people_source *source;
	struct text statistics;
	bool told;
};
typedef LIST(struct source_file) source_file_list;

static void list_files(source_file_list *files, struct doc *d, const struct people_report *p)
{
	for (int64_t done = 0;;) {
		const struct people_source *next = NULL;

		for (size_t i = 0; i < p->sources.n; i++)
			if (p->sources.at[i].event > done && (!next || p->sources.at[i].event < next->event))
				next = &p->sources.at[i];
		if (!next)
			return;
		done = next->event;
		*LIST_ADD(d->arena, files) = (struct source_file){ next, statistics_of(d, p, done), false };
	}
}

static bool of_one_kind(const struct source_file *a, const struct source_file *b)
{
	return text_eq(a->statistics, b->statistics) && text_eq(a->source->source, b->source->source) &&
	       text_eq(a->source->url, b->source->url) && text_eq(a->source->licence, b->source->licence);
}

/* A statistic that comes anew each year is one row with its files. */
static void put_source_row(struct doc *d, struct node *table, source_file_list *files, size_t first)
{
	const struct people_source *s = files->at[first].source;
	struct node *row = doc_row(d, table), *cell;

	doc_text(d, doc_cell(d, row, CELL_HEADER, (struct text){ 0 }), files->at[first].statistics);
	cell = doc_cell(d, row, 0, (struct text){ 0 });
	doc_foreign(d, s->url.n ? doc_link(d, cell, s->url, (struct text){ 0 }) : cell, s->source);
	cell = doc_cell(d, row, CELL_NOWRAP, (struct text){ 0 });
	for (size_t i = first; i < files->n; i++) {
		if (!of_one_kind(&files->at[first], &files->at[i]))
			continue;
		if (i > first)
			doc_break(d, cell);
		doc_code(d, cell, files->at[i].source->file);
		doc_text(d, cell,
			 doc_words(d, "publish.people-file-event", "event", NUM(files->at[i].source->event), NULL));
		files->at[i].told = true;
	}
	cell = doc_cell(d, row, 0, (struct text){ 0 });
	if (s->licence.n)
		doc_foreign(d, cell, s->licence);
	else
		doc_text(d, cell, doc_label(d, "publish.people-licence-publisher"));
}

void people_sources_link(struct doc *d, struct node *parent, const struct page_input *in)
{
	struct node *p = doc_paragraph(d, parent, doc_label(d, "publish.people-sources-there"));

	doc_link(d, p,
		 text_of(arena_printf(d->arena, "%spopulation.html%s#sources", doc_z(d, in->lang_root),
				      known_at_query(d->arena, in->request))),
		 doc_label(d, "publish.people-sources"));
}

/* A row a file, in the order in which they were imported. */
void people_sources(struct doc *d, struct node *parent, const struct page_input *in)
{
	static const char *const column[] = { "publish.people-col-statistics", "publish.people-col-source",
					      "publish.people-col-file", "publish.people-col-licence" };
	struct node *s = doc_section(d, parent, "sources"), *table, *row;
	source_file_list files = { 0 };

	doc_heading(d, s, 2, NULL, doc_label(d, "publish.people-sources"));
	doc_paragraph(d, s, doc_label(d, "publish.people-sources-help"));
	table = doc_table(d, s, "sources-table", doc_label(d, "publish.people-sources-caption"), TABLE_CARDS);
	row = doc_row(d, table);
	for (size_t i = 0; i < sizeof column / sizeof *column; i++)
		doc_cell(d, row, CELL_HEADER, doc_label(d, column[i]));
	list_files(&files, d, in->report->people);
	for (size_t i = 0; i < files.n; i++)
		if (!files.at[i].told)
			put_source_row(d, table, &files, i);
}

void people_how_ages(struct doc *d, struct node *facts, const struct page_input *in)
{
	const struct people_report *p = in->report->people;
	const struct trend_count *c = people_latest_ages(&p->trend->census);
	struct node *f;

	if (!c)
		return;
	f = people_step(d, facts, "how-ages", "publish.people-how-ages", doc_label(d, "publish.people-how-ages-text"));
	doc_break(d, f);
	doc_text(d, f,
		 doc_words(d, "publish.people-how-ages-sum", "year", NUM(c->year), "stated",
			   doc_z(d, people_count(d->arena, c->total - c->unknown)), "unknown",
			   doc_z(d, people_count(d->arena, c->unknown)), "total",
			   doc_z(d, people_count(d->arena, c->total)), NULL));
	f = people_step(d, facts, "how-rate", "publish.people-how-rate", doc_label(d, "publish.people-how-rate-text"));
	doc_break(d, f);
	doc_text(d, f,
		 doc_words(d, "publish.people-how-rate-sum", "year", NUM(c->year), "old",
			   doc_z(d, people_count(d->arena, c->people[AGE_STATED][AGES_65_UP])), "stated",
			   doc_z(d, people_count(d->arena, c->total - c->unknown)), "rate",
			   doc_z(d, words_real(d->arena, 100 * c->share[AGE_STATED][AGES_65_UP], 2)), NULL));
}

/* ---- figures ---- */

const struct counted *people_counted(const struct count_series *s, int year)
{
	for (size_t i = 0; i < s->at.n; i++)
		if (s->at.at[i].year == year)
			return &s->at.at[i];
	return NULL;
}

const struct trend_count *people_latest_ages(const struct trend_counts *c)
{
	for (size_t i = c->at.n; i > 0; i--)
		if (c->at.at[i - 1].has_ages)
			return &c->at.at[i - 1];
	return NULL;
}
