/* A folder is replaced as a whole: written beside, then exchanged in one system call. Files that somebody put into the
 * old site by hand would be lost by that, so they are looked for first; site.json lists what is ours. */
#include "usecase/publish.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/json.h"
#include "publish/site.h"

enum { SITE_JSON_MAX = 16 << 20 };

/* One publication under way. */
struct job {
	struct arena arena;
	const struct plan_report *report;
	char *dir;   /* without slashes at its end */
	char *aside; /* where the new site grows; NULL until it was made */
	site_file_list files;
	struct publish_result result;
};

/* ---- what stands there ---- */

/* The names of site.json in dir; *ours is empty where it is none of ours. */
static bool read_list(struct job *j, json_t **list, struct err *err)
{
	char *path = arena_printf(&j->arena, "%s/site.json", j->dir);
	struct buf b = { .ceiling = SITE_JSON_MAX };
	char part[1 << 14];
	json_t *site = NULL;
	size_t n;
	FILE *f = fopen(path, "re");
	bool ok = true;

	*list = NULL;
	if (!f)
		return errno == ENOENT || err_set_errno(err, ERR_SYSTEM, "publish.cannot-read", "path", path, NULL);
	while ((n = fread(part, 1, sizeof part, f)) > 0)
		buf_add(&b, part, n);
	if (ferror(f))
		ok = err_set_errno(err, ERR_SYSTEM, "publish.cannot-read", "path", path, NULL);
	fclose(f);
	if (ok && !b.full && json_parse(&site, buf_view(&b), path, NULL) &&
	    text_is(json_get_text(site, "format"), "sosei-site-1"))
		*list = json_incref(json_object_get(site, "files"));
	json_decref(site);
	buf_clear(&b);
	return ok;
}

