/* The reviews as open data: what the pages say, as a table (one row an item) and as JSON. Dates as they were written,
 * directions and stages by their names (docs/GLOSSARY.md). */
#include "base/json.h"
#include "publish/csv.h"
#include "publish/pages.h"

static void put_z(struct buf *out, const char *s)
{
	csv_field(out, text_of(s), false);
}

static const char *name_of(enum review_direction d)
{
	const char *name = direction_name(d);

	return name ? name : "";
}

static void put_item(struct buf *out, struct arena *scratch, const struct plan_report *r, const struct review_report *v,
		     const struct reviewed *t)
{
	const struct report_point *p = t->of_year;

	csv_field(out, r->plan_id, false);
	csv_field(out, v->id, false);
	put_z(out, PERIOD(((struct period){ PERIOD_FY, v->about, { 0 } })));
	put_z(out, NUM(v->editions.at[v->editions.n - 1].number));
	csv_field(out, item_text(scratch, t->item), false);
	csv_field(out, t->name, false);
	csv_field(out, t->section, false);
	put_z(out, p ? PERIOD(p->value.period) : "");
	put_z(out, p ? DEC(p->value.value) : "");
	put_z(out, t->frozen ? status_name(t->frozen->verdict.status) : "");
	put_z(out, name_of(t->proposed));
	csv_field(out, t->finding, false);
	put_z(out, t->grade ? NUM(t->grade) : "");
	put_z(out, name_of(t->advised));
	csv_field(out, t->will, false);
	put_z(out, DATE(t->until));
	csv_field(out, t->why_not, false);
	put_z(out, name_of(t->decided));
	put_z(out, t->from_year ? PERIOD(((struct period){ PERIOD_FY, t->from_year, { 0 } })) : "");
	csv_field(out, t->because, true);
}

void data_reviews_csv(struct buf *out, struct arena *scratch, const struct plan_report *r, const struct site_file *f)
{
	(void)f;
	buf_puts(out, CSV_MARK);
	buf_puts(out, "plan,review,about,edition,item,name,section,period,value,status,proposed,finding,grade,advised,"
		      "answer,until,why_not,decided,from_year,because\r\n");
	for (size_t i = 0; i < r->reviews->at.n; i++)
		for (size_t k = 0; k < r->reviews->at.at[i].items.n; k++)
			put_item(out, scratch, r, &r->reviews->at.at[i], &r->reviews->at.at[i].items.at[k]);
}

/* ---- JSON ---- */

static json_t *fiscal(int16_t year)
{
	return year ? json_string(PERIOD(((struct period){ PERIOD_FY, year, { 0 } }))) : json_null();
}

static json_t *who_json(const struct reviewer *who)
{
	return json_pack("{s:o,s:o}", "name", json_opt_text(who->name), "expert",
			 who->number > 0 ? json_integer(who->number) : json_null());
}

static json_t *point_json(const struct report_point *p)
{
	if (!p)
		return json_null();
	return json_pack("{s:s,s:s,s:s,s:s}", "period", PERIOD(p->value.period), "value", DEC(p->value.value), "state",
			 value_state_name(p->value.state), "status", status_name(p->verdict.status));
}

static json_t *grades_json(const struct reviewed *t)
{
	json_t *list = json_array();

	for (size_t i = 0; i < t->grades.n; i++) {
		const struct reviewed_grade *g = &t->grades.at[i];

		json_array_append_new(list, json_pack("{s:o,s:i,s:i,s:o,s:o}", "who", who_json(&g->who), "first",
						      g->first, "grade", g->grade, "comment", json_opt_text(g->comment),
						      "revised_because", json_opt_text(g->because)));
	}
	return list;
}

static json_t *word_json(const struct reviewed_word *w)
{
	return json_pack("{s:o,s:o}", "who", who_json(&w->who), "text", json_text(w->text));
}

