#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "draw/chart.h"
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
		cmocka_unit_test(what_is_no_number_is_not_drawn),
		cmocka_unit_test(an_axis_that_does_not_begin_at_zero_says_so),
		cmocka_unit_test(text_is_escaped_for_xml_whatever_it_holds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
