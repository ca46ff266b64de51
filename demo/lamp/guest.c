/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A program inside the Linux guest that uses the lamp through the generated kernel
 * driver: ioctls of virtio_lamp.h on /dev/lamp0, events by poll() and read(),
 * configuration in sysfs.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "virtio_lamp.h"

#define CONFIG "/sys/class/misc/lamp0/config/"

static int lamp;

static void fail(const char *what)
{
	printf("guest: %s: %s\n", what, strerror(errno));
	exit(1);
}

static void command(const char *what, unsigned long request, void *argument)
{
	if (ioctl(lamp, request, argument) < 0)
		fail(what);
}

static void set_level(unsigned int level)
{
	struct virtio_lamp_ioc_set_level set = { .level = (__u16)level };

	command("set_level", VIRTIO_LAMP_IOC_SET_LEVEL, &set);
	printf("guest: set_level %u: status %u%s\n", level, set.status,
	       set.status == VIRTIO_LAMP_STATUS_OK ? " (ok)" : " (invalid)");
}

static void describe(void)
{
	char text[80] = "";
	struct virtio_lamp_ioc_describe ask = { .text = (uintptr_t)text,
		                                .text_length = sizeof(text) - 1 };

	command("describe", VIRTIO_LAMP_IOC_DESCRIBE, &ask);
	printf("guest: describe: \"%s\"\n", text);
}

static void play_scene(void)
{
	const struct virtio_lamp_step steps[] = { { .level = 100, .hold_ms = 20 },
		                                  { .level = 300, .hold_ms = 20 },
		                                  { .level = 800, .hold_ms = 20 } };
	struct virtio_lamp_ioc_play_scene play = { .step_count = 3,
		                                   .steps = (uintptr_t)steps,
		                                   .steps_length = sizeof(steps) };

	command("play_scene", VIRTIO_LAMP_IOC_PLAY_SCENE, &play);
	printf("guest: play_scene of %u steps: status %u, answered at its end\n",
	       play.step_count, play.status);
}

static void wait_for_event(void)
{
	struct virtio_lamp_read_event event;
	struct pollfd wait = { .fd = lamp, .events = POLLIN };

	puts("guest: waits for motion");
	if (poll(&wait, 1, 10000) != 1 ||
	    read(lamp, &event, sizeof(event)) != sizeof(event))
		fail("event");
	printf("guest: motion at %u mm\n", event.distance_mm);
}

static int read_max_level(int file)
{
	char text[16] = "";

	if (pread(file, text, sizeof(text) - 1, 0) <= 0)
		fail("max_level");
	return atoi(text);
}

static void wait_for_config(void)
{
	struct pollfd wait = { .fd = open(CONFIG "max_level", O_RDONLY),
		               .events = POLLPRI };

	if (wait.fd < 0)
		fail(CONFIG "max_level");
	printf("guest: max_level is %d; waits for a change\n", read_max_level(wait.fd));
	if (poll(&wait, 1, 10000) != 1)
		fail("configuration change");
	printf("guest: max_level is %d\n", read_max_level(wait.fd));
	close(wait.fd);
}

int main(void)
{
	setvbuf(stdout, NULL, _IOLBF, 0);
	lamp = open("/dev/lamp0", O_RDWR);
	if (lamp < 0)
		fail("/dev/lamp0");
	set_level(42);
	set_level(2000);
	describe();
	play_scene();
	wait_for_event();
	wait_for_config();
	set_level(700);
	return 0;
}
