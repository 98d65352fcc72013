/* How long reading a plan takes: the Kumamoto plan (the certified text where it is, else the example's), and the same
 * grown to 1 and 16 MB of narrative, which must cost the same per byte. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>

#include "../tests/file.h"
#include "plan/read.h"

/* The plan with its chapter 4 repeated until the text has that size. */
static struct text grown(struct arena *a, struct text plan, size_t size)
{
	size_t at = text_find(plan, TEXT("基本目標１"));
	size_t from = text_find(plan, TEXT("地域再生計画の目標"));
	struct buf b = { 0 };
	struct text t;

	buf_text(&b, text_slice(plan, 0, at));
	while (b.n + plan.n < size) {
		struct text chapter = text_slice(plan, from, at);

		chapter = text_slice(chapter, text_find(chapter, TEXT("\n")), chapter.n);
		buf_text(&b, chapter);
	}
	buf_text(&b, text_slice(plan, at, plan.n));
	t = text_dup(a, buf_view(&b));
	buf_clear(&b);
	return t;
}

static void read_once(void *state)
{
	const struct text *plan = state;
	struct arena a = { 0 };
	struct plan p = { 0 };
	remark_list remarks = { 0 };

	if (!plan_read(&a, &p, &remarks, *plan, "bench", NULL))
		exit(2);
	arena_clear(&a);
}

static struct text find_plan(struct arena *a)
{
	const char *data = getenv("SOSEI_DATA");
	struct text plan =
		file_read(a, arena_printf(a, "%s/../seeds/kumamoto-plan.txt", data ? data : "../shared/data"));

	return plan.n ? plan : file_read(a, "examples/kumamoto/plan.txt");
}

int main(void)
{
	struct arena a = { 0 };
	struct text plan = find_plan(&a), large, largest;
	double ms, small_rate, large_rate;
	bool met;

	bench_open();
	if (!plan.n || text_find(plan, TEXT("基本目標１")) == SIZE_MAX)
		return fputs("run in the project's folder: examples/kumamoto/plan.txt is not here\n", stderr), 2;
	large = grown(&a, plan, 1 << 20);
	largest = grown(&a, plan, PLAN_BYTES_MAX - 4096);
	ms = bench_median(read_once, &plan, 200) * 1e3;
	small_rate = (double)large.n / bench_median(read_once, &large, 20) / 1e6;
	large_rate = (double)largest.n / bench_median(read_once, &largest, 5) / 1e6;
	met = bench_row(&(struct bench_row){ "read the Kumamoto plan", ms, "ms", NULL, 0, BENCH_AT_MOST, 2, false });
	met &= bench_row(
		&(struct bench_row){ "read a plan of 1 MB", small_rate, "MB/s", NULL, 0, BENCH_AT_LEAST, 20, false });
	met &= bench_row(&(struct bench_row){ "read a plan of 16 MB", large_rate, "MB/s", "1 MB", small_rate,
					      BENCH_AT_LEAST, 20, false });
	arena_clear(&a);
	return met ? 0 : 1;
}
