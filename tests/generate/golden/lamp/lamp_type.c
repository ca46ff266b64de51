/* SPDX-License-Identifier: 0BSD */
/*
 * The table of the device type.
 *
 * Made by vqsmith from lamp.yaml; it belongs to you. To make it again:
 *	vqsmith generate device lamp.yaml
 */
#include <errno.h>

#include "lamp_type.h"

#define COUNT(list) (sizeof(list) / sizeof(*(list)))

static const struct vqs_features if_motion_any[] = {
	{ { UINT64_C(1) << LAMP_F_MOTION } },
};

static const struct vqs_condition if_motion = {
	if_motion_any,
	COUNT(if_motion_any),
};

static const struct vqs_features if_scenes_any[] = {
	{ { UINT64_C(1) << LAMP_F_SCENES } },
};

static const struct vqs_condition if_scenes = {
	if_scenes_any,
	COUNT(if_scenes_any),
};

static const struct vqs_name status_name_list[] = {
	{ "ok", LAMP_STATUS_OK },
	{ "unsupported", LAMP_STATUS_UNSUPPORTED },
	{ "invalid", LAMP_STATUS_INVALID },
	{ "failed", LAMP_STATUS_FAILED },
};

static const struct vqs_names status_names = {
	status_name_list,
	COUNT(status_name_list),
};

static const struct vqs_field step_fields[] = {
	{ .name = "level", .kind = VQS_LE16,
	  .memory = offsetof(struct lamp_step, level) },
	{ .name = "reserved", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 2,
	  .flags = VQS_RESERVED, .offset = 2, .memory = VQS_NOWHERE },
	{ .name = "hold_ms", .kind = VQS_LE32, .flags = VQS_RANGE, .offset = 4,
	  .memory = offsetof(struct lamp_step, hold_ms), .max = 3600000 },
};

static const struct vqs_struct step_structure = {
	.name = "lamp_step",
	.fields = step_fields,
	.field_count = COUNT(step_fields),
	.size = 8,
	.memory = sizeof(struct lamp_step),
};

static const struct vqs_field config_fields[] = {
	{ .name = "max_level", .kind = VQS_LE16, .flags = VQS_RANGE | VQS_VOLATILE,
	  .memory = offsetof(struct lamp_config, max_level), .min = 1, .max = 65535 },
	{ .name = "range_mm", .kind = VQS_LE16, .offset = 2,
	  .memory = offsetof(struct lamp_config, range_mm), .condition = &if_motion },
	{ .name = "serial", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 16,
	  .offset = 4, .memory = offsetof(struct lamp_config, serial) },
};

static const struct vqs_field set_level_readable[] = {
	{ .name = "type", .kind = VQS_LE16, .flags = VQS_OPCODE, .memory = VQS_NOWHERE },
	{ .name = "reserved", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 6,
	  .flags = VQS_RESERVED, .offset = 2, .memory = VQS_NOWHERE },
	{ .name = "level", .kind = VQS_LE16, .offset = 8,
	  .memory = offsetof(struct lamp_set_level, level) },
};

static const struct vqs_field set_level_writable[] = {
	{ .name = "status", .kind = VQS_U8, .flags = VQS_STATUS,
	  .memory = offsetof(struct lamp_set_level_reply, status),
	  .names = &status_names },
	{ .name = "reserved", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 7,
	  .flags = VQS_RESERVED, .offset = 1, .memory = VQS_NOWHERE },
};

static const struct vqs_field get_level_readable[] = {
	{ .name = "type", .kind = VQS_LE16, .flags = VQS_OPCODE, .memory = VQS_NOWHERE },
	{ .name = "reserved", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 6,
	  .flags = VQS_RESERVED, .offset = 2, .memory = VQS_NOWHERE },
};

