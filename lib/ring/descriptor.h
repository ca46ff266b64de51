/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Descriptors, as far as they are alike in both formats: 16 bytes, address and
 * length first, three of the flags.
 *
 * virtio 1.4, The Virtqueue Descriptor Table; The Virtqueue Descriptor Format.
 */
#ifndef VQSMITH_RING_DESCRIPTOR_H
#define VQSMITH_RING_DESCRIPTOR_H

#include "shared.h"

#define VQS_DESCRIPTOR_BYTES 16

#define VQS_DESCRIPTOR_NEXT     0x1
#define VQS_DESCRIPTOR_WRITE    0x2
#define VQS_DESCRIPTOR_INDIRECT 0x4

static inline void *vqs_at(void *area, size_t offset)
{
	return (unsigned char *)area + offset;
}

static inline unsigned char *vqs_descriptor_at(void *table, uint32_t index)
{
	return (unsigned char *)table + (size_t)index * VQS_DESCRIPTOR_BYTES;
}

#endif
