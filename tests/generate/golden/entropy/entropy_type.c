/* SPDX-License-Identifier: 0BSD */
/*
 * The table of the device type.
 *
 * Made by vqsmith from entropy.yaml; it belongs to you. To make it again:
 *	vqsmith generate device entropy.yaml
 */
#include "entropy_type.h"

#define COUNT(list) (sizeof(list) / sizeof(*(list)))

static const struct vqs_field request_writable[] = {
	{ .name = "bytes", .kind = VQS_U8, .extent = VQS_REST,
	  .memory = offsetof(struct entropy_request_reply, bytes) },
};

static const struct vqs_message request_messages[] = {
	{
		.name = "entropy_request",
		.writable = { .fields = request_writable,
		  .field_count = COUNT(request_writable),
		  .memory = sizeof(struct entropy_request_reply), .variable = true },
	},
};

static const struct vqs_family families[] = {
	{
		.name = "entropy_request",
		.messages = request_messages,
		.message_count = COUNT(request_messages),
	},
};

static const struct vqs_queue_type queues[] = {
	{ .name = "requestq", .family = &families[0], .size = 256,
	  .index = ENTROPY_VQ_REQUESTQ, .most = 1, .count_field = -1 },
};

const struct vqs_type entropy_type = {
	.name = "entropy",
	.summary = "A source of randomness.",
	.id = ENTROPY_ID,
	.queues = queues,
	.queue_count = COUNT(queues),
	.families = families,
	.family_count = COUNT(families),
};
