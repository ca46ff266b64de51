/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The table of the lamp (lamp_type.h).
 */
#include "lamp_type.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define NAMES(array)                                                                     \
	{                                                                                \
		array, COUNT(array)                                                      \
	}

#define STRUCT_NATIVE(type, member) offsetof(struct type, member)

#define ONE(wire, field_kind, type, member)                                              \
	.name = #member, .kind = (field_kind), .extent = VQS_ONE, .offset = (wire),      \
	.memory = STRUCT_NATIVE(type, member)

#define ARRAY(wire, field_kind, type, member, number)                                    \
	.name = #member, .kind = (field_kind), .extent = VQS_ARRAY, .offset = (wire),    \
	.memory = STRUCT_NATIVE(type, member), .count = (number)

#define COUNTED(wire, field_kind, type, member, by)                                      \
	.name = #member, .kind = (field_kind), .extent = VQS_COUNTED, .offset = (wire),  \
	.memory = STRUCT_NATIVE(type, member), .counter = { VQS_HERE, (by) },            \
	.factor = 1

#define REST(wire, field_kind, type, member)                                             \
	.name = #member, .kind = (field_kind), .extent = VQS_REST, .offset = (wire),     \
	.memory = STRUCT_NATIVE(type, member)

#define RESERVED(wire, field_kind, policy)                                               \
	.name = "reserved", .kind = (field_kind), .extent = VQS_ONE, .offset = (wire),   \
	.memory = VQS_NOWHERE, .flags = VQS_RESERVED | (policy)

#define OPCODE(wire, field_kind)                                                         \
	.name = "opcode", .kind = (field_kind), .extent = VQS_ONE, .offset = (wire),     \
	.memory = VQS_NOWHERE, .flags = VQS_OPCODE

#define STATUS(wire, field_kind, type)                                                   \
	ONE(wire, field_kind, type, status), .flags = VQS_STATUS

#define WITHIN(least, most) .flags = VQS_RANGE, .min = (least), .max = (most)

#define HALF(list, bytes, type)                                                          \
	{                                                                                \
		.fields = list, .field_count = COUNT(list), .head = (bytes),             \
		.least = (bytes), .memory = sizeof(struct type)                          \
	}

#define VARIABLE(list, before, bytes, type)                                              \
	{                                                                                \
		.fields = list, .field_count = COUNT(list), .head = (before),            \
		.least = (bytes), .memory = sizeof(struct type), .variable = true        \
	}

#define FEATURE(number)                                                                  \
	{                                                                                \
		{                                                                        \
			(number) < 64 ? UINT64_C(1) << ((number) % 64) : 0,              \
			        (number) < 64 ? 0 : UINT64_C(1) << ((number) % 64)       \
		}                                                                        \
	}

/* ---- Features -------------------------------------------------------------- */

static const struct vqs_features motion_bits[] = { FEATURE(LAMP_F_MOTION) };
static const struct vqs_features scenes_bits[] = { FEATURE(LAMP_F_SCENES) };
static const struct vqs_features colour_bits[] = { FEATURE(LAMP_F_COLOUR) };
static const struct vqs_features many_bits[] = { FEATURE(LAMP_F_MANY) };

static const struct vqs_condition if_motion = { motion_bits, 1 };
static const struct vqs_condition if_scenes = { scenes_bits, 1 };
static const struct vqs_condition if_colour = { colour_bits, 1 };
static const struct vqs_condition if_many = { many_bits, 1 };

static const struct vqs_feature_type features[] = {
	{ .name = "MOTION", .bit = LAMP_F_MOTION },
	{ .name = "SCENES", .bit = LAMP_F_SCENES },
	{ .name = "COLOUR", .bit = LAMP_F_COLOUR, .requires = { scenes_bits, 1 } },
	{ .name = "MANY", .bit = LAMP_F_MANY },
	{ .name = "OLD", .bit = LAMP_F_OLD, .conflicts = FEATURE(LAMP_F_COLOUR) },
};

