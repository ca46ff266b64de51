/* SPDX-License-Identifier: ((GPL-2.0 WITH Linux-syscall-note) OR BSD-3-Clause) */
/*
 * Strings of beads.
 *
 * Made by vqsmith from parts.yaml; it belongs to you. To make it again:
 *	vqsmith generate header parts.yaml
 */
#ifndef _LINUX_VIRTIO_BEADS_H
#define _LINUX_VIRTIO_BEADS_H

#include <linux/ioctl.h>
#include <linux/types.h>

#define VIRTIO_ID_BEADS	65535	/* experimental */

/* Feature bits */
#define VIRTIO_BEADS_F_TAGS	0	/* Each string has a tag. */
#define VIRTIO_BEADS_F_WIDE	1	/* Beads have a width. */
#define VIRTIO_BEADS_F_FAST	2	/* More beads in one go. */
#define VIRTIO_BEADS_F_OLD	3	/* Requests have a pad. */

/* Virtqueues */
#define VIRTIO_BEADS_VQ_REQUESTS	0	/* Requests. */
#define VIRTIO_BEADS_VQ_FRAMES		1	/* Beads as they pass. */

/* The outcome of a request. */

/* It was done. */
#define VIRTIO_BEADS_STATUS_OK		0

/* The device does not know the request. */
#define VIRTIO_BEADS_STATUS_UNSUPPORTED	1

/* The request is not as described. */
#define VIRTIO_BEADS_STATUS_INVALID	2

/* The device could not do it. */
#define VIRTIO_BEADS_STATUS_FAILED	3

/* What stands before a bead. */
struct virtio_beads_bead_head {
	__le16 colour;
	/* Only if VIRTIO_BEADS_F_TAGS is offered. */
	__le16 hue;
	/* Only if VIRTIO_BEADS_F_WIDE is offered. */
	__le16 reserved;
	/* Only if VIRTIO_BEADS_F_TAGS and VIRTIO_BEADS_F_WIDE is offered. */
	__le16 width;
};

/* Configuration space */
struct virtio_beads_config {
	/* Bytes of a name. */
	__le16 name_size;
	/* Holes in a bead. */
	__u8 holes;
	__u8 reserved;
};

/* What the driver asks for. */
#define VIRTIO_BEADS_GET_NAME	1	/* Tells the name. */
#define VIRTIO_BEADS_PUT_TAG	2	/* Puts a tag on. */
#define VIRTIO_BEADS_GET_MANY	3	/* Many. */
#define VIRTIO_BEADS_TRADE	4	/* As many back as there were. */

/* What the device-readable part of a buffer starts with */
struct virtio_beads_req_hdr {
	__le16 type;
	__u8 reserved[6];
};

/* What the device-writable part of a buffer starts with */
struct virtio_beads_resp_hdr {
	__u8 status;
	__u8 reserved[7];
};

/* get_name: the device-writable part. Tells the name. */
struct virtio_beads_get_name_resp {
	struct virtio_beads_resp_hdr hdr;
	__u8 name[];
};

/*
 * put_tag: the device-readable part is struct virtio_beads_put_tag_req, then
 * holes (u8[config.holes]), then text (u8[]). Puts a tag on.
 */
struct virtio_beads_put_tag_req {
	struct virtio_beads_req_hdr hdr;
	/* Only if VIRTIO_BEADS_F_TAGS is offered. */
	__le32 old_tag;
	__le32 pad;
	__le32 count;
	__le32 size;
	/* Only if VIRTIO_BEADS_F_WIDE is offered. */
	__le32 tag;
};

/*
 * put_tag: the device-writable part is struct virtio_beads_resp_hdr, then beads
 * (le16[readable.count * readable.size]), then struct
 * virtio_beads_put_tag_resp_part2. Puts a tag on.
 */

struct virtio_beads_put_tag_resp_part2 {
	/* Only if VIRTIO_BEADS_F_OLD is offered. */
	__le32 mark;
} __attribute__((packed));

