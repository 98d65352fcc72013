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
