/* The server under load: a KPI's page by wrk, against nginx with the same bytes in a file, turn by turn in one run; a
 * signed-in form that is saved, against what the disk takes for it; memory with 1,000 connections. */
#include "bench.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../tests/unit/pg_server.h"
#include "../tests/unit/web_program.h"
#include "town.h"
#include "usecase/account.h"
#include "usecase/credential.h"
#include "usecase/init.h"

enum { ROUNDS = 5, SECONDS = 2, CROWD = 1000, PARTS = 8, POSTS = 200, TOWN_POSTS = 60 };

#define PAGE "/kpi/a1.html"

struct bench {
	struct arena arena;
	const char *folder; /* in the current one: /tmp may be memory, where fsync is free */
	const char *nginx;
};

static _Noreturn void die(const char *what)
{
	fprintf(stderr, "bench_web: %s: %s\n", what, strerror(errno));
	exit(2);
}

/* ---- a store with somebody who may sign in ---- */

static void make_store(struct bench *b, const char *where)
{
	struct context c = { .arena = &b->arena, .actor = TEXT("bench") };
	const struct account_draft d = { .login = TEXT("planner"), .name = TEXT("例示 花子"), .roles = ROLE_PLANNER };
	const struct text none = { 0 };
	struct init_result made;
	struct account account;
	struct err err = { 0 };

	bench_must(context_now(&c.now, &err) && init_store(&made, &c, where, "sample-city", &err) &&
			   account_add(&account, &c, &d, &err) &&
			   account_set_password(&c, d.login, none, TEXT("correct horse battery"), none, &err),
		   &err);
	store_close(&c.store);
}

static const char *in_folder(struct bench *b, const char *name)
{
	return arena_printf(&b->arena, "%s/%s", b->folder, name);
}

static void write_file(const char *path, const char *bytes)
{
	FILE *f = fopen(path, "w");

	if (!f || fputs(bytes, f) < 0 || fclose(f) != 0)
		die(path);
}

/* ---- nginx ---- */

static int free_port(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof at;
	int s = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (s < 0 || bind(s, (struct sockaddr *)&at, size) != 0 || getsockname(s, (struct sockaddr *)&at, &size) != 0)
		die("no free port");
	close(s);
	return ntohs(at.sin_port);
}

/* As Debian ships it, with a worker a core and sendfile, and without a log: the same bytes from a file. */
static pid_t start_nginx(struct bench *b, int port, const char *page)
{
	char whole[4096];
	const char *at = realpath(b->folder, whole), *conf = in_folder(b, "nginx.conf");
	pid_t child;

	mkdir(in_folder(b, "kpi"), 0755);
	write_file(in_folder(b, "kpi/a1.html"), page);
	write_file(conf, arena_printf(&b->arena,
				      "%sdaemon off; worker_processes auto; pid %s/nginx.pid; error_log %s/nginx.log;\n"
				      "events { worker_connections 2048; }\n"
				      "http { access_log off; sendfile on; tcp_nopush on; types { text/html html; }\n"
				      "client_body_temp_path %s/t1; proxy_temp_path %s/t2; fastcgi_temp_path %s/t3;\n"
				      "uwsgi_temp_path %s/t4; scgi_temp_path %s/t5;\n"
				      "server { listen 127.0.0.1:%d reuseport; root %s; } }\n",
				      geteuid() == 0 ? "user root; " : "", at, at, at, at, at, at, at, port, at));
	conf = in_folder(b, "nginx.conf");
	child = fork();
	if (child == 0) {
		prctl(PR_SET_PDEATHSIG, SIGTERM);
		execl(b->nginx, "nginx", "-p", at, "-c", arena_printf(&b->arena, "%s/nginx.conf", at), "-e",
		      arena_printf(&b->arena, "%s/nginx.log", at), NULL);
		_exit(127);
	}
	for (int i = 0; i < 100; i++) {
		const int s = program_dial(port, 0);

		if (s >= 0) {
			close(s);
			return child;
		}
		usleep(50000);
	}
	die("nginx does not answer");
}

/* ---- wrk ---- */

