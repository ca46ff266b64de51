/* SPDX-License-Identifier: ((GPL-2.0 WITH Linux-syscall-note) OR BSD-3-Clause) */
/*
 * A source of randomness.
 *
 * Made by vqsmith from entropy.yaml; it belongs to you. To make it again:
 *	vqsmith generate header entropy.yaml
 */
#ifndef _LINUX_VIRTIO_ENTROPY_H
#define _LINUX_VIRTIO_ENTROPY_H

#include <linux/ioctl.h>
#include <linux/types.h>

#define VIRTIO_ID_ENTROPY	4

/* Virtqueues */
#define VIRTIO_ENTROPY_VQ_REQUESTQ	0	/* Buffers to fill. */

/*
 * request: the device-writable part is bytes (u8[]). A buffer that the device
 * fills, or begins to fill, with random bytes.
 */

/*
 * The character device of the Linux driver. Members are in the byte order of
 * the CPU; structures and what stands at an address are as the device has them.
 * A length is in bytes; of a reply it is the room that there is, and then what
 * came. Padding is zero.
 */
#define VIRTIO_ENTROPY_IOC_MAGIC	0xB9

/* A buffer that the device fills, or begins to fill, with random bytes. */
struct virtio_entropy_ioc_request {
	/* the reply: */
	/* address of: __u8[] */
	__u64 bytes;
	__u32 bytes_length;
	__u8 __pad[4];
};

#define VIRTIO_ENTROPY_IOC_REQUEST \
	_IOWR(VIRTIO_ENTROPY_IOC_MAGIC, 1, struct virtio_entropy_ioc_request)

#endif /* _LINUX_VIRTIO_ENTROPY_H */
