/* SPDX-License-Identifier: BSD-3-Clause */
#include "checks.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static unsigned int failures;

static __attribute__((format(printf, 2, 0))) void say(bool good, const char *format,
                                                     va_list arguments)
{
	fputs(good ? "ok: " : "FAILED: ", stdout);
	vprintf(format, arguments);
	putchar('\n');
	fflush(stdout);
	failures += !good;
}

void check(bool good, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	say(good, format, arguments);
	va_end(arguments);
}

void equal(long found, long expected, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	say(found == expected, format, arguments);
	va_end(arguments);
	if (found != expected)
		printf("  found %ld, expected %ld\n", found, expected);
}

unsigned int checks_failed(void)
{
	return failures;
}

bool read_text(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t length;

	if (fd < 0)
		return false;
	length = read(fd, text, size - 1);
	close(fd);
	if (length < 0)
		return false;
	text[length] = 0;
	text[strcspn(text, "\n")] = 0;
	return true;
}

int write_text(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	int error = 0;

	if (fd < 0)
		return -errno;
	if (write(fd, text, strlen(text)) < 0)
		error = -errno;
	close(fd);
	return error;
}
