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

/* What is needed once a chain, and so is in memory. */
struct batch {
	struct vqs_split_place place;
	struct vqs_chain *last;
	const unsigned char *first_head, *last_head; /* in the available ring */
};

VQS_HOT size_t next_head(const unsigned char **at, const unsigned char *const *first,
                         const unsigned char *const *last)
{
	const unsigned char *now = *at;
	size_t head = vqs_shared_read16(now);

	if (VQS_SELDOM(now == *last))
		*at = *first;
	else
		*at = now + VQS_AVAILABLE_ENTRY_BYTES;
	return head;
}

/* Whether the device can have a chain of that head. */
VQS_HOT bool sound_head(size_t head, size_t size, const uint8_t *held)
{
	return !VQS_SELDOM(head >= size) && !VQS_SELDOM(held[head]);
}

VQS_HOT enum vqs_fault head_fault(const struct vqs_device_ring *queue, size_t head)
{
	VQS_APART();
	return head < queue->ring.size ? VQS_FAULT_ID_BUSY : VQS_FAULT_HEAD_RANGE;
}

/* What came of it: chains, and a fault where the next is. */
VQS_HOT int finish(struct vqs_device_ring *queue, unsigned int taken,
                   enum vqs_fault fault)
{
	queue->next_available = (uint16_t)(queue->next_available + taken);
	queue->held_count += taken;
	if (!VQS_SELDOM(fault && taken == 0))
		return (int)taken;
	vqs_device_ring_break(queue, fault);
	return -EIO;
}

/* Chains of any kind, behind `taken` ones of the same call. */
static VQS_NO_INLINE int split_take_any(struct vqs_device_ring *queue,
                                        struct vqs_chain *chains, unsigned int count,
                                        struct vqs_segment *segments,
                                        struct vqs_segment *end, unsigned int taken)
{
	struct vqs_chain *chain = chains + taken;
	unsigned char *first_head = vqs_at(queue->ring.driver_area, VQS_SPLIT_ENTRIES);
	struct batch batch = {
		.place.end = end,
		.last = chains + count,
		.first_head = first_head,
		.last_head =
		        first_head + (queue->ring.size - 1u) * VQS_AVAILABLE_ENTRY_BYTES,
	};
	const unsigned char *at = vqs_available_entry(
	        queue->ring.driver_area, queue->ring.size, queue->next_available + taken);
	struct vqs_collector collector = { .next = segments, .recent = queue->current };
	enum vqs_fault fault = VQS_FAULT_NONE;

	VQS_IN_MEMORY(batch);
	for (; chain != batch.last; chain++) {
		const size_t head = next_head(&at, &batch.first_head, &batch.last_head);

		if (VQS_SELDOM((uint16_t)head >= queue->ring.size) ||
		    VQS_SELDOM(queue->held[head])) {
			fault = head_fault(queue, head);
			break;
		}
		vqs_collect_name(chain, head, 1);
		fault = vqs_split_walk(queue, &collector, &batch.place,
		                       vqs_descriptor_at(queue->ring.descriptors, head),
		                       chain);
		if (VQS_SELDOM(fault))
			break;
		queue->held[head] = 1;
	}
	return finish(queue, (unsigned int)(chain - chains), fault);
}

/* From a chain on that is not of one descriptor, or not usual, to the others. */
static VQS_NO_INLINE int split_take_on(struct vqs_device_ring *queue,
                                       struct vqs_chain *chains, unsigned int count,
                                       struct vqs_segment *end, unsigned int taken,
                                       struct vqs_split_walk *walk, size_t head)
{
	enum vqs_fault fault;

	vqs_collect_begin(&walk->collector, &chains[taken]);
	fault = vqs_split_collect(queue, walk, &chains[taken]);
	if (fault)
		return finish(queue, taken, fault);
	queue->held[head] = 1;
	vqs_collect_name(&chains[taken], head, 1);
	queue->several = true;
	return split_take_any(queue, chains, count, walk->collector.next, end, taken + 1);
}

/*
 * Chains of one descriptor, as most are, as long as they come. What several need takes
 * none of the registers here.
 */
