#include "plan/compare.h"

#include "plan/compare_part.h"

struct comparison {
	struct arena *arena;
	change_list *out;
	const struct plan *before, *after;
};

const char *change_kind_name(enum change_kind k)
{
	static const char *const names[CHANGE_KIND_COUNT] = { "altered", "added", "removed", "renamed", "moved" };

	return names[k];
}

/* A difference of that kind, whatever the texts. */
static void add(struct comparison *c, enum change_kind kind, struct msg what, struct text before, struct text after)
{
	*LIST_ADD(c->arena, c->out) =
		(struct plan_change){ .kind = kind, .what = what, .before = before, .after = after };
}

/* A difference where the texts differ. */
static void texts(struct comparison *c, struct msg what, struct text before, struct text after)
{
	if (!compare_same(before, after))
		add(c, !before.n ? CHANGE_ADDED : !after.n ? CHANGE_REMOVED : CHANGE_ALTERED, what, before, after);
}

static struct text joined(struct comparison *c, const text_list *list, size_t from, size_t to)
{
	struct buf b = { 0 };
	struct text t;

	for (size_t i = from; i < to; i++) {
		buf_puts(&b, i > from ? "\n" : "");
		buf_text(&b, list->at[i]);
	}
	t = text_dup(c->arena, buf_view(&b));
	buf_clear(&b);
	return t;
}

/* Paragraph by paragraph: what lies between two that stay is one difference. */
static void paragraphs(struct comparison *c, struct msg what, const text_list *before, const text_list *after)
{
	int *match = arena_array(c->arena, before->n + 1, sizeof *match);
	size_t from = 0, to = 0;

	compare_paragraphs(c->arena, match, before, after);
	for (size_t i = 0; i <= before->n; i++) {
		size_t j = i == before->n ? after->n : (size_t)match[i];

		if (i < before->n && match[i] == NO_MATCH)
			continue;
		if (i > from || j > to)
			texts(c, what, joined(c, before, from, i), joined(c, after, to, j));
		from = i + 1;
		to = j + 1;
	}
}

static struct msg label(struct comparison *c, const char *id, const char *name, struct text value)
{
	return msg_make(c->arena, id, name, text_z(c->arena, value), NULL);
}

static struct msg plain(const char *id)
{
	return (struct msg){ .id = id };
}

/* ---- authors, goals ---- */

static struct text authors(struct comparison *c, const struct plan *p)
{
	text_list names = { 0 };

	for (size_t i = 0; i < p->authors.n; i++)
		*LIST_ADD(c->arena, &names) = p->authors.at[i].wording;
	return joined(c, &names, 0, names.n);
}

static struct text goal_text(struct comparison *c, const struct plan_goal *g)
{
	const char *s = g->subtitle.n ? arena_printf(c->arena, "%s～%s～", text_z(c->arena, g->title),
						     text_z(c->arena, g->subtitle))
				      : text_z(c->arena, g->title);

	return text_of(s);
}

static struct msg goal_label(struct comparison *c, const struct plan_goal *g)
{
	return msg_make(c->arena, "plan.compare.goal", "goal", NUM(g->number), NULL);
}

static struct named *goal_names(struct comparison *c, const struct plan *p)
{
	struct named *names = arena_array(c->arena, p->goals.n + 1, sizeof *names);

	for (size_t i = 0; i < p->goals.n; i++)
		names[i] = (struct named){ goal_text(c, &p->goals.at[i]),
					   text_of(arena_printf(c->arena, "%d", p->goals.at[i].number)) };
	return names;
}

/* For each item of the later list the item of the earlier one that it was, NO_MATCH for a new one. */
static int *turned(struct comparison *c, const struct named *before, size_t n, const struct named *after, size_t m)
{
	int *match = arena_array(c->arena, n + 1, sizeof *match), *was = arena_array(c->arena, m + 1, sizeof *was);

	compare_match(c->arena, match, before, n, after, m);
	for (size_t j = 0; j < m; j++)
		was[j] = NO_MATCH;
	for (size_t i = 0; i < n; i++)
		if (match[i] != NO_MATCH)
			was[match[i]] = (int)i;
	return was;
}

