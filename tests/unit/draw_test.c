#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "draw/bars.h"
#include "draw/chart.h"
#include "draw/plot.h"
#include "draw/pyramid.h"
#include "markup.h"

static struct line_chart chart(struct arena *a, const double *values, size_t n)
{
	struct line_chart c = { .id = TEXT("c"),
				.title = TEXT("題 <&>\""),
				.desc = TEXT("文"),
				.unit = TEXT("人"),
				.word_actual = TEXT("実績値"),
				.word_open = TEXT("速報"),
				.word_baseline = TEXT("基準値"),
				.word_target = TEXT("目標値"),
				.word_path = TEXT("道筋"),
				.word_forecast = TEXT("見通し"),
				.word_cut = TEXT("0から始まらない"),
				.word_year = TEXT("年") };

	for (size_t i = 0; i < n; i++)
		*LIST_ADD(a, &c.points) = (struct chart_point){
			.x = 2018.5 + (double)i, .y = values[i], .value = TEXT("1,234"), .open = i % 2
		};
	c.has_baseline = c.has_target = true;
	c.baseline = (struct chart_point){ .x = 2018.5, .y = values[0], .value = TEXT("基準") };
	c.target = (struct chart_point){ .x = 2018.5 + (double)n, .y = values[n - 1] * 1.1 + 1, .value = TEXT("目標") };
	c.goal = CHART_GOAL_UP;
	return c;
}

/* The attribute of the tag that begins at or behind `tag`. */
static double number_in(const char *tag, const char *attribute)
{
	const char *at = tag ? strstr(tag, attribute) : NULL;

	if (!at)
		fail_msg("no %s", attribute);
	return strtod(at + strlen(attribute), NULL);
}

/* Letters and bars lie inside the picture, each in its own. */
static void check_places(const char *svg)
{
	double width = 0, height = 0;

	for (const char *tag = svg; (tag = strchr(tag, '<')); tag++) {
		bool letters = strncmp(tag, "<text ", 6) == 0, bar = strncmp(tag, "<rect class=", 12) == 0;
		double x, y;

		if (strncmp(tag, "<svg ", 5) == 0)
			assert_int_equal(sscanf(strstr(tag, "viewBox=\""), "viewBox=\"0 0 %lf %lf", &width, &height),
					 2);
		if (!letters && !bar)
			continue;
		x = number_in(tag, " x=\"");
		y = number_in(tag, " y=\"");
		if (x < 0 || y < 0 || x + (bar ? number_in(tag, " width=\"") : 0) > width + 1 ||
		    y + (bar ? number_in(tag, " height=\"") : 0) > height + 1)
			fail_msg("outside of %g x %g: %.160s", width, height, tag);
	}
}

/* Well-formed, and no coordinate is anything but a number inside the picture. */
static void check(struct arena *a, const struct buf *svg)
{
	struct buf page = { 0 };
	struct markup m;

	buf_puts(&page, "<!DOCTYPE html>\n<figure>");
	buf_text(&page, buf_view(svg));
	buf_puts(&page, "</figure>");
	markup_read(&m, a, buf_view(&page));
	if (m.fault)
		fail_msg("%s", m.fault);
	assert_null(strstr(svg->p, "nan"));
	assert_null(strstr(svg->p, "inf\""));
	assert_non_null(strstr(svg->p, "<title"));
	assert_non_null(strstr(svg->p, "<desc"));
	check_places(svg->p);
	buf_clear(&page);
}

