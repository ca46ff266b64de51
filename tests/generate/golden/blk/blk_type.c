/* SPDX-License-Identifier: 0BSD */
/*
 * The table of the device type.
 *
 * Made by vqsmith from blk.yaml; it belongs to you. To make it again:
 *	vqsmith generate device blk.yaml
 */
#include <errno.h>

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

static const struct vqs_features if_lifetime_any[] = {
	{ { UINT64_C(1) << BLK_F_LIFETIME } },
};

static const struct vqs_condition if_lifetime = {
	if_lifetime_any,
	COUNT(if_lifetime_any),
};

static const struct vqs_name status_name_list[] = {
	{ "ok", BLK_S_OK },
	{ "ioerr", BLK_S_IOERR },
	{ "unsupp", BLK_S_UNSUPP },
	{ "zone_invalid_cmd", BLK_S_ZONE_INVALID_CMD },
	{ "zone_unaligned_wp", BLK_S_ZONE_UNALIGNED_WP },
	{ "zone_open_resource", BLK_S_ZONE_OPEN_RESOURCE },
	{ "zone_active_resource", BLK_S_ZONE_ACTIVE_RESOURCE },
};

static const struct vqs_names status_names = {
	status_name_list,
	COUNT(status_name_list),
};

static const struct vqs_name model_name_list[] = {
	{ "none", BLK_Z_NONE },
	{ "hm", BLK_Z_HM },
	{ "ha", BLK_Z_HA },
};

static const struct vqs_names model_names = {
	model_name_list,
	COUNT(model_name_list),
};

static const struct vqs_name pre_eol_info_name_list[] = {
	{ "undefined", BLK_PRE_EOL_INFO_UNDEFINED },
	{ "normal", BLK_PRE_EOL_INFO_NORMAL },
	{ "warning", BLK_PRE_EOL_INFO_WARNING },
	{ "urgent", BLK_PRE_EOL_INFO_URGENT },
};

static const struct vqs_names pre_eol_info_names = {
	pre_eol_info_name_list,
	COUNT(pre_eol_info_name_list),
};

static const struct vqs_name zone_type_name_list[] = {
	{ "conv", BLK_ZT_CONV },
	{ "swr", BLK_ZT_SWR },
	{ "swp", BLK_ZT_SWP },
};

static const struct vqs_names zone_type_names = {
	zone_type_name_list,
	COUNT(zone_type_name_list),
};

static const struct vqs_name zone_state_name_list[] = {
	{ "not_wp", BLK_ZS_NOT_WP },
	{ "empty", BLK_ZS_EMPTY },
	{ "iopen", BLK_ZS_IOPEN },
	{ "eopen", BLK_ZS_EOPEN },
	{ "closed", BLK_ZS_CLOSED },
	{ "rdonly", BLK_ZS_RDONLY },
	{ "full", BLK_ZS_FULL },
	{ "offline", BLK_ZS_OFFLINE },
};

static const struct vqs_names zone_state_names = {
	zone_state_name_list,
	COUNT(zone_state_name_list),
};

static const struct vqs_name write_zeroes_flag_name_list[] = {
	{ "unmap", BLK_WRITE_ZEROES_FLAG_UNMAP },
};

