/* web/review_parts.h - what the pages of the review year share: finding what they speak of, and showing it.
 *
 * Each page has {review} in its path; those about one KPI or project have it in the field `item` ("kpi:ア1"), which a
 * link fills in by its query. What the person may see was decided by review_load; here nothing is hidden or opened.
 */
#ifndef WEB_REVIEW_PARTS_H
#define WEB_REVIEW_PARTS_H

#include "usecase/review_act.h"
#include "web/app.h"
#include "web/form.h"

#define REVIEW_FIELD                         \
	{                                    \
		"review", FIELD_IN_PATH_NAME \
	}
#define ITEM_FIELD                                                   \
	{                                                            \
		"item", FIELD_LINE, .hidden = true, .required = true \
	}
/* What a correction says: put_change shows them where there is something to correct. */
#define CHANGE_FIELDS                                     \
	{ "corrects", FIELD_INT, .hidden = true },        \
	{                                                 \
		"because", FIELD_TEXT, "web.said-because" \
	}

extern const struct field_choice direction_choices[];

/* The review of the path. ERR_INPUT: none; ERR_FORBIDDEN: not for who asks. */
MUST_CHECK bool review_of_page(struct review *r, struct request *q, struct err *err);
/* The same as far as an act on the form's item asks for it (usecase/review.h). */
MUST_CHECK bool glance_of_page(struct review *r, struct request *q, struct err *err);
/* Of no item: people, days, settings (usecase/review.h). */
MUST_CHECK bool head_of_page(struct review *r, struct request *q, struct err *err);
/* The item of the form or query; ERR_INPUT where it has none. */
MUST_CHECK bool item_of_page(struct review_item *item, const struct request *q, struct err *err);
/* The review's item of that form or query, which is also set as the page's title. ERR_INPUT: there is none. */
MUST_CHECK bool thing_of_review(struct review_thing **t, const struct review *r, struct request *q, struct doc *d,
				struct err *err);
/* The same, and of the review what a page about that item alone shows (usecase/review.h). */
MUST_CHECK bool thing_of_page(struct review *r, struct review_thing **t, struct request *q, struct doc *d,
			      struct err *err);

/* For programs: the item of a page, and where the review stands. */
bool data_thing(struct request *q, json_t **data, struct err *err);
bool data_standing(struct request *q, json_t **data, struct err *err);

/* "/review/2021-08/grade?item=kpi%3A...", in the language of the request. page empty: the item's own. */
struct text item_link(const struct request *q, struct text review, struct review_item item, const char *page);
/* "/values/record?item=kpi%3A..." of any page that has ITEM_FIELD. */
struct text item_query(const struct request *q, const char *path, struct review_item item);
struct text review_link(const struct request *q, struct text review, const char *page);

/* The form of an act; said: the event that said it before, which this one then corrects (0: nothing was said yet). Its
 * number goes with the form, and the end asks why. Between the two the page adds its fields. */
struct node *act_form(struct request *q, struct doc *d, int64_t said);
void act_form_end(struct request *q, struct doc *d, struct node *form, int64_t said, const char *button);
struct act_change change_of(const struct request *q);

/* What is known of it, as far as the year has come: value and verdict, self-assessment, grades, comments, finding,
 * answer, decision. */
void put_value_of(struct doc *d, const struct review_thing *t);
void put_thing(struct doc *d, const struct review *r, const struct review_thing *t);
/* The grade of the expert who asks; NULL: none. */
const struct review_grade *review_own_grade(const struct review *r, const struct review_thing *t);

struct text member_shown(const struct review *r, struct text key);
/* As a form's value: digits without groups. */
struct text digits_text(struct doc *d, int64_t n);
struct text direction_words(struct doc *d, enum review_direction direction);

/* Where an act leads: its draft waits, or it is done. */
void act_done(struct outcome *o, const struct request *q, const struct act_result *r, struct text to);
/* The same, back to the item of the page; to the drafts where it waits for another account. */
MUST_CHECK bool act_done_at_item(struct request *q, struct outcome *o, const struct act_result *r, struct err *err);

#endif
