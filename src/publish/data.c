/* Open data. CSV begins with a byte order mark, since Excel reads UTF-8 only so; a field that a spreadsheet would take
 * for a formula gets an apostrophe in front. JSON is as `sosei evaluate --json` prints it: decimals are strings,
 * statistics are numbers, what is absent is null. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "publish/csv.h"
#include "publish/pages.h"
#include "publish/words.h"
#include "publish/report_json.h"

/* ---- JSON ---- */

static int put_bytes(const char *bytes, size_t n, void *out)
{
	buf_add(out, bytes, n);
	return 0;
}

void json_to_buf(struct buf *out, json_t *j)
{
	json_dump_callback(j, put_bytes, out, JSON_INDENT(1) | JSON_REAL_PRECISION(12));
	buf_puts(out, "\n");
	json_decref(j);
}

/* With every value that was ever recorded, corrected ones too: "points" has the judged ones alone. */
void data_kpi_json(struct buf *out, struct arena *scratch, const struct plan_report *r, const struct site_file *f)
{
	json_t *j = json_object(), *values = json_array();

	(void)scratch;
	json_object_set_new(j, "plan", json_text(r->plan_id));
	json_object_set_new(j, "title", json_text(r->plan->title));
	json_object_set_new(j, "invented", json_boolean(r->invented));
	json_object_set_new(j, "kpi", report_kpi_to_json(f->kpi));
	for (size_t i = 0; i < f->kpi->values.n; i++)
		json_array_append_new(values, report_value_to_json(&f->kpi->values.at[i]));
	json_object_set_new(j, "values", values);
	json_to_buf(out, j);
}

/* The whole plan, with the log that it was made from. */
void data_plan_json(struct buf *out, struct arena *scratch, const struct plan_report *r, const struct site_file *f)
{
	(void)scratch, (void)f;
	json_to_buf(out, report_to_json(r));
}

/* ---- CSV ---- */

void csv_field(struct buf *out, struct text t, bool last)
{
	/* = + @ and a tab begin a formula in a spreadsheet; so does a minus, unless a number follows. */
	bool formula =
		t.n && (strchr("=+@\t\r", t.p[0]) || (t.p[0] == '-' && !(t.n > 1 && t.p[1] >= '0' && t.p[1] <= '9')));
	bool quote = formula;

	for (size_t i = 0; i < t.n; i++)
		quote |= strchr(",\"\r\n", t.p[i]) != NULL;
	if (quote)
		buf_puts(out, "\"");
	if (formula)
		buf_puts(out, "'");
	for (size_t i = 0; i < t.n; i++) {
		if (t.p[i] == '"')
			buf_puts(out, "\"");
		buf_add(out, t.p + i, 1);
	}
	if (quote)
		buf_puts(out, "\"");
	buf_puts(out, last ? "\r\n" : ",");
}

static void put_z(struct buf *out, const char *s, bool last)
{
	csv_field(out, text_of(s), last);
}

static const char *share(char room[32], bool has, double v)
{
	*room = 0;
	if (has && isfinite(v))
		snprintf(room, 32, "%.4f", v);
	return room;
}

static const char value_head[] = "plan,kpi,name,unit,period,value,state,published,source,url,status,event,corrects,"
				 "because,superseded_by,withdrawn_because\r\n";

static void put_values(struct buf *out, const struct plan_report *r, const struct report_kpi *k)
{
	for (size_t i = 0; i < k->values.n; i++) {
		const struct report_value *v = &k->values.at[i];
		const char *status = "";

		for (size_t p = 0; p < k->points.n; p++)
			if (k->points.at[p].value.event == v->event)
				status = status_name(k->points.at[p].verdict.status);
		csv_field(out, r->plan_id, false);
		csv_field(out, k->kpi->key, false);
		csv_field(out, k->kpi->name, false);
		csv_field(out, k->kpi->unit, false);
		put_z(out, PERIOD(v->period), false);
		put_z(out, DEC(v->value), false);
		put_z(out, value_state_name(v->state), false);
		put_z(out, DATE(v->published), false);
		csv_field(out, v->source, false);
		csv_field(out, v->url, false);
		put_z(out, status, false);
		put_z(out, NUM(v->event), false);
		put_z(out, v->corrects ? NUM(v->corrects) : "", false);
		csv_field(out, v->because, false);
		put_z(out, v->superseded_by ? NUM(v->superseded_by) : "", false);
		csv_field(out, v->withdrawn, true);
	}
}

void data_kpi_csv(struct buf *out, struct arena *scratch, const struct plan_report *r, const struct site_file *f)
{
	(void)scratch;
	buf_puts(out, CSV_MARK);
	buf_puts(out, value_head);
	put_values(out, r, f->kpi);
}

void data_values_csv(struct buf *out, struct arena *scratch, const struct plan_report *r, const struct site_file *f)
{
	(void)scratch, (void)f;
	buf_puts(out, CSV_MARK);
	buf_puts(out, value_head);
	for (size_t i = 0; i < r->kpis.n; i++)
		put_values(out, r, &r->kpis.at[i]);
}

void data_kpis_csv(struct buf *out, struct arena *scratch, const struct plan_report *r, const struct site_file *f)
{
	char room[32];

	(void)f;
	buf_puts(out, "\xef\xbb\xbf"
		      "plan,kpi,name,unit,baseline,baseline_period,target,due,period,value,state,published,status,"
		      "final,short_by,"
		      "progress,elapsed,comparable,reason\r\n");
	for (size_t i = 0; i < r->kpis.n; i++) {
		const struct report_kpi *k = &r->kpis.at[i];
		const struct verdict *v = &k->verdict;
		const struct report_value *x = k->latest ? &k->latest->value : NULL;

		csv_field(out, r->plan_id, false);
		csv_field(out, k->kpi->key, false);
		csv_field(out, k->kpi->name, false);
		csv_field(out, k->kpi->unit, false);
		put_z(out, k->kpi->baseline.has_value ? DEC(k->kpi->baseline.value) : "", false);
		put_z(out, PERIOD(k->baseline_period), false);
		csv_field(out, k->kpi->target.wording, false);
		put_z(out, PERIOD(k->kpi->target.due), false);
		put_z(out, x ? PERIOD(x->period) : "", false);
		put_z(out, x ? DEC(x->value) : "", false);
		put_z(out, x ? value_state_name(x->state) : "", false);
		put_z(out, x ? DATE(x->published) : "", false);
		put_z(out, status_name(v->status), false);
		put_z(out, v->final ? "yes" : "no", false);
		put_z(out, v->has_short_by ? DEC(v->short_by) : "", false);
		put_z(out, share(room, v->has_progress, v->progress), false);
		put_z(out, share(room, v->has_elapsed, v->elapsed), false);
		put_z(out, tri_name(v->comparable), false);
		put_z(out, msg_say(scratch, LANG_JA, &v->reason), true);
	}
}
