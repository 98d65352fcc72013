/* Landlock by raw system calls: Debian 12's libc has no wrappers, its headers know only the first version.
 * Sources: Linux, Documentation/userspace-api/landlock.rst and include/uapi/linux/landlock.h; seccomp(2), prctl(2).
 *
 * seccomp answers EPERM rather than killing: the C library tries calls that a newer kernel has and lives with a
 * refusal. */
#include "files/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <seccomp.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "files/reader_codes.h"

enum { NOBODY = 65534, OPEN_FILES_MAX = 32 };

#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#define SYS_landlock_restrict_self 446
#endif

struct landlock_rules {
	uint64_t files, network, scopes; /* what is denied unless a rule allows it */
};
struct __attribute__((packed)) landlock_path {
	uint64_t allowed;
	int32_t folder;
};
enum {
	LL_EXECUTE = 1 << 0,
	LL_READ_FILE = 1 << 2,
	LL_READ_DIR = 1 << 3,
	LL_ASK_VERSION = 1,
	LL_PATH = 1,
};

/* pdftotext and the loader of each machine that Debian runs on. */
static const char *const executable[] = {
	"/usr/bin/pdftotext",
	"/usr/local/bin/pdftotext",
	"/lib64/ld-linux-x86-64.so.2",
	"/lib/ld-linux-aarch64.so.1",
	"/lib/ld-linux-armhf.so.3",
	"/lib/ld-linux.so.2",
	"/lib64/ld64.so.2",
	"/lib/ld64.so.1",
	"/lib/ld-linux-riscv64-lp64d.so.1",
	NULL,
};

static const char *const readable[] = { "/usr", "/lib", "/lib64", "/etc/ld.so.cache", NULL };

const struct sandbox sandbox_for_pdf = { readable, executable, READER_MEMORY_MAX, READER_CPU_SECONDS_MAX };

static const char *const nothing[] = { NULL };

const struct sandbox sandbox_for_sheets = { nothing, nothing, READER_MEMORY_MAX, READER_CPU_SECONDS_MAX };

int sandbox_landlock_version(void)
{
	long v = syscall(SYS_landlock_create_ruleset, NULL, 0, LL_ASK_VERSION);

	return v > 0 ? (int)v : 0;
}

/* Every right that this version knows: 13 in the first, then moving between folders, truncating, devices' ioctl. */
static uint64_t all_file_rights(int version)
{
	static const int count[] = { 0, 13, 14, 15, 15, 16 };
	int known = version < 5 ? count[version] : count[5];

	return (UINT64_C(1) << known) - 1;
}

static size_t rules_size(int version)
{
	return version < 4 ? 8 : version < 6 ? 16 : 24;
}

static bool allow_path(int rules, const char *path, uint64_t rights)
{
	struct landlock_path rule = { 0 };
	struct stat st;
	int fd = open(path, O_PATH | O_CLOEXEC);
	bool ok;

	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR || errno == EACCES;
	if (fstat(fd, &st) == 0 && !S_ISDIR(st.st_mode))
		rights &= ~(uint64_t)LL_READ_DIR;
	rule.allowed = rights;
	rule.folder = fd;
	ok = syscall(SYS_landlock_add_rule, rules, LL_PATH, &rule, 0) == 0;
	close(fd);
	return ok;
}

static bool enter_landlock(const struct sandbox *s, const char **what)
{
	int version = sandbox_landlock_version(), fd;
	struct landlock_rules rules = { .files = all_file_rights(version), .network = 3, .scopes = 3 };
	bool ok;

	*what = "Landlock";
	if (version == 0)
		return true;
	fd = (int)syscall(SYS_landlock_create_ruleset, &rules, rules_size(version), 0);
	if (fd < 0)
		return false;
	ok = true;
	for (const char *const *p = s->readable; ok && *p; p++)
		ok = allow_path(fd, *p, LL_READ_FILE | LL_READ_DIR);
	for (const char *const *p = s->executable; ok && *p; p++)
		ok = allow_path(fd, *p, LL_READ_FILE | LL_EXECUTE);
	ok = ok && syscall(SYS_landlock_restrict_self, fd, 0) == 0;
	close(fd);
	return ok;
}

static bool limit(int which, rlim_t n)
{
	return setrlimit(which, &(struct rlimit){ n, n }) == 0;
}

static bool enter_limits(const struct sandbox *s, const char **what)
{
	*what = "setrlimit";
	/* The ceiling of processes counts threads too, and those of all programs of this user. */
	return limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) && (s->threads || limit(RLIMIT_NPROC, 0)) &&
	       limit(RLIMIT_MEMLOCK, 0) && limit(RLIMIT_NOFILE, OPEN_FILES_MAX) &&
	       limit(RLIMIT_CPU, s->cpu_seconds_max) && limit(RLIMIT_AS, s->memory_max);
}

/* Allowed with any arguments. Nothing here reaches beyond this process and what it has open. */
static const int allowed[] = {
	SCMP_SYS(read),
	SCMP_SYS(readv),
	SCMP_SYS(pread64),
	SCMP_SYS(write),
	SCMP_SYS(writev),
	SCMP_SYS(close),
	SCMP_SYS(lseek),
	SCMP_SYS(fstat),
	SCMP_SYS(fstatfs),
	SCMP_SYS(fadvise64),
	SCMP_SYS(getcwd),
	SCMP_SYS(brk),
	SCMP_SYS(munmap),
	SCMP_SYS(mremap),
	SCMP_SYS(madvise),
	SCMP_SYS(rt_sigaction),
	SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigreturn),
	SCMP_SYS(sigaltstack),
	SCMP_SYS(arch_prctl),
	SCMP_SYS(set_tid_address),
	SCMP_SYS(set_robust_list),
	SCMP_SYS(rseq),
	SCMP_SYS(futex),
	SCMP_SYS(getpid),
	SCMP_SYS(gettid),
	SCMP_SYS(getuid),
	SCMP_SYS(geteuid),
	SCMP_SYS(getgid),
	SCMP_SYS(getegid),
	SCMP_SYS(getrandom),
	SCMP_SYS(clock_gettime),
	SCMP_SYS(clock_getres),
	SCMP_SYS(gettimeofday),
	SCMP_SYS(time),
	SCMP_SYS(uname),
	SCMP_SYS(sysinfo),
	SCMP_SYS(sched_getaffinity),
	SCMP_SYS(getrlimit),
	SCMP_SYS(getrusage),
	SCMP_SYS(exit),
	SCMP_SYS(exit_group),
};

