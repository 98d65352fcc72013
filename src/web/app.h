/* web/app.h - small things that pages of the app share. */
#ifndef WEB_APP_H
#define WEB_APP_H

#include "web/page.h"

/* The first row of a table: ids of words, up to a NULL. */
void page_head(struct doc *d, struct node *table, const char *const *labels);
/* 2026-11-23 10:02 in Japan. */
struct text page_time(struct doc *d, int64_t at);
/* An empty cell says so. */
struct text page_or_dash(struct text t);
/* For a query: everything but letters, digits, - . _ ~ / as %XX. */
struct text percent_encoded(struct arena *a, struct text t);
/* Whether who asks may, as permit() will say: what he may not do is not offered. The second of what a section owns. */
bool page_may(const struct request *q, enum right right);
bool page_may_for(const struct request *q, enum right right, struct text owner);
/* Replaces the page's title and first heading. */
void page_title(struct doc *d, struct text words);

#endif