static const struct vqs_names write_zeroes_flag_names = {
	write_zeroes_flag_name_list,
	COUNT(write_zeroes_flag_name_list),
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

static const struct vqs_field zoned_characteristics_fields[] = {
	{ .name = "zone_sectors", .kind = VQS_LE32,
	  .memory = offsetof(struct blk_zoned_characteristics, zone_sectors) },
	{ .name = "max_open_zones", .kind = VQS_LE32, .offset = 4,
	  .memory = offsetof(struct blk_zoned_characteristics, max_open_zones) },
	{ .name = "max_active_zones", .kind = VQS_LE32, .offset = 8,
	  .memory = offsetof(struct blk_zoned_characteristics, max_active_zones) },
	{ .name = "max_append_sectors", .kind = VQS_LE32, .offset = 12,
	  .memory = offsetof(struct blk_zoned_characteristics, max_append_sectors) },
	{ .name = "write_granularity", .kind = VQS_LE32, .offset = 16,
	  .memory = offsetof(struct blk_zoned_characteristics, write_granularity) },
	{ .name = "model", .kind = VQS_U8, .flags = VQS_CLOSED, .offset = 20,
	  .memory = offsetof(struct blk_zoned_characteristics, model),
	  .names = &model_names },
	{ .name = "unused2", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 3,
	  .flags = VQS_RESERVED, .offset = 21, .memory = VQS_NOWHERE },
};

static const struct vqs_struct zoned_characteristics_structure = {
	.name = "zoned_characteristics",
	.fields = zoned_characteristics_fields,
	.field_count = COUNT(zoned_characteristics_fields),
	.size = 24,
	.memory = sizeof(struct blk_zoned_characteristics),
};

static const struct vqs_field discard_write_zeroes_fields[] = {
	{ .name = "sector", .kind = VQS_LE64,
	  .memory = offsetof(struct blk_discard_write_zeroes, sector) },
	{ .name = "num_sectors", .kind = VQS_LE32, .offset = 8,
	  .memory = offsetof(struct blk_discard_write_zeroes, num_sectors) },
	{ .name = "flags", .kind = VQS_LE32, .flags = VQS_FLAGS, .offset = 12,
	  .memory = offsetof(struct blk_discard_write_zeroes, flags),
	  .names = &write_zeroes_flag_names },
};

static const struct vqs_struct discard_write_zeroes_structure = {
	.name = "discard_write_zeroes",
	.fields = discard_write_zeroes_fields,
	.field_count = COUNT(discard_write_zeroes_fields),
	.size = 16,
	.memory = sizeof(struct blk_discard_write_zeroes),
};

static const struct vqs_field lifetime_fields[] = {
	{ .name = "pre_eol_info", .kind = VQS_LE16,
	  .memory = offsetof(struct blk_lifetime, pre_eol_info),
	  .names = &pre_eol_info_names },
	{ .name = "device_lifetime_est_typ_a", .kind = VQS_LE16, .flags = VQS_RANGE,
	  .offset = 2,
	  .memory = offsetof(struct blk_lifetime, device_lifetime_est_typ_a), .max = 11 },
	{ .name = "device_lifetime_est_typ_b", .kind = VQS_LE16, .flags = VQS_RANGE,
	  .offset = 4,
	  .memory = offsetof(struct blk_lifetime, device_lifetime_est_typ_b), .max = 11 },
};

static const struct vqs_struct lifetime_structure = {
	.name = "lifetime",
	.fields = lifetime_fields,
	.field_count = COUNT(lifetime_fields),
	.size = 6,
	.memory = sizeof(struct blk_lifetime),
};

static const struct vqs_field zone_descriptor_fields[] = {
	{ .name = "z_cap", .kind = VQS_LE64,
	  .memory = offsetof(struct blk_zone_descriptor, z_cap) },
	{ .name = "z_start", .kind = VQS_LE64, .offset = 8,
	  .memory = offsetof(struct blk_zone_descriptor, z_start) },
	{ .name = "z_wp", .kind = VQS_LE64, .offset = 16,
	  .memory = offsetof(struct blk_zone_descriptor, z_wp) },
	{ .name = "z_type", .kind = VQS_U8, .offset = 24,
	  .memory = offsetof(struct blk_zone_descriptor, z_type),
	  .names = &zone_type_names },
	{ .name = "z_state", .kind = VQS_U8, .offset = 25,
	  .memory = offsetof(struct blk_zone_descriptor, z_state),
	  .names = &zone_state_names },
	{ .name = "reserved", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 38,
	  .flags = VQS_RESERVED, .offset = 26, .memory = VQS_NOWHERE },
};

static const struct vqs_struct zone_descriptor_structure = {
	.name = "zone_descriptor",
	.fields = zone_descriptor_fields,
	.field_count = COUNT(zone_descriptor_fields),
	.size = 64,
	.memory = sizeof(struct blk_zone_descriptor),
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
	{ .name = "write_zeroes_may_unmap", .kind = VQS_U8, .flags = VQS_VOLATILE,
	  .offset = 56, .memory = offsetof(struct blk_config, write_zeroes_may_unmap),
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
	  .memory = offsetof(struct blk_config, zoned),
	  .structure = &zoned_characteristics_structure, .condition = &if_zoned },
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
	  .memory = offsetof(struct blk_in_reply, status), .names = &status_names },
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
	  .memory = offsetof(struct blk_out_reply, status), .names = &status_names },
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
	  .memory = offsetof(struct blk_flush_reply, status), .names = &status_names },
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
	  .memory = offsetof(struct blk_get_id_reply, status), .names = &status_names },
};