struct load {
	double rps[ROUNDS], p99[ROUNDS]; /* p99 in ms */
};

static void run_wrk(struct load *l, int round, int port, const char *how)
{
	char command[512], line[256] = "", last[256] = "";
	long errors = -1;
	double us = 0;
	FILE *out;

	snprintf(command, sizeof command, "wrk -t2 -c64 -d%ds -s %s/bench/web.lua http://127.0.0.1:%d" PAGE " -- %s",
		 SECONDS, getenv("SOSEI_ROOT"), port, how);
	out = popen(command, "r");
	while (out && fgets(line, sizeof line, out))
		memcpy(last, line, sizeof last);
	if (!out || pclose(out) != 0 || sscanf(last, "%lf %lf %ld", &l->rps[round], &us, &errors) != 3 || errors)
		die("wrk failed, or was not answered well");
	l->p99[round] = us / 1e3;
}

static bool load_rows(const char *what, struct load *ours, struct load *theirs, bool goal)
{
	const double a = bench_middle(ours->rps, ROUNDS), b = bench_middle(theirs->rps, ROUNDS);
	bool met = bench_row(&(struct bench_row){ .what = what,
						  .value = a,
						  .unit = "requests/s",
						  .yardstick = "nginx, a file",
						  .yardstick_value = b,
						  .is = goal ? BENCH_AT_LEAST : BENCH_NO_GOAL,
						  .goal = 0.5,
						  .goal_of_ratio = true });

	bench_row(&(struct bench_row){ .what = "... 99 of 100 were answered within",
				       .value = bench_middle(ours->p99, ROUNDS),
				       .unit = "ms",
				       .yardstick = "nginx, a file",
				       .yardstick_value = bench_middle(theirs->p99, ROUNDS) });
	return met;
}

static bool under_load(const char *what, const char *store, struct bench *b, const char *how, bool goal)
{
	struct load ours, theirs;
	struct program p;
	const int port = free_port();
	pid_t nginx;

	program_start(&p, &b->arena, store, NULL);
	client_get(&p.client, PAGE);
	client_sees(&p.client, 200, "</html>");
	nginx = start_nginx(b, port, p.client.body);
	for (int i = 0; i < ROUNDS; i++) {
		run_wrk(&ours, i, p.client.port, how);
		run_wrk(&theirs, i, port, "");
	}
	kill(nginx, SIGTERM);
	waitpid(nginx, NULL, 0);
	program_stop(&p);
	return load_rows(what, &ours, &theirs, goal);
}

/* ---- a form ---- */

struct posting {
	struct client *client;
	int file; /* where as much is written as a transaction writes */
	double form[POSTS], disk[POSTS];
};

static double save(struct posting *g, int i)
{
	const char *path = "/values/record?item=kpi%3A%E3%82%A21", *body;
	double began;

	client_get(g->client, path);
	client_sees(g->client, 200, NULL);
	body = arena_printf(g->client->arena,
			    "%s&period=CY%d&value=%d&state=final&published=2021-06-01&source=x&url=&corrects=&because=",
			    client_hidden(g->client), 1800 + i, 1000 + i);
	began = bench_now();
	client_send(g->client, path, NULL, text_of(body));
	began = bench_now() - began;
	client_sees(g->client, 303, NULL);
	return began;
}

static double sync_pages(struct posting *g)
{
	static const char pages[4 * 4096];
	const double began = bench_now();

	if (write(g->file, pages, sizeof pages) != sizeof pages || fdatasync(g->file) != 0)
		die("fdatasync");
	return bench_now() - began;
}

