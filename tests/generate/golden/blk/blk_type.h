/* SPDX-License-Identifier: 0BSD */
/*
 * The device type's constants, its values in native form, and the table that
 * the runtime interprets.
 *
 * Made by vqsmith from blk.yaml; it belongs to you. To make it again:
 *	vqsmith generate device blk.yaml
 */
#ifndef BLK_TYPE_H
#define BLK_TYPE_H

#include <stdint.h>

#include <vqsmith/type.h>
#include <vqsmith/wire.h>

#define BLK_ID 2

/* Feature bits. */
enum {
	/* The largest size of a segment is in size_max. */
	BLK_F_SIZE_MAX = 1,
	/* The greatest number of segments of a request is in seg_max. */
	BLK_F_SEG_MAX = 2,
	/* The geometry of an old-style disk is in geometry. */
	BLK_F_GEOMETRY = 4,
	/* The device is read-only. */
	BLK_F_RO = 5,
	/* The block size of the disk is in blk_size. */
	BLK_F_BLK_SIZE = 6,
	/* The device has a cache that can be flushed. */
	BLK_F_FLUSH = 9,
	/* The device tells how I/O is best aligned. */
	BLK_F_TOPOLOGY = 10,
	/* The cache can be switched between writeback and writethrough. */
	BLK_F_CONFIG_WCE = 11,
	/* The device has several virtqueues. */
	BLK_F_MQ = 12,
	/* The device can discard sectors. */
	BLK_F_DISCARD = 13,
	/* The device can write zeroes by itself. */
	BLK_F_WRITE_ZEROES = 14,
	/* The device tells how worn its storage is. */
	BLK_F_LIFETIME = 15,
	/* The device can erase sectors securely. */
	BLK_F_SECURE_ERASE = 16,
	/* The device is a zoned block device. */
	BLK_F_ZONED = 17,
};

/* Virtqueues. */
enum {
	/* Requests of the driver. */
	BLK_VQ_REQUESTQ = 0,
};

/* The outcome of a request. */
enum {
	BLK_S_OK = 0,
	BLK_S_IOERR = 1,
	BLK_S_UNSUPP = 2,
};

/* The mode of the cache. */
enum {
	BLK_WRITEBACK_WRITETHROUGH = 0,
	BLK_WRITEBACK_WRITEBACK = 1,
};

/* Whether zeroing may deallocate sectors. */
enum {
	BLK_WRITE_ZEROES_MAY_UNMAP_NO = 0,
	BLK_WRITE_ZEROES_MAY_UNMAP_YES = 1,
};

/* Who manages the zones. */
enum {
	BLK_MODEL_NONE = 0,
	BLK_MODEL_HM = 1,
	BLK_MODEL_HA = 2,
};

/* Opcodes of blk_request. */
enum {
	/* Reads sectors. */
	BLK_T_IN = 0,
	/* Writes sectors. */
	BLK_T_OUT = 1,
	/* Makes what was written durable. */
	BLK_T_FLUSH = 4,
	/* Tells the name of the disk, in ASCII, padded with zero bytes. */
	BLK_T_GET_ID = 8,
};

/* Fields of the configuration space, as config_write() is told of them. */
enum {
	BLK_CONFIG_CAPACITY,
	BLK_CONFIG_SIZE_MAX,
	BLK_CONFIG_SEG_MAX,
	BLK_CONFIG_GEOMETRY,
	BLK_CONFIG_BLK_SIZE,
	BLK_CONFIG_TOPOLOGY,
	BLK_CONFIG_WRITEBACK,
	BLK_CONFIG_UNUSED0,
	BLK_CONFIG_NUM_QUEUES,
	BLK_CONFIG_MAX_DISCARD_SECTORS,
	BLK_CONFIG_MAX_DISCARD_SEG,
	BLK_CONFIG_DISCARD_SECTOR_ALIGNMENT,
	BLK_CONFIG_MAX_WRITE_ZEROES_SECTORS,
	BLK_CONFIG_MAX_WRITE_ZEROES_SEG,
	BLK_CONFIG_WRITE_ZEROES_MAY_UNMAP,
	BLK_CONFIG_UNUSED1,
	BLK_CONFIG_MAX_SECURE_ERASE_SECTORS,
	BLK_CONFIG_MAX_SECURE_ERASE_SEG,
	BLK_CONFIG_SECURE_ERASE_SECTOR_ALIGNMENT,
	BLK_CONFIG_ZONED,
};

/* The geometry of an old-style disk. */
struct blk_geometry {
	uint16_t cylinders;
	uint8_t heads;
	uint8_t sectors;
};

