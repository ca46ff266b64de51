/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end, split format: used ring and notifications.
 *
 * virtio 1.4, The Virtqueue Used Ring, Used and Available Buffer Notification
 * Suppression.
 */
#include "split_device.h"

#include <errno.h>

#include "barrier.h"
#include "device_format.h"
#include "held.h"
#include "split_layout.h"
#include "split_take.h"

uint32_t vqs_split_device_position(const struct vqs_device_ring *queue)
{
	return queue->next_available;
}

VQS_HOT void write_entry(unsigned char *entry, size_t id, uint32_t length)
{
	vqs_shared_write32(entry, (uint32_t)id);
	vqs_shared_write32(entry + 4, length);
}

VQS_HOT void publish(struct vqs_device_ring *queue, void *area, uint32_t now,
                     unsigned int given)
{
	const uint16_t next = (uint16_t)(now + given);

	/* publish: the driver observes the used index before the entries */
	vqs_barrier_publish16(vqs_at(area, VQS_SPLIT_INDEX), next);
	queue->next_used = next;
	queue->held_count -= given;
	queue->unnotified += given;
}

static VQS_NO_INLINE int give_many(struct vqs_device_ring *queue,
                                   const struct vqs_used *used, unsigned int count)
{
	void *const area = queue->ring.device_area;
	const size_t size = queue->ring.size;
	uint8_t *const held = queue->held;
	struct vqs_split_run run =
	        vqs_split_run_of(queue, queue->next_used, count, VQS_USED_ENTRY_BYTES);
	unsigned char *entry = vqs_used_entry(area, queue->ring.size, queue->next_used);
	unsigned char *stop = entry + run.bytes;
	const struct vqs_used *const first = used;
	unsigned int given;
	size_t id;

	for (;; used++, entry += VQS_USED_ENTRY_BYTES) {
		if (entry == stop) {
			if (!VQS_SELDOM(run.again))
				break;
			entry = vqs_used_entry(area, queue->ring.size, 0);
			stop = entry + run.again;
			run.again = 0;
		}
		id = used->id;
		if (!vqs_let_go(held, size, &id))
			break;
		write_entry(entry, id, used->length);
	}
	given = (unsigned int)(used - first);
	if (given > 0)
		publish(queue, area, queue->next_used, given);
	return given == count ? 0 : -EINVAL;
}

/* One chain: no loop to set up. */
VQS_HOT int give_single(struct vqs_device_ring *queue, const struct vqs_used *used)
{
	void *const area = queue->ring.device_area;
	const uint32_t size = queue->ring.size;
	size_t id = used->id;
	uint32_t next;

	if (!vqs_let_go(queue->held, size, &id))
		return -EINVAL;
	next = queue->next_used;
	VQS_KEEP(next); /* as wide as it is: it need not be cut again */
	write_entry(vqs_used_entry(area, size, next), id, used->length);
	publish(queue, area, next, 1);
	return 0;
}

static int give(struct vqs_device_ring *queue, const struct vqs_used *used,
                unsigned int count)
{
	if (VQS_SMALL || count != 1)
		return give_many(queue, used, count);
	return give_single(queue, used);
}

/* How many entries were given since the last decision, with a barrier behind them. */
VQS_HOT uint64_t decide(struct vqs_device_ring *queue)
{
	const uint64_t moved = queue->unnotified;

	if (VQS_SELDOM(moved == 0))
		return 0;
	queue->unnotified = 0;
	/* decide: the driver writes its wish, then reads the used index */
	vqs_barrier_decide();
	return moved;
}

static bool must_notify(struct vqs_device_ring *queue)
{
	return decide(queue) > 0 &&
	       !(vqs_shared_read16(vqs_at(queue->ring.driver_area, VQS_SPLIT_FLAGS)) &
	         VQS_SPLIT_QUIET);
}

static bool must_notify_event(struct vqs_device_ring *queue)
{
	const uint64_t moved = decide(queue);

	return moved > 0 &&
	       vqs_event_passed(vqs_shared_read16(vqs_used_event(queue->ring.driver_area,
	                                                         queue->ring.size)),
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
	uint32_t available;

	if (queue->event_idx)
		vqs_shared_write16(vqs_available_event(area, queue->ring.size),
		                   queue->next_available);
	else
		vqs_shared_write16(vqs_at(area, VQS_SPLIT_FLAGS), 0);
	/* decide: the driver writes the available index, then reads our wish */
	vqs_barrier_decide();
	if (vqs_split_look(queue, &available))
		return available > 0;
	vqs_device_ring_break(queue, VQS_FAULT_INDEX_JUMP);
	return true; /* there is something to find out */
}

static const struct vqs_device_format format = {
	.take = vqs_split_take,
	.give = give,
	.must_notify = must_notify,
	.suppress = suppress,
	.expect = expect,
};

static const struct vqs_device_format format_event_idx = {
	.take = vqs_split_take,
	.give = give,
	.must_notify = must_notify_event,
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

	queue->format = queue->event_idx ? &format_event_idx : &format;
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