/* ---- Configuration space --------------------------------------------------- */

static const struct vqs_name model_values[] = {
	{ "indoor", LAMP_MODEL_INDOOR },
	{ "outdoor", LAMP_MODEL_OUTDOOR },
};

static const struct vqs_names model_names = NAMES(model_values);

static const struct vqs_field config_fields[] = {
	{ ONE(0, VQS_LE16, lamp_config, max_level), WITHIN(1, 1000) },
	{ ONE(2, VQS_U8, lamp_config, model), .flags = VQS_CLOSED,
	  .names = &model_names },
	{ RESERVED(3, VQS_U8, 0) },
	{ ONE(4, VQS_LE32, lamp_config, night_level), .access = VQS_READ_WRITE,
	  WITHIN(0, 1000) },
	{ ONE(8, VQS_LE16, lamp_config, range_mm), .condition = &if_motion },
	{ ONE(10, VQS_U8, lamp_config, faults), .access = VQS_WRITE_1_CLEAR },
	{ ONE(11, VQS_U8, lamp_config, blink), .access = VQS_WRITE_ONLY },
	{ ONE(12, VQS_LE16, lamp_config, bulk_queues), .condition = &if_many,
	  WITHIN(1, 4) },
	{ ARRAY(14, VQS_U8, lamp_config, name, 10), .access = VQS_READ_WRITE },
	{ ONE(24, VQS_LE64, lamp_config, uptime), .flags = VQS_VOLATILE },
};

/* ---- Requests -------------------------------------------------------------- */

#define REQUEST_HEADER(type)                                                             \
	{ OPCODE(0, VQS_LE16) }, { RESERVED(2, VQS_LE16, 0) },                           \
	{                                                                                \
		ONE(4, VQS_LE32, type, cookie)                                           \
	}

#define REPLY_HEADER(type)                                                               \
	{ STATUS(0, VQS_LE32, type) },                                                   \
	{                                                                                \
		RESERVED(4, VQS_LE32, 0)                                                 \
	}

static const struct vqs_field step_fields[] = {
	{ ONE(0, VQS_LE16, lamp_step, level), WITHIN(0, 1000) },
	{ RESERVED(2, VQS_LE16, VQS_STRICT) },
	{ ONE(4, VQS_LE32, lamp_step, hold_ms) },
};

const struct vqs_struct lamp_step_struct = {
	"step", step_fields, COUNT(step_fields), 8, sizeof(struct lamp_step), false,
};

static const struct vqs_field part_fields[] = {
	{ ONE(0, VQS_BE16, lamp_part, vendor) },
	{ ONE(2, VQS_BE64, lamp_part, serial) },
	{ ARRAY(10, VQS_U8, lamp_part, tag, 3) },
};

static const struct vqs_struct part_struct = {
	"part", part_fields, COUNT(part_fields), 13, sizeof(struct lamp_part), false,
};

static const struct vqs_name scene_flags[] = {
	{ "loop", LAMP_SCENE_LOOP },
	{ "smooth", LAMP_SCENE_SMOOTH },
};

static const struct vqs_names scene_names = NAMES(scene_flags);

static const struct vqs_field cookie_readable[] = {
	REQUEST_HEADER(lamp_cookie_readable),
};

static const struct vqs_field status_writable[] = {
	REPLY_HEADER(lamp_status_writable),
};

static const struct vqs_field set_level_readable[] = {
	REQUEST_HEADER(lamp_set_level_readable),
	{ ONE(8, VQS_LE16, lamp_set_level_readable, level), WITHIN(0, 1000) },
	{ RESERVED(10, VQS_LE16, VQS_STRICT) },
	{ ONE(12, VQS_LE32, lamp_set_level_readable, fade_ms) },
};

static const struct vqs_field get_level_writable[] = {
	REPLY_HEADER(lamp_get_level_writable),
	{ ONE(8, VQS_LE16, lamp_get_level_writable, level) },
};

