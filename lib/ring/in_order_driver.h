/* SPDX-License-Identifier: BSD-3-Clause */
/* Driver end with VIRTIO_F_IN_ORDER, as driver_ring.c calls it. */
#ifndef VQSMITH_RING_IN_ORDER_DRIVER_H
#define VQSMITH_RING_IN_ORDER_DRIVER_H

#include <vqsmith/ring.h>

int vqs_in_order_reap(struct vqs_driver_ring *queue, struct vqs_done *done,
                      unsigned int count);

#endif
