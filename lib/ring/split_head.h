/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end, split format: the heads of chains, in the available ring. And what becomes of
 * a call that takes some.
 */
#ifndef VQSMITH_RING_SPLIT_HEAD_H
#define VQSMITH_RING_SPLIT_HEAD_H

#include "collect.h"
#include "split_layout.h"

/* The queue is broken: -EIO. Is the last call of another. */
int vqs_split_fail(struct vqs_device_ring *queue, enum vqs_fault fault);

/* vqs_split_take() of chains that are all known to be available. */
int vqs_split_take_many(struct vqs_device_ring *queue, struct vqs_chain *chains,
                        unsigned int count, struct vqs_segment *segments, size_t room);

/* Where the first of the heads is. */
VQS_HOT const unsigned char *vqs_split_head_at(const struct vqs_device_ring *queue,
                                               size_t index)
{
	return vqs_available_entry(queue->ring.driver_area, queue->ring.size,
	                           (uint32_t)index);
}

VQS_HOT enum vqs_fault vqs_split_head_fault(const struct vqs_device_ring *queue,
                                            size_t head)
{
	VQS_APART();
	return head < queue->ring.size ? VQS_FAULT_ID_BUSY : VQS_FAULT_HEAD_RANGE;
}

/* What came of it: chains, and a fault where the next is. */
VQS_HOT int vqs_split_finish(struct vqs_device_ring *queue, unsigned int taken,
                             enum vqs_fault fault)
{
	queue->next_available = (uint16_t)(queue->next_available + taken);
	queue->held_count += taken;
	if (VQS_SELDOM(fault && taken == 0))
		return vqs_split_fail(queue, fault);
	return (int)taken;
}

/* From then on the device has the chain, if nothing is wrong with its head. */
VQS_HOT enum vqs_fault vqs_split_take_head(struct vqs_device_ring *queue,
                                           const unsigned char *at,
                                           struct vqs_chain *chain,
                                           const unsigned char **first)
{
	const size_t head = vqs_shared_index16(at);

	if (VQS_SELDOM((uint32_t)head >= queue->entries) || VQS_SELDOM(queue->held[head]))
		return vqs_split_head_fault(queue, head);
	queue->held[head] = 1;
	vqs_collect_name(chain, head, 1);
	*first = (const unsigned char *)queue->ring.descriptors +
	         head * VQS_DESCRIPTOR_BYTES;
	return VQS_FAULT_NONE;
}

/* A chain whose head was taken, and which may have a fault: the device has it not then. */
VQS_HOT enum vqs_fault vqs_split_untake_faulty(struct vqs_device_ring *queue,
                                               const struct vqs_chain *chain,
                                               enum vqs_fault fault)
{
	if (VQS_SELDOM(fault))
		queue->held[chain->id] = 0;
	return fault;
}

VQS_HOT struct vqs_segment *vqs_split_room_end(struct vqs_segment *segments, size_t room)
{
	if (VQS_SELDOM(room > VQS_ROOM_MOST)) {
		room = VQS_ROOM_MOST;
		VQS_KEEP(room);
	}
	return segments + room;
}

#endif
