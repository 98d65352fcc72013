#include "town.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "../tests/returned.h"
#include "bench.h"
#include "usecase/adopt.h"
#include "usecase/collect.h"
#include "usecase/init.h"

const char town_plan[] = "reiji";
const char town_review[] = "2025-08";

enum { FIRST_YEAR = 2014, LAST_REVIEW = 2025 };

/* The store while it is filled. */
struct filling {
	struct context *c;
	struct txn *tx;
	int64_t at, last; /* the time of the next event, the number of the last one */
	struct private_field fields[2];
	size_t n_fields;
};

struct text town_kpi(struct arena *a, int i)
{
	return text_of(arena_printf(a, "KPI%d", i + 1));
}

static const char *item(const struct filling *f, int i)
{
	return arena_printf(f->c->arena, "kpi:KPI%d", i + 1);
}

static const char *member(const struct filling *f, int i)
{
	return arena_printf(f->c->arena, "m%d", i + 1);
}

static const char *section(const struct filling *f, int kpi)
{
	return arena_printf(f->c->arena, "ka%d", kpi % TOWN_SECTIONS + 1);
}

static void put(struct filling *f, const char *kind, json_t *body)
{
	struct err err = { 0 };
	const struct event_draft d = { .kind = kind,
				       .body = body,
				       .actor = TEXT("bench"),
				       .at = f->at,
				       .fields = f->fields,
				       .n_fields = f->n_fields };

	bench_must(body && event_append(f->tx, &d, &f->last, &err), &err);
	json_decref(body);
	f->n_fields = 0;
}

static int64_t noon(int year, int month, int day)
{
	return date_days((struct date){ (int16_t)year, (int8_t)month, (int8_t)day }) * INT64_C(86400) + 12 * 3600;
}

/* ---- the plan ---- */

static void add_kpi(struct arena *a, struct plan *plan, int i)
{
	struct plan_kpi *k = LIST_ADD(a, &plan->kpis);

	k->key = town_kpi(a, i);
	k->name = text_of(arena_printf(a, "例示の指標その%d（住民一人当たり）", i + 1));
	k->unit = TEXT("人");
	k->baseline.wording = TEXT("1,000");
	k->baseline.has_value = true;
	k->baseline.value = decimal_of(1000);
	k->baseline.period = (struct period){ .kind = PERIOD_FY, .year = FIRST_YEAR };
	k->target.wording = TEXT("1,500以上");
	k->target.is.op = TARGET_AT_LEAST;
	k->target.is.has_value = true;
	k->target.is.value = decimal_of(1500);
	k->target.due = (struct period){ .kind = PERIOD_FY, .year = 2026 };
}

static void adopt(struct context *c)
{
	struct plan_file file = { .source = { .name = "reiji.yaml", .bytes = TEXT("例示"), .format = SOURCE_YAML } };
	const struct adopt_request q = { .file = &file,
					 .plan = text_of(town_plan),
					 .certified = { FIRST_YEAR + 1, 4, 1 } };
	struct adopt_result made;
	struct err err = { 0 };

	file.plan.title = TEXT("例示市まち・ひと・しごと創生推進計画");
	/* So that the statistics of the example are those of this plan's area. */
	LIST_ADD(c->arena, &file.plan.authors)->name = TEXT("熊本市");
	for (int i = 0; i < TOWN_KPIS; i++)
		add_kpi(c->arena, &file.plan, i);
	bench_must(adopt_plan(&made, c, &q, &err), &err);
}

/* ---- people, owners, values ---- */

static void put_people(struct filling *f)
{
	f->at = noon(FIRST_YEAR + 1, 4, 2);
	for (int i = 0; i < TOWN_SECTIONS; i++)
		put(f, "section_set",
		    json_pack("{s:s,s:s}", "section", section(f, i), "name",
			      arena_printf(f->c->arena, "例示%d課", i + 1)));
	for (int i = 0; i < TOWN_EXPERTS; i++) {
		f->fields[0] = (struct private_field){ "name", TEXT("例示 花子") };
		f->n_fields = 1;
		put(f, "member_set",
		    json_pack("{s:s,s:s,s:s,s:s,s:s}", "member", member(f, i), "field", "academia", "from",
			      "2015-04-01", "to", "2030-03-31", "login", member(f, i)));
	}
	for (int i = 0; i < TOWN_KPIS; i++)
		put(f, "kpi_set",
		    json_pack("{s:s,s:s,s:s,s:s}", "plan", town_plan, "kpi",
			      text_z(f->c->arena, town_kpi(f->c->arena, i)), "setting", "owner", "value",
			      section(f, i)));
}