static const struct vqs_field get_lifetime_readable[] = {
	{ .name = "type", .kind = VQS_LE32, .flags = VQS_OPCODE, .memory = VQS_NOWHERE },
	{ .name = "reserved", .kind = VQS_LE32, .flags = VQS_RESERVED, .offset = 4,
	  .memory = VQS_NOWHERE },
	{ .name = "sector", .kind = VQS_LE64, .offset = 8,
	  .memory = offsetof(struct blk_get_lifetime, sector) },
};

static const struct vqs_field get_lifetime_writable[] = {
	{ .name = "data", .kind = VQS_STRUCT,
	  .memory = offsetof(struct blk_get_lifetime_reply, data),
	  .structure = &lifetime_structure },
	{ .name = "status", .kind = VQS_U8, .flags = VQS_STATUS, .offset = 6,
	  .memory = offsetof(struct blk_get_lifetime_reply, status),
	  .names = &status_names },
};

static const struct vqs_field discard_readable[] = {
	{ .name = "type", .kind = VQS_LE32, .flags = VQS_OPCODE, .memory = VQS_NOWHERE },
	{ .name = "reserved", .kind = VQS_LE32, .flags = VQS_RESERVED, .offset = 4,
	  .memory = VQS_NOWHERE },
	{ .name = "sector", .kind = VQS_LE64, .offset = 8,
	  .memory = offsetof(struct blk_discard, sector) },
	{ .name = "data", .kind = VQS_STRUCT, .extent = VQS_REST, .offset = 16,
	  .memory = offsetof(struct blk_discard, data),
	  .structure = &discard_write_zeroes_structure },
};

static const struct vqs_field discard_writable[] = {
	{ .name = "status", .kind = VQS_U8, .flags = VQS_STATUS,
	  .memory = offsetof(struct blk_discard_reply, status), .names = &status_names },
};

static const struct vqs_field write_zeroes_readable[] = {
	{ .name = "type", .kind = VQS_LE32, .flags = VQS_OPCODE, .memory = VQS_NOWHERE },
	{ .name = "reserved", .kind = VQS_LE32, .flags = VQS_RESERVED, .offset = 4,
	  .memory = VQS_NOWHERE },
	{ .name = "sector", .kind = VQS_LE64, .offset = 8,
	  .memory = offsetof(struct blk_write_zeroes, sector) },
	{ .name = "data", .kind = VQS_STRUCT, .extent = VQS_REST, .offset = 16,
	  .memory = offsetof(struct blk_write_zeroes, data),
	  .structure = &discard_write_zeroes_structure },
};

static const struct vqs_field write_zeroes_writable[] = {
	{ .name = "status", .kind = VQS_U8, .flags = VQS_STATUS,
	  .memory = offsetof(struct blk_write_zeroes_reply, status),
	  .names = &status_names },
};

static const struct vqs_field secure_erase_readable[] = {
	{ .name = "type", .kind = VQS_LE32, .flags = VQS_OPCODE, .memory = VQS_NOWHERE },
	{ .name = "reserved", .kind = VQS_LE32, .flags = VQS_RESERVED, .offset = 4,
	  .memory = VQS_NOWHERE },
	{ .name = "sector", .kind = VQS_LE64, .offset = 8,
	  .memory = offsetof(struct blk_secure_erase, sector) },
	{ .name = "data", .kind = VQS_STRUCT, .extent = VQS_REST, .offset = 16,
	  .memory = offsetof(struct blk_secure_erase, data),
	  .structure = &discard_write_zeroes_structure },
};

