#include "plan/compare.h"

#include "plan/compare_part.h"

const char *change_kind_name(enum change_kind k)
{
	static const char *const names[CHANGE_KIND_COUNT] = { "altered", "added", "removed", "renamed", "moved" };

	return names[k];
}

/* A difference of that kind, whatever the texts. */
void compare_add(struct comparison *c, enum change_kind kind, struct msg what, struct text before, struct text after)
{
	*LIST_ADD(c->arena, c->out) =
		(struct plan_change){ .kind = kind, .what = what, .before = before, .after = after };
}

/* A difference where the texts differ. */
void compare_texts(struct comparison *c, struct msg what, struct text before, struct text after)
{
	if (!compare_same(before, after))
		compare_add(c,
			    !before.n  ? CHANGE_ADDED
			    : !after.n ? CHANGE_REMOVED
				       : CHANGE_ALTERED,
			    what, before, after);
}

struct text compare_joined(struct comparison *c, const text_list *list, size_t from, size_t to)
{
	struct buf b = { 0 };
	struct text t;

	for (size_t i = from; i < to && i < list->n; i++) {
		buf_puts(&b, i > from ? "\n" : "");
		buf_text(&b, list->at[i]);
	}
	t = text_dup(c->arena, buf_view(&b));
	buf_clear(&b);
	return t;
}

/* Paragraph by paragraph: what lies between two that stay is one difference. */
void compare_paragraph_lists(struct comparison *c, struct msg what, const text_list *before, const text_list *after)
{
	int *match = arena_array(c->arena, before->n + 1, sizeof *match);
	size_t from = 0, to = 0;

	compare_paragraphs(c->arena, match, before, after);
	for (size_t i = 0; i <= before->n; i++) {
		size_t j = i == before->n ? after->n : (size_t)match[i];

		if (i < before->n && match[i] == NO_MATCH)
			continue;
		if (i > from || j > to)
			compare_texts(c, what, compare_joined(c, before, from, i), compare_joined(c, after, to, j));
		from = i + 1;
		to = j + 1;
	}
}

struct msg compare_label(struct comparison *c, const char *id, const char *name, struct text value)
{
	return msg_make(c->arena, id, name, text_z(c->arena, value), NULL);
}

/* For each item of the later list the item of the earlier one that it was, NO_MATCH for a new one. */
int *compare_turned(struct comparison *c, const struct named *before, size_t n, const struct named *after, size_t m)
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
bool compare_gone(const int *was, size_t m, size_t i)
{
	for (size_t j = 0; j < m; j++)
		if (was[j] == (int)i)
			return false;
	return true;
}

static struct msg plain(const char *id)
{
	return (struct msg){ .id = id };
}

static struct text authors(struct comparison *c, const struct plan *p)
{
	text_list names = { 0 };

	for (size_t i = 0; i < p->authors.n; i++)
		*LIST_ADD(c->arena, &names) = p->authors.at[i].wording;
	return compare_joined(c, &names, 0, names.n);
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

static void goals(struct comparison *c)
{
	const struct plan *b = c->before, *l = c->after;
	struct named *names = goal_names(c, b), *later = goal_names(c, l);
	int *was = compare_turned(c, names, b->goals.n, later, l->goals.n);

	for (size_t j = 0; j < l->goals.n; j++) {
		const struct plan_goal *now = &l->goals.at[j];

		if (was[j] == NO_MATCH) {
			compare_add(c, CHANGE_ADDED, goal_label(c, now), (struct text){ 0 }, later[j].name);
			continue;
		}
		if (!compare_same(names[was[j]].name, later[j].name))
			compare_add(c, CHANGE_RENAMED, goal_label(c, now), names[was[j]].name, later[j].name);
		if (!text_eq(names[was[j]].key, later[j].key))
			compare_add(c, CHANGE_MOVED, compare_label(c, "plan.compare.goal-number", "title", now->title),
				    names[was[j]].key, later[j].key);
	}
	for (size_t i = 0; i < b->goals.n; i++)
		if (compare_gone(was, l->goals.n, i))
			compare_add(c, CHANGE_REMOVED, goal_label(c, &b->goals.at[i]), names[i].name,
				    (struct text){ 0 });
}

void plan_compare(struct arena *a, change_list *out, const struct plan *before, const struct plan *after)
{
	struct comparison c = { .arena = a, .out = out, .before = before, .after = after };

	compare_texts(&c, plain("plan.compare.title"), before->title, after->title);
	compare_texts(&c, plain("plan.compare.authors"), authors(&c, before), authors(&c, after));
	compare_texts(&c, plain("plan.compare.area"), before->area, after->area);
	compare_paragraph_lists(&c, plain("plan.compare.narrative"), &before->narrative, &after->narrative);
	goals(&c);
	compare_kpis(&c);
	compare_texts(&c, plain("plan.compare.overview"), before->overview, after->overview);
	compare_measures(&c);
	compare_sections(&c, before->others.at, before->others.n, after->others.at, after->others.n);
	compare_texts(&c, plain("plan.compare.period"), compare_period(&c, &before->period),
		      compare_period(&c, &after->period));
}
