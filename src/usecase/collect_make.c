/* The workbooks of a round. Three sheets: figures, self-assessment, and a hidden one that says which round, review and
 * section it is of; document properties are not used for that, since mail systems and Excel itself drop them. */
#include <errno.h>
#include <sys/stat.h>

#include "publish/words.h"
#include "usecase/collect.h"
#include "usecase/paper.h"
#include "usecase/permit.h"
#include "usecase/plans.h"

struct making {
	struct context *c;
	const struct review *r;
	const struct collect_request *q;
	struct collect_made *made;
	struct workbook *w;
	struct text section;
};

static bool in_year(struct period p, int16_t year)
{
	return p.kind == PERIOD_DATE ? date_fiscal_year(p.date) == year : p.year == year;
}

/* The period of which a KPI's value of the year is asked: as its last value is measured; else its baseline, its target;
 * else by fiscal year. */
static struct period collect_period(const struct review_thing *t, int16_t year)
{
	const struct report_kpi *k = t->now;
	struct period like = k->points.n ? k->points.at[k->points.n - 1].value.period : k->baseline_period;

	if (like.kind == PERIOD_NONE)
		like = k->kpi->target.due;
	if (like.kind == PERIOD_DATE) {
		like.date.year = (int16_t)(year + (like.date.month < 4));
		return like;
	}
	return (struct period){ like.kind == PERIOD_CY ? PERIOD_CY : PERIOD_FY, year, { 0 } };
}

const struct report_value *collect_standing_value(const struct review_thing *t, int16_t year)
{
	const struct report_value *found = NULL;

	for (size_t i = 0; t->now && i < t->now->values.n; i++) {
		const struct report_value *v = &t->now->values.at[i];

		if (in_year(v->period, year) && !v->superseded_by && (!found || v->state >= found->state))
			found = v;
	}
	return found;
}

/* ---- cells ---- */

static void heads(struct making *m, struct workbook_sheet *s, const char *const *ids, size_t n)
{
	struct workbook_row *r = workbook_row(m->w, s);

	for (size_t i = 0; i < n; i++)
		workbook_text(m->w, r, WORKBOOK_HEADER, text_of(msg_label(m->q->lang, ids[i])));
	s->freeze_rows = COLLECT_FIRST_LINE - 1;
	s->freeze_columns = 2;
	s->protect = true;
	s->landscape = true;
}

static struct workbook_sheet *start_sheet(struct making *m, const char *title, const char *how)
{
	struct workbook_sheet *s = workbook_sheet(m->w, text_of(msg_label(m->q->lang, title)));

	workbook_text(m->w, workbook_row(m->w, s), WORKBOOK_TITLE,
		      text_of(arena_printf(m->c->arena, "%s  %s", msg_label(m->q->lang, title),
					   text_z(m->c->arena, section_shown(&m->r->sections, m->section)))));
	workbook_text(
		m->w, workbook_row(m->w, s), WORKBOOK_REMARK,
		text_of(msg_say(m->c->arena, m->q->lang, &(struct msg){ how, 1, { { "due", DATE(m->made->due) } } })));
	return s;
}

static struct workbook_rule *choices(struct making *m, const char *const *ids, size_t n)
{
	struct workbook_rule *rule = workbook_rule(m->w, WORKBOOK_RULE_CHOICES);

	for (size_t i = 0; i < n; i++)
		workbook_choice(m->w, rule, text_of(msg_label(m->q->lang, ids[i])));
	rule->refusal = text_of(msg_label(m->q->lang, "collect.refusal-choice"));
	return rule;
}

static void entry(struct making *m, struct workbook_row *r, struct text words, const struct workbook_rule *rule)
{
	workbook_text(m->w, r, WORKBOOK_ENTRY, words)->rule = rule;
}

/* ---- figures ---- */

static struct text setting_words(const struct report_kpi *k, const char *name)
{
	for (size_t i = 0; i < k->settings.n; i++)
		if (text_is(k->settings.at[i].name, name))
			return k->settings.at[i].value;
	return (struct text){ 0 };
}

