/* Rates of one's own: eight small tables in, the general cohort-component step over and over, nothing assumed in
 * between. Every figure is held to what it can be when it is read, where file, line and column are still known. */
#include "usecase/project_rates.h"

#include <float.h>
#include <string.h>
#include <sys/stat.h>

#include "files/sheet.h"

enum { FIRST_FERTILE_AGE = 15 };

/* Everything that the folder holds, as it was read. */
struct rates {
	struct matrix survival[SEX_COUNT], migrants[SEX_COUNT], base[SEX_COUNT], births, sex_ratio;
	size_t first_fertile; /* group */
};

static const char *const rate_files[RATE_FILES - 1] = { "surv_m.csv", "surv_f.csv",    "mig_m.csv",    "mig_f.csv",
							"srb.csv",    "out_pop_m.csv", "out_pop_f.csv" };

/* Births per woman are counted over the step, and the file says over how many years: rates of five years taken for
 * those of one would give five times the children. */
static const char *file_name(int i, int years)
{
	if (i < RATE_FILES - 1)
		return rate_files[i];
	return years == 1 ? "births_per_woman_1y.csv" : "births_per_woman_5y.csv";
}

/* What the figures of a file may be; its sentence has the file, the line and the column. */
static const struct limit {
	const char *id;
	double least, most;
	size_t columns; /* so many are looked at; 0: all. Of the population only the base is used */
} survival = { "people.rates-survival", 0, 1, 0 }, people = { "people.rates-people", 0, DBL_MAX, 1 },
  children = { "people.rates-children", 0, DBL_MAX, 0 }, boys = { "people.rates-sex-ratio", DBL_MIN, DBL_MAX, 0 };

static bool within(struct arena *a, const struct matrix *m, const struct limit *limit, const struct sheet *s,
		   struct err *err)
{
	const size_t columns = limit && limit->columns ? limit->columns : m->columns;

	for (size_t i = 0; limit && i < m->rows; i++)
		for (size_t j = 0; j < columns && j < m->columns; j++) {
			const double x = m->at[i * m->columns + j];
			const struct sheet_row *row = &s->rows.at[i];

			if (x < limit->least || x > limit->most)
				return err_set(err, ERR_INPUT, limit->id, "file", s->name, "line", NUM(row->line),
					       "column", NUM((int64_t)j + 1), "value",
					       text_z(a, text_trim(row->cells[j])), NULL);
		}
	return true;
}

static bool read_numbers(struct arena *a, struct rates *r, const struct sheet *const sheets[RATE_FILES],
			 struct err *err)
{
	struct matrix *const into[RATE_FILES] = { &r->survival[SEX_M], &r->survival[SEX_F], &r->migrants[SEX_M],
						  &r->migrants[SEX_F], &r->sex_ratio,       &r->base[SEX_M],
						  &r->base[SEX_F],     &r->births };
	const struct limit *const limits[RATE_FILES] = { &survival, &survival, NULL,    NULL,
							 &boys,     &people,   &people, &children };

	for (int i = 0; i < RATE_FILES; i++)
		if (!sheet_numbers(a, into[i], sheets[i], err) || !within(a, into[i], limits[i], sheets[i], err))
			return false;
	return true;
}

/* Of two files for the sexes one is missing: that is said, not only that a file is. */
static bool one_sex(const char *file, const struct err *why, struct err *err)
{
	if (strcmp(why->msg.id, "file.absent") == 0 && (strstr(file, "_m.csv") || strstr(file, "_f.csv")))
		return err_set(err, ERR_INPUT, "people.rates-one-sex", "file", file, NULL);
	err_copy(err, why);
	return false;
}

/* Not more columns than steps either: a rate that belongs to no step is a slip in one of the files. */
static bool shape(const struct matrix *m, const char *file, size_t least_rows, size_t most_rows, size_t columns,
		  struct err *err)
{
	if (m->rows >= least_rows && m->rows <= most_rows && m->columns == columns)
		return true;
	return err_set(err, ERR_INPUT, "people.rates-shape", "file", file, "rows", NUM((int64_t)m->rows), "columns",
		       NUM((int64_t)m->columns), "least_rows", NUM((int64_t)least_rows), "most_rows",
		       NUM((int64_t)most_rows), "wanted", NUM((int64_t)columns), NULL);
}

/* Ages from the survival ratios of men, steps from their columns; everything else must fit. Of the population only the
 * base is looked at: the columns behind it may be what another engine made of it. */
