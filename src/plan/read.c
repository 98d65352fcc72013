/* The order matters: the end of the plan's period dates targets that have no date, ①'s marks tell a table's marks, and
 * chapter 4's goals are what its table refers to. */
#include "plan/read.h"

#include <stdlib.h>
#include <string.h>

#include "plan/read_parts.h"

/* １ 地域再生計画の名称　1 in a table of contents. */
static bool only_page_number(const struct doc *d, const struct section *s)
{
	struct fold f;
	size_t i = 0;

	if (s->to != s->from + 1)
		return false;
	fold_text(&f, d->pieces.at[s->from].t);
	return fold_int(&f, &i) >= 0 && i == f.n && f.n <= 3;
}

/* A section of that kind with something in it, else the first one, else NULL. */
static const struct section *section_of(const struct doc *d, const section_list *s, enum section_kind kind)
{
	const struct section *first = NULL;

	for (size_t i = 0; i < s->n; i++) {
		if (s->at[i].kind != kind)
			continue;
		if (s->at[i].from < s->at[i].to && !only_page_number(d, &s->at[i]))
			return &s->at[i];
		first = first ? first : &s->at[i];
	}
	return first;
}

static bool no_plan(const char *where, const char *id, struct err *err)
{
	return err_set(err, ERR_INPUT, id, "file", where, NULL);
}

static bool check_bytes(struct text utf8, const char *where, struct err *err)
{
	size_t bad, line = 1;

	if (utf8.n > PLAN_BYTES_MAX)
		return err_set(err, ERR_INPUT, "plan.too-big", "file", where, "limit", NUM(PLAN_BYTES_MAX >> 20), NULL);
	if (!trim(utf8).n)
		return no_plan(where, "plan.empty", err);
	if (memchr(utf8.p, 0, utf8.n))
		return no_plan(where, "plan.binary", err);
	bad = utf8_bad_at(utf8);
	if (bad == SIZE_MAX)
		return true;
	for (size_t i = 0; i < bad; i++)
		line += utf8.p[i] == '\n';
	return err_set(err, ERR_INPUT, "plan.not-utf8", "file", where, "line", NUM((int64_t)line), NULL);
}

/* Two of the form's chapters make a plan; a recipe has none. */
static bool is_plan(const section_list *s)
{
	bool seen[SEC_KIND_COUNT] = { false };
	int n = 0;

	for (size_t i = 0; i < s->n; i++)
		seen[s->at[i].kind] = true;
	for (int k = SEC_TITLE; k <= SEC_REVIEW; k++)
		n += seen[k];
	return n >= 2;
}

static void say_missing(struct doc *d, const section_list *s)
{
	static const char *const names[] = { "１ 地域再生計画の名称",           "２ 地域再生計画の作成主体の名称",
					     "３ 地域再生計画の区域",           "４ 地域再生計画の目標",
					     "５ 地域再生を図るために行う事業", "６ 計画期間" };

	for (int k = SEC_TITLE; k <= SEC_TERM; k++) {
		const struct section *found = section_of(d, s, (enum section_kind)k);

		if (!found)
			REMARK(d, "read-chapter-missing", SEVERITY_ERROR, 0, 0, "chapter", names[k - SEC_TITLE], NULL);
		else if (found->from >= found->to && k != SEC_MEASURES && k != SEC_GOALS)
			REMARK(d, "read-chapter-empty", SEVERITY_ERROR, d->pieces.at[found->head].line, 1, "chapter",
			       names[k - SEC_TITLE], NULL);
	}
}

static void read_head(struct doc *d, struct plan *plan, const section_list *s)
{
	const struct section *title = section_of(d, s, SEC_TITLE), *authors = section_of(d, s, SEC_AUTHORS);
	const struct section *area = section_of(d, s, SEC_AREA), *term = section_of(d, s, SEC_TERM);

	if (title) {
		plan->title = read_joined(d, title->from, title->to);
		plan->title_lines = read_span(d, title->from, title->to);
	}
	if (authors)
		read_authors(d, plan, authors->from, authors->to);
	if (area) {
		plan->area = read_joined(d, area->from, area->to);
		plan->area_lines = read_span(d, area->from, area->to);
	}
	if (term)
		read_period_of(d, &plan->period, term->from, term->to);
	if (plan->period.to.year)
		d->end_year = date_fiscal_year(plan->period.to);
	if (plan->period.from.year)
		d->start_year = date_fiscal_year(plan->period.from);
}

