/* SPDX-License-Identifier: BSD-3-Clause */
/* The table of a disk (disk_type.h). */
#include "disk_type.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct vqs_features flush_bits[] = { { { 1u << DISK_F_FLUSH, 0 } } };
static const struct vqs_features mq_bits[] = { { { 1u << DISK_F_MQ, 0 } } };
static const struct vqs_condition if_flush = { flush_bits, 1 };
static const struct vqs_condition if_mq = { mq_bits, 1 };

static const struct vqs_feature_type features[] = {
	{ .name = "FLUSH", .bit = DISK_F_FLUSH },
	{ .name = "MQ", .bit = DISK_F_MQ },
};

static const struct vqs_field config_fields[] = {
	{ .name = "capacity",
	  .kind = VQS_LE64,
	  .memory = offsetof(struct disk_config, capacity) },
	{ .name = "num_queues",
	  .kind = VQS_LE16,
	  .offset = 34,
	  .memory = offsetof(struct disk_config, num_queues),
	  .condition = &if_mq },
};

#define HEADER(type)                                                                     \
	{ .name = "type",                                                                \
	  .kind = VQS_LE32,                                                              \
	  .memory = VQS_NOWHERE,                                                         \
	  .flags = VQS_OPCODE },                                                         \
	        { .name = "reserved",                                                    \
		  .kind = VQS_LE32,                                                      \
		  .offset = 4,                                                           \
		  .memory = VQS_NOWHERE,                                                 \
		  .flags = VQS_RESERVED },                                               \
	{                                                                                \
		.name = "sector", .kind = VQS_LE64, .offset = 8,                         \
		.memory = offsetof(struct type, sector)                                  \
	}

#define STATUS(type, at)                                                                 \
	{                                                                                \
		.name = "status", .kind = VQS_U8, .offset = (at),                        \
		.memory = offsetof(struct type, status), .flags = VQS_STATUS             \
	}

#define DATA(type, at)                                                                   \
	{                                                                                \
		.name = "data", .kind = VQS_U8, .extent = VQS_REST, .offset = (at),      \
		.memory = offsetof(struct type, data)                                    \
	}

static const struct vqs_field header_fields[] = { HEADER(disk_readable) };
static const struct vqs_field out_fields[] = { HEADER(disk_out_readable),
	                                       DATA(disk_out_readable, 16) };
static const struct vqs_field in_fields[] = { DATA(disk_in_writable, 0),
	                                      STATUS(disk_in_writable, 0) };
static const struct vqs_field status_fields[] = { STATUS(disk_status_writable, 0) };
static const struct vqs_field id_fields[] = {
	{ .name = "id", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 20 },
	STATUS(disk_id_writable, 20),
};

#define HALF(list, before, bytes, type, varies)                                          \
	{                                                                                \
		.fields = list, .field_count = COUNT(list), .head = (before),            \
		.least = (bytes), .memory = sizeof(struct type), .variable = (varies)    \
	}

#define READABLE HALF(header_fields, 16, 16, disk_readable, false)

static const struct vqs_message messages[DISK_MESSAGES] = {
	{ "in", 0, READABLE, HALF(in_fields, 0, 1, disk_in_writable, true), NULL,
	  DISK_OK },
	{ "out", 1, HALF(out_fields, 16, 16, disk_out_readable, true),
	  HALF(status_fields, 1, 1, disk_status_writable, false), NULL, DISK_OK },
	{ "flush", 4, READABLE, HALF(status_fields, 1, 1, disk_status_writable, false),
	  &if_flush, DISK_OK },
	{ "get_id", 8, READABLE, HALF(id_fields, 21, 21, disk_id_writable, false), NULL,
	  DISK_OK },
};

static const struct vqs_family families[] = {
	{
	        .name = "disk_request",
	        .messages = messages,
	        .message_count = DISK_MESSAGES,
	        .opcode = { .kind = VQS_LE32, .present = true },
	        .status = { .kind = VQS_U8,
	                    .present = true,
	                    .writable = true,
	                    .from_end = true,
	                    .offset = 1 },
	},
};

static const struct vqs_queue_type queues[] = {
	{ .name = "requests",
	  .family = families,
	  .size = 128,
	  .most = 8,
	  .least = 1,
	  .count_field = 1 },
};

const struct vqs_type disk_type = {
	.name = "disk",
	.summary = "A disk.",
	.id = 2,
	.features = { { 1u << DISK_F_FLUSH | 1u << DISK_F_MQ, 0 } },
	.feature_types = features,
	.feature_count = COUNT(features),
	.config = { .name = "disk_config",
	            .fields = config_fields,
	            .field_count = COUNT(config_fields),
	            .size = 36,
	            .memory = sizeof(struct disk_config) },
	.queues = queues,
	.queue_count = COUNT(queues),
	.families = families,
	.family_count = COUNT(families),
};
