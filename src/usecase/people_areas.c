/* Each municipality is projected from its own figures and those of its prefecture; a set or a prefecture's name is its
 * members, projected one by one and added up, so that sums hold exactly. Of all municipalities a part at a time is done
 * by threads and ranks and given in the order of codes. Rejected: reading one area at a time for --all, where one pass
 * over the table has them. */
#include "usecase/people_areas.h"

#include <stdlib.h>
#include <string.h>

/* The one function of OpenMP (3.2.3) that is called. Its header belongs to gcc, and the linter is clang. */
int omp_get_max_threads(void);

enum { CODE_LENGTH = 5, YEARS_AHEAD = 30 };

/* The prefectures, loaded once each: a municipality's surroundings. */
struct surroundings {
	struct context *c;
	const struct figures_request *q;
	struct area_figures *at[100]; /* by the first two digits */
};

static bool load_one(struct area_figures **out, struct context *c, struct text code, const struct figures_request *q,
		     struct err *err)
{
	struct area area = { 0 };

	return area_find(c->arena, &area, code, err) && figures_load(out, c, &area, q, err);
}

static bool surroundings_of(const struct area_figures **out, struct surroundings *s, struct text code, struct err *err)
{
	int prefecture;

	*out = NULL;
	if (code.n != CODE_LENGTH || code.p[0] < '0' || code.p[0] > '9' || code.p[1] < '0' || code.p[1] > '9')
		return true;
	prefecture = (code.p[0] - '0') * 10 + code.p[1] - '0';
	if (prefecture && !s->at[prefecture]) {
		struct text whole = text_of(arena_printf(s->c->arena, "%.2s000", code.p));

		if (!load_one(&s->at[prefecture], s->c, whole, s->q, err))
			return false;
	}
	*out = s->at[prefecture]; /* whether its censuses suffice to lend from is for people/project.h */
	return true;
}

double outlook_people(const struct population *p, int first_group, int last_group)
{
	double sum = 0;

	for (int s = 0; s < SEX_COUNT; s++)
		for (int a = first_group; a <= last_group; a++)
			sum += p->at[s][a];
	return sum;
}

/* The widths were learned after 2015; a later base year takes them for the same number of steps. */
static void add_intervals(struct outlook *o)
{
	int size = backtest_size_of(population_total(&o->p.at[0]));

	o->n_intervals = o->p.n_steps < PROJECT_WIDTHS ? o->p.n_steps : PROJECT_WIDTHS;
	for (int i = 1; i <= o->n_intervals; i++) {
		const struct backtest_widths *w = &project_widths[i - 1];
		double total = population_total(&o->p.at[i]);

		o->low80[i] = total / (1 + w->w80[size]);
		o->high80[i] = total / (1 - w->w80[size]);
		o->low95[i] = total / (1 + w->w95[size]);
		o->high95[i] = total / (1 - w->w95[size]);
	}
}

/* The steps of five years within the path. */
static void by_five_years(struct outlook *o)
{
	const int steps = o->path.years == 1 ? PROJECT_YEARS : 1;

	o->p.base_year = o->path.base_year;
	o->p.n_steps = o->path.n_steps / steps;
	for (int i = 0; i <= o->p.n_steps; i++)
		path_groups(&o->p.at[i], &o->path, i * steps);
}

static void finish(struct outlook *o)
{
	by_five_years(o);
	add_intervals(o);
}

/* Everything that the areas of one call share. */
struct projecting {
	struct context *c;
	const struct outlook_request *q;
	struct reference_table *reference;
	const struct kernel *kernel;
};

/* SOSEI_SIMD forces an instruction set, for tests and comparisons. */
static bool begin(struct projecting *p, struct context *c, const struct outlook_request *q, struct err *err)
{
	*p = (struct projecting){ .c = c, .q = q, .reference = NEW(c->arena, struct reference_table) };
	reference_read(p->reference);
	return kernel_choose(&p->kernel, getenv("SOSEI_SIMD"), err);
}

/* The first member's path is the sum's; each has its course for trajectories. */
static void project_member(struct arena *a, struct outlook *o, struct course *course, const struct projecting *pr,
			   const struct solve_input *in, const struct scenario *scenario, int from)
{
	const struct path_request request = { .area = in->area,
					      .around = in->around,
					      .base_year = from,
					      .to = pr->q->to ? pr->q->to : from + YEARS_AHEAD,
					      .years = pr->q->years == 1 ? 1 : PROJECT_YEARS,
					      .m = &project_chosen,
					      .scenario = scenario,
					      .reference = pr->reference };
	struct path p;
	const char *flag =
		was_evacuated(in->area->code, from, from) ? "people.flag-evacuated" : people_path(a, &p, &request);

	if (flag) {
		o->flag = flag;
		o->flagged = in->area->name;
		return;
	}
	*course = p.course;
	p.course = (struct course){ 0 };
	if (!o->path.base_year)
		o->path = p;
	else if (!o->flag)
		path_add(&o->path, &p);
}