static bool form_row(struct bench *b, const char *store)
{
	struct posting *g = NEW(&b->arena, struct posting);
	struct program p;
	bool met;

	program_start(&p, &b->arena, store, NULL);
	g->client = &p.client;
	client_post(g->client, "/sign-in", "login=planner&password=correct+horse+battery");
	client_sees(g->client, 303, NULL);
	g->file = open(in_folder(b, "bare"), O_CREAT | O_WRONLY, 0600);
	for (int i = 0; i < POSTS; i++) {
		g->form[i] = save(g, i);
		g->disk[i] = sync_pages(g);
	}
	close(g->file);
	program_stop(&p);
	met = bench_row(&(struct bench_row){ .what = "a signed-in form, saved: a KPI's value, on a new connection",
					     .value = bench_middle(g->form, POSTS) * 1e3,
					     .unit = "ms",
					     .yardstick = "four pages, fdatasync",
					     .yardstick_value = bench_middle(g->disk, POSTS) * 1e3,
					     .is = BENCH_AT_MOST,
					     .goal = 5 });
	/* bench_middle has sorted them. */
	bench_row(&(struct bench_row){ .what = "... 95 of 100 within",
				       .value = g->form[POSTS * 95 / 100] * 1e3,
				       .unit = "ms",
				       .yardstick = "four pages, fdatasync",
				       .yardstick_value = g->disk[POSTS * 95 / 100] * 1e3 });
	return met;
}

/* ---- the same in a large city ---- */

/* Accounts of a planner and of an expert, in the store that bench/town.h describes. */
static void make_town(struct bench *b, const char *where)
{
	static const struct account_draft drafts[] = {
		{ .login = TEXT("planner"), .name = TEXT("例示 花子"), .roles = ROLE_PLANNER },
		{ .login = TEXT("m1"), .name = TEXT("例示 花子"), .roles = ROLE_EXPERT },
		{ .login = TEXT("auditor"), .name = TEXT("例示 花子"), .roles = ROLE_AUDITOR }
	};
	struct context c = { .arena = &b->arena, .actor = TEXT("bench") };
	const struct text none = { 0 };
	struct account account;
	struct err err = { 0 };

	town_make(&c, where);
	for (size_t i = 0; i < sizeof drafts / sizeof *drafts; i++)
		bench_must(account_add(&account, &c, &drafts[i], &err) &&
				   account_set_password(&c, drafts[i].login, none, TEXT("correct horse battery"), none,
							&err),
			   &err);
	store_close(&c.store);
}

static void sign_in(struct client *c, const char *login)
{
	c->cookies[0] = '\0';
	client_post(c, "/sign-in", arena_printf(c->arena, "login=%s&password=correct+horse+battery", login));
	client_sees(c, 303, NULL);
}

static bool town_form(struct client *c, const char *what, const char *path, const char *fields)
{
	double took[TOWN_POSTS];

	for (int i = 0; i < TOWN_POSTS; i++) {
		const char *at = arena_printf(c->arena, "%s?item=kpi%%3AKPI%d", path, i + 1), *body;

		client_get(c, at);
		client_sees(c, 200, NULL);
		body = arena_printf(c->arena, "%s&%s", client_hidden(c), fields);
		took[i] = bench_now();
		client_send(c, at, NULL, text_of(body));
		took[i] = bench_now() - took[i];
		client_sees(c, 303, NULL);
	}
	return bench_row(&(struct bench_row){ .what = what,
					      .value = bench_middle(took, TOWN_POSTS) * 1e3,
					      .unit = "ms",
					      .is = BENCH_AT_MOST,
					      .goal = 5 });
}

static bool town_page(struct client *c, const char *what, const char *path, double goal)
{
	double took[TOWN_POSTS];

	for (int i = 0; i < TOWN_POSTS; i++) {
		took[i] = bench_now();
		client_get(c, path);
		took[i] = bench_now() - took[i];
		client_sees(c, 200, "</html>");
	}
	return bench_row(&(struct bench_row){ .what = what,
					      .value = bench_middle(took, TOWN_POSTS) * 1e3,
					      .unit = "ms",
					      .is = BENCH_AT_MOST,
					      .goal = goal });
}

