/* SPDX-License-Identifier: 0BSD */
/*
 * The table of the device type.
 *
 * Made by vqsmith from blk.yaml; it belongs to you. To make it again:
 *	vqsmith generate device blk.yaml
 */
#include "blk_type.h"

#define COUNT(list) (sizeof(list) / sizeof(*(list)))

static const struct vqs_features if_flush_any[] = {
	{ { UINT64_C(1) << BLK_F_FLUSH } },
};

static const struct vqs_condition if_flush = {
	if_flush_any,
	COUNT(if_flush_any),
};

static const struct vqs_features if_size_max_any[] = {
	{ { UINT64_C(1) << BLK_F_SIZE_MAX } },
};

static const struct vqs_condition if_size_max = {
	if_size_max_any,
	COUNT(if_size_max_any),
};

static const struct vqs_features if_seg_max_any[] = {
	{ { UINT64_C(1) << BLK_F_SEG_MAX } },
};

static const struct vqs_condition if_seg_max = {
	if_seg_max_any,
	COUNT(if_seg_max_any),
};

static const struct vqs_features if_geometry_any[] = {
	{ { UINT64_C(1) << BLK_F_GEOMETRY } },
};

static const struct vqs_condition if_geometry = {
	if_geometry_any,
	COUNT(if_geometry_any),
};

static const struct vqs_features if_blk_size_any[] = {
	{ { UINT64_C(1) << BLK_F_BLK_SIZE } },
};

static const struct vqs_condition if_blk_size = {
	if_blk_size_any,
	COUNT(if_blk_size_any),
};

static const struct vqs_features if_topology_any[] = {
	{ { UINT64_C(1) << BLK_F_TOPOLOGY } },
};

static const struct vqs_condition if_topology = {
	if_topology_any,
	COUNT(if_topology_any),
};

static const struct vqs_features if_config_wce_any[] = {
	{ { UINT64_C(1) << BLK_F_CONFIG_WCE } },
};

static const struct vqs_condition if_config_wce = {
	if_config_wce_any,
	COUNT(if_config_wce_any),
};

static const struct vqs_features if_mq_any[] = {
	{ { UINT64_C(1) << BLK_F_MQ } },
};

static const struct vqs_condition if_mq = {
	if_mq_any,
	COUNT(if_mq_any),
};

static const struct vqs_features if_discard_any[] = {
	{ { UINT64_C(1) << BLK_F_DISCARD } },
};

static const struct vqs_condition if_discard = {
	if_discard_any,
	COUNT(if_discard_any),
};

static const struct vqs_features if_write_zeroes_any[] = {
	{ { UINT64_C(1) << BLK_F_WRITE_ZEROES } },
};

static const struct vqs_condition if_write_zeroes = {
	if_write_zeroes_any,
	COUNT(if_write_zeroes_any),
};

static const struct vqs_features if_secure_erase_any[] = {
	{ { UINT64_C(1) << BLK_F_SECURE_ERASE } },
};

static const struct vqs_condition if_secure_erase = {
	if_secure_erase_any,
	COUNT(if_secure_erase_any),
};

static const struct vqs_features if_zoned_any[] = {
	{ { UINT64_C(1) << BLK_F_ZONED } },
};

static const struct vqs_condition if_zoned = {
	if_zoned_any,
	COUNT(if_zoned_any),
};

static const struct vqs_name s_name_list[] = {
	{ "ok", BLK_S_OK },
	{ "ioerr", BLK_S_IOERR },
	{ "unsupp", BLK_S_UNSUPP },
};

static const struct vqs_names s_names = {
	s_name_list,
	COUNT(s_name_list),
};

static const struct vqs_name writeback_name_list[] = {
	{ "writethrough", BLK_WRITEBACK_WRITETHROUGH },
	{ "writeback", BLK_WRITEBACK_WRITEBACK },
};

static const struct vqs_names writeback_names = {
	writeback_name_list,
	COUNT(writeback_name_list),
};

