/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Configuration space in sysfs: its values, and that who polls learns of changes.
 */
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "guest.h"

#define FOLDER "/sys/class/misc/lamp0/config/"

static void check_file(const char *name, const char *expected)
{
	char path[128] = FOLDER, text[256] = "";
	struct stat status;

	strcat(path, name);
	check(read_text(path, text, sizeof(text)) && strcmp(text, expected) == 0,
	      "%s is %s", name, text);
	check(stat(path, &status) == 0 && (status.st_mode & 0777) == 0444,
	      "%s can be read alone", name);
}

static long read_number(int fd)
{
	char text[32] = "";

	if (pread(fd, text, sizeof(text) - 1, 0) < 0)
		return -1;
	return strtol(text, NULL, 10);
}

/* sysfs: poll() after a read tells of what changes from then on. */
static void check_change(int lamp, int file)
{
	equal(read_number(file), 1000, "max_level before");
	equal(poll_for(file, POLLPRI, 0), 0, "nothing has changed");
	trick(lamp, TRICK_CONFIG, 7);
	equal(poll_for(file, POLLPRI, SOON), POLLPRI | POLLERR, "max_level changes");
	equal(read_number(file), 700, "max_level after");
}

/* Thousands of changes end in the last one, and are told of once or more. */
static void check_burst(int lamp, int file)
{
	long level = read_number(file);

	trick(lamp, TRICK_BURST, 50);
	while (level != 1 && poll_for(file, POLLPRI, SOON))
		level = read_number(file);
	equal(level, 1, "after five thousand changes");
	equal(set_level(lamp, 1), 0, "the lamp still answers");
}

void test_config(void)
{
	int lamp = open_lamp(0, 0), file = open(FOLDER "max_level", O_RDONLY);

	check_file("max_level", "1000");
	check_file("range_mm", "4000");
	check_file("serial", "4c2d3030303100000000000000000000");
	check_change(lamp, file);
	check_burst(lamp, file);
	close(file);
	close(lamp);
}
