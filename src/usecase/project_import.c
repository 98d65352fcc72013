/* Two passes: every cell is read before anything is recorded, so that a file with a slip of the pen can be mended and
 * given again; then each row goes the way of `project add`, `project set` and `project cost`. */
#include "usecase/project_import.h"

#include <string.h>

#include "files/sheet.h"
#include "usecase/kpis.h"
#include "usecase/permit.h"
#include "usecase/said.h"

const char *import_what_name(enum import_what what)
{
	static const char *const names[IMPORT_WHAT_COUNT] = { "new", "changed", "same", "fault" };

	return names[what];
}

enum { HEAD_LINES = 10 };
enum column { KEY, NAME, SECTION, STATUS, KPIS, DONATION, YEAR, BUDGET, SETTLED, SOURCE, BECAUSE, COLUMN_COUNT };
static const char *const heads[COLUMN_COUNT][3] = {
	[KEY] = { "キー", "番号", "key" },
	[NAME] = { "名称", "事業名", "name" },
	[SECTION] = { "所管課", "担当課", "section" },
	[STATUS] = { "状態", "実施状況", "status" },
	[KPIS] = { "KPI", "指標", "kpis" },
	[DONATION] = { "寄附", "寄附対象", "donation" },
	[YEAR] = { "年度", "会計年度", "year" },
	[BUDGET] = { "予算額", "予算", "budget" },
	[SETTLED] = { "決算額", "決算", "settled" },
	[SOURCE] = { "出典", "資料", "source" },
	[BECAUSE] = { "訂正の理由", "理由", "because" },
};

/* One row as requests. */
struct line {
	struct project_request project;
	struct cost_request cost[2]; /* budget, settled */
	bool has_cost[2];
};

struct import {
	struct context *c;
	struct import_result *out;
	struct text plan;
	struct txn *tx;
	struct line *lines;      /* as many as rows */
	size_t at[COLUMN_COUNT]; /* which column; SIZE_MAX: none */
	project_list before;
};

static bool find_columns(struct import *m, const struct sheet_row *head)
{
	for (int k = 0; k < COLUMN_COUNT; k++) {
		m->at[k] = SIZE_MAX;
		for (size_t i = 0; i < head->n_cells; i++)
			for (int w = 0; w < 3; w++)
				if (text_is(kpi_comparable(m->c->arena, text_trim(head->cells[i])), heads[k][w]))
					m->at[k] = i;
	}
	return m->at[KEY] != SIZE_MAX;
}

static struct text cell(const struct import *m, const struct sheet_row *row, enum column k)
{
	return m->at[k] < row->n_cells ? text_trim(row->cells[m->at[k]]) : (struct text){ 0 };
}

static void fault(struct import *m, struct import_row *r, const char *id, struct text value)
{
	r->what = IMPORT_FAULT;
	r->msg = msg_make(m->c->arena, id, "value", text_z(m->c->arena, value), NULL);
	m->out->faults++;
}

/* ○, 対象, open; ×, 対象外, closed; empty: as it is. */
static bool donation_said(int *donation, struct text word)
{
	*donation = -1;
	if (text_is(word, "○") || text_is(word, "〇") || text_is(word, "対象") || text_is(word, "open"))
		*donation = 1;
	else if (text_is(word, "×") || text_is(word, "－") || text_is(word, "対象外") || text_is(word, "closed"))
		*donation = 0;
	return *donation >= 0 || !word.n;
}

static void read_costs(struct import *m, struct import_row *r, const struct sheet_row *row, struct line *l)
{
	static const enum column columns[] = { BUDGET, SETTLED };
	struct period year = { 0 };
	struct text said = cell(m, row, YEAR);
	int64_t yen;

	for (int i = 0; i < 2; i++)
		l->has_cost[i] = cell(m, row, columns[i]).n > 0;
	if (!l->has_cost[0] && !l->has_cost[1])
		return;
	/* A year alone, as a column of fiscal years has it, is one. */
	if (!period_said(&year, said, NULL) &&
	    !period_parse(&year, text_of(arena_printf(m->c->arena, "FY%s", text_z(m->c->arena, said))), NULL))
		fault(m, r, "import.bad-year", said);
	for (int i = 0; i < 2 && r->what != IMPORT_FAULT; i++) {
		if (!l->has_cost[i])
			continue;
		if (!yen_said(&yen, cell(m, row, columns[i])))
			fault(m, r, "import.bad-yen", cell(m, row, columns[i]));
		else
			l->cost[i] = (struct cost_request){ .plan = m->plan,
							    .key = r->key,
							    .year = year.year,
							    .settled = i == 1,
							    .yen = yen,
							    .source = cell(m, row, SOURCE),
							    .because = cell(m, row, BECAUSE) };
	}
}

/* ア1、ア2 as ア1 ア2. */
static struct text spaced(struct arena *a, struct text list)
{
	struct buf b = { 0 };
	struct text made;

