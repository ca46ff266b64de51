/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Requests: of each kind, with good arguments and bad ones, many at once.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "guest.h"

#define NOWHERE ((void *)8)

static void check_levels(int lamp)
{
	uint16_t level;

	equal(set_level(lamp, 40), VIRTIO_LAMP_STATUS_OK, "set_level");
	equal(get_level(lamp, &level), VIRTIO_LAMP_STATUS_OK, "get_level");
	equal(level, 40, "get_level: the level");

	trick(lamp, TRICK_REFUSE, VIRTIO_LAMP_STATUS_FAILED);
	equal(set_level(lamp, 41), VIRTIO_LAMP_STATUS_FAILED, "set_level fails");
	trick(lamp, TRICK_REFUSE, VIRTIO_LAMP_STATUS_INVALID);
	equal(get_level(lamp, &level), VIRTIO_LAMP_STATUS_INVALID, "get_level fails");
	equal(level, 0, "get_level fails: no level");
	trick(lamp, TRICK_REFUSE, 200);
	equal(set_level(lamp, 41), 200, "a status without a name is passed on");
	get_level(lamp, &level);
	equal(level, 40, "get_level: nothing has changed");
}

static void check_text(int lamp)
{
	static const char text[] = "a lamp that does tricks";
	char room[64] = "";
	uint32_t length = sizeof(room);

	equal(describe(lamp, room, &length), VIRTIO_LAMP_STATUS_OK, "describe");
	equal(length, sizeof(text) - 1, "describe: the length");
	check(memcmp(room, text, sizeof(text)) == 0, "describe: the text, no byte more");

	memset(room, '#', sizeof(room));
	length = 6;
	equal(describe(lamp, room, &length), VIRTIO_LAMP_STATUS_OK,
	      "describe, little room");
	equal(length, 6, "describe, little room: the length");
	check(memcmp(room, "a lamp##", 8) == 0, "describe, little room: the text");

	length = 0;
	equal(describe(lamp, NULL, &length), VIRTIO_LAMP_STATUS_OK, "describe, no room");
	equal(length, 0, "describe, no room: the length");
	length = sizeof(room);
	equal(describe(lamp, NOWHERE, &length), -EFAULT, "describe to nowhere");
	length = UINT32_MAX;
	equal(describe(lamp, room, &length), VIRTIO_LAMP_STATUS_OK,
	      "describe, room for 4 GB");
	equal(length, sizeof(text) - 1, "describe, room for 4 GB: the length");

	trick(lamp, TRICK_REFUSE, VIRTIO_LAMP_STATUS_FAILED);
	length = sizeof(room);
	equal(describe(lamp, room, &length), VIRTIO_LAMP_STATUS_FAILED, "describe fails");
	equal(length, 0, "describe fails: no text");
}

static int play(int lamp, const struct virtio_lamp_step *steps, uint32_t count,
                uint32_t bytes)
{
	struct virtio_lamp_ioc_play_scene argument = {
		.step_count = count,
		.steps = (uintptr_t)steps,
		.steps_length = bytes,
	};
	int error = lamp_ioctl(lamp, VIRTIO_LAMP_IOC_PLAY_SCENE, &argument);

	return error ? error : argument.status;
}

static void check_scenes(int lamp)
{
	struct virtio_lamp_step steps[64];

	memset(steps, 0, sizeof(steps));
	equal(play(lamp, steps, 2, 16), VIRTIO_LAMP_STATUS_OK, "play_scene of 2 steps");
	equal(play(lamp, steps, 64, 512), VIRTIO_LAMP_STATUS_OK,
	      "play_scene of 64 steps");
	equal(play(lamp, NULL, 0, 0), VIRTIO_LAMP_STATUS_OK, "play_scene of no step");
	equal(play(lamp, steps, 65, 520), -EINVAL, "play_scene of 65 steps");
	equal(play(lamp, steps, 3, 16), -EINVAL, "play_scene: fewer steps than counted");
	equal(play(lamp, steps, 1, 16), -EINVAL, "play_scene: more steps than counted");
	equal(play(lamp, steps, 2, 17), -EINVAL, "play_scene: an odd length");
	equal(play(lamp, steps, 0x20000000, 0), -EINVAL,
	      "play_scene: a count that would overflow");
	equal(play(lamp, steps, 64, UINT32_MAX), -EINVAL, "play_scene: 4 GB of steps");
	equal(play(lamp, NOWHERE, 2, 16), -EFAULT, "play_scene from nowhere");
}

