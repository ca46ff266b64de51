/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * parts-guest: in the guest, all that the driver of parts.yaml has to cut and
 * to put together.
 */
#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "../checks.h"
#include "asks.h"
#include "virtio_parts.h"

#define FOLDER "/sys/class/misc/parts0/config/"

static int ioctl_error(int parts, unsigned long command, void *argument)
{
	return ioctl(parts, command, argument) ? -errno : 0;
}

/* ---- Values ------------------------------------------------------------------ */

static int judge(int parts, struct virtio_parts_ioc_judge *argument)
{
	return ioctl_error(parts, VIRTIO_PARTS_IOC_JUDGE, argument);
}

static int judge_with(int parts, uint16_t answer, uint8_t colour, uint8_t modes)
{
	struct virtio_parts_ioc_judge argument = { .answer = answer,
		                                   .colour = colour,
		                                   .modes = modes };
	int error = judge(parts, &argument);

	return error ? error : argument.status;
}

static void check_values(int parts)
{
	struct virtio_parts_ioc_judge argument = { .answer = 7,
		                                   .colour = VIRTIO_PARTS_COLOUR_BLUE,
		                                   .modes = VIRTIO_PARTS_MODE_FADE,
		                                   .sum = 0xabcd };

	equal(judge(parts, &argument), 0, "judge");
	equal(argument.status, VIRTIO_PARTS_STATUS_FINE, "judge: status");
	equal(argument.reply_answer, 7, "judge: answer");
	equal(argument.tint, 0x24, "judge: tint");
	equal(argument.numbers[0], 0x0102, "judge: first number");
	equal(argument.numbers[2], 0xabcd, "judge: last number");
	equal(argument.detail, 0x0506, "judge: trailer");

	equal(judge_with(parts, 7, 3, 0), -EINVAL, "a colour that is none");
	equal(judge_with(parts, 7, 1, 2), -EINVAL, "a mode that is none");
	equal(judge_with(parts, 4, 1, 0), -EPROTO, "a reply below its least value");
	equal(judge_with(parts, 11, 1, 0), -EPROTO, "a reply above its greatest value");
	equal(judge_with(parts, ANSWER_BAD_STATUS, 1, 0), -EPROTO,
	      "a status that is none");
	equal(judge_with(parts, ANSWER_REFUSED, 1, 0), VIRTIO_PARTS_STATUS_WRONG,
	      "a refusal, whose values mean nothing");
}

/* ---- Parts behind parts ------------------------------------------------------- */

static void check_mix(int parts, uint8_t count, uint32_t length, uint32_t room)
{
	struct virtio_parts_pair list[21];
	uint8_t data[300], echo[301];
	struct virtio_parts_ioc_mix mix = {
		.count = count,
		.list = (uintptr_t)list,
		.list_length = (uint32_t)sizeof(*list) * (count * 2u + 1),
		.more = 0xfedc,
		.data = (uintptr_t)data,
		.data_length = length,
		.tail = 0x0102030405060708,
		.sum = 3,
		.echo = (uintptr_t)echo,
		.echo_length = room,
	};
	const uint32_t echoed = length < room ? length : room;
	uint32_t total = 0;

	for (unsigned int i = 0; i < 21; i++) {
		list[i].left = htole16((uint16_t)(i + 1));
		list[i].right = htobe16((uint16_t)(i + 2));
		total += i < count * 2u + 1 ? (i + 1) * (i + 2) : 0;
	}
	memset(data, 0x5a, sizeof(data));
	memset(echo, 0xee, sizeof(echo));
	equal(ioctl_error(parts, VIRTIO_PARTS_IOC_MIX, &mix), 0,
	      "mix: count %u, %u bytes, room for %u", count, length, room);
	equal(mix.total, total, "mix: the list arrived");
	equal(mix.echo_length, room, "mix: what is followed takes all its room");
	check(memcmp(echo, data, echoed) == 0, "mix: the data came back");
	check(echoed == room || echo[echoed] == 0, "mix: zeroes behind it");
	equal(echo[room], 0xee, "mix: nothing beyond the room");
	check(mix.reply_more == mix.tail + 3, "mix: behind the data");
	equal(mix.detail, 0xfedc, "mix: between the data");
	equal(mix.status, VIRTIO_PARTS_STATUS_FINE, "mix: status");
}