static void put_values(struct filling *f, int year)
{
	struct arena *a = f->c->arena;

	f->at = noon(year + 1, 6, 20);
	for (int i = 0; i < TOWN_KPIS; i++)
		put(f, "value_recorded",
		    json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s}", "plan", town_plan, "kpi", text_z(a, town_kpi(a, i)),
			      "period", arena_printf(a, "FY%d", year), "value",
			      arena_printf(a, "%d", 1000 + (i * 7 + year * 31) % 400), "state", "final", "published",
			      arena_printf(a, "%d-06-10", year + 1), "source", "例示市「統計年報」（架空の例）"));
}

/* ---- a review ---- */

/* An act on every KPI. */
static void each(struct filling *f, const char *review, const char *kind, const char *body)
{
	struct err err = { 0 };

	for (int i = 0; i < TOWN_KPIS; i++) {
		json_t *b = NULL;

		bench_must(json_parse(&b, text_of(body), kind, &err), &err);
		json_object_set_new(b, "review", json_string(review));
		json_object_set_new(b, "item", json_string(item(f, i)));
		put(f, kind, b);
	}
}

static void freeze(struct filling *f, const char *review)
{
	json_t *body = json_pack("{s:s,s:I}", "review", review, "frozen_at", (json_int_t)f->last);
	struct hash root = { { 0 } };

	json_object_set_new(body, "root", json_string(HEX(&root)));
	put(f, "review_frozen", body);
}

static void invite(struct filling *f, const char *review)
{
	for (int e = 0; e < TOWN_EXPERTS; e++)
		put(f, "review_invited", json_pack("{s:s,s:s}", "review", review, "member", member(f, e)));
	for (int e = 0; e < TOWN_EXPERTS; e++)
		put(f, "review_declared",
		    json_pack("{s:s,s:s,s:[],s:s}", "review", review, "member", member(f, e), "conflicts", "statement",
			      "利害関係はありません。"));
}

/* First grades; what the reveal will tell of them. */
static json_t *grade(struct filling *f, const char *review)
{
	static const struct private_field given[2] = { { "grade", TEXT("3") },
						       { "comment", TEXT("効果の表れ方を年度ごとに示してほしい") } };
	json_t *told = json_array();

	for (int i = 0; i < TOWN_KPIS * TOWN_EXPERTS; i++) {
		const char *it = item(f, i / TOWN_EXPERTS), *who = member(f, i % TOWN_EXPERTS);

		f->fields[0] = given[0];
		f->fields[1] = given[1];
		f->n_fields = 2;
		put(f, "review_graded", json_pack("{s:s,s:s,s:s}", "review", review, "item", it, "member", who));
		json_array_append_new(told, json_pack("{s:I,s:s,s:s,s:i,s:s}", "event", (json_int_t)f->last, "item", it,
						      "member", who, "grade", 3, "comment", given[1].value.p));
	}
	return told;
}

static const char *open_review(struct filling *f, int year)
{
	const char *review = arena_printf(f->c->arena, "%d-08", year);

	f->at = noon(year, 6, 25);
	put(f, "review_opened",
	    json_pack("{s:s,s:s,s:s,s:s,s:i}", "review", review, "plan", town_plan, "held", review, "about",
		      arena_printf(f->c->arena, "FY%d", year - 1), "levels", 4));
	each(f, review, "review_assessed",
	     "{\"did\":\"相談会を６回開き、参加者への聞き取りを行った\",\"analysis\":"
	     "\"担い手の確保に時間がかかっている\","
	     "\"direction\":\"improve\"}");
	f->at = noon(year, 7, 25);
	freeze(f, review);
	invite(f, review);
	return review;
}

