/* cli/outlook.h - projections of areas from the store, as JSON, CSV and table: for people project --area and --all. */
#ifndef CLI_OUTLOOK_H
#define CLI_OUTLOOK_H

#include "cli/command.h"
#include "usecase/people_areas.h"

/* --from or --to, left as it is where it was not given; --step, which is 5 then. */
MUST_CHECK bool outlook_year(struct call *c, const char *option, int *year, struct err *err);
MUST_CHECK bool outlook_step(struct call *c, int *years, struct err *err);

/* Reads --area or --all, --from and --to of the call and answers. */
MUST_CHECK bool outlook_run(struct call *c, struct err *err);
/* The answer for all municipalities, given while it is made. */
MUST_CHECK bool outlook_answer_all(struct call *c, const struct outlook_request *q, struct err *err);

/* One area without its trajectories, and those as JSON: the value of the last member, "trajectories". */
json_t *outlook_json(struct arena *a, const struct outlook *o);
void outlook_fan(struct arena *a, struct buf *out, const struct outlook *o);
/* Doubles in full; with the area's code before each row where there are several. */
void outlook_csv(struct arena *arena, struct buf *out, const struct outlook *o, bool several);
void outlook_csv_head(struct buf *out, int base_year, int years, int n_steps, bool several);

/* People as they are read: 740,822; with a sign before it, +3,905; "-" for what is no number. */
const char *people_text(struct arena *a, double people);
const char *people_signed(struct arena *a, double people);
/* Right in so many columns, with U+2212 for minus as in sentences. */
void people_column(struct buf *out, const char *number, int width);

/* {"id","ja","en"} of a reason without values. */
json_t *reason_json(const char *id);

#endif
