/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * lamp-guest TEST...: runs tests of the lamp's driver in a guest.
 */
#include "guest.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define DRIVER "/sys/bus/virtio/drivers/virtio_lamp/"

static void give_up(const char *what)
{
	printf("FAILED: %s: %s\n", what, strerror(errno));
	exit(1);
}

int open_lamp(unsigned int number, int flags)
{
	char path[64];
	int fd;

	snprintf(path, sizeof(path), "/dev/lamp%u", number);
	fd = open(path, O_RDWR | O_CLOEXEC | flags);
	if (fd < 0)
		give_up(path);
	return fd;
}

int lamp_ioctl(int lamp, unsigned long command, void *argument)
{
	return ioctl(lamp, command, argument) ? -errno : 0;
}

int set_level(int lamp, uint16_t level)
{
	struct virtio_lamp_ioc_set_level argument = { .level = level };
	int error = lamp_ioctl(lamp, VIRTIO_LAMP_IOC_SET_LEVEL, &argument);

	return error ? error : argument.status;
}

int get_level(int lamp, uint16_t *level)
{
	struct virtio_lamp_ioc_get_level argument = { 0 };
	int error = lamp_ioctl(lamp, VIRTIO_LAMP_IOC_GET_LEVEL, &argument);

	*level = argument.level;
	return error ? error : argument.status;
}

int describe(int lamp, char *text, uint32_t *length)
{
	struct virtio_lamp_ioc_describe argument = { .text = (uintptr_t)text,
		                                     .text_length = *length };
	int error = lamp_ioctl(lamp, VIRTIO_LAMP_IOC_DESCRIBE, &argument);

	*length = argument.text_length;
	return error ? error : argument.status;
}

void trick(int lamp, enum trick what, uint8_t argument)
{
	int result = set_level(lamp, TRICK(what, argument));

	if (result == 0)
		return;
	errno = result < 0 ? -result : 0;
	give_up("a trick");
}

short poll_for(int fd, short events, int milliseconds)
{
	struct pollfd ready = { fd, events, 0 };

	return poll(&ready, 1, milliseconds) > 0 ? ready.revents : 0;
}

pid_t begin(int (*work)(int lamp), int lamp)
{
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid < 0)
		give_up("fork");
	if (pid == 0)
		_exit(work(lamp));
	return pid;
}

int end(pid_t pid)
{
	int status;

	if (waitpid(pid, &status, 0) != pid)
		give_up("waitpid");
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

/* The lamp is the only virtio device. */
static void tell_driver(const char *file)
{
	int error = write_text(file, "virtio0");

	errno = -error;
	if (error)
		give_up(file);
}

void unbind(void)
{
	tell_driver(DRIVER "unbind");
}

void bind(void)
{
	tell_driver(DRIVER "bind");
}

static const struct {
	const char *name;
	void (*run)(void);
} tests[] = {
	{ "requests", test_requests }, { "crowd", test_crowd },
	{ "events", test_events },     { "config", test_config },
	{ "plain", test_plain },       { "unbind", test_unbind },
	{ "module", test_module },     { "signals", test_signals },
	{ "memory", test_memory },     { "surprise", test_surprise },
	{ "replies", test_replies },   { "broken", test_broken },
	{ "flood", test_flood },       { "sleep", test_sleep },
	{ "rig", test_rig },
};

static bool run(const char *name)
{
	for (size_t i = 0; i < sizeof(tests) / sizeof(*tests); i++) {
		if (strcmp(tests[i].name, name) != 0)
			continue;
		printf("--- %s\n", name);
		tests[i].run();
		return true;
	}
	fprintf(stderr, "lamp-guest: no test '%s'\n", name);
	return false;
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (!run(argv[i]))
			return 2;
	return checks_failed() ? 1 : 0;
}
