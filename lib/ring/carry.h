/* SPDX-License-Identifier: BSD-3-Clause */
/* A device end goes on elsewhere, as the record of what is in flight needs it. */
#ifndef VQSMITH_RING_CARRY_H
#define VQSMITH_RING_CARRY_H

#include <vqsmith/ring.h>

/* As vqs_device_ring_restore(), but with VIRTIO_F_IN_ORDER, too, chains are waited for. */
int vqs_carry_restore(struct vqs_device_ring *queue, const struct vqs_ring_state *state);

#endif
