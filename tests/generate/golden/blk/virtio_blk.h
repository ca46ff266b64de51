/* SPDX-License-Identifier: ((GPL-2.0 WITH Linux-syscall-note) OR BSD-3-Clause) */
/*
 * A block device, that is a disk.
 *
 * Made by vqsmith from blk.yaml; it belongs to you. To make it again:
 *	vqsmith generate header blk.yaml
 */
#ifndef _LINUX_VIRTIO_BLK_H
#define _LINUX_VIRTIO_BLK_H

#include <linux/ioctl.h>
#include <linux/types.h>

#define VIRTIO_ID_BLK	2

/* Feature bits */

/* The largest size of a segment is in size_max. */
#define VIRTIO_BLK_F_SIZE_MAX		1

/* The greatest number of segments of a request is in seg_max. */
#define VIRTIO_BLK_F_SEG_MAX		2

/* The geometry of an old-style disk is in geometry. */
#define VIRTIO_BLK_F_GEOMETRY		4

/* The device is read-only. */
#define VIRTIO_BLK_F_RO			5

/* The block size of the disk is in blk_size. */
#define VIRTIO_BLK_F_BLK_SIZE		6

/* The device has a cache that can be flushed. */
#define VIRTIO_BLK_F_FLUSH		9

/* The device tells how I/O is best aligned. */
#define VIRTIO_BLK_F_TOPOLOGY		10

/* The cache can be switched between writeback and writethrough. */
#define VIRTIO_BLK_F_CONFIG_WCE		11

/* The device has several virtqueues. */
#define VIRTIO_BLK_F_MQ			12

/* The device can discard sectors. */
#define VIRTIO_BLK_F_DISCARD		13

/* The device can write zeroes by itself. */
#define VIRTIO_BLK_F_WRITE_ZEROES	14

/* The device tells how worn its storage is. */
#define VIRTIO_BLK_F_LIFETIME		15

/* The device can erase sectors securely. */
#define VIRTIO_BLK_F_SECURE_ERASE	16

/* The device is a zoned block device. */
#define VIRTIO_BLK_F_ZONED		17

/* Virtqueues */
#define VIRTIO_BLK_VQ_REQUESTQ	0	/* Requests of the driver. */

/* Values of status */
#define VIRTIO_BLK_S_OK				0
#define VIRTIO_BLK_S_IOERR			1

/* The device does not know the request. */
#define VIRTIO_BLK_S_UNSUPP			2

/* The zone is not one for this request. */
#define VIRTIO_BLK_S_ZONE_INVALID_CMD		3

/* The write is not at the write pointer. */
#define VIRTIO_BLK_S_ZONE_UNALIGNED_WP		4

/* Too many zones are open. */
#define VIRTIO_BLK_S_ZONE_OPEN_RESOURCE		5

/* Too many zones are active. */
#define VIRTIO_BLK_S_ZONE_ACTIVE_RESOURCE	6

/* Values of model */

/* Nobody, or the device alone. */
#define VIRTIO_BLK_Z_NONE	0

/* The driver, who writes a zone in order. */
#define VIRTIO_BLK_Z_HM		1

/* The device, which prefers writes in order. */
#define VIRTIO_BLK_Z_HA		2

/* Values of pre_eol_info */
#define VIRTIO_BLK_PRE_EOL_INFO_UNDEFINED	0

/* Less than 80% are used up. */
#define VIRTIO_BLK_PRE_EOL_INFO_NORMAL		1

/* 80% are used up. */
#define VIRTIO_BLK_PRE_EOL_INFO_WARNING		2

/* 90% are used up. */
#define VIRTIO_BLK_PRE_EOL_INFO_URGENT		3

/* Values of zone_type */

/* Conventional, written in any order. */
#define VIRTIO_BLK_ZT_CONV	1

/* Has to be written in order. */
#define VIRTIO_BLK_ZT_SWR	2

/* Is best written in order. */
#define VIRTIO_BLK_ZT_SWP	3

/* Values of zone_state */

/* Conventional, without a write pointer. */
#define VIRTIO_BLK_ZS_NOT_WP	0
#define VIRTIO_BLK_ZS_EMPTY	1

/* Opened by a write. */
#define VIRTIO_BLK_ZS_IOPEN	2

/* Opened by a request. */
#define VIRTIO_BLK_ZS_EOPEN	3
#define VIRTIO_BLK_ZS_CLOSED	4
#define VIRTIO_BLK_ZS_RDONLY	13
#define VIRTIO_BLK_ZS_FULL	14
#define VIRTIO_BLK_ZS_OFFLINE	15

