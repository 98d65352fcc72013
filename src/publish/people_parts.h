/* publish/people_parts.h - what the population's pages share (internal to publish/). */
#ifndef PUBLISH_PEOPLE_PARTS_H
#define PUBLISH_PEOPLE_PARTS_H

#include "draw/plot.h"
#include "publish/pages.h"

/* 740,822 of 740822.4; a change with its sign: +1,401, −2,833. Whole people: this is the only rounding. */
struct text people_count(struct arena *a, double people);
struct text people_change(struct arena *a, double people);
/* "2015年" / "2015" */
struct text people_year(struct doc *d, int year);
/* ±0.12%: a share with its sign and two digits. */
struct text people_error(struct doc *d, double share);
/* 0～4歳, ... 90歳以上; 0-4, ... 90+ */
struct text people_group(struct doc *d, int group);

/* The h1: words and, in brackets, the area's name. */
void people_heading(struct doc *d, const struct page_input *in, const char *id);
/* A header row; to: the place on the page where the column's derivation stands, NULL: none. The first is the row's own
 * name. */
struct people_column {
	const char *label, *to;
};
void people_header(struct doc *d, struct node *table, const struct people_column *columns, size_t n);
void people_cell(struct doc *d, struct node *row, struct text number);

/* What a trend says of a series (its id, or the part of it before the dot), below the name of their source. */
enum people_about { ABOUT_ALL, ABOUT_TOTAL, ABOUT_AGES };
void people_sentences(struct doc *d, struct node *parent, const struct trend *t, enum people_about about,
		      const char *const *series, size_t n);

/* A figure of a drawing; the sentence is its description and stands below it. */
void people_figure(struct doc *d, struct node *parent, const struct buf *svg, const char *caption,
		   struct text sentence);

/* How a figure came about: a term with an id and what is said of it, made by the caller. */
struct node *people_step(struct doc *d, struct node *facts, const char *id, const char *label, struct text words);
/* The rows of these series (NULL at the end) in the files that were imported, each once: file, record, area, periods.
 */
void people_rows(struct doc *d, struct node *step, const struct page_input *in, const char *const *series);
/* What is done with unknown ages, and the share of the old, with the sums of the latest count by age. */
void people_how_ages(struct doc *d, struct node *facts, const struct page_input *in);
/* All sources of the area's figures, with licence. */
void people_sources(struct doc *d, struct node *parent, const struct page_input *in);
/* Where they stand, from the other pages. */
void people_sources_link(struct doc *d, struct node *parent, const struct page_input *in);

/* Counted, projected and by the institute; with bands where `fan`. */
bool people_fan_chart(struct doc *d, struct node *parent, const struct page_input *in, bool fan);

/* Sections; nothing where there is nothing to show. */
void people_scenarios(struct doc *d, const struct people_report *p);
void people_solution(struct doc *d, const struct people_report *p);
void people_effects(struct doc *d, const struct page_input *in);

/* The count of a year; NULL: none. */
const struct counted *people_counted(const struct count_series *s, int year);
/* The latest year of which ages are known; NULL: none. */
const struct trend_count *people_latest_ages(const struct trend_counts *c);

#endif