static void last_value(struct making *m, struct workbook_row *row, const struct report_kpi *k)
{
	const struct report_point *p = k->points.n ? &k->points.at[k->points.n - 1] : NULL;

	workbook_text(m->w, row, 0, p ? words_period(m->c->arena, m->q->lang, p->value.period) : TEXT(""));
	if (p)
		workbook_number(m->w, row, 0, p->value.value);
	else
		workbook_empty(m->w, row, 0);
}

static void figure_row(struct making *m, struct workbook_sheet *s, const struct review_thing *t,
		       const struct workbook_rule *states)
{
	const int16_t year = m->r->head.about;
	const struct period period = collect_period(t, year);
	const struct report_value *there = collect_standing_value(t, year);
	struct workbook_row *row = workbook_row(m->w, s);
	struct arena *a = m->c->arena;

	workbook_text(m->w, row, WORKBOOK_HEADER, t->item.key);
	workbook_text(m->w, row, 0, t->name)->comment = setting_words(t->now, "definition");
	workbook_text(m->w, row, 0, t->now->kpi->unit);
	last_value(m, row, t->now);
	workbook_text(m->w, row, 0, words_period(a, m->q->lang, period));
	if (there)
		workbook_number(m->w, row, WORKBOOK_ENTRY, there->value)->rule =
			workbook_rule(m->w, WORKBOOK_RULE_NUMBER);
	else
		workbook_empty(m->w, row, WORKBOOK_ENTRY)->rule = workbook_rule(m->w, WORKBOOK_RULE_NUMBER);
	entry(m, row, there ? text_of(words_state(m->q->lang, there->state)) : TEXT(""), states);
	if (there && date_exists(there->published))
		workbook_date(m->w, row, WORKBOOK_ENTRY, there->published);
	else
		entry(m, row, there ? text_of(arena_strdup(a, DATE(there->published))) : TEXT(""), NULL);
	entry(m, row, there ? there->source : TEXT(""), NULL);
	entry(m, row, TEXT(""), NULL);    /* reason of a correction */
	entry(m, row, t->no_value, NULL); /* why there is none */
	workbook_text(m->w, row, 0, text_of(arena_strdup(a, PERIOD(period))));
	workbook_text(m->w, row, 0, there ? text_of(arena_strdup(a, NUM(there->event))) : TEXT(""));
}

static void figures(struct making *m)
{
	static const char *const ids[] = { "collect.key",         "collect.name",       "collect.unit",
					   "collect.last-period", "collect.last",       "collect.period",
					   "collect.value",       "collect.state",      "collect.published",
					   "collect.source",      "collect.correction", "collect.no-value",
					   "collect.period-id",   "collect.event" };
	const char *const states[] = { "collect.preliminary", "collect.provisional", "collect.final" };
	static const int widths[] = { 8, 30, 8, 14, 12, 14, 14, 10, 14, 24, 24, 24, 12, 8 };
	struct workbook_sheet *s = start_sheet(m, "collect.figures", "collect.figures-how");
	const struct workbook_rule *rule = choices(m, states, 3);

	for (size_t i = 0; i < sizeof widths / sizeof *widths; i++)
		workbook_column(m->w, s, widths[i])->hidden = i >= 12;
	heads(m, s, ids, sizeof ids / sizeof *ids);
	for (size_t i = 0; i < m->r->things.n; i++)
		if (m->r->things.at[i].item.kind == ITEM_KPI && text_eq(m->r->things.at[i].owner, m->section))
			figure_row(m, s, &m->r->things.at[i], rule);
}

/* ---- self-assessment ---- */