/* Flags of write_zeroes_flag */

/* The sectors may be deallocated as well. */
#define VIRTIO_BLK_WRITE_ZEROES_FLAG_UNMAP	0x1

/* The mode of the cache. */
#define VIRTIO_BLK_WRITEBACK_WRITETHROUGH	0
#define VIRTIO_BLK_WRITEBACK_WRITEBACK		1

/* Whether zeroing may deallocate sectors. */
#define VIRTIO_BLK_WRITE_ZEROES_MAY_UNMAP_NO	0
#define VIRTIO_BLK_WRITE_ZEROES_MAY_UNMAP_YES	1

/* What the zones are like. */
struct virtio_blk_zoned_characteristics {
	/* Sectors of a zone. */
	__le32 zone_sectors;
	/* Most zones that are open at once. */
	__le32 max_open_zones;
	/* Most zones that are active at once. */
	__le32 max_active_zones;
	/* Most sectors that a request appends. */
	__le32 max_append_sectors;
	/* How writes are aligned in bytes. */
	__le32 write_granularity;
	/* Who manages the zones. */
	__u8 model;
	__u8 unused2[3];
};

/* A range of sectors to discard, to zero or to erase. */
struct virtio_blk_discard_write_zeroes {
	/* The first sector. */
	__le64 sector;
	/* How many sectors. */
	__le32 num_sectors;
	/* Zero but to write zeroes. */
	__le32 flags;
};

/* How worn the storage is. */
struct virtio_blk_lifetime {
	/* How many of the spare blocks are used up. */
	__le16 pre_eol_info;
	/* Wear of SLC cells in steps of 10%; 0 is undefined, 11 is worn out. */
	__le16 device_lifetime_est_typ_a;
	/* Wear of MLC cells in steps of 10%; 0 is undefined, 11 is worn out. */
	__le16 device_lifetime_est_typ_b;
};

/* How a zone is. */
struct virtio_blk_zone_descriptor {
	/* Sectors that can be written in the zone. */
	__le64 z_cap;
	/* The first sector of the zone. */
	__le64 z_start;
	/* The sector to write next. */
	__le64 z_wp;
	__u8 z_type;
	__u8 z_state;
	__u8 reserved[38];
};

/* The geometry of an old-style disk. */
struct virtio_blk_geometry {
	__le16 cylinders;
	__u8 heads;
	__u8 sectors;
};

/* How I/O is best aligned. */
struct virtio_blk_topology {
	/* Logical blocks in a physical one, as a power of two. */
	__u8 physical_block_exp;
	/* Offset of the first aligned logical block. */
	__u8 alignment_offset;
	/* Suggested smallest I/O in blocks. */
	__le16 min_io_size;
	/* Suggested largest I/O in blocks. */
	__le32 opt_io_size;
};

/* Configuration space */
struct virtio_blk_config {
	/* Size in sectors of 512 bytes. */
	__le64 capacity;
	/*
	 * The largest size of a segment. Only if VIRTIO_BLK_F_SIZE_MAX is
	 * offered.
	 */
	__le32 size_max;
	/*
	 * Most segments of a request. Only if VIRTIO_BLK_F_SEG_MAX is offered.
	 */
	__le32 seg_max;
	/*
	 * The geometry of an old-style disk. Only if VIRTIO_BLK_F_GEOMETRY is
	 * offered.
	 */
	struct virtio_blk_geometry geometry;
	/*
	 * The block size that suits the disk. Only if VIRTIO_BLK_F_BLK_SIZE is
	 * offered.
	 */
	__le32 blk_size;
	/* How I/O is best aligned. Only if VIRTIO_BLK_F_TOPOLOGY is offered. */
	struct virtio_blk_topology topology;
	/* The mode of the cache. Only if VIRTIO_BLK_F_CONFIG_WCE is offered. */
	__u8 writeback;
	__u8 unused0;
	/* How many virtqueues there are. Only if VIRTIO_BLK_F_MQ is offered. */
	__le16 num_queues;
	/*
	 * Most sectors of a segment to discard. Only if VIRTIO_BLK_F_DISCARD is
	 * offered.
	 */
	__le32 max_discard_sectors;
	/*
	 * Most segments to discard at once. Only if VIRTIO_BLK_F_DISCARD is
	 * offered.
	 */
	__le32 max_discard_seg;
	/*
	 * How a request to discard is best aligned, in sectors. Only if
	 * VIRTIO_BLK_F_DISCARD is offered.
	 */
	__le32 discard_sector_alignment;
	/*
	 * Most sectors of a segment to zero. Only if VIRTIO_BLK_F_WRITE_ZEROES
	 * is offered.
	 */
	__le32 max_write_zeroes_sectors;
	/*
	 * Most segments to zero at once. Only if VIRTIO_BLK_F_WRITE_ZEROES is
	 * offered.
	 */
	__le32 max_write_zeroes_seg;
	/*
	 * Whether zeroing may deallocate sectors. Only if
	 * VIRTIO_BLK_F_WRITE_ZEROES is offered.
	 */
	__u8 write_zeroes_may_unmap;
	__u8 unused1[3];
	/*
	 * Most sectors of a segment to erase. Only if VIRTIO_BLK_F_SECURE_ERASE
	 * is offered.
	 */
	__le32 max_secure_erase_sectors;
	/*
	 * Most segments to erase at once. Only if VIRTIO_BLK_F_SECURE_ERASE is
	 * offered.
	 */
	__le32 max_secure_erase_seg;
	/*
	 * How a request to erase is best aligned, in sectors. Only if
	 * VIRTIO_BLK_F_SECURE_ERASE is offered.
	 */
	__le32 secure_erase_sector_alignment;
	/* What the zones are like. Only if VIRTIO_BLK_F_ZONED is offered. */
	struct virtio_blk_zoned_characteristics zoned;
};

