/* plan/ reads what is claimed, people/ knows what is true, and neither knows of the other: here they meet. */
#include "usecase/factcheck.h"

#include "files/source.h"
#include "plan/json.h"

static const enum fact_of facts[CLAIM_TOPIC_COUNT] = {
	[CLAIM_NO_TOPIC] = FACT_OF_COUNT, [CLAIM_TOTAL] = FACT_TOTAL,       [CLAIM_YOUNG] = FACT_YOUNG,
	[CLAIM_WORKING] = FACT_WORKING,   [CLAIM_OLD] = FACT_OLD,           [CLAIM_OLDEST] = FACT_OLDEST,
	[CLAIM_BIRTHS] = FACT_BIRTHS,     [CLAIM_DEATHS] = FACT_DEATHS,     [CLAIM_NATURAL] = FACT_NATURAL,
	[CLAIM_SOCIAL] = FACT_SOCIAL,     [CLAIM_MOVES_IN] = FACT_MOVES_IN, [CLAIM_MOVES_OUT] = FACT_MOVES_OUT,
};
static const enum fact_source sources[CLAIM_SOURCE_COUNT] = {
	[CLAIM_UNNAMED] = FACT_ANY,        [CLAIM_CENSUS] = FACT_CENSUS, [CLAIM_REGISTER] = FACT_REGISTER,
	[CLAIM_IPSS] = FACT_IPSS,          [CLAIM_VITAL] = FACT_VITAL,   [CLAIM_MIGRATION] = FACT_MIGRATION,
	[CLAIM_OTHER] = FACT_OTHER_SOURCE,
};
static const enum fact_says says[CLAIM_SAYS_COUNT] = {
	[CLAIM_IS] = FACT_IS,           [CLAIM_AT_LEAST] = FACT_AT_LEAST,   [CLAIM_MORE_THAN] = FACT_MORE_THAN,
	[CLAIM_AT_MOST] = FACT_AT_MOST, [CLAIM_LESS_THAN] = FACT_LESS_THAN, [CLAIM_REACHED] = FACT_REACHED,
	[CLAIM_PEAK] = FACT_PEAK,       [CLAIM_TURN] = FACT_TURN,           [CLAIM_HOLDS] = FACT_HOLDS,
};

static struct fact_question question_of(const struct claim *c)
{
	return (struct fact_question){
		.of = facts[c->topic],
		.says = says[c->says],
		.source = sources[c->source],
		.share = c->share,
		.fiscal = c->fiscal,
		.sign = c->sign,
		.from_year = c->from_year,
		.to_year = c->to_year,
		.value = c->has_value ? decimal_double(c->value) : 0,
		.last_digit = c->has_value ? decimal_double(c->last_digit) : 0,
	};
}

/* The text with which the lines are counted; empty where it is none (YAML) or cannot be read here any more. */
static bool text_of_plan(struct text *text, struct context *c, const struct plan_version *v, struct err *err)
{
	struct source_file file;
	struct text bytes;

	*text = TEXT("");
	if (!blob_get(c->store, &v->source, c->arena, &bytes, err))
		return false;
	if (source_decode(c->arena, &file, bytes, text_z(c->arena, v->source_name), NULL) && file.format != SOURCE_YAML)
		*text = file.utf8;
	return true;
}

static bool find_plan(struct factcheck *out, struct plan *plan, struct text *source, struct context *c,
		      const struct factcheck_request *q, struct err *err)
{
	plan_version_list *versions = NEW(c->arena, plan_version_list);

	return plans_read(versions, c, q->at_event, err) &&
	       plans_choose(&out->version, versions, c, q->plan, q->today, q->known_at, err) &&
	       plan_of_version(plan, c, out->version, err) && text_of_plan(source, c, out->version, err);
}

static bool load_area(struct factcheck *out, struct context *c, const struct plan *plan,
		      const struct factcheck_request *q, struct err *err)
{
	const struct figures_request figures = { .known_at = q->known_at, .at_event = q->at_event };
	struct text area = q->area.n ? q->area : area_of_authors(c->arena, plan);

	if (!area.n)
		return err_set(err, ERR_INPUT, "usecase.factcheck-no-area", "plan",
			       text_z(c->arena, out->version->plan), NULL);
	return area_trend(&out->of, c, area, &figures, err);
}

bool factcheck(struct factcheck *out, struct context *c, const struct factcheck_request *q, struct err *err)
{
	struct plan plan = { 0 };
	claim_list claims = { 0 };
	struct text source;

	*out = (struct factcheck){ 0 };
	if (!find_plan(out, &plan, &source, c, q, err) || !load_area(out, c, &plan, q, err))
		return false;
	claims_read(c->arena, &claims, &out->unread, &plan, source);
	for (size_t i = 0; i < claims.n; i++) {
		struct checked_claim *k = LIST_ADD(c->arena, &out->claims);
		struct fact_question question = question_of(&claims.at[i]);

		k->claim = claims.at[i];
		people_factcheck(c->arena, &k->answer, &question, out->of.figures, &out->of.trend);
		out->n[k->answer.verdict]++;
	}
	return true;
}

static json_t *row_json(const struct fact_row *r)
{
	return json_pack("{s:s,s:o,s:i,s:f,s:f,s:b,s:b,s:b,s:o}", "series", r->series, "source",
			 json_msg(&(struct msg){ .id = r->source }), "year", r->year, "value", r->value, "difference",
			 r->difference, "percent", r->percent, "named", r->named, "agrees", r->agrees, "says",
			 json_msg(&r->says));
}

static json_t *checked_json(const struct checked_claim *k)
{
	const struct fact_answer *a = &k->answer;
	json_t *o = claim_to_json(&k->claim), *rows = json_array();

	for (size_t i = 0; i < a->rows.n; i++)
		json_array_append_new(rows, row_json(&a->rows.at[i]));
	json_object_set_new(o, "verdict", json_string(fact_verdict_name(a->verdict)));
	json_object_set_new(o, "reason", json_msg(&a->reason));
	json_object_set_new(o, "row", a->decisive == SIZE_MAX ? json_null() : row_json(&a->rows.at[a->decisive]));
	json_object_set_new(o, "rows", rows);
	return o;
}

json_t *factcheck_to_json(const struct factcheck *f)
{
	json_t *claims = json_array();

	for (size_t i = 0; i < f->claims.n; i++)
		json_array_append_new(claims, checked_json(&f->claims.at[i]));
	return json_pack("{s:o,s:I,s:{s:o,s:o},s:i,s:i,s:i,s:o,s:o}", "plan", json_text(f->version->plan), "version",
			 (json_int_t)f->version->version, "area", "code", json_text(f->of.area.code), "name",
			 json_text(f->of.area.name), "agrees", (int)f->n[FACT_AGREES], "differs",
			 (int)f->n[FACT_DIFFERS], "no_source", (int)f->n[FACT_NO_SOURCE], "claims", claims, "unread",
			 remarks_to_json(&f->unread));
}