static void assessment_row(struct making *m, struct workbook_sheet *s, const struct review_thing *t,
			   const struct workbook_rule *directions, const struct workbook_rule *yen)
{
	const struct review_assessment *there = &t->assessment;
	const char *direction = direction_name(there->direction);
	struct workbook_row *row = workbook_row(m->w, s);
	struct arena *a = m->c->arena;

	workbook_text(m->w, row, WORKBOOK_HEADER, t->item.key);
	workbook_text(m->w, row, 0, t->name);
	entry(m, row, there->did, NULL);
	if (there->has_spent)
		workbook_number(m->w, row, WORKBOOK_ENTRY, decimal_of(there->spent_yen))->rule = yen;
	else
		workbook_empty(m->w, row, WORKBOOK_ENTRY)->rule = yen;
	entry(m, row, there->analysis, NULL);
	entry(m, row, direction ? text_of(msg_label(m->q->lang, arena_printf(a, "direction.%s", direction))) : TEXT(""),
	      directions);
	entry(m, row, TEXT(""), NULL);
	workbook_text(m->w, row, 0, there->event ? text_of(arena_strdup(a, NUM(there->event))) : TEXT(""));
}

static void assessments(struct making *m)
{
	static const char *const ids[] = { "collect.key",        "collect.name",     "collect.did",
					   "collect.spent",      "collect.analysis", "collect.direction",
					   "collect.correction", "collect.event" };
	static const char *const directions[] = { "direction.develop", "direction.improve", "direction.continue",
						  "direction.discontinue", "direction.end" };
	static const int widths[] = { 8, 30, 44, 14, 44, 12, 24, 8 };
	struct workbook_sheet *s = start_sheet(m, "collect.assessments", "collect.assessments-how");
	const struct workbook_rule *rule = choices(m, directions, 5);
	struct workbook_rule *yen = workbook_rule(m->w, WORKBOOK_RULE_WHOLE);

	yen->has_min = true;
	for (size_t i = 0; i < sizeof widths / sizeof *widths; i++)
		workbook_column(m->w, s, widths[i])->hidden = i == 7;
	heads(m, s, ids, sizeof ids / sizeof *ids);
	for (size_t i = 0; i < m->r->things.n; i++)
		if (text_eq(m->r->things.at[i].owner, m->section))
			assessment_row(m, s, &m->r->things.at[i], rule, yen);
}

/* ---- which it is ---- */

static void identity(struct making *m)
{
	struct workbook_sheet *s = workbook_sheet(m->w, TEXT("sosei"));
	const struct {
		const char *name;
		struct text value;
	} rows[] = { { "round", m->made->round }, { "review", m->r->head.id }, { "section", m->section } };

	s->hidden = true;
	s->protect = true;
	for (size_t i = 0; i < 3; i++) {
		struct workbook_row *row = workbook_row(m->w, s);

		workbook_text(m->w, row, 0, text_of(rows[i].name));
		workbook_text(m->w, row, 0, rows[i].value);
	}
}

static size_t owned_by(const struct review *r, struct text section)
{
	size_t n = 0;

	for (size_t i = 0; i < r->things.n; i++)
		n += text_eq(r->things.at[i].owner, section);
	return n;
}

static void fill(struct making *m)
{
	m->w = workbook_begin(m->c->arena, m->q->lang,
			      text_of(arena_printf(m->c->arena, "%s %s", msg_label(m->q->lang, "collect.title"),
						   text_z(m->c->arena, m->made->round))),
			      context_today(m->c));
	figures(m);
	assessments(m);
	identity(m);
}

static bool make_file(struct making *m, struct err *err)
{
	struct arena *a = m->c->arena;
	struct collect_file *f;
	struct text bytes;
	const char *path = "";

	if (m->q->folder) {
		path = arena_printf(a, "%s/%s.xlsx", m->q->folder, text_z(a, m->section));
		fill(m);
		if (!paper_workbook(a, &bytes, m->w, err) || !paper_write(path, bytes, err))
			return false;
	}
	f = LIST_ADD(a, &m->made->files);
	*f = (struct collect_file){ m->section, section_shown(&m->r->sections, m->section), text_of(path),
				    owned_by(m->r, m->section) };
	return true;
}

/* ---- the round ---- */

