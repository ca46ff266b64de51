/* SPDX-License-Identifier: BSD-3-Clause */
/* Driver end of the packed format, as driver_ring.c calls it. */
#ifndef VQSMITH_RING_PACKED_DRIVER_H
#define VQSMITH_RING_PACKED_DRIVER_H

#include <vqsmith/ring.h>

int vqs_packed_driver_init(struct vqs_driver_ring *queue);
int vqs_packed_driver_add(struct vqs_driver_ring *queue, const struct vqs_buffer *buffers,
                          uint32_t readable, uint32_t writable, void *token);
bool vqs_packed_driver_publish(struct vqs_driver_ring *queue);
int vqs_packed_driver_reap(struct vqs_driver_ring *queue, struct vqs_done *done,
                           unsigned int count);
void vqs_packed_driver_suppress(struct vqs_driver_ring *queue);
bool vqs_packed_driver_expect(struct vqs_driver_ring *queue);

#endif