	while (list.n) {
		uint32_t ch = text_next(&list);

		buf_char(&b, ch == 0x3001 || ch == 0x30FB || ch == '/' || ch == 0xFF0C ? ' ' : ch);
	}
	made = text_dup(a, buf_view(&b));
	buf_clear(&b);
	return made;
}

static void read_line(struct import *m, struct import_row *r, const struct sheet_row *row, struct line *l)
{
	enum project_status status;
	struct text kpis = cell(m, row, KPIS);

	*l = (struct line){ .project = { .plan = m->plan,
					 .key = r->key,
					 .name = cell(m, row, NAME),
					 .section = cell(m, row, SECTION),
					 .status = cell(m, row, STATUS),
					 .because = cell(m, row, BECAUSE) } };
	if (kpis.n)
		l->project.kpis = spaced(m->c->arena, kpis);
	if (l->project.status.n && !project_status_parse(&status, l->project.status))
		fault(m, r, "import.bad-status", l->project.status);
	else if (!donation_said(&l->project.donation, cell(m, row, DONATION)))
		fault(m, r, "import.bad-donation", cell(m, row, DONATION));
	else
		read_costs(m, r, row, l);
}

/* ---- recording ---- */

/* Kept where the error is the row's; false where something else failed. */
static bool take_error(struct import *m, struct import_row *r, const struct err *why)
{
	struct arena *a = m->c->arena;

	if (why->kind != ERR_INPUT && why->kind != ERR_CONFLICT && why->kind != ERR_USAGE)
		return false;
	r->what = IMPORT_FAULT;
	r->msg = msg_make(a, "import.refused", "why", msg_say(a, LANG_JA, &why->msg), "why_en",
			  msg_say(a, LANG_EN, &why->msg), NULL);
	m->out->faults++;
	return true;
}

static bool record_line(struct import *m, struct import_row *r, struct line *l, struct err *err)
{
	struct project_result made;
	bool changed = false;

	l->project.add = !project_of(&m->before, r->key);
	for (size_t i = 0; l->project.add && &m->out->rows.at[i] < r; i++)
		if (text_eq(m->out->rows.at[i].key, r->key) && m->out->rows.at[i].what != IMPORT_FAULT)
			l->project.add = false;
	if (!project_set_in(m->tx, &made, m->c, &l->project, err))
		return take_error(m, r, err);
	changed = !made.unchanged;
	for (int i = 0; i < 2; i++) {
		if (!l->has_cost[i])
			continue;
		if (!project_cost_in(m->tx, &made, m->c, &l->cost[i], err))
			return take_error(m, r, err);
		changed |= !made.unchanged;
	}
	r->what = l->project.add ? IMPORT_NEW : changed ? IMPORT_CHANGED : IMPORT_SAME;
	return true;
}

/* A town's table has a title and a date above its heads. */
static bool read_lines(struct import *m, const struct table_file *file, struct err *err)
{
	const struct sheet *s = &file->book->sheets.at[0];
	size_t head = 0;

	while (head < s->rows.n && head < HEAD_LINES && !find_columns(m, &s->rows.at[head]))
		head++;
	if (head == s->rows.n || head == HEAD_LINES)
		return err_set(err, ERR_INPUT, "usecase.import-no-key", "file", file->name, NULL);
	m->lines = arena_array(m->c->arena, s->rows.n, sizeof *m->lines);
	for (size_t i = head + 1; i < s->rows.n; i++) {
		const struct sheet_row *row = &s->rows.at[i];
		struct import_row *r;

		if (!cell(m, row, KEY).n)
			continue;
		r = LIST_ADD(m->c->arena, &m->out->rows);
		*r = (struct import_row){ .line = row->line, .key = kpi_comparable(m->c->arena, cell(m, row, KEY)) };
		read_line(m, r, row, &m->lines[m->out->rows.n - 1]);
	}
	return true;
}

/* One transaction for all rows: what a file would do is what it does, taken back. */
static bool record_lines(struct import *m, bool apply, struct err *err)
{
	bool ok = txn_begin(&m->tx, m->c->store, err);

	for (size_t i = 0; ok && i < m->out->rows.n; i++)
		ok = record_line(m, &m->out->rows.at[i], &m->lines[i], err);
	ok = ok && (!apply || txn_commit(&m->tx, err));
	txn_rollback(&m->tx);
	return ok;
}

bool project_import(struct import_result *result, struct context *c, struct text plan, const struct table_file *file,
		    bool apply, struct err *err)
{
	struct import_result made = { 0 };
	struct import m = { .c = c, .out = &made };
	const struct plan_version *v;
	plan_version_list all = { 0 };

	if (!permit(c, RIGHT_PLAN, err) || !plans_read(&all, c, 0, err) ||
	    !plans_choose(&v, &all, c, plan, context_today(c), (struct date){ 0 }, err) ||
	    !projects_read(&m.before, c, v->plan, 0, err))
		return false;
	m.plan = made.plan = v->plan;
	if (!read_lines(&m, file, err))
		return false;
	made.unread = made.faults;
	if (!made.unread && !record_lines(&m, apply, err))
		return false;
	*result = made;
	return true;
}