static void charts_of_any_range_are_well_formed_and_stay_finite(void **state)
{
	static const double ranges[][3] = { { 0, 0, 0 },
					    { 1, 2, 3 },
					    { -5, 0, 5 },
					    { 1e15, 1e15 + 1, 1e15 },
					    { 1e-9, 2e-9, 3e-9 },
					    { -1e17, 1e17, 0 },
					    { 0.05, 0.06, 0.055 },
					    { 6766, 5345, 5000 },
					    { -100, -100, -100 },
					    { 1e300, -1e300, 0 },
					    { 999999999999999999.0, 1, 2 } };
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		for (int goal = CHART_GOAL_NONE; goal <= CHART_GOAL_BAND; goal++)
			for (int forecast = 0; forecast < 2; forecast++) {
				struct line_chart c = chart(&a, ranges[i], 3);

				c.goal = (enum chart_goal)goal;
				c.band_low = ranges[i][0];
				c.band_high = ranges[i][0] + 1;
				c.has_forecast = forecast;
				c.forecast = c.target;
				c.forecast_low = c.target.y - 1e6;
				c.forecast_high = c.target.y + 1e300;
				for (int size = CHART_WIDE; size <= CHART_NARROW; size++) {
					struct buf svg = { 0 };

					assert_true(draw_line_chart(&svg, &c, (enum chart_size)size));
					check(&a, &svg);
					buf_clear(&svg);
				}
			}
	arena_clear(&a);
}

/* Numbers of any size, from a fixed sequence. */
static double any_number(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return ldexp((double)(int64_t)*seed, (int)(*seed >> 58) - 90);
}

static struct plot plot_of(struct arena *a, uint64_t *seed, size_t n)
{
	struct plot c = { .id = TEXT("p"),
			  .title = TEXT("題 <&>"),
			  .desc = TEXT("文"),
			  .unit = TEXT("人"),
			  .word_x = TEXT("年"),
			  .word_cut = TEXT("0から始まらない"),
			  .x_step = 5,
			  .has_level = *seed & 1,
			  .level = any_number(seed),
			  .word_level = TEXT("水準") };
	struct plot_band *b = LIST_ADD(a, &c.bands);

	for (int k = 0; k < PLOT_LOOKS; k++) {
		struct plot_line *l = LIST_ADD(a, &c.lines);

		*l = (struct plot_line){ .words = TEXT("線"), .look = (enum plot_look)k };
		for (size_t i = 0; i < n; i++)
			*LIST_ADD(a, &l->at) =
				(struct plot_point){ 1980 + 5 * (double)i, any_number(seed), TEXT("1,234") };
	}
	b->words = TEXT("幅");
	for (size_t i = 0; i < n; i++) {
		double y = any_number(seed);

		*LIST_ADD(a, &b->at) = (struct plot_range){ 1980 + 5 * (double)i, y - fabs(y), y + fabs(y) };
	}
	return c;
}

static void lines_and_bands_of_any_range_are_well_formed_and_stay_finite(void **state)
{
	struct arena a = { 0 };
	uint64_t seed = 1;

	(void)state;
	for (size_t n = 1; n < 40; n++)
		for (int size = CHART_WIDE; size <= CHART_NARROW; size++) {
			struct plot c = plot_of(&a, &seed, n);
			struct buf svg = { 0 };

			assert_true(draw_plot(&svg, &c, (enum chart_size)size));
			check(&a, &svg);
			buf_reset(&svg);
			c.lines.at[0].at.at[n - 1].y = NAN;
			assert_false(draw_plot(&svg, &c, (enum chart_size)size));
			assert_int_equal(svg.n, 0);
			buf_clear(&svg);
		}
	arena_clear(&a);
}

static struct bar_chart bars_of(struct arena *a, uint64_t *seed, size_t n, bool signs)
{
	struct bar_chart c = { .id = TEXT("b"),
			       .title = TEXT("題"),
			       .desc = TEXT("文"),
			       .unit = TEXT("人"),
			       .n_series = 2 + n % 3,
			       .word_x = TEXT("年"),
			       .word_divider = TEXT("推計"),
			       .divider = n / 2 };

	for (size_t i = 0; i < n; i++) {
		struct bar_group *g = LIST_ADD(a, &c.groups);

		g->label = TEXT("2015");
		for (size_t k = 0; k < c.n_series; k++) {
			double v = any_number(seed);

			g->value[k] = *seed % 7 == 0 ? NAN : signs ? v : fabs(v);
			g->words[k] = TEXT("+1,234");
			c.series[k] = TEXT("系列");
		}
		g->value[0] = signs ? -1 : 1;
	}
	c.word_sum = signs ? TEXT("計") : (struct text){ 0 };
	return c;
}

