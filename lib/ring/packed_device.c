/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end, packed format: which descriptors are available, writing used
 * ones, and notifications.
 *
 * virtio 1.4, Packed Virtqueues: Virtqueue Operation; Driver and Device Event
 * Suppression.
 */
#include "packed_device.h"

#include <errno.h>

#include "barrier.h"
#include "collect.h"
#include "device_format.h"
#include "held.h"
#include "packed_chain.h"
#include "packed_layout.h"

static void tell(struct vqs_device_ring *queue, uint32_t wish)
{
	queue->wish = wish;
	vqs_shared_write32(queue->ring.device_area, wish);
}

static void wish_next(struct vqs_device_ring *queue)
{
	if (queue->event_idx)
		tell(queue, VQS_PACKED_EVENT_DESCRIPTOR |
		                    vqs_packed_place(queue->next_available,
		                                     queue->available_flags));
	else
		tell(queue, VQS_PACKED_EVENT_ENABLE);
}

/*
 * Position 0: of a queue just made, whose wrap counters begin as 1, or of one
 * that came round with both at 0. In the first round a driver writes no USED
 * flag; a device that went through it did.
 */
static uint32_t whole_position(const struct vqs_device_ring *queue)
{
	uint32_t entry = queue->ring.size;

	if (queue->ring.position != 0)
		return queue->ring.position;
	while (entry-- > 0) {
		unsigned char *at = vqs_descriptor_at(queue->ring.descriptors, entry);

		if (vqs_shared_read16(at + VQS_PACKED_FLAGS) & VQS_PACKED_USED)
			return 0;
	}
	return VQS_PACKED_WRAP | VQS_PACKED_WRAP << 16;
}

uint32_t vqs_packed_device_position(const struct vqs_device_ring *queue)
{
	uint32_t used = vqs_packed_place(queue->next_used, queue->used_flags);

	return vqs_packed_place(queue->next_available, queue->available_flags) |
	       used << 16;
}

/* Whether the next entry is available; its flags, which count from then on. */
VQS_HOT bool look(const struct vqs_device_ring *queue, uint16_t *flags)
{
	unsigned char *at;

	/* all is with the device already, so nothing can be available */
	if (VQS_SELDOM(queue->entries_held == queue->ring.size))
		return false;
	at = vqs_descriptor_at(queue->ring.descriptors, queue->next_available);
	/* observe: the driver's publish of the descriptors before these flags */
	*flags = vqs_barrier_observe16(at + VQS_PACKED_FLAGS);
	return (*flags & VQS_PACKED_BOTH) == queue->available_flags;
}

/*
 * The chain that begins at the next entry, whose flags were read. How many
 * segments it has, or -fault.
 */
VQS_HOT int collect_one(struct vqs_device_ring *queue, struct vqs_packed_chain *found,
                        struct vqs_chain *chain, struct vqs_segment *first,
                        struct vqs_segment *end)
{
	unsigned char *const ring = queue->ring.descriptors;
	unsigned char *at = vqs_descriptor_at(ring, found->entry);
	int made = 1;

	found->address = vqs_shared_read64(at);
	found->length = vqs_shared_read32(at + VQS_PACKED_LENGTH);
	if (found->flags & (VQS_DESCRIPTOR_NEXT | VQS_DESCRIPTOR_INDIRECT) ||
	    VQS_SELDOM(!vqs_collect_usual(queue, found->address, found->length, first,
	                                  end))) {
		struct vqs_packed_chain copy = *found;

		made = vqs_packed_collect(queue, &copy, chain, first, end);
		found->slots = copy.slots;
		at = vqs_descriptor_at(ring, copy.entry);
	} else {
		vqs_collect_single(chain, first, found->flags >> 1 & 1);
	}
	if (!VQS_SELDOM(made < 0))
		found->id = vqs_shared_read16(at + VQS_PACKED_ID);
	return made;
}

VQS_HOT int take_one(struct vqs_device_ring *queue, uint16_t flags,
                     struct vqs_chain *chain, struct vqs_segment *first,
                     struct vqs_segment *end)
{
	struct vqs_packed_chain found = { .flags = flags,
		                          .entry = queue->next_available,
		                          .slots = 1 };
	int made = collect_one(queue, &found, chain, first, end);

	if (VQS_SELDOM(made < 0))
		return made;
	if (VQS_SELDOM(found.id >= queue->ring.size))
		return -VQS_FAULT_HEAD_RANGE;
	if (VQS_SELDOM(!vqs_hold(queue, found.id)))
		return -VQS_FAULT_ID_BUSY;
	chain->id = found.id;
	chain->slots = (uint16_t)found.slots;
	queue->entries_held += found.slots;
	vqs_packed_advance(&queue->next_available, &queue->available_flags, found.slots,
	                   queue->ring.size);
	return made;
}