/* get_many: the device-readable part. Many. */
struct virtio_beads_get_many_req {
	struct virtio_beads_req_hdr hdr;
	__u8 rows;
	__u8 columns;
	__u8 reserved[6];
};

/* get_many: the device-writable part. Many. */
struct virtio_beads_get_many_resp {
	struct virtio_beads_resp_hdr hdr;
	__le64 size;
	__le32 beads[];
};

/* trade: the device-readable part. As many back as there were. */
struct virtio_beads_trade_req {
	struct virtio_beads_req_hdr hdr;
	__u8 sent[];
};

/* trade: the device-writable part. As many back as there were. */
struct virtio_beads_trade_resp {
	struct virtio_beads_resp_hdr hdr;
	__u8 got[];
};

/* frame: the device-readable part. Beads. */
struct virtio_beads_frame {
	struct virtio_beads_bead_head head;
	__u8 data[];
};

/*
 * The character device of the Linux driver. Members are in the byte order of
 * the CPU; structures and what stands at an address are as the device has them.
 * A length is in bytes; of a reply it is the room that there is, and then what
 * came. Padding is zero.
 */
#define VIRTIO_BEADS_IOC_MAGIC	0xB9

/* Tells the name. */
struct virtio_beads_ioc_get_name {
	/* the reply: */
	__u8 status;
	__u8 __pad[7];
	/* address of: __u8[] */
	__u64 name;
	__u32 name_length;
	__u8 __pad2[4];
};

#define VIRTIO_BEADS_IOC_GET_NAME \
	_IOWR(VIRTIO_BEADS_IOC_MAGIC, 1, struct virtio_beads_ioc_get_name)

/* Puts a tag on. */
struct virtio_beads_ioc_put_tag {
	__u32 old_tag;
	__u32 count;
	__u32 size;
	__u32 tag;
	/* address of: __u8[] */
	__u64 holes;
	__u32 holes_length;
	__u8 __pad[4];
	/* address of: __u8[] */
	__u64 text;
	__u32 text_length;
	/* the reply: */
	__u8 status;
	__u8 __pad2[3];
	/* address of: __le16[] */
	__u64 beads;
	__u32 beads_length;
	__u32 mark;
};

#define VIRTIO_BEADS_IOC_PUT_TAG \
	_IOWR(VIRTIO_BEADS_IOC_MAGIC, 2, struct virtio_beads_ioc_put_tag)

/* Many. */
struct virtio_beads_ioc_get_many {
	__u8 rows;
	__u8 columns;
	/* the reply: */
	__u8 status;
	__u8 __pad[5];
	__u64 size;
	/* address of: __le32[] */
	__u64 beads;
	__u32 beads_length;
	__u8 __pad2[4];
};

#define VIRTIO_BEADS_IOC_GET_MANY \
	_IOWR(VIRTIO_BEADS_IOC_MAGIC, 3, struct virtio_beads_ioc_get_many)

/* As many back as there were. */
struct virtio_beads_ioc_trade {
	/* address of: __u8[] */
	__u64 sent;
	__u32 sent_length;
	/* the reply: */
	__u8 status;
	__u8 __pad[3];
	/* address of: __u8[] */
	__u64 got;
	__u32 got_length;
	__u8 __pad2[4];
};

#define VIRTIO_BEADS_IOC_TRADE \
	_IOWR(VIRTIO_BEADS_IOC_MAGIC, 4, struct virtio_beads_ioc_trade)

/* Beads. */
struct virtio_beads_ioc_frame {
	struct virtio_beads_bead_head head;
	/* address of: __u8[] */
	__u64 data;
	__u32 data_length;
	__u8 __pad[4];
};

#define VIRTIO_BEADS_IOC_FRAME \
	_IOWR(VIRTIO_BEADS_IOC_MAGIC, 5, struct virtio_beads_ioc_frame)

#endif /* _LINUX_VIRTIO_BEADS_H */
