/* The bar: a label, a bar as wide as the terminal leaves room for, per cent or a count. Drawn at most ten times a
 * second and not in the first third of one, so that short work leaves no flicker. Rejected: percent lines for logs. Who
 * writes stderr to a file wants what happened, not how long it took to happen. */
#include "cli/progress.h"

#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { BAR_MAX = 40, BAR_LEAST = 5, EVERY_MS = 100, QUIET_MS = 300 };

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static size_t columns(void)
{
	struct winsize w = { 0 };

	return ioctl(STDERR_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_col ? w.ws_col : 80;
}

static void erase(struct progress_line *p)
{
	if (p->drawn)
		fputs("\r\x1b[K", stderr);
	p->drawn = false;
}

/* "  取込み中 [=====>    ]  53 % (23,456/43,524)", cut where the terminal ends: a line that wraps cannot be erased. */
static void draw(struct progress_line *p, const char *what, int64_t done, int64_t all)
{
	char count[80], bar[BAR_MAX + 4] = ""; /* space, brackets, NUL */
	struct buf line = { 0 };
	const char *label = msg_label(p->lang, what);
	size_t width = columns() - 1, used, room;

	if (done > all && all > 0)
		done = all;
	if (all > 0)
		snprintf(count, sizeof count, " %3d %% (%lld/%lld)", (int)(done * 100 / all), (long long)done,
			 (long long)all);
	else
		snprintf(count, sizeof count, " %lld", (long long)done);
	used = 2 + text_width(text_of(label)) + strlen(count) + 3;
	room = width > used ? width - used : 0;
	room = room > BAR_MAX ? BAR_MAX : room;
	if (all > 0 && room >= BAR_LEAST) {
		size_t full = (size_t)((int64_t)room * done / all);

		bar[0] = ' ';
		bar[1] = '[';
		memset(bar + 2, '=', full);
		memset(bar + 2 + full, ' ', room - full);
		bar[2 + room] = ']';
	}
	buf_printf(&line, "  %s%s%s", label, bar, count);
	erase(p);
	if (text_width(buf_view(&line)) <= width) {
		fputs(line.p, stderr);
		p->drawn = true;
	}
	fflush(stderr);
	buf_clear(&line);
}

static void step(void *context, const char *what, int64_t done, int64_t all)
{
	struct progress_line *p = context;
	int64_t now = now_ms();

	if (now - p->began < QUIET_MS || now - p->last < EVERY_MS)
		return;
	p->last = now;
	draw(p, what, done, all);
}

void progress_line_begin(struct progress_line *p, enum lang lang)
{
	*p = (struct progress_line){ .lang = lang, .on = isatty(STDERR_FILENO) == 1 };
	p->began = now_ms();
	p->progress = (struct progress){ step, p };
}

void progress_line_hide(struct progress_line *p)
{
	if (!p->on)
		return;
	erase(p);
	fflush(stderr);
}