static bool is_listed(const json_t *list, const char *path)
{
	size_t low = 0, high = json_array_size(list);

	while (low < high) {
		size_t middle = (low + high) / 2;
		const char *name = json_string_value(json_array_get(list, middle));
		int order = strcmp(path, name ? name : "");

		if (order == 0)
			return true;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return false;
}

/* ERR_CONFLICT for the first thing below dir that we did not write. */
static bool only_ours(struct job *j, const json_t *list, const char *below, struct err *err)
{
	char *path = arena_printf(&j->arena, "%s/%s", j->dir, below);
	DIR *folder = opendir(path);
	struct dirent *e;
	bool ok = true;

	if (!folder)
		return err_set_errno(err, ERR_SYSTEM, "publish.cannot-read", "path", path, NULL);
	while (ok && (e = readdir(folder))) {
		char *name = arena_printf(&j->arena, "%s%s%s", below, *below ? "/" : "", e->d_name);
		struct stat st;

		if (!strcmp(e->d_name, ".") || !strcmp(e->d_name, ".."))
			continue;
		if (lstat(arena_printf(&j->arena, "%s/%s", j->dir, name), &st))
			ok = err_set_errno(err, ERR_SYSTEM, "publish.cannot-read", "path", name, NULL);
		else if (S_ISDIR(st.st_mode))
			ok = only_ours(j, list, name, err);
		else if (!is_listed(list, name))
			ok = err_set(err, ERR_CONFLICT, list ? "publish.foreign-file" : "publish.not-a-site", "dir",
				     j->dir, "file", name, NULL);
	}
	closedir(folder);
	return ok;
}

static bool may_replace(struct job *j, bool *exists, struct err *err)
{
	struct stat st;
	json_t *list = NULL;
	bool ok;

	assert(j->dir);
	*exists = false;
	if (lstat(j->dir, &st))
		return errno == ENOENT || err_set_errno(err, ERR_SYSTEM, "publish.cannot-read", "path", j->dir, NULL);
	*exists = true;
	if (!S_ISDIR(st.st_mode))
		return err_set(err, ERR_CONFLICT, "publish.not-a-folder", "path", j->dir, NULL);
	ok = read_list(j, &list, err) && only_ours(j, list, "", err);
	json_decref(list);
	return ok;
}

/* ---- writing ---- */

static bool make_folders(struct job *j, char *path, struct err *err)
{
	for (char *slash = path + strlen(j->aside) + 1; (slash = strchr(slash, '/')); slash++) {
		*slash = 0;
		if (mkdir(path, 0777) && errno != EEXIST)
			return err_set_errno(err, ERR_SYSTEM, "publish.cannot-write", "path", path, NULL);
		*slash = '/';
	}
	return true;
}

static bool write_file(struct job *j, const char *name, struct text bytes, struct err *err)
{
	char *path = arena_printf(&j->arena, "%s/%s", j->aside, name);
	FILE *f;
	bool ok;

	if (!make_folders(j, path, err))
		return false;
	f = fopen(path, "wxe");
	if (!f)
		return err_set_errno(err, ERR_SYSTEM, "publish.cannot-write", "path", path, NULL);
	ok = fwrite(bytes.p, 1, bytes.n, f) == bytes.n && !fflush(f);
	if (!ok)
		err_set_errno(err, ERR_SYSTEM, "publish.cannot-write", "path", path, NULL);
	if (fclose(f) && ok)
		ok = err_set_errno(err, ERR_SYSTEM, "publish.cannot-write", "path", path, NULL);
	j->result.files++;
	j->result.bytes += bytes.n;
	return ok;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool write_list(struct job *j, struct err *err)
{
	char **names = arena_array(&j->arena, j->files.n + 1, sizeof *names);
	json_t *site = json_object(), *list = json_array();
	char *bytes;
	bool ok;

	for (size_t i = 0; i < j->files.n; i++)
		names[i] = text_z(&j->arena, j->files.at[i].path);
	names[j->files.n] = arena_strdup(&j->arena, "site.json");
	qsort(names, j->files.n + 1, sizeof *names, by_name);
	for (size_t i = 0; i <= j->files.n; i++)
		json_array_append_new(list, json_string(names[i]));
	json_object_set_new(site, "format", json_string("sosei-site-1"));
	json_object_set_new(site, "files", list);
	bytes = json_dumps(site, JSON_INDENT(0));
	ok = write_file(j, "site.json", text_of(bytes), err);
	free(bytes);
	json_decref(site);
	return ok;
}

static bool write_site(struct job *j, struct err *err)
{
	struct buf b = { 0 };
	struct arena scratch = { 0 };
	bool ok = true;

	site_files(&j->arena, j->report, &j->files);
	for (size_t i = 0; ok && i < j->files.n; i++) {
		buf_reset(&b);
		site_write(&b, &scratch, j->report, &j->files.at[i], NULL);
		ok = write_file(j, text_z(&j->arena, j->files.at[i].path), buf_view(&b), err);
		arena_clear(&scratch);
	}
	buf_clear(&b);
	return ok && write_list(j, err);
}

/* ---- taking its place ---- */

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st, (void)type, (void)ftw;
	return remove(path) ? -1 : 0;
}

static void remove_tree(const char *path)
{
	nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static bool take_place(struct job *j, bool exists, struct err *err)
{
	if (!exists && !rename(j->aside, j->dir)) {
		j->aside = NULL;
		return true;
	}
	/* What aside holds after the exchange is the old site, which done() removes. */
	if (exists && !renameat2(AT_FDCWD, j->aside, AT_FDCWD, j->dir, RENAME_EXCHANGE))
		return true;
	if (exists && (errno == EINVAL || errno == ENOSYS)) { /* a file system that cannot exchange: two renames */
		char *old = arena_printf(&j->arena, "%s.old", j->aside);

		if (!rename(j->dir, old)) {
			if (!rename(j->aside, j->dir)) {
				j->aside = old;
				return true;
			}
			rename(old, j->dir);
		}
	}
	return err_set_errno(err, ERR_SYSTEM, "publish.cannot-place", "dir", j->dir, NULL);
}

static bool begin(struct job *j, struct err *err)
{
	char *aside = arena_printf(&j->arena, "%s.new-XXXXXX", j->dir);
	mode_t mask = umask(0);

	umask(mask);
	if (!mkdtemp(aside))
		return err_set_errno(err, ERR_SYSTEM, "publish.cannot-write", "path", aside, NULL);
	j->aside = aside;
	/* mkdtemp makes a folder for its owner alone; a site is for everybody whom the umask allows. */
	if (chmod(aside, 0777 & ~mask))
		return err_set_errno(err, ERR_SYSTEM, "publish.cannot-write", "path", aside, NULL);
	return true;
}

/* A link to a folder is followed, so that the folder behind it is replaced and not the link. */
static bool set_dir(struct job *j, const char *dir, struct err *err)
{
	char *real;
	size_t n;

	if (!*dir)
		return err_set(err, ERR_USAGE, "publish.no-dir", NULL);
	j->dir = arena_strdup(&j->arena, dir);
	for (n = strlen(j->dir); n > 1 && j->dir[n - 1] == '/'; n--)
		j->dir[n - 1] = 0;
	real = realpath(j->dir, NULL);
	if (real)
		j->dir = arena_strdup(&j->arena, real);
	free(real);
	return true;
}

bool usecase_publish(const struct plan_report *r, const char *dir, struct publish_result *result, struct err *err)
{
	struct job j = { .report = r };
	bool exists, ok;

	ok = set_dir(&j, dir, err) && may_replace(&j, &exists, err) && begin(&j, err) && write_site(&j, err) &&
	     take_place(&j, exists, err);
	if (ok)
		*result = j.result;
	if (j.aside)
		remove_tree(j.aside);
	arena_clear(&j.arena);
	return ok;
}