static const struct vqs_name write_zeroes_may_unmap_name_list[] = {
	{ "no", BLK_WRITE_ZEROES_MAY_UNMAP_NO },
	{ "yes", BLK_WRITE_ZEROES_MAY_UNMAP_YES },
};

static const struct vqs_names write_zeroes_may_unmap_names = {
	write_zeroes_may_unmap_name_list,
	COUNT(write_zeroes_may_unmap_name_list),
};

static const struct vqs_name model_name_list[] = {
	{ "none", BLK_MODEL_NONE },
	{ "hm", BLK_MODEL_HM },
	{ "ha", BLK_MODEL_HA },
};

static const struct vqs_names model_names = {
	model_name_list,
	COUNT(model_name_list),
};

static const struct vqs_field geometry_fields[] = {
	{ .name = "cylinders", .kind = VQS_LE16,
	  .memory = offsetof(struct blk_geometry, cylinders) },
	{ .name = "heads", .kind = VQS_U8, .offset = 2,
	  .memory = offsetof(struct blk_geometry, heads) },
	{ .name = "sectors", .kind = VQS_U8, .offset = 3,
	  .memory = offsetof(struct blk_geometry, sectors) },
};

static const struct vqs_struct geometry_structure = {
	.name = "geometry",
	.fields = geometry_fields,
	.field_count = COUNT(geometry_fields),
	.size = 4,
	.memory = sizeof(struct blk_geometry),
};

static const struct vqs_field topology_fields[] = {
	{ .name = "physical_block_exp", .kind = VQS_U8,
	  .memory = offsetof(struct blk_topology, physical_block_exp) },
	{ .name = "alignment_offset", .kind = VQS_U8, .offset = 1,
	  .memory = offsetof(struct blk_topology, alignment_offset) },
	{ .name = "min_io_size", .kind = VQS_LE16, .offset = 2,
	  .memory = offsetof(struct blk_topology, min_io_size) },
	{ .name = "opt_io_size", .kind = VQS_LE32, .offset = 4,
	  .memory = offsetof(struct blk_topology, opt_io_size) },
};

static const struct vqs_struct topology_structure = {
	.name = "topology",
	.fields = topology_fields,
	.field_count = COUNT(topology_fields),
	.size = 8,
	.memory = sizeof(struct blk_topology),
};

static const struct vqs_field zoned_fields[] = {
	{ .name = "zone_sectors", .kind = VQS_LE32,
	  .memory = offsetof(struct blk_zoned, zone_sectors) },
	{ .name = "max_open_zones", .kind = VQS_LE32, .offset = 4,
	  .memory = offsetof(struct blk_zoned, max_open_zones) },
	{ .name = "max_active_zones", .kind = VQS_LE32, .offset = 8,
	  .memory = offsetof(struct blk_zoned, max_active_zones) },
	{ .name = "max_append_sectors", .kind = VQS_LE32, .offset = 12,
	  .memory = offsetof(struct blk_zoned, max_append_sectors) },
	{ .name = "write_granularity", .kind = VQS_LE32, .offset = 16,
	  .memory = offsetof(struct blk_zoned, write_granularity) },
	{ .name = "model", .kind = VQS_U8, .flags = VQS_CLOSED, .offset = 20,
	  .memory = offsetof(struct blk_zoned, model), .names = &model_names },
	{ .name = "unused2", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 3,
	  .flags = VQS_RESERVED, .offset = 21, .memory = VQS_NOWHERE },
};

static const struct vqs_struct zoned_structure = {
	.name = "zoned",
	.fields = zoned_fields,
	.field_count = COUNT(zoned_fields),
	.size = 24,
	.memory = sizeof(struct blk_zoned),
};

