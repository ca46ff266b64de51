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

/* The outcome of a request. */
#define VIRTIO_BLK_S_OK		0
#define VIRTIO_BLK_S_IOERR	1
#define VIRTIO_BLK_S_UNSUPP	2

/* The mode of the cache. */
#define VIRTIO_BLK_WRITEBACK_WRITETHROUGH	0
#define VIRTIO_BLK_WRITEBACK_WRITEBACK		1

/* Whether zeroing may deallocate sectors. */
#define VIRTIO_BLK_WRITE_ZEROES_MAY_UNMAP_NO	0
#define VIRTIO_BLK_WRITE_ZEROES_MAY_UNMAP_YES	1

/* Who manages the zones. */
#define VIRTIO_BLK_MODEL_NONE	0
#define VIRTIO_BLK_MODEL_HM	1
#define VIRTIO_BLK_MODEL_HA	2

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

/* What the zones are like. */
struct virtio_blk_zoned {
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
	struct virtio_blk_zoned zoned;
};

/* What the driver asks of the disk. */

/* Reads sectors. */
#define VIRTIO_BLK_T_IN		0

/* Writes sectors. */
#define VIRTIO_BLK_T_OUT	1

/* Makes what was written durable. */
#define VIRTIO_BLK_T_FLUSH	4

/* Tells the name of the disk, in ASCII, padded with zero bytes. */
#define VIRTIO_BLK_T_GET_ID	8

/* What the device-readable part of a buffer starts with */
struct virtio_blk_req_hdr {
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
	struct virtio_blk_req_hdr hdr;
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

#endif /* _LINUX_VIRTIO_BLK_H */
