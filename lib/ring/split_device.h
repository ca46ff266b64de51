/* SPDX-License-Identifier: BSD-3-Clause */
/* Device end of the split format, as device_ring.c calls it. */
#ifndef VQSMITH_RING_SPLIT_DEVICE_H
#define VQSMITH_RING_SPLIT_DEVICE_H

#include <vqsmith/ring.h>

/* Sets the format, too. */
int vqs_split_device_init(struct vqs_device_ring *queue);
uint32_t vqs_split_device_position(const struct vqs_device_ring *queue);

#endif