static void bars_of_any_range_are_well_formed_and_what_is_unknown_is_left_out(void **state)
{
	struct arena a = { 0 };
	uint64_t seed = 2;

	(void)state;
	for (size_t n = 1; n < 30; n++)
		for (int size = CHART_WIDE; size <= CHART_NARROW; size++) {
			struct bar_chart c = bars_of(&a, &seed, n, true);
			struct buf svg = { 0 };

			assert_true(draw_bars(&svg, &c, (enum chart_size)size));
			check(&a, &svg);
			buf_reset(&svg);
			c = bars_of(&a, &seed, n, false);
			assert_true(draw_stacked(&svg, &c, (enum chart_size)size));
			check(&a, &svg);
			buf_reset(&svg);
			assert_true(draw_bars_across(&svg, &c, (enum chart_size)size));
			check(&a, &svg);
			buf_reset(&svg);
			c.groups.at[0].value[0] = INFINITY;
			assert_false(draw_bars(&svg, &c, (enum chart_size)size));
			assert_false(draw_stacked(&svg, &c, (enum chart_size)size));
			assert_false(draw_bars_across(&svg, &c, (enum chart_size)size));
			assert_int_equal(svg.n, 0);
			buf_clear(&svg);
		}
	arena_clear(&a);
}

static void pyramids_of_any_size_are_well_formed_and_nobody_is_negative(void **state)
{
	static const double sizes[] = { 0.5, 7, 740822, 1e9 };
	struct arena a = { 0 };

	(void)state;
	for (size_t n = 1; n <= PYRAMID_PANELS; n++)
		for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
			struct pyramid c = { .id = TEXT("y"),
					     .title = TEXT("題"),
					     .desc = TEXT("文"),
					     .n_panels = n,
					     .outline = n > 1 ? n - 2 : 0,
					     .per_unit = 1000 };
			struct buf svg = { 0 };

			for (size_t i = 0; i < n; i++)
				for (int g = 0; g < PYRAMID_GROUPS; g++) {
					c.panels[i].left[g] = sizes[k] * g / 19;
					c.panels[i].right[g] = sizes[k] / (g + 1);
				}
			assert_true(draw_pyramid(&svg, &c, CHART_WIDE) && draw_pyramid(&svg, &c, CHART_NARROW));
			check(&a, &svg);
			buf_reset(&svg);
			c.panels[n - 1].left[3] = -1;
			assert_false(draw_pyramid(&svg, &c, CHART_WIDE));
			c.panels[n - 1].left[3] = NAN;
			assert_false(draw_pyramid(&svg, &c, CHART_WIDE));
			assert_int_equal(svg.n, 0);
			buf_clear(&svg);
		}
	arena_clear(&a);
}

/* ---- where things stand ---- */

/* Of the letters ">2019</text>". */
static double place_of(const char *svg, const char *label, const char *attribute)
{
	const char *tag = strstr(svg, label);

	if (!tag)
		fail_msg("no %s on the axis", label);
	while (*tag != '<')
		tag--;
	return number_in(tag, attribute);
}

/* A circle of that class where the labels of both axes say; letters of a row stand a little below their line. */
static bool has_circle(const char *svg, const char *class, const char *year, const char *value)
{
	const double x = place_of(svg, year, " x=\""), y = place_of(svg, value, " y=\""),
		     font = place_of(svg, value, " font-size=\"");

	for (const char *c = svg; (c = strstr(c, class)); c++)
		if (fabs(number_in(c, " cx=\"") - x) < 1 && fabs(number_in(c, " cy=\"") - (y - font * 0.35)) < 1)
			return true;
	return false;
}

