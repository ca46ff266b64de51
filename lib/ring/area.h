/* SPDX-License-Identifier: BSD-3-Clause */
/* The three areas of a queue, for both ends. */
#ifndef VQSMITH_RING_AREA_H
#define VQSMITH_RING_AREA_H

#include <vqsmith/ring.h>

/* 0, or -EINVAL: size or alignment. */
int vqs_ring_check(const struct vqs_ring *ring);

#endif