static const struct vqs_field secure_erase_writable[] = {
	{ .name = "status", .kind = VQS_U8, .flags = VQS_STATUS,
	  .memory = offsetof(struct blk_secure_erase_reply, status),
	  .names = &status_names },
};

static const struct vqs_field zone_append_readable[] = {
	{ .name = "type", .kind = VQS_LE32, .flags = VQS_OPCODE, .memory = VQS_NOWHERE },
	{ .name = "reserved", .kind = VQS_LE32, .flags = VQS_RESERVED, .offset = 4,
	  .memory = VQS_NOWHERE },
	{ .name = "sector", .kind = VQS_LE64, .offset = 8,
	  .memory = offsetof(struct blk_zone_append, sector) },
	{ .name = "data", .kind = VQS_U8, .extent = VQS_REST, .offset = 16,
	  .memory = offsetof(struct blk_zone_append, data) },
};

static const struct vqs_field zone_append_writable[] = {
	{ .name = "append_sector", .kind = VQS_LE64,
	  .memory = offsetof(struct blk_zone_append_reply, append_sector) },
	{ .name = "status", .kind = VQS_U8, .flags = VQS_STATUS, .offset = 8,
	  .memory = offsetof(struct blk_zone_append_reply, status),
	  .names = &status_names },
};

static const struct vqs_field zone_report_readable[] = {
	{ .name = "type", .kind = VQS_LE32, .flags = VQS_OPCODE, .memory = VQS_NOWHERE },
	{ .name = "reserved", .kind = VQS_LE32, .flags = VQS_RESERVED, .offset = 4,
	  .memory = VQS_NOWHERE },
	{ .name = "sector", .kind = VQS_LE64, .offset = 8,
	  .memory = offsetof(struct blk_zone_report, sector) },
};

static const struct vqs_field zone_report_writable[] = {
	{ .name = "nr_zones", .kind = VQS_LE64,
	  .memory = offsetof(struct blk_zone_report_reply, nr_zones) },
	{ .name = "reserved", .kind = VQS_U8, .extent = VQS_ARRAY, .count = 56,
	  .flags = VQS_RESERVED, .offset = 8, .memory = VQS_NOWHERE },
	{ .name = "zones", .kind = VQS_STRUCT, .extent = VQS_REST, .offset = 64,
	  .memory = offsetof(struct blk_zone_report_reply, zones),
	  .structure = &zone_descriptor_structure },
	{ .name = "status", .kind = VQS_U8, .flags = VQS_STATUS,
	  .memory = offsetof(struct blk_zone_report_reply, status),
	  .names = &status_names },
};

static const struct vqs_field zone_open_readable[] = {
	{ .name = "type", .kind = VQS_LE32, .flags = VQS_OPCODE, .memory = VQS_NOWHERE },
	{ .name = "reserved", .kind = VQS_LE32, .flags = VQS_RESERVED, .offset = 4,
	  .memory = VQS_NOWHERE },
	{ .name = "sector", .kind = VQS_LE64, .offset = 8,
	  .memory = offsetof(struct blk_zone_open, sector) },
};

static const struct vqs_field zone_open_writable[] = {
	{ .name = "status", .kind = VQS_U8, .flags = VQS_STATUS,
	  .memory = offsetof(struct blk_zone_open_reply, status),
	  .names = &status_names },
};

static const struct vqs_field zone_close_readable[] = {
	{ .name = "type", .kind = VQS_LE32, .flags = VQS_OPCODE, .memory = VQS_NOWHERE },
	{ .name = "reserved", .kind = VQS_LE32, .flags = VQS_RESERVED, .offset = 4,
	  .memory = VQS_NOWHERE },
	{ .name = "sector", .kind = VQS_LE64, .offset = 8,
	  .memory = offsetof(struct blk_zone_close, sector) },
};

static const struct vqs_field zone_close_writable[] = {
	{ .name = "status", .kind = VQS_U8, .flags = VQS_STATUS,
	  .memory = offsetof(struct blk_zone_close_reply, status),
	  .names = &status_names },
};

