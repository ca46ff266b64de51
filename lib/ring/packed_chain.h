/* SPDX-License-Identifier: BSD-3-Clause */
/* Device end, packed format: the descriptors of one chain. */
#ifndef VQSMITH_RING_PACKED_CHAIN_H
#define VQSMITH_RING_PACKED_CHAIN_H

#include <vqsmith/ring.h>

/* A chain in the ring: its first descriptor, and what is found at its end. */
struct vqs_packed_chain {
	uint64_t address;
	uint32_t length;
	uint16_t flags; /* they made it available */
	uint16_t id;    /* the last descriptor's: it counts */
	uint32_t entry; /* of the first descriptor; then of the last */
	uint32_t slots;
};

/* The chain from its first descriptor on. How many segments it has, or -fault. */
int vqs_packed_collect(struct vqs_device_ring *queue, struct vqs_packed_chain *found,
                       struct vqs_chain *chain, struct vqs_segment *first,
                       struct vqs_segment *end);

#endif