/* What the driver asks of the disk. */

/* Reads sectors. */
#define VIRTIO_BLK_T_IN			0

/* Writes sectors. */
#define VIRTIO_BLK_T_OUT		1

/* Makes what was written durable. */
#define VIRTIO_BLK_T_FLUSH		4

/* Tells the name of the disk, in ASCII, padded with zero bytes. */
#define VIRTIO_BLK_T_GET_ID		8

/* Tells how worn the storage is. */
#define VIRTIO_BLK_T_GET_LIFETIME	10

/* Tells that the contents of sectors are not needed any more. */
#define VIRTIO_BLK_T_DISCARD		11

/* Writes zeroes to sectors. */
#define VIRTIO_BLK_T_WRITE_ZEROES	13

/* Erases sectors so that nobody can read them any more. */
#define VIRTIO_BLK_T_SECURE_ERASE	14

/* Writes sectors at the write pointer of the zone at sector. */
#define VIRTIO_BLK_T_ZONE_APPEND	15

/* Tells how the zones from sector on are. */
#define VIRTIO_BLK_T_ZONE_REPORT	16

/* Opens the zone at sector. */
#define VIRTIO_BLK_T_ZONE_OPEN		18

/* Closes the zone at sector. */
#define VIRTIO_BLK_T_ZONE_CLOSE		20

/* Makes the zone at sector full. */
#define VIRTIO_BLK_T_ZONE_FINISH	22

/* Makes the zone at sector empty. */
#define VIRTIO_BLK_T_ZONE_RESET		24

/* Makes all zones empty. */
#define VIRTIO_BLK_T_ZONE_RESET_ALL	26

/* What the device-readable part of a buffer starts with */
struct virtio_blk_outhdr {
	__le32 type;
	__le32 reserved;
	/* Where to read or write; zero in other requests. */
	__le64 sector;
};

/* What the device-writable part of a buffer ends with */
struct virtio_blk_resp_trailer {
	__u8 status;
};

/*
 * in: the device-writable part is data (u8[]), then struct
 * virtio_blk_resp_trailer. Reads sectors.
 */

/* out: the device-readable part. Writes sectors. */
struct virtio_blk_out_req {
	struct virtio_blk_outhdr outhdr;
	__u8 data[];
};

/*
 * get_id: the device-writable part. Tells the name of the disk, in ASCII,
 * padded with zero bytes.
 */
struct virtio_blk_get_id_resp {
	__u8 id[20];
	struct virtio_blk_resp_trailer trailer;
};

/* get_lifetime: the device-writable part. Tells how worn the storage is. */
struct virtio_blk_get_lifetime_resp {
	struct virtio_blk_lifetime data;
	struct virtio_blk_resp_trailer trailer;
} __attribute__((packed));

/*
 * discard: the device-readable part. Tells that the contents of sectors are not
 * needed any more.
 */
struct virtio_blk_discard_req {
	struct virtio_blk_outhdr outhdr;
	struct virtio_blk_discard_write_zeroes data[];
};