static const struct vqs_field zone_finish_readable[] = {
	{ .name = "type", .kind = VQS_LE32, .flags = VQS_OPCODE, .memory = VQS_NOWHERE },
	{ .name = "reserved", .kind = VQS_LE32, .flags = VQS_RESERVED, .offset = 4,
	  .memory = VQS_NOWHERE },
	{ .name = "sector", .kind = VQS_LE64, .offset = 8,
	  .memory = offsetof(struct blk_zone_finish, sector) },
};

static const struct vqs_field zone_finish_writable[] = {
	{ .name = "status", .kind = VQS_U8, .flags = VQS_STATUS,
	  .memory = offsetof(struct blk_zone_finish_reply, status),
	  .names = &status_names },
};

static const struct vqs_field zone_reset_readable[] = {
	{ .name = "type", .kind = VQS_LE32, .flags = VQS_OPCODE, .memory = VQS_NOWHERE },
	{ .name = "reserved", .kind = VQS_LE32, .flags = VQS_RESERVED, .offset = 4,
	  .memory = VQS_NOWHERE },
	{ .name = "sector", .kind = VQS_LE64, .offset = 8,
	  .memory = offsetof(struct blk_zone_reset, sector) },
};

static const struct vqs_field zone_reset_writable[] = {
	{ .name = "status", .kind = VQS_U8, .flags = VQS_STATUS,
	  .memory = offsetof(struct blk_zone_reset_reply, status),
	  .names = &status_names },
};

static const struct vqs_field zone_reset_all_readable[] = {
	{ .name = "type", .kind = VQS_LE32, .flags = VQS_OPCODE, .memory = VQS_NOWHERE },
	{ .name = "reserved", .kind = VQS_LE32, .flags = VQS_RESERVED, .offset = 4,
	  .memory = VQS_NOWHERE },
	{ .name = "sector", .kind = VQS_LE64, .offset = 8,
	  .memory = offsetof(struct blk_zone_reset_all, sector) },
};

