/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end: what the calls of ring.h go to, one table for each format, and one for a
 * queue that is broken. They do all that ring.h promises.
 */
#ifndef VQSMITH_RING_DEVICE_FORMAT_H
#define VQSMITH_RING_DEVICE_FORMAT_H

#include <vqsmith/ring.h>

struct vqs_device_format {
	int (*take)(struct vqs_device_ring *queue, struct vqs_chain *chains,
	            unsigned int count, struct vqs_segment *segments, size_t room);
	int (*give)(struct vqs_device_ring *queue, const struct vqs_used *used,
	            unsigned int count);
	bool (*must_notify)(struct vqs_device_ring *queue);
	void (*suppress)(struct vqs_device_ring *queue);
	bool (*expect)(struct vqs_device_ring *queue);
};

#endif