/* How I/O is best aligned. */
struct blk_topology {
	/* Logical blocks in a physical one, as a power of two. */
	uint8_t physical_block_exp;
	/* Offset of the first aligned logical block. */
	uint8_t alignment_offset;
	/* Suggested smallest I/O in blocks. */
	uint16_t min_io_size;
	/* Suggested largest I/O in blocks. */
	uint32_t opt_io_size;
};

/* What the zones are like. */
struct blk_zoned {
	/* Sectors of a zone. */
	uint32_t zone_sectors;
	/* Most zones that are open at once. */
	uint32_t max_open_zones;
	/* Most zones that are active at once. */
	uint32_t max_active_zones;
	/* Most sectors that a request appends. */
	uint32_t max_append_sectors;
	/* How writes are aligned in bytes. */
	uint32_t write_granularity;
	/* Who manages the zones. */
	uint8_t model;
};

/* The configuration space. */
struct blk_config {
	/* Size in sectors of 512 bytes. */
	uint64_t capacity;
	/* The largest size of a segment. Only if BLK_F_SIZE_MAX is offered. */
	uint32_t size_max;
	/* Most segments of a request. Only if BLK_F_SEG_MAX is offered. */
	uint32_t seg_max;
	/*
	 * The geometry of an old-style disk. Only if BLK_F_GEOMETRY is offered.
	 */
	struct blk_geometry geometry;
	/*
	 * The block size that suits the disk. Only if BLK_F_BLK_SIZE is
	 * offered.
	 */
	uint32_t blk_size;
	/* How I/O is best aligned. Only if BLK_F_TOPOLOGY is offered. */
	struct blk_topology topology;
	/* The mode of the cache. Only if BLK_F_CONFIG_WCE is offered. */
	uint8_t writeback;
	/* How many virtqueues there are. Only if BLK_F_MQ is offered. */
	uint16_t num_queues;
	/*
	 * Most sectors of a segment to discard. Only if BLK_F_DISCARD is
	 * offered.
	 */
	uint32_t max_discard_sectors;
	/*
	 * Most segments to discard at once. Only if BLK_F_DISCARD is offered.
	 */
	uint32_t max_discard_seg;
	/*
	 * How a request to discard is best aligned, in sectors. Only if
	 * BLK_F_DISCARD is offered.
	 */
	uint32_t discard_sector_alignment;
	/*
	 * Most sectors of a segment to zero. Only if BLK_F_WRITE_ZEROES is
	 * offered.
	 */
	uint32_t max_write_zeroes_sectors;
	/*
	 * Most segments to zero at once. Only if BLK_F_WRITE_ZEROES is offered.
	 */
	uint32_t max_write_zeroes_seg;
	/*
	 * Whether zeroing may deallocate sectors. Only if BLK_F_WRITE_ZEROES is
	 * offered.
	 */
	uint8_t write_zeroes_may_unmap;
	/*
	 * Most sectors of a segment to erase. Only if BLK_F_SECURE_ERASE is
	 * offered.
	 */
	uint32_t max_secure_erase_sectors;
	/*
	 * Most segments to erase at once. Only if BLK_F_SECURE_ERASE is
	 * offered.
	 */
	uint32_t max_secure_erase_seg;
	/*
	 * How a request to erase is best aligned, in sectors. Only if
	 * BLK_F_SECURE_ERASE is offered.
	 */
	uint32_t secure_erase_sector_alignment;
	/* What the zones are like. Only if BLK_F_ZONED is offered. */
	struct blk_zoned zoned;
};

/* Reads sectors. */
struct blk_in {
	/* Where to read or write; zero in other requests. */
	uint64_t sector;
};

/* The reply to in. */
struct blk_in_reply {
	/* As on the wire: u8[] */
	struct vqs_span data;
	uint8_t status;
};

/* Writes sectors. */
struct blk_out {
	/* Where to read or write; zero in other requests. */
	uint64_t sector;
	/* As on the wire: u8[] */
	struct vqs_span data;
};

/* The reply to out. */
struct blk_out_reply {
	uint8_t status;
};

/* Makes what was written durable. */
struct blk_flush {
	/* Where to read or write; zero in other requests. */
	uint64_t sector;
};

/* The reply to flush. */
struct blk_flush_reply {
	uint8_t status;
};

/* Tells the name of the disk, in ASCII, padded with zero bytes. */
struct blk_get_id {
	/* Where to read or write; zero in other requests. */
	uint64_t sector;
};

/* The reply to get_id. */
struct blk_get_id_reply {
	uint8_t id[20];
	uint8_t status;
};

extern const struct vqs_type blk_type;

#endif
