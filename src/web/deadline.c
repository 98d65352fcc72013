#include "web/deadline.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

struct deadline {
	struct deadline *prev, *next;
	struct timespec until;
	int socket;
	bool busy;
};

struct deadlines {
	pthread_mutex_t lock;
	pthread_cond_t changed; /* ending, or nobody is busy any more */
	pthread_t thread;
	struct deadline *first;
	size_t n_busy;
	unsigned seconds;
	bool ending;
};

static struct timespec in_seconds(unsigned seconds)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	t.tv_sec += seconds;
	return t;
}

static bool is_past(struct timespec t, struct timespec now)
{
	return t.tv_sec < now.tv_sec || (t.tv_sec == now.tv_sec && t.tv_nsec <= now.tv_nsec);
}

/* Looks four times within the time that everybody has, so that nobody gets more than a quarter too much. */
static void *watch(void *argument)
{
	struct deadlines *d = argument;
	long pause_ms = d->seconds * 250L;

	pthread_mutex_lock(&d->lock);
	while (!d->ending) {
		struct timespec wake = in_seconds(0), now;

		wake.tv_sec += pause_ms / 1000;
		wake.tv_nsec += pause_ms % 1000 * 1000000L;
		if (wake.tv_nsec >= 1000000000L)
			wake.tv_sec++, wake.tv_nsec -= 1000000000L;
		pthread_cond_timedwait(&d->changed, &d->lock, &wake);
		now = in_seconds(0);
		for (struct deadline *c = d->first; c; c = c->next)
			if (is_past(c->until, now))
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
	pthread_cond_init(&made->changed, &monotonic);
	pthread_condattr_destroy(&monotonic);
	if (pthread_create(&made->thread, NULL, watch, made)) {
		pthread_cond_destroy(&made->changed);
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
	pthread_cond_broadcast(&(*d)->changed);
	pthread_mutex_unlock(&(*d)->lock);
	pthread_join((*d)->thread, NULL);
	pthread_cond_destroy(&(*d)->changed);
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
	c->until = in_seconds(d->seconds);
	pthread_mutex_lock(&d->lock);
	c->next = d->first;
	if (d->first)
		d->first->prev = c;
	d->first = c;
	pthread_mutex_unlock(&d->lock);
	return c;
}

static void set_busy(struct deadlines *d, struct deadline *c, bool busy)
{
	if (busy && !c->busy)
		d->n_busy++;
	if (!busy && c->busy && --d->n_busy == 0)
		pthread_cond_broadcast(&d->changed);
	c->busy = busy;
}

void deadline_busy(struct deadlines *d, struct deadline *c, bool busy)
{
	if (!c)
		return;
	pthread_mutex_lock(&d->lock);
	set_busy(d, c, busy);
	c->until = in_seconds(d->seconds);
	pthread_mutex_unlock(&d->lock);
}

void deadline_extend(struct deadlines *d, struct deadline *c, unsigned seconds)
{
	if (!c)
		return;
	pthread_mutex_lock(&d->lock);
	c->until = in_seconds(seconds);
	pthread_mutex_unlock(&d->lock);
}

void deadline_remove(struct deadlines *d, struct deadline *c)
{
	if (!c)
		return;
	pthread_mutex_lock(&d->lock);
	set_busy(d, c, false);
	if (c->prev)
		c->prev->next = c->next;
	else
		d->first = c->next;
	if (c->next)
		c->next->prev = c->prev;
	pthread_mutex_unlock(&d->lock);
	free(c);
}

void deadlines_drain(struct deadlines *d, unsigned seconds)
{
	struct timespec until = in_seconds(seconds);

	pthread_mutex_lock(&d->lock);
	while (d->n_busy && !is_past(until, in_seconds(0)))
		pthread_cond_timedwait(&d->changed, &d->lock, &until);
	pthread_mutex_unlock(&d->lock);
}
