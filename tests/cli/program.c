#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <netinet/in.h>
#include <pty.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "program.h"

void program_begin(struct program *p)
{
	*p = (struct program){ .folder = "/tmp/sosei-run-XXXXXX" };
	assert_non_null(mkdtemp(p->folder));
	setenv("SOSEI_ACTOR", "clerk", 1);
}

static int remove_entry(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

void program_end(struct program *p)
{
	nftw(p->folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
	buf_clear(&p->out);
}

/* In the child. */
static _Noreturn void become(const struct program *p, const char *const *words)
{
	const char *all[PROGRAM_WORDS_MAX + 2] = { "sosei" };

	for (size_t i = 0; i < PROGRAM_WORDS_MAX && words[i]; i++)
		all[i + 1] = words[i];
	setenv("SOSEI_NOW", "2026-08-01T00:00:00Z", 0);
	if (chdir(p->folder) == 0)
		execv(getenv("SOSEI_BIN"), (char *const *)(uintptr_t)all);
	_exit(120);
}

static void read_to_end(struct program *p, int fd, pid_t pid)
{
	char block[4096];
	int status = 0;
	ssize_t n;

	buf_reset(&p->out);
	while ((n = read(fd, block, sizeof block)) > 0 || (n < 0 && errno == EINTR))
		if (n > 0)
			buf_add(&p->out, block, (size_t)n);
	buf_add(&p->out, "", 0);
	close(fd);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	p->code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void program_run(struct program *p, const char *const *words)
{
	int ends[2];
	pid_t pid;

	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		dup2(ends[1], 1);
		dup2(ends[1], 2);
		become(p, words);
	}
	close(ends[1]);
	read_to_end(p, ends[0], pid);
}

void program_run_on_terminal(struct program *p, unsigned short width, const char *const *words)
{
	struct winsize size = { 24, width, 0, 0 };
	int master;
	pid_t pid = forkpty(&master, NULL, NULL, &size);

	assert_true(pid >= 0);
	if (pid == 0)
		become(p, words);
	read_to_end(p, master, pid);
}

pid_t program_start(const struct program *p, const char *const *words)
{
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		int null = open("/dev/null", O_WRONLY);

		dup2(null, 1);
		dup2(null, 2);
		become(p, words);
	}
	return pid;
}

bool program_said(const struct program *p, const char *what)
{
	return p->out.p && strstr(p->out.p, what);
}

int loopback_listen(int *port)
{
	struct sockaddr_in a = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	socklen_t n = sizeof a;

	assert_true(listening >= 0);
	assert_int_equal(bind(listening, (struct sockaddr *)&a, sizeof a), 0);
	assert_int_equal(listen(listening, 8), 0);
	assert_int_equal(getsockname(listening, (struct sockaddr *)&a, &n), 0);
	*port = ntohs(a.sin_port);
	return listening;
}
