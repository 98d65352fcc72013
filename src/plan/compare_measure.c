/* Chapter 5-2: measures by name and code, their projects by name and mark, items and sections by number. */
#include "plan/compare_part.h"

static struct msg plain(const char *id)
{
	return (struct msg){ .id = id };
}

static struct msg project_label(struct comparison *c, const char *id, const struct plan_project *p)
{
	return msg_make(c->arena, id, "mark", text_z(c->arena, p->mark), "title", text_z(c->arena, p->title), NULL);
}

static struct text actions(struct comparison *c, const struct plan_project *p)
{
	struct text t = compare_joined(c, &p->actions, 0, p->actions.n);

	return p->and_others ? text_of(arena_printf(c->arena, "%s　等", text_z(c->arena, t))) : t;
}

static void project_fields(struct comparison *c, const struct plan_project *b, const struct plan_project *l)
{
	if (!compare_same(b->title, l->title))
		compare_add(c, CHANGE_RENAMED, project_label(c, "plan.compare.project-name", l), b->title, l->title);
	if (!compare_same(b->mark, l->mark))
		compare_add(c, CHANGE_MOVED, project_label(c, "plan.compare.project-mark", l), b->mark, l->mark);
	compare_paragraph_lists(c, project_label(c, "plan.compare.project-content", l), &b->content, &l->content);
	compare_texts(c, project_label(c, "plan.compare.project-actions", l), actions(c, b), actions(c, l));
	compare_paragraph_lists(c, project_label(c, "plan.compare.project-notes", l), &b->notes, &l->notes);
}

static struct text whole_project(struct comparison *c, const struct plan_project *p)
{
	text_list all = { 0 };

	*LIST_ADD(c->arena, &all) = p->title;
	for (size_t i = 0; i < p->content.n; i++)
		*LIST_ADD(c->arena, &all) = p->content.at[i];
	for (size_t i = 0; i < p->actions.n; i++)
		*LIST_ADD(c->arena, &all) = p->actions.at[i];
	return compare_joined(c, &all, 0, all.n);
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
	int *was = compare_turned(c, names_of(c, b), b->projects.n, names_of(c, l), l->projects.n);

	for (size_t j = 0; j < l->projects.n; j++) {
		const struct plan_project *now = &l->projects.at[j];

		if (was[j] == NO_MATCH || !b->projects.at)
			compare_add(c, CHANGE_ADDED, project_label(c, "plan.compare.project", now), (struct text){ 0 },
				    whole_project(c, now));
		else
			project_fields(c, &b->projects.at[was[j]], now);
	}
	for (size_t i = 0; b->projects.at && i < b->projects.n; i++)
		if (compare_gone(was, l->projects.n, i))
			compare_add(c, CHANGE_REMOVED, project_label(c, "plan.compare.project", &b->projects.at[i]),
				    whole_project(c, &b->projects.at[i]), (struct text){ 0 });
}

struct text compare_period(struct comparison *c, const struct plan_period *p)
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

/* By number; ［整備量］ of a grant has only its heading. */
static const struct plan_other *counterpart(const struct plan_other *at, size_t n, const struct plan_other *o)
{
	for (size_t i = 0; i < n; i++)
		if (compare_same(at[i].number, o->number) && (o->number.n || compare_same(at[i].heading, o->heading)))
			return &at[i];
	return NULL;
}

/* Sections kept as text are known by their numbers. */
void compare_sections(struct comparison *c, const struct plan_other *before, size_t n, const struct plan_other *after,
		      size_t m)
{
	static const text_list nothing = { 0 };

	for (size_t j = 0; j < m; j++) {
		const struct plan_other *old = counterpart(before, n, &after[j]);

		compare_paragraph_lists(c,
					compare_label(c, "plan.compare.section", "section", section_name(c, &after[j])),
					old ? &old->paragraphs : &nothing, &after[j].paragraphs);
	}
	for (size_t i = 0; i < n; i++)
		if (!counterpart(after, m, &before[i]))
			compare_paragraph_lists(
				c, compare_label(c, "plan.compare.section", "section", section_name(c, &before[i])),
				&before[i].paragraphs, &nothing);
}

static void measure_fields(struct comparison *c, const struct plan_measure *b, const struct plan_measure *l)
{
	compare_texts(c, plain("plan.compare.business"), b->business, l->business);
	projects(c, b, l);
	compare_texts(c, plain("plan.compare.indicators"), b->indicators_wording, l->indicators_wording);
	compare_texts(c, plain("plan.compare.guide"), guide_cell(c, &b->guide), guide_cell(c, &l->guide));
	compare_texts(c, plain("plan.compare.evaluation"), b->evaluation.wording, l->evaluation.wording);
	compare_texts(c, plain("plan.compare.business-period"), compare_period(c, &b->period),
		      compare_period(c, &l->period));
	compare_sections(c, b->items.at, b->items.n, l->items.at, l->items.n);
}

static struct named *measure_names(struct comparison *c, const struct plan *p)
{
	struct named *names = arena_array(c->arena, p->measures.n + 1, sizeof *names);

	for (size_t i = 0; i < p->measures.n; i++)
		names[i] = (struct named){ p->measures.at[i].name, p->measures.at[i].code };
	return names;
}

void compare_measures(struct comparison *c)
{
	const struct plan *b = c->before, *l = c->after;
	struct named *names = measure_names(c, b), *later = measure_names(c, l);
	int *was = compare_turned(c, names, b->measures.n, later, l->measures.n);

	for (size_t j = 0; j < l->measures.n; j++) {
		static const struct plan_measure none = { 0 };
		const struct plan_measure *old = was[j] == NO_MATCH ? &none : &b->measures.at[was[j]];

		compare_texts(c, compare_label(c, "plan.compare.measure", "code", l->measures.at[j].code), old->name,
			      l->measures.at[j].name);
		measure_fields(c, old, &l->measures.at[j]);
	}
	for (size_t i = 0; i < b->measures.n; i++)
		if (compare_gone(was, l->measures.n, i))
			compare_add(c, CHANGE_REMOVED,
				    compare_label(c, "plan.compare.measure", "code", b->measures.at[i].code),
				    b->measures.at[i].name, (struct text){ 0 });
}