static bool check_shapes(const struct rates *r, int years, struct err *err)
{
	const size_t ages = r->survival[SEX_M].rows, steps = r->survival[SEX_M].columns;
	const size_t most = steps < PROJECT_STEPS_MAX ? steps : PROJECT_STEPS_MAX;

	return shape(&r->survival[SEX_M], "surv_m.csv", r->first_fertile + 1, AGES_MAX, most, err) &&
	       shape(&r->survival[SEX_F], "surv_f.csv", ages, ages, steps, err) &&
	       shape(&r->base[SEX_M], "out_pop_m.csv", ages, ages, r->base[SEX_M].columns, err) &&
	       shape(&r->base[SEX_F], "out_pop_f.csv", ages, ages, r->base[SEX_F].columns, err) &&
	       shape(&r->migrants[SEX_M], "mig_m.csv", 1, ages, steps, err) &&
	       shape(&r->migrants[SEX_F], "mig_f.csv", 1, ages, steps, err) &&
	       shape(&r->births, file_name(RATE_FILES - 1, years), 1, ages - r->first_fertile, steps, err) &&
	       shape(&r->sex_ratio, "srb.csv", 1, 1, steps, err);
}

/* So many steps as the rates have, or as lead to the last year asked for. */
static bool count_steps(struct projection *p, const struct rates *r, const struct rates_request *q, struct err *err)
{
	const int steps = (int)r->survival[SEX_M].columns, last = q->first_year + steps * q->years;
	const int beyond = (q->to - q->first_year) % q->years;

	p->n_steps = q->to ? (q->to - q->first_year) / q->years : steps;
	if (q->to && q->to < q->first_year)
		return err_set(err, ERR_USAGE, "people.to-early", "base", NUM(q->first_year), NULL);
	if (q->to > last)
		return err_set(err, ERR_USAGE, "people.rates-end", "to", NUM(q->to), "last", NUM(last), NULL);
	if (q->to && beyond)
		return err_set(err, ERR_USAGE, "people.to-between-steps", "base", NUM(q->first_year), "to", NUM(q->to),
			       "before", NUM(q->to - beyond), "after", NUM(q->to - beyond + q->years), NULL);
	return true;
}

static double cell(const struct matrix *m, size_t row, size_t column)
{
	return m->at[row * m->columns + column];
}

static void components_of_step(struct components *c, const struct rates *r, size_t step)
{
	memset(c, 0, sizeof *c);
	c->sex_ratio = cell(&r->sex_ratio, 0, step);
	for (size_t a = 0; a < r->births.rows; a++)
		c->births_per_woman[r->first_fertile + a] = cell(&r->births, a, step);
	for (int s = 0; s < SEX_COUNT; s++) {
		for (size_t a = 0; a < r->survival[s].rows; a++)
			c->survival[s][a] = cell(&r->survival[s], a, step);
		for (size_t a = 0; a < r->migrants[s].rows; a++)
			c->migrants[s][a] = cell(&r->migrants[s], a, step);
	}
}

static bool walk(struct arena *a, struct projection *p, const struct rates *r, struct err *err)
{
	struct components *c = NEW(a, struct components);

	for (int i = 0; i < p->n_steps; i++) {
		components_of_step(c, r, (size_t)i);
		cohort_step(&p->at[i + 1], &p->flows[i + 1], &p->at[i], c);
		if (!population_check(&p->at[i + 1], NULL))
			return err_set(err, ERR_INPUT, "people.rates-overflow", "step", NUM(i + 1), NULL);
	}
	return true;
}

bool project_rates_of(struct arena *a, struct projection **out, const struct sheet *const sheets[RATE_FILES],
		      const struct rates_request *q, struct err *err)
{
	struct projection *p = NEW(a, struct projection);
	struct rates r = { .first_fertile = (size_t)(FIRST_FERTILE_AGE / q->years) };

	if (!read_numbers(a, &r, sheets, err) || !check_shapes(&r, q->years, err) || !count_steps(p, &r, q, err))
		return false;
	p->first_year = q->first_year;
	p->years_per_step = q->years;
	p->at[0].n_ages = (int)r.survival[SEX_M].rows;
	for (int s = 0; s < SEX_COUNT; s++)
		for (size_t age = 0; age < r.base[s].rows; age++)
			p->at[0].at[s][age] = cell(&r.base[s], age, 0);
	if (!population_check(&p->at[0], err) || !walk(a, p, &r, err))
		return false;
	*out = p;
	return true;
}

bool project_rates(struct arena *a, struct projection **out, const char *folder, const struct rates_request *q,
		   struct err *err)
{
	const struct sheet *sheets[RATE_FILES];
	struct err why = { 0 };
	struct stat st;

	if (stat(folder, &st) != 0 || !S_ISDIR(st.st_mode))
		return err_set(err, ERR_INPUT, "people.rates-folder", "folder", folder, NULL);
	for (int i = 0; i < RATE_FILES; i++) {
		struct book *book = NEW(a, struct book);

		if (!sheet_read_file(a, book, arena_printf(a, "%s/%s", folder, file_name(i, q->years)), &why))
			return one_sex(file_name(i, q->years), &why, err);
		sheets[i] = &book->sheets.at[0];
	}
	return project_rates_of(a, out, sheets, q, err);
}
