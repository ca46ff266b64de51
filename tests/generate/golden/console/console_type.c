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

static const struct vqs_field resize_fields[] = {
	{ .name = "cols", .kind = VQS_LE16,
	  .memory = offsetof(struct console_resize, cols) },
	{ .name = "rows", .kind = VQS_LE16, .offset = 2,
	  .memory = offsetof(struct console_resize, rows) },
};

static const struct vqs_struct resize_structure = {
	.name = "resize",
	.fields = resize_fields,
	.field_count = COUNT(resize_fields),
	.size = 4,
	.memory = sizeof(struct console_resize),
};

static const struct vqs_field config_fields[] = {
	{ .name = "cols", .kind = VQS_LE16, .flags = VQS_VOLATILE,
	  .memory = offsetof(struct console_config, cols), .condition = &if_size },
	{ .name = "rows", .kind = VQS_LE16, .flags = VQS_VOLATILE, .offset = 2,
	  .memory = offsetof(struct console_config, rows), .condition = &if_size },
	{ .name = "max_nr_ports", .kind = VQS_LE32, .flags = VQS_RANGE, .offset = 4,
	  .memory = offsetof(struct console_config, max_nr_ports), .min = 1,
	  .max = 32766, .condition = &if_multiport },
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

static const struct vqs_field event_device_add_writable[] = {
	{ .name = "id", .kind = VQS_LE32,
	  .memory = offsetof(struct console_event_device_add, id) },
	{ .name = "event", .kind = VQS_LE16, .flags = VQS_OPCODE, .offset = 4,
	  .memory = VQS_NOWHERE },
	{ .name = "value", .kind = VQS_LE16, .offset = 6,
	  .memory = offsetof(struct console_event_device_add, value) },
};

static const struct vqs_field event_device_remove_writable[] = {
	{ .name = "id", .kind = VQS_LE32,
	  .memory = offsetof(struct console_event_device_remove, id) },
	{ .name = "event", .kind = VQS_LE16, .flags = VQS_OPCODE, .offset = 4,
	  .memory = VQS_NOWHERE },
	{ .name = "value", .kind = VQS_LE16, .offset = 6,
	  .memory = offsetof(struct console_event_device_remove, value) },
};

static const struct vqs_field event_console_port_writable[] = {
	{ .name = "id", .kind = VQS_LE32,
	  .memory = offsetof(struct console_event_console_port, id) },
	{ .name = "event", .kind = VQS_LE16, .flags = VQS_OPCODE, .offset = 4,
	  .memory = VQS_NOWHERE },
	{ .name = "value", .kind = VQS_LE16, .offset = 6,
	  .memory = offsetof(struct console_event_console_port, value) },
};

static const struct vqs_field event_resize_writable[] = {
	{ .name = "id", .kind = VQS_LE32,
	  .memory = offsetof(struct console_event_resize, id) },
	{ .name = "event", .kind = VQS_LE16, .flags = VQS_OPCODE, .offset = 4,
	  .memory = VQS_NOWHERE },
	{ .name = "value", .kind = VQS_LE16, .offset = 6,
	  .memory = offsetof(struct console_event_resize, value) },
	{ .name = "size", .kind = VQS_STRUCT, .offset = 8,
	  .memory = offsetof(struct console_event_resize, size),
	  .structure = &resize_structure },
};

static const struct vqs_field event_port_open_writable[] = {
	{ .name = "id", .kind = VQS_LE32,
	  .memory = offsetof(struct console_event_port_open, id) },
	{ .name = "event", .kind = VQS_LE16, .flags = VQS_OPCODE, .offset = 4,
	  .memory = VQS_NOWHERE },
	{ .name = "value", .kind = VQS_LE16, .offset = 6,
	  .memory = offsetof(struct console_event_port_open, value) },
};

static const struct vqs_field event_port_name_writable[] = {
	{ .name = "id", .kind = VQS_LE32,
	  .memory = offsetof(struct console_event_port_name, id) },
	{ .name = "event", .kind = VQS_LE16, .flags = VQS_OPCODE, .offset = 4,
	  .memory = VQS_NOWHERE },
	{ .name = "value", .kind = VQS_LE16, .offset = 6,
	  .memory = offsetof(struct console_event_port_name, value) },
	{ .name = "name", .kind = VQS_U8, .extent = VQS_REST, .offset = 8,
	  .memory = offsetof(struct console_event_port_name, name) },
};

static const struct vqs_message event_messages[] = {
	{
		.name = "device_add",
		.opcode = CONSOLE_DEVICE_ADD,
		.writable = { .fields = event_device_add_writable,
		  .field_count = COUNT(event_device_add_writable), .head = 8,
		  .least = 8, .memory = sizeof(struct console_event_device_add) },
	},
	{
		.name = "device_remove",
		.opcode = CONSOLE_DEVICE_REMOVE,
		.writable = { .fields = event_device_remove_writable,
		  .field_count = COUNT(event_device_remove_writable), .head = 8,
		  .least = 8, .memory = sizeof(struct console_event_device_remove) },
	},
	{
		.name = "console_port",
		.opcode = CONSOLE_CONSOLE_PORT,
		.writable = { .fields = event_console_port_writable,
		  .field_count = COUNT(event_console_port_writable), .head = 8,
		  .least = 8, .memory = sizeof(struct console_event_console_port) },
	},
	{
		.name = "resize",
		.opcode = CONSOLE_RESIZE,
		.writable = { .fields = event_resize_writable,
		  .field_count = COUNT(event_resize_writable), .head = 12, .least = 12,
		  .memory = sizeof(struct console_event_resize) },
	},
	{
		.name = "port_open",
		.opcode = CONSOLE_PORT_OPEN,
		.writable = { .fields = event_port_open_writable,
		  .field_count = COUNT(event_port_open_writable), .head = 8, .least = 8,
		  .memory = sizeof(struct console_event_port_open) },
	},
	{
		.name = "port_name",
		.opcode = CONSOLE_PORT_NAME,
		.writable = { .fields = event_port_name_writable,
		  .field_count = COUNT(event_port_name_writable), .head = 8, .least = 8,
		  .memory = sizeof(struct console_event_port_name), .variable = true },
	},
};

static const struct vqs_field device_ready_readable[] = {
	{ .name = "id", .kind = VQS_LE32,
	  .memory = offsetof(struct console_device_ready, id) },
	{ .name = "event", .kind = VQS_LE16, .flags = VQS_OPCODE, .offset = 4,
	  .memory = VQS_NOWHERE },
	{ .name = "value", .kind = VQS_LE16, .offset = 6,
	  .memory = offsetof(struct console_device_ready, value) },
};

static const struct vqs_field port_ready_readable[] = {
	{ .name = "id", .kind = VQS_LE32,
	  .memory = offsetof(struct console_port_ready, id) },
	{ .name = "event", .kind = VQS_LE16, .flags = VQS_OPCODE, .offset = 4,
	  .memory = VQS_NOWHERE },
	{ .name = "value", .kind = VQS_LE16, .offset = 6,
	  .memory = offsetof(struct console_port_ready, value) },
};

static const struct vqs_field control_port_open_readable[] = {
	{ .name = "id", .kind = VQS_LE32,
	  .memory = offsetof(struct console_control_port_open, id) },
	{ .name = "event", .kind = VQS_LE16, .flags = VQS_OPCODE, .offset = 4,
	  .memory = VQS_NOWHERE },
	{ .name = "value", .kind = VQS_LE16, .offset = 6,
	  .memory = offsetof(struct console_control_port_open, value) },
};

static const struct vqs_message control_messages[] = {
	{
		.name = "device_ready",
		.opcode = CONSOLE_DEVICE_READY,
		.readable = { .fields = device_ready_readable,
		  .field_count = COUNT(device_ready_readable), .head = 8, .least = 8,
		  .memory = sizeof(struct console_device_ready) },
	},
	{
		.name = "port_ready",
		.opcode = CONSOLE_PORT_READY,
		.readable = { .fields = port_ready_readable,
		  .field_count = COUNT(port_ready_readable), .head = 8, .least = 8,
		  .memory = sizeof(struct console_port_ready) },
	},
	{
		.name = "port_open",
		.opcode = CONSOLE_PORT_OPEN,
		.readable = { .fields = control_port_open_readable,
		  .field_count = COUNT(control_port_open_readable), .head = 8,
		  .least = 8, .memory = sizeof(struct console_control_port_open) },
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
	{
		.name = "console_event",
		.messages = event_messages,
		.message_count = COUNT(event_messages),
		.opcode = { .kind = VQS_LE16, .present = true, .writable = true,
		  .offset = 4 },
	},
	{
		.name = "console_control",
		.messages = control_messages,
		.message_count = COUNT(control_messages),
		.opcode = { .kind = VQS_LE16, .present = true, .offset = 4 },
	},
};

static const struct vqs_queue_type queues[] = {
	{ .name = "receiveq", .family = &families[0], .posted = true, .size = 256,
	  .index = CONSOLE_VQ_RECEIVEQ, .most = 1, .count_field = -1 },
	{ .name = "transmitq", .family = &families[1], .size = 256,
	  .index = CONSOLE_VQ_TRANSMITQ, .most = 1, .count_field = -1 },
	{ .name = "control_receiveq", .family = &families[2],
	  .condition = &if_multiport, .posted = true, .size = 256,
	  .index = CONSOLE_VQ_CONTROL_RECEIVEQ, .most = 1, .count_field = -1 },
	{ .name = "control_transmitq", .family = &families[3],
	  .condition = &if_multiport, .size = 256,
	  .index = CONSOLE_VQ_CONTROL_TRANSMITQ, .most = 1, .count_field = -1 },
	{ .name = "port_receiveq", .family = &families[0], .condition = &if_multiport,
	  .posted = true, .size = 256, .index = CONSOLE_VQ_PORT_RECEIVEQ, .most = 32765,
	  .stride = 2, .count_field = CONSOLE_CONFIG_MAX_NR_PORTS, .addend = -1 },
	{ .name = "port_transmitq", .family = &families[1], .condition = &if_multiport,
	  .size = 256, .index = CONSOLE_VQ_PORT_TRANSMITQ, .most = 32765, .stride = 2,
	  .count_field = CONSOLE_CONFIG_MAX_NR_PORTS, .addend = -1 },
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