static const struct vqs_field config_fields[] = {
	{ .name = "capacity", .kind = VQS_LE64, .flags = VQS_VOLATILE,
	  .memory = offsetof(struct blk_config, capacity) },
	{ .name = "size_max", .kind = VQS_LE32, .offset = 8,
	  .memory = offsetof(struct blk_config, size_max), .condition = &if_size_max },
	{ .name = "seg_max", .kind = VQS_LE32, .offset = 12,
	  .memory = offsetof(struct blk_config, seg_max), .condition = &if_seg_max },
	{ .name = "geometry", .kind = VQS_STRUCT, .offset = 16,
	  .memory = offsetof(struct blk_config, geometry),
	  .structure = &geometry_structure, .condition = &if_geometry },
	{ .name = "blk_size", .kind = VQS_LE32, .offset = 20,
	  .memory = offsetof(struct blk_config, blk_size), .condition = &if_blk_size },
	{ .name = "topology", .kind = VQS_STRUCT, .offset = 24,
	  .memory = offsetof(struct blk_config, topology),
	  .structure = &topology_structure, .condition = &if_topology },
	{ .name = "writeback", .kind = VQS_U8, .access = VQS_READ_WRITE,
	  .flags = VQS_CLOSED, .offset = 32,
	  .memory = offsetof(struct blk_config, writeback), .names = &writeback_names,
	  .condition = &if_config_wce },
	{ .name = "unused0", .kind = VQS_U8, .flags = VQS_RESERVED, .offset = 33,
	  .memory = VQS_NOWHERE },
	{ .name = "num_queues", .kind = VQS_LE16, .flags = VQS_RANGE, .offset = 34,
	  .memory = offsetof(struct blk_config, num_queues), .min = 1, .max = 65535,
	  .condition = &if_mq },
	{ .name = "max_discard_sectors", .kind = VQS_LE32, .offset = 36,
	  .memory = offsetof(struct blk_config, max_discard_sectors),
	  .condition = &if_discard },
	{ .name = "max_discard_seg", .kind = VQS_LE32, .offset = 40,
	  .memory = offsetof(struct blk_config, max_discard_seg),
	  .condition = &if_discard },
	{ .name = "discard_sector_alignment", .kind = VQS_LE32, .offset = 44,
	  .memory = offsetof(struct blk_config, discard_sector_alignment),
	  .condition = &if_discard },
	{ .name = "max_write_zeroes_sectors", .kind = VQS_LE32, .offset = 48,
	  .memory = offsetof(struct blk_config, max_write_zeroes_sectors),
	  .condition = &if_write_zeroes },
	{ .name = "max_write_zeroes_seg", .kind = VQS_LE32, .offset = 52,
	  .memory = offsetof(struct blk_config, max_write_zeroes_seg),
	  .condition = &if_write_zeroes },
	{ .name = "write_zeroes_may_unmap", .kind = VQS_U8, .offset = 56,
	  .memory = offsetof(struct blk_config, write_zeroes_may_unmap),
	  .names = &write_zeroes_may_unmap_names, .condition = &if_write_zeroes },
	{ .name = "unused1", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 3,
	  .flags = VQS_RESERVED, .offset = 57, .memory = VQS_NOWHERE },
	{ .name = "max_secure_erase_sectors", .kind = VQS_LE32, .offset = 60,
	  .memory = offsetof(struct blk_config, max_secure_erase_sectors),
	  .condition = &if_secure_erase },
	{ .name = "max_secure_erase_seg", .kind = VQS_LE32, .offset = 64,
	  .memory = offsetof(struct blk_config, max_secure_erase_seg),
	  .condition = &if_secure_erase },
	{ .name = "secure_erase_sector_alignment", .kind = VQS_LE32, .offset = 68,
	  .memory = offsetof(struct blk_config, secure_erase_sector_alignment),
	  .condition = &if_secure_erase },
	{ .name = "zoned", .kind = VQS_STRUCT, .offset = 72,
	  .memory = offsetof(struct blk_config, zoned), .structure = &zoned_structure,
	  .condition = &if_zoned },
};

static const struct vqs_field in_readable[] = {
	{ .name = "type", .kind = VQS_LE32, .flags = VQS_OPCODE, .memory = VQS_NOWHERE },
	{ .name = "reserved", .kind = VQS_LE32, .flags = VQS_RESERVED, .offset = 4,
	  .memory = VQS_NOWHERE },
	{ .name = "sector", .kind = VQS_LE64, .offset = 8,
	  .memory = offsetof(struct blk_in, sector) },
};

