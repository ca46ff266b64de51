/* SPDX-License-Identifier: 0BSD */
/*
 * The table of the device type.
 *
 * Made by vqsmith from console.yaml; it belongs to you. To make it again:
 *	vqsmith generate device console.yaml
 */
#include "console_type.h"

#define COUNT(list) (sizeof(list) / sizeof(*(list)))

static const struct vqs_features if_size_any[] = {
	{ { UINT64_C(1) << CONSOLE_F_SIZE } },
};

static const struct vqs_condition if_size = {
	if_size_any,
	COUNT(if_size_any),
};

static const struct vqs_features if_multiport_any[] = {
	{ { UINT64_C(1) << CONSOLE_F_MULTIPORT } },
};

static const struct vqs_condition if_multiport = {
	if_multiport_any,
	COUNT(if_multiport_any),
};

static const struct vqs_features if_emerg_write_any[] = {
	{ { UINT64_C(1) << CONSOLE_F_EMERG_WRITE } },
};

static const struct vqs_condition if_emerg_write = {
	if_emerg_write_any,
	COUNT(if_emerg_write_any),
};

static const struct vqs_field config_fields[] = {
	{ .name = "cols", .kind = VQS_LE16, .flags = VQS_VOLATILE,
	  .memory = offsetof(struct console_config, cols), .condition = &if_size },
	{ .name = "rows", .kind = VQS_LE16, .flags = VQS_VOLATILE, .offset = 2,
	  .memory = offsetof(struct console_config, rows), .condition = &if_size },
	{ .name = "max_nr_ports", .kind = VQS_LE32, .offset = 4,
	  .memory = offsetof(struct console_config, max_nr_ports),
	  .condition = &if_multiport },
	{ .name = "emerg_wr", .kind = VQS_LE32, .access = VQS_WRITE_ONLY, .offset = 8,
	  .memory = offsetof(struct console_config, emerg_wr),
	  .condition = &if_emerg_write },
};

static const struct vqs_field input_writable[] = {
	{ .name = "data", .kind = VQS_U8, .extent = VQS_REST,
	  .memory = offsetof(struct console_input, data) },
};

static const struct vqs_message input_messages[] = {
	{
		.name = "console_input",
		.writable = { .fields = input_writable,
		  .field_count = COUNT(input_writable),
		  .memory = sizeof(struct console_input), .variable = true },
	},
};

static const struct vqs_field output_readable[] = {
	{ .name = "data", .kind = VQS_U8, .extent = VQS_REST,
	  .memory = offsetof(struct console_output, data) },
};

static const struct vqs_message output_messages[] = {
	{
		.name = "console_output",
		.readable = { .fields = output_readable,
		  .field_count = COUNT(output_readable),
		  .memory = sizeof(struct console_output), .variable = true },
	},
};

static const struct vqs_family families[] = {
	{
		.name = "console_input",
		.messages = input_messages,
		.message_count = COUNT(input_messages),
	},
	{
		.name = "console_output",
		.messages = output_messages,
		.message_count = COUNT(output_messages),
	},
};

static const struct vqs_queue_type queues[] = {
	{ .name = "receiveq", .family = &families[0], .posted = true, .size = 256,
	  .index = CONSOLE_VQ_RECEIVEQ, .most = 1, .count_field = -1 },
	{ .name = "transmitq", .family = &families[1], .size = 256,
	  .index = CONSOLE_VQ_TRANSMITQ, .most = 1, .count_field = -1 },
};

static const struct vqs_feature_type features[] = {
	{ .name = "size", .bit = CONSOLE_F_SIZE },
	{ .name = "multiport", .bit = CONSOLE_F_MULTIPORT },
	{ .name = "emerg_write", .bit = CONSOLE_F_EMERG_WRITE },
};

const struct vqs_type console_type = {
	.name = "console",
	.summary = "A console, for input and output of characters.",
	.id = CONSOLE_ID,
	.features = { { UINT64_C(1) << CONSOLE_F_SIZE | UINT64_C(1) << CONSOLE_F_MULTIPORT | UINT64_C(1) << CONSOLE_F_EMERG_WRITE } },
	.feature_types = features,
	.feature_count = COUNT(features),
	.config = {
		.name = "config",
		.fields = config_fields,
		.field_count = COUNT(config_fields),
		.size = 12,
		.memory = sizeof(struct console_config),
	},
	.queues = queues,
	.queue_count = COUNT(queues),
	.families = families,
	.family_count = COUNT(families),
};
