/* publish/report.h - everything that a page or a table about one plan needs, as plain data.
 *
 * usecase/evaluate.c fills it from the store; pages, terminal tables and JSON are made from nothing else. All memory
 * belongs to the arena of the request.
 */
#ifndef PUBLISH_REPORT_H
#define PUBLISH_REPORT_H

#include "base/calendar.h"
#include "base/hash.h"
#include "base/list.h"
#include "plan/plan.h"
#include "publish/people_report.h"
#include "publish/review_report.h"
#include "target/forecast.h"
#include "target/judge.h"
#include "target/rubric.h"

enum value_state { STATE_PRELIMINARY, STATE_PROVISIONAL, STATE_FINAL, STATE_COUNT }; /* 速報, 概数, 確定 */
const char *value_state_name(enum value_state s); /* "preliminary", "provisional", "final" */
bool value_state_parse(enum value_state *s, struct text name);

/* A recorded value. */
struct report_value {
	int64_t event; /* the number of the event that recorded it */
	struct period period;
	struct decimal value;
	enum value_state state;
	struct date published; /* a day, or a month */
	struct text source, url;
	int64_t corrects; /* event that it corrects, 0: none */
	struct text because;
	int64_t superseded_by; /* event that corrects it or takes it back, 0: in force */
	struct text withdrawn; /* why superseded_by takes it back; empty: it does not */
};

/* One period judged: the best value known for it (later state, then later publication), and its verdict. Of values
 * recorded by the year of a target that is their sum (kpi set recorded_as yearly) value.value is the sum; of the year
 * alone, where there is none because a year is missing. */
struct report_point {
	struct report_value value;
	struct verdict verdict;
	struct grade grade;
};

/* A person's word about a KPI (kpi set). */
struct report_setting {
	struct text name, value, because;
	int64_t event;
};

struct report_kpi {
	const struct plan_kpi *kpi;        /* in the version in force */
	LIST(struct report_value) values;  /* all known on the day, by period, publication, event */
	LIST(struct report_point) points;  /* one a period, by period */
	const struct report_point *latest; /* what the headline speaks of; NULL: none */
	struct verdict verdict;            /* of latest, or not_yet */
	struct grade grade;
	struct forecast forecast;
	enum better better;
	enum better_from better_from;
	struct period baseline_period; /* the plan's, or a person's word */
	struct msg baseline_period_source;
	/* What the verdict was made from: the target, noise, tolerance, series and survey sizes, for the derivation. Of
	 * not_yet the same, without an actual value. */
	struct judge_input judged;
	/* The person's words in force (kpi set), by name: for the page's "how this is judged". */
	LIST(struct report_setting) settings;
	struct text owner; /* name of the section that owns it; empty: nobody, or not asked for */
};

/* The value that the event recorded; NULL: none that is known. */
const struct report_value *report_value_of(const struct report_kpi *k, int64_t event);
/* The value of a point that was judged earlier, where it was taken back by the time of k; else NULL, also where one of
 * the two is. */
const struct report_value *report_withdrawn(const struct report_kpi *k, const struct report_point *then);

struct report_version {
	int64_t event;
	int64_t number;        /* 1, 2, ... */
	struct text kind;      /* certified, change, minor */
	struct date certified; /* year 0: not known */
	struct hash source;    /* blob of the text as certified */
	struct text source_name;
};

struct plan_report {
	struct text plan_id;
	const struct plan *plan; /* the version in force */
	LIST(struct report_version) versions;
	struct text source_text; /* the certified text's bytes where they are text; else empty */
	bool ended;              /* the plan's period is over on as_of: it waits for its due values */
	bool invented;           /* an example of an invented town: every page says so */
	LIST(struct report_kpi) kpis;
	struct text rubric;                                             /* id of the rubric used */
	int64_t rubric_event;                                           /* that chose it; 0: nobody did */
	struct text rubric_name[LANG_COUNT], rubric_source, rubric_url; /* empty where not known */
	struct date as_of;    /* the day in Japan of the last event, or --known-at */
	int64_t at_event;     /* the log's head that it was made from */
	struct date known_at; /* of what was published by then; year 0: of everything */
	struct hash root;
	const struct people_report *people;   /* NULL: no statistics of the plan's area are stored, or not asked for */
	const struct review_reports *reviews; /* NULL: none was opened, or not asked for */
};

#endif
