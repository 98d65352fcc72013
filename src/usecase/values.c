/* The values of KPIs out of the store, as of any event and day, in the order in which a series is read: by period, by
 * the day on which they were published, by the event that recorded them. */
#include <stdlib.h>

#include "usecase/record.h"

/* Columns: store/query/kpi_values.sql. */
static void take_value(struct report_value *v, const struct rows *r, struct arena *a)
{
	*v = (struct report_value){
		.event = rows_int(r, 0),
		.source = text_dup(a, rows_text(r, 7)),
		.url = text_dup(a, rows_text(r, 8)),
		.corrects = rows_int(r, 9),
		.because = text_dup(a, rows_text(r, 10)),
		.superseded_by = rows_int(r, 11),
		.withdrawn = text_dup(a, rows_text(r, 12)),
	};
	/* These were read before they were written to the log. */
	if (!period_parse(&v->period, rows_text(r, 3), NULL) || !value_state_parse(&v->state, rows_text(r, 4)) ||
	    !decimal_parse(&v->value, rows_text(r, 5), NULL))
		v->period = (struct period){ 0 };
	if (!date_parse(&v->published, rows_text(r, 6), NULL))
		v->published = (struct date){ 0 };
}

static int by_period(const void *x, const void *y)
{
	const struct report_value *a = x, *b = y;
	int order = period_cmp(a->period, b->period);

	if (!order)
		order = date_cmp(date_last(a->published), date_last(b->published));
	return order ? order : (a->event > b->event) - (a->event < b->event);
}

static int by_kpi(const void *key, const void *of)
{
	return text_cmp(*(const struct text *)key, ((const struct kpi_values *)of)->kpi);
}

const struct kpi_values *values_of(const kpi_values_list *list, struct text kpi)
{
	return list->n ? bsearch(&kpi, list->at, list->n, sizeof *list->at, by_kpi) : NULL;
}

static bool read_by(kpi_values_list *out, struct context *c, const char *query, const struct value *values, size_t n,
		    struct err *err)
{
	struct err failed = { 0 };
	struct rows *r = NULL;

	if (!query_run(&r, c->store, query, values, n, err))
		return false;
	while (rows_next(r, &failed)) {
		struct kpi_values *k = out->n ? &out->at[out->n - 1] : NULL;
		struct report_value *v;

		if (!k || !text_eq(k->kpi, rows_text(r, 2))) {
			k = LIST_ADD(c->arena, out);
			k->kpi = text_dup(c->arena, rows_text(r, 2));
		}
		v = LIST_ADD(c->arena, &k->values);
		take_value(v, r, c->arena);
	}
	if (!rows_end(&r, &failed, err))
		return false;
	for (size_t i = 0; i < out->n; i++)
		qsort(out->at[i].values.at, out->at[i].values.n, sizeof *out->at[i].values.at, by_period);
	return true;
}

/* No day is later than this one, so everything is known on it. */
static struct value known_on(char room[DATE_TEXT_SIZE], struct date known_at)
{
	return V_Z(known_at.year ? date_text(room, date_last(known_at)) : "9999-12-31");
}

bool values_read(kpi_values_list *out, struct context *c, struct text plan, int64_t at_event, struct date known_at,
		 struct err *err)
{
	char room[DATE_TEXT_SIZE];
	struct value values[] = { V_TEXT(plan), known_on(room, known_at), V_INT(at_event ? at_event : EVENT_LATEST) };

	return read_by(out, c, "kpi_values", values, 3, err);
}

bool values_of_kpi(kpi_values_list *out, struct context *c, struct text plan, struct text kpi, int64_t at_event,
		   struct date known_at, struct err *err)
{
	char room[DATE_TEXT_SIZE];
	struct value values[] = { V_TEXT(plan), known_on(room, known_at), V_INT(at_event ? at_event : EVENT_LATEST),
				  V_TEXT(kpi) };

	return read_by(out, c, "kpi_values_of", values, 4, err);
}

bool values_standing(kpi_values_list *out, struct context *c, struct text plan, struct text kpi, struct period period,
		     struct err *err)
{
	char room[DATE_TEXT_SIZE];
	struct value values[] = { V_TEXT(plan), V_TEXT(kpi), V_Z(period_text(room, period)) };

	return read_by(out, c, "values_standing", values, 3, err);
}

bool value_of_event(kpi_values_list *out, struct context *c, struct text plan, int64_t event, struct err *err)
{
	struct value values[] = { V_TEXT(plan), V_INT(event) };

	return read_by(out, c, "value_of_event", values, 2, err);
}