/* The members of an area and their prefectures. */
static bool load_members(struct solve_input **out, struct context *c, const struct area *area,
			 const struct figures_request *q, struct err *err)
{
	struct surroundings around = { .c = c, .q = q };
	struct solve_input *in = arena_array(c->arena, area->members.n, sizeof *in);

	for (size_t i = 0; i < area->members.n; i++) {
		struct area_figures *member;

		if (!load_one(&member, c, area->members.at[i], q, err) ||
		    !surroundings_of(&in[i].around, &around, area->members.at[i], err))
			return false;
		in[i].area = member;
	}
	*out = in;
	return true;
}

static int base_year_of(const struct outlook_request *q, const struct area_figures *first)
{
	return q->from ? q->from : past_latest(&first->census);
}

/* Steps of five years meet every fifth year only. Rejected: going on to the next one, which answered 2045 to who had
 * asked for 2044; and a line between two steps, since steps of one year say what is between them. */
static bool meets(const struct outlook_request *q, int base_year, struct err *err)
{
	const int beyond = (q->to - base_year) % PROJECT_YEARS;

	if (q->to && q->to < base_year)
		return err_set(err, ERR_USAGE, "people.to-early", "base", NUM(base_year), NULL);
	if (base_year && q->to > base_year + PATH_STEPS)
		return err_set(err, ERR_USAGE, "people.to-late", "to", NUM(q->to), "last", NUM(base_year + PATH_STEPS),
			       NULL);
	if (!q->to || !base_year || q->years == 1 || !beyond)
		return true;
	return err_set(err, ERR_USAGE, "people.to-between-steps", "base", NUM(base_year), "to", NUM(q->to), "before",
		       NUM(q->to - beyond), "after", NUM(q->to - beyond + PROJECT_YEARS), NULL);
}

/* All municipalities, each with its prefecture. */
static bool load_all(struct backtest_input **out, size_t *n, struct context *c, const struct figures_request *q,
		     struct err *err)
{
	struct surroundings around = { .c = c, .q = q };
	area_figures_list areas = { 0 };
	struct backtest_input *in;

	if (!figures_load_all(&areas, c, q, err))
		return false;
	in = arena_array(c->arena, areas.n + 1, sizeof *in);
	for (size_t i = 0; i < areas.n; i++) {
		in[i].area = areas.at[i];
		if (!surroundings_of(&in[i].around, &around, areas.at[i]->code, err))
			return false;
	}
	*out = in;
	*n = areas.n;
	return true;
}

/* A number of the area's own: the code as it is, of a set the FNV-1a hash of its name. */
static uint32_t number_of(struct text code)
{
	uint32_t hash = 2166136261u, number = 0;
	bool digits = code.n == CODE_LENGTH;

	for (size_t i = 0; i < code.n; i++) {
		hash = (hash ^ (unsigned char)code.p[i]) * 16777619u;
		digits = digits && code.p[i] >= '0' && code.p[i] <= '9';
		number = number * 10 + (uint32_t)(code.p[i] - '0');
	}
	return digits ? number : hash;
}

/* The trajectories of an area that has a projection. */
static void add_fan(struct arena *a, struct outlook *o, const struct projecting *pr, const struct fan_donors *donors,
		    const struct course *courses, size_t n)
{
	const struct fan_request r = { .courses = courses,
				       .n = n,
				       .trajectories = pr->q->trajectories,
				       .seed = pr->q->seed,
				       .area = number_of(o->code),
				       .kernel = pr->kernel };

	o->fan = NEW(a, struct fan);
	o->flag = people_fan(a, o->fan, donors, &r);
}

/* Where they do not come with the program, donors are learned from all that the store holds. */
static bool area_fan(struct outlook *o, struct projecting *pr, const struct course *courses, size_t n, struct err *err)
{
	const int size = backtest_size_of(population_total(&o->p.at[0]));
	struct backtest_input *all;
	struct fan_donors donors;
	size_t n_all;

	if (!fan_known(pr->c->arena, &donors, o->p.base_year, size)) {
		if (!load_all(&all, &n_all, pr->c, &pr->q->figures, err))
			return false;
		fan_learn(pr->c->arena, &donors, all, n_all, o->p.base_year, &project_chosen, size);
	}
	add_fan(pr->c->arena, o, pr, &donors, courses, n);
	return true;
}

