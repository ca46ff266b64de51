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

/* Values of status. */
enum {
	BLK_S_OK = 0,
	BLK_S_IOERR = 1,
	/* The device does not know the request. */
	BLK_S_UNSUPP = 2,
	/* The zone is not one for this request. */
	BLK_S_ZONE_INVALID_CMD = 3,
	/* The write is not at the write pointer. */
	BLK_S_ZONE_UNALIGNED_WP = 4,
	/* Too many zones are open. */
	BLK_S_ZONE_OPEN_RESOURCE = 5,
	/* Too many zones are active. */
	BLK_S_ZONE_ACTIVE_RESOURCE = 6,
};

/* Values of model. */
enum {
	/* Nobody, or the device alone. */
	BLK_Z_NONE = 0,
	/* The driver, who writes a zone in order. */
	BLK_Z_HM = 1,
	/* The device, which prefers writes in order. */
	BLK_Z_HA = 2,
};

/* Values of pre_eol_info. */
enum {
	BLK_PRE_EOL_INFO_UNDEFINED = 0,
	/* Less than 80% are used up. */
	BLK_PRE_EOL_INFO_NORMAL = 1,
	/* 80% are used up. */
	BLK_PRE_EOL_INFO_WARNING = 2,
	/* 90% are used up. */
	BLK_PRE_EOL_INFO_URGENT = 3,
};

/* Values of zone_type. */
enum {
	/* Conventional, written in any order. */
	BLK_ZT_CONV = 1,
	/* Has to be written in order. */
	BLK_ZT_SWR = 2,
	/* Is best written in order. */
	BLK_ZT_SWP = 3,
};

/* Values of zone_state. */
enum {
	/* Conventional, without a write pointer. */
	BLK_ZS_NOT_WP = 0,
	BLK_ZS_EMPTY = 1,
	/* Opened by a write. */
	BLK_ZS_IOPEN = 2,
	/* Opened by a request. */
	BLK_ZS_EOPEN = 3,
	BLK_ZS_CLOSED = 4,
	BLK_ZS_RDONLY = 13,
	BLK_ZS_FULL = 14,
	BLK_ZS_OFFLINE = 15,
};