static void check_arguments(int lamp)
{
	struct virtio_lamp_ioc_set_level set = { .level = 1, .__pad = { 0, 0, 0, 0, 1 } };
	struct virtio_lamp_ioc_get_level get = { .__pad2 = { 1 } };
	char large[16384] = "";

	equal(lamp_ioctl(lamp, VIRTIO_LAMP_IOC_SET_LEVEL, &set), -EINVAL, "padding");
	equal(lamp_ioctl(lamp, VIRTIO_LAMP_IOC_GET_LEVEL, &get), -EINVAL,
	      "padding of a reply");
	equal(lamp_ioctl(lamp, VIRTIO_LAMP_IOC_SET_LEVEL, NOWHERE), -EFAULT,
	      "an argument nowhere");
	equal(lamp_ioctl(lamp, VIRTIO_LAMP_IOC_SET_LEVEL, NULL), -EFAULT, "no argument");
	equal(lamp_ioctl(lamp, _IOWR(VIRTIO_LAMP_IOC_MAGIC, 99, uint64_t), large),
	      -ENOTTY, "an ioctl that is not there");
	equal(lamp_ioctl(lamp, _IOWR(VIRTIO_LAMP_IOC_MAGIC, 1, uint32_t), large), -ENOTTY,
	      "an ioctl of another size");
	equal(lamp_ioctl(lamp, _IOC(3u, VIRTIO_LAMP_IOC_MAGIC, 1, 16383), large), -ENOTTY,
	      "an ioctl of the largest size");
	equal(lamp_ioctl(lamp, _IO(VIRTIO_LAMP_IOC_MAGIC, 1), NULL), -ENOTTY,
	      "an ioctl without an argument");
	equal(lamp_ioctl(lamp, TIOCGWINSZ, large), -ENOTTY, "an ioctl of terminals");
	equal(write(lamp, large, 1), -1, "it cannot be written");
	equal(lseek(lamp, 0, SEEK_SET), -1, "it has no position");
}

void test_requests(void)
{
	int lamp = open_lamp(0, 0);

	check_levels(lamp);
	check_text(lamp);
	check_scenes(lamp);
	check_arguments(lamp);
	close(lamp);
}

/* ---- Many at once -------------------------------------------------------- */

#define PEOPLE 300

static int switch_once(int lamp)
{
	return set_level(lamp, 7) == 0 ? 0 : 1;
}

static int switch_often(int lamp)
{
	uint16_t level;

	for (unsigned int i = 0; i < 200; i++)
		if (set_level(lamp, 7) || get_level(lamp, &level) || level != 7)
			return 1;
	return 0;
}

static unsigned int run_crowd(int (*work)(int lamp), int lamp, unsigned int count)
{
	pid_t people[PEOPLE];
	unsigned int bad = 0;

	for (unsigned int i = 0; i < count; i++)
		people[i] = begin(work, lamp);
	for (unsigned int i = 0; i < count; i++)
		bad += end(people[i]) != 0;
	return bad;
}

/* The device holds requests until there is no room: who comes late waits. */
void test_crowd(void)
{
	int lamp = open_lamp(0, 0);

	equal(run_crowd(switch_often, lamp, 8), 0, "eight at once");
	trick(lamp, TRICK_HOLD, HOLD_FULL);
	equal(run_crowd(switch_once, lamp, PEOPLE), 0, "more than there is room for");
	close(lamp);
}