/* Besides, for who may read files at all: what names a path. */
static const int allowed_on_paths[] = {
	SCMP_SYS(stat),      SCMP_SYS(lstat),      SCMP_SYS(newfstatat), SCMP_SYS(statx),      SCMP_SYS(access),
	SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(readlink),   SCMP_SYS(readlinkat), SCMP_SYS(getdents64),
};

#define ALLOW(...) (seccomp_rule_add(filter, SCMP_ACT_ALLOW, __VA_ARGS__) == 0)
#define NO_BITS(arg, bits) SCMP_CMP(arg, SCMP_CMP_MASKED_EQ, (uint64_t)(bits), 0)

static bool allow_reading_only(scmp_filter_ctx filter)
{
	const int writing = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | (O_TMPFILE & ~O_DIRECTORY);

	return ALLOW(SCMP_SYS(open), 1, NO_BITS(1, writing)) && ALLOW(SCMP_SYS(openat), 1, NO_BITS(2, writing));
}

/* Code comes from files, never from memory that was written to. */
static bool allow_memory(scmp_filter_ctx filter)
{
	return ALLOW(SCMP_SYS(mprotect), 1, NO_BITS(2, PROT_EXEC)) && ALLOW(SCMP_SYS(mmap), 1, NO_BITS(2, PROT_EXEC)) &&
	       ALLOW(SCMP_SYS(mmap), 2, NO_BITS(2, PROT_WRITE), NO_BITS(3, MAP_ANONYMOUS));
}

static bool allow_on_oneself(scmp_filter_ctx filter)
{
	const uint64_t me = (uint64_t)getpid();

	return ALLOW(SCMP_SYS(tgkill), 1, SCMP_A0(SCMP_CMP_EQ, me)) &&
	       ALLOW(SCMP_SYS(ioctl), 1, SCMP_A1(SCMP_CMP_EQ, TCGETS)) &&
	       ALLOW(SCMP_SYS(fcntl), 1, SCMP_A1(SCMP_CMP_EQ, F_GETFD)) &&
	       ALLOW(SCMP_SYS(fcntl), 1, SCMP_A1(SCMP_CMP_EQ, F_SETFD)) &&
	       ALLOW(SCMP_SYS(fcntl), 1, SCMP_A1(SCMP_CMP_EQ, F_GETFL)) &&
	       ALLOW(SCMP_SYS(prlimit64), 1, SCMP_A2(SCMP_CMP_EQ, 0));
}

/* What pthread_create() asks for, and nothing that makes a process. */
static bool allow_threads(scmp_filter_ctx filter)
{
	const uint64_t thread = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD;

	return ALLOW(SCMP_SYS(clone), 1, SCMP_A0(SCMP_CMP_MASKED_EQ, thread, thread)) &&
	       ALLOW(SCMP_SYS(sched_yield), 0);
}

static bool allow_all_of(scmp_filter_ctx filter, const int *calls, size_t n)
{
	bool ok = true;

	for (size_t i = 0; ok && i < n; i++)
		ok = ALLOW(calls[i], 0);
	return ok;
}

static bool enter_seccomp(const struct sandbox *s, const char **what)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	bool ok = filter != NULL;

	*what = "seccomp";
	ok = ok && allow_all_of(filter, allowed, sizeof allowed / sizeof *allowed);
	ok = ok && (!s->threads || allow_threads(filter));
	if (*s->readable)
		ok = ok && allow_reading_only(filter) &&
		     allow_all_of(filter, allowed_on_paths, sizeof allowed_on_paths / sizeof *allowed_on_paths);
	if (*s->executable)
		ok = ok && ALLOW(SCMP_SYS(execve), 0);
	/* "No such call": the C library then takes the older one, which is denied. */
	ok = ok && seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0;
	ok = ok && allow_memory(filter) && allow_on_oneself(filter) && seccomp_load(filter) == 0;
	if (filter)
		seccomp_release(filter);
	return ok;
}

/* Best effort: a container may have no such user, and the other walls stand without it. */
static void become_nobody(void)
{
	if (geteuid() != 0 || setgroups(0, NULL) != 0 || setresgid(NOBODY, NOBODY, NOBODY) != 0 ||
	    setresuid(NOBODY, NOBODY, NOBODY) != 0)
		errno = 0;
}

bool sandbox_enter(const struct sandbox *s, const char **what)
{
	*what = "close_range";
	if (syscall(SYS_close_range, 3, ~0U, 0) != 0)
		return false;
	/* The folders are opened before becoming nobody, who may not pass a home folder on the way. */
	*what = "no_new_privs";
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || !enter_landlock(s, what))
		return false;
	become_nobody();
	/* Becoming another user makes a process undumpable and clears the death signal; both are wanted. */
	*what = "prctl";
	if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 || prctl(PR_SET_PDEATHSIG, 9, 0, 0, 0) != 0)
		return false;
	return enter_limits(s, what) && enter_seccomp(s, what);
}
