#include "files/helper.h"

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

enum { COMPLAINTS_MAX = 64 << 10, ARGUMENTS_MAX = 8 };

/* One run. Descriptors are -1 where not open. */
struct child {
	struct helper_run *run;
	int input, output_end, complaints_end;
	pid_t pid;
	int64_t deadline; /* ms, monotonic */
};

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool failed(struct helper_run *run, const char *step)
{
	run->outcome = HELPER_FAILED;
	run->step = step;
	run->cause = errno;
	return false;
}

/* The bytes as a descriptor that nobody can change any more. */
static bool make_input(struct child *c, struct text bytes)
{
	int f = memfd_create("input", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	size_t at = 0;

	c->input = f;
	while (f >= 0 && at < bytes.n) {
		ssize_t n = write(f, bytes.p + at, bytes.n - at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		at += (size_t)n;
	}
	if (f < 0 || at < bytes.n || lseek(f, 0, SEEK_SET) != 0 ||
	    fcntl(f, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) != 0)
		return failed(c->run, "memfd");
	return true;
}

static char *helper_path(struct arena *a, const struct helper *h)
{
	char self[4096];
	ssize_t n;

	if (h->path)
		return arena_strdup(a, h->path);
	n = readlink("/proc/self/exe", self, sizeof self - 1);
	self[n > 0 ? n : 0] = '\0';
	*(strrchr(self, '/') ? strrchr(self, '/') : self) = '\0';
	return arena_printf(a, "%s/%s", self, h->name);
}

/* Signals as at birth, nothing open but the three. */
static int spawn(struct child *c, const struct helper *h, int out, int complaints)
{
	const char *arguments[ARGUMENTS_MAX + 2] = { h->name }, *const environment[] = { NULL };
	posix_spawn_file_actions_t files;
	posix_spawnattr_t how;
	sigset_t none, all;
	int error;

	for (size_t i = 0; i < ARGUMENTS_MAX && h->arguments[i]; i++)
		arguments[i + 1] = h->arguments[i];
	sigemptyset(&none);
	sigfillset(&all);
	posix_spawn_file_actions_init(&files);
	posix_spawnattr_init(&how);
	posix_spawn_file_actions_adddup2(&files, c->input, 0);
	posix_spawn_file_actions_adddup2(&files, out, 1);
	posix_spawn_file_actions_adddup2(&files, complaints, 2);
	posix_spawn_file_actions_addclosefrom_np(&files, 3);
	posix_spawnattr_setsigmask(&how, &none);
	posix_spawnattr_setsigdefault(&how, &all);
	posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	error = posix_spawn(&c->pid, c->run->path, &files, &how, (char *const *)(uintptr_t)arguments,
			    (char *const *)(uintptr_t)environment);
	posix_spawnattr_destroy(&how);
	posix_spawn_file_actions_destroy(&files);
	return error;
}

static bool start(struct child *c, const struct helper *h)
{
	int output[2] = { -1, -1 }, complaints[2] = { -1, -1 };
	bool ok = false;

	if (pipe2(output, O_CLOEXEC) != 0 || pipe2(complaints, O_CLOEXEC) != 0) {
		failed(c->run, "pipe");
		goto done;
	}
	errno = spawn(c, h, output[1], complaints[1]);
	if (errno) {
		failed(c->run, c->run->path);
		if (c->run->cause == ENOENT || c->run->cause == EACCES)
			c->run->outcome = HELPER_MISSING;
		goto done;
	}
	c->output_end = output[0];
	c->complaints_end = complaints[0];
	output[0] = complaints[0] = -1;
	ok = true;
done:
	for (int i = 0; i < 2; i++) {
		if (output[i] >= 0)
			close(output[i]);
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

/* Until both ends are closed, the output is over its ceiling, or time is up. */
static void collect(struct child *c)
{
	while ((c->output_end >= 0 || c->complaints_end >= 0) && !c->run->output.full) {
		struct pollfd ends[] = { { c->output_end, POLLIN, 0 }, { c->complaints_end, POLLIN, 0 } };
		int64_t left = c->deadline - now_ms();

		if (left <= 0) {
			c->run->outcome = HELPER_TOO_LATE;
			return;
		}
		if (poll(ends, 2, (int)left) < 0)
			continue;
		if (ends[0].revents)
			take(&c->output_end, &c->run->output);
		if (ends[1].revents)
			take(&c->complaints_end, &c->run->complaints);
	}
	if (c->run->output.full)
		c->run->outcome = HELPER_TOO_LONG;
}

/* Waits for the end until the deadline, then makes it. A child may close its output and stay. */
static void finish(struct child *c)
{
	int handle = (int)syscall(SYS_pidfd_open, c->pid, 0);
	int64_t left = c->deadline - now_ms();
	bool give_up = c->run->outcome != HELPER_ENDED;

	while (!give_up && handle >= 0 && left > 0 && poll(&(struct pollfd){ handle, POLLIN, 0 }, 1, (int)left) < 0)
		left = c->deadline - now_ms();
	if (handle >= 0)
		close(handle);
	if (waitpid(c->pid, &c->run->status, WNOHANG) == c->pid)
		return;
	if (!give_up)
		c->run->outcome = HELPER_TOO_LATE;
	kill(c->pid, SIGKILL);
	while (waitpid(c->pid, &c->run->status, 0) < 0 && errno == EINTR)
		;
}

void helper_run(struct arena *a, struct helper_run *run, const struct helper *h)
{
	struct child c = { .run = run, .input = -1, .output_end = -1, .complaints_end = -1 };

	*run = (struct helper_run){ .path = helper_path(a, h) };
	run->output.ceiling = h->output_max;
	run->complaints.ceiling = COMPLAINTS_MAX;
	c.deadline = now_ms() + h->deadline_ms;
	if (make_input(&c, h->input) && start(&c, h)) {
		collect(&c);
		finish(&c);
	}
	if (c.input >= 0)
		close(c.input);
	if (c.output_end >= 0)
		close(c.output_end);
	if (c.complaints_end >= 0)
		close(c.complaints_end);
}

void helper_run_clear(struct helper_run *run)
{
	buf_clear(&run->output);
	buf_clear(&run->complaints);
}

int helper_code(const struct helper_run *run)
{
	return WIFEXITED(run->status) ? WEXITSTATUS(run->status) : -1;
}

const char *helper_complaint(struct arena *a, const struct helper_run *run, const char *name)
{
	struct text t = buf_view(&run->complaints), before = text_of(arena_printf(a, "%s: ", name));

	if (text_starts(t, before))
		t = text_slice(t, before.n, t.n);
	return text_z(a, text_trim(text_slice(t, 0, text_find(t, TEXT("\n")))));
}
