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

/* Where a call of take stands; between its loops, in memory. */
struct batch {
	struct vqs_packed_place place; /* place.free: see spare */
	struct vqs_packed_at at;       /* the next entry */
	size_t left;                   /* chains to take; each has an entry at least */
	size_t spare; /* entries beside these that the device does not hold */
	enum vqs_fault fault;
};

/* Why the device can not have a chain of that id. */
VQS_HOT enum vqs_fault id_fault(const struct vqs_device_ring *queue, size_t id)
{
	VQS_APART();
	return id < queue->ring.size ? VQS_FAULT_ID_BUSY : VQS_FAULT_HEAD_RANGE;
}

VQS_HOT bool sound_id(const struct vqs_device_ring *queue, size_t id)
{
	return !VQS_SELDOM((uint16_t)id >= queue->ring.size) &&
	       !VQS_SELDOM(queue->held[id]);
}

/* What came of it: chains, and a fault where the next is. */
VQS_HOT int finish(struct vqs_device_ring *queue, const struct batch *batch,
                   unsigned int taken)
{
	const unsigned char *const ring = queue->ring.descriptors;

	queue->next_available =
	        (uint16_t)((size_t)(batch->at.entry - ring) / VQS_DESCRIPTOR_BYTES);
	queue->available_flags = (uint16_t)batch->at.mark;
	queue->entries_held = queue->ring.size - (uint32_t)(batch->left + batch->spare);
	queue->held_count += taken;
	if (!VQS_SELDOM(batch->fault && taken == 0))
		return (int)taken;
	vqs_device_ring_break(queue, batch->fault);
	return -EIO;
}

/* The flags of an entry that may be available; those of availability are 0 then. */
VQS_HOT size_t look_at(const struct vqs_packed_at *at)
{
	/* observe: the driver's publish of the descriptors before these flags */
	return vqs_barrier_observe16(at->entry + VQS_PACKED_FLAGS) ^ at->mark;
}

/* Whether there are entries for a chain of so many, and goes behind it. */
VQS_HOT void count_slots(const struct vqs_device_ring *queue, struct batch *batch,
                         struct vqs_packed_at at, size_t slots)
{
	size_t more = slots - 1;

	batch->at = at;
	vqs_packed_step(queue, &batch->at, batch->place.limit);
	if (VQS_SELDOM(more > batch->spare)) {
		batch->left -= more - batch->spare;
		more = batch->spare;
	}
	batch->spare -= more;
	batch->left--;
}

/* One chain of any kind; its first descriptor was read. False: batch->fault. */
VQS_HOT bool take_one(struct vqs_device_ring *queue, struct batch *batch,
                      struct vqs_collector *collector, struct vqs_chain *chain)
{
	struct vqs_packed_at at = batch->at;
	size_t slots = 1, id;

	vqs_collect_begin(collector, chain);
	batch->place.free = batch->left + batch->spare;
	if ((uint32_t)collector->now.flags == queue->table_flags) {
		batch->fault =
		        vqs_packed_table(queue, collector, &batch->place, &at, chain);
	} else {
		struct vqs_segment *limit = collector->next + batch->place.free;
		struct vqs_segment *end =
		        limit < batch->place.end ? limit : batch->place.end;

		batch->fault = vqs_packed_list(queue, collector, &batch->place, &end, &at,
		                               &slots, chain);
	}
	if (VQS_SELDOM(batch->fault))
		return false;
	id = vqs_shared_read16(at.entry + VQS_PACKED_ID);
	if (!sound_id(queue, id)) {
		batch->fault = id_fault(queue, id);
		return false;
	}
	queue->held[id] = 1;
	chain->id = (uint16_t)id;
	chain->slots = (uint16_t)slots;
	count_slots(queue, batch, at, slots);
	return true;
}

