/* From an area as somebody wrote it to its story: found, loaded, told. */
#include "usecase/area_trend.h"

static bool is_empty(const struct area_figures *f)
{
	size_t n = f->census.at.n + f->ipss.at.n;

	for (int k = 0; k < FIGURE_COUNT; k++)
		n += f->yearly[k].at.n;
	return n == 0;
}

bool area_trend(struct area_trend *out, struct context *c, struct text written, const struct figures_request *q,
		struct err *err)
{
	*out = (struct area_trend){ 0 };
	if (!area_find(c->arena, &out->area, written, err) || !figures_load(&out->figures, c, &out->area, q, err))
		return false;
	out->nothing = is_empty(out->figures);
	people_trend(c->arena, &out->trend, out->figures);
	return true;
}

struct text area_of_authors(struct arena *a, const struct plan *plan)
{
	struct text area = { 0 };

	for (size_t i = 0; i < plan->authors.n; i++) {
		const struct plan_author *author = &plan->authors.at[i];
		const char *so_far = text_z(a, area), *plus = area.n ? "+" : "";

		if (author->prefecture.n || author->name.n)
			area = text_of(arena_printf(a, "%s%s%s%s", so_far, plus, text_z(a, author->prefecture),
						    text_z(a, author->name)));
	}
	return area;
}
