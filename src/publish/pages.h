/* publish/pages.h - the pages of the site, one file each (page_*.c), and what they share. */
#ifndef PUBLISH_PAGES_H
#define PUBLISH_PAGES_H

#include "publish/doc.h"
#include "publish/report.h"
#include "publish/site.h"

/* What a page is made from. */
struct page_input {
	const struct plan_report *report;
	const struct report_kpi *kpi;       /* of a KPI's page */
	const struct review_report *review; /* of a review's pages */
	const struct reviewed *item;        /* of the page of one of its items */
	const struct site_request *request; /* never NULL */
	struct text root;                   /* "", "../", "../../": from this page to the folder that holds style.css */
	struct text lang_root;              /* from this page to the folder of its language */
};

/* Fills title, summary and body of d. */
typedef void page_fn(struct doc *d, const struct page_input *in);
void page_overview(struct doc *d, const struct page_input *in);
void page_kpi(struct doc *d, const struct page_input *in);
void page_plan(struct doc *d, const struct page_input *in);
/* Only where report->people is not NULL. */
void page_people(struct doc *d, const struct page_input *in);
void page_people_ages(struct doc *d, const struct page_input *in);
void page_people_future(struct doc *d, const struct page_input *in);
void page_people_check(struct doc *d, const struct page_input *in);
/* Only where report->reviews is not NULL. */
void page_review_years(struct doc *d, const struct page_input *in);
void page_review_year(struct doc *d, const struct page_input *in);
void page_reviewed(struct doc *d, const struct page_input *in);
void page_data(struct doc *d, const struct page_input *in);
void page_about(struct doc *d, const struct page_input *in);

/* The chart of a KPI as a figure; nothing where there is nothing to draw (false). */
bool kpi_chart(struct doc *d, struct node *parent, const struct report_kpi *k);
/* How the verdict came about: target, due, baseline, direction, noise, p, e, what is missing, comparability,
 * significance. */
void kpi_derivation(struct doc *d, struct node *parent, const struct page_input *in);

/* Open data (data.c). */
void data_kpi_json(struct buf *out, struct arena *scratch, const struct plan_report *r, const struct site_file *f);
void data_kpi_csv(struct buf *out, struct arena *scratch, const struct plan_report *r, const struct site_file *f);
void data_kpis_csv(struct buf *out, struct arena *scratch, const struct plan_report *r, const struct site_file *f);
void data_values_csv(struct buf *out, struct arena *scratch, const struct plan_report *r, const struct site_file *f);
void data_plan_json(struct buf *out, struct arena *scratch, const struct plan_report *r, const struct site_file *f);
/* Of the population (people_data.c); only where r->people is not NULL. */
void data_population_csv(struct buf *out, struct arena *scratch, const struct plan_report *r,
			 const struct site_file *f);
void data_projection_csv(struct buf *out, struct arena *scratch, const struct plan_report *r,
			 const struct site_file *f);
void data_population_json(struct buf *out, struct arena *scratch, const struct plan_report *r,
			  const struct site_file *f);
/* Of the reviews (review_data.c); only where r->reviews is not NULL. */
void data_reviews_csv(struct buf *out, struct arena *scratch, const struct plan_report *r, const struct site_file *f);
void data_reviews_json(struct buf *out, struct arena *scratch, const struct plan_report *r, const struct site_file *f);

/* "ア2 年転入超過数". */
struct text kpi_title(struct arena *a, const struct report_kpi *k);
/* What a setting of a person is called; NULL: not one that readers know. Its value, in words where it is a code. */
const char *kpi_setting_label(const struct doc *d, struct text name);
struct text kpi_setting_words(const struct doc *d, const struct report_setting *set);
/* Address of a KPI's page from this page. */
struct text kpi_address(struct arena *a, const struct page_input *in, const struct report_kpi *k);

/* "?known-at=2021-08-31" where the page shows a day of the past, so that its links stay in that day; else "". */
const char *known_at_query(struct arena *a, const struct site_request *request);

#endif