/* Chains of any kind, behind `taken` ones. `flags` of the next were read, if not 0. */
static VQS_NO_INLINE int packed_take_any(struct vqs_device_ring *queue,
                                         struct vqs_chain *chains,
                                         struct vqs_chain *chain,
                                         struct vqs_segment *segments,
                                         struct batch *batch)
{
	struct vqs_collector collector = { .next = segments, .recent = queue->current };

	while (batch->left > 0) {
		collector.now.flags = look_at(&batch->at);
		if (collector.now.flags & VQS_PACKED_BOTH)
			break;
		vqs_packed_read(&collector.now, batch->at.entry);
		if (!take_one(queue, batch, &collector, chain))
			break;
		chain++;
	}
	return finish(queue, batch, (unsigned int)(chain - chains));
}

/* From a chain on that is not of one descriptor, or not usual, to the others. */
static VQS_NO_INLINE int packed_take_on(struct vqs_device_ring *queue,
                                        struct vqs_chain *chains, struct vqs_chain *chain,
                                        struct vqs_segment *segments, struct batch *batch,
                                        struct vqs_descriptor *now)
{
	struct vqs_collector collector = { *now, segments, 0, queue->current };

	queue->several = true;
	if (!take_one(queue, batch, &collector, chain))
		return finish(queue, batch, (unsigned int)(chain - chains));
	return packed_take_any(queue, chains, chain + 1, collector.next, batch);
}

/*
 * Chains of one descriptor, as most are, as long as they come. What several need takes
 * none of the registers here.
 */
VQS_HOT int packed_take_singles(struct vqs_device_ring *queue, struct vqs_chain *chains,
                                struct vqs_segment *segments, struct batch *batch)
{
	struct vqs_recent *recent = queue->current;
	struct vqs_chain *chain = chains;
	size_t left = batch->left;
	struct vqs_packed_at at = batch->at;

	for (; left > 0; left--, chain++, segments++) {
		struct vqs_descriptor now;
		size_t id;

		now.flags = look_at(&at);
		if (now.flags & ~(size_t)VQS_DESCRIPTOR_WRITE) {
			if (now.flags & VQS_PACKED_BOTH)
				break;
			vqs_packed_read(&now, at.entry);
			goto on;
		}
		vqs_packed_read(&now, at.entry);
		if (VQS_SELDOM(segments == batch->place.end) ||
		    !vqs_collect_place(queue, &recent, &now, segments)) {
		on:
			batch->left = left;
			batch->at = at;
			return packed_take_on(queue, chains, chain, segments, batch,
			                      &now);
		}
		id = vqs_shared_read16(at.entry + VQS_PACKED_ID);
		if (!sound_id(queue, id)) {
			batch->fault = id_fault(queue, id);
			break;
		}
		queue->held[id] = 1;
		chain->id = (uint16_t)id;
		chain->slots = 1;
		vqs_collect_single(chain, segments, now.length, now.flags);
		vqs_packed_step(queue, &at, batch->place.limit);
	}
	batch->left = left;
	batch->at = at;
	return finish(queue, batch, (unsigned int)(chain - chains));
}

/* As for the split format: a faulty chain is only looked at when it comes first. */
static int take(struct vqs_device_ring *queue, struct vqs_chain *chains,
                unsigned int count, struct vqs_segment *segments, size_t room)
{
	struct batch batch = {
		.place.end = segments + (room < VQS_ROOM_MOST ? room : VQS_ROOM_MOST),
		.place.limit = vqs_packed_end(queue),
		.at = { vqs_descriptor_at(queue->ring.descriptors, queue->next_available),
		        queue->available_flags },
		.spare = queue->ring.size - queue->entries_held,
	};

	batch.left = count < batch.spare ? count : batch.spare;
	batch.spare -= batch.left;
	VQS_IN_MEMORY(batch);
	if (VQS_SMALL || queue->several)
		return packed_take_any(queue, chains, chains, segments, &batch);
	return packed_take_singles(queue, chains, segments, &batch);
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
