#include "pg_server.h"

#include <fcntl.h>
#include <ftw.h>
#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#define BIN "/usr/lib/postgresql/15/bin/"

/* The user that runs the server; NULL: we are no root and stay who we are. */
static const struct passwd *server_user(void)
{
	const struct passwd *p;

	if (getuid() != 0)
		return NULL;
	p = getpwnam("postgres");
	return p ? p : getpwnam("nobody");
}

static pid_t run(const struct passwd *user, const char *folder, const char *const argv[])
{
	pid_t child = fork();
	int log;

	if (child != 0)
		return child;
	if (user && (setgroups(0, NULL) != 0 || setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0))
		_exit(126);
	prctl(PR_SET_PDEATHSIG, SIGQUIT);
	if (chdir(folder) != 0)
		_exit(126);
	log = open("log", O_WRONLY | O_CREAT | O_APPEND, 0600);
	dup2(log, 1);
	dup2(log, 2);
	/* The sanitizers' run-time settings are ours, not the server's. */
	unsetenv("ASAN_OPTIONS");
	execv(argv[0], (char *const *)(uintptr_t)argv);
	_exit(127);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

static _Noreturn void keep(const char *folder, int alive)
{
	const char *const initdb[] = { BIN "initdb",
				       "-D",
				       "data",
				       "-U",
				       "sosei",
				       "-A",
				       "trust",
				       "-E",
				       "UTF8",
				       "-N",
				       "--locale=C.UTF-8",
				       "--locale-provider=icu",
				       "--icu-locale=en-US",
				       NULL };
	const char *const postgres[] = { BIN "postgres",
					 "-D",
					 "data",
					 "-k",
					 folder,
					 "-c",
					 "listen_addresses=",
					 "-c",
					 "fsync=off",
					 "-c",
					 "shared_buffers=32MB",
					 "-c",
					 "max_connections=40",
					 NULL };
	const struct passwd *user = server_user();
	int status = -1;
	pid_t child;
	char c;

	signal(SIGINT, SIG_IGN);
	if (user && chown(folder, user->pw_uid, user->pw_gid) != 0)
		_exit(1);
	child = run(user, folder, initdb);
	waitpid(child, &status, 0);
	if (status == 0) {
		child = run(user, folder, postgres);
		while (read(alive, &c, 1) > 0)
			;
		kill(child, SIGQUIT);
		waitpid(child, &status, 0);
	}
	nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	_exit(0);
}

static bool answers(const struct pg_server *s)
{
	char address[256];

	pg_server_address(s, "public", address, sizeof address);
	return PQping(address) == PQPING_OK;
}

bool pg_server_start(struct pg_server *s)
{
	int ends[2];

	if (access(BIN "postgres", X_OK) != 0) {
		fputs("# no PostgreSQL 15 in " BIN "\n", stderr);
		return false;
	}
	snprintf(s->folder, sizeof s->folder, "/tmp/sosei-pg-XXXXXX");
	if (!mkdtemp(s->folder) || pipe2(ends, O_CLOEXEC) != 0)
		return false;
	s->keeper = fork();
	if (s->keeper == 0) {
		close(ends[1]);
		keep(s->folder, ends[0]);
	}
	close(ends[0]);
	s->alive = ends[1];
	for (int i = 0; i < 600; i++) {
		if (answers(s))
			return true;
		if (waitpid(s->keeper, NULL, WNOHANG) != 0)
			break;
		usleep(50000);
	}
	fputs("# PostgreSQL did not start\n", stderr);
	pg_server_stop(s);
	return false;
}

int pg_server_skipped(const struct CMUnitTest *tests, size_t n)
{
	printf("1..%zu\n", n);
	for (size_t i = 0; i < n; i++)
		printf("ok %zu - %s # SKIP no PostgreSQL server\n", i + 1, tests[i].name);
	return 0;
}

void pg_server_stop(struct pg_server *s)
{
	close(s->alive);
	waitpid(s->keeper, NULL, 0);
}

void pg_server_address(const struct pg_server *s, const char *schema, char *out, size_t size)
{
	snprintf(out, size, "postgresql://sosei@/postgres?host=%s&options=-csearch_path%%3D%s", s->folder, schema);
}

void pg_server_database(const struct pg_server *s, const char *database, char *out, size_t size)
{
	snprintf(out, size, "postgresql://sosei@/%s?host=%s", database, s->folder);
}

bool pg_server_do(const struct pg_server *s, const char *sql)
{
	char address[256];
	PGconn *c;
	PGresult *r;
	bool ok;

	pg_server_address(s, "public", address, sizeof address);
	c = PQconnectdb(address);
	r = PQexec(c, sql);
	ok = PQresultStatus(r) == PGRES_COMMAND_OK;
	if (!ok)
		fprintf(stderr, "# %s: %s\n", sql, PQerrorMessage(c));
	PQclear(r);
	PQfinish(c);
	return ok;
}