VQS_HOT int split_take_singles(struct vqs_device_ring *queue, struct vqs_chain *chains,
                               unsigned int count, struct vqs_segment *segments,
                               struct vqs_segment *end)
{
	uint8_t *const held = queue->held;
	const unsigned char *const descriptors = queue->ring.descriptors;
	const size_t size = queue->ring.size;
	struct vqs_recent *recent = queue->current;
	struct vqs_chain *chain = chains, *const last = chains + count;
	const unsigned char *const first_head =
	        vqs_at(queue->ring.driver_area, VQS_SPLIT_ENTRIES);
	const unsigned char *const last_head =
	        first_head + (size - 1) * VQS_AVAILABLE_ENTRY_BYTES;
	const unsigned char *at_head = vqs_available_entry(
	        queue->ring.driver_area, queue->ring.size, queue->next_available);
	enum vqs_fault fault = VQS_FAULT_NONE;

	for (; chain != last; chain++, segments++) {
		const size_t head = next_head(&at_head, &first_head, &last_head);
		const unsigned char *at;
		struct vqs_descriptor now;

		if (!sound_head(head, size, held)) {
			fault = head_fault(queue, head);
			break;
		}
		at = descriptors + head * VQS_DESCRIPTOR_BYTES;
		now.address = vqs_shared_field64(at);
		now.length = vqs_shared_field32(at + VQS_SPLIT_LENGTH);
		now.flags = vqs_shared_field16(at + VQS_SPLIT_FLAGS_AT);
		VQS_KEEP_ALL();
		if (now.flags & ~(size_t)VQS_DESCRIPTOR_WRITE || segments == end ||
		    !vqs_collect_place(queue, &recent, &now, segments)) {
			struct vqs_split_walk walk = {
				.collector = { .now = now, .next = segments },
				.rest = { .end = end },
			};

			walk.collector.now.next =
			        vqs_shared_read16(at + VQS_SPLIT_NEXT_AT);
			return split_take_on(queue, chains, count, end,
			                     (unsigned int)(chain - chains), &walk, head);
		}
		held[head] = 1;
		vqs_collect_name(chain, head, 1);
		vqs_collect_single(chain, segments, now.length,
		                   now.flags & VQS_DESCRIPTOR_WRITE);
	}
	return finish(queue, (unsigned int)(chain - chains), fault);
}

/*
 * A chain that is faulty, or for which no room is left, ends the batch and is
 * looked at afresh by the next call: so the chains before it can still be
 * given back.
 */
static int take(struct vqs_device_ring *queue, struct vqs_chain *chains,
                unsigned int count, struct vqs_segment *segments, size_t room)
{
	struct vqs_segment *const end =
	        segments + (room < VQS_ROOM_MOST ? room : VQS_ROOM_MOST);
	int known = (uint16_t)(queue->seen_available - queue->next_available);

	if ((unsigned int)known < count) {
		known = look(queue);
		if (VQS_SELDOM(known < 0))
			return known;
		if ((unsigned int)known < count)
			count = (unsigned int)known;
	}
	if (VQS_SMALL || queue->several)
		return split_take_any(queue, chains, count, segments, end, 0);
	return split_take_singles(queue, chains, count, segments, end);
}

static int give(struct vqs_device_ring *queue, const struct vqs_used *used,
                unsigned int count)
{
	void *const area = queue->ring.device_area;
	const size_t size = queue->ring.size;
	unsigned char *const ring = vqs_used_entry(area, queue->ring.size, 0);
	unsigned char *const last = ring + (size - 1) * VQS_USED_ENTRY_BYTES;
	unsigned char *entry = vqs_used_entry(area, queue->ring.size, queue->next_used);
	uint8_t *const held = queue->held;
	unsigned int left, given;

	for (left = count; left > 0; left--, used++) {
		const size_t id = used->id;

		if (VQS_SELDOM(id >= size) || VQS_SELDOM(!held[id]))
			break;
		held[id] = 0;
		vqs_shared_write32(entry, (uint32_t)id);
		vqs_shared_write32(entry + 4, used->length);
		entry = entry == last ? ring : entry + VQS_USED_ENTRY_BYTES;
	}
	given = count - left;
	queue->next_used = (uint16_t)(queue->next_used + given);
	queue->held_count -= given;
	vqs_count_unnotified(queue, given);
	/* publish: the driver observes the used index before the entries */
	if (given > 0)
		vqs_barrier_publish16(vqs_at(area, VQS_SPLIT_INDEX), queue->next_used);
	return left ? -EINVAL : 0;
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