static const struct vqs_field in_writable[] = {
	{ .name = "data", .kind = VQS_U8, .extent = VQS_REST,
	  .memory = offsetof(struct blk_in_reply, data) },
	{ .name = "status", .kind = VQS_U8, .flags = VQS_STATUS,
	  .memory = offsetof(struct blk_in_reply, status), .names = &s_names },
};

static const struct vqs_field out_readable[] = {
	{ .name = "type", .kind = VQS_LE32, .flags = VQS_OPCODE, .memory = VQS_NOWHERE },
	{ .name = "reserved", .kind = VQS_LE32, .flags = VQS_RESERVED, .offset = 4,
	  .memory = VQS_NOWHERE },
	{ .name = "sector", .kind = VQS_LE64, .offset = 8,
	  .memory = offsetof(struct blk_out, sector) },
	{ .name = "data", .kind = VQS_U8, .extent = VQS_REST, .offset = 16,
	  .memory = offsetof(struct blk_out, data) },
};

static const struct vqs_field out_writable[] = {
	{ .name = "status", .kind = VQS_U8, .flags = VQS_STATUS,
	  .memory = offsetof(struct blk_out_reply, status), .names = &s_names },
};

static const struct vqs_field flush_readable[] = {
	{ .name = "type", .kind = VQS_LE32, .flags = VQS_OPCODE, .memory = VQS_NOWHERE },
	{ .name = "reserved", .kind = VQS_LE32, .flags = VQS_RESERVED, .offset = 4,
	  .memory = VQS_NOWHERE },
	{ .name = "sector", .kind = VQS_LE64, .offset = 8,
	  .memory = offsetof(struct blk_flush, sector) },
};

static const struct vqs_field flush_writable[] = {
	{ .name = "status", .kind = VQS_U8, .flags = VQS_STATUS,
	  .memory = offsetof(struct blk_flush_reply, status), .names = &s_names },
};

static const struct vqs_field get_id_readable[] = {
	{ .name = "type", .kind = VQS_LE32, .flags = VQS_OPCODE, .memory = VQS_NOWHERE },
	{ .name = "reserved", .kind = VQS_LE32, .flags = VQS_RESERVED, .offset = 4,
	  .memory = VQS_NOWHERE },
	{ .name = "sector", .kind = VQS_LE64, .offset = 8,
	  .memory = offsetof(struct blk_get_id, sector) },
};

static const struct vqs_field get_id_writable[] = {
	{ .name = "id", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 20,
	  .memory = offsetof(struct blk_get_id_reply, id) },
	{ .name = "status", .kind = VQS_U8, .flags = VQS_STATUS, .offset = 20,
	  .memory = offsetof(struct blk_get_id_reply, status), .names = &s_names },
};

static const struct vqs_message request_messages[] = {
	{
		.name = "in",
		.opcode = BLK_T_IN,
		.readable = { .fields = in_readable, .field_count = COUNT(in_readable),
		  .head = 16, .least = 16, .memory = sizeof(struct blk_in) },
		.writable = { .fields = in_writable, .field_count = COUNT(in_writable),
		  .least = 1, .memory = sizeof(struct blk_in_reply), .variable = true },
	},
	{
		.name = "out",
		.opcode = BLK_T_OUT,
		.readable = { .fields = out_readable,
		  .field_count = COUNT(out_readable), .head = 16, .least = 16,
		  .memory = sizeof(struct blk_out), .variable = true },
		.writable = { .fields = out_writable,
		  .field_count = COUNT(out_writable), .head = 1, .least = 1,
		  .memory = sizeof(struct blk_out_reply) },
	},
	{
		.name = "flush",
		.opcode = BLK_T_FLUSH,
		.readable = { .fields = flush_readable,
		  .field_count = COUNT(flush_readable), .head = 16, .least = 16,
		  .memory = sizeof(struct blk_flush) },
		.writable = { .fields = flush_writable,
		  .field_count = COUNT(flush_writable), .head = 1, .least = 1,
		  .memory = sizeof(struct blk_flush_reply) },
		.condition = &if_flush,
	},
	{
		.name = "get_id",
		.opcode = BLK_T_GET_ID,
		.readable = { .fields = get_id_readable,
		  .field_count = COUNT(get_id_readable), .head = 16, .least = 16,
		  .memory = sizeof(struct blk_get_id) },
		.writable = { .fields = get_id_writable,
		  .field_count = COUNT(get_id_writable), .head = 21, .least = 21,
		  .memory = sizeof(struct blk_get_id_reply) },
	},
};