static const struct vqs_field set_scene_readable[] = {
	REQUEST_HEADER(lamp_set_scene_readable),
	{ ONE(8, VQS_LE16, lamp_set_scene_readable, count) },
	{ ONE(10, VQS_LE16, lamp_set_scene_readable, flags),
	  .flags = VQS_CLOSED | VQS_FLAGS, .names = &scene_names },
	{ COUNTED(12, VQS_STRUCT, lamp_set_scene_readable, steps, 3),
	  .structure = &lamp_step_struct, .count = LAMP_SCENE_MOST },
};

static const struct vqs_field get_scene_writable[] = {
	REPLY_HEADER(lamp_get_scene_writable),
	{ ONE(8, VQS_LE16, lamp_get_scene_writable, count) },
	{ ONE(10, VQS_LE16, lamp_get_scene_writable, flags),
	  .flags = VQS_CLOSED | VQS_FLAGS, .names = &scene_names },
	{ COUNTED(12, VQS_STRUCT, lamp_get_scene_writable, steps, 2),
	  .structure = &lamp_step_struct, .count = LAMP_SCENE_MOST },
};

static const struct vqs_field write_readable[] = {
	REQUEST_HEADER(lamp_write_readable),
	{ ONE(8, VQS_LE32, lamp_write_readable, offset) },
	{ REST(12, VQS_U8, lamp_write_readable, data) },
};

static const struct vqs_field read_readable[] = {
	REQUEST_HEADER(lamp_read_readable),
	{ ONE(8, VQS_LE32, lamp_read_readable, offset) },
};

static const struct vqs_field read_writable[] = {
	REPLY_HEADER(lamp_read_writable),
	{ REST(8, VQS_U8, lamp_read_writable, data) },
};

static const struct vqs_field mix_readable[] = {
	REQUEST_HEADER(lamp_mix_readable),
	{ ONE(8, VQS_U8, lamp_mix_readable, pairs) },
	{ ONE(9, VQS_U8, lamp_mix_readable, words) },
	{ ONE(10, VQS_U8, lamp_mix_readable, seals) },
	{ .name = "pair_data",
	  .kind = VQS_LE16,
	  .extent = VQS_COUNTED,
	  .counter = { VQS_HERE, 3 },
	  .factor = 2,
	  .addend = 1,
	  .offset = 11,
	  .memory = STRUCT_NATIVE(lamp_mix_readable, pair_data) },
	{ COUNTED(0, VQS_BE32, lamp_mix_readable, word_data, 4), .count = 16 },
	{ ONE(0, VQS_BE16, lamp_mix_readable, middle) },
	{ REST(2, VQS_STRUCT, lamp_mix_readable, rest), .structure = &lamp_step_struct,
	  .count = 8 },
	{ ONE(0, VQS_BE64, lamp_mix_readable, sum) },
	{ COUNTED(8, VQS_U8, lamp_mix_readable, seal, 5) },
};

static const struct vqs_field identify_writable[] = {
	REPLY_HEADER(lamp_identify_writable),
	{ ONE(8, VQS_STRUCT, lamp_identify_writable, body), .structure = &part_struct },
	{ ARRAY(21, VQS_STRUCT, lamp_identify_writable, bulbs, 2),
	  .structure = &part_struct },
	{ ARRAY(47, VQS_LE16, lamp_identify_writable, firmware, 3) },
	{ ONE(53, VQS_U8, lamp_identify_writable, grade), WITHIN(0, 5) },
};

#define COOKIE_READABLE HALF(cookie_readable, 8, lamp_cookie_readable)
#define STATUS_WRITABLE HALF(status_writable, 8, lamp_status_writable)

