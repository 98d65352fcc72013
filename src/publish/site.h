/* publish/site.h - the site of a plan: which files it has, and the bytes of each.
 *
 * A function of the report and nothing else: no clock, no I/O; the same report gives the same bytes, published or
 * served. Addresses are kept for ever: /index.html, /kpi/SLUG.html, /plan.html, /data.html, /about.html, where
 * statistics of the area's people are stored /population.html, /population-ages.html, /population-future.html and
 * /population-check.html, where a review was opened /reviews.html and /review-2021-08.html of each, with
 * /review-2021-08/3.html of its third item once it has an edition; below /en/ the same in English; /data/kpi/SLUG.json,
 * /data/kpi/SLUG.csv, /data/kpis.csv, /data/values.csv, /data/plan.json; with population pages also
 * /data/population.csv, /data/projection.csv and /data/population.json, with reviews /data/reviews.csv and
 * /data/reviews.json. They are relative inside, so that the site works from a USB stick.
 *
 * To add a page: write publish/page_NAME.c with one function that fills a document, and list it in site_pages (site.c).
 */
#ifndef PUBLISH_SITE_H
#define PUBLISH_SITE_H

#include "publish/doc.h"
#include "publish/report.h"

struct site_page;

/* One file of the site. */
struct site_file {
	struct text path; /* en/kpi/a1.html; no leading slash */
	const char *type; /* text/html; charset=utf-8 */
	enum lang lang;
	const struct site_page *page;       /* NULL: not a page but one of the following */
	const struct report_kpi *kpi;       /* of a KPI's page or data; else NULL */
	const struct review_report *review; /* of a review's pages; else NULL */
	const struct reviewed *item;        /* of the page of one of its items; else NULL */
	void (*write)(struct buf *out, struct arena *scratch, const struct plan_report *r, const struct site_file *f);
};
typedef LIST(struct site_file) site_file_list;

/* All files, in a fixed order: no path twice. */
void site_files(struct arena *a, const struct plan_report *r, site_file_list *files);

/* What a page knows besides the report: only servers have it. */
struct site_request {
	struct date known_at; /* year 0: not asked for */
	bool served;          /* the page may offer forms, and the way to sign in */
};

/* Appends the bytes of one file. scratch holds what is made on the way. request may be NULL. */
void site_write(struct buf *out, struct arena *scratch, const struct plan_report *r, const struct site_file *f,
		const struct site_request *request);

/* Appends style.css or icon.svg, which are the same for every plan; returns its type. */
const char *site_asset(struct buf *out, struct text path);

/* The document of a page without the frame around it: what paper is made from. NULL for a file that is no page. */
struct doc *site_document(struct arena *a, const struct plan_report *r, const struct site_file *f);

/* Who publishes the plan where it is one body (熊本市); else empty. */
struct text site_owner(const struct plan_report *r);

/* The ASCII name of a KPI in addresses, unique in its plan: ア1 is a1, カ2 is ka2, KPI3 is kpi3; what cannot be spelled
 * is its codepoint (x4e00); a second KPI of the same spelling gets "-2". */
struct text site_slug(struct arena *a, const struct plan_report *r, const struct report_kpi *k);

#endif
