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
#include "device_format.h"
#include "held.h"
#include "split_chain.h"
#include "split_layout.h"

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

/* What a call of take has come to: up to here, and with these values read. */
struct batch {
	struct vqs_chain *chain, *last; /* the next one, and where they end */
	struct vqs_segment *next, *end;
	uint64_t address, tail; /* the first descriptor of the next chain */
	uint32_t head;
	enum vqs_fault fault;
};

/* What came of it: chains up to `chain`, and a fault where the next is. */
VQS_HOT int finish(struct vqs_device_ring *queue, const struct vqs_chain *chains,
                   const struct vqs_chain *chain, enum vqs_fault fault)
{
	unsigned int taken = (unsigned int)(chain - chains);

	queue->next_available = (uint16_t)(queue->next_available + taken);
	queue->held_count += taken;
	if (!VQS_SELDOM(fault && taken == 0))
		return (int)taken;
	vqs_device_ring_break(queue, fault);
	return -EIO;
}

/* The head of the next chain. */
VQS_HOT uint32_t read_head(const struct vqs_device_ring *queue, uint32_t index)
{
	return vqs_shared_read16(
	        vqs_available_entry(queue->ring.driver_area, queue->ring.size, index));
}

VQS_HOT const unsigned char *descriptor_of(const struct vqs_device_ring *queue,
                                           uint32_t head)
{
	return (unsigned char *)queue->ring.descriptors +
	       (size_t)head * VQS_DESCRIPTOR_BYTES;
}

/* The chain of batch->head. False: batch->fault. */
VQS_HOT bool take_one(struct vqs_device_ring *queue, struct batch *batch)
{
	struct vqs_split_walk walk = { .table = queue->ring.descriptors,
		                       .bytes = queue->ring.size * 16u,
		                       .address = batch->address,
		                       .tail = batch->tail,
		                       .first = batch->next };
	struct vqs_segment *next;

	next = vqs_split_usual(queue, &walk, batch->chain, batch->end);
	if (VQS_SELDOM(!next)) {
		struct vqs_split_walk rest = walk;
		int made = vqs_split_collect(queue, &rest, batch->chain, batch->end);

		if (made < 0) {
			batch->fault = (enum vqs_fault) - made;
			return false;
		}
		next = walk.first + made;
	}
	queue->held[batch->head] = 1;
	batch->chain->id = (uint16_t)batch->head;
	batch->chain->slots = 1;
	batch->next = next;
	return true;
}

/* Why the device cannot have a chain of that head. */
VQS_HOT enum vqs_fault judge_head(const struct vqs_device_ring *queue, uint32_t head)
{
	if (VQS_SELDOM(head >= queue->ring.size))
		return VQS_FAULT_HEAD_RANGE;
	if (VQS_SELDOM(queue->held[head]))
		return VQS_FAULT_ID_BUSY;
	return VQS_FAULT_NONE;
}

/* From the first chain on that is more than one descriptor; its first was read. */
static __attribute__((noinline)) int take_several(struct vqs_device_ring *queue,
                                                  const struct vqs_chain *chains,
                                                  const struct batch *from)
{
	uint32_t index = queue->next_available + (uint32_t)(from->chain - chains);
	struct batch batch = *from;

	while (take_one(queue, &batch) && ++batch.chain != batch.last) {
		batch.head = read_head(queue, ++index);
		batch.fault = judge_head(queue, batch.head);
		if (VQS_SELDOM(batch.fault))
			break;
		batch.address = vqs_shared_read64(descriptor_of(queue, batch.head));
		batch.tail = vqs_shared_read64(descriptor_of(queue, batch.head) + 8);
	}
	return finish(queue, chains, batch.chain, batch.fault);
}

/*
 * A chain that is faulty, or for which no room is left, ends the batch and is
 * looked at afresh by the next call: so the chains before it can still be
 * given back.
 *
 * Chains of one descriptor, as most are, have a loop of their own as long as they
 * come, so that what several need takes none of its registers.
 */