static const struct vqs_field zone_reset_all_writable[] = {
	{ .name = "status", .kind = VQS_U8, .flags = VQS_STATUS,
	  .memory = offsetof(struct blk_zone_reset_all_reply, status),
	  .names = &status_names },
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
	{
		.name = "get_lifetime",
		.opcode = BLK_T_GET_LIFETIME,
		.readable = { .fields = get_lifetime_readable,
		  .field_count = COUNT(get_lifetime_readable), .head = 16, .least = 16,
		  .memory = sizeof(struct blk_get_lifetime) },
		.writable = { .fields = get_lifetime_writable,
		  .field_count = COUNT(get_lifetime_writable), .head = 7, .least = 7,
		  .memory = sizeof(struct blk_get_lifetime_reply) },
		.condition = &if_lifetime,
	},
	{
		.name = "discard",
		.opcode = BLK_T_DISCARD,
		.readable = { .fields = discard_readable,
		  .field_count = COUNT(discard_readable), .head = 16, .least = 16,
		  .memory = sizeof(struct blk_discard), .variable = true },
		.writable = { .fields = discard_writable,
		  .field_count = COUNT(discard_writable), .head = 1, .least = 1,
		  .memory = sizeof(struct blk_discard_reply) },
		.condition = &if_discard,
	},
	{
		.name = "write_zeroes",
		.opcode = BLK_T_WRITE_ZEROES,
		.readable = { .fields = write_zeroes_readable,
		  .field_count = COUNT(write_zeroes_readable), .head = 16, .least = 16,
		  .memory = sizeof(struct blk_write_zeroes), .variable = true },
		.writable = { .fields = write_zeroes_writable,
		  .field_count = COUNT(write_zeroes_writable), .head = 1, .least = 1,
		  .memory = sizeof(struct blk_write_zeroes_reply) },
		.condition = &if_write_zeroes,
	},
	{
		.name = "secure_erase",
		.opcode = BLK_T_SECURE_ERASE,
		.readable = { .fields = secure_erase_readable,
		  .field_count = COUNT(secure_erase_readable), .head = 16, .least = 16,
		  .memory = sizeof(struct blk_secure_erase), .variable = true },
		.writable = { .fields = secure_erase_writable,
		  .field_count = COUNT(secure_erase_writable), .head = 1, .least = 1,
		  .memory = sizeof(struct blk_secure_erase_reply) },
		.condition = &if_secure_erase,
	},
	{
		.name = "zone_append",
		.opcode = BLK_T_ZONE_APPEND,
		.readable = { .fields = zone_append_readable,
		  .field_count = COUNT(zone_append_readable), .head = 16, .least = 16,
		  .memory = sizeof(struct blk_zone_append), .variable = true },
		.writable = { .fields = zone_append_writable,
		  .field_count = COUNT(zone_append_writable), .head = 9, .least = 9,
		  .memory = sizeof(struct blk_zone_append_reply) },
		.condition = &if_zoned,
	},
	{
		.name = "zone_report",
		.opcode = BLK_T_ZONE_REPORT,
		.readable = { .fields = zone_report_readable,
		  .field_count = COUNT(zone_report_readable), .head = 16, .least = 16,
		  .memory = sizeof(struct blk_zone_report) },
		.writable = { .fields = zone_report_writable,
		  .field_count = COUNT(zone_report_writable), .head = 64, .least = 65,
		  .memory = sizeof(struct blk_zone_report_reply), .variable = true },
		.condition = &if_zoned,
	},
	{
		.name = "zone_open",
		.opcode = BLK_T_ZONE_OPEN,
		.readable = { .fields = zone_open_readable,
		  .field_count = COUNT(zone_open_readable), .head = 16, .least = 16,
		  .memory = sizeof(struct blk_zone_open) },
		.writable = { .fields = zone_open_writable,
		  .field_count = COUNT(zone_open_writable), .head = 1, .least = 1,
		  .memory = sizeof(struct blk_zone_open_reply) },
		.condition = &if_zoned,
	},
	{
		.name = "zone_close",
		.opcode = BLK_T_ZONE_CLOSE,
		.readable = { .fields = zone_close_readable,
		  .field_count = COUNT(zone_close_readable), .head = 16, .least = 16,
		  .memory = sizeof(struct blk_zone_close) },
		.writable = { .fields = zone_close_writable,
		  .field_count = COUNT(zone_close_writable), .head = 1, .least = 1,
		  .memory = sizeof(struct blk_zone_close_reply) },
		.condition = &if_zoned,
	},
	{
		.name = "zone_finish",
		.opcode = BLK_T_ZONE_FINISH,
		.readable = { .fields = zone_finish_readable,
		  .field_count = COUNT(zone_finish_readable), .head = 16, .least = 16,
		  .memory = sizeof(struct blk_zone_finish) },
		.writable = { .fields = zone_finish_writable,
		  .field_count = COUNT(zone_finish_writable), .head = 1, .least = 1,
		  .memory = sizeof(struct blk_zone_finish_reply) },
		.condition = &if_zoned,
	},
	{
		.name = "zone_reset",
		.opcode = BLK_T_ZONE_RESET,
		.readable = { .fields = zone_reset_readable,
		  .field_count = COUNT(zone_reset_readable), .head = 16, .least = 16,
		  .memory = sizeof(struct blk_zone_reset) },
		.writable = { .fields = zone_reset_writable,
		  .field_count = COUNT(zone_reset_writable), .head = 1, .least = 1,
		  .memory = sizeof(struct blk_zone_reset_reply) },
		.condition = &if_zoned,
	},
	{
		.name = "zone_reset_all",
		.opcode = BLK_T_ZONE_RESET_ALL,
		.readable = { .fields = zone_reset_all_readable,
		  .field_count = COUNT(zone_reset_all_readable), .head = 16,
		  .least = 16, .memory = sizeof(struct blk_zone_reset_all) },
		.writable = { .fields = zone_reset_all_writable,
		  .field_count = COUNT(zone_reset_all_writable), .head = 1, .least = 1,
		  .memory = sizeof(struct blk_zone_reset_all_reply) },
		.condition = &if_zoned,
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
		.answer = { .unsupported = BLK_S_UNSUPP, .has_unsupported = true,
		  .invalid = BLK_S_IOERR, .has_invalid = true },
	},
};

