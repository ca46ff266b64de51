/* SPDX-License-Identifier: BSD-3-Clause */
/* Device end with VIRTIO_F_IN_ORDER, as device_ring.c calls it. */
#ifndef VQSMITH_RING_IN_ORDER_DEVICE_H
#define VQSMITH_RING_IN_ORDER_DEVICE_H

#include <vqsmith/ring.h>

/* Puts itself before the format, which has been chosen. */
void vqs_in_order_device_init(struct vqs_device_ring *queue);

#endif