static const struct vqs_message request_messages[] = {
	{ "set_level", 1, HALF(set_level_readable, 16, lamp_set_level_readable),
	  STATUS_WRITABLE, NULL, LAMP_OK },
	{ "get_level", 2, COOKIE_READABLE,
	  HALF(get_level_writable, 10, lamp_get_level_writable), NULL, LAMP_OK },
	{ "set_scene", 3, VARIABLE(set_scene_readable, 12, 12, lamp_set_scene_readable),
	  STATUS_WRITABLE, &if_scenes, LAMP_OK },
	{ "get_scene", 4, COOKIE_READABLE,
	  VARIABLE(get_scene_writable, 12, 12, lamp_get_scene_writable), &if_scenes,
	  LAMP_OK },
	{ "write", 5, VARIABLE(write_readable, 12, 12, lamp_write_readable),
	  STATUS_WRITABLE, NULL, LAMP_OK },
	{ "read", 6, HALF(read_readable, 12, lamp_read_readable),
	  VARIABLE(read_writable, 8, 8, lamp_read_writable), NULL, LAMP_OK },
	{ "mix", 7, VARIABLE(mix_readable, 11, 21, lamp_mix_readable), STATUS_WRITABLE,
	  &if_colour, LAMP_OK },
	{ "identify", 0x100, COOKIE_READABLE,
	  HALF(identify_writable, 54, lamp_identify_writable), NULL, LAMP_OK },
};

/* ---- Events ---------------------------------------------------------------- */

static const struct vqs_field motion_writable[] = {
	{ OPCODE(0, VQS_LE16) },
	{ ONE(2, VQS_LE16, lamp_motion_writable, zone), WITHIN(0, 7) },
	{ RESERVED(4, VQS_LE32, 0) },
	{ ONE(8, VQS_LE64, lamp_motion_writable, when_ns) },
	{ ONE(16, VQS_LE16, lamp_motion_writable, distance_mm) },
};

static const struct vqs_field burst_writable[] = {
	{ OPCODE(0, VQS_LE16) },
	{ ONE(2, VQS_LE16, lamp_burst_writable, count) },
	{ COUNTED(4, VQS_LE32, lamp_burst_writable, distances, 1) },
};

static const struct vqs_field note_writable[] = {
	{ OPCODE(0, VQS_LE16) },
	{ REST(2, VQS_U8, lamp_note_writable, text) },
};

static const struct vqs_message event_messages[] = {
	{ .name = "motion",
	  .opcode = 1,
	  .writable = HALF(motion_writable, 18, lamp_motion_writable) },
	{ .name = "burst",
	  .opcode = 2,
	  .writable = VARIABLE(burst_writable, 4, 4, lamp_burst_writable),
	  .condition = &if_scenes,
	  0 },
	{ .name = "note",
	  .opcode = 3,
	  .writable = VARIABLE(note_writable, 2, 2, lamp_note_writable) },
};

/* ---- Bulk ------------------------------------------------------------------ */

#define BULK_HEADER(type)                                                                \
	{ OPCODE(0, VQS_LE32) }, { RESERVED(4, VQS_LE32, 0) },                           \
	{                                                                                \
		ONE(8, VQS_LE64, type, sector)                                           \
	}

static const struct vqs_field bulk_readable[] = { BULK_HEADER(lamp_bulk_readable) };

static const struct vqs_field bulk_out_readable[] = {
	BULK_HEADER(lamp_bulk_out_readable),
	{ REST(16, VQS_U8, lamp_bulk_out_readable, data) },
};

static const struct vqs_field bulk_in_writable[] = {
	{ REST(0, VQS_U8, lamp_bulk_in_writable, data) },
	{ STATUS(0, VQS_U8, lamp_bulk_in_writable) },
};

static const struct vqs_field bulk_status_writable[] = {
	{ STATUS(0, VQS_U8, lamp_bulk_status_writable) },
};

static const struct vqs_field bulk_id_writable[] = {
	{ ARRAY(0, VQS_U8, lamp_bulk_id_writable, id, 20) },
	{ STATUS(20, VQS_U8, lamp_bulk_id_writable) },
};

