/* escape WHAT: shuts itself in as sosei-reader does for a PDF (for a table: escape WHAT table), then tries to get out.
 * Exit 0: held. 1: got out. 77: cannot be tried here. escape pdf-text (or pdf): stands in for sosei-reader (or
 * sosei-render) and does what its "PDF" says: loop, flood, crash, hang. Not sanitized, as sosei-reader is not. */
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "files/sandbox.h"

static int landlock_version; /* asked before shutting in */

enum { HELD = 0, OUT = 1, NOT_TRIED = 77 };

/* Nothing that returns a success may. */
static int denied(const char *what, long result)
{
	if (result >= 0)
		fprintf(stderr, "got out by %s\n", what);
	return result >= 0;
}
#define DENIED(call) denied(#call, (long)(call))

static int sockets(void)
{
	int ends[2];

	return DENIED(socket(AF_INET, SOCK_STREAM, 0)) + DENIED(socket(AF_INET6, SOCK_DGRAM, 0)) +
	       DENIED(socket(AF_UNIX, SOCK_STREAM, 0)) + DENIED(socket(AF_NETLINK, SOCK_RAW, 0)) +
	       DENIED(socketpair(AF_UNIX, SOCK_STREAM, 0, ends)) + DENIED(syscall(SYS_connect, 0, NULL, 0)) +
	       DENIED(syscall(SYS_sendto, 0, NULL, 0, 0, NULL, 0)) + DENIED(syscall(SYS_io_uring_setup, 1, NULL));
}

static int writing(void)
{
	return DENIED(open("/tmp/sosei-escape", O_WRONLY | O_CREAT, 0600)) +
	       DENIED(open("/tmp", O_TMPFILE | O_RDWR, 0600)) + DENIED(open("/dev/null", O_WRONLY)) +
	       DENIED(open("/usr/bin/pdftotext", O_RDWR)) + DENIED(open("/usr/bin/pdftotext", O_RDONLY | O_TRUNC)) +
	       DENIED(open("/usr/bin/pdftotext", O_RDONLY | O_APPEND)) +
	       DENIED(syscall(SYS_openat2, AT_FDCWD, "/usr", NULL, 24)) + DENIED(creat("/tmp/sosei-escape", 0600)) +
	       DENIED(mkdir("/tmp/sosei-escape", 0700)) + DENIED(symlink("/etc", "/tmp/sosei-escape")) +
	       DENIED(link("/etc/passwd", "/tmp/sosei-escape")) + DENIED(rename("/tmp", "/tmp2")) +
	       DENIED(unlink("/etc/passwd")) + DENIED(rmdir("/tmp")) + DENIED(chmod("/tmp", 0)) + DENIED(fchmod(0, 0)) +
	       DENIED(truncate("/etc/passwd", 0)) + DENIED(ftruncate(0, 0)) +
	       DENIED(mknod("/tmp/sosei-escape", S_IFIFO | 0600, 0)) + DENIED(memfd_create("x", 0)) +
	       DENIED(utimensat(AT_FDCWD, "/tmp", NULL, 0));
}

/* What seccomp cannot see, and Landlock does: which file is read. */
static int reading(void)
{
	if (landlock_version == 0)
		return NOT_TRIED;
	return DENIED(open("/etc/shadow", O_RDONLY)) + DENIED(open("/etc/passwd", O_RDONLY)) +
	       DENIED(open("/root", O_RDONLY)) + DENIED(open("/home", O_RDONLY)) + DENIED(open("/tmp", O_RDONLY)) +
	       DENIED(open("/", O_RDONLY)) + DENIED(open("/var", O_RDONLY)) +
	       DENIED(open("/proc/self/environ", O_RDONLY)) + DENIED(open("/proc/self/mem", O_RDONLY)) +
	       DENIED(open("/proc/1/status", O_RDONLY)) + DENIED(open("/dev/zero", O_RDONLY)) +
	       DENIED(open("/usr/../etc/passwd", O_RDONLY)) + DENIED(syscall(SYS_open_by_handle_at, 0, NULL, O_RDONLY));
}

static int executing(void)
{
	char sh[] = "sh", c[] = "-c", word[] = "true";
	char *const argv[] = { sh, c, word, NULL };

	if (landlock_version == 0)
		return NOT_TRIED;
	return DENIED(execv("/bin/sh", argv)) + DENIED(execv("/usr/bin/env", argv)) +
	       DENIED(syscall(SYS_execveat, AT_FDCWD, "/usr/bin/pdftotext", argv, NULL, 0));
}

/* Who cuts tables opens no file at all, and learns nothing of what files there are. */
static int opening(void)
{
	struct stat st;
	char room[64];

	return DENIED(open("/usr/lib/os-release", O_RDONLY)) + DENIED(open("/usr", O_RDONLY | O_DIRECTORY)) +
	       DENIED(open("/proc/self/maps", O_RDONLY)) + DENIED(open("/dev/null", O_RDONLY)) +
	       DENIED(syscall(SYS_open, "/", O_PATH)) + DENIED(stat("/usr", &st)) + DENIED(access("/usr", F_OK)) +
	       DENIED(readlink("/proc/self/exe", room, sizeof room));
}

static int running(void)
{
	return DENIED(execv("/usr/bin/pdftotext", (char *[]){ NULL })) +
	       DENIED(execv("/lib64/ld-linux-x86-64.so.2", (char *[]){ NULL }));
}

static void *nothing(void *p)
{
	return p;
}

static int multiplying(void)
{
	pthread_t t;

	return DENIED(fork()) + DENIED(vfork()) + DENIED(syscall(SYS_clone3, NULL, 0)) +
	       DENIED(syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL)) +
	       DENIED(-pthread_create(&t, NULL, nothing, NULL));
}

