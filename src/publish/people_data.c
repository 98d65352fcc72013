/* The population's figures as files: every count and projection by year, sex and age, each row with its source and
 * licence, so that a row that is copied out still says where it is from. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "publish/csv.h"
#include "publish/pages.h"

/* One figure. */
struct datum {
	const char *series, *kind; /* counted, projected, ... */
	int year;
	const char *sex, *ages;
	double value;
	int digits;
	struct text source, licence;
};

/* What is done with each figure, in a fixed order. */
struct sink {
	const struct plan_report *report;
	struct arena *scratch;
	struct buf *out; /* CSV */
	json_t *list;    /* or JSON */
};

static void put(struct sink *s, const struct datum *d)
{
	const struct people_report *p = s->report->people;
	char number[64];

	snprintf(number, sizeof number, "%.*f", d->digits, d->value);
	if (s->list) {
		json_array_append_new(s->list,
				      json_pack("{s:s,s:s,s:i,s:s,s:s,s:f}", "series", d->series, "kind", d->kind,
						"year", d->year, "sex", d->sex, "ages", d->ages, "value", d->value));
		return;
	}
	csv_field(s->out, p->code, false);
	csv_field(s->out, p->name, false);
	csv_field(s->out, text_of(d->series), false);
	csv_field(s->out, text_of(d->kind), false);
	buf_printf(s->out, "%d,%s,%s,%s,", d->year, d->sex, d->ages, number);
	csv_field(s->out, d->source, false);
	csv_field(s->out, d->licence, true);
}

/* 2015 of 2015-10-01 and of CY2015. */
static int year_of(struct text period)
{
	struct period p;

	return !period_parse(&p, period, NULL) ? 0 : p.kind == PERIOD_DATE ? p.date.year : p.year;
}

/* The file that a series has its figure of that year from. */
static void from_source(struct datum *d, const struct people_report *p)
{
	for (size_t i = 0; i < p->sources.n; i++) {
		const struct people_source *s = &p->sources.at[i];

		if (text_is(s->series, d->series) && d->year >= year_of(s->first) && d->year <= year_of(s->last)) {
			d->source = s->source;
			d->licence = s->licence;
		}
	}
}

static const char *ages_of(char room[24], int group)
{
	if (group == PROJECT_GROUPS - 1)
		snprintf(room, 24, "%d+", group * 5);
	else
		snprintf(room, 24, "%d-%d", group * 5, group * 5 + 4);
	return room;
}

static void put_population(struct sink *s, struct datum d, const struct population *people)
{
	char room[24];

	for (int sex = 0; sex < SEX_COUNT; sex++)
		for (int g = 0; g < people->n_ages; g++) {
			d.sex = sex == SEX_M ? "M" : "F";
			d.ages = ages_of(room, g);
			d.value = people->at[sex][g];
			put(s, &d);
		}
}

static void put_counts(struct sink *s, const struct count_series *c, const char *series, const char *kind)
{
	for (size_t i = 0; i < c->at.n; i++) {
		struct datum d = { .series = series, .kind = kind, .year = c->at.at[i].year };

		from_source(&d, s->report->people);
		d.sex = "T";
		d.ages = "total";
		d.value = c->at.at[i].total;
		put(s, &d);
		put_population(s, d, &c->at.at[i].people);
		for (int sex = 0; sex < SEX_COUNT && c->at.at[i].people.n_ages; sex++) {
			d.sex = sex == SEX_M ? "M" : "F";
			d.ages = "unknown";
			d.value = c->at.at[i].unknown[sex];
			if (d.value > 0)
				put(s, &d);
		}
	}
}

static void put_yearly(struct sink *s)
{
	const struct people_report *p = s->report->people;

	for (int f = 0; f < FIGURE_COUNT; f++) {
		struct datum d = {
			.series = figure_id((enum figure)f), .kind = "counted", .sex = "T", .ages = "total"
		};

		for (size_t i = 0; i < p->figures->yearly[f].at.n; i++) {
			d.year = p->figures->yearly[f].at.at[i].year;
			d.value = p->figures->yearly[f].at.at[i].value;
			from_source(&d, p);
			put(s, &d);
		}
	}
}

static void put_series(struct sink *s)
{
	const struct people_report *p = s->report->people;

	put_counts(s, &p->figures->census, "census.population", "counted");
	put_counts(s, &p->figures->ipss, "ipss2018.population", "projected");
	put_yearly(s);
}

static void put_bounds(struct sink *s, struct datum d, const struct people_future *f, int step)
{
	const struct {
		const char *kind;
		double value;
	} bounds[] = { { "low95", f->low95[step] },
		       { "low80", f->low80[step] },
		       { "high80", f->high80[step] },
		       { "high95", f->high95[step] } };

	for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++) {
		d.kind = bounds[i].kind;
		d.value = bounds[i].value;
		put(s, &d);
	}
}

static void put_projection(struct sink *s)
{
	const struct people_report *p = s->report->people;
	struct datum d = {
		.kind = "middle", .digits = 3, .source = TEXT("sosei " SOSEI_VERSION), .licence = TEXT("CC BY 4.0")
	};

	for (size_t i = 0; i < p->scenarios.n; i++) {
		const struct people_scenario *k = &p->scenarios.at[i];

		d.series = text_z(s->scratch, k->name[LANG_JA]);
		for (int step = 0; step <= k->p.n_steps; step++) {
			d.year = k->p.base_year + step * PROJECT_YEARS;
			d.sex = "T";
			d.ages = "total";
			d.kind = "middle";
			d.value = population_total(&k->p.at[step]);
			put(s, &d);
			if (i == 0 && step && step <= p->future->n_intervals)
				put_bounds(s, d, p->future, step);
			put_population(s, d, &k->p.at[step]);
		}
	}
}

static const char head[] = "code,name,series,kind,year,sex,ages,value,source,licence\r\n";

void data_population_csv(struct buf *out, struct arena *scratch, const struct plan_report *r, const struct site_file *f)
{
	struct sink s = { .report = r, .scratch = scratch, .out = out };

	(void)f;
	buf_puts(out, CSV_MARK);
	buf_puts(out, head);
	put_series(&s);
}

void data_projection_csv(struct buf *out, struct arena *scratch, const struct plan_report *r, const struct site_file *f)
{
	struct sink s = { .report = r, .scratch = scratch, .out = out };

	(void)f;
	buf_puts(out, CSV_MARK);
	buf_puts(out, head);
	put_projection(&s);
}

static json_t *sources_json(const struct people_report *p)
{
	json_t *list = json_array();

	for (size_t i = 0; i < p->sources.n; i++) {
		const struct people_source *s = &p->sources.at[i];

		json_array_append_new(list,
				      json_pack("{s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:I}", "series", json_text(s->series),
						"first", json_text(s->first), "last", json_text(s->last), "file",
						json_text(s->file), "source", json_text(s->source), "licence",
						json_opt_text(s->licence), "url", json_opt_text(s->url), "published",
						json_text(s->published), "event", (json_int_t)s->event));
	}
	return list;
}

void data_population_json(struct buf *out, struct arena *scratch, const struct plan_report *r,
			  const struct site_file *f)
{
	const struct people_report *p = r->people;
	struct sink counted = { .report = r, .scratch = scratch, .list = json_array() },
		    projected = { .report = r, .scratch = scratch, .list = json_array() };

	(void)f;
	put_series(&counted);
	put_projection(&projected);
	json_to_buf(out, json_pack("{s:o,s:o,s:o,s:o,s:o}", "code", json_text(p->code), "name", json_text(p->name),
				   "figures", counted.list, "projection", projected.list, "sources", sources_json(p)));
}