static int take(struct vqs_device_ring *queue, struct vqs_chain *chains,
                unsigned int count, struct vqs_segment *segments, size_t room)
{
	struct vqs_segment *const end = segments + room;
	unsigned int known = (uint16_t)(queue->seen_available - queue->next_available);
	struct vqs_chain *chain = chains, *last;
	uint32_t index = queue->next_available;
	enum vqs_fault fault = VQS_FAULT_NONE;

	if (known < count) {
		int now = look(queue);

		if (now < 0)
			return now;
		known = (unsigned int)now;
	}
	for (last = chains + (count < known ? count : known); chain != last; chain++) {
		const uint32_t head = read_head(queue, index++);
		uint64_t address, tail;

		fault = judge_head(queue, head);
		if (VQS_SELDOM(fault))
			break;
		address = vqs_shared_read64(descriptor_of(queue, head));
		tail = vqs_shared_read64(descriptor_of(queue, head) + 8);
		if (tail & (VQS_SPLIT_NEXT | VQS_SPLIT_INDIRECT) ||
		    !vqs_collect_usual(queue, address, (uint32_t)tail, segments, end)) {
			struct batch batch = { chain,   last, segments, end,
				               address, tail, head,     fault };

			return take_several(queue, chains, &batch);
		}
		queue->held[head] = 1;
		chain->id = (uint16_t)head;
		chain->slots = 1;
		vqs_collect_single(chain, segments++, tail >> 33 & 1);
	}
	return finish(queue, chains, chain, fault);
}

static int give(struct vqs_device_ring *queue, const struct vqs_used *used,
                unsigned int count)
{
	void *const area = queue->ring.device_area;
	const uint32_t size = queue->ring.size;
	uint8_t *const held = queue->held;
	uint32_t next_used = queue->next_used;
	unsigned int given;

	for (given = 0; given < count; given++) {
		const uint32_t id = used[given].id;
		const uint64_t length = used[given].length;

		if (VQS_SELDOM(id >= size || !held[id]))
			break;
		held[id] = 0;
		vqs_shared_write64(vqs_used_entry(area, size, next_used++),
		                   id | length << 32);
	}
	queue->next_used = (uint16_t)next_used;
	vqs_count_unnotified(queue, given);
	/* publish: the driver observes the used index before the entries */
	if (given > 0)
		vqs_barrier_publish16(vqs_at(area, VQS_SPLIT_INDEX), (uint16_t)next_used);
	queue->held_count -= given;
	return given == count ? 0 : -EINVAL;
}

static bool must_notify(struct vqs_device_ring *queue)
{
	void *area = queue->ring.driver_area;
	uint32_t moved = queue->unnotified;

	if (moved == 0)
		return false;
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
static void suppress(struct vqs_device_ring *queue)
{
	if (!queue->event_idx)
		vqs_shared_write16(vqs_at(queue->ring.device_area, VQS_SPLIT_FLAGS),
		                   VQS_SPLIT_QUIET);
}

static bool expect(struct vqs_device_ring *queue)
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

static const struct vqs_device_format format = {
	.take = take,
	.give = give,
	.must_notify = must_notify,
	.suppress = suppress,
	.expect = expect,
};

/*
 * A queue that a predecessor served goes on where the used ring stands. It is
 * the device's own ring, but lies in the driver's memory: any value will do.
 */
int vqs_split_device_init(struct vqs_device_ring *queue)
{
	void *used = queue->ring.device_area;

	queue->format = &format;
	if (queue->ring.position > UINT16_MAX)
		return -EINVAL;
	queue->next_used = vqs_shared_read16(vqs_at(used, VQS_SPLIT_INDEX));
	/* in order: what a predecessor held is taken again */
	queue->next_available =
	        queue->turns ? queue->next_used : (uint16_t)queue->ring.position;
	queue->seen_available = queue->next_available;
	vqs_shared_write16(vqs_at(used, VQS_SPLIT_FLAGS), 0);
	if (queue->event_idx)
		vqs_shared_write16(vqs_available_event(used, queue->ring.size),
		                   queue->next_available);
	return 0;
}