#define BULK_READABLE HALF(bulk_readable, 16, lamp_bulk_readable)
#define BULK_STATUS   HALF(bulk_status_writable, 1, lamp_bulk_status_writable)

static const struct vqs_message bulk_messages[] = {
	{ "in", 0, BULK_READABLE, VARIABLE(bulk_in_writable, 0, 1, lamp_bulk_in_writable),
	  NULL, LAMP_BULK_OK },
	{ "out", 1, VARIABLE(bulk_out_readable, 16, 16, lamp_bulk_out_readable),
	  BULK_STATUS, NULL, LAMP_BULK_OK },
	{ "flush", 4, BULK_READABLE, BULK_STATUS, NULL, LAMP_BULK_OK },
	{ "id", 8, BULK_READABLE, HALF(bulk_id_writable, 21, lamp_bulk_id_writable), NULL,
	  LAMP_BULK_OK },
};

/* ---- The type -------------------------------------------------------------- */

static const struct vqs_family families[] = {
	{
	        .name = "lamp_request",
	        .messages = request_messages,
	        .message_count = COUNT(request_messages),
	        .opcode = { .kind = VQS_LE16, .present = true },
	        .status = { .kind = VQS_LE32, .present = true, .writable = true },
	        .answer = { .unsupported = LAMP_UNSUPPORTED,
	                    .invalid = LAMP_INVALID,
	                    .has_unsupported = true,
	                    .has_invalid = true },
	},
	{
	        .name = "lamp_event",
	        .messages = event_messages,
	        .message_count = COUNT(event_messages),
	        .opcode = { .kind = VQS_LE16, .present = true, .writable = true },
	},
	{
	        .name = "lamp_bulk",
	        .messages = bulk_messages,
	        .message_count = COUNT(bulk_messages),
	        .opcode = { .kind = VQS_LE32, .present = true },
	        .status = { .kind = VQS_U8,
	                    .present = true,
	                    .writable = true,
	                    .from_end = true,
	                    .offset = 1 },
	        .answer = { .unsupported = LAMP_BULK_UNSUPPORTED,
	                    .invalid = LAMP_BULK_IOERR,
	                    .has_unsupported = true,
	                    .has_invalid = true },
	        .tolerant = true,
	},
};

static const struct vqs_queue_type queues[] = {
	{ .name = "requests",
	  .family = &families[LAMP_FAMILY_REQUEST],
	  .size = LAMP_QUEUE_SIZE,
	  .index = LAMP_QUEUE_REQUESTS,
	  .most = 1,
	  .count_field = -1 },
	{ .name = "events",
	  .family = &families[LAMP_FAMILY_EVENT],
	  .condition = &if_motion,
	  .posted = true,
	  .size = LAMP_QUEUE_SIZE,
	  .index = LAMP_QUEUE_EVENTS,
	  .most = 1,
	  .count_field = -1 },
	{ .name = "bulk",
	  .family = &families[LAMP_FAMILY_BULK],
	  .size = LAMP_QUEUE_SIZE,
	  .index = LAMP_QUEUE_BULK,
	  .most = 4,
	  .least = 1,
	  .count_field = LAMP_CONFIG_BULK_QUEUES },
};

const struct vqs_type lamp_type = {
	.name = "lamp",
	.summary = "A dimmable lamp that can sense motion.",
	.id = 0xffff,
	.features = { { 0xf | UINT64_C(1) << LAMP_F_OLD, 0 } },
	.feature_types = features,
	.feature_count = COUNT(features),
	.config = { .name = "lamp_config",
	            .fields = config_fields,
	            .field_count = COUNT(config_fields),
	            .size = LAMP_CONFIG_SIZE,
	            .memory = sizeof(struct lamp_config) },
	.queues = queues,
	.queue_count = COUNT(queues),
	.families = families,
	.family_count = COUNT(families),
};
