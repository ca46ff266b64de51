/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The driver's life: it lets go of the device, is removed, loses the device,
 * while programs have it open, have requests on their way, and wait for events.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "guest.h"

#define MODULE "/lib/modules/virtio_lamp.ko"

/* ---- Who is at it -------------------------------------------------------- */

/* What they return is an errno. */
static int switching(int lamp)
{
	int result = set_level(lamp, 9);

	return result < 0 ? -result : 0;
}

static int reading(int lamp)
{
	struct virtio_lamp_read_event event;

	return read(lamp, &event, sizeof(event)) < 0 ? errno : 0;
}

static int polling(int lamp)
{
	return poll_for(lamp, POLLIN, -1) == (POLLHUP | POLLERR) ? 0 : 1;
}

struct people {
	pid_t switches[3], reads, polls;
};

/* Three requests that the device holds, and two that wait for events. */
static struct people people_begin(int lamp)
{
	struct people people;

	trick(lamp, TRICK_HOLD, 0);
	for (unsigned int i = 0; i < 3; i++)
		people.switches[i] = begin(switching, lamp);
	people.reads = begin(reading, lamp);
	people.polls = begin(polling, lamp);
	trick(lamp, TRICK_AWAIT, 3);
	return people;
}

static void people_end(const struct people *people, int error)
{
	for (unsigned int i = 0; i < 3; i++)
		equal(end(people->switches[i]), error, "request %u ends", i);
	equal(end(people->reads), error, "read() ends");
	equal(end(people->polls), 0, "poll() says that there will be nothing");
}

/* A file that is open to a lamp that is gone. */
static void check_gone(int lamp)
{
	struct virtio_lamp_ioc_play_scene scene = { 0 };
	uint32_t length = 8;
	uint16_t level;
	char text[8];

	equal(set_level(lamp, 1), -ENODEV, "gone: set_level");
	equal(get_level(lamp, &level), -ENODEV, "gone: get_level");
	equal(describe(lamp, text, &length), -ENODEV, "gone: describe");
	equal(lamp_ioctl(lamp, VIRTIO_LAMP_IOC_PLAY_SCENE, &scene), -ENODEV,
	      "gone: play_scene, which looks at a feature");
	equal(reading(lamp), ENODEV, "gone: read");
	equal(poll_for(lamp, POLLIN, 0), POLLHUP | POLLERR, "gone: poll");
}

/* ---- Unbind -------------------------------------------------------------- */

static void check_works(unsigned int number, const char *when)
{
	int lamp = open_lamp(number, 0);

	equal(set_level(lamp, 5), 0, "%s: lamp%u works", when, number);
	close(lamp);
}

void test_unbind(void)
{
	int lamp = open_lamp(0, 0);
	struct people people = people_begin(lamp);

	unbind();
	people_end(&people, ENODEV);
	check_gone(lamp);
	equal(access("/sys/class/misc/lamp0", F_OK), -1, "lamp0 is gone");

	bind();
	check_works(1, "bound again, with the old file open");
	check_gone(lamp);
	close(lamp);
	unbind();
	bind();
	check_works(0, "bound again, with nothing open");
	for (unsigned int i = 0; i < 20; i++) {
		lamp = open_lamp(0, 0);
		unbind();
		close(lamp);
		bind();
	}
	check_works(0, "after twenty times");
}

/* ---- The module ---------------------------------------------------------- */

static int remove_module(void)
{
	return syscall(SYS_delete_module, "virtio_lamp", O_NONBLOCK) ? errno : 0;
}

static void load_module(void)
{
	int file = open(MODULE, O_RDONLY | O_CLOEXEC);

	equal(syscall(SYS_finit_module, file, "", 0), 0, "the module is loaded");
	close(file);
}

void test_module(void)
{
	int lamp = open_lamp(0, 0);

	equal(remove_module(), EWOULDBLOCK, "a module in use stays");
	equal(set_level(lamp, 5), 0, "and the lamp works");
	unbind();
	equal(remove_module(), EWOULDBLOCK, "also when it has no device any more");
	bind();
	close(lamp);
	equal(remove_module(), 0, "one that nobody uses goes");
	load_module();
	check_works(0, "loaded again");
}