static json_t *item_json(struct arena *a, const struct reviewed *t)
{
	const struct report_value *withdrawn = report_withdrawn(t->kpi, t->of_year);
	json_t *comments = json_array(), *dissent = json_array(), *j = json_object();

	for (size_t i = 0; i < t->comments.n; i++)
		json_array_append_new(comments, word_json(&t->comments.at[i]));
	for (size_t i = 0; i < t->dissent.n; i++)
		json_array_append_new(dissent, word_json(&t->dissent.at[i]));
	json_object_set_new(j, "item", json_text(item_text(a, t->item)));
	json_object_set_new(j, "name", json_text(t->name));
	json_object_set_new(j, "section", json_opt_text(t->section));
	json_object_set_new(j, "frozen", point_json(t->of_year));
	json_object_set_new(j, "now", t->changed ? point_json(t->of_now) : json_null());
	json_object_set_new(j, "withdrawn", json_opt_text(withdrawn ? withdrawn->withdrawn : (struct text){ 0 }));
	json_object_set_new(j, "status", json_opt(t->frozen ? status_name(t->frozen->verdict.status) : NULL));
	json_object_set_new(j, "no_value", json_opt_text(t->no_value));
	json_object_set_new(j, "assessment",
			    t->assessed ? json_pack("{s:o,s:o,s:o,s:o}", "did", json_opt_text(t->did), "analysis",
						    json_opt_text(t->analysis), "spent_yen",
						    t->has_spent ? json_integer(t->spent_yen) : json_null(),
						    "direction", json_opt(direction_name(t->proposed)))
					: json_null());
	json_object_set_new(j, "grades", grades_json(t));
	json_object_set_new(j, "comments", comments);
	json_object_set_new(j, "finding",
			    t->concluded ? json_pack("{s:o,s:o,s:o}", "finding", json_text(t->finding), "grade",
						     json_opt_int(t->grade), "direction",
						     json_opt(direction_name(t->advised)))
					 : json_null());
	json_object_set_new(j, "dissent", dissent);
	json_object_set_new(j, "answer",
			    json_pack("{s:o,s:o,s:o,s:o}", "will", json_opt_text(t->will), "by", json_opt_text(t->by),
				      "until", json_opt_date(t->until), "why_not", json_opt_text(t->why_not)));
	json_object_set_new(j, "decision",
			    t->decided_at_all
				    ? json_pack("{s:o,s:o,s:o,s:o,s:o,s:b,s:o}", "direction",
						json_opt(direction_name(t->decided)), "from_year", fiscal(t->from_year),
						"by", json_opt_text(t->decided_by), "on", json_opt_date(t->decided_on),
						"budget", json_opt_text(t->budget), "departs", t->departs, "because",
						json_opt_text(t->because))
				    : json_null());
	return j;
}

static json_t *agreement_json(const struct agreement *g)
{
	return json_pack("{s:s,s:o,s:I,s:I}", "method", agreement_name(g->method), "value",
			 g->undefined ? json_null() : json_real(g->value), "items", (json_int_t)g->items, "grades",
			 (json_int_t)g->grades);
}

static json_t *review_json(struct arena *a, const struct review_report *v)
{
	json_t *editions = json_array(), *items = json_array(), *agreement = json_array();

	for (size_t i = 0; i < v->editions.n; i++) {
		const struct reviewed_edition *e = &v->editions.at[i];

		json_array_append_new(editions,
				      json_pack("{s:I,s:o,s:o,s:o,s:I}", "edition", (json_int_t)e->number, "day",
						json_opt_date(e->day), "council", json_opt_date(e->council), "changes",
						json_opt_text(e->changes), "at_event", (json_int_t)e->at_event));
	}
	for (size_t i = 0; i < v->items.n; i++)
		json_array_append_new(items, item_json(a, &v->items.at[i]));
	if (v->editions.n) {
		json_array_append_new(agreement, agreement_json(&v->ordinal));
		json_array_append_new(agreement, agreement_json(&v->nominal));
	}
	return json_pack("{s:o,s:o,s:o,s:s,s:o,s:o,s:o,s:o,s:o}", "review", json_text(v->id), "held",
			 json_opt_date(v->held), "about", fiscal(v->about), "stage", stage_name(v->stage), "closed",
			 json_opt_date(v->closed), "frozen_at", json_opt_int(v->frozen_at), "editions", editions,
			 "agreement", agreement, "items", items);
}

void data_reviews_json(struct buf *out, struct arena *scratch, const struct plan_report *r, const struct site_file *f)
{
	json_t *list = json_array();

	(void)f;
	for (size_t i = 0; i < r->reviews->at.n; i++)
		json_array_append_new(list, review_json(scratch, &r->reviews->at.at[i]));
	json_to_buf(out, json_pack("{s:o,s:o,s:b,s:o}", "plan", json_text(r->plan_id), "title",
				   json_text(r->plan->title), "invented", r->invented, "reviews", list));
}