/* True where no item of the later list was this one. */
static bool gone(const int *was, size_t m, size_t i)
{
	for (size_t j = 0; j < m; j++)
		if (was[j] == (int)i)
			return false;
	return true;
}

static void goals(struct comparison *c)
{
	const struct plan *b = c->before, *l = c->after;
	struct named *names = goal_names(c, b), *later = goal_names(c, l);
	int *was = turned(c, names, b->goals.n, later, l->goals.n);

	for (size_t j = 0; j < l->goals.n; j++) {
		const struct plan_goal *now = &l->goals.at[j], *old = was[j] == NO_MATCH ? NULL : &b->goals.at[was[j]];

		if (!old)
			add(c, CHANGE_ADDED, goal_label(c, now), (struct text){ 0 }, later[j].name);
		else if (!compare_same(names[was[j]].name, later[j].name))
			add(c, CHANGE_RENAMED, goal_label(c, now), names[was[j]].name, later[j].name);
		if (old && old->number != now->number)
			add(c, CHANGE_MOVED, label(c, "plan.compare.goal-number", "title", now->title),
			    names[was[j]].key, later[j].key);
	}
	for (size_t i = 0; i < b->goals.n; i++)
		if (gone(was, l->goals.n, i))
			add(c, CHANGE_REMOVED, goal_label(c, &b->goals.at[i]), names[i].name, (struct text){ 0 });
}

/* ---- KPIs ---- */

static const char *period_ja(struct comparison *c, struct period p)
{
	if (p.kind == PERIOD_FY || p.kind == PERIOD_CY)
		return arena_printf(c->arena, "%d年%s", p.year, p.kind == PERIOD_FY ? "度" : "");
	return arena_strdup(c->arena, PERIOD(p));
}

/* "494（2019年度）", and the same for a target and its due period. */
static struct text cell(struct comparison *c, struct text wording, bool has_value, struct decimal value,
			struct period p)
{
	const char *figure = wording.n   ? text_z(c->arena, wording)
			     : has_value ? arena_strdup(c->arena, DEC(value))
					 : "";

	if (p.kind == PERIOD_NONE)
		return text_of(figure);
	return text_of(arena_printf(c->arena, "%s（%s）", figure, period_ja(c, p)));
}

static struct text baseline_cell(struct comparison *c, const struct plan_kpi *k)
{
	size_t mark = text_find(k->baseline.wording, TEXT("※"));

	/* The number of a footnote is no part of the figure. */
	return cell(c, text_slice(k->baseline.wording, 0, mark == SIZE_MAX ? k->baseline.wording.n : mark),
		    k->baseline.has_value, k->baseline.value, k->baseline.period);
}

static struct text target_cell(struct comparison *c, const struct plan_kpi *k)
{
	return cell(c, k->target.wording, k->target.is.has_value, k->target.is.value, k->target.due);
}

static struct text increments_cell(struct comparison *c, const struct plan_kpi *k)
{
	text_list years = { 0 };

	for (size_t i = 0; i < k->increments.n; i++) {
		const struct plan_increment *in = &k->increments.at[i];

		*LIST_ADD(c->arena, &years) = cell(c, in->wording, in->has_value, in->value, in->period);
	}
	return joined(c, &years, 0, years.n);
}

static struct text goals_cell(struct comparison *c, const struct plan_kpi *k)
{
	const char *s = "";

	for (size_t i = 0; i < k->goals.n; i++)
		s = arena_printf(c->arena, "%s%s基本目標%d", s, i ? "、" : "", k->goals.at[i]);
	return text_of(s);
}

static struct text kpi_line(struct comparison *c, const struct plan_kpi *k)
{
	return text_of(arena_printf(c->arena, "%s（%s）　%s → %s", text_z(c->arena, k->name), text_z(c->arena, k->unit),
				    text_z(c->arena, baseline_cell(c, k)), text_z(c->arena, target_cell(c, k))));
}

