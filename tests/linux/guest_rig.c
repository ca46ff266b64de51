/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The driver on the transport of rig/: what suspend, resume and a device that
 * asks for a reset do to programs that have it open.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "guest.h"

#define PARAMETERS "/sys/module/lamp_rig/parameters/"

static int rig(const char *word)
{
	return write_text(PARAMETERS "do", word);
}

static void set(const char *parameter, const char *value)
{
	char path[128];

	snprintf(path, sizeof(path), PARAMETERS "%s", parameter);
	equal(write_text(path, value), 0, "%s is %s", parameter, value);
}

/* The rig's lamp never answers: this ends when the driver gives up. */
static int switching(int lamp)
{
	int result = set_level(lamp, 9);

	return result < 0 ? -result : 0;
}

static int read_error(int lamp)
{
	struct virtio_lamp_read_event event;

	return read(lamp, &event, sizeof(event)) < 0 ? errno : 0;
}

static bool requests_are(const char *expected, char *text, size_t size)
{
	return read_text(PARAMETERS "requests", text, size) &&
	       strcmp(text, expected) == 0;
}

/* A process with a request that is on its way: the rig has been told of it. */
static pid_t begin_request(int lamp)
{
	char before[32], now[32];
	pid_t pid;

	read_text(PARAMETERS "requests", before, sizeof(before));
	pid = begin(switching, lamp);
	for (unsigned int i = 0; requests_are(before, now, sizeof(now)) && i < SOON; i++)
		usleep(1000);
	return pid;
}

static void check_freeze(void)
{
	int lamp = open_lamp(0, O_NONBLOCK);
	pid_t request = begin_request(lamp);

	equal(rig("freeze"), 0, "freeze");
	equal(end(request), ECANCELED, "freeze: a request on its way ends");
	equal(set_level(lamp, 1), -ENODEV, "frozen: no requests");
	equal(read_error(lamp), ENODEV, "frozen: no events");
	equal(poll_for(lamp, POLLIN, 0), POLLHUP | POLLERR, "frozen: poll");
	equal(rig("restore"), 0, "restore");
	equal(read_error(lamp), EAGAIN, "restored: events may come");
	request = begin_request(lamp);
	equal(rig("freeze"), 0, "freeze again");
	equal(end(request), ECANCELED, "freeze again: a request on its way ends");
	equal(rig("restore"), 0, "restore again");
	close(lamp);
}

static void check_no_restore(void)
{
	int lamp = open_lamp(0, O_NONBLOCK);

	equal(rig("freeze"), 0, "freeze");
	set("no_queues", "Y");
	equal(rig("restore"), -ENOSPC, "restore fails");
	equal(set_level(lamp, 1), -ENODEV, "not restored: no requests");
	equal(poll_for(lamp, POLLIN, 0), POLLHUP | POLLERR, "not restored: poll");
	equal(rig("remove"), 0, "not restored: removed");
	set("no_queues", "N");
	equal(rig("add"), 0, "a new one");
	equal(set_level(lamp, 1), -ENODEV, "the old one is gone");
	close(lamp);

	lamp = open_lamp(1, 0);
	equal(rig("freeze"), 0, "freeze");
	equal(rig("remove"), 0, "frozen: removed");
	close(lamp);
	equal(rig("add"), 0, "a new one");
}

static void check_needs_reset(void)
{
	int lamp = open_lamp(0, O_NONBLOCK);
	pid_t request = begin_request(lamp);

	equal(rig("needs_reset"), 0, "the device needs a reset");
	equal(end(request), EIO, "needs reset: a request on its way ends");
	equal(set_level(lamp, 1), -EIO, "needs reset: no requests");
	equal(read_error(lamp), EIO, "needs reset: no events");
	equal(poll_for(lamp, POLLIN, 0), POLLHUP | POLLERR, "needs reset: poll");
	close(lamp);
	unbind();
	bind();
	lamp = open_lamp(0, O_NONBLOCK);
	equal(read_error(lamp), EAGAIN, "bound again: events may come");
	close(lamp);
}

static void check_broken(void)
{
	int lamp = open_lamp(0, 0);
	pid_t request;

	set("deaf", "Y");
	equal(set_level(lamp, 1), -EIO, "a notification fails");
	equal(poll_for(lamp, POLLIN, 0), POLLHUP | POLLERR, "a notification fails: poll");
	set("deaf", "N");
	close(lamp);
	unbind();
	bind();
	lamp = open_lamp(0, 0);
	request = begin_request(lamp);
	equal(rig("break"), 0, "all virtqueues break");
	equal(set_level(lamp, 1), -EIO, "broken: no requests");
	equal(rig("remove"), 0, "broken: removed");
	equal(end(request), ENODEV, "removed: a request on its way ends");
	close(lamp);
}

static void check_queue_sizes(void)
{
	int lamp;

	set("queue_size", "1");
	equal(rig("add"), 0, "a lamp with queues of one entry");
	equal(access("/dev/lamp0", F_OK), -1, "is not used: a request takes two");
	equal(rig("remove"), 0, "it goes");
	set("queue_size", "2");
	equal(rig("add"), 0, "a lamp with queues of two entries");
	lamp = open_lamp(0, O_NONBLOCK);
	equal(read_error(lamp), EAGAIN, "is used");
	close(lamp);
	equal(rig("remove"), 0, "it goes");
	set("no_queues", "Y");
	equal(rig("add"), 0, "a lamp without queues");
	equal(access("/dev/lamp0", F_OK), -1, "is not used");
	equal(rig("remove"), 0, "it goes");
}

void test_rig(void)
{
	equal(rig("add"), 0, "a lamp");
	check_freeze();
	check_no_restore();
	check_needs_reset();
	check_broken();
	check_queue_sizes();
}
