/* people/series.h - what is known of an area's people: counts by sex and age at certain times, and yearly figures.
 *
 * Different statistics stay different: 国勢調査, 住民基本台帳, 人口動態統計 and 住民基本台帳人口移動報告 each have
 * their own series, named by its id; the sentence about a figure names its source. usecase/figures.c fills these from
 * the store.
 */
#ifndef PEOPLE_SERIES_H
#define PEOPLE_SERIES_H

#include "base/list.h"
#include "base/text.h"
#include "people/cohort.h"

/* One count. `people` holds those whose age is known, in five-year groups 0-4 ... 90+ (19) unless said otherwise. */
struct counted {
	int year;
	struct population people;
	double unknown[SEX_COUNT]; /* age not stated */
	double total;              /* as published: ages + unknown */
	bool one_sex;              /* ages of one sex only are known: people.n_ages is 0 */
};

struct count_series {
	struct text id;          /* "census.population" */
	struct text source;      /* as people name it, ja: 国勢調査 */
	LIST(struct counted) at; /* by year */
	/* Years (of the first count afterwards) in which the area took in another one whose earlier people are not in
	 * the counts. */
	LIST(int) taken_in;
};

/* One yearly figure: of a calendar year, or of 1 January where the series says so. */
struct yearly {
	int year;
	double value;
};

struct yearly_series {
	struct text id, source;
	LIST(struct yearly) at; /* by year */
};

/* Ids of the yearly series of an area. A statistic that an area lacks has an empty list. */
enum figure {
	FIGURE_REGISTER_POPULATION,   /* register.population: 住民基本台帳人口, on 1 January of the year */
	FIGURE_REGISTER_BIRTHS,       /* register.births: in the calendar year, all nationalities */
	FIGURE_REGISTER_DEATHS,       /* register.deaths */
	FIGURE_REGISTER_NATURAL,      /* register.natural-change: 自然増減数 */
	FIGURE_REGISTER_SOCIAL,       /* register.social-change: 社会増減数, with moves abroad and corrections */
	FIGURE_REGISTER_DOMESTIC_IN,  /* register.domestic-in: 転入者数（国内） */
	FIGURE_REGISTER_DOMESTIC_OUT, /* register.domestic-out: 転出者数（国内） */
	FIGURE_VITAL_BIRTHS,          /* vital.births: 人口動態統計, Japanese nationals */
	FIGURE_VITAL_DEATHS,          /* vital.deaths */
	FIGURE_MIGRATION_IN,          /* migration.in: 住民基本台帳人口移動報告, Japanese nationals */
	FIGURE_MIGRATION_OUT,         /* migration.out */
	FIGURE_COUNT
};
const char *figure_id(enum figure f);

/* Everything that the people room is given about one area. */
struct area_figures {
	struct text code, name;     /* 43100, 熊本市; of a named set the set's name in both */
	struct count_series census; /* census.population */
	struct count_series ipss;   /* ipss2018.population: a projection by others */
	struct yearly_series yearly[FIGURE_COUNT];
};

/* Age not stated is shared out in proportion to the stated ages of the same sex (the method is named on every page that
 * uses it); where nobody's age is stated, nothing is shared out. */
void counted_share_unknown(struct population *p, const struct counted *c);

#endif