/* ---- Signals ------------------------------------------------------------- */

static void on_signal(int number)
{
	(void)number;
}

/* SA_RESTART does not help: the device may have acted. */
static int switching_restarted(int lamp)
{
	struct sigaction action = { .sa_handler = on_signal, .sa_flags = SA_RESTART };

	sigaction(SIGUSR1, &action, NULL);
	return switching(lamp);
}

void test_signals(void)
{
	int lamp = open_lamp(0, 0);
	pid_t interrupted, killed;
	uint16_t level;

	trick(lamp, TRICK_HOLD, 0);
	interrupted = begin(switching_restarted, lamp);
	killed = begin(switching, lamp);
	trick(lamp, TRICK_AWAIT, 2);
	kill(interrupted, SIGUSR1);
	equal(end(interrupted), EINTR, "a signal ends a request");
	kill(killed, SIGKILL);
	equal(end(killed), 1000 + SIGKILL, "who waits can be killed");
	trick(lamp, TRICK_RELEASE, 0);
	equal(get_level(lamp, &level), 0, "the device answers what nobody waits for");
	equal(level, 9, "it has done it all the same");

	trick(lamp, TRICK_HOLD, 0);
	killed = begin(switching, lamp);
	trick(lamp, TRICK_AWAIT, 1);
	kill(killed, SIGKILL);
	end(killed);
	unbind();
	close(lamp);
	bind();
	check_works(0, "unbound with a request that nobody waits for");
}

/* ---- Memory ------------------------------------------------------------- */

#define ROUNDS 200

/* Objects of all sizes that kmalloc() has given out. */
static long objects(void)
{
	FILE *file = fopen("/proc/slabinfo", "re");
	long sum = 0, active;
	char line[512];

	while (file && fgets(line, sizeof(line), file))
		if (sscanf(line, "kmalloc-%*s %ld", &active) == 1)
			sum += active;
	if (file)
		fclose(file);
	return sum;
}

/* What is left behind in one way or another: events, requests, buffers, files. */
static void use_and_leave(void)
{
	int lamp = open_lamp(0, 0), reader = open_lamp(0, 0);
	pid_t killed;
	char text[32];
	uint32_t length = sizeof(text);

	describe(lamp, text, &length);
	trick(lamp, TRICK_EVENTS, 20);
	poll_for(reader, POLLIN, SOON);
	trick(lamp, TRICK_HOLD, 0);
	killed = begin(switching, lamp);
	trick(lamp, TRICK_AWAIT, 1);
	kill(killed, SIGKILL);
	end(killed);
	close(reader);
	unbind();
	close(lamp);
	bind();
}

/* Anything that each round forgot would be there two hundred times. */
void test_memory(void)
{
	long before, after;

	for (unsigned int i = 0; i < ROUNDS / 10; i++)
		use_and_leave();
	before = objects();
	for (unsigned int i = 0; i < ROUNDS; i++)
		use_and_leave();
	after = objects();
	check(before > 0 && after - before < ROUNDS / 2,
	      "%d times used, %ld objects before, %ld after", ROUNDS, before, after);
}

/* ---- Surprise ------------------------------------------------------------ */

static int dying(int lamp)
{
	int result = set_level(lamp, TRICK(TRICK_DIE, 0));

	return result < 0 ? -result : 0;
}

/* The device's process ends with requests in its hands. */
void test_surprise(void)
{
	int lamp = open_lamp(0, 0);
	struct people people = people_begin(lamp);

	equal(end(begin(dying, lamp)), ENODEV, "the request that it died of");
	people_end(&people, ENODEV);
	check_gone(lamp);
	for (unsigned int i = 0; i < 2000 && access("/sys/class/misc/lamp0", F_OK) == 0;
	     i++)
		usleep(10000);
	equal(access("/sys/class/misc/lamp0", F_OK), -1, "lamp0 is gone");
	close(lamp);
}