bool outlook_area(struct outlook *out, struct context *c, const struct area *area, const struct outlook_request *q,
		  struct err *err)
{
	const struct scenario *scenario = q->scenario ? q->scenario : &scenario_none;
	struct projecting pr;
	struct outlook o = { .code = area->code, .name = area->name };
	const size_t n = area->members.n;
	struct course *courses = arena_array(c->arena, n, sizeof *courses);
	struct solve_input *in;
	double total = 0;
	int from;

	if (!begin(&pr, c, q, err) || !load_members(&in, c, area, &q->figures, err))
		return false;
	from = base_year_of(q, in[0].area);
	if (!meets(q, from, err))
		return false;
	for (size_t i = 0; i < n; i++)
		total += count_total(&in[i].area->census, from);
	for (size_t i = 0; i < n; i++) {
		/* Of a sum each member takes its share of the scenario's people. */
		const double share = total > 0 ? count_total(&in[i].area->census, from) / total : 0;
		const struct scenario own = scenario_share(scenario, share);

		project_member(c->arena, &o, &courses[i], &pr, &in[i], &own, from);
	}
	if (!o.flag)
		finish(&o);
	if (!o.flag && q->trajectories && !area_fan(&o, &pr, courses, n, err))
		return false;
	*out = o;
	return true;
}

bool outlook_scenarios(outlook_list *out, struct context *c, const struct area *area, const struct outlook_request *q,
		       const scenario_list *scenarios, struct err *err)
{
	const size_t n = scenarios->n ? scenarios->n : 1;

	for (size_t i = 0; i < n; i++) {
		struct outlook_request with = *q;
		struct outlook *o = LIST_ADD(c->arena, out);

		with.scenario = scenarios->n ? &scenarios->at[i].s : NULL;
		if (!outlook_area(o, c, area, &with, err))
			return false;
		for (int lang = 0; scenarios->n && lang < LANG_COUNT; lang++)
			o->scenario[lang] = scenarios->at[i].name[lang];
	}
	return true;
}

bool solve_area(struct solution *out, struct context *c, const struct area *area, double people,
		const struct outlook_request *q, struct err *err)
{
	struct projecting pr;
	struct solve_question asked = { .n = area->members.n, .people = people, .m = &project_chosen };
	struct solve_input *in;
	const char *flag;

	if (!begin(&pr, c, q, err) || !load_members(&in, c, area, &q->figures, err))
		return false;
	asked.in = in;
	asked.base_year = base_year_of(q, in[0].area);
	asked.year = q->to ? q->to : asked.base_year + YEARS_AHEAD;
	asked.reference = pr.reference;
	if (asked.base_year &&
	    (asked.year <= asked.base_year || asked.year > asked.base_year + PROJECT_STEPS * PROJECT_YEARS))
		return err_set(err, ERR_USAGE, "people.solve-year", "year", NUM(asked.year), "base",
			       NUM(asked.base_year), NULL);
	flag = NULL;
	for (size_t i = 0; i < asked.n && !flag; i++)
		if (was_evacuated(in[i].area->code, asked.base_year, asked.base_year))
			flag = "people.flag-evacuated";
	if (!flag)
		flag = people_solve(out, &asked);
	return flag ? err_set(err, ERR_INPUT, flag, NULL) : true;
}

/* ---- all of them ---- */

enum {
	PART = 64,        /* municipalities that are done together, then given */
	YEARS_END = 3000, /* a base year lies before */
};

/* Everything that the threads read. */
struct nation {
	struct projecting pr;
	struct scenario scenario;
	struct fan_donors donors;
	struct backtest_input *areas;
	size_t n;
	int base_year; /* of most of them */
};

/* Donors are learned once, and a table of all has the same years in each row. Of two with as many areas the later. */
static int common_base_year(const struct nation *n)
{
	size_t areas_of[YEARS_END] = { 0 };
	int most = 0;

	for (size_t i = 0; i < n->n; i++) {
		int year = base_year_of(n->pr.q, n->areas[i].area);

		areas_of[year > 0 && year < YEARS_END ? year : 0]++;
	}
	for (int year = 1; year < YEARS_END; year++)
		if (areas_of[year] && (!most || areas_of[year] >= areas_of[most]))
			most = year;
	return most;
}

static bool open_nation(struct nation *n, struct context *c, const struct outlook_request *q, struct err *err)
{
	*n = (struct nation){ .scenario = q->scenario ? *q->scenario : scenario_none };
	if (!begin(&n->pr, c, q, err) || !load_all(&n->areas, &n->n, c, &q->figures, err))
		return false;
	n->base_year = common_base_year(n);
	if (!meets(q, n->base_year, err))
		return false;
	if (q->trajectories && !fan_known(c->arena, &n->donors, n->base_year, -1))
		fan_learn(c->arena, &n->donors, n->areas, n->n, n->base_year, &project_chosen, -1);
	return true;
}