static bool town_rows(struct bench *b, const char *store)
{
	struct program p;
	bool met;

	make_town(b, store);
	setenv("SOSEI_NOW", "2025-08-10T03:00:00Z", 1);
	program_start(&p, &b->arena, store, NULL);
	sign_in(&p.client, "m1");
	met = town_form(&p.client, "200 KPIs, six reviews: a grade, saved by a form", "/review/2025-08/grade",
			"grade=3&comment=x");
	met &= town_page(&p.client, "... the page on which one item is graded", "/review/2025-08/grade?item=kpi%3AKPI7",
			 5);
	met &= town_page(&p.client, "... an item's own page", "/review/2025-08/item?item=kpi%3AKPI7", 20);
	met &= town_page(&p.client, "... /today of an expert", "/today", 20);
	sign_in(&p.client, "planner");
	met &= town_form(&p.client, "... a KPI's value, saved by a form", "/values/record",
			 "period=CY2024&value=1200&state=final&published=2025-06-01&source=x&url=&corrects=&because=");
	met &= town_page(&p.client, "... the page on which a value is entered", "/values/record?item=kpi%3AKPI7", 5);
	met &= town_page(&p.client, "... the open review's page", "/review/2025-08", 20);
	met &= town_page(&p.client, "... what five reviews promised, a thousand of them", "/review/2025-08/promises",
			 20);
	met &= town_page(&p.client, "... /today of a planner", "/today", 20);
	sign_in(&p.client, "auditor");
	met &= town_page(&p.client, "... the log's first page, of 20,000 events", "/log", 20);
	program_stop(&p);
	unsetenv("SOSEI_NOW");
	return met;
}

/* ---- a password ---- */

static bool password_row(void)
{
	double took[7];
	struct err err = { 0 };

	for (int i = 0; i < 7; i++) {
		const clock_t began = clock();
		char hash[PASSWORD_HASH_SIZE];

		bench_must(password_hash(hash, TEXT("correct horse battery"), &err), &err);
		took[i] = (double)(clock() - began) / CLOCKS_PER_SEC * 1e3;
	}
	return bench_row(&(struct bench_row){ .what = "checking a password (argon2id), of processor",
					      .value = bench_middle(took, 7),
					      .unit = "ms",
					      .is = BENCH_AT_LEAST,
					      .goal = 100 });
}

/* ---- memory ---- */

static const char request[] = "GET " PAGE " HTTP/1.1\r\nHost: x\r\n\r\n";

/* Asks and hears the whole answer, and stays. */
static bool ask(int s, SSL *ssl)
{
	char part[16384];
	long n, rest = -1;

	if (ssl ? SSL_write(ssl, request, sizeof request - 1) <= 0 : !program_sends(s, request, sizeof request - 1))
		return false;
	while (rest) {
		n = ssl ? SSL_read(ssl, part, sizeof part - 1) : recv(s, part, sizeof part - 1, 0);
		if (n <= 0)
			return false;
		part[n] = '\0';
		if (rest < 0) {
			const char *length = strstr(part, "Content-Length: "), *body = strstr(part, "\r\n\r\n");

			if (!length || !body)
				return false;
			rest = atol(length + 16) + (body + 4 - part);
		}
		rest -= n;
	}
	return true;
}

/* A part of the crowd. Several come at once: the first must not be out of time before the last has come. */
struct part {
	pthread_t thread;
	SSL_CTX *tls; /* NULL: none */
	int port, first, there;
	int socket[CROWD / PARTS];
	SSL *ssl[CROWD / PARTS];
};

static void *come(void *argument)
{
	struct part *p = argument;

	for (int i = 0; i < CROWD / PARTS; i++) {
		p->socket[i] = program_dial(p->port, p->first + i);
		p->ssl[i] = p->tls ? SSL_new(p->tls) : NULL;
		if (p->socket[i] < 0 ||
		    (p->tls && (!SSL_set_fd(p->ssl[i], p->socket[i]) || SSL_connect(p->ssl[i]) != 1)) ||
		    !ask(p->socket[i], p->ssl[i]))
			die("a connection was refused");
	}
	return NULL;
}

static void *ask_again(void *argument)
{
	struct part *p = argument;

	for (int i = 0; i < CROWD / PARTS; i++)
		p->there += ask(p->socket[i], p->ssl[i]);
	return NULL;
}

static void all(struct part parts[PARTS], void *(*what)(void *))
{
	for (int i = 0; i < PARTS; i++)
		if (pthread_create(&parts[i].thread, NULL, what, &parts[i]) != 0)
			die("no thread");
	for (int i = 0; i < PARTS; i++)
		pthread_join(parts[i].thread, NULL);
}

