/* publish/review_parts.h - what the pages of the reviews share, and the papers of usecase/review_paper.c with them. */
#ifndef PUBLISH_REVIEW_PARTS_H
#define PUBLISH_REVIEW_PARTS_H

#include "publish/pages.h"

/* "2024年度の効果検証（2025年9月）" */
struct text review_title(struct doc *d, const struct review_report *r);
/* Address of its page from this page. */
struct text review_address(struct arena *a, const struct page_input *in, const struct review_report *r);
struct text review_fiscal_year(struct doc *d, int16_t year);
/* 発展; "–" for none. */
struct text review_way(struct doc *d, enum review_direction direction);
/* "委員1", a name where names are shown, "事務局". */
struct text review_who(struct doc *d, const struct reviewer *who);
/* A fact of Japanese words; nothing where there are none. Returns NULL or the fact. */
struct node *review_fact_of(struct doc *d, struct node *facts, const char *label, struct text words);
/* "ア1 就農者数" */
struct text review_item_title(struct arena *a, const struct reviewed *t);

/* One figure of agreement with what it is made of, or why there is none. */
void review_agreement(struct doc *d, struct node *facts, const struct agreement *g);

/* What the section, the experts and the city said of one item; parts of it for a KPI's page. */
void review_experts_words(struct doc *d, struct node *parent, const struct review_report *r, const struct reviewed *t);
void review_answer_words(struct doc *d, struct node *facts, const struct reviewed *t);
/* Address of the page of one of its items. */
struct text review_item_address(struct arena *a, const struct page_input *in, const struct review_report *r,
				const struct reviewed *t);

/* On a KPI's page: every review that says something of it, the latest first; nothing where there is none. */
void review_of_kpi(struct doc *d, const struct page_input *in);
/* On the overview: the latest one that is published; nothing where there is none. */
void review_latest_link(struct doc *d, const struct page_input *in);

#endif
