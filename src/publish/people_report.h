/* publish/people_report.h - the people of the plan's area as its pages tell of them, as plain data.
 *
 * usecase/people_report.c fills it from what the store holds; nothing here is drawn by lot and nothing reads a clock,
 * so that the pages are a function of the log like all others. All memory belongs to the arena of the request.
 */
#ifndef PUBLISH_PEOPLE_REPORT_H
#define PUBLISH_PEOPLE_REPORT_H

#include "base/decimal.h"
#include "people/backtest.h"
#include "people/scenario.h"
#include "people/solve.h"
#include "people/trend.h"

/* A table of official statistics that the figures are from. */
struct people_source {
	struct text series;            /* census.population */
	struct text first, last;       /* periods: 1980-10-01, CY2019 */
	struct text file, source;      /* census.csv; 総務省統計局「国勢調査」 */
	struct text licence, url;      /* may be empty */
	struct text status, published; /* final, projection, ...; a day or a month, of the last row */
	int64_t event, rows;           /* that recorded it; rows of the area in it */
};

/* What the same method would have said at an earlier census, and what was counted then. */
struct people_past {
	int from, to;
	double projected, counted, error; /* error: (projected - counted) / counted */
	bool has_ipss;
	double ipss, ipss_error; /* the institute's projection for the same year, made after `from` */
};

/* A future that differs from the past by what is assumed. */
struct people_scenario {
	struct text name[LANG_COUNT];
	struct scenario assumed;
	struct area_projection p;
	double fertility; /* children in a woman's life that the last step's births mean; NAN: not known */
};

/* A future as it is drawn: each year the middle and how far off it may be. */
struct people_future {
	struct area_projection p;
	int n_intervals; /* steps that have them */
	double low80[PROJECT_STEPS + 1], high80[PROJECT_STEPS + 1], low95[PROJECT_STEPS + 1], high95[PROJECT_STEPS + 1];
};

struct report_kpi;

/* What it would do to the population if a KPI stood at its target instead of at its latest value. */
struct people_effect {
	const struct report_kpi *kpi;
	const char *reason; /* id of why there is none; NULL: there is one */
	bool from_baseline; /* nothing was recorded yet: current is the baseline */
	struct decimal current, target;
	int by; /* the year in which the target is due */
	double people;
};

/* How the method did everywhere, as recorded in data/backtest.csv: by interval and size. */
struct backtest_record {
	int from, to;
	bool all;            /* of all sizes; else of the class */
	double least, below; /* people in the base year; below is NAN for the last class */
	size_t n;
	double median, p90, median_signed;
	double coverage80, coverage95; /* NAN: not known */
	size_t same_n;                 /* municipalities of which the institute has a projection too; 0: none */
	double same_median, same_p90, ipss_median, ipss_p90;
};
typedef LIST(struct backtest_record) backtest_record_list;

struct people_report {
	struct text code, name; /* 43100, 熊本市 */
	const struct area_figures *figures;
	const struct trend *trend;
	const char *flag;                   /* why there is no future: id of the reason; else NULL */
	const struct people_future *future; /* NULL where there is none */
	LIST(struct people_past) past;
	LIST(struct people_scenario) scenarios;
	const struct solution *solution;    /* NULL: nothing was asked */
	bool asked_by_plan;                 /* its number of people is one that the plan names */
	int effect_year;                    /* of the effects; 0: none were computed */
	LIST(struct people_effect) effects; /* in the plan\'s order */
	LIST(struct people_source) sources; /* by series, then event */
	backtest_record_list backtests;
};

#endif
