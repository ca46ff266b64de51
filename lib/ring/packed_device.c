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

/* How far a call of give is, and what it needs of the queue. */
struct giving {
	unsigned char *entry;
	uint64_t
	        flags; /* of a used descriptor that was written to, where they are in one */
	size_t left;   /* entries that the device still has */
	unsigned char *const end; /* of the ring */
	uint8_t *const held;
	const size_t size;
};

#define USED_AT    48
#define USED_WRITE ((uint64_t)VQS_DESCRIPTOR_WRITE << USED_AT)

VQS_HOT struct giving begin(const struct vqs_device_ring *queue)
{
	unsigned char *const ring = queue->ring.descriptors;

	return (struct giving){
		.entry = vqs_descriptor_at(ring, queue->next_used),
		.flags = (uint64_t)queue->used_flags << USED_AT | USED_WRITE,
		.left = queue->entries_held,
		.end = vqs_descriptor_at(ring, queue->ring.size),
		.held = queue->held,
		.size = queue->ring.size,
	};
}

/*
 * Goes behind one more chain. *tail: the second half of its used descriptor; the first is
 * nothing to the driver. False: the device does not have it.
 */
VQS_HOT bool give_one(struct giving *giving, const struct vqs_used *used, uint64_t *tail)
{
	const size_t slots = used->slots, id = used->id;

	if (VQS_SELDOM(slots - 1 >= giving->left) || VQS_SELDOM(id >= giving->size) ||
	    VQS_SELDOM(!giving->held[id]))
		return false;
	giving->held[id] = 0;
	*tail = used->length | (uint64_t)id << 32 | giving->flags;
	if (VQS_SELDOM(used->length == 0)) {
		*tail ^= USED_WRITE;
		VQS_APART();
	}
	giving->left -= slots;
	giving->entry += slots * VQS_DESCRIPTOR_BYTES;
	if (VQS_SELDOM(giving->entry >= giving->end)) {
		giving->entry -= giving->size * VQS_DESCRIPTOR_BYTES;
		giving->flags ^= (uint64_t)VQS_PACKED_BOTH << USED_AT;
	}
	return true;
}

VQS_HOT void given(struct vqs_device_ring *queue, const struct giving *giving,
                   unsigned int count)
{
	const unsigned char *const ring = queue->ring.descriptors;

	queue->unnotified += queue->entries_held - giving->left;
	queue->entries_held = (uint32_t)giving->left;
	queue->next_used =
	        (uint16_t)((size_t)(giving->entry - ring) / VQS_DESCRIPTOR_BYTES);
	queue->used_flags = (uint16_t)(giving->flags >> USED_AT) & VQS_PACKED_BOTH;
	queue->held_count -= count;
}

/*
 * The first used descriptor is written last: the driver reads them in order, and so
 * finds all of them or none. A polling driver waits for it, and all else can wait.
 */
static VQS_NO_INLINE int packed_give(struct vqs_device_ring *queue,
                                     const struct vqs_used *used, unsigned int count)
{
	unsigned char *const ring = queue->ring.descriptors;
	unsigned char *const first = vqs_descriptor_at(ring, queue->next_used);
	struct giving giving = begin(queue);
	const struct vqs_used *now = used, *const last = used + count;
	uint64_t first_tail;

	if (VQS_SELDOM(count == 0))
		return 0;
	if (!give_one(&giving, now, &first_tail))
		return -EINVAL;
	while (++now != last) {
		unsigned char *const at = giving.entry;
		uint64_t tail;

		if (!give_one(&giving, now, &tail))
			break;
		vqs_shared_put64(at + VQS_PACKED_LENGTH, tail);
	}
	/* publish: the driver observes the first flags before all that they cover */
	vqs_barrier_publish_tail(first + VQS_PACKED_LENGTH, first_tail);
	given(queue, &giving, (unsigned int)(now - used));
	return now == last ? 0 : -EINVAL;
}

/* One chain: no loop to set up. */
VQS_HOT int give_single(struct vqs_device_ring *queue, const struct vqs_used *used)
{
	const size_t slots = used->slots, id = used->id;
	const uint32_t length = used->length;
	unsigned char *const at =
	        vqs_descriptor_at(queue->ring.descriptors, queue->next_used);
	uint64_t tail = queue->used_flags;
	uint32_t entry = queue->next_used + (uint32_t)slots;

	if (VQS_SELDOM(slots - 1 >= queue->entries_held) || !vqs_let_go(queue, used->id))
		return -EINVAL;
	if (!VQS_SELDOM(length == 0))
		tail |= VQS_DESCRIPTOR_WRITE;
	/* publish: as above */
	vqs_barrier_publish_tail(at + VQS_PACKED_LENGTH,
	                         tail << USED_AT | (uint64_t)id << 32 | length);
	queue->held_count--;
	queue->entries_held -= (uint32_t)slots;
	queue->unnotified += slots;
	if (VQS_SELDOM(entry >= queue->ring.size)) {
		entry -= queue->ring.size;
		queue->used_flags ^= VQS_PACKED_BOTH;
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
	queue->table_flags ^= VQS_PACKED_LAST; /* as they are looked at */
	/* otherwise it stays so: the driver waits for it in vain */
	queue->entries_held = (uint32_t)held;
	wish_next(queue);
	return 0;
}