static void add_item(struct doc *d, struct plan_measure *m, const struct section *s)
{
	struct plan_other *o;
	struct fold f;
	size_t i;

	if (s->from >= s->to)
		return;
	o = LIST_ADD(d->a, &m->items);
	o->number = s->number;
	fold_text(&f, s->heading);
	i = 0;
	while (i < f.n && (f.at[i] < s->number.n || f.c[i] == '.' || f.c[i] == ' '))
		i++;
	while (f.n > i && f.c[f.n - 1] == ':')
		f.n--;
	o->heading = i < f.n ? fold_slice(&f, s->heading, i, f.n) : s->heading;
	read_paragraphs(d, s->from, s->to, &o->paragraphs);
	o->lines = read_span(d, s->from, s->to);
}

/* One section of a measure; its KPI table waits until the goals are known. */
static void read_item(struct doc *d, struct plan_measure *m, const struct section *s)
{
	switch (s->kind) {
	case SEC_NAME:
		if (!m->business.n)
			read_names(d, m, s->from, s->to);
		break;
	case SEC_CONTENT:
		read_contents(d, m, s->from, s->to);
		break;
	case SEC_GUIDE:
		read_guide(d, &m->guide, s->from, s->to);
		break;
	case SEC_EVALUATION:
		read_evaluation(d, &m->evaluation, s->from, s->to);
		break;
	case SEC_PERIOD:
		read_period_of(d, &m->period, s->from, s->to);
		break;
	case SEC_ITEM:
		add_item(d, m, s);
		break;
	default:
		break;
	}
	if (m->lines.first && s->from < s->to)
		m->lines.last = d->pieces.at[s->to - 1].line;
}

static void read_measures(struct doc *d, struct plan *plan, const section_list *s)
{
	struct plan_measure *m = NULL;

	for (size_t i = 0; i < s->n; i++) {
		const struct section *at = &s->at[i];

		if (at->kind == SEC_MEASURE) {
			m = LIST_ADD(d->a, &plan->measures);
			read_measure_head(d, m, at);
			m->lines = read_span(d, at->head, at->from);
			if (at->from < at->to) { /* text before ① */
				struct plan_other *preface = LIST_ADD(d->a, &m->items);

				*preface = (struct plan_other){ .number = TEXT(""), .heading = TEXT("") };
				read_paragraphs(d, at->from, at->to, &preface->paragraphs);
				preface->lines = read_span(d, at->from, at->to);
				m->lines.last = preface->lines.last;
			}
		} else if (at->kind >= SEC_NAME && at->kind <= SEC_ITEM && m) {
			read_item(d, m, at);
		} else if (at->kind == SEC_OVERVIEW && !plan->overview.n) {
			plan->overview = read_joined(d, at->from, at->to);
			plan->overview_lines = read_span(d, at->from, at->to);
		} else if (at->kind == SEC_OTHER) {
			read_other(d, plan, at, at->number);
		}
	}
	for (size_t i = 0; i < plan->measures.n; i++) {
		const struct plan_period *p = &plan->measures.at[i].period;

		if (!d->end_year && p->to.year)
			d->end_year = date_fiscal_year(p->to);
		if (!d->start_year && p->from.year)
			d->start_year = date_fiscal_year(p->from);
	}
}

static struct known known_of(struct doc *d, const struct plan *plan)
{
	struct known known = { .plan = plan };

	for (size_t i = 0; i < plan->measures.n; i++)
		for (size_t k = 0; k < plan->measures.at[i].projects.n && known.marks.n < 200; k++) {
			*LIST_ADD(d->a, &known.marks) = plan->measures.at[i].projects.at[k].mark;
			*LIST_ADD(d->a, &known.titles) = plan->measures.at[i].projects.at[k].title;
		}
	return known;
}

enum { HAS_BASELINE = 1, HAS_TARGET = 2, HAS_NUMBER = 4 };

static int table_words(struct text t)
{
	static const char *const baseline[] = { "現状値", "基準値", "現況値",    "事業開始前",
						"当初値", "策定時", "計画開始時" };
	static const char *const target[] = { "目標値", "増加分", "累計", "目標" };
	int found = 0;

	if (t.n > 400 || text_find(t, TEXT("。")) != SIZE_MAX)
		return 0;
	for (size_t k = 0; k < sizeof baseline / sizeof *baseline; k++)
		if (text_find(t, text_of(baseline[k])) != SIZE_MAX)
			found |= HAS_BASELINE;
	for (size_t k = 0; k < sizeof target / sizeof *target; k++)
		if (text_find(t, text_of(target[k])) != SIZE_MAX && !text_starts(t, TEXT("基本目標")))
			found |= HAS_TARGET;
	return found;
}