/* The title of the project with that mark; empty where there is none. */
static struct text project_of(const struct plan *p, struct text mark)
{
	for (size_t m = 0; mark.n && m < p->measures.n; m++)
		for (size_t i = 0; i < p->measures.at[m].projects.n; i++)
			if (text_eq(p->measures.at[m].projects.at[i].mark, mark))
				return p->measures.at[m].projects.at[i].title;
	return mark;
}

static struct msg kpi_label(struct comparison *c, const char *id, const struct plan_kpi *k)
{
	return msg_make(c->arena, id, "kpi",
			arena_printf(c->arena, "%s %s", text_z(c->arena, k->key), text_z(c->arena, k->name)), NULL);
}

/* Moved: to another project; where only the letters of the projects shifted, the projects say so. */
static void kpi_fields(struct comparison *c, const struct plan_kpi *b, const struct plan_kpi *l, bool project_stays)
{
	if (!compare_same(b->name, l->name))
		add(c, CHANGE_RENAMED, kpi_label(c, "plan.compare.kpi-name", l), b->name, l->name);
	if (!project_stays)
		add(c, CHANGE_MOVED, kpi_label(c, "plan.compare.kpi-project", l), project_of(c->before, b->project),
		    project_of(c->after, l->project));
	texts(c, kpi_label(c, "plan.compare.kpi-unit", l), b->unit, l->unit);
	texts(c, kpi_label(c, "plan.compare.kpi-baseline", l), baseline_cell(c, b), baseline_cell(c, l));
	texts(c, kpi_label(c, "plan.compare.kpi-increments", l), increments_cell(c, b), increments_cell(c, l));
	texts(c, kpi_label(c, "plan.compare.kpi-target", l), target_cell(c, b), target_cell(c, l));
	texts(c, kpi_label(c, "plan.compare.kpi-goals", l), goals_cell(c, b), goals_cell(c, l));
}

static struct named *kpi_names(struct comparison *c, const struct plan *p)
{
	struct named *names = arena_array(c->arena, p->kpis.n + 1, sizeof *names);

	for (size_t i = 0; i < p->kpis.n; i++)
		names[i] = (struct named){ p->kpis.at[i].name, p->kpis.at[i].key };
	return names;
}

/* All projects of all measures, as names; *n gets how many. */
static struct named *project_names(struct comparison *c, const struct plan *p, size_t *n)
{
	LIST(struct named) names = { 0 };

	for (size_t m = 0; m < p->measures.n; m++)
		for (size_t i = 0; i < p->measures.at[m].projects.n; i++)
			*LIST_ADD(c->arena, &names) = (struct named){ p->measures.at[m].projects.at[i].title,
								      p->measures.at[m].projects.at[i].mark };
	*n = names.n;
	return names.at;
}

/* The project with the one mark became that with the other. */
static bool project_became(struct comparison *c, struct text mark, struct text later_mark)
{
	size_t n, m;
	struct named *before = project_names(c, c->before, &n), *after = project_names(c, c->after, &m);
	int *was = turned(c, before, n, after, m);

	for (size_t j = 0; j < m; j++)
		if (text_eq(after[j].key, later_mark) && was[j] != NO_MATCH && text_eq(before[was[j]].key, mark))
			return true;
	return n == 0 || m == 0 || !mark.n || !later_mark.n;
}

static void kpis(struct comparison *c)
{
	const struct plan *b = c->before, *l = c->after;
	struct named *names = kpi_names(c, b), *later = kpi_names(c, l);
	int *was = turned(c, names, b->kpis.n, later, l->kpis.n);

	for (size_t j = 0; j < l->kpis.n; j++) {
		const struct plan_kpi *now = &l->kpis.at[j], *old = was[j] == NO_MATCH ? NULL : &b->kpis.at[was[j]];

		if (!old)
			add(c, CHANGE_ADDED, kpi_label(c, "plan.compare.kpi", now), (struct text){ 0 },
			    kpi_line(c, now));
		else
			kpi_fields(c, old, now,
				   text_eq(old->project, now->project) ||
					   project_became(c, old->project, now->project));
	}
	for (size_t i = 0; i < b->kpis.n; i++)
		if (gone(was, l->kpis.n, i))
			add(c, CHANGE_REMOVED, kpi_label(c, "plan.compare.kpi", &b->kpis.at[i]),
			    kpi_line(c, &b->kpis.at[i]), (struct text){ 0 });
}

