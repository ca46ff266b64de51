/* SPDX-License-Identifier: ((GPL-2.0 WITH Linux-syscall-note) OR BSD-3-Clause) */
/*
 * A console, for input and output of characters.
 *
 * Made by vqsmith from console.yaml; it belongs to you. To make it again:
 *	vqsmith generate header console.yaml
 */
#ifndef _LINUX_VIRTIO_CONSOLE_H
#define _LINUX_VIRTIO_CONSOLE_H

#include <linux/ioctl.h>
#include <linux/types.h>

#define VIRTIO_ID_CONSOLE	3

/* Feature bits */

/* The size of the console is in cols and rows. */
#define VIRTIO_CONSOLE_F_SIZE		0

/* The device has several ports and control virtqueues. */
#define VIRTIO_CONSOLE_F_MULTIPORT	1

/* Characters can be written without a virtqueue. */
#define VIRTIO_CONSOLE_F_EMERG_WRITE	2

/* Virtqueues */

/* Characters for port 0. */
#define VIRTIO_CONSOLE_VQ_RECEIVEQ		0

/* Characters from port 0. */
#define VIRTIO_CONSOLE_VQ_TRANSMITQ		1

/* What the device tells of ports. */
#define VIRTIO_CONSOLE_VQ_CONTROL_RECEIVEQ	2

/* What the driver tells of ports. */
#define VIRTIO_CONSOLE_VQ_CONTROL_TRANSMITQ	3

/* Characters for each further port. */
#define VIRTIO_CONSOLE_VQ_PORT_RECEIVEQ		4

/* Characters from each further port. */
#define VIRTIO_CONSOLE_VQ_PORT_TRANSMITQ	5

/* The size of a console. */
struct virtio_console_resize {
	__le16 cols;
	__le16 rows;
};

/* Configuration space */
struct virtio_console_config {
	/*
	 * Columns of the console of port 0. Only if VIRTIO_CONSOLE_F_SIZE is
	 * offered.
	 */
	__le16 cols;
	/*
	 * Rows of the console of port 0. Only if VIRTIO_CONSOLE_F_SIZE is
	 * offered.
	 */
	__le16 rows;
	/*
	 * Most ports that there can be; more have no virtqueues. Only if
	 * VIRTIO_CONSOLE_F_MULTIPORT is offered.
	 */
	__le32 max_nr_ports;
	/*
	 * A write puts out its lower byte, at any time, even before
	 * negotiation. Only if VIRTIO_CONSOLE_F_EMERG_WRITE is offered.
	 */
	__le32 emerg_wr;
};

/*
 * input: the device-writable part is data (u8[]). Characters that were typed.
 */

/* output: the device-readable part is data (u8[]). Characters to put out. */

/* What the device tells of a port. */

/* There is a new port. */
#define VIRTIO_CONSOLE_DEVICE_ADD	1

/* A port is gone. */
#define VIRTIO_CONSOLE_DEVICE_REMOVE	2

/* A port is a console. */
#define VIRTIO_CONSOLE_CONSOLE_PORT	4

/* The size of a console changed. */
#define VIRTIO_CONSOLE_RESIZE		5

/* A port was opened or closed. */
#define VIRTIO_CONSOLE_PORT_OPEN	6

/* A port has a name. */
#define VIRTIO_CONSOLE_PORT_NAME	7

/* What the device-writable part of a buffer starts with */
struct virtio_console_control {
	/* Which port. */
	__le32 id;
	__le16 event;
	/* With port_open, 1 if it is open and 0 if not. */
	__le16 value;
};

/* event_resize: the device-writable part. The size of a console changed. */
struct virtio_console_event_resize {
	struct virtio_console_control control;
	struct virtio_console_resize size;
};

/* event_port_name: the device-writable part. A port has a name. */
struct virtio_console_event_port_name {
	struct virtio_console_control control;
	/* In UTF-8, without a zero byte. */
	__u8 name[];
};

/* What the driver tells of a port. */

/* The driver is ready, or failed. */
#define VIRTIO_CONSOLE_DEVICE_READY	0

/* A port is ready, or failed. */
#define VIRTIO_CONSOLE_PORT_READY	3

/*
 * The character device of the Linux driver. Members are in the byte order of
 * the CPU; structures and what stands at an address are as the device has them.
 * A length is in bytes; of a reply it is the room that there is, and then what
 * came. Padding is zero.
 */
#define VIRTIO_CONSOLE_IOC_MAGIC	0xB9

/* Characters to put out. */
struct virtio_console_ioc_output {
	/* address of: __u8[] */
	__u64 data;
	__u32 data_length;
	__u8 __pad[4];
};