static void a_value_stands_at_its_year_and_its_height(void **state)
{
	static const double values[] = { 200, 0, 400 };
	struct arena a = { 0 };
	struct line_chart c = chart(&a, values, 3);
	struct buf svg = { 0 };

	(void)state;
	for (int size = CHART_WIDE; size <= CHART_NARROW; size++) {
		draw_line_chart(&svg, &c, (enum chart_size)size);
		assert_true(has_circle(svg.p, "<circle class=\"ch-point\"", ">2018</text>", ">200</text>"));
		assert_true(has_circle(svg.p, "<circle class=\"ch-open\"", ">2019</text>", ">0</text>"));
		assert_true(has_circle(svg.p, "<circle class=\"ch-point\"", ">2020</text>", ">400</text>"));
		assert_false(has_circle(svg.p, "<circle class=\"ch-point\"", ">2020</text>", ">200</text>"));
		buf_reset(&svg);
	}
	buf_clear(&svg);
	arena_clear(&a);
}

static void a_line_goes_through_its_points(void **state)
{
	struct arena a = { 0 };
	struct plot c = { .id = TEXT("p"), .title = TEXT("題"), .desc = TEXT("文"), .x_step = 5 };
	struct plot_line *l = LIST_ADD(&a, &c.lines);
	struct buf svg = { 0 };

	(void)state;
	*LIST_ADD(&a, &l->at) = (struct plot_point){ .x = 1980, .y = 0 };
	*LIST_ADD(&a, &l->at) = (struct plot_point){ .x = 1985, .y = 200 };
	*LIST_ADD(&a, &l->at) = (struct plot_point){ .x = 1990, .y = 100 };
	assert_true(draw_plot(&svg, &c, CHART_WIDE));
	assert_true(has_circle(svg.p, "<circle class=\"ch-s0", ">1980</text>", ">0</text>"));
	assert_true(has_circle(svg.p, "<circle class=\"ch-s0", ">1985</text>", ">200</text>"));
	assert_true(has_circle(svg.p, "<circle class=\"ch-s0", ">1990</text>", ">100</text>"));
	buf_clear(&svg);
	arena_clear(&a);
}

static void a_bar_is_as_long_as_its_figure(void **state)
{
	struct arena a = { 0 };
	struct bar_chart c = {
		.id = TEXT("b"), .title = TEXT("題"), .desc = TEXT("文"), .series = { TEXT("甲") }, .n_series = 1
	};
	const double values[] = { 100, -50, 25 };
	struct buf svg = { 0 };
	const char *bar;

	(void)state;
	for (size_t i = 0; i < 3; i++)
		*LIST_ADD(&a, &c.groups) = (struct bar_group){ .label = TEXT("年"), .value = { values[i] } };
	assert_true(draw_bars(&svg, &c, CHART_WIDE));
	bar = svg.p;
	for (size_t i = 0; i < 3; i++, bar++) {
		const double per_unit =
			(place_of(svg.p, ">0</text>", " y=\"") - place_of(svg.p, ">100</text>", " y=\"")) / 100;

		bar = strstr(bar, "<rect class=\"ch-");
		assert_true(fabs(number_in(bar, " height=\"") - fabs(values[i]) * per_unit) < 1);
		/* From nought up or down. */
		assert_true(fabs(number_in(bar, " y=\"") + (values[i] > 0 ? number_in(bar, " height=\"") : 0) -
				 (place_of(svg.p, ">0</text>", " y=\"") -
				  0.35 * place_of(svg.p, ">0</text>", " font-size=\""))) < 1);
	}
	buf_clear(&svg);
	arena_clear(&a);
}