/* Flags of write_zeroes_flag. */
enum {
	/* The sectors may be deallocated as well. */
	BLK_WRITE_ZEROES_FLAG_UNMAP = 1,
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
	/* Tells how worn the storage is. */
	BLK_T_GET_LIFETIME = 10,
	/* Tells that the contents of sectors are not needed any more. */
	BLK_T_DISCARD = 11,
	/* Writes zeroes to sectors. */
	BLK_T_WRITE_ZEROES = 13,
	/* Erases sectors so that nobody can read them any more. */
	BLK_T_SECURE_ERASE = 14,
	/* Writes sectors at the write pointer of the zone at sector. */
	BLK_T_ZONE_APPEND = 15,
	/* Tells how the zones from sector on are. */
	BLK_T_ZONE_REPORT = 16,
	/* Opens the zone at sector. */
	BLK_T_ZONE_OPEN = 18,
	/* Closes the zone at sector. */
	BLK_T_ZONE_CLOSE = 20,
	/* Makes the zone at sector full. */
	BLK_T_ZONE_FINISH = 22,
	/* Makes the zone at sector empty. */
	BLK_T_ZONE_RESET = 24,
	/* Makes all zones empty. */
	BLK_T_ZONE_RESET_ALL = 26,
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

/* What the zones are like. */
struct blk_zoned_characteristics {
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

/* A range of sectors to discard, to zero or to erase. */
struct blk_discard_write_zeroes {
	/* The first sector. */
	uint64_t sector;
	/* How many sectors. */
	uint32_t num_sectors;
	/* Zero but to write zeroes. */
	uint32_t flags;
};

/* How worn the storage is. */
struct blk_lifetime {
	/* How many of the spare blocks are used up. */
	uint16_t pre_eol_info;
	/* Wear of SLC cells in steps of 10%; 0 is undefined, 11 is worn out. */
	uint16_t device_lifetime_est_typ_a;
	/* Wear of MLC cells in steps of 10%; 0 is undefined, 11 is worn out. */
	uint16_t device_lifetime_est_typ_b;
};

/* How a zone is. */
struct blk_zone_descriptor {
	/* Sectors that can be written in the zone. */
	uint64_t z_cap;
	/* The first sector of the zone. */
	uint64_t z_start;
	/* The sector to write next. */
	uint64_t z_wp;
	uint8_t z_type;
	uint8_t z_state;
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
	struct blk_zoned_characteristics zoned;
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

/* Tells how worn the storage is. */
struct blk_get_lifetime {
	/* Where to read or write; zero in other requests. */
	uint64_t sector;
};

/* The reply to get_lifetime. */
struct blk_get_lifetime_reply {
	struct blk_lifetime data;
	uint8_t status;
};

/* Tells that the contents of sectors are not needed any more. */
struct blk_discard {
	/* Where to read or write; zero in other requests. */
	uint64_t sector;
	/* As on the wire: discard_write_zeroes[] */
	struct vqs_span data;
};

/* The reply to discard. */
struct blk_discard_reply {
	uint8_t status;
};

/*
 * Reads and writes one element of data, where the span lies. -ERANGE: it has
 * none of this index.
 */
int blk_discard_get_data(const struct blk_discard *from, uint32_t index,
                         struct blk_discard_write_zeroes *element);
int blk_discard_put_data(const struct blk_discard *to, uint32_t index,
                         const struct blk_discard_write_zeroes *element);

/* Writes zeroes to sectors. */
struct blk_write_zeroes {
	/* Where to read or write; zero in other requests. */
	uint64_t sector;
	/* As on the wire: discard_write_zeroes[] */
	struct vqs_span data;
};

/* The reply to write_zeroes. */
struct blk_write_zeroes_reply {
	uint8_t status;
};

/*
 * Reads and writes one element of data, where the span lies. -ERANGE: it has
 * none of this index.
 */
int blk_write_zeroes_get_data(const struct blk_write_zeroes *from, uint32_t index,
                              struct blk_discard_write_zeroes *element);
int blk_write_zeroes_put_data(const struct blk_write_zeroes *to, uint32_t index,
                              const struct blk_discard_write_zeroes *element);

/* Erases sectors so that nobody can read them any more. */
struct blk_secure_erase {
	/* Where to read or write; zero in other requests. */
	uint64_t sector;
	/* As on the wire: discard_write_zeroes[] */
	struct vqs_span data;
};

/* The reply to secure_erase. */
struct blk_secure_erase_reply {
	uint8_t status;
};

/*
 * Reads and writes one element of data, where the span lies. -ERANGE: it has
 * none of this index.
 */
int blk_secure_erase_get_data(const struct blk_secure_erase *from, uint32_t index,
                              struct blk_discard_write_zeroes *element);
int blk_secure_erase_put_data(const struct blk_secure_erase *to, uint32_t index,
                              const struct blk_discard_write_zeroes *element);

/* Writes sectors at the write pointer of the zone at sector. */
struct blk_zone_append {
	/* Where to read or write; zero in other requests. */
	uint64_t sector;
	/* As on the wire: u8[] */
	struct vqs_span data;
};

/* The reply to zone_append. */
struct blk_zone_append_reply {
	/* Where the data begins. */
	uint64_t append_sector;
	uint8_t status;
};

/* Tells how the zones from sector on are. */
struct blk_zone_report {
	/* Where to read or write; zero in other requests. */
	uint64_t sector;
};

/* The reply to zone_report. */
struct blk_zone_report_reply {
	/* How many descriptors are valid. */
	uint64_t nr_zones;
	/* As on the wire: zone_descriptor[] */
	struct vqs_span zones;
	uint8_t status;
};

/*
 * Reads and writes one element of zones, where the span lies. -ERANGE: it has
 * none of this index.
 */
int blk_zone_report_reply_get_zones(const struct blk_zone_report_reply *from,
                                    uint32_t index, struct blk_zone_descriptor *element);
int blk_zone_report_reply_put_zones(const struct blk_zone_report_reply *to,
                                    uint32_t index,
                                    const struct blk_zone_descriptor *element);

/* Opens the zone at sector. */
struct blk_zone_open {
	/* Where to read or write; zero in other requests. */
	uint64_t sector;
};

/* The reply to zone_open. */
struct blk_zone_open_reply {
	uint8_t status;
};

/* Closes the zone at sector. */
struct blk_zone_close {
	/* Where to read or write; zero in other requests. */
	uint64_t sector;
};

/* The reply to zone_close. */
struct blk_zone_close_reply {
	uint8_t status;
};

/* Makes the zone at sector full. */
struct blk_zone_finish {
	/* Where to read or write; zero in other requests. */
	uint64_t sector;
};

/* The reply to zone_finish. */
struct blk_zone_finish_reply {
	uint8_t status;
};

/* Makes the zone at sector empty. */
struct blk_zone_reset {
	/* Where to read or write; zero in other requests. */
	uint64_t sector;
};

/* The reply to zone_reset. */
struct blk_zone_reset_reply {
	uint8_t status;
};

/* Makes all zones empty. */
struct blk_zone_reset_all {
	/* Where to read or write; zero in other requests. */
	uint64_t sector;
};

/* The reply to zone_reset_all. */
struct blk_zone_reset_all_reply {
	uint8_t status;
};

extern const struct vqs_type blk_type;

#endif