static const struct vqs_field get_level_writable[] = {
	{ .name = "status", .kind = VQS_U8, .flags = VQS_STATUS,
	  .memory = offsetof(struct lamp_get_level_reply, status),
	  .names = &status_names },
	{ .name = "reserved", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 7,
	  .flags = VQS_RESERVED, .offset = 1, .memory = VQS_NOWHERE },
	{ .name = "level", .kind = VQS_LE16, .offset = 8,
	  .memory = offsetof(struct lamp_get_level_reply, level) },
};

static const struct vqs_field play_scene_readable[] = {
	{ .name = "type", .kind = VQS_LE16, .flags = VQS_OPCODE, .memory = VQS_NOWHERE },
	{ .name = "reserved", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 6,
	  .flags = VQS_RESERVED, .offset = 2, .memory = VQS_NOWHERE },
	{ .name = "step_count", .kind = VQS_LE32, .flags = VQS_RANGE, .offset = 8,
	  .memory = offsetof(struct lamp_play_scene, step_count), .max = 64 },
	{ .name = "reserved", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 4,
	  .flags = VQS_RESERVED, .offset = 12, .memory = VQS_NOWHERE },
	{ .name = "steps", .kind = VQS_STRUCT, .extent = VQS_COUNTED,
	  .counter = { VQS_HERE, 2 }, .factor = 1, .offset = 16,
	  .memory = offsetof(struct lamp_play_scene, steps),
	  .structure = &step_structure },
};

static const struct vqs_field play_scene_writable[] = {
	{ .name = "status", .kind = VQS_U8, .flags = VQS_STATUS,
	  .memory = offsetof(struct lamp_play_scene_reply, status),
	  .names = &status_names },
	{ .name = "reserved", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 7,
	  .flags = VQS_RESERVED, .offset = 1, .memory = VQS_NOWHERE },
};

static const struct vqs_field describe_readable[] = {
	{ .name = "type", .kind = VQS_LE16, .flags = VQS_OPCODE, .memory = VQS_NOWHERE },
	{ .name = "reserved", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 6,
	  .flags = VQS_RESERVED, .offset = 2, .memory = VQS_NOWHERE },
};

static const struct vqs_field describe_writable[] = {
	{ .name = "status", .kind = VQS_U8, .flags = VQS_STATUS,
	  .memory = offsetof(struct lamp_describe_reply, status),
	  .names = &status_names },
	{ .name = "reserved", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 7,
	  .flags = VQS_RESERVED, .offset = 1, .memory = VQS_NOWHERE },
	{ .name = "text", .kind = VQS_U8, .extent = VQS_REST, .offset = 8,
	  .memory = offsetof(struct lamp_describe_reply, text) },
};

static const struct vqs_message request_messages[] = {
	{
		.name = "set_level",
		.opcode = LAMP_SET_LEVEL,
		.readable = { .fields = set_level_readable,
		  .field_count = COUNT(set_level_readable), .head = 10, .least = 10,
		  .memory = sizeof(struct lamp_set_level) },
		.writable = { .fields = set_level_writable,
		  .field_count = COUNT(set_level_writable), .head = 8, .least = 8,
		  .memory = sizeof(struct lamp_set_level_reply) },
	},
	{
		.name = "get_level",
		.opcode = LAMP_GET_LEVEL,
		.readable = { .fields = get_level_readable,
		  .field_count = COUNT(get_level_readable), .head = 8, .least = 8 },
		.writable = { .fields = get_level_writable,
		  .field_count = COUNT(get_level_writable), .head = 10, .least = 10,
		  .memory = sizeof(struct lamp_get_level_reply) },
	},
	{
		.name = "play_scene",
		.opcode = LAMP_PLAY_SCENE,
		.readable = { .fields = play_scene_readable,
		  .field_count = COUNT(play_scene_readable), .head = 16, .least = 16,
		  .memory = sizeof(struct lamp_play_scene), .variable = true },
		.writable = { .fields = play_scene_writable,
		  .field_count = COUNT(play_scene_writable), .head = 8, .least = 8,
		  .memory = sizeof(struct lamp_play_scene_reply) },
		.condition = &if_scenes,
	},
	{
		.name = "describe",
		.opcode = LAMP_DESCRIBE,
		.readable = { .fields = describe_readable,
		  .field_count = COUNT(describe_readable), .head = 8, .least = 8 },
		.writable = { .fields = describe_writable,
		  .field_count = COUNT(describe_writable), .head = 8, .least = 8,
		  .memory = sizeof(struct lamp_describe_reply), .variable = true },
	},
};

