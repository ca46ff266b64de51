/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end, packed format: writing used descriptors, and
 * notifications.
 *
 * virtio 1.4, Packed Virtqueues: Virtqueue Operation; Driver and Device Event
 * Suppression.
 */
#include "packed_device.h"

#include <errno.h>

#include "barrier.h"
#include "device_format.h"
#include "held.h"
#include "packed_chain.h"
#include "packed_layout.h"
#include "packed_take.h"

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
	uint32_t used = vqs_packed_used_place(queue->next_used, queue->used_tail);

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
 * How far a call of give is. Entries are counted twice, as in halves of descriptors: so
 * they are addressed at once.
 */
struct giving {
	size_t entry;
	size_t stop; /* who gets there leaves the ring's end or the device's entries behind */
	uint64_t tail; /* queue->used_tail, of this round */
	uint8_t *const held;
	const size_t size;
};

#define HALF (VQS_DESCRIPTOR_BYTES / 2)

/* The first place that is not in the ring, or behind the last entry the device has. */
VQS_HOT size_t stop_of(size_t end, size_t last)
{
	return last < end ? last + 1 : end;
}

/* Where the device's entries end, as if the ring went on behind its end. */
VQS_HOT size_t last_of(const struct vqs_device_ring *queue)
{
	return ((size_t)queue->next_used + queue->entries_held) * 2;
}

VQS_HOT struct giving begin(const struct vqs_device_ring *queue)
{
	const size_t size = queue->ring.size;

	return (struct giving){
		.entry = (size_t)queue->next_used * 2,
		.stop = stop_of(size * 2, last_of(queue)),
		.tail = queue->used_tail,
		.held = queue->held,
		.size = size,
	};
}

/* Behind a chain with so many slots; without any it is far behind everything. */
VQS_HOT size_t behind(size_t entry, uint32_t slots)
{
	const size_t others = sizeof(size_t) > 4 ? slots - 1 : (uint16_t)(slots - 1);

	return entry + others * 2 + 2;
}

/*
 * Takes one chain back into the ring. *tail: the second half of its used descriptor; the
 * first is nothing to the driver. False: the device does not hold it.
 */
VQS_HOT bool let_go(const struct giving *giving, const struct vqs_used *used,
                    uint64_t *tail)
{
	const uint32_t length = used->length;
	size_t id = used->id;

	if (!vqs_let_go(giving->held, giving->size, &id))
		return false;
	*tail = (uint64_t)id << 32 | giving->tail;
	if (VQS_SELDOM(length == 0))
		*tail ^= VQS_PACKED_WRITE;
	VQS_KEEP(*tail);
	*tail |= length;
	return true;
}

/* One that goes to the ring's end. False: or is more than the device has. */
VQS_HOT bool give_last(const struct vqs_device_ring *queue, struct giving *giving,
                       const struct vqs_used *used, uint64_t *tail)
{
	const size_t end = giving->size * 2, last = last_of(queue);
	const size_t next = behind(giving->entry, used->slots);

	if (giving->tail != queue->used_tail || next > last ||
	    !let_go(giving, used, tail))
		return false;
	giving->entry = next - end;
	giving->stop = last - end + 1;
	giving->tail ^= VQS_PACKED_ROUND;
	return true;
}

/* Goes behind one more chain. False: the device does not have it. */
VQS_HOT bool give_one(const struct vqs_device_ring *queue, struct giving *giving,
                      const struct vqs_used *used, uint64_t *tail)
{
	const size_t next = behind(giving->entry, used->slots);

	if (VQS_SELDOM(next >= giving->stop))
		return give_last(queue, giving, used, tail);
	if (!let_go(giving, used, tail))
		return false;
	giving->entry = next;
	return true;
}

VQS_HOT void given(struct vqs_device_ring *queue, const struct giving *giving,
                   unsigned int count)
{
	uint32_t next = (uint32_t)giving->entry / 2, moved = next - queue->next_used;

	if (VQS_SELDOM(giving->tail != queue->used_tail))
		moved += (uint32_t)giving->size;
	queue->unnotified += moved;
	queue->entries_held -= moved;
	queue->next_used = (uint16_t)next;
	queue->used_tail = giving->tail;
	queue->held_count -= count;
}

/*
 * The first used descriptor is written last: the driver reads them in order, and so
 * finds all of them or none. A polling driver waits for it, and all else can wait.
 */
static VQS_NO_INLINE int packed_give(struct vqs_device_ring *queue,
                                     const struct vqs_used *used, unsigned int count)
{
	unsigned char *const tails =
	        (unsigned char *)queue->ring.descriptors + VQS_PACKED_LENGTH;
	struct giving giving = begin(queue);
	const struct vqs_used *now = used, *end;
	uint64_t first_tail;

	if (VQS_SELDOM(count == 0))
		return 0;
	end = used + count;
	if (!give_one(queue, &giving, now, &first_tail))
		return -EINVAL;
	while (++now != end) {
		const size_t at = giving.entry;
		uint64_t tail;

		if (!give_one(queue, &giving, now, &tail))
			break;
		vqs_shared_put64(tails + at * HALF, tail);
	}
	/* publish: the driver observes the first flags before all that they cover */
	vqs_barrier_publish_tail(tails + (size_t)queue->next_used * VQS_DESCRIPTOR_BYTES,
	                         first_tail);
	given(queue, &giving, (unsigned int)(now - used));
	return now == end ? 0 : -EINVAL;
}

/* One chain: no loop to set up. */
VQS_HOT int give_single(struct vqs_device_ring *queue, const struct vqs_used *used)
{
	const uint32_t slots = used->slots, length = used->length,
	               size = queue->ring.size;
	size_t id = used->id;
	uint64_t tail;
	uint32_t entry;

	if (VQS_SELDOM(slots - 1 >= queue->entries_held) ||
	    !vqs_let_go(queue->held, size, &id))
		return -EINVAL;
	entry = queue->next_used;
	tail = (uint64_t)id << 32 | queue->used_tail;
	if (VQS_SELDOM(length == 0))
		tail ^= VQS_PACKED_WRITE;
	VQS_KEEP(tail);
	/* publish: as above */
	vqs_barrier_publish_tail(vqs_descriptor_at(queue->ring.descriptors, entry) +
	                                 VQS_PACKED_LENGTH,
	                         tail | length);
	queue->held_count--;
	queue->entries_held -= slots;
	queue->unnotified += slots;
	entry += slots;
	if (VQS_SELDOM(entry >= size)) {
		entry -= size;
		queue->used_tail ^= VQS_PACKED_ROUND;
	}
	queue->next_used = (uint16_t)entry;
	return 0;
}

static int give(struct vqs_device_ring *queue, const struct vqs_used *used,
                unsigned int count)
{
	if (VQS_SMALL || count != 1)
		return packed_give(queue, used, count);
	return give_single(queue, used);
}

static bool must_notify(struct vqs_device_ring *queue)
{
	uint64_t moved = queue->unnotified;

	if (VQS_SELDOM(moved == 0))
		return false;
	queue->unnotified = 0;
	/* decide: the driver writes its wish, then reads the used flags */
	vqs_barrier_decide();
	return vqs_packed_must_notify(vqs_shared_read32(queue->ring.driver_area),
	                              queue->next_used,
	                              (uint32_t)(queue->used_tail >> VQS_PACKED_FLAGS_AT),
	                              moved, queue->ring.size);
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
	.take = vqs_packed_take,
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
	queue->used_tail = vqs_packed_used_tail(used & VQS_PACKED_WRAP);
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