/* As for the split format: a faulty chain is only looked at when it comes first. */
static int take(struct vqs_device_ring *queue, struct vqs_chain *chains,
                unsigned int count, struct vqs_segment *segments, size_t room)
{
	struct vqs_segment *const end = segments + room;
	unsigned int taken;
	uint16_t flags;
	int made = 0;

	for (taken = 0; taken < count && look(queue, &flags); taken++) {
		made = take_one(queue, flags, &chains[taken], segments, end);
		if (VQS_SELDOM(made < 0))
			break;
		segments += made;
	}
	queue->held_count += taken;
	if (!VQS_SELDOM(made < 0 && taken == 0))
		return (int)taken;
	vqs_device_ring_break(queue, (enum vqs_fault) - made);
	return -EIO;
}

/* The second half of a used descriptor; the first is nothing to the driver. */
VQS_HOT uint64_t used_tail(const struct vqs_used *used, uint32_t flags)
{
	uint32_t write = used->length ? VQS_DESCRIPTOR_WRITE : 0;

	return used->length | (uint64_t)used->id << 32 | (uint64_t)(flags | write) << 48;
}

/*
 * The first used descriptor is written last: the driver reads them in order, and so
 * finds all of them or none. A polling driver waits for it, and all else can wait.
 */
static int give(struct vqs_device_ring *queue, const struct vqs_used *used,
                unsigned int count)
{
	unsigned char *const ring = queue->ring.descriptors;
	unsigned char *const first = vqs_descriptor_at(ring, queue->next_used);
	uint16_t entry = queue->next_used, used_flags = queue->used_flags;
	uint64_t first_tail = 0;
	uint32_t moved = 0;
	unsigned int given;

	for (given = 0; given < count; given++) {
		const struct vqs_used *one = &used[given];
		unsigned char *at = vqs_descriptor_at(ring, entry);

		if (VQS_SELDOM(one->slots - 1u >= queue->entries_held - moved ||
		               !vqs_let_go(queue, one->id)))
			break;
		if (given == 0)
			first_tail = used_tail(one, used_flags);
		else
			vqs_shared_put64(at + VQS_PACKED_LENGTH,
			                 used_tail(one, used_flags));
		moved += one->slots;
		vqs_packed_advance(&entry, &used_flags, one->slots, queue->ring.size);
	}
	/* publish: the driver observes the first flags before all that they cover */
	if (given > 0)
		vqs_barrier_publish_tail(first + VQS_PACKED_LENGTH, first_tail);
	queue->next_used = entry;
	queue->used_flags = used_flags;
	queue->entries_held -= moved;
	vqs_count_unnotified(queue, moved);
	queue->held_count -= given;
	return given == count ? 0 : -EINVAL;
}

static bool must_notify(struct vqs_device_ring *queue)
{
	uint32_t moved = queue->unnotified;

	if (moved == 0)
		return false;
	queue->unnotified = 0;
	/* decide: the driver writes its wish, then reads the used flags */
	vqs_barrier_decide();
	return vqs_packed_must_notify(
	        vqs_shared_read32(queue->ring.driver_area),
	        vqs_packed_place(queue->next_used, queue->used_flags), moved,
	        queue->ring.size);
}

static void suppress(struct vqs_device_ring *queue)
{
	if (queue->wish != VQS_PACKED_EVENT_DISABLE)
		tell(queue, VQS_PACKED_EVENT_DISABLE);
}

static bool expect(struct vqs_device_ring *queue)
{
	uint16_t flags;

	wish_next(queue);
	/* decide: the driver makes an entry available, then reads our wish */
	vqs_barrier_decide();
	return look(queue, &flags);
}

static const struct vqs_device_format format = {
	.take = take,
	.give = give,
	.must_notify = must_notify,
	.suppress = suppress,
	.expect = expect,
};

int vqs_packed_device_init(struct vqs_device_ring *queue)
{
	uint32_t position = whole_position(queue);
	uint16_t available = (uint16_t)position, used = (uint16_t)(position >> 16);
	int32_t held;

	queue->format = &format;
	queue->next_available = available & (uint16_t)~VQS_PACKED_WRAP;
	queue->available_flags = vqs_packed_available_flags(available & VQS_PACKED_WRAP);
	queue->next_used = used & (uint16_t)~VQS_PACKED_WRAP;
	queue->used_flags = vqs_packed_used_flags(used & VQS_PACKED_WRAP);
	held = (int32_t)queue->next_available - (int32_t)queue->next_used;
	if ((available ^ used) & VQS_PACKED_WRAP)
		held += queue->ring.size;
	if (queue->next_available >= queue->ring.size ||
	    queue->next_used >= queue->ring.size || held < 0 || held > queue->ring.size)
		return -EINVAL;
	if (queue->turns) { /* in order: what a predecessor held is taken again */
		queue->next_available = queue->next_used;
		queue->available_flags =
		        vqs_packed_available_flags(used & VQS_PACKED_WRAP);
		held = 0;
	}
	/* otherwise it stays so: the driver waits for it in vain */
	queue->entries_held = (uint32_t)held;
	wish_next(queue);
	return 0;
}