/* write_zeroes: the device-readable part. Writes zeroes to sectors. */
struct virtio_blk_write_zeroes_req {
	struct virtio_blk_outhdr outhdr;
	struct virtio_blk_discard_write_zeroes data[];
};

/*
 * secure_erase: the device-readable part. Erases sectors so that nobody can
 * read them any more.
 */
struct virtio_blk_secure_erase_req {
	struct virtio_blk_outhdr outhdr;
	struct virtio_blk_discard_write_zeroes data[];
};

/*
 * zone_append: the device-readable part. Writes sectors at the write pointer of
 * the zone at sector.
 */
struct virtio_blk_zone_append_req {
	struct virtio_blk_outhdr outhdr;
	__u8 data[];
};

/*
 * zone_append: the device-writable part. Writes sectors at the write pointer of
 * the zone at sector.
 */
struct virtio_blk_zone_append_resp {
	/* Where the data begins. */
	__le64 append_sector;
	struct virtio_blk_resp_trailer trailer;
} __attribute__((packed));

/*
 * zone_report: the device-writable part is struct virtio_blk_zone_report_resp,
 * then zones (zone_descriptor[]), then struct virtio_blk_resp_trailer. Tells
 * how the zones from sector on are.
 */
struct virtio_blk_zone_report_resp {
	/* How many descriptors are valid. */
	__le64 nr_zones;
	__u8 reserved[56];
};

/*
 * The character device of the Linux driver. Members are in the byte order of
 * the CPU; structures and what stands at an address are as the device has them.
 * A length is in bytes; of a reply it is the room that there is, and then what
 * came. Padding is zero.
 */
#define VIRTIO_BLK_IOC_MAGIC	0xB9

/* Reads sectors. */
struct virtio_blk_ioc_in {
	/* Where to read or write; zero in other requests. */
	__u64 sector;
	/* the reply: */
	/* address of: __u8[] */
	__u64 data;
	__u32 data_length;
	__u8 status;
	__u8 __pad[3];
};

#define VIRTIO_BLK_IOC_IN \
	_IOWR(VIRTIO_BLK_IOC_MAGIC, 0, struct virtio_blk_ioc_in)

/* Writes sectors. */
struct virtio_blk_ioc_out {
	/* Where to read or write; zero in other requests. */
	__u64 sector;
	/* address of: __u8[] */
	__u64 data;
	__u32 data_length;
	/* the reply: */
	__u8 status;
	__u8 __pad[3];
};

#define VIRTIO_BLK_IOC_OUT \
	_IOWR(VIRTIO_BLK_IOC_MAGIC, 1, struct virtio_blk_ioc_out)

/* Makes what was written durable. */
struct virtio_blk_ioc_flush {
	/* Where to read or write; zero in other requests. */
	__u64 sector;
	/* the reply: */
	__u8 status;
	__u8 __pad[7];
};

#define VIRTIO_BLK_IOC_FLUSH \
	_IOWR(VIRTIO_BLK_IOC_MAGIC, 4, struct virtio_blk_ioc_flush)

/* Tells the name of the disk, in ASCII, padded with zero bytes. */
struct virtio_blk_ioc_get_id {
	/* Where to read or write; zero in other requests. */
	__u64 sector;
	/* the reply: */
	__u8 id[20];
	__u8 status;
	__u8 __pad[3];
};

#define VIRTIO_BLK_IOC_GET_ID \
	_IOWR(VIRTIO_BLK_IOC_MAGIC, 8, struct virtio_blk_ioc_get_id)

/* Tells how worn the storage is. */
struct virtio_blk_ioc_get_lifetime {
	/* Where to read or write; zero in other requests. */
	__u64 sector;
	/* the reply: */
	struct virtio_blk_lifetime data;
	__u8 status;
	__u8 __pad[1];
};

#define VIRTIO_BLK_IOC_GET_LIFETIME \
	_IOWR(VIRTIO_BLK_IOC_MAGIC, 10, struct virtio_blk_ioc_get_lifetime)

/* Tells that the contents of sectors are not needed any more. */
struct virtio_blk_ioc_discard {
	/* Where to read or write; zero in other requests. */
	__u64 sector;
	/* address of: struct virtio_blk_discard_write_zeroes[] */
	__u64 data;
	__u32 data_length;
	/* the reply: */
	__u8 status;
	__u8 __pad[3];
};

#define VIRTIO_BLK_IOC_DISCARD \
	_IOWR(VIRTIO_BLK_IOC_MAGIC, 11, struct virtio_blk_ioc_discard)