static void project_one(struct arena *a, struct outlook *o, const struct nation *n, size_t i)
{
	const struct solve_input in = { n->areas[i].area, n->areas[i].around };
	struct course course;

	o->code = in.area->code;
	o->name = in.area->name;
	project_member(a, o, &course, &n->pr, &in, &n->scenario, base_year_of(n->pr.q, in.area));
	if (!o->flag)
		finish(o);
	if (!o->flag && n->pr.q->trajectories)
		add_fan(a, o, &n->pr, &n->donors, &course, 1);
}

/* An area's words, and how many bytes they are: so a part is one piece of bytes, which any rank can pass on. */
struct parcel_head {
	struct outlook_brief brief;
	size_t n;
};

static void make_one(struct buf *parcel, const struct nation *n, size_t i, const struct outlook_taker *t)
{
	struct arena own = { 0 };
	struct outlook *o = NEW(&own, struct outlook);
	struct parcel_head head;
	struct buf words = { 0 };

	memset(&head, 0, sizeof head);
	project_one(&own, o, n, i);
	t->write(t->context, &own, &words, o);
	memcpy(head.brief.code, o->code.p, o->code.n < sizeof head.brief.code ? o->code.n : sizeof head.brief.code - 1);
	head.brief.flagged = o->flag;
	head.brief.other_year = !o->flag && o->path.base_year != n->base_year;
	head.brief.base_year = o->path.base_year;
	head.brief.years = o->path.years;
	head.brief.n_steps = o->path.n_steps;
	head.n = words.n;
	buf_add(parcel, &head, sizeof head);
	buf_text(parcel, buf_view(&words));
	buf_clear(&words);
	arena_clear(&own);
}

static int threads_of(const struct outlook_request *q)
{
#if defined(_OPENMP)
	return q->threads > 0 ? q->threads : omp_get_max_threads();
#else
	return q->threads > 0 ? q->threads : 1;
#endif
}

/* Each thread takes the next area: they are unlike in cost where they are unlike in people's doubts. */
static void make_part(struct buf *part, const struct nation *n, size_t first, size_t end, const struct outlook_taker *t)
{
	struct buf parcels[PART] = { 0 };

#pragma omp parallel for schedule(dynamic, 1) num_threads(threads_of(n->pr.q))
	for (size_t i = first; i < end; i++)
		make_one(&parcels[i - first], n, i, t);
	for (size_t i = 0; i < end - first; i++) {
		buf_text(part, buf_view(&parcels[i]));
		buf_clear(&parcels[i]);
	}
}

static bool take_part(const struct outlook_taker *t, const struct buf *part, struct err *err)
{
	for (size_t at = 0; at < part->n;) {
		struct parcel_head head;

		memcpy(&head, part->p + at, sizeof head);
		at += sizeof head;
		if (!t->take(t->context, &head.brief, (struct text){ part->p + at, head.n }, err))
			return false;
		at += head.n;
	}
	return true;
}

/* Parts go round the ranks. Once one could not be taken the others are still passed: their ranks wait for that. */
static bool give_parts(const struct outlook_taker *t, const struct nation *n, const struct ranks *ranks,
		       struct err *err)
{
	const struct progress *progress = n->pr.c->progress;
	bool ok = true;

	for (size_t first = 0; first < n->n; first += PART) {
		const int owner = ranks ? (int)(first / PART % (size_t)ranks->n) : 0, rank = ranks ? ranks->rank : 0;
		struct buf part = { 0 };

		progress_step(progress, "progress.areas", (int64_t)first, (int64_t)n->n);
		if (owner == rank)
			make_part(&part, n, first, first + PART < n->n ? first + PART : n->n, t);
		if (owner != 0 && (owner == rank || rank == 0))
			ranks->pass(ranks->context, owner, &part);
		if (rank == 0 && ok)
			ok = take_part(t, &part, err);
		buf_clear(&part);
	}
	return ok;
}

bool outlook_all(const struct outlook_taker *taker, struct context *c, const struct outlook_request *q, struct err *err)
{
	struct nation n;
	const bool opened = open_nation(&n, c, q, err);

	if (q->ranks && !q->ranks->agree(q->ranks->context, opened))
		return opened ? err_set(err, ERR_SYSTEM, "people.rank-failed", NULL) : false;
	return opened && give_parts(taker, &n, q->ranks, err);
}

bool backtest_all(struct backtest *out, struct context *c, int from, int to, const struct figures_request *q,
		  struct err *err)
{
	struct backtest_input *in;
	size_t n;

	if (!load_all(&in, &n, c, q, err))
		return false;
	people_backtest(c->arena, out, in, n, from, to, &project_chosen);
	if (!out->n)
		return err_set(err, ERR_INPUT, "people.backtest-nothing", "from", NUM(from), "to", NUM(to), NULL);
	return true;
}
