/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * parts-device SOCKET [ROWS]: the device of parts.yaml, with so many queues in
 * its row. It sends back what it was sent, and lies when it is asked to
 * (asks.h).
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <vqsmith/vhost_user.h>

#include "../../../lib/device/internal.h"
#include "asks.h"
#include "parts_device.h"

struct parts {
	struct vqs_device *device;
};

/* Bytes as they stand here, whatever the description says of them. */
static void give_bytes(struct vqs_request *request, const void *bytes, uint32_t length)
{
	vqs_span_write(&request->writable_span, 0, bytes, length);
	slot_give((struct slot *)request, length);
}

/* ---- Requests --------------------------------------------------------------- */

static void lie(struct vqs_request *request, uint16_t answer)
{
	uint8_t reply[12] = { (uint8_t)answer, (uint8_t)(answer >> 8) };

	if (answer == ANSWER_BAD_STATUS) {
		reply[0] = 7;
		reply[11] = 7;
	}
	give_bytes(request, reply, sizeof(reply));
}

void parts_judge(struct parts *parts, struct vqs_request *request,
                 const struct parts_judge *asked)
{
	const struct parts_judge_reply reply = {
		.answer = asked->answer,
		.tint = (uint8_t)(asked->colour | asked->modes),
		.numbers = { 0x0102, 0x0304, (uint16_t)asked->sum },
		.detail = 0x0506,
	};

	(void)parts;
	if (asked->answer == ANSWER_REFUSED)
		parts_refuse(request, PARTS_STATUS_WRONG);
	else if (asked->answer < 5 || asked->answer > 10)
		lie(request, asked->answer);
	else
		parts_judge_done(request, &reply);
}

void parts_mix(struct parts *parts, struct vqs_request *request,
               const struct parts_mix *asked)
{
	struct parts_mix_reply reply = { .more = asked->tail + asked->sum,
		                         .detail = asked->more };
	struct parts_pair pair;

	(void)parts;
	for (uint32_t i = 0; parts_mix_get_list(asked, i, &pair) == 0; i++)
		reply.total += (uint32_t)pair.left * pair.right;
	reply.echo = parts_mix_echo(request);
	reply.echo.length = vqs_span_copy(&reply.echo, &asked->data);
	parts_mix_done(request, &reply);
}

/* ---- Events ----------------------------------------------------------------- */

static void send_told(struct parts *parts)
{
	uint8_t pairs[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };
	char text[] = "hello";
	const struct vqs_segment list = { pairs, sizeof(pairs) }, words = { text, 5 };
	const struct parts_event_told event = {
		.count = 2,
		.colour = PARTS_COLOUR_BLUE,
		.list = { &list, 0, sizeof(pairs) },
		.between = 0x1234,
		.text = { &words, 0, 5 },
	};

	parts_send_event_told(parts->device, &event);
}

/* An event of the opcode, its count and its colour, in so many bytes of 0x11. */
static void send_bytes(struct parts *parts, const uint8_t head[3], uint32_t length)
{
	struct vqs_request *buffer = vqs_device_posted(parts->device, PARTS_VQ_EVENTS);
	uint8_t bytes[64];

	if (!buffer)
		return;
	memset(bytes, 0x11, sizeof(bytes));
	memset(bytes, 0, 8);
	bytes[0] = head[0];
	bytes[8] = head[1];
	bytes[9] = head[2];
	give_bytes(buffer, bytes, length);
}

static void send(struct parts *parts, enum ask ask)
{
	switch (ask) {
	case ASK_MOVED:
		parts_send_event_moved(
		        parts->device,
		        &(struct parts_event_moved){ .when = 0x0102030405060708 });
		break;
	case ASK_TOLD:
		send_told(parts);
		break;
	case ASK_GATE:
		parts_send_event_gate(parts->device,
		                      &(struct parts_event_gate){ .number = 9 });
		break;
	case ASK_UNKNOWN:
		send_bytes(parts, (uint8_t[]){ 77, 0, 0 }, 16);
		break;
	case ASK_NO_OPCODE:
		send_bytes(parts, (uint8_t[]){ 1, 0, 0 }, 1);
		break;
	case ASK_TOO_MANY:
		send_bytes(parts, (uint8_t[]){ 2, 5, 1 }, 40);
		break;
	case ASK_BAD_COLOUR:
		send_bytes(parts, (uint8_t[]){ 2, 1, 3 }, 20);
		break;
	case ASK_CUT:
		send_bytes(parts, (uint8_t[]){ 2, 4, 1 }, 27);
		break;
	default:
		break;
	}
}

/* ---- A counted part, and the rest --------------------------------------------- */

static void answer_single(struct vqs_request *request, uint16_t count)
{
	struct parts_single_reply reply = { .count = count };
	struct vqs_span room = request->writable_span;
	const uint32_t list = 4u * count;

	/* Both parts lie where they belong already. */
	reply.list = vqs_span_part(&room, 2, list);
	reply.rest = vqs_span_part(&room, 2 + list, 6);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t number = 1000000 * i;

		parts_single_reply_put_list(&reply, i, &number);
	}
	vqs_span_write(&reply.rest, 0, "behind", 6);
	parts_single_done(request, &reply);
}

void parts_single(struct parts *parts, struct vqs_request *request,
                  const struct parts_single *asked)
{
	if (asked->ask == ASK_COUNT_LIES) {
		give_bytes(request, "\xff\xff", 2);
		return;
	}
	if (asked->ask == ASK_COUNT_SHORT) {
		give_bytes(request, "\2\0abcd", 6);
		return;
	}
	send(parts, asked->ask);
	answer_single(request, asked->count);
}

/* ---- The device --------------------------------------------------------------- */

static void complain(void *self, const char *text)
{
	(void)self;
	fprintf(stderr, "parts: %s\n", text);
}

static int serve(struct vqs_device *device, const char *path)
{
	struct vqs_vhost_user_server *server;
	struct pollfd ready = { .events = POLLIN };

	if (vqs_vhost_user_listen(&server, device, path, NULL))
		return 1;
	ready.fd = vqs_vhost_user_fd(server);
	for (;;)
		if (poll(&ready, 1, -1) > 0)
			vqs_vhost_user_process(server);
}

int main(int argc, char **argv)
{
	struct parts parts = { 0 };
	const struct vqs_device_class class = {
		.type = &parts_type,
		.handlers = parts_handlers,
		.complaint = complain,
	};
	struct parts_config config = {
		.row_count = argc > 2 ? (uint16_t)atoi(argv[2]) : 3,
		.colour = PARTS_COLOUR_RED,
		.knob = 50,
		.clock = UINT64_C(0x123456789abcdef0),
		.size = { 640, 480 },
		.table = { 1, 0xffffffff, 3 },
		.name = "a name",
	};

	if (argc < 2 || vqs_device_create(&parts.device, &class, &parts, &config, NULL))
		return 2;
	return serve(parts.device, argv[1]);
}