#define VIRTIO_CONSOLE_IOC_OUTPUT \
	_IOWR(VIRTIO_CONSOLE_IOC_MAGIC, 1, struct virtio_console_ioc_output)

/* The driver is ready, or failed. */
struct virtio_console_ioc_device_ready {
	/* Which port; of no meaning with device_ready. */
	__u32 id;
	/* 1 if it is well or open, 0 if not. */
	__u16 value;
	__u8 __pad[2];
};

#define VIRTIO_CONSOLE_IOC_DEVICE_READY \
	_IOWR(VIRTIO_CONSOLE_IOC_MAGIC, 2, struct virtio_console_ioc_device_ready)

/* A port is ready, or failed. */
struct virtio_console_ioc_port_ready {
	/* Which port; of no meaning with device_ready. */
	__u32 id;
	/* 1 if it is well or open, 0 if not. */
	__u16 value;
	__u8 __pad[2];
};

#define VIRTIO_CONSOLE_IOC_PORT_READY \
	_IOWR(VIRTIO_CONSOLE_IOC_MAGIC, 3, struct virtio_console_ioc_port_ready)

/* A port was opened or closed. */
struct virtio_console_ioc_control_port_open {
	/* Which port; of no meaning with device_ready. */
	__u32 id;
	/* 1 if it is well or open, 0 if not. */
	__u16 value;
	__u8 __pad[2];
};

#define VIRTIO_CONSOLE_IOC_CONTROL_PORT_OPEN \
	_IOWR(VIRTIO_CONSOLE_IOC_MAGIC, 4, struct virtio_console_ioc_control_port_open)

/*
 * read() gives one event, or as many as fit. Each starts with this; the next
 * one is `length` bytes on, a multiple of 8. Parts of variable length stand
 * behind an event's structure, in its order. Each open file has its own events;
 * where a slow reader has lost its oldest ones, read() says ENOBUFS once.
 */
struct virtio_console_read {
	__u32 type;
	__u32 length;
};

/* Characters that were typed. */
#define VIRTIO_CONSOLE_READ_INPUT	1

struct virtio_console_read_input {
	struct virtio_console_read hdr;
	__u32 data_length;
	__u8 __pad[4];
};

/* There is a new port. */
#define VIRTIO_CONSOLE_READ_EVENT_DEVICE_ADD	2

struct virtio_console_read_event_device_add {
	struct virtio_console_read hdr;
	/* Which port. */
	__u32 id;
	/* With port_open, 1 if it is open and 0 if not. */
	__u16 value;
	__u8 __pad[2];
};

/* A port is gone. */
#define VIRTIO_CONSOLE_READ_EVENT_DEVICE_REMOVE	3

struct virtio_console_read_event_device_remove {
	struct virtio_console_read hdr;
	/* Which port. */
	__u32 id;
	/* With port_open, 1 if it is open and 0 if not. */
	__u16 value;
	__u8 __pad[2];
};

/* A port is a console. */
#define VIRTIO_CONSOLE_READ_EVENT_CONSOLE_PORT	4

struct virtio_console_read_event_console_port {
	struct virtio_console_read hdr;
	/* Which port. */
	__u32 id;
	/* With port_open, 1 if it is open and 0 if not. */
	__u16 value;
	__u8 __pad[2];
};

/* The size of a console changed. */
#define VIRTIO_CONSOLE_READ_EVENT_RESIZE	5

struct virtio_console_read_event_resize {
	struct virtio_console_read hdr;
	/* Which port. */
	__u32 id;
	/* With port_open, 1 if it is open and 0 if not. */
	__u16 value;
	struct virtio_console_resize size;
	__u8 __pad[6];
};

/* A port was opened or closed. */
#define VIRTIO_CONSOLE_READ_EVENT_PORT_OPEN	6

struct virtio_console_read_event_port_open {
	struct virtio_console_read hdr;
	/* Which port. */
	__u32 id;
	/* With port_open, 1 if it is open and 0 if not. */
	__u16 value;
	__u8 __pad[2];
};

/* A port has a name. */
#define VIRTIO_CONSOLE_READ_EVENT_PORT_NAME	7

struct virtio_console_read_event_port_name {
	struct virtio_console_read hdr;
	/* Which port. */
	__u32 id;
	/* With port_open, 1 if it is open and 0 if not. */
	__u16 value;
	__u8 __pad[2];
	__u32 name_length;
	__u8 __pad2[4];
};

#endif /* _LINUX_VIRTIO_CONSOLE_H */
