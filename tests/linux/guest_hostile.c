/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A device that breaks the rules: what it gets wrong alone is the error of one
 * request, what breaks a virtqueue is the end of it until the driver is bound
 * again. The kernel goes on.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "guest.h"

/* ---- Replies ------------------------------------------------------------- */

static const struct {
	enum odd_reply odd;
	const char *name;
	int set, get, describe; /* a status or -errno */
	uint16_t level;
} replies[] = {
	{ REPLY_EMPTY, "nothing written", -EPROTO, -EPROTO, -EPROTO, 0 },
	{ REPLY_STATUS, "status ok and no more", 0, -EPROTO, -EPROTO, 0 },
	{ REPLY_FAILURE, "status failed and no more", 3, 3, 3, 0 },
	{ REPLY_LONG, "a byte too many", -EPROTO, -EPROTO, -EPROTO, 0 },
	{ REPLY_HUGE, "4 GB", -EPROTO, -EPROTO, -EPROTO, 0 },
	{ REPLY_GARBAGE, "garbage", 255, 255, 255, 0 },
};

void test_replies(void)
{
	int lamp = open_lamp(0, 0);

	for (size_t i = 0; i < sizeof(replies) / sizeof(*replies); i++) {
		const char *name = replies[i].name;
		char text[16] = "unchanged";
		uint32_t length = sizeof(text);
		uint16_t level = 0;

		trick(lamp, TRICK_REPLY, replies[i].odd);
		equal(set_level(lamp, 1), replies[i].set, "%s: set_level", name);
		trick(lamp, TRICK_REPLY, replies[i].odd);
		equal(get_level(lamp, &level), replies[i].get, "%s: get_level", name);
		equal(level, replies[i].level, "%s: the level", name);
		trick(lamp, TRICK_REPLY, replies[i].odd);
		equal(describe(lamp, text, &length), replies[i].describe, "%s: describe",
		      name);
		check(strcmp(text, "unchanged") == 0, "%s: no text", name);
	}
	equal(set_level(lamp, 1), 0, "and then it works");
	close(lamp);
}

/* ---- A virtqueue that is broken ------------------------------------------ */

static const struct {
	enum odd_reply odd;
	const char *name;
	int result; /* of the request that it was asked with */
} breaks[] = {
	{ REPLY_TWICE, "given back twice", 0 },
	{ REPLY_OTHER_ID, "an id that is not in flight", -EIO },
	{ REPLY_WILD_ID, "an id beyond the queue", -EIO },
	{ REPLY_JUMP, "an index that jumps", -EPROTO },
};

static void check_break(unsigned int i)
{
	int lamp = open_lamp(0, 0), reader = open_lamp(0, O_NONBLOCK);
	struct virtio_lamp_read_event event;
	const char *name = breaks[i].name;
	uint16_t level;

	trick(lamp, TRICK_REPLY, breaks[i].odd);
	equal(get_level(lamp, &level), breaks[i].result, "%s", name);
	equal(poll_for(reader, POLLIN, SOON), POLLHUP | POLLERR, "%s: poll", name);
	equal(read(reader, &event, sizeof(event)) < 0 ? errno : 0, EIO, "%s: read", name);
	equal(set_level(lamp, 1), -EIO, "%s: requests fail", name);
	unbind();
	equal(set_level(lamp, 1), -ENODEV, "%s: unbound", name);
	bind();
	close(lamp);
	close(reader);
	lamp = open_lamp(1, 0);
	equal(set_level(lamp, 1), 0, "%s: bound again it works", name);
	unbind();
	close(lamp);
	bind();
}

/* ---- No answer ----------------------------------------------------------- */

static void on_signal(int number)
{
	(void)number;
}

static int wait_in_vain(int lamp)
{
	struct sigaction action = { .sa_handler = on_signal };
	uint16_t level;

	sigaction(SIGALRM, &action, NULL);
	alarm(1);
	return -get_level(lamp, &level);
}

static void check_never(void)
{
	int lamp = open_lamp(0, 0);

	trick(lamp, TRICK_REPLY, REPLY_NEVER);
	equal(end(begin(wait_in_vain, lamp)), EINTR, "no answer: a signal ends it");
	equal(set_level(lamp, 1), 0, "no answer: others have theirs");
	close(lamp);
	unbind();
	bind();
}

void test_broken(void)
{
	check_never();
	for (size_t i = 0; i < sizeof(breaks) / sizeof(*breaks); i++)
		check_break((unsigned int)i);
}

/* ---- Events -------------------------------------------------------------- */

static bool read_event(int lamp, uint16_t distance)
{
	struct virtio_lamp_read_event event;

	return poll_for(lamp, POLLIN, SOON) == POLLIN &&
	       read(lamp, &event, sizeof(event)) == sizeof(event) &&
	       event.distance_mm == distance;
}

/* Twenty of each: more than there are buffers, so each has to come back to the device. */
static void check_odd_events(int lamp)
{
	static const enum odd_event odd[] = { EVENT_EMPTY, EVENT_SHORT, EVENT_LONG,
		                              EVENT_HUGE };
	static const char *const names[] = { "empty", "short", "long", "huge" };
	int reader = open_lamp(0, O_NONBLOCK);

	for (unsigned int i = 0; i < 4; i++) {
		for (unsigned int k = 0; k < 20; k++)
			trick(lamp, TRICK_ODD_EVENT, odd[i]);
		trick(lamp, TRICK_EVENTS, 1);
		check(read_event(reader, 0), "after %s events a good one", names[i]);
	}
	equal(poll_for(reader, POLLIN, 0), 0, "and none of the others");
	close(reader);
}

void test_flood(void)
{
	struct virtio_lamp_read_event events[16];
	int lamp = open_lamp(0, 0), idle = open_lamp(0, O_NONBLOCK);
	unsigned int last = 0;

	check_odd_events(lamp);
	trick(lamp, TRICK_FLOOD, 100);
	while (last != 9999 && poll_for(lamp, POLLIN, SOON) == POLLIN) {
		ssize_t length = read(lamp, events, sizeof(events));

		if (length > 0)
			last = events[length / (ssize_t)sizeof(*events) - 1].distance_mm;
	}
	equal(last, 9999, "the last of ten thousand events");
	equal(set_level(lamp, 1), 0, "the lamp still answers");
	equal(read(idle, events, sizeof(events)) < 0 ? errno : 0, ENOBUFS,
	      "who slept is told");
	close(idle);
	close(lamp);
}
