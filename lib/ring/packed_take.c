/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end, packed format: which chains are available, one after another. Which way is
 * for them; and the only one where size counts most.
 *
 * virtio 1.4, Packed Virtqueues: Virtqueue Operation.
 */
#include "packed_take.h"

#include "packed_batch.h"

enum vqs_packed_next vqs_packed_take_any(struct vqs_device_ring *queue,
                                         struct vqs_packed_batch *batch, size_t flags)
{
	const unsigned char *const entry = vqs_packed_entry(queue);
	struct vqs_descriptor now;

	vqs_packed_read(&now, entry);
	batch->chain->segments = batch->next;
	return vqs_packed_rest(queue, batch, entry, batch->next, now.address,
	                       now.length | (uint64_t)flags << 32 |
	                               (uint64_t)VQS_UNUSUAL << 48);
}

/*
 * Each chain in the way for all that may come: the only one where size counts most. And
 * where nothing can be laid into, to find what fault that is.
 */
int vqs_packed_take_slowly(struct vqs_device_ring *queue, struct vqs_chain *chains,
                           unsigned int count, struct vqs_segment *segments, size_t room)
{
	struct vqs_packed_batch batch = {
		.chain = chains,
		.left = count,
		.next = segments,
		.end = segments + vqs_packed_room(room),
	};

	while (batch.left > 0 && queue->entries_held != queue->ring.size) {
		size_t flags = vqs_packed_look(vqs_packed_entry(queue));

		if ((flags ^ queue->available_flags) & VQS_PACKED_BOTH ||
		    vqs_packed_take_any(queue, &batch, flags) == VQS_PACKED_DONE)
			break;
	}
	return vqs_packed_result(queue, &batch);
}

int vqs_packed_take(struct vqs_device_ring *queue, struct vqs_chain *chains,
                    unsigned int count, struct vqs_segment *segments, size_t room)
{
	static int (*const one[])(struct vqs_device_ring *, struct vqs_chain *,
	                          unsigned int, struct vqs_segment *, size_t) = {
		[VQS_PACKED_SINGLES] = vqs_packed_take_single,
		[VQS_PACKED_ALONE] = vqs_packed_take_single,
		[VQS_PACKED_LISTS] = vqs_packed_take_list,
		[VQS_PACKED_TABLES] = vqs_packed_take_table,
	};

	if (VQS_SMALL)
		return vqs_packed_take_slowly(queue, chains, count, segments, room);
	if (count != 1)
		return vqs_packed_take_several(queue, chains, count, segments, room);
	return one[queue->kind](queue, chains, count, segments, room);
}