static bool count_rounds(int *n, struct context *c, struct text review, struct err *err)
{
	const struct value kind = V_Z("collect_made");
	struct err failed = { 0 };
	struct rows *row = NULL;

	*n = 0;
	if (!query_run(&row, c->store, "acts_of_kind", &kind, 1, err))
		return false;
	while (rows_next(row, &failed))
		*n += text_eq(rows_text(row, 2), review);
	return rows_end(&row, &failed, err);
}

static bool append_round(struct context *c, struct collect_made *made, struct err *err)
{
	struct event_draft d = { .kind = "collect_made", .actor = c->actor, .at = c->now };
	json_t *sections = json_array();
	struct txn *tx = NULL;
	bool ok;

	for (size_t i = 0; i < made->files.n; i++)
		json_array_append_new(sections, json_text(made->files.at[i].section));
	d.body = json_pack("{s:o,s:o,s:o,s:s}", "review", json_text(made->review), "item", json_text(made->round),
			   "sections", sections, "due", DATE(made->due));
	ok = txn_begin(&tx, c->store, err) && event_append(tx, &d, &made->event, err) && txn_commit(&tx, err);
	txn_rollback(&tx);
	json_decref(d.body);
	return ok;
}

static bool need_folder(const char *folder, struct err *err)
{
	return !folder || mkdir(folder, 0777) == 0 || errno == EEXIST ||
	       err_set_errno(err, ERR_SYSTEM, "usecase.collect-folder", "folder", folder, NULL);
}

static bool still_open(struct context *c, const struct review *r, struct err *err)
{
	return !r->frozen_event || err_set(err, ERR_CONFLICT, "usecase.collect-frozen", "review",
					   text_z(c->arena, r->head.id), "day", DATE(r->frozen), NULL);
}

/* Files first, then the event: a round that the log knows has its files; files that it does not know are refused when
 * they come back. */
bool collect_make(struct collect_made *out, struct context *c, const struct collect_request *q, struct err *err)
{
	struct collect_made made = { .due = q->due };
	struct making m = { .c = c, .q = q, .made = &made };
	struct review r;
	int rounds;

	if (!permit(c, RIGHT_PLAN, err) || !review_load(&r, c, q->review, err) ||
	    !count_rounds(&rounds, c, r.head.id, err))
		return false;
	m.r = &r;
	if (!still_open(c, &r, err))
		return false;
	if (!made.due.year)
		made.due = r.due[STAGE_COLLECTING];
	made.review = r.head.id;
	made.round = text_of(arena_printf(c->arena, "%s/%d", text_z(c->arena, r.head.id), rounds + 1));
	if (!need_folder(q->folder, err))
		return false;
	for (size_t i = 0; i < r.sections.n; i++) {
		m.section = r.sections.at[i].key;
		if (owned_by(&r, m.section) && !make_file(&m, err))
			return false;
	}
	if (!made.files.n)
		return err_set(err, ERR_INPUT, "usecase.collect-nothing", "review", text_z(c->arena, r.head.id), NULL);
	if (!append_round(c, &made, err))
		return false;
	*out = made;
	return true;
}

bool collect_workbook(struct workbook **out, struct context *c, struct text review, struct text section, enum lang lang,
		      struct err *err)
{
	const struct collect_request q = { .lang = lang };
	struct collect_made made = { 0 };
	struct collect_status status;
	struct review r;
	struct making m = { .c = c, .q = &q, .made = &made, .r = &r };

	if (!permit_for_section(c, RIGHT_RECORD, section, err) || !review_load(&r, c, review, err) ||
	    !still_open(c, &r, err) || !collect_status(&status, c, r.head.id, err))
		return false;
	for (size_t i = 0; i < status.sections.n; i++)
		if (text_eq(status.sections.at[i].section, section))
			m.section = status.sections.at[i].section;
	if (!m.section.n)
		return err_set(err, ERR_INPUT, "usecase.collect-no-part", "section", text_z(c->arena, section), "round",
			       status.round.n ? text_z(c->arena, status.round) : "–", NULL);
	made.round = status.round;
	made.due = status.due;
	fill(&m);
	*out = m.w;
	return true;
}