/* ---- chapter 5-2 ---- */

static struct msg project_label(struct comparison *c, const char *id, const struct plan_project *p)
{
	return msg_make(c->arena, id, "mark", text_z(c->arena, p->mark), "title", text_z(c->arena, p->title), NULL);
}

static struct text actions(struct comparison *c, const struct plan_project *p)
{
	struct text t = joined(c, &p->actions, 0, p->actions.n);

	return p->and_others ? text_of(arena_printf(c->arena, "%s　等", text_z(c->arena, t))) : t;
}

static void project_fields(struct comparison *c, const struct plan_project *b, const struct plan_project *l)
{
	if (!compare_same(b->title, l->title))
		add(c, CHANGE_RENAMED, project_label(c, "plan.compare.project-name", l), b->title, l->title);
	if (!compare_same(b->mark, l->mark))
		add(c, CHANGE_MOVED, project_label(c, "plan.compare.project-mark", l), b->mark, l->mark);
	paragraphs(c, project_label(c, "plan.compare.project-content", l), &b->content, &l->content);
	texts(c, project_label(c, "plan.compare.project-actions", l), actions(c, b), actions(c, l));
	paragraphs(c, project_label(c, "plan.compare.project-notes", l), &b->notes, &l->notes);
}

static struct text whole_project(struct comparison *c, const struct plan_project *p)
{
	text_list all = { 0 };

	*LIST_ADD(c->arena, &all) = p->title;
	for (size_t i = 0; i < p->content.n; i++)
		*LIST_ADD(c->arena, &all) = p->content.at[i];
	for (size_t i = 0; i < p->actions.n; i++)
		*LIST_ADD(c->arena, &all) = p->actions.at[i];
	return joined(c, &all, 0, all.n);
}

static struct named *names_of(struct comparison *c, const struct plan_measure *m)
{
	struct named *names = arena_array(c->arena, m->projects.n + 1, sizeof *names);

	for (size_t i = 0; i < m->projects.n; i++)
		names[i] = (struct named){ m->projects.at[i].title, m->projects.at[i].mark };
	return names;
}

static void projects(struct comparison *c, const struct plan_measure *b, const struct plan_measure *l)
{
	int *was = turned(c, names_of(c, b), b->projects.n, names_of(c, l), l->projects.n);

	for (size_t j = 0; j < l->projects.n; j++) {
		const struct plan_project *now = &l->projects.at[j];

		if (was[j] == NO_MATCH)
			add(c, CHANGE_ADDED, project_label(c, "plan.compare.project", now), (struct text){ 0 },
			    whole_project(c, now));
		else
			project_fields(c, &b->projects.at[was[j]], now);
	}
	for (size_t i = 0; i < b->projects.n; i++)
		if (gone(was, l->projects.n, i))
			add(c, CHANGE_REMOVED, project_label(c, "plan.compare.project", &b->projects.at[i]),
			    whole_project(c, &b->projects.at[i]), (struct text){ 0 });
}

static struct text period_cell(struct comparison *c, const struct plan_period *p)
{
	if (p->wording.n || (!p->to.year && !p->from.year))
		return p->wording;
	return text_of(arena_printf(c->arena, "%s～%s", p->from.year ? DATE(p->from) : text_z(c->arena, p->from_text),
				    DATE(p->to)));
}

static struct text guide_cell(struct comparison *c, const struct plan_guide *g)
{
	if (g->wording.n || !g->has_yen)
		return g->wording;
	return text_of(arena_printf(c->arena, "%lld円", (long long)g->yen));
}

