/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A user-mode network by libslirp: no privilege is needed, and ping, TCP and
 * UDP reach the host.
 */
#define _GNU_SOURCE
#include "link.h"

#include <arpa/inet.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <time.h>

#include <slirp/libslirp.h>

struct timer {
	SlirpTimerCb callback;
	void *argument;
	int64_t at; /* ms; negative: not set */
	struct timer *next;
};

struct link {
	Slirp *slirp;
	link_receive *receive;
	void *self;
	struct timer *timers;
	/* During prepare and ready. */
	struct pollfd *fds;
	const struct pollfd *ready;
	int room, count;
};

/* ---- What libslirp asks for -------------------------------------------------- */

static ssize_t send_packet(const void *packet, size_t length, void *opaque)
{
	struct link *link = opaque;

	link->receive(link->self, packet, length);
	return (ssize_t)length;
}

static void guest_error(const char *text, void *opaque)
{
	(void)opaque;
	fprintf(stderr, "net: the guest's network: %s\n", text);
}

static int64_t clock_now(void *opaque)
{
	struct timespec now;

	(void)opaque;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

static void *timer_new(SlirpTimerCb callback, void *argument, void *opaque)
{
	struct link *link = opaque;
	struct timer *timer = calloc(1, sizeof(*timer));

	if (!timer)
		abort(); /* libslirp cannot do without */
	*timer = (struct timer){ callback, argument, -1, link->timers };
	link->timers = timer;
	return timer;
}

static void timer_free(void *which, void *opaque)
{
	struct link *link = opaque;
	struct timer **at = &link->timers;

	while (*at && *at != which)
		at = &(*at)->next;
	if (*at)
		*at = (*at)->next;
	free(which);
}

static void timer_mod(void *which, int64_t at, void *opaque)
{
	struct timer *timer = which;

	(void)opaque;
	timer->at = at;
}

static void ignore_fd(int fd, void *opaque)
{
	(void)fd;
	(void)opaque;
}

static void ignore_notify(void *opaque)
{
	(void)opaque;
}

static const SlirpCb callbacks = {
	.send_packet = send_packet,
	.guest_error = guest_error,
	.clock_get_ns = clock_now,
	.timer_new = timer_new,
	.timer_free = timer_free,
	.timer_mod = timer_mod,
	.register_poll_fd = ignore_fd,
	.unregister_poll_fd = ignore_fd,
	.notify = ignore_notify,
};

/* ---- The link ---------------------------------------------------------------- */

static struct in_addr address(const char *text)
{
	return (struct in_addr){ .s_addr = inet_addr(text) };
}

static bool forward(struct link *link, uint16_t from, uint16_t to)
{
	if (!from)
		return true;
	return slirp_add_hostfwd(link->slirp, 0, address("127.0.0.1"), from,
	                         address("10.0.2.15"), to) == 0;
}

struct link *link_create(link_receive *receive, void *self, uint16_t forward_from,
                         uint16_t forward_to)
{
	const SlirpConfig config = {
		.version = 1,
		.in_enabled = true,
		.vnetwork = address("10.0.2.0"),
		.vnetmask = address("255.255.255.0"),
		.vhost = address("10.0.2.2"),
		.vdhcp_start = address("10.0.2.15"),
		.vnameserver = address("10.0.2.3"),
	};
	struct link *link = calloc(1, sizeof(*link));

	if (!link)
		return NULL;
	link->receive = receive;
	link->self = self;
	link->slirp = slirp_new(&config, &callbacks, link);
	if (!link->slirp || !forward(link, forward_from, forward_to)) {
		link_destroy(link);
		return NULL;
	}
	return link;
}

void link_destroy(struct link *link)
{
	if (!link)
		return;
	if (link->slirp)
		slirp_cleanup(link->slirp);
	while (link->timers)
		timer_free(link->timers, link);
	free(link);
}

void link_transmit(struct link *link, const void *packet, size_t length)
{
	slirp_input(link->slirp, packet, (int)length);
}

static int add_poll(int fd, int events, void *opaque)
{
	struct link *link = opaque;
	short wanted = 0;

	if (link->count == link->room)
		return -1;
	if (events & SLIRP_POLL_IN)
		wanted |= POLLIN;
	if (events & SLIRP_POLL_OUT)
		wanted |= POLLOUT;
	if (events & SLIRP_POLL_PRI)
		wanted |= POLLPRI;
	link->fds[link->count] = (struct pollfd){ .fd = fd, .events = wanted };
	return link->count++;
}

int link_prepare(struct link *link, struct pollfd *fds, int room, int *timeout)
{
	uint32_t wait = *timeout < 0 ? UINT32_MAX : (uint32_t)*timeout;
	int64_t now = clock_now(NULL) / 1000000;

	link->fds = fds;
	link->room = room;
	link->count = 0;
	slirp_pollfds_fill(link->slirp, &wait, add_poll, link);
	for (const struct timer *timer = link->timers; timer; timer = timer->next)
		if (timer->at >= 0 && timer->at - now < (int64_t)wait)
			wait = timer->at > now ? (uint32_t)(timer->at - now) : 0;
	*timeout = wait > INT32_MAX ? -1 : (int)wait;
	return link->count;
}

static int get_revents(int index, void *opaque)
{
	const struct link *link = opaque;
	int events = 0;
	short got;

	if (index < 0 || index >= link->count)
		return 0;
	got = link->ready[index].revents;
	if (got & POLLIN)
		events |= SLIRP_POLL_IN;
	if (got & POLLOUT)
		events |= SLIRP_POLL_OUT;
	if (got & POLLPRI)
		events |= SLIRP_POLL_PRI;
	if (got & POLLERR)
		events |= SLIRP_POLL_ERR;
	if (got & POLLHUP)
		events |= SLIRP_POLL_HUP;
	return events;
}

static void run_timers(struct link *link)
{
	int64_t now = clock_now(NULL) / 1000000;

	for (struct timer *timer = link->timers; timer; timer = timer->next) {
		if (timer->at < 0 || timer->at > now)
			continue;
		timer->at = -1;
		timer->callback(timer->argument);
	}
}

void link_ready(struct link *link, const struct pollfd *fds, int count)
{
	link->ready = fds;
	link->count = count;
	slirp_pollfds_poll(link->slirp, 0, get_revents, link);
	run_timers(link);
}