/* Writes zeroes to sectors. */
struct virtio_blk_ioc_write_zeroes {
	/* Where to read or write; zero in other requests. */
	__u64 sector;
	/* address of: struct virtio_blk_discard_write_zeroes[] */
	__u64 data;
	__u32 data_length;
	/* the reply: */
	__u8 status;
	__u8 __pad[3];
};

#define VIRTIO_BLK_IOC_WRITE_ZEROES \
	_IOWR(VIRTIO_BLK_IOC_MAGIC, 13, struct virtio_blk_ioc_write_zeroes)

/* Erases sectors so that nobody can read them any more. */
struct virtio_blk_ioc_secure_erase {
	/* Where to read or write; zero in other requests. */
	__u64 sector;
	/* address of: struct virtio_blk_discard_write_zeroes[] */
	__u64 data;
	__u32 data_length;
	/* the reply: */
	__u8 status;
	__u8 __pad[3];
};

#define VIRTIO_BLK_IOC_SECURE_ERASE \
	_IOWR(VIRTIO_BLK_IOC_MAGIC, 14, struct virtio_blk_ioc_secure_erase)

/* Writes sectors at the write pointer of the zone at sector. */
struct virtio_blk_ioc_zone_append {
	/* Where to read or write; zero in other requests. */
	__u64 sector;
	/* address of: __u8[] */
	__u64 data;
	__u32 data_length;
	__u8 __pad[4];
	/* the reply: */
	/* Where the data begins. */
	__u64 append_sector;
	__u8 status;
	__u8 __pad2[7];
};

#define VIRTIO_BLK_IOC_ZONE_APPEND \
	_IOWR(VIRTIO_BLK_IOC_MAGIC, 15, struct virtio_blk_ioc_zone_append)

/* Tells how the zones from sector on are. */
struct virtio_blk_ioc_zone_report {
	/* Where to read or write; zero in other requests. */
	__u64 sector;
	/* the reply: */
	/* How many descriptors are valid. */
	__u64 nr_zones;
	/* address of: struct virtio_blk_zone_descriptor[] */
	__u64 zones;
	__u32 zones_length;
	__u8 status;
	__u8 __pad[3];
};

#define VIRTIO_BLK_IOC_ZONE_REPORT \
	_IOWR(VIRTIO_BLK_IOC_MAGIC, 16, struct virtio_blk_ioc_zone_report)

/* Opens the zone at sector. */
struct virtio_blk_ioc_zone_open {
	/* Where to read or write; zero in other requests. */
	__u64 sector;
	/* the reply: */
	__u8 status;
	__u8 __pad[7];
};

#define VIRTIO_BLK_IOC_ZONE_OPEN \
	_IOWR(VIRTIO_BLK_IOC_MAGIC, 18, struct virtio_blk_ioc_zone_open)

/* Closes the zone at sector. */
struct virtio_blk_ioc_zone_close {
	/* Where to read or write; zero in other requests. */
	__u64 sector;
	/* the reply: */
	__u8 status;
	__u8 __pad[7];
};

#define VIRTIO_BLK_IOC_ZONE_CLOSE \
	_IOWR(VIRTIO_BLK_IOC_MAGIC, 20, struct virtio_blk_ioc_zone_close)

/* Makes the zone at sector full. */
struct virtio_blk_ioc_zone_finish {
	/* Where to read or write; zero in other requests. */
	__u64 sector;
	/* the reply: */
	__u8 status;
	__u8 __pad[7];
};

#define VIRTIO_BLK_IOC_ZONE_FINISH \
	_IOWR(VIRTIO_BLK_IOC_MAGIC, 22, struct virtio_blk_ioc_zone_finish)

/* Makes the zone at sector empty. */
struct virtio_blk_ioc_zone_reset {
	/* Where to read or write; zero in other requests. */
	__u64 sector;
	/* the reply: */
	__u8 status;
	__u8 __pad[7];
};

#define VIRTIO_BLK_IOC_ZONE_RESET \
	_IOWR(VIRTIO_BLK_IOC_MAGIC, 24, struct virtio_blk_ioc_zone_reset)

/* Makes all zones empty. */
struct virtio_blk_ioc_zone_reset_all {
	/* Where to read or write; zero in other requests. */
	__u64 sector;
	/* the reply: */
	__u8 status;
	__u8 __pad[7];
};

#define VIRTIO_BLK_IOC_ZONE_RESET_ALL \
	_IOWR(VIRTIO_BLK_IOC_MAGIC, 26, struct virtio_blk_ioc_zone_reset_all)

#endif /* _LINUX_VIRTIO_BLK_H */
