/* usecase/review_paper_part.h - private to usecase/review_paper*.c. */
#ifndef USECASE_REVIEW_PAPER_PART_H
#define USECASE_REVIEW_PAPER_PART_H

#include "usecase/review_paper.h"

/* One paper being written. */
struct review_writing {
	struct doc *doc;
	const struct review *review;
	enum review_paper_of of;
	section_list sections;
};

/* "産業課", "所管課なし" */
struct text review_section(const struct review_writing *w, struct text key);
/* An expert as the review lets him be named: his name, or 委員1, 委員2 in the order of invitation. */
struct text review_member(const struct review_writing *w, struct text member);
/* 発展; "–" for none. */
struct text review_direction_words(const struct review_writing *w, enum review_direction d);
struct text review_yen(const struct review_writing *w, int64_t yen);
/* "ア1 年転入超過数" */
struct text review_thing_title(const struct review_writing *w, const struct review_thing *t);
struct text review_year_words(const struct review_writing *w, int16_t year);
/* A fact whose words may be empty: then it is left out. */
void review_fact(struct review_writing *w, struct node *facts, const char *label, struct text words);

/* The chapter of one KPI or project. */
void review_paper_thing(struct review_writing *w, const struct review_thing *t);
/* Its status, the KPIs that it serves and its costs. */
void review_project(struct review_writing *w, struct node *facts, const struct project *p);
/* Budget and settled cost by year; nothing where there are none. */
void review_costs(struct review_writing *w, struct node *parent, const struct project *p);

#endif
