/* usecase/record.h - the actual value of a KPI, as its source published it, goes into the store; and a person's word
 * about a KPI.
 *
 * Of one KPI, period and state there is one value in force. The same value again changes nothing. Another one is a
 * correction: it names the event that it corrects and says why. A later state (速報 -> 概数 -> 確定) stands beside the
 * earlier one and needs no correction. An earlier state behind a later one is taken too - a source's history may be
 * entered in any order - and the later state goes on counting.
 */
#ifndef USECASE_RECORD_H
#define USECASE_RECORD_H

#include "publish/report.h"
#include "usecase/context.h"
#include "usecase/seen.h"

struct record_request {
	struct text plan, kpi; /* plan empty: the one in force */
	struct period period;
	struct decimal value;
	struct text unit; /* as it was written behind the value; empty: not at all */
	enum value_state state;
	struct date published; /* a day, or a month */
	struct text source, url;
	int64_t corrects;    /* event that is corrected; 0: none */
	struct text because; /* why; not empty where corrects is given, empty where not */
};

struct record_result {
	struct text plan, kpi, name, unit;
	int64_t event; /* that recorded it, or the earlier one that says the same */
	bool unchanged;
	/* Not NONE: the KPI is counted otherwise than the value's period, by a person's word or by its other values. */
	enum period_kind counted_by;
	int64_t counts; /* not 0: the event whose later state goes on counting for this period */
};

/* A share above 100 ％ is seldom meant: it is taken, and whoever records it is asked to look again. */
bool value_over_hundred(struct text unit, struct decimal value);

/* What to say where it was counted otherwise; id NULL where it was not. */
struct msg value_counted_otherwise(struct arena *a, const struct record_result *result, struct period period);

/* ERR_INPUT: unknown plan or KPI (which ones there are), another unit than the KPI's, a period after today, published
 * before the period ended or after today, corrects what is no value of this KPI; ERR_CONFLICT: another value stands
 * there (the message names its event), or what is to be corrected was corrected already. */
MUST_CHECK bool record_value(struct record_result *result, struct context *c, const struct record_request *request,
			     struct err *err);

/* The same inside a transaction of the caller's, which commits: a value that comes with the statistics it is taken
 * from. Refused before anything is written. */
MUST_CHECK bool record_value_in(struct txn *tx, struct record_result *result, struct context *c,
				const struct record_request *request, struct err *err);

/* A value that was recorded for a wrong period or KPI, say, is taken back: it stays to be seen with the reason, and its
 * period has no value of that state any more. The same may be recorded again; what it had corrected stays corrected. */
struct withdraw_request {
	struct text plan, kpi; /* kpi empty: whichever it is of; else it must be of that one */
	int64_t value;         /* event that recorded it */
	struct text because;
};
struct withdraw_result {
	struct text plan, kpi, name, unit;
	struct report_value value; /* as it stood */
	int64_t event;
	int64_t counts; /* not 0: the event whose other state counts for the period from now on */
};

/* ERR_USAGE: no reason; ERR_INPUT: unknown plan or KPI, or the event recorded no value of it; ERR_CONFLICT: it was
 * corrected or withdrawn already (the message names the event). */
MUST_CHECK bool withdraw_value(struct withdraw_result *result, struct context *c,
			       const struct withdraw_request *request, struct err *err);

struct setting_request {
	struct text plan, kpi, setting, value, because; /* value empty: back to the plan's own */
	struct seen seen;                               /* the event that said it before */
};
struct setting_result {
	struct text plan, kpi;
	struct text value; /* as it is kept: FY2023 of 令和5年度, 1000 of １，０００ */
	int64_t event;     /* 0 where unchanged: it is so already */
	bool unchanged;
};

/* What a setting may be. */
enum setting_form {
	SETTING_CHOICE,
	SETTING_PERIOD,
	SETTING_NOT_NEGATIVE,
	SETTING_POSITIVE,
	SETTING_COUNT,
	SETTING_WORDS,
	SETTING_SERIES,  /* words; the link with its values: usecase/value_link.h */
	SETTING_SECTION, /* once there are sections, one of them */
};
struct setting_kind {
	const char *name;
	enum setting_form form;
	const char *choices[4]; /* of SETTING_CHOICE, up to a NULL */
};
/* All there are, up to one without a name. */
extern const struct setting_kind setting_kinds[];
const struct setting_kind *setting_kind_of(struct text name); /* NULL: no such setting */

/* Settings: docs/EVENTS.md. ERR_INPUT: unknown plan, KPI or setting, or a value that the setting cannot have. */
MUST_CHECK bool set_kpi(struct setting_result *result, struct context *c, const struct setting_request *request,
			struct err *err);

/* The same inside a transaction of the caller's. Refused before anything is written. */
MUST_CHECK bool set_kpi_in(struct txn *tx, struct setting_result *result, struct context *c,
			   const struct setting_request *request, struct err *err);

/* All values of a plan that events 1..at_event (0: all) recorded and that were published by known_at (year 0: all),
 * corrected and withdrawn ones too; by KPI, then period, publication, event. superseded_by is set where the correction
 * or withdrawal is itself known. */
struct kpi_values {
	struct text kpi;
	LIST(struct report_value) values;
};
typedef LIST(struct kpi_values) kpi_values_list;
MUST_CHECK bool values_read(kpi_values_list *out, struct context *c, struct text plan, int64_t at_event,
			    struct date known_at, struct err *err);
/* Those of one KPI: the list has one item or none. */
MUST_CHECK bool values_of_kpi(kpi_values_list *out, struct context *c, struct text plan, struct text kpi,
			      int64_t at_event, struct date known_at, struct err *err);
/* Those that stand for one period, one a state; and the one that an event recorded. Likewise. */
MUST_CHECK bool values_standing(kpi_values_list *out, struct context *c, struct text plan, struct text kpi,
				struct period period, struct err *err);
MUST_CHECK bool value_of_event(kpi_values_list *out, struct context *c, struct text plan, int64_t event,
			       struct err *err);
const struct kpi_values *values_of(const kpi_values_list *list, struct text kpi);

#endif
