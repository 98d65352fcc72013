#include "files/reader.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "files/reader_codes.h"

enum { COMPLAINTS_MAX = 64 << 10 };

/* One run of the helper. Descriptors are -1 where not open. */
struct run {
	const char *name;
	int input, text_end, complaints_end;
	pid_t child;
	int64_t deadline; /* ms, monotonic */
	bool too_late;
	struct buf text, complaints; /* from its stdout and stderr */
	int status;
};

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* The bytes as a descriptor that nobody can change any more. */
static bool make_input(int *fd, struct text bytes, const char *name, struct err *err)
{
	int f = memfd_create("pdf", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	size_t at = 0;

	while (f >= 0 && at < bytes.n) {
		ssize_t n = write(f, bytes.p + at, bytes.n - at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		at += (size_t)n;
	}
	if (f < 0 || at < bytes.n || lseek(f, 0, SEEK_SET) != 0 ||
	    fcntl(f, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) != 0) {
		err_set_errno(err, ERR_SYSTEM, "reader.failed", "file", name, "step", "memfd", NULL);
		if (f >= 0)
			close(f);
		return false;
	}
	*fd = f;
	return true;
}

static char *helper_path(struct arena *a, const struct reader *r)
{
	char self[4096];
	ssize_t n;

	if (r && r->helper)
		return arena_strdup(a, r->helper);
	n = readlink("/proc/self/exe", self, sizeof self - 1);
	self[n > 0 ? n : 0] = '\0';
	*(strrchr(self, '/') ? strrchr(self, '/') : self) = '\0';
	return arena_printf(a, "%s/sosei-reader", self);
}

/* Signals as at birth, nothing open but the three. */
static int spawn(pid_t *child, const char *helper, int in, int out, int complaints)
{
	const char *const arguments[] = { "sosei-reader", "pdf-text", NULL }, *const environment[] = { NULL };
	posix_spawn_file_actions_t files;
	posix_spawnattr_t how;
	sigset_t none, all;
	int failed;

	sigemptyset(&none);
	sigfillset(&all);
	posix_spawn_file_actions_init(&files);
	posix_spawnattr_init(&how);
	posix_spawn_file_actions_adddup2(&files, in, 0);
	posix_spawn_file_actions_adddup2(&files, out, 1);
	posix_spawn_file_actions_adddup2(&files, complaints, 2);
	posix_spawn_file_actions_addclosefrom_np(&files, 3);
	posix_spawnattr_setsigmask(&how, &none);
	posix_spawnattr_setsigdefault(&how, &all);
	posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	failed = posix_spawn(child, helper, &files, &how, (char *const *)(uintptr_t)arguments,
			     (char *const *)(uintptr_t)environment);
	posix_spawnattr_destroy(&how);
	posix_spawn_file_actions_destroy(&files);
	return failed;
}

static bool start(struct run *run, const char *helper, struct err *err)
{
	int text[2] = { -1, -1 }, complaints[2] = { -1, -1 };
	bool ok = false;

	if (pipe2(text, O_CLOEXEC) != 0 || pipe2(complaints, O_CLOEXEC) != 0) {
		err_set_errno(err, ERR_SYSTEM, "reader.failed", "file", run->name, "step", "pipe", NULL);
		goto done;
	}
	errno = spawn(&run->child, helper, run->input, text[1], complaints[1]);
	if (errno == ENOENT || errno == EACCES) {
		err_set(err, ERR_SYSTEM, "reader.helper-missing", "file", run->name, "helper", helper, NULL);
		goto done;
	}
	if (errno) {
		err_set_errno(err, ERR_SYSTEM, "reader.failed", "file", run->name, "step", helper, NULL);
		goto done;
	}
	run->text_end = text[0];
	run->complaints_end = complaints[0];
	text[0] = complaints[0] = -1;
	ok = true;
done:
	for (int i = 0; i < 2; i++) {
		if (text[i] >= 0)
			close(text[i]);
		if (complaints[i] >= 0)
			close(complaints[i]);
	}
	return ok;
}

/* Takes what is there; closes the end at end of file. */
static void take(int *fd, struct buf *into)
{
	char block[1 << 14];
	ssize_t n = read(*fd, block, sizeof block);

	if (n > 0)
		buf_add(into, block, (size_t)n);
	else if (n == 0 || (errno != EINTR && errno != EAGAIN)) {
		close(*fd);
		*fd = -1;
	}
}

/* Until both ends are closed, the text is over its ceiling, or time is up. */
static void collect(struct run *run)
{
	while ((run->text_end >= 0 || run->complaints_end >= 0) && !run->text.full) {
		struct pollfd ends[] = { { run->text_end, POLLIN, 0 }, { run->complaints_end, POLLIN, 0 } };
		int64_t left = run->deadline - now_ms();

		if (left <= 0) {
			run->too_late = true;
			return;
		}
		if (poll(ends, 2, (int)left) < 0)
			continue;
		if (ends[0].revents)
			take(&run->text_end, &run->text);
		if (ends[1].revents)
			take(&run->complaints_end, &run->complaints);
	}
}

/* Waits for the end until the deadline, then makes it. A child may close its output and stay. */
static void finish(struct run *run, bool give_up)
{
	int handle = (int)syscall(SYS_pidfd_open, run->child, 0);
	int64_t left = run->deadline - now_ms();

	while (!give_up && handle >= 0 && left > 0 && poll(&(struct pollfd){ handle, POLLIN, 0 }, 1, (int)left) < 0)
		left = run->deadline - now_ms();
	if (handle >= 0)
		close(handle);
	if (waitpid(run->child, &run->status, WNOHANG) == run->child)
		return;
	run->too_late = run->too_late || !give_up;
	kill(run->child, SIGKILL);
	while (waitpid(run->child, &run->status, 0) < 0 && errno == EINTR)
		;
}

static bool complains(const struct run *run, const char *word)
{
	return text_find(buf_view(&run->complaints), text_of(word)) != SIZE_MAX;
}

/* sosei-reader's first complaint ("seccomp: Operation not permitted"). */
static const char *own_complaint(struct arena *a, const struct run *run)
{
	struct text t = buf_view(&run->complaints);
	struct text before = TEXT("sosei-reader: ");

	if (text_starts(t, before))
		t = text_slice(t, before.n, t.n);
	return text_z(a, text_trim(text_slice(t, 0, text_find(t, TEXT("\n")))));
}

static bool refuse(struct err *err, enum err_kind kind, const char *id, const struct run *run)
{
	return err_set(err, kind, id, "file", run->name, NULL);
}

/* What pdftotext's end means. */
static bool judge(struct arena *a, const struct run *run, struct err *err)
{
	int code = WIFEXITED(run->status) ? WEXITSTATUS(run->status) : -1;

	if (run->too_late ||
	    (WIFSIGNALED(run->status) && (WTERMSIG(run->status) == SIGXCPU || WTERMSIG(run->status) == SIGKILL)))
		return refuse(err, ERR_INPUT, "reader.timeout", run);
	if (code == READER_NO_SANDBOX || code == READER_USAGE)
		return err_set(err, ERR_SYSTEM, "reader.no-sandbox", "file", run->name, "cause", own_complaint(a, run),
			       NULL);
	if (code == READER_NO_POPPLER)
		return refuse(err, ERR_SYSTEM, "reader.poppler-missing", run);
	if (complains(run, "Incorrect password") || complains(run, "not allowed") ||
	    complains(run, "Unsupported security handler"))
		return refuse(err, ERR_INPUT, "reader.pdf-locked", run);
	if (code == 127)
		return refuse(err, ERR_SYSTEM, "reader.poppler-missing", run); /* the loader lacks a library */
	if (code != 0)
		return refuse(err, ERR_INPUT, "reader.pdf-damaged", run);
	if (complains(run, "Missing language pack") && text_trim(buf_view(&run->text)).n == 0)
		return refuse(err, ERR_SYSTEM, "reader.poppler-data-missing", run);
	return true;
}

/* Fonts made by common office programs map some characters to the radicals that look the same. Those of Unicode's
 * Kangxi block are listed in order; of the CJK Radicals Supplement, those seen in Japanese text. */
static uint32_t whole_character(uint32_t c)
{
	static const char kangxi[] =
		"一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干"
		"幺广廴廾弋"
		"弓彐彡彳心戈戸手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮"
		"皿目矛矢"
		"石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵"
		"邑酉釆里"
		"金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";
	static const struct {
		uint16_t radical, whole;
	} others[] = { { 0x2E9F, 0x6BCD },
		       { 0x2EA0, 0x6C11 },
		       { 0x2EC1, 0x864E },
		       { 0x2EC4, 0x897F },
		       { 0x2EC6, 0x89D2 },
		       { 0x2ED1, 0x9577 },
		       { 0x2ED8, 0x9752 },
		       { 0x2EDD, 0x98DF },
		       { 0x2EE3, 0x9AA8 },
		       { 0x2EE4, 0x9B3C },
		       { 0x2EE8, 0x9EA6 },
		       { 0x2EE9, 0x9EC4 },
		       { 0x2EEB, 0x6589 },
		       { 0x2EED, 0x6B6F },
		       { 0x2EEF, 0x7ADC },
		       { 0x2EF2, 0x4E80 },
		       /* Adobe's table names the wave dash and the minus where the document, made on Windows, has the
			* full-width tilde and hyphen; without these a plan would differ from its own PDF. */
		       { 0x301C, 0xFF5E },
		       { 0x2212, 0xFF0D } };

	if (c >= 0x2F00 && c <= 0x2FD5) {
		struct text one = { kangxi + 3 * (c - 0x2F00), 3 };

		return text_next(&one);
	}
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (others[i].radical == c)
			return others[i].whole;
	return c;
}

static struct text tidy(struct arena *a, struct text t)
{
	struct buf out = { 0 };
	struct text tidied;

	while (t.n) {
		uint32_t c = text_next(&t);

		if (c == '\f')
			c = '\n';
		if (c >= 0x20 || c == '\n' || c == '\t')
			buf_char(&out, whole_character(c));
	}
	tidied = text_dup(a, buf_view(&out));
	buf_clear(&out);
	return tidied;
}

static bool read_pdf(struct arena *a, struct text *out, struct run *run, const char *helper, struct err *err)
{
	if (!start(run, helper, err))
		return false;
	collect(run);
	finish(run, run->text.full || run->too_late);
	if (run->text.full)
		return refuse(err, ERR_INPUT, "reader.too-long", run);
	if (!judge(a, run, err))
		return false;
	*out = tidy(a, buf_view(&run->text));
	return text_trim(*out).n ? true : refuse(err, ERR_INPUT, "reader.no-text", run);
}

bool reader_pdf_text(struct arena *a, struct text *out, const struct reader *r, struct text pdf, const char *name,
		     struct err *err)
{
	struct run run = { .name = name, .input = -1, .text_end = -1, .complaints_end = -1 };
	struct text end = text_slice(pdf, pdf.n > 4096 ? pdf.n - 4096 : 0, pdf.n);
	struct text text = { 0 };
	bool ok;

	/* poppler mends such a file as far as it goes: the rest of the plan would be missing in silence. */
	if (text_find(end, TEXT("%%EOF")) == SIZE_MAX)
		return refuse(err, ERR_INPUT, "reader.pdf-cut-off", &run);
	run.text.ceiling = r && r->text_max ? r->text_max : READER_TEXT_MAX;
	run.complaints.ceiling = COMPLAINTS_MAX;
	run.deadline = now_ms() + (r && r->deadline_ms ? r->deadline_ms : READER_DEADLINE_MS);
	if (!make_input(&run.input, pdf, name, err))
		return false;
	ok = read_pdf(a, &text, &run, helper_path(a, r), err);
	close(run.input);
	if (run.text_end >= 0)
		close(run.text_end);
	if (run.complaints_end >= 0)
		close(run.complaints_end);
	buf_clear(&run.text);
	buf_clear(&run.complaints);
	if (ok)
		*out = text;
	return ok;
}
