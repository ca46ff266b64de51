/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end with VIRTIO_F_IN_ORDER, for both formats: buffers are used in the order in
 * which they were made available, which is the order in which they are taken. Each chain
 * has a turn; one that is given back before those ahead of it waits for its own.
 *
 * Chains that come back in order, as most do, go straight on to the format.
 *
 * virtio 1.4, In-order use of descriptors.
 */
#include "in_order_device.h"

#include <errno.h>

#include "device_format.h"
#include "shared.h"

/* In queue->held, beside 0 and 1, which is what the formats write there. */
#define HELD    1
#define WAITING 2

/* So many of those that waited are published together. */
#define READY 32

VQS_HOT uint16_t next_turn(const struct vqs_device_ring *queue, uint32_t turn)
{
	return turn + 1 == queue->ring.size ? 0 : (uint16_t)(turn + 1);
}

static int take(struct vqs_device_ring *queue, struct vqs_chain *chains,
                unsigned int count, struct vqs_segment *segments, size_t room)
{
	int taken = queue->inner->take(queue, chains, count, segments, room);

	for (int i = 0; i < taken; i++) {
		queue->turns[queue->last_turn].id = chains[i].id;
		queue->last_turn = next_turn(queue, queue->last_turn);
	}
	return taken;
}

/* Those whose turn it is, in order; how many the format accepted. */
static unsigned int publish(struct vqs_device_ring *queue, const struct vqs_used *used,
                            unsigned int count)
{
	unsigned int before = queue->held_count, given;
	uint32_t turn;

	queue->inner->give(queue, used, count);
	given = before - queue->held_count;
	turn = queue->turn + given;
	queue->turn =
	        (uint16_t)(turn < queue->ring.size ? turn : turn - queue->ring.size);
	return given;
}

/* How many there are from the first one on whose turn it is. */
VQS_HOT unsigned int in_turn(const struct vqs_device_ring *queue,
                             const struct vqs_used *used, unsigned int count)
{
	uint16_t turn = queue->turn;
	unsigned int i;

	if (count > queue->held_count)
		count = queue->held_count;
	for (i = 0; i < count && used[i].id == queue->turns[turn].id; i++)
		turn = next_turn(queue, turn);
	return i;
}

/* Keeps what is given until its turn. False: the device does not hold it. */
static bool keep(struct vqs_device_ring *queue, const struct vqs_used *used)
{
	struct vqs_device_turn *place;

	if (used->id >= queue->ring.size || queue->held[used->id] != HELD)
		return false;
	if (queue->packed &&
	    used->slots - 1u >= queue->entries_held - queue->waiting_slots)
		return false;
	place = &queue->turns[used->id];
	queue->held[used->id] = WAITING;
	place->length = used->length;
	place->slots = used->slots;
	queue->waiting++;
	queue->waiting_slots += used->slots;
	return true;
}

/* Up to READY of those that waited and whose turn it is; how many. */
static unsigned int publish_waiting(struct vqs_device_ring *queue)
{
	struct vqs_used ready[READY];
	uint16_t turn = queue->turn;
	unsigned int count;

	for (count = 0; count < READY && count < queue->waiting; count++) {
		uint16_t id = queue->turns[turn].id;

		if (queue->held[id] != WAITING)
			break;
		ready[count] = (struct vqs_used){ id, queue->turns[id].slots,
			                          queue->turns[id].length };
		turn = next_turn(queue, turn);
	}
	count = publish(queue, ready, count);
	queue->waiting -= count;
	for (unsigned int i = 0; i < count; i++)
		queue->waiting_slots -= ready[i].slots;
	return count;
}

static int give(struct vqs_device_ring *queue, const struct vqs_used *used,
                unsigned int count)
{
	unsigned int ready = queue->waiting ? 0 : in_turn(queue, used, count), given = 0;

	if (ready > 0)
		given = publish(queue, used, ready);
	if (given == count)
		return 0;
	if (given < ready)
		return -EINVAL;
	while (given < count && keep(queue, &used[given]))
		given++;
	while (publish_waiting(queue) == READY)
		;
	return given == count ? 0 : -EINVAL;
}

static bool must_notify(struct vqs_device_ring *queue)
{
	return queue->inner->must_notify(queue);
}

static void suppress(struct vqs_device_ring *queue)
{
	queue->inner->suppress(queue);
}

static bool expect(struct vqs_device_ring *queue)
{
	return queue->inner->expect(queue);
}

void vqs_in_order_device_init(struct vqs_device_ring *queue)
{
	static const struct vqs_device_format format = {
		.take = take,
		.give = give,
		.must_notify = must_notify,
		.suppress = suppress,
		.expect = expect,
	};

	queue->inner = queue->format;
	queue->format = &format;
}
