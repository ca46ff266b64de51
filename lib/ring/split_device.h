/* SPDX-License-Identifier: BSD-3-Clause */
/* Device end of the split format, as device_ring.c calls it. */
#ifndef VQSMITH_RING_SPLIT_DEVICE_H
#define VQSMITH_RING_SPLIT_DEVICE_H

#include <vqsmith/ring.h>

int vqs_split_device_init(struct vqs_device_ring *queue);
int vqs_split_device_take(struct vqs_device_ring *queue, struct vqs_chain *chains,
                          unsigned int count, struct vqs_segment *segments, size_t room);
/* How many of them: up to the first that the device does not hold. */
unsigned int vqs_split_device_give(struct vqs_device_ring *queue,
                                   const struct vqs_used *used, unsigned int count);
bool vqs_split_device_must_notify(struct vqs_device_ring *queue);
void vqs_split_device_suppress(struct vqs_device_ring *queue);
bool vqs_split_device_expect(struct vqs_device_ring *queue);
uint32_t vqs_split_device_position(const struct vqs_device_ring *queue);

#endif