/* Ends it; whether all were there to the end. */
static bool leave(struct part parts[PARTS])
{
	int there = 0;

	for (int i = 0; i < PARTS; i++) {
		there += parts[i].there;
		for (int k = 0; k < CROWD / PARTS; k++) {
			SSL_free(parts[i].ssl[k]);
			close(parts[i].socket[k]);
		}
	}
	if (there < CROWD)
		fprintf(stderr, "bench_web: only %d of %d connections were there all the time\n", there, CROWD);
	return there == CROWD;
}

static bool crowd_row(struct bench *b, const char *store, bool tls)
{
	const char *certificate = in_folder(b, "crt"), *key = in_folder(b, "key");
	const char *const pair[] = { "--cert", certificate, "--key", key, NULL };
	struct part *parts = arena_array(&b->arena, PARTS, sizeof *parts);
	SSL_CTX *context = SSL_CTX_new(TLS_client_method());
	struct program p;
	double idle, mb;
	bool met;

	program_write_pair(certificate, key);
	program_start(&p, &b->arena, store, tls ? pair : NULL);
	idle = (double)program_peak_kb(&p) / 1024;
	for (int i = 0; i < PARTS; i++)
		parts[i] = (struct part){ .tls = tls ? context : NULL,
					  .port = p.client.port,
					  .first = i * (CROWD / PARTS) };
	all(parts, come);
	all(parts, ask_again);
	mb = (double)program_peak_kb(&p) / 1024;
	met = leave(parts);
	SSL_CTX_free(context);
	program_stop(&p);
	return bench_row(&(struct bench_row){
		       .what = tls ? "memory with 1,000 encrypted connections, each had two pages"
				   : "memory with 1,000 connections, each had two pages",
		       .value = mb,
		       .unit = "MB",
		       .yardstick = "with none",
		       .yardstick_value = idle,
		       .is = BENCH_AT_MOST,
		       .goal = 64,
	       }) &&
	       met;
}

/* ---- all ---- */

static void on_postgresql(struct bench *b, bool *met)
{
	struct pg_server server;
	char address[256];

	if (!pg_server_start(&server))
		return;
	pg_server_address(&server, "public", address, sizeof address);
	make_store(b, address);
	*met &= under_load("the same page from a store on PostgreSQL", address, b, "", true);
	pg_server_stop(&server);
}

/* "bench_web town": only the rows of the large city. */
int main(int argc, char **argv)
{
	const bool town_alone = argc > 1 && !strcmp(argv[1], "town");
	struct rlimit files = { 8192, 8192 };
	char folder[] = "sosei-bench-XXXXXX";
	struct bench b = { .folder = folder, .nginx = getenv("SOSEI_NGINX") };
	const char *store;
	struct statfs disk;
	bool met;

	b.nginx = b.nginx ? b.nginx : "/usr/sbin/nginx";
	signal(SIGPIPE, SIG_IGN);
	setrlimit(RLIMIT_NOFILE, &files);
	if (!getenv("SOSEI_BIN") || !getenv("SOSEI_ROOT") || !mkdtemp(folder))
		return fprintf(stderr, "SOSEI_BIN or SOSEI_ROOT is not set, or no folder can be made here\n"), 2;
	if (statfs(folder, &disk) == 0 && disk.f_type == TMPFS_MAGIC)
		fprintf(stderr, "bench_web: this folder is memory: its fsync says nothing of a disk\n");
	store = in_folder(&b, "sosei.db");
	bench_open();
	if (town_alone) {
		met = town_rows(&b, store);
		bench_remove(folder);
		return !met;
	}
	make_store(&b, store);
	met = under_load("a KPI's page, kept until the log grows", store, &b, "", true);
	met &= under_load("the same page, read from the store and made anew each time", store, &b, "days", false);
	on_postgresql(&b, &met);
	met &= form_row(&b, store);
	met &= town_rows(&b, in_folder(&b, "town.db"));
	met &= password_row();
	met &= crowd_row(&b, store, false);
	met &= crowd_row(&b, store, true);
	bench_remove(folder);
	arena_clear(&b.arena);
	return !met;
}