/* 210,000人（平成28年度）→ 230,000人（平成34年度） */
static bool has_arrow(struct text t)
{
	size_t at = text_find(t, TEXT("→"));
	struct text behind;

	at = at == SIZE_MAX ? text_find(t, TEXT("⇒")) : at;
	if (at == SIZE_MAX || t.n > 300 || text_find(t, TEXT("。")) != SIZE_MAX)
		return false;
	behind = trim(text_slice(t, at + 3, t.n));
	return read_is_number_cell(behind) || read_is_number_cell(text_slice(behind, 0, text_find(behind, TEXT(" "))));
}

/* The goal or name above the first figures with an arrow. */
static size_t arrows_begin(const struct doc *d, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		struct text t = d->pieces.at[i].t, before;

		if (!has_arrow(t))
			continue;
		before = text_slice(t, 0, text_find(t, TEXT("→")));
		return i > from && read_is_number_cell(trim(before)) ? i - 1 : i;
	}
	return to;
}

/* Where a table without a heading begins: header words of both columns within a few lines; `to` where there is none. */
static size_t table_without_heading(const struct doc *d, size_t from, size_t to)
{
	enum { NEAR = 10 };

	for (size_t i = from; i < to; i++) {
		int found = table_words(d->pieces.at[i].t);

		if (!found)
			continue;
		for (size_t k = i + 1; k < to && k < i + NEAR && found != (HAS_BASELINE | HAS_TARGET); k++)
			found |= table_words(d->pieces.at[k].t);
		if (found == (HAS_BASELINE | HAS_TARGET))
			return i;
	}
	return arrows_begin(d, from, to);
}

/* The header's first lines (KPI, 5-2の) may stand before the words that gave it away. */
static size_t header_begin(const struct doc *d, size_t from, size_t at)
{
	while (at > from && quick_width(d->pieces.at[at - 1].t) <= 24 && !read_goes_on(d, at - 1, at) &&
	       text_find(d->pieces.at[at - 1].t, TEXT("。")) == SIZE_MAX &&
	       (text_find(d->pieces.at[at - 1].t, TEXT("KPI")) != SIZE_MAX ||
		text_find(d->pieces.at[at - 1].t, TEXT("ＫＰＩ")) != SIZE_MAX ||
		text_find(d->pieces.at[at - 1].t, TEXT("指標")) != SIZE_MAX ||
		text_find(d->pieces.at[at - 1].t, TEXT("事業")) != SIZE_MAX ||
		text_find(d->pieces.at[at - 1].t, TEXT("①")) != SIZE_MAX ||
		text_find(d->pieces.at[at - 1].t, TEXT("単位")) != SIZE_MAX))
		at--;
	return at;
}

/* 基本目標２ among the KPIs, where only 基本目標１ stands above them. */
static bool is_next_goal(const struct plan *plan, int number)
{
	for (size_t i = 0; i < plan->goals.n; i++)
		if (plan->goals.at[i].number >= number)
			return false;
	return true;
}

/* Goals that only the table names, with their titles. */
static void goals_of_table(struct doc *d, struct plan *plan, size_t from, size_t to)
{
	size_t before = plan->goals.n;
	struct fold f;

	for (size_t i = from; i < to; i++) {
		struct text t = d->pieces.at[i].t;
		size_t used;
		int number;

		fold_text(&f, text_slice(t, 0, 120));
		number = read_goal_name(&f, &used);
		if (number && (!before || is_next_goal(plan, number)) && used + 4 < f.n && !is_digit(f.c[used]) &&
		    f.c[used] != 0x3001 && f.c[used] != ',' && !read_is_number_cell(fold_slice(&f, t, f.n - 1, f.n)) &&
		    plan->goals.n < 30) {
			size_t n = plan->narrative.n;

			read_goals(d, plan, i, i + 1);
			plan->narrative.n = n;
		}
	}
	if (plan->goals.n > before)
		REMARK(d, "read-goals-from-table", SEVERITY_NOTE, plan->goals.at[before].lines.first, 1, "n",
		       NUM((int64_t)(plan->goals.n - before)), NULL);
}

/* Prose behind the table belongs to the narrative. */
static size_t table_end(const struct doc *d, size_t from, size_t to)
{
	size_t end = to;

	while (end > from && read_note_mark(d->pieces.at[end - 1].t) == 0 && !d->pieces.at[end - 1].gone) {
		struct text t = d->pieces.at[end - 1].t;
		bool sentence = text_ends(t, TEXT("。")) || (end < to && quick_width(t) * 10 >= d->width * 8);
		size_t k = end - 1;

		if (!sentence)
			break;
		/* A footnote's last line is no prose. */
		while (k > from && read_goes_on(d, k - 1, to))
			k--;
		if (read_note_mark(d->pieces.at[k].t))
			break;
		end = k;
	}
	return end;
}

