/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Events: several readers, little room, slow readers; and a lamp that has none.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "guest.h"

#define KEPT 64 /* by the driver, for each reader */

/* Reads up to `count` events, as they come; how many were `first`, `first` + 1, ... */
static unsigned int read_events(int lamp, unsigned int first, unsigned int count)
{
	struct virtio_lamp_read_event event;
	unsigned int done = 0;

	while (done < count && poll_for(lamp, POLLIN, SOON) == POLLIN) {
		if (read(lamp, &event, sizeof(event)) != sizeof(event) ||
		    event.hdr.type != VIRTIO_LAMP_READ_EVENT ||
		    event.hdr.length != sizeof(event) ||
		    event.distance_mm != first + done ||
		    event.when_ns != 1000000u * (first + done))
			break;
		done++;
	}
	return done;
}

static int read_error(int lamp)
{
	struct virtio_lamp_read_event event;

	return read(lamp, &event, sizeof(event)) < 0 ? errno : 0;
}

static void check_readers(int lamp)
{
	int first = open_lamp(0, O_NONBLOCK), second = open_lamp(0, O_NONBLOCK), late;

	equal(poll_for(first, POLLIN, 0), 0, "no event so far: poll");
	equal(read_error(first), EAGAIN, "no event so far: read");
	trick(lamp, TRICK_EVENTS, 3);
	equal(read_events(first, 0, 3), 3, "three events");
	equal(read_error(first), EAGAIN, "no fourth");
	equal(read_events(second, 0, 3), 3, "another reader has the same");
	late = open_lamp(0, O_NONBLOCK);
	equal(read_error(late), EAGAIN, "who comes late has missed them");
	close(first);
	close(second);
	close(late);
}

static void check_room(int lamp)
{
	struct virtio_lamp_read_event events[8];
	int reader = open_lamp(0, O_NONBLOCK), other = open_lamp(0, O_NONBLOCK);
	const ssize_t size = sizeof(*events);

	trick(lamp, TRICK_EVENTS, 5);
	equal(read_events(other, 0, 5), 5, "five events are there");
	errno = 0;
	equal(read(reader, events, size - 1), -1, "room for less than one");
	equal(errno, EINVAL, "room for less than one: why");
	errno = 0;
	equal(syscall(SYS_read, reader, 8, size), -1, "room nowhere");
	equal(errno, EFAULT, "room nowhere: why");
	equal(read(reader, events, 2 * size + size / 2), 2 * size,
	      "room for two and a half");
	equal(events[1].distance_mm, 2, "room for two and a half: which");
	equal(read(reader, events, sizeof(events)), 2 * size,
	      "room for more than there are");
	equal(events[1].distance_mm, 4, "room for more than there are: which");
	close(reader);
	close(other);
}

/* Reads on until that event comes, whatever is lost before it. */
static bool read_until(int lamp, unsigned int last)
{
	struct virtio_lamp_read_event event = { 0 };

	while (poll_for(lamp, POLLIN, SOON) == POLLIN)
		if (read(lamp, &event, sizeof(event)) == sizeof(event) &&
		    event.distance_mm == last)
			return true;
	return false;
}

/* Who sleeps while more come than are kept has the last ones. */
static void check_overflow(int lamp)
{
	int quick = open_lamp(0, O_NONBLOCK), slow = open_lamp(0, O_NONBLOCK);

	trick(lamp, TRICK_EVENTS, 100);
	check(read_until(quick, 99), "the last of a hundred events");
	equal(read_error(slow), ENOBUFS, "the slow reader is told");
	equal(read_events(slow, 100 - KEPT, KEPT), KEPT, "and has the last ones");
	equal(read_error(slow), EAGAIN, "and no more");
	close(quick);
	close(slow);
}

static int read_one(int lamp)
{
	return read_events(lamp, 0, 1) == 1 ? 0 : 1;
}

static int read_blocking(int lamp)
{
	struct virtio_lamp_read_event event;

	return read(lamp, &event, sizeof(event)) == sizeof(event) ? 0 : errno;
}

static void on_signal(int number)
{
	(void)number;
}

/* Reads until a signal says that it is enough. */
static int read_interrupted(int lamp)
{
	struct sigaction action = { .sa_handler = on_signal };

	sigaction(SIGALRM, &action, NULL);
	alarm(1);
	return read_blocking(lamp);
}

static void check_waiting(int lamp)
{
	int reader = open_lamp(0, 0), other = open_lamp(0, 0);
	pid_t blocked = begin(read_blocking, reader);
	pid_t polls = begin(read_one, other);

	usleep(100000); /* that they wait is likely; the checks hold without */
	trick(lamp, TRICK_EVENTS, 1);
	equal(end(blocked), 0, "who waits in read() is woken");
	equal(end(polls), 0, "who waits in poll() is woken");
	equal(end(begin(read_interrupted, reader)), EINTR, "a signal ends read()");
	close(reader);
	close(other);
}

void test_events(void)
{
	int lamp = open_lamp(0, 0);

	check_readers(lamp);
	check_overflow(lamp);
	check_waiting(lamp);
	check_room(lamp);
	close(lamp);
}

/* ---- A lamp that senses no motion and plays no scenes -------------------- */

void test_plain(void)
{
	struct virtio_lamp_ioc_play_scene scene = { 0 };
	int lamp = open_lamp(0, 0);

	equal(set_level(lamp, 3), VIRTIO_LAMP_STATUS_OK, "a plain lamp: set_level");
	equal(read_error(lamp), EOPNOTSUPP, "a plain lamp: no events");
	equal(poll_for(lamp, POLLIN, 0), 0, "a plain lamp: nothing to poll for");
	equal(lamp_ioctl(lamp, VIRTIO_LAMP_IOC_PLAY_SCENE, &scene), -EOPNOTSUPP,
	      "a plain lamp: no scenes");
	equal(access("/sys/class/misc/lamp0/config/max_level", F_OK), 0,
	      "a plain lamp: max_level");
	equal(access("/sys/class/misc/lamp0/config/range_mm", F_OK), -1,
	      "a plain lamp: no range_mm");
	close(lamp);
}