static const struct vqs_queue_type queues[] = {
	{ .name = "requestq", .family = &families[0], .size = 256,
	  .index = BLK_VQ_REQUESTQ, .most = 65535, .least = 1,
	  .count_field = BLK_CONFIG_NUM_QUEUES },
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

int blk_discard_get_data(const struct blk_discard *from, uint32_t index,
                         struct blk_discard_write_zeroes *element)
{
	uint8_t wire[16];

	if (index >= from->data.length / sizeof(wire))
		return -ERANGE;
	vqs_span_read(&from->data, index * sizeof(wire), wire, sizeof(wire));
	return vqs_struct_decode(&discard_write_zeroes_structure, wire, element, NULL);
}

int blk_discard_put_data(const struct blk_discard *to, uint32_t index,
                         const struct blk_discard_write_zeroes *element)
{
	int error;
	uint8_t wire[16];

	if (index >= to->data.length / sizeof(wire))
		return -ERANGE;
	error = vqs_struct_encode(&discard_write_zeroes_structure, element, wire, NULL);
	if (error)
		return error;
	vqs_span_write(&to->data, index * sizeof(wire), wire, sizeof(wire));
	return 0;
}

int blk_write_zeroes_get_data(const struct blk_write_zeroes *from, uint32_t index,
                              struct blk_discard_write_zeroes *element)
{
	uint8_t wire[16];

	if (index >= from->data.length / sizeof(wire))
		return -ERANGE;
	vqs_span_read(&from->data, index * sizeof(wire), wire, sizeof(wire));
	return vqs_struct_decode(&discard_write_zeroes_structure, wire, element, NULL);
}

int blk_write_zeroes_put_data(const struct blk_write_zeroes *to, uint32_t index,
                              const struct blk_discard_write_zeroes *element)
{
	int error;
	uint8_t wire[16];

	if (index >= to->data.length / sizeof(wire))
		return -ERANGE;
	error = vqs_struct_encode(&discard_write_zeroes_structure, element, wire, NULL);
	if (error)
		return error;
	vqs_span_write(&to->data, index * sizeof(wire), wire, sizeof(wire));
	return 0;
}

int blk_secure_erase_get_data(const struct blk_secure_erase *from, uint32_t index,
                              struct blk_discard_write_zeroes *element)
{
	uint8_t wire[16];

	if (index >= from->data.length / sizeof(wire))
		return -ERANGE;
	vqs_span_read(&from->data, index * sizeof(wire), wire, sizeof(wire));
	return vqs_struct_decode(&discard_write_zeroes_structure, wire, element, NULL);
}

int blk_secure_erase_put_data(const struct blk_secure_erase *to, uint32_t index,
                              const struct blk_discard_write_zeroes *element)
{
	int error;
	uint8_t wire[16];

	if (index >= to->data.length / sizeof(wire))
		return -ERANGE;
	error = vqs_struct_encode(&discard_write_zeroes_structure, element, wire, NULL);
	if (error)
		return error;
	vqs_span_write(&to->data, index * sizeof(wire), wire, sizeof(wire));
	return 0;
}

int blk_zone_report_reply_get_zones(const struct blk_zone_report_reply *from,
                                    uint32_t index, struct blk_zone_descriptor *element)
{
	uint8_t wire[64];

	if (index >= from->zones.length / sizeof(wire))
		return -ERANGE;
	vqs_span_read(&from->zones, index * sizeof(wire), wire, sizeof(wire));
	return vqs_struct_decode(&zone_descriptor_structure, wire, element, NULL);
}

int blk_zone_report_reply_put_zones(const struct blk_zone_report_reply *to,
                                    uint32_t index,
                                    const struct blk_zone_descriptor *element)
{
	int error;
	uint8_t wire[64];

	if (index >= to->zones.length / sizeof(wire))
		return -ERANGE;
	error = vqs_struct_encode(&zone_descriptor_structure, element, wire, NULL);
	if (error)
		return error;
	vqs_span_write(&to->zones, index * sizeof(wire), wire, sizeof(wire));
	return 0;
}