/* Eight kana in a line and no figure at its end: running text. */
static bool is_running_text(struct text t)
{
	struct fold f;
	size_t kana = 0;

	fold_text(&f, t);
	for (size_t i = 0; i < f.n; i++)
		kana += is_hiragana(f.c[i]);
	return kana >= 8 && f.n && !is_digit(f.c[f.n - 1]) && !is_close(f.c[f.n - 1]);
}

/* Sentences between rows and footnotes belong to the narrative, too. */
static void take_sentences(struct doc *d, struct plan *plan, size_t from, size_t to)
{
	for (size_t i = from, end; i < to; i = end) {
		struct text last;

		for (end = i + 1;
		     end < to && (read_goes_on(d, end - 1, to) ||
				  (is_running_text(d->pieces.at[end - 1].t) && !read_starts_item(d->pieces.at[end].t) &&
				   !text_ends(d->pieces.at[end - 1].t, TEXT("。"))));)
			end++;
		last = d->pieces.at[end - 1].t;
		if (read_note_mark(d->pieces.at[i].t) || !text_ends(last, TEXT("。")) ||
		    quick_width(last) + quick_width(d->pieces.at[i].t) < 24)
			continue;
		*LIST_ADD(d->a, &plan->narrative) = read_joined(d, i, end);
		for (size_t k = i; k < end; k++)
			d->pieces.at[k].gone = true;
	}
}

static void read_one_table(struct doc *d, struct plan *plan, size_t from, size_t to)
{
	size_t end = table_end(d, from, to);
	struct known known = known_of(d, plan);

	goals_of_table(d, plan, from, end);
	take_sentences(d, plan, from, end);
	read_kpis(d, plan, &known, from, end);
	if (end < to)
		read_paragraphs(d, end, to, &plan->narrative);
}

static bool is_goals_chapter(enum section_kind kind)
{
	return kind == SEC_GOALS || kind == SEC_GOALS_PART;
}

/* Does anything in chapter 4 have a goal's name? */
static bool names_goals(const struct doc *d, const section_list *s)
{
	struct fold f;
	size_t used;

	for (size_t i = 0; i < s->n; i++)
		for (size_t k = s->at[i].from; is_goals_chapter(s->at[i].kind) && k < s->at[i].to; k++) {
			fold_text(&f, text_slice(d->pieces.at[k].t, 0, 48));
			if (read_goal_name(&f, &used))
				return true;
		}
	return false;
}

static void read_chapter_4(struct doc *d, struct plan *plan, const section_list *s)
{
	LIST(struct span) tables = { 0 };
	bool headed = false;

	d->goals_unnamed = !names_goals(d, s);
	for (size_t i = 0; i < s->n; i++)
		headed |= s->at[i].kind == SEC_TABLE;
	for (size_t i = 0; i < s->n; i++) {
		const struct section *at = &s->at[i];
		size_t end = at->to;

		if (at->kind == SEC_TABLE)
			*LIST_ADD(d->a, &tables) = (struct span){ (uint32_t)at->from, (uint32_t)at->to };
		if (!is_goals_chapter(at->kind))
			continue;
		if (at->kind == SEC_GOALS_PART && at->heading.n)
			*LIST_ADD(d->a, &plan->narrative) = at->heading;
		if (!headed) {
			end = table_without_heading(d, at->from, at->to);
			if (end < at->to) {
				end = header_begin(d, at->from, end);
				*LIST_ADD(d->a, &tables) = (struct span){ (uint32_t)end, (uint32_t)at->to };
			}
		}
		read_goals(d, plan, at->from, end);
		if (at->from < end) {
			plan->narrative_lines.last = d->pieces.at[end - 1].line;
			if (!plan->narrative_lines.first)
				plan->narrative_lines.first = d->pieces.at[at->from].line;
		}
	}
	for (size_t i = 0; i < tables.n; i++)
		read_one_table(d, plan, tables.at[i].first, tables.at[i].last);
}