static const struct vqs_field event_writable[] = {
	{ .name = "when_ns", .kind = VQS_LE64,
	  .memory = offsetof(struct lamp_event, when_ns) },
	{ .name = "distance_mm", .kind = VQS_LE16, .offset = 8,
	  .memory = offsetof(struct lamp_event, distance_mm) },
	{ .name = "reserved", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 6,
	  .flags = VQS_RESERVED, .offset = 10, .memory = VQS_NOWHERE },
};

static const struct vqs_message event_messages[] = {
	{
		.name = "lamp_event",
		.writable = { .fields = event_writable,
		  .field_count = COUNT(event_writable), .head = 16, .least = 16,
		  .memory = sizeof(struct lamp_event) },
	},
};

static const struct vqs_family families[] = {
	{
		.name = "lamp_request",
		.messages = request_messages,
		.message_count = COUNT(request_messages),
		.opcode = { .kind = VQS_LE16, .present = true },
		.status = { .kind = VQS_U8, .present = true, .writable = true },
		.answer = { .unsupported = LAMP_STATUS_UNSUPPORTED,
		  .has_unsupported = true, .invalid = LAMP_STATUS_INVALID,
		  .has_invalid = true },
	},
	{
		.name = "lamp_event",
		.messages = event_messages,
		.message_count = COUNT(event_messages),
	},
};

static const struct vqs_queue_type queues[] = {
	{ .name = "requests", .family = &families[0], .size = 64,
	  .index = LAMP_VQ_REQUESTS, .most = 1, .count_field = -1 },
	{ .name = "events", .family = &families[1], .condition = &if_motion,
	  .posted = true, .size = 16, .index = LAMP_VQ_EVENTS, .most = 1,
	  .count_field = -1 },
};

static const struct vqs_feature_type features[] = {
	{ .name = "motion", .bit = LAMP_F_MOTION },
	{ .name = "scenes", .bit = LAMP_F_SCENES },
};

const struct vqs_type lamp_type = {
	.name = "lamp",
	.summary = "A dimmable lamp that can sense motion.",
	.id = LAMP_ID,
	.features = { { UINT64_C(1) << LAMP_F_MOTION | UINT64_C(1) << LAMP_F_SCENES } },
	.feature_types = features,
	.feature_count = COUNT(features),
	.config = {
		.name = "config",
		.fields = config_fields,
		.field_count = COUNT(config_fields),
		.size = 20,
		.memory = sizeof(struct lamp_config),
	},
	.queues = queues,
	.queue_count = COUNT(queues),
	.families = families,
	.family_count = COUNT(families),
};

int lamp_play_scene_get_steps(const struct lamp_play_scene *from, uint32_t index,
                              struct lamp_step *element)
{
	uint8_t wire[8];

	if (index >= from->steps.length / sizeof(wire))
		return -ERANGE;
	vqs_span_read(&from->steps, index * sizeof(wire), wire, sizeof(wire));
	return vqs_struct_decode(&step_structure, wire, element, NULL);
}

int lamp_play_scene_put_steps(const struct lamp_play_scene *to, uint32_t index,
                              const struct lamp_step *element)
{
	int error;
	uint8_t wire[8];

	if (index >= to->steps.length / sizeof(wire))
		return -ERANGE;
	error = vqs_struct_encode(&step_structure, element, wire, NULL);
	if (error)
		return error;
	vqs_span_write(&to->steps, index * sizeof(wire), wire, sizeof(wire));
	return 0;
}