static void pyramids_beside_each_other_have_one_scale(void **state)
{
	struct pyramid c = {
		.id = TEXT("y"), .title = TEXT("題"), .desc = TEXT("文"), .n_panels = 2, .outline = 1, .per_unit = 1
	};
	struct buf svg = { 0 };
	double width[2 * PYRAMID_PANELS];
	const char *bar;
	int n = 0;

	(void)state;
	c.panels[0].left[0] = 100;
	c.panels[0].right[0] = 50;
	c.panels[1].left[0] = 25;
	c.panels[1].right[0] = 10;
	assert_true(draw_pyramid(&svg, &c, CHART_WIDE));
	for (bar = svg.p; n < 4 && (bar = strstr(bar, "<rect class=\"ch-")); bar++)
		if (number_in(bar, " width=\"") > 0)
			width[n++] = number_in(bar, " width=\"");
	assert_int_equal(n, 4);
	assert_true(fabs(width[1] / width[0] - 0.5) < 0.02);
	assert_true(fabs(width[2] / width[0] - 0.25) < 0.02);
	assert_true(fabs(width[3] / width[0] - 0.1) < 0.02);
	buf_clear(&svg);
}

static void what_is_no_number_is_not_drawn(void **state)
{
	static const double bad[] = { NAN, INFINITY, -INFINITY };
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		double values[] = { 1, 2, 3 };
		struct line_chart c = chart(&a, values, 3);
		struct buf svg = { 0 };

		c.points.at[1].y = bad[i];
		assert_false(draw_line_chart(&svg, &c, CHART_WIDE));
		c = chart(&a, values, 3);
		c.target.y = bad[i];
		assert_false(draw_line_chart(&svg, &c, CHART_WIDE));
		c = (struct line_chart){ .id = TEXT("c") };
		assert_false(draw_line_chart(&svg, &c, CHART_WIDE));
		assert_int_equal(svg.n, 0);
		draw_gauge(&svg, TEXT("g"), TEXT("t"), bad[i], bad[i]);
		assert_null(strstr(svg.p, "nan"));
		assert_null(strstr(svg.p, "inf"));
		buf_clear(&svg);
	}
	arena_clear(&a);
}

static void an_axis_that_does_not_begin_at_zero_says_so(void **state)
{
	static const double high[] = { 6766, 6700, 6500 }, low[] = { 10, 400, 631 };
	struct arena a = { 0 };
	struct line_chart c = chart(&a, high, 3);
	struct buf svg = { 0 };

	(void)state;
	draw_line_chart(&svg, &c, CHART_WIDE);
	assert_non_null(strstr(svg.p, "0から始まらない"));
	buf_reset(&svg);
	c = chart(&a, low, 3);
	draw_line_chart(&svg, &c, CHART_WIDE);
	assert_null(strstr(svg.p, "0から始まらない"));
	assert_non_null(strstr(svg.p, ">0</text>"));
	buf_clear(&svg);
	arena_clear(&a);
}

static void text_is_escaped_for_xml_whatever_it_holds(void **state)
{
	struct buf b = { 0 };

	(void)state;
	draw_xml_text(&b, TEXT("a<b>&\"c\" \xff\xc2\x80\x01\t'日本\xef\xbf\xbf"));
	assert_string_equal(b.p,
			    "a&lt;b&gt;&amp;&quot;c&quot; \xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\t'日本\xef\xbf\xbd");
	buf_clear(&b);
	draw_xml_text(&b, (struct text){ 0 });
	assert_int_equal(b.n, 0);
	buf_clear(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(charts_of_any_range_are_well_formed_and_stay_finite),
		cmocka_unit_test(lines_and_bands_of_any_range_are_well_formed_and_stay_finite),
		cmocka_unit_test(bars_of_any_range_are_well_formed_and_what_is_unknown_is_left_out),
		cmocka_unit_test(pyramids_of_any_size_are_well_formed_and_nobody_is_negative),
		cmocka_unit_test(a_value_stands_at_its_year_and_its_height),
		cmocka_unit_test(a_line_goes_through_its_points),
		cmocka_unit_test(a_bar_is_as_long_as_its_figure),
		cmocka_unit_test(pyramids_beside_each_other_have_one_scale),
		cmocka_unit_test(what_is_no_number_is_not_drawn),
		cmocka_unit_test(an_axis_that_does_not_begin_at_zero_says_so),
		cmocka_unit_test(text_is_escaped_for_xml_whatever_it_holds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