/* 「４の【数値目標】に同じ」 */
static int reference(struct text t)
{
	struct fold f;

	if (t.n > 300)
		return 0;
	fold_text(&f, t);
	if (!fold_has(&f, "同じ") && !fold_has(&f, "同様") && !fold_has(&f, "のとおり") && !fold_has(&f, "参照") &&
	    !fold_has(&f, "同上"))
		return 0;
	for (size_t i = 0; i < f.n; i++) {
		size_t j = i;
		int n = is_digit(f.c[i]) ? fold_int(&f, &j) : 0;

		if (n >= 1 && n <= 7)
			return n;
	}
	return fold_has(&f, "数値目標") ? 4 : 0;
}

/* （重要業績評価指標（ＫＰＩ）） in a line of its own is still the heading's. */
static struct text without_heading(struct text t)
{
	struct fold f;
	size_t n;

	fold_text(&f, text_slice(t, 0, 300));
	n = fold_starts(&f, 0, "(重要業績評価指標(KPI))");
	return n && n < f.n ? trim(text_slice(t, f.at[n], t.n)) : t;
}

static void read_indicators(struct doc *d, struct plan *plan, const section_list *s)
{
	size_t m = 0;

	for (size_t i = 0; i < s->n; i++) {
		const struct section *at = &s->at[i];
		struct plan_measure *measure;

		m += at->kind == SEC_MEASURE;
		if (at->kind != SEC_KPI || !m || m > plan->measures.n || at->from >= at->to)
			continue;
		measure = &plan->measures.at[m - 1];
		if (at->to - at->from <= 4)
			measure->indicators_same_as_chapter = reference(read_joined(d, at->from, at->to));
		if (measure->indicators_same_as_chapter) {
			measure->indicators_wording = without_heading(read_joined(d, at->from, at->to));
			continue;
		}
		read_one_table(d, plan, at->from, at->to);
	}
}

static void read_goals_as_kpis(struct doc *d, struct plan *plan, const section_list *s)
{
	size_t from = 0, to = 0;

	for (size_t i = 0; i < s->n; i++)
		if (s->at[i].kind == SEC_OTHER && text_is(s->at[i].number, "7-2")) {
			from = s->at[i].from;
			to = s->at[i].to;
		}
	read_goal_kpis(d, plan, &(struct known){ .plan = plan }, from, to);
}

static int by_line(const void *a, const void *b)
{
	const struct remark *x = a, *y = b;

	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (x->column != y->column)
		return x->column < y->column ? -1 : 1;
	return strcmp(x->rule, y->rule);
}

/* The remark about a KPI names it in words until its key is known. */
static void set_remark_keys(struct doc *d, const struct plan *plan, size_t first)
{
	for (size_t i = first; i < d->remarks->n; i++) {
		struct remark *r = &d->remarks->at[i];
		const char *name = msg_arg(&r->msg, "kpi");

		for (size_t k = 0; name && k < plan->kpis.n && k < 1000; k++)
			if (text_is(plan->kpis.at[k].name, name)) {
				r->kpi = plan->kpis.at[k].key;
				break;
			}
	}
	if (d->remarks->n > first)
		qsort(d->remarks->at + first, d->remarks->n - first, sizeof *d->remarks->at, by_line);
}

bool plan_read(struct arena *a, struct plan *plan, remark_list *remarks, struct text utf8, const char *where,
	       struct err *err)
{
	remark_list said = { 0 };
	struct doc d = { .a = a, .remarks = &said };
	section_list sections = { 0 };
	struct plan p = { 0 };

	if (!check_bytes(utf8, where, err))
		return false;
	if (text_starts(utf8, TEXT("\xEF\xBB\xBF")))
		utf8 = text_slice(utf8, 3, utf8.n);
	if (!read_lines(&d, utf8))
		return err_set(err, ERR_INPUT, "plan.too-many-lines", "file", where, "limit", NUM(PLAN_LINES_MAX),
			       NULL);
	read_markup(&d);
	read_page_furniture(&d);
	read_prose_shape(&d);
	read_sections(&d, &sections);
	if (!is_plan(&sections))
		return no_plan(where, "plan.not-a-plan", err);
	say_missing(&d, &sections);
	read_head(&d, &p, &sections);
	read_measures(&d, &p, &sections);
	read_chapter_4(&d, &p, &sections);
	read_indicators(&d, &p, &sections);
	if (!p.kpis.n)
		read_goals_as_kpis(&d, &p, &sections);
	read_strategy(&d, &p);
	read_kpi_keys(a, &p);
	if (!p.kpis.n)
		REMARK(&d, "read-no-kpis", SEVERITY_ERROR, 0, 0, NULL);
	set_remark_keys(&d, &p, 0);
	for (size_t i = 0; i < said.n; i++)
		*LIST_ADD(a, remarks) = said.at[i];
	*plan = p;
	return true;
}
