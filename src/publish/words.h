/* publish/words.h - how numbers, periods, days and statuses are said, in one place for every page and paper.
 *
 * ja: 7,000, 2023年度, 2024年9月30日; en: 7,000, FY2023, 30 September 2024. Minus is U+2212: a hyphen before a number
 * looks like a range. Digits are those that were written; only statistics are rounded, here.
 */
#ifndef PUBLISH_WORDS_H
#define PUBLISH_WORDS_H

#include "publish/doc.h"
#include "publish/report.h"

struct text words_decimal(struct arena *a, struct decimal d); /* 60.70 -> 60.70; 1234567 -> 1,234,567 */
/* A statistic with that many digits behind the point; "" for what is not finite, which no caller has. */
struct text words_real(struct arena *a, double x, int digits);
/* "%", full width among Japanese words. */
const char *words_percent_sign(enum lang lang);
/* 0.425 -> 42.5%; beyond ±10 in whole percent */
struct text words_percent(struct arena *a, enum lang lang, double share);
struct text words_period(struct arena *a, enum lang lang, struct period p); /* "" for none */
struct text words_date(struct arena *a, enum lang lang, struct date d); /* a month has no day; "unknown" for nothing */
/* The same of what a file or the log has as text; what is no period, day or number stays as it is. */
struct text words_of_period(struct arena *a, enum lang lang, struct text written);
struct text words_of_date(struct arena *a, enum lang lang, struct text written);
struct text words_of_number(struct arena *a, struct text written);
/* 2022年9月公表; published September 2022. */
struct text words_published(struct arena *a, enum lang lang, struct date d);

const char *words_status(enum lang lang, enum status s); /* 達成, 順調, ... */
enum shape words_status_shape(enum status s);
enum tone words_status_tone(enum status s);
/* The i-th status (0 .. STATUS_COUNT - 1) in the order in which counts are told: best first, the unjudged last. */
enum status words_status_order(size_t i);
const char *words_state(enum lang lang, enum value_state s); /* 速報, 概数, 確定 */
const char *words_better(enum lang lang, enum better b);     /* 増えるほど良い */
const char *words_better_from(enum lang lang, enum better_from f);
const char *words_so_far(enum lang lang, bool final); /* 最終 (due period's value) or 途中 */

/* What is missing to the target, or in words why no such number stands there. Never empty. */
struct text words_short_by(struct arena *a, enum lang lang, const struct verdict *v);
/* 認定, 変更認定, 軽微な変更 of certified, change, minor. */
struct text words_version_kind(enum lang lang, struct text kind);

#endif