/* With the walls of sosei-render, whose libraries start threads. */
static int multiplying_beside_threads(void)
{
	pthread_t t;

	if (pthread_create(&t, NULL, nothing, NULL) != 0 || pthread_join(t, NULL) != 0) {
		fputs("no thread\n", stderr);
		return 1;
	}
	return DENIED(fork()) + DENIED(vfork()) + DENIED(syscall(SYS_clone3, NULL, 0)) +
	       DENIED(syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL)) +
	       DENIED(syscall(SYS_clone, CLONE_THREAD | SIGCHLD, NULL, NULL, NULL, NULL));
}

static int meddling(void)
{
	return DENIED(ptrace(PTRACE_TRACEME, 0, NULL, NULL)) + DENIED(ptrace(PTRACE_ATTACH, getppid(), NULL, NULL)) +
	       DENIED(kill(getppid(), 0)) + DENIED(kill(-1, 0)) + DENIED(syscall(SYS_tgkill, getppid(), getppid(), 0)) +
	       DENIED(syscall(SYS_process_vm_readv, getppid(), NULL, 0, NULL, 0, 0)) +
	       DENIED(syscall(SYS_pidfd_open, getppid(), 0)) + DENIED(ioctl(0, TIOCSTI, "x")) +
	       DENIED(prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)) + DENIED(prctl(PR_SET_PDEATHSIG, 0, 0, 0, 0)) +
	       DENIED(setpriority(0, 0, 5)) + DENIED(fcntl(0, F_SETFL, O_ASYNC)) +
	       DENIED(fcntl(0, F_SETOWN, getppid()));
}

static int rising(void)
{
	return DENIED(unshare(CLONE_NEWUSER)) + DENIED(unshare(CLONE_NEWNET)) + DENIED(setns(0, 0)) +
	       DENIED(mount("none", "/tmp", "tmpfs", 0, NULL)) + DENIED(umount("/proc")) + DENIED(chroot("/tmp")) +
	       DENIED(chdir("/tmp")) + DENIED(setuid(0)) + DENIED(setgid(0)) + DENIED(syscall(SYS_setresuid, 0, 0, 0)) +
	       DENIED(syscall(SYS_bpf, 0, NULL, 0)) + DENIED(syscall(SYS_keyctl, 0, 0, 0, 0, 0)) +
	       DENIED(syscall(SYS_perf_event_open, NULL, 0, 0, 0, 0)) + DENIED(syscall(SYS_userfaultfd, 0)) +
	       DENIED(syscall(SYS_personality, 0)) + DENIED(sethostname("x", 1)) +
	       DENIED(syscall(SYS_prlimit64, 0, 0, (long[]){ 1, 1 }, NULL));
}

static int code_from_memory(void)
{
	void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return DENIED(mprotect(page, 4096, PROT_READ | PROT_EXEC)) +
	       DENIED(mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) ==
				      MAP_FAILED
			      ? -1
			      : 0) +
	       DENIED(mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1
														: 0);
}

static int memory(void)
{
	size_t got = 0, step = 16 << 20;

	while (got < sandbox_for_pdf.memory_max && malloc(step))
		got += step;
	return got >= sandbox_for_pdf.memory_max;
}

/* The descriptors that the parent left open were closed. */
static int descriptors(void)
{
	int held = 0;

	for (int fd = 3; fd < 64; fd++)
		held += DENIED(fcntl(fd, F_GETFD));
	return held;
}

static const struct {
	const char *name;
	int (*attempt)(void);
} attempts[] = {
	{ "sockets", sockets },
	{ "writing", writing },
	{ "reading", reading },
	{ "executing", executing },
	{ "opening", opening },
	{ "running", running },
	{ "multiplying", multiplying },
	{ "meddling", meddling },
	{ "rising", rising },
	{ "code-from-memory", code_from_memory },
	{ "multiplying-beside-threads", multiplying_beside_threads },
	{ "memory", memory },
	{ "descriptors", descriptors },
};

static void act_as_told(void)
{
	_Alignas(int) char told[256] = "";
	char block[4096];
	ssize_t n = read(0, told, sizeof told - 1);

	memset(block, 'a', sizeof block);
	(void)n;
	if (strstr(told, "crash"))
		abort();
	while (strstr(told, "flood"))
		if (write(1, block, sizeof block) < 0)
			return;
	while (strstr(told, "loop"))
		;
	/* Its text is there, but it does not end. */
	n = write(1, "text\n", 5);
	close(1);
	close(2);
	while (strstr(told, "hang"))
		syscall(SYS_futex, told, FUTEX_WAIT_PRIVATE, *(int *)(void *)told, NULL);
}

int main(int argc, char **argv)
{
	struct sandbox walls = sandbox_for_pdf;
	const char *what;

	if (argc == 3 && strcmp(argv[2], "table") == 0)
		walls = sandbox_for_sheets;
	else if (argc != 2)
		return 2;
	landlock_version = sandbox_landlock_version();
	walls.cpu_seconds_max = 2;
	walls.threads = strcmp(argv[1], "multiplying-beside-threads") == 0;
	if (!sandbox_enter(&walls, &what)) {
		perror(what);
		return 2;
	}
	if (strcmp(argv[1], "pdf-text") == 0 || strcmp(argv[1], "sheets") == 0 || strcmp(argv[1], "pdf") == 0) {
		act_as_told();
		return 0;
	}
	if (strcmp(argv[1], "processor") == 0)
		for (;;)
			;
	for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++)
		if (strcmp(argv[1], attempts[i].name) == 0) {
			int out = attempts[i].attempt();

			return out == NOT_TRIED ? NOT_TRIED : out ? OUT : HELD;
		}
	return 2;
}
