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
#define VIRTIO_CONSOLE_VQ_RECEIVEQ	0	/* Characters for port 0. */
#define VIRTIO_CONSOLE_VQ_TRANSMITQ	1	/* Characters from port 0. */

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
	 * Most ports that there can be. Only if VIRTIO_CONSOLE_F_MULTIPORT is
	 * offered.
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

#endif /* _LINUX_VIRTIO_CONSOLE_H */