static void check_mix_lengths(int parts)
{
	struct virtio_parts_ioc_mix mix = { .count = 1, .list_length = 8 };

	equal(ioctl_error(parts, VIRTIO_PARTS_IOC_MIX, &mix), -EINVAL,
	      "mix: one element too few");
	mix.list_length = 13;
	equal(ioctl_error(parts, VIRTIO_PARTS_IOC_MIX, &mix), -EINVAL,
	      "mix: an element and a quarter");
	mix.count = 11;
	mix.list_length = 23 * 4;
	equal(ioctl_error(parts, VIRTIO_PARTS_IOC_MIX, &mix), -EINVAL,
	      "mix: more elements than there may be");
	mix.count = 0;
	mix.list_length = 4;
	mix.data_length = 65537;
	equal(ioctl_error(parts, VIRTIO_PARTS_IOC_MIX, &mix), -EINVAL,
	      "mix: more data than is passed on");
	mix.data_length = 0;
	equal(ioctl_error(parts, VIRTIO_PARTS_IOC_MIX, &mix), -EFAULT,
	      "mix: a list nowhere");
}

/* ---- A counted part, and the rest ------------------------------------------------ */

static int single(int parts, struct virtio_parts_ioc_single *argument)
{
	return ioctl_error(parts, VIRTIO_PARTS_IOC_SINGLE, argument);
}

static void ask(int parts, enum ask what)
{
	struct virtio_parts_ioc_single argument = { .ask = (uint8_t)what };
	char rest[8];

	argument.rest = (uintptr_t)rest;
	argument.rest_length = sizeof(rest);
	equal(single(parts, &argument), 0, "it was asked for event %d", (int)what);
}

static void check_single(int parts)
{
	uint32_t list[8];
	char rest[9] = "", little[4] = "###";
	struct virtio_parts_ioc_single argument = {
		.count = 3,
		.list = (uintptr_t)list,
		.list_length = sizeof(list),
		.rest = (uintptr_t)rest,
		.rest_length = 8,
	};

	equal(single(parts, &argument), 0, "single");
	equal(argument.reply_count, 3, "single: the count");
	equal(argument.list_length, 12, "single: the list's length");
	equal(le32toh(list[2]), 2000000, "single: the list's last element");
	equal(argument.rest_length, 6, "single: the rest's length");
	check(strcmp(rest, "behind") == 0, "single: the rest");

	/* What the list leaves of its room the device may use for the rest. */
	argument.list_length = sizeof(list);
	argument.rest = (uintptr_t)little;
	argument.rest_length = 2;
	equal(single(parts, &argument), 0, "single: little room for the rest");
	equal(argument.rest_length, 2, "single: little room for the rest: its length");
	check(memcmp(little, "be#", 4) == 0, "single: little room for the rest: no more");

	argument.list_length = 13;
	equal(single(parts, &argument), -EINVAL, "single: room for three and a quarter");
	argument.list_length = sizeof(list);
	argument.ask = ASK_COUNT_LIES;
	equal(single(parts, &argument), -EPROTO, "single: a count beyond all room");
	argument.list_length = sizeof(list);
	argument.ask = ASK_COUNT_SHORT;
	equal(single(parts, &argument), -EPROTO, "single: less than is counted");
}

/* ---- Events ---------------------------------------------------------------------- */

static ssize_t next_event(int parts, void *event, size_t size)
{
	struct pollfd ready = { parts, POLLIN, 0 };

	memset(event, 0xee, size);
	return poll(&ready, 1, 20000) == 1 ? read(parts, event, size) : -1;
}

