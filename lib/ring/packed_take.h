/* SPDX-License-Identifier: BSD-3-Clause */
/* Device end, packed format: taking chains; as vqs_device_ring_take(). */
#ifndef VQSMITH_RING_PACKED_TAKE_H
#define VQSMITH_RING_PACKED_TAKE_H

#include <vqsmith/ring.h>

int vqs_packed_take(struct vqs_device_ring *queue, struct vqs_chain *chains,
                    unsigned int count, struct vqs_segment *segments, size_t room);

#endif
