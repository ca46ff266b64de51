/* SPDX-License-Identifier: BSD-3-Clause */
/* Device end, packed format: from loop to loop. */
#include "packed_batch.h"

static int take_batch(struct vqs_device_ring *queue, struct vqs_packed_batch *batch)
{
	enum vqs_packed_next next = VQS_PACKED_MORE;

	while (next != VQS_PACKED_DONE && batch->left > 0) {
		if (queue->kind <= VQS_PACKED_ALONE)
			next = vqs_packed_take_singles(queue, batch);
		else if (queue->kind == VQS_PACKED_LISTS)
			next = vqs_packed_take_lists(queue, batch);
		else
			next = vqs_packed_take_tables(queue, batch);
	}
	return vqs_packed_result(queue, batch);
}

/*
 * Behind so many chains that were taken. Often there is nothing: what was set up for it
 * would have been in vain.
 */
static VQS_NO_INLINE int take_others(struct vqs_device_ring *queue,
                                     struct vqs_chain *chains, unsigned int count,
                                     unsigned int taken, struct vqs_segment *segments,
                                     size_t room)
{
	struct vqs_packed_batch batch;
	size_t flags;

	if (VQS_SELDOM(queue->entries_held == queue->ring.size))
		return (int)taken;
	flags = vqs_packed_look(vqs_packed_entry(queue));
	if ((flags ^ queue->available_flags) & VQS_PACKED_BOTH)
		return (int)taken;
	batch.chain = chains + taken;
	batch.left = count - taken;
	batch.taken = taken;
	batch.known = VQS_PACKED_KNOWN | (uint32_t)flags;
	batch.fault = VQS_FAULT_NONE;
	batch.next = segments;
	batch.end = segments + room;
	return take_batch(queue, &batch);
}

int vqs_packed_take_within(struct vqs_device_ring *queue, struct vqs_chain *chains,
                           unsigned int count, struct vqs_segment *segments, size_t room)
{
	if (VQS_SELDOM(room == 0) || VQS_SELDOM(count == 0))
		return vqs_packed_take_slowly(queue, chains, count, segments, room);
	return take_others(queue, chains, count, 0, segments, vqs_packed_room(room));
}

/* Who polls for chains of a driver that waits for each gets one at a time. */
static int take_all(struct vqs_device_ring *queue, struct vqs_chain *chains,
                    unsigned int count, struct vqs_segment *segments, size_t room)
{
	int taken = take_others(queue, chains, count, 0, segments, vqs_packed_room(room));

	if (taken == 1 && queue->kind == VQS_PACKED_SINGLES)
		queue->kind = VQS_PACKED_ALONE;
	return taken;
}

/* Behind the first one, which was taken by itself. */
VQS_HOT int take_behind(struct vqs_device_ring *queue, struct vqs_chain *chains,
                        unsigned int count, struct vqs_segment *segments, size_t room)
{
	const size_t added = (size_t)chains->readable + chains->writable;

	return take_others(queue, chains, count, 1, segments + added,
	                   vqs_packed_room(room) - added);
}

static VQS_NO_INLINE int take_lists(struct vqs_device_ring *queue,
                                    struct vqs_chain *chains, unsigned int count,
                                    struct vqs_segment *segments, size_t room,
                                    size_t flags)
{
	int taken = vqs_packed_take_seen_list(queue, chains, flags, segments, room);

	if (VQS_SELDOM(taken != 1))
		return taken;
	return take_behind(queue, chains, count, segments, room);
}

static VQS_NO_INLINE int take_alone(struct vqs_device_ring *queue,
                                    struct vqs_chain *chains, unsigned int count,
                                    struct vqs_segment *segments, size_t room)
{
	int taken = vqs_packed_take_single(queue, chains, 1, segments, room);

	if (VQS_SELDOM(taken != 1))
		return taken;
	taken = take_behind(queue, chains, count, segments, room);
	if (taken > 1 && queue->kind == VQS_PACKED_ALONE)
		queue->kind = VQS_PACKED_SINGLES;
	return taken;
}

/* Often there is one, which costs less by itself. */
int vqs_packed_take_several(struct vqs_device_ring *queue, struct vqs_chain *chains,
                            unsigned int count, struct vqs_segment *segments, size_t room)
{
	if (room < queue->ring.size || count == 0)
		return vqs_packed_take_within(queue, chains, count, segments, room);
	if (queue->kind == VQS_PACKED_LISTS) {
		size_t flags = vqs_packed_look(vqs_packed_entry(queue));

		if ((flags ^ queue->available_flags) & VQS_PACKED_BOTH)
			return 0;
		return take_lists(queue, chains, count, segments, room, flags);
	}
	if (queue->kind == VQS_PACKED_ALONE)
		return take_alone(queue, chains, count, segments, room);
	return take_all(queue, chains, count, segments, room);
}

VQS_COLD int vqs_packed_take_other(struct vqs_device_ring *queue, struct vqs_chain *chain,
                                   size_t flags, struct vqs_segment *segments,
                                   size_t room)
{
	struct vqs_packed_batch batch = {
		.chain = chain,
		.left = 1,
		.known = VQS_PACKED_KNOWN | (uint32_t)flags,
		.next = segments,
		.end = segments + vqs_packed_room(room),
	};

	queue->kind =
	        queue->kind == VQS_PACKED_LISTS ? VQS_PACKED_TABLES : VQS_PACKED_LISTS;
	if (room > 0)
		return take_batch(queue, &batch);
	vqs_packed_take_any(queue, &batch, flags);
	return vqs_packed_result(queue, &batch);
}
