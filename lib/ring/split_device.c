/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end, split format: available ring, used ring and notifications.
 *
 * virtio 1.4, The Virtqueue Available Ring, The Virtqueue Used Ring, Used and
 * Available Buffer Notification Suppression.
 */
#include "split_device.h"

#include <errno.h>

#include "barrier.h"
#include "held.h"
#include "split_chain.h"
#include "split_layout.h"

/*
 * A queue that a predecessor served goes on where the used ring stands. It is
 * the device's own ring, but lies in the driver's memory: any value will do.
 */
int vqs_split_device_init(struct vqs_device_ring *queue)
{
	void *used = queue->ring.device_area;

	if (queue->ring.position > UINT16_MAX)
		return -EINVAL;
	queue->next_available = (uint16_t)queue->ring.position;
	queue->seen_available = queue->next_available;
	queue->next_used = vqs_shared_read16(vqs_at(used, VQS_SPLIT_INDEX));
	vqs_shared_write16(vqs_at(used, VQS_SPLIT_FLAGS), 0);
	if (queue->event_idx)
		vqs_shared_write16(vqs_available_event(used, queue->ring.size),
		                   queue->next_available);
	return 0;
}

uint32_t vqs_split_device_position(const struct vqs_device_ring *queue)
{
	return queue->next_available;
}

/* Reads the driver's index; how many chains are available by it, -EIO if it is a lie. */
static int look(struct vqs_device_ring *queue)
{
	uint16_t known = queue->seen_available - queue->next_available;
	uint16_t index, now;

	/* observe: the driver's publish of the entries and descriptors before index */
	index = vqs_barrier_observe16(vqs_at(queue->ring.driver_area, VQS_SPLIT_INDEX));
	now = index - queue->next_available;
	if (now > queue->ring.size || now < known) {
		vqs_device_ring_break(queue, VQS_FAULT_INDEX_JUMP);
		return -EIO;
	}
	queue->seen_available = index;
	return now;
}

/* Takes the chain of an entry of the available ring; its segments end at *next. */
VQS_HOT enum vqs_fault take_one(struct vqs_device_ring *queue, uint16_t index,
                                struct vqs_chain *chain, struct vqs_segment **next,
                                struct vqs_segment *end)
{
	struct vqs_collector collector = { .first = *next, .next = *next, .end = end };
	uint16_t head = vqs_shared_read16(
	        vqs_available_entry(queue->ring.driver_area, queue->ring.size, index));
	enum vqs_fault fault;

	if (VQS_SELDOM(head >= queue->ring.size))
		return VQS_FAULT_HEAD_RANGE;
	if (VQS_SELDOM(vqs_is_held(queue, head)))
		return VQS_FAULT_ID_BUSY;
	fault = vqs_split_collect(queue, head, &collector);
	if (!VQS_SELDOM(fault))
		fault = vqs_collect_finish(&collector, chain);
	if (VQS_SELDOM(fault))
		return fault;
	chain->id = head;
	chain->slots = 1;
	vqs_hold(queue, head);
	*next = collector.next;
	return VQS_FAULT_NONE;
}

/*
 * A chain that is faulty, or for which no room is left, ends the batch and is
 * looked at afresh by the next call: so the chains before it can still be
 * given back.
 */
int vqs_split_device_take(struct vqs_device_ring *queue, struct vqs_chain *chains,
                          unsigned int count, struct vqs_segment *segments, size_t room)
{
	unsigned int known = (uint16_t)(queue->seen_available - queue->next_available);
	struct vqs_segment *const end = segments + room;
	enum vqs_fault fault = VQS_FAULT_NONE;
	unsigned int taken;

	if (known < count) {
		int now = look(queue);

		if (now < 0)
			return now;
		known = (unsigned int)now;
	}
	if (count > known)
		count = known;
	for (taken = 0; taken < count; taken++) {
		fault = take_one(queue, (uint16_t)(queue->next_available + taken),
		                 &chains[taken], &segments, end);
		if (VQS_SELDOM(fault))
			break;
	}
	queue->next_available += (uint16_t)taken;
	queue->held_count += taken;
	if (!VQS_SELDOM(fault && taken == 0))
		return (int)taken;
	vqs_device_ring_break(queue, fault);
	return -EIO;
}

unsigned int vqs_split_device_give(struct vqs_device_ring *queue,
                                   const struct vqs_used *used, unsigned int count)
{
	void *const area = queue->ring.device_area;
	const uint16_t size = queue->ring.size;
	uint16_t next_used = queue->next_used;
	unsigned int given;

	for (given = 0; given < count; given++) {
		if (VQS_SELDOM(!vqs_let_go(queue, used[given].id)))
			break;
		vqs_shared_write64(vqs_used_entry(area, size, next_used++),
		                   used[given].id | (uint64_t)used[given].length << 32);
	}
	queue->next_used = next_used;
	vqs_count_unnotified(queue, given);
	/* publish: the driver observes the used index before the entries */
	if (given > 0)
		vqs_barrier_publish16(vqs_at(area, VQS_SPLIT_INDEX), next_used);
	return given;
}

bool vqs_split_device_must_notify(struct vqs_device_ring *queue)
{
	void *area = queue->ring.driver_area;
	uint32_t moved = queue->unnotified;

	queue->unnotified = 0;
	/* decide: the driver writes its wish, then reads the used index */
	vqs_barrier_decide();
	if (!queue->event_idx)
		return !(vqs_shared_read16(vqs_at(area, VQS_SPLIT_FLAGS)) &
		         VQS_SPLIT_QUIET);
	return vqs_event_passed(vqs_shared_read16(vqs_used_event(area, queue->ring.size)),
	                        queue->next_used, moved);
}

/* With EVENT_IDX nothing needs to be written: the event stays behind. */
void vqs_split_device_suppress(struct vqs_device_ring *queue)
{
	if (!queue->event_idx)
		vqs_shared_write16(vqs_at(queue->ring.device_area, VQS_SPLIT_FLAGS),
		                   VQS_SPLIT_QUIET);
}

bool vqs_split_device_expect(struct vqs_device_ring *queue)
{
	void *area = queue->ring.device_area;

	if (queue->event_idx)
		vqs_shared_write16(vqs_available_event(area, queue->ring.size),
		                   queue->next_available);
	else
		vqs_shared_write16(vqs_at(area, VQS_SPLIT_FLAGS), 0);
	/* decide: the driver writes the available index, then reads our wish */
	vqs_barrier_decide();
	return look(queue) != 0;
}
