/* SPDX-License-Identifier: ((GPL-2.0 WITH Linux-syscall-note) OR BSD-3-Clause) */
/*
 * A dimmable lamp that can sense motion.
 *
 * Made by vqsmith from lamp.yaml; it belongs to you. To make it again:
 *	vqsmith generate header lamp.yaml
 */
#ifndef _LINUX_VIRTIO_LAMP_H
#define _LINUX_VIRTIO_LAMP_H

#include <linux/ioctl.h>
#include <linux/types.h>

#define VIRTIO_ID_LAMP	65535	/* experimental */

/* Feature bits */

/* The lamp senses motion and reports it. */
#define VIRTIO_LAMP_F_MOTION	0

/* The lamp plays scenes, sequences of levels. */
#define VIRTIO_LAMP_F_SCENES	1

/* Virtqueues */
#define VIRTIO_LAMP_VQ_REQUESTS	0	/* Requests of the driver. */
#define VIRTIO_LAMP_VQ_EVENTS	1	/* Motion as it happens. */

/* The outcome of a request. */

/* It was done. */
#define VIRTIO_LAMP_STATUS_OK		0

/* The device does not know the request. */
#define VIRTIO_LAMP_STATUS_UNSUPPORTED	1

/* The request is not as described. */
#define VIRTIO_LAMP_STATUS_INVALID	2

/* The device could not do it. */
#define VIRTIO_LAMP_STATUS_FAILED	3

/* One step of a scene. */
struct virtio_lamp_step {
	__le16 level;
	__u8 reserved[2];
	__le32 hold_ms;
};

/* Configuration space */
struct virtio_lamp_config {
	/*
	 * The brightest level that set_level takes; it sinks when the lamp gets
	 * hot.
	 */
	__le16 max_level;
	/*
	 * How far the sensor sees, in millimetres. Only if VIRTIO_LAMP_F_MOTION
	 * is offered.
	 */
	__le16 range_mm;
	/* The serial number in ASCII, padded with zero bytes. */
	__u8 serial[16];
};

/* What the driver asks of the lamp. */

/* Sets the brightness. */
#define VIRTIO_LAMP_SET_LEVEL	1

/* Tells the brightness. */
#define VIRTIO_LAMP_GET_LEVEL	2

/* Plays a sequence of steps, once. */
#define VIRTIO_LAMP_PLAY_SCENE	3

/* Tells in words what the lamp is, in UTF-8. */
#define VIRTIO_LAMP_DESCRIBE	4

/* What the device-readable part of a buffer starts with */
struct virtio_lamp_req_hdr {
	__le16 type;
	__u8 reserved[6];
};

/* What the device-writable part of a buffer starts with */
struct virtio_lamp_resp_hdr {
	__u8 status;
	__u8 reserved[7];
};

/* set_level: the device-readable part. Sets the brightness. */
struct virtio_lamp_set_level_req {
	struct virtio_lamp_req_hdr hdr;
	__le16 level;
};

/* get_level: the device-writable part. Tells the brightness. */
struct virtio_lamp_get_level_resp {
	struct virtio_lamp_resp_hdr hdr;
	__le16 level;
};

/* play_scene: the device-readable part. Plays a sequence of steps, once. */
struct virtio_lamp_play_scene_req {
	struct virtio_lamp_req_hdr hdr;
	__le32 step_count;
	__u8 reserved[4];
	struct virtio_lamp_step steps[];
};

/*
 * describe: the device-writable part. Tells in words what the lamp is, in
 * UTF-8.
 */
struct virtio_lamp_describe_resp {
	struct virtio_lamp_resp_hdr hdr;
	__u8 text[];
};

/* event: the device-writable part. Something moved in front of the lamp. */
struct virtio_lamp_event {
	/* When, in nanoseconds since the lamp was reset. */
	__le64 when_ns;
	/* How far away. */
	__le16 distance_mm;
	__u8 reserved[6];
};

/*
 * The character device of the Linux driver. Members are in the byte order of
 * the CPU; structures and what stands at an address are as the device has them.
 * A length is in bytes; of a reply it is the room that there is, and then what
 * came. Padding is zero.
 */
#define VIRTIO_LAMP_IOC_MAGIC	0xB9

/* Sets the brightness. */
struct virtio_lamp_ioc_set_level {
	__u16 level;
	/* the reply: */
	__u8 status;
	__u8 __pad[5];
};

#define VIRTIO_LAMP_IOC_SET_LEVEL \
	_IOWR(VIRTIO_LAMP_IOC_MAGIC, 1, struct virtio_lamp_ioc_set_level)

/* Tells the brightness. */
struct virtio_lamp_ioc_get_level {
	/* the reply: */
	__u8 status;
	__u8 __pad[1];
	__u16 level;
	__u8 __pad2[4];
};

#define VIRTIO_LAMP_IOC_GET_LEVEL \
	_IOWR(VIRTIO_LAMP_IOC_MAGIC, 2, struct virtio_lamp_ioc_get_level)

/* Plays a sequence of steps, once. */
struct virtio_lamp_ioc_play_scene {
	__u32 step_count;
	__u8 __pad[4];
	/* address of: struct virtio_lamp_step[] */
	__u64 steps;
	__u32 steps_length;
	/* the reply: */
	__u8 status;
	__u8 __pad2[3];
};

#define VIRTIO_LAMP_IOC_PLAY_SCENE \
	_IOWR(VIRTIO_LAMP_IOC_MAGIC, 3, struct virtio_lamp_ioc_play_scene)

/* Tells in words what the lamp is, in UTF-8. */
struct virtio_lamp_ioc_describe {
	/* the reply: */
	__u8 status;
	__u8 __pad[7];
	/* address of: __u8[] */
	__u64 text;
	__u32 text_length;
	__u8 __pad2[4];
};

#define VIRTIO_LAMP_IOC_DESCRIBE \
	_IOWR(VIRTIO_LAMP_IOC_MAGIC, 4, struct virtio_lamp_ioc_describe)

/*
 * read() gives one event, or as many as fit. Each starts with this; the next
 * one is `length` bytes on, a multiple of 8. Parts of variable length stand
 * behind an event's structure, in its order. Each open file has its own events;
 * where a slow reader has lost its oldest ones, read() says ENOBUFS once.
 */
struct virtio_lamp_read {
	__u32 type;
	__u32 length;
};

/* Something moved in front of the lamp. */
#define VIRTIO_LAMP_READ_EVENT	1

struct virtio_lamp_read_event {
	struct virtio_lamp_read hdr;
	/* When, in nanoseconds since the lamp was reset. */
	__u64 when_ns;
	/* How far away. */
	__u16 distance_mm;
	__u8 __pad[6];
};

#endif /* _LINUX_VIRTIO_LAMP_H */