static const struct vqs_family families[] = {
	{
		.name = "blk_request",
		.messages = request_messages,
		.message_count = COUNT(request_messages),
		.opcode = { .kind = VQS_LE32, .present = true },
		.status = { .kind = VQS_U8, .present = true, .writable = true,
		  .from_end = true, .offset = 1 },
		.answer = { .ok = BLK_S_OK, .unsupported = BLK_S_UNSUPP,
		  .has_unsupported = true, .invalid = BLK_S_IOERR, .has_invalid = true },
	},
};

static const struct vqs_queue_type queues[] = {
	{ .name = "requestq", .family = &families[0], .size = 256,
	  .index = BLK_VQ_REQUESTQ, .most = 65535, .count_field = BLK_CONFIG_NUM_QUEUES },
};

static const struct vqs_feature_type features[] = {
	{ .name = "size_max", .bit = BLK_F_SIZE_MAX },
	{ .name = "seg_max", .bit = BLK_F_SEG_MAX },
	{ .name = "geometry", .bit = BLK_F_GEOMETRY },
	{ .name = "ro", .bit = BLK_F_RO },
	{ .name = "blk_size", .bit = BLK_F_BLK_SIZE },
	{ .name = "flush", .bit = BLK_F_FLUSH },
	{ .name = "topology", .bit = BLK_F_TOPOLOGY },
	{ .name = "config_wce", .bit = BLK_F_CONFIG_WCE,
	  .requires = { if_flush_any, 1 } },
	{ .name = "mq", .bit = BLK_F_MQ },
	{ .name = "discard", .bit = BLK_F_DISCARD },
	{ .name = "write_zeroes", .bit = BLK_F_WRITE_ZEROES },
	{ .name = "lifetime", .bit = BLK_F_LIFETIME },
	{ .name = "secure_erase", .bit = BLK_F_SECURE_ERASE },
	{ .name = "zoned", .bit = BLK_F_ZONED },
};

const struct vqs_type blk_type = {
	.name = "blk",
	.summary = "A block device, that is a disk.",
	.id = BLK_ID,
	.features = { { UINT64_C(1) << BLK_F_SIZE_MAX | UINT64_C(1) << BLK_F_SEG_MAX | UINT64_C(1) << BLK_F_GEOMETRY | UINT64_C(1) << BLK_F_RO | UINT64_C(1) << BLK_F_BLK_SIZE | UINT64_C(1) << BLK_F_FLUSH | UINT64_C(1) << BLK_F_TOPOLOGY | UINT64_C(1) << BLK_F_CONFIG_WCE | UINT64_C(1) << BLK_F_MQ | UINT64_C(1) << BLK_F_DISCARD | UINT64_C(1) << BLK_F_WRITE_ZEROES | UINT64_C(1) << BLK_F_LIFETIME | UINT64_C(1) << BLK_F_SECURE_ERASE | UINT64_C(1) << BLK_F_ZONED } },
	.feature_types = features,
	.feature_count = COUNT(features),
	.config = {
		.name = "config",
		.fields = config_fields,
		.field_count = COUNT(config_fields),
		.size = 96,
		.memory = sizeof(struct blk_config),
	},
	.queues = queues,
	.queue_count = COUNT(queues),
	.families = families,
	.family_count = COUNT(families),
};