static void check_told(int parts)
{
	union {
		struct virtio_parts_read_event_told event;
		uint8_t bytes[48]; /* not for the next event as well */
	} told;
	const size_t head = sizeof(told.event);
	ssize_t length = next_event(parts, &told, sizeof(told));

	equal(length, 40, "told: a multiple of 8");
	equal(told.event.hdr.type, VIRTIO_PARTS_READ_EVENT_TOLD, "told: type");
	equal(told.event.hdr.length, 40, "told: length");
	equal(told.event.count, 2, "told: count");
	equal(told.event.colour, VIRTIO_PARTS_COLOUR_BLUE, "told: colour");
	equal(told.event.list_length, 8, "told: the list's length");
	equal(told.event.between, 0x1234, "told: between");
	equal(told.event.text_length, 5, "told: the text's length");
	check(memcmp(&told.bytes[head], "\1\2\3\4\5\6\7\10hello\0\0", 15) == 0,
	      "told: list, text and zeroes");
}

static void check_events(int parts)
{
	struct virtio_parts_read_event_moved moved;
	struct virtio_parts_read_event_gate gate;

	for (unsigned int i = ASK_UNKNOWN; i <= ASK_CUT; i++)
		ask(parts, (enum ask)i);
	ask(parts, ASK_MOVED);
	ask(parts, ASK_TOLD);
	ask(parts, ASK_GATE);
	equal(next_event(parts, &moved, sizeof(moved)), sizeof(moved),
	      "moved, and nothing that makes no sense before it");
	equal(moved.hdr.type, VIRTIO_PARTS_READ_EVENT_MOVED, "moved: type");
	check(moved.when == 0x0102030405060708, "moved: when");
	check_told(parts);
	equal(next_event(parts, &gate, sizeof(gate)), sizeof(gate), "gate");
	equal(gate.hdr.type, VIRTIO_PARTS_READ_EVENT_GATE, "gate: type");
	equal(gate.number, 9, "gate: number");
}

/* ---- Configuration ------------------------------------------------------------------
 */

static void check_file(const char *name, const char *expected)
{
	char path[128] = FOLDER, text[512] = "";

	strcat(path, name);
	check(read_text(path, text, sizeof(text)) && strcmp(text, expected) == 0,
	      "%s is %s", name, text);
}

static void check_write(const char *name, const char *value, int expected)
{
	char path[128] = FOLDER;

	strcat(path, name);
	equal(write_text(path, value), expected, "%s becomes %s", name, value);
}

static void check_config(void)
{
	char name[161];

	check_file("row_count", "3");
	check_file("clock", "1311768467463790320");
	check_file("size_width", "640");
	check_file("size_height", "480");
	check_file("table", "1 4294967295 3");
	memset(name, '0', 160);
	memcpy(name, "61206e616d65", 12);
	name[160] = 0;
	check_file("name", name);

	check_file("knob", "50");
	check_write("knob", "99", 0);
	check_file("knob", "99");
	check_write("knob", "0x40", 0);
	check_file("knob", "64");
	check_write("knob", "3", -EINVAL);
	check_write("knob", "101", -EINVAL);
	check_write("knob", "4294967296", -ERANGE);
	check_write("knob", "-5", -EINVAL);
	check_write("knob", "four", -EINVAL);
	check_file("knob", "64");
	check_write("colour", "4", 0);
	check_write("colour", "3", -EINVAL);
	check_file("colour", "4");
	check_write("modes", "33", 0);
	check_write("modes", "2", -EINVAL);
	check_file("modes", "33");
}

int main(void)
{
	int parts = open("/dev/parts0", O_RDWR | O_CLOEXEC);

	check(parts >= 0, "/dev/parts0");
	if (parts < 0)
		return 1;
	check_values(parts);
	check_mix(parts, 0, 0, 0);
	check_mix(parts, 3, 5, 7);
	check_mix(parts, 10, 300, 300);
	check_mix(parts, 1, 299, 33);
	check_mix_lengths(parts);
	check_single(parts);
	check_events(parts);
	check_config();
	return checks_failed() ? 1 : 0;
}
