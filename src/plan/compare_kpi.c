/* The rows of the table: matched by name, compared cell by cell. */
#include "plan/compare_part.h"

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
	return compare_joined(c, &years, 0, years.n);
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
		compare_add(c, CHANGE_RENAMED, kpi_label(c, "plan.compare.kpi-name", l), b->name, l->name);
	if (!project_stays)
		compare_add(c, CHANGE_MOVED, kpi_label(c, "plan.compare.kpi-project", l),
			    project_of(c->before, b->project), project_of(c->after, l->project));
	compare_texts(c, kpi_label(c, "plan.compare.kpi-unit", l), b->unit, l->unit);
	compare_texts(c, kpi_label(c, "plan.compare.kpi-baseline", l), baseline_cell(c, b), baseline_cell(c, l));
	compare_texts(c, kpi_label(c, "plan.compare.kpi-increments", l), increments_cell(c, b), increments_cell(c, l));
	compare_texts(c, kpi_label(c, "plan.compare.kpi-target", l), target_cell(c, b), target_cell(c, l));
	compare_texts(c, kpi_label(c, "plan.compare.kpi-goals", l), goals_cell(c, b), goals_cell(c, l));
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
	int *was = compare_turned(c, before, n, after, m);

	for (size_t j = 0; j < m; j++)
		if (text_eq(after[j].key, later_mark) && was[j] != NO_MATCH && text_eq(before[was[j]].key, mark))
			return true;
	return n == 0 || m == 0 || !mark.n || !later_mark.n;
}

void compare_kpis(struct comparison *c)
{
	const struct plan *b = c->before, *l = c->after;
	struct named *names = kpi_names(c, b), *later = kpi_names(c, l);
	int *was = compare_turned(c, names, b->kpis.n, later, l->kpis.n);

	for (size_t j = 0; j < l->kpis.n; j++) {
		const struct plan_kpi *now = &l->kpis.at[j], *old = was[j] == NO_MATCH ? NULL : &b->kpis.at[was[j]];

		if (!old)
			compare_add(c, CHANGE_ADDED, kpi_label(c, "plan.compare.kpi", now), (struct text){ 0 },
				    kpi_line(c, now));
		else
			kpi_fields(c, old, now,
				   text_eq(old->project, now->project) ||
					   project_became(c, old->project, now->project));
	}
	for (size_t i = 0; i < b->kpis.n; i++)
		if (compare_gone(was, l->kpis.n, i))
			compare_add(c, CHANGE_REMOVED, kpi_label(c, "plan.compare.kpi", &b->kpis.at[i]),
				    kpi_line(c, &b->kpis.at[i]), (struct text){ 0 });
}
