/* usecase/stats.h - official statistics go into the store, and what stands there.
 *
 * A file is an event with its bytes; its observations are a derived table. The same file again changes nothing. A file
 * that says something else about a period supersedes what stood there, and what changed is told. Bad rows are data:
 * nothing of the file is taken while there are any, unless that is the person's choice.
 */
#ifndef USECASE_STATS_H
#define USECASE_STATS_H

#include "base/json.h"
#include "files/source.h"
#include "files/stats.h"
#include "usecase/area.h"
#include "usecase/context.h"
#include "usecase/value_link.h"

struct stats_request {
	const char *path;      /* "-": standard input; of bytes the file's name */
	struct text bytes;     /* at hand already; empty: read from path */
	struct text as;        /* a layout's id, or a mapping's file (.yaml, .yml); empty: recognized */
	struct date published; /* of the rows whose publication the layout does not know; year 0: not given */
	struct text source, licence, url, status; /* empty: the layout's */
	bool accept_partial;
	bool no_links; /* KPIs that are linked to the series get no values of it now */
};

struct stats_change {
	struct observation now;
	struct text before; /* its numbers, or with the same numbers its status */
	int64_t event;      /* that recorded those */
};

struct stats_result {
	struct stats_table table;
	const char *name;    /* the file without its folders */
	int64_t event;       /* that took it; of a file that is known already, the earlier one; 0: nothing taken */
	bool known_file;     /* the same bytes were taken before */
	bool refused;        /* there are faults, and nothing was taken */
	int64_t added, same; /* observations that are new; that stood there already */
	int64_t usual;       /* rows dated by the month in which such a statistic usually comes out */
	int64_t undated;     /* rows whose publication nobody gave: they count as known from the day of the import */
	LIST(struct stats_change) changed;
	LIST(struct text) unlisted; /* codes that stand in no list of areas */
	struct text source, licence;
	link_result_list links; /* values that arrived at linked KPIs */
};
/* ERR_FORBIDDEN: an account that may not change the plan. ERR_INPUT: no such file, no known layout, a publication in
 * the future; ERR_CONFLICT does not happen. */
MUST_CHECK bool stats_import(struct stats_result *out, struct context *c, const struct stats_request *q,
			     struct err *err);

/* What a file is: of a known layout, or a mapping proposed for it (JSON, to be released; and the same as YAML). */
struct stats_explained {
	const char *name, *layout, *source; /* layout NULL: none known */
	int64_t rows, faults;
	json_t *mapping; /* NULL where the layout is known */
	struct text yaml;
};
MUST_CHECK bool stats_explain(struct stats_explained *out, struct arena *a, const char *path, struct err *err);

struct series_row {
	struct text series, first, last; /* periods */
	int64_t rows, areas, event;
};
struct stats_file_row {
	int64_t event, added;
	struct text name, layout, source, licence, url, status, published;
};
struct stats_list {
	LIST(struct series_row) series;
	LIST(struct stats_file_row) files;
};
MUST_CHECK bool stats_list(struct stats_list *out, struct context *c, int64_t at_event, struct err *err);
/* The files alone: what series there are is counted over all rows, which takes its time. */
MUST_CHECK bool stats_files(struct stats_list *list, struct context *c, int64_t at_event, struct err *err);
/* The series that have rows of the area; of a set, `areas` is how many of its members. Files: all. */
MUST_CHECK bool stats_list_of_area(struct stats_list *out, struct context *c, const struct area *area, int64_t at_event,
				   struct err *err);

/* What series count, by import, oldest first: of those whose layout takes its words from the table. */
struct definition {
	struct text series, text;
	int64_t event;
};
typedef LIST(struct definition) definition_list;
MUST_CHECK bool stats_definitions(definition_list *out, struct context *c, int64_t at_event, struct err *err);
/* As the last import has it; empty where none says it. */
struct text definition_of(const definition_list *list, struct text series);

/* What stands there of a series and an area, by period; of a set by member, then period. */
struct shown {
	struct observation o;
	struct text status, source, licence, file, url;
	int64_t event;
};
typedef LIST(struct shown) shown_list;
/* ERR_INPUT: no such series (which ones there are). An area without rows gives an empty list. */
MUST_CHECK bool stats_show(shown_list *out, struct context *c, struct text series, const struct area *area,
			   struct date known_at, int64_t at_event, struct err *err);
/* Of a set the sums of such rows, under its name, of each period and sex that all members have; of one area nothing. */
void stats_sums(shown_list *out, struct arena *a, const shown_list *rows, const struct area *area);

#endif