static void whole_review(struct filling *f, int year)
{
	const char *review = open_review(f, year);
	json_t *told;

	f->at = noon(year, 8, 5);
	told = grade(f, review);
	put(f, "review_revealed", json_pack("{s:s,s:o}", "review", review, "grades", told));
	each(f, review, "review_concluded",
	     "{\"finding\":\"取組は進んでいるが、担い手の確保に時間がかかっている\",\"grade\":3,\"direction\":"
	     "\"improve\"}");
	f->at = noon(year, 9, 10);
	each(f, review, "review_answered",
	     arena_printf(f->c->arena, "{\"will\":\"聞き取りの結果を公表する\",\"by\":\"ka1\",\"until\":\"%d-03\"}",
			  year + 1));
	f->at = noon(year, 10, 10);
	each(f, review, "review_decided",
	     arena_printf(f->c->arena,
			  "{\"direction\":\"improve\",\"from_year\":\"FY%d\",\"decided_by\":\"例示市総合戦略推進本部\","
			  "\"decided_on\":\"%d-10-10\"}",
			  year + 1, year));
	f->at = noon(year, 11, 10);
	put(f, "review_published",
	    json_pack("{s:s,s:i,s:I}", "review", review, "edition", 1, "at_event", (json_int_t)f->last));
	put(f, "review_closed", json_pack("{s:s}", "review", review));
}

void town_context(struct context *c)
{
	c->actor = TEXT("bench");
	c->now = noon(LAST_REVIEW, 8, 10);
}

void town_make(struct context *c, const char *where)
{
	struct filling f = { .c = c };
	struct init_result made;
	struct err err = { 0 };

	town_context(c);
	bench_must(init_store(&made, c, where, "kumamoto", &err), &err);
	adopt(c);
	bench_must(txn_begin(&f.tx, c->store, &err), &err);
	put_people(&f);
	for (int year = LAST_REVIEW - TOWN_YEARS; year < LAST_REVIEW; year++) {
		put_values(&f, year);
		if (year + 1 >= LAST_REVIEW - TOWN_REVIEWS && year + 1 < LAST_REVIEW)
			whole_review(&f, year + 1);
	}
	(void)open_review(&f, LAST_REVIEW);
	bench_must(txn_commit(&f.tx, &err), &err);
}

/* ---- the next year, while it is collected ---- */

static const char next_review[] = "2026-08";

void town_collect(struct context *c)
{
	const struct collect_request q = { .review = text_of(next_review), .lang = LANG_JA };
	struct filling f = { .c = c };
	struct collect_made made;
	struct err err = { 0 };

	f.at = c->now = noon(LAST_REVIEW + 1, 6, 10);
	bench_must(txn_begin(&f.tx, c->store, &err), &err);
	put(&f, "review_opened",
	    json_pack("{s:s,s:s,s:s,s:s,s:i}", "review", next_review, "plan", town_plan, "held", next_review, "about",
		      "FY2025", "levels", 4));
	for (int i = 0; i < TOWN_KPIS; i++)
		put(&f, "kpi_set",
		    json_pack("{s:s,s:s,s:s,s:s,s:s}", "plan", town_plan, "kpi",
			      text_z(c->arena, town_kpi(c->arena, i)), "setting", "owner", "value", "ka1", "because",
			      "事務分掌"));
	bench_must(txn_commit(&f.tx, &err) && collect_make(&made, c, &q, &err), &err);
}

/* Columns: usecase/collect_make.c. */
static void fill_in(struct arena *a, struct book *b, const char *title, const char *const *words)
{
	struct sheet *s = returned_sheet(b, title);

	for (size_t i = 0; i < s->rows.n; i++)
		for (size_t j = 0; s->rows.at[i].line >= COLLECT_FIRST_LINE && j < 10; j++)
			if (words[j])
				returned_write(a, &s->rows.at[i], j, words[j]);
}

void town_returned(struct table_file *file, struct context *c)
{
	static const char *const figure[10] = { [6] = "1234", "確定", "2026-06-01", "例示市「統計年報」（架空の例）" };
	static const char *const assessment[10] = { [2] = "相談会を６回開いた", [4] = "相談は増えた", "継続" };
	struct workbook *w = NULL;
	struct err err = { 0 };

	bench_must(collect_workbook(&w, c, text_of(next_review), TEXT("ka1"), LANG_JA, &err), &err);
	*file = (struct table_file){ .name = "ka1.xlsx", .bytes = TEXT("例示"), .book = returned_book(c->arena, w) };
	fill_in(c->arena, file->book, "実績値", figure);
	fill_in(c->arena, file->book, "自己評価", assessment);
}