static struct text section_name(struct comparison *c, const struct plan_other *o)
{
	return text_of(arena_printf(c->arena, "%s %s", text_z(c->arena, o->number), text_z(c->arena, o->heading)));
}

static const struct plan_other *numbered(const struct plan_other *at, size_t n, struct text number)
{
	for (size_t i = 0; i < n; i++)
		if (compare_same(at[i].number, number))
			return &at[i];
	return NULL;
}

/* Sections kept as text have numbers of their own. */
static void sections(struct comparison *c, const struct plan_other *before, size_t n, const struct plan_other *after,
		     size_t m)
{
	static const text_list nothing = { 0 };

	for (size_t j = 0; j < m; j++) {
		const struct plan_other *old = numbered(before, n, after[j].number);

		paragraphs(c, label(c, "plan.compare.section", "section", section_name(c, &after[j])),
			   old ? &old->paragraphs : &nothing, &after[j].paragraphs);
	}
	for (size_t i = 0; i < n; i++)
		if (!numbered(after, m, before[i].number))
			paragraphs(c, label(c, "plan.compare.section", "section", section_name(c, &before[i])),
				   &before[i].paragraphs, &nothing);
}

static void measure_fields(struct comparison *c, const struct plan_measure *b, const struct plan_measure *l)
{
	texts(c, plain("plan.compare.business"), b->business, l->business);
	projects(c, b, l);
	texts(c, plain("plan.compare.indicators"), b->indicators_wording, l->indicators_wording);
	texts(c, plain("plan.compare.guide"), guide_cell(c, &b->guide), guide_cell(c, &l->guide));
	texts(c, plain("plan.compare.evaluation"), b->evaluation.wording, l->evaluation.wording);
	texts(c, plain("plan.compare.business-period"), period_cell(c, &b->period), period_cell(c, &l->period));
	sections(c, b->items.at, b->items.n, l->items.at, l->items.n);
}

static struct named *measure_names(struct comparison *c, const struct plan *p)
{
	struct named *names = arena_array(c->arena, p->measures.n + 1, sizeof *names);

	for (size_t i = 0; i < p->measures.n; i++)
		names[i] = (struct named){ p->measures.at[i].name, p->measures.at[i].code };
	return names;
}

static void measures(struct comparison *c)
{
	const struct plan *b = c->before, *l = c->after;
	struct named *names = measure_names(c, b), *later = measure_names(c, l);
	int *was = turned(c, names, b->measures.n, later, l->measures.n);

	for (size_t j = 0; j < l->measures.n; j++) {
		static const struct plan_measure none = { 0 };
		const struct plan_measure *old = was[j] == NO_MATCH ? &none : &b->measures.at[was[j]];

		texts(c, label(c, "plan.compare.measure", "code", l->measures.at[j].code), old->name,
		      l->measures.at[j].name);
		measure_fields(c, old, &l->measures.at[j]);
	}
	for (size_t i = 0; i < b->measures.n; i++)
		if (gone(was, l->measures.n, i))
			add(c, CHANGE_REMOVED, label(c, "plan.compare.measure", "code", b->measures.at[i].code),
			    b->measures.at[i].name, (struct text){ 0 });
}

void plan_compare(struct arena *a, change_list *out, const struct plan *before, const struct plan *after)
{
	struct comparison c = { .arena = a, .out = out, .before = before, .after = after };

	texts(&c, plain("plan.compare.title"), before->title, after->title);
	texts(&c, plain("plan.compare.authors"), authors(&c, before), authors(&c, after));
	texts(&c, plain("plan.compare.area"), before->area, after->area);
	paragraphs(&c, plain("plan.compare.narrative"), &before->narrative, &after->narrative);
	goals(&c);
	kpis(&c);
	texts(&c, plain("plan.compare.overview"), before->overview, after->overview);
	measures(&c);
	sections(&c, before->others.at, before->others.n, after->others.at, after->others.n);
	texts(&c, plain("plan.compare.period"), period_cell(&c, &before->period), period_cell(&c, &after->period));
}
