#include "web/snapshot.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/hash.h"
#include "publish/site.h"

enum { FRESH = 1000000, FRESH_MOST = 5000000, LOOKS = 9 }; /* nanoseconds; times as long as a look takes */

void response_harden(struct MHD_Response *r, enum harden how, bool hsts)
{
	static const char *const header[][2] = {
		{ "Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action "
					     "'self'; base-uri 'none'; frame-ancestors 'none'" },
		{ "X-Content-Type-Options", "nosniff" },
		{ "X-Frame-Options", "DENY" },
		{ "Cross-Origin-Opener-Policy", "same-origin" },
		{ "Cross-Origin-Resource-Policy", "same-origin" },
	};

	for (size_t i = 0; i < sizeof header / sizeof *header; i++)
		MHD_add_response_header(r, header[i][0], header[i][1]);
	MHD_add_response_header(r, "Referrer-Policy", how == HARDEN_APP ? "same-origin" : "no-referrer");
	MHD_add_response_header(r, "Cache-Control", how == HARDEN_APP ? "no-store" : "no-cache");
	if (hsts)
		MHD_add_response_header(r, "Strict-Transport-Security", "max-age=31536000");
}

static void snapshot_free(struct snapshot *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->n_files; i++)
		if (s->files[i].response)
			MHD_destroy_response(s->files[i].response);
	arena_clear(&s->arena);
	free(s);
}

void snapshots_clear(struct snapshots *all)
{
	for (size_t i = 0; i < SNAPSHOTS_MAX; i++) {
		snapshot_free(all->at[i]);
		all->at[i] = NULL;
	}
}

static int by_path(const void *a, const void *b)
{
	return text_cmp(((const struct snapshot_file *)a)->path, ((const struct snapshot_file *)b)->path);
}

static void list_files(struct snapshot *s)
{
	site_file_list list = { 0 };

	site_files(&s->arena, s->report, &list);
	s->files = arena_array(&s->arena, list.n, sizeof *s->files);
	s->n_files = list.n;
	for (size_t i = 0; i < list.n; i++)
		s->files[i] = (struct snapshot_file){ .path = list.at[i].path, .file = &list.at[i] };
	qsort(s->files, s->n_files, sizeof *s->files, by_path);
}

static size_t place_for(struct snapshots *all)
{
	size_t oldest = 0;

	for (size_t i = 0; i < SNAPSHOTS_MAX; i++) {
		if (!all->at[i])
			return i;
		if (all->at[i]->used < all->at[oldest]->used)
			oldest = i;
	}
	return oldest;
}

static int64_t nanoseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * (int64_t)1000000000 + t.tv_nsec;
}

void snapshots_look_again(struct snapshots *all)
{
	atomic_store(&all->looked, 0);
}

/* "Looked" before looking: what is written and told meanwhile is not forgotten. */
static bool look_at_head(struct snapshots *all, const struct web_source *source, struct err *err)
{
	int64_t now = nanoseconds(), looked = atomic_load(&all->looked);

	if (looked && now - looked < all->fresh)
		return true;
	atomic_store(&all->looked, now);
	if (source->head(source->context, &all->head, err)) {
		/* A database behind a wire is asked less often, so that a tenth of the time at most goes into it. */
		all->fresh = (nanoseconds() - now) * LOOKS;
		all->fresh = all->fresh < FRESH ? FRESH : all->fresh > FRESH_MOST ? FRESH_MOST : all->fresh;
		return true;
	}
	snapshots_look_again(all);
	return false;
}

bool snapshot_get(struct snapshots *all, const struct web_source *source, struct date known_at, struct snapshot **s,
		  struct err *err)
{
	struct snapshot *made;
	size_t place;

	if (!look_at_head(all, source, err))
		return false;
	for (size_t i = 0; i < SNAPSHOTS_MAX; i++) {
		struct snapshot *have = all->at[i];

		if (have && have->head != all->head) {
			snapshot_free(have);
			all->at[i] = NULL;
		} else if (have && date_cmp(have->known_at, known_at) == 0 && have->known_at.day == known_at.day) {
			have->used = ++all->clock;
			*s = have;
			return true;
		}
	}
	made = calloc(1, sizeof *made);
	if (!made)
		return err_set(err, ERR_SYSTEM, "web.no-memory", NULL);
	made->head = all->head;
	made->known_at = known_at;
	if (!source->report(source->context, &made->arena, known_at, &made->report, err)) {
		snapshot_free(made);
		return false;
	}
	list_files(made);
	made->used = ++all->clock;
	place = place_for(all);
	snapshot_free(all->at[place]);
	*s = all->at[place] = made;
	return true;
}

static bool render(struct snapshot *s, struct snapshot_file *f, bool hsts)
{
	struct site_request request = { .known_at = s->known_at, .served = true };
	struct arena scratch = { 0 };
	struct buf b = { 0 };
	struct hash h;

	site_write(&b, &scratch, s->report, f->file, &request);
	h = hash_bytes(b.p, b.n);
	snprintf(f->etag, sizeof f->etag, "\"%.32s\"", HEX(&h));
	/* libmicrohttpd keeps its own copy: the response may outlive this snapshot. */
	f->response = MHD_create_response_from_buffer(b.n, b.p, MHD_RESPMEM_MUST_COPY);
	buf_clear(&b);
	arena_clear(&scratch);
	if (!f->response)
		return false;
	MHD_add_response_header(f->response, "Content-Type", f->file->type);
	MHD_add_response_header(f->response, "ETag", f->etag);
	response_harden(f->response, HARDEN_SITE, hsts);
	return true;
}

struct snapshot_file *snapshot_file(struct snapshot *s, struct text path, bool hsts)
{
	struct snapshot_file key = { .path = path };
	struct snapshot_file *f = bsearch(&key, s->files, s->n_files, sizeof *s->files, by_path);

	return f && (f->response || render(s, f, hsts)) ? f : NULL;
}
