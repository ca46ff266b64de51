/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The machine sleeps, with a request on its way and a reader that waits.
 */
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "guest.h"

static int switching(int lamp)
{
	int result = set_level(lamp, 9);

	return result < 0 ? -result : 0;
}

static int reading(int lamp)
{
	struct virtio_lamp_read_event event;

	return read(lamp, &event, sizeof(event)) == sizeof(event) ? 0 : errno;
}

/*
 * Hibernation freezes all tasks and devices, makes an image of memory, and
 * thaws the devices to write it. With no swap to write it to it ends there.
 */
static int sleep_once(void)
{
	int error = write_text("/sys/power/disk", "shutdown");

	return error ? error : write_text("/sys/power/state", "disk");
}

static void check_sleep(int lamp)
{
	pid_t switches, reads = begin(reading, lamp);
	uint16_t level;

	trick(lamp, TRICK_HOLD, 0);
	switches = begin(switching, lamp);
	trick(lamp, TRICK_AWAIT, 1);
	equal(sleep_once(), -ENODEV, "the machine freezes, and thaws for want of swap");
	equal(end(switches), ECANCELED, "a request that was on its way ends");
	equal(set_level(lamp, 7), 0, "the lamp works again");
	equal(get_level(lamp, &level), 0, "and has a level");
	equal(level, 7, "the one that was set");
	trick(lamp, TRICK_EVENTS, 1);
	equal(end(reads), 0, "who waits for events has slept through it");
}

void test_sleep(void)
{
	int lamp = open_lamp(0, 0);

	check_sleep(lamp);
	check_sleep(lamp);
	close(lamp);
}
