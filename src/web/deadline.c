#include "web/deadline.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

struct deadline {
	struct deadline *prev, *next;
	_Atomic int64_t until; /* nanoseconds */
	int socket;
	atomic_bool busy;
};

struct deadlines {
	pthread_mutex_t lock; /* of the list; what stands in it is atomic, since every request says twice how it is */
	pthread_cond_t ends;
	pthread_t thread;
	struct deadline *first;
	unsigned seconds;
	bool ending;
};

enum { SECOND = 1000000000 };

static int64_t in_seconds(unsigned seconds)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (t.tv_sec + (int64_t)seconds) * SECOND + t.tv_nsec;
}

/* Until then, or the end; under the lock, which others take meanwhile. */
static void wait_until(struct deadlines *d, int64_t then)
{
	pthread_cond_timedwait(&d->ends, &d->lock,
			       &(struct timespec){ .tv_sec = then / SECOND, .tv_nsec = then % SECOND });
}

/* Looks four times within the time that everybody has, so that nobody gets more than a quarter too much. */
static void *watch(void *argument)
{
	struct deadlines *d = argument;

	pthread_mutex_lock(&d->lock);
	while (!d->ending) {
		int64_t now;

		wait_until(d, in_seconds(0) + (int64_t)d->seconds * SECOND / 4);
		now = in_seconds(0);
		for (struct deadline *c = d->first; c; c = c->next)
			if (atomic_load(&c->until) <= now)
				shutdown(c->socket, SHUT_RDWR);
	}
	pthread_mutex_unlock(&d->lock);
	return NULL;
}

bool deadlines_new(struct deadlines **d, unsigned seconds, struct err *err)
{
	struct deadlines *made = calloc(1, sizeof *made);
	pthread_condattr_t monotonic;

	if (!made)
		return err_set(err, ERR_SYSTEM, "web.no-memory", NULL);
	made->seconds = seconds;
	pthread_mutex_init(&made->lock, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&made->ends, &monotonic);
	pthread_condattr_destroy(&monotonic);
	if (pthread_create(&made->thread, NULL, watch, made)) {
		pthread_cond_destroy(&made->ends);
		pthread_mutex_destroy(&made->lock);
		free(made);
		return err_set(err, ERR_SYSTEM, "web.no-thread", NULL);
	}
	*d = made;
	return true;
}

void deadlines_free(struct deadlines **d)
{
	if (!*d)
		return;
	pthread_mutex_lock(&(*d)->lock);
	(*d)->ending = true;
	pthread_cond_broadcast(&(*d)->ends);
	pthread_mutex_unlock(&(*d)->lock);
	pthread_join((*d)->thread, NULL);
	pthread_cond_destroy(&(*d)->ends);
	pthread_mutex_destroy(&(*d)->lock);
	free(*d);
	*d = NULL;
}

struct deadline *deadline_add(struct deadlines *d, int socket)
{
	struct deadline *c = calloc(1, sizeof *c);

	if (!c)
		return NULL;
	c->socket = socket;
	atomic_init(&c->until, in_seconds(d->seconds));
	pthread_mutex_lock(&d->lock);
	c->next = d->first;
	if (d->first)
		d->first->prev = c;
	d->first = c;
	pthread_mutex_unlock(&d->lock);
	return c;
}

void deadline_busy(struct deadlines *d, struct deadline *c, bool busy)
{
	if (!c)
		return;
	atomic_store(&c->until, in_seconds(d->seconds));
	atomic_store(&c->busy, busy);
}

void deadline_pause(struct deadline *c)
{
	if (c)
		atomic_store(&c->until, INT64_MAX);
}

void deadline_extend(struct deadline *c, unsigned seconds)
{
	if (c)
		atomic_store(&c->until, in_seconds(seconds));
}

void deadline_remove(struct deadlines *d, struct deadline *c)
{
	if (!c)
		return;
	pthread_mutex_lock(&d->lock);
	if (c->prev)
		c->prev->next = c->next;
	else
		d->first = c->next;
	if (c->next)
		c->next->prev = c->prev;
	pthread_mutex_unlock(&d->lock);
	free(c);
}

static bool any_busy(const struct deadlines *d)
{
	for (struct deadline *c = d->first; c; c = c->next)
		if (atomic_load(&c->busy))
			return true;
	return false;
}

/* Looks again and again: it happens once in a server's life, and no request pays for a signal. */
void deadlines_drain(struct deadlines *d, unsigned seconds)
{
	int64_t until = in_seconds(seconds);

	pthread_mutex_lock(&d->lock);
	while (any_busy(d) && in_seconds(0) < until)
		wait_until(d, in_seconds(0) + SECOND / 100);
	pthread_mutex_unlock(&d->lock);
}
