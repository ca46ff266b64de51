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

/* That many turns on, as many as there are at the most. */
VQS_HOT uint16_t advance(const struct vqs_device_ring *queue, uint32_t turn, uint32_t by)
{
	turn += by;
	return (uint16_t)(turn < queue->ring.size ? turn : turn - queue->ring.size);
}

/* How many of `count` turns come before the last place, from which they go on at 0. */
VQS_HOT uint32_t before_the_end(const struct vqs_device_ring *queue, uint32_t turn,
                                uint32_t count)
{
	uint32_t most = queue->ring.size - turn;

	return count < most ? count : most;
}

/* Each chain gets its turn. */
static VQS_NO_INLINE void queue_up(struct vqs_device_ring *queue,
                                   const struct vqs_chain *chain, uint32_t count)
{
	uint32_t turn = queue->last_turn;

	while (count > 0) {
		struct vqs_device_turn *place = &queue->turns[turn];
		uint32_t part = before_the_end(queue, turn, count);
		const struct vqs_device_turn *const end = place + part;

		for (; place != end; place++)
			place->id = (chain++)->id;
		turn = advance(queue, turn, part);
		count -= part;
	}
	queue->last_turn = (uint16_t)turn;
}

static int take(struct vqs_device_ring *queue, struct vqs_chain *chains,
                unsigned int count, struct vqs_segment *segments, size_t room)
{
	int taken = queue->inner->take(queue, chains, count, segments, room);

	if (taken == 1) {
		queue->turns[queue->last_turn].id = chains->id;
		queue->last_turn = advance(queue, queue->last_turn, 1);
	} else if (taken > 1) {
		queue_up(queue, chains, (uint32_t)taken);
	}
	return taken;
}

/* Those whose turn it is, in order; how many the format accepted. */
static unsigned int publish(struct vqs_device_ring *queue, const struct vqs_used *used,
                            unsigned int count)
{
	unsigned int before = queue->held_count, given;

	queue->inner->give(queue, used, count);
	given = before - queue->held_count;
	queue->turn = advance(queue, queue->turn, given);
	return given;
}

/* How many there are from the first one on whose turn it is. */
VQS_HOT unsigned int in_turn(const struct vqs_device_ring *queue,
                             const struct vqs_used *used, unsigned int count)
{
	uint32_t turn = queue->turn, known = 0;

	if (count > queue->held_count)
		count = queue->held_count;
	while (known < count) {
		const struct vqs_device_turn *place = &queue->turns[turn];
		uint32_t part = before_the_end(queue, turn, count - known);
		const struct vqs_used *const end = used + part;

		for (; used != end; used++, place++)
			if (used->id != place->id)
				return known + part - (uint32_t)(end - used);
		turn = advance(queue, turn, part);
		known += part;
	}
	return known;
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
		turn = advance(queue, turn, 1);
	}
	count = publish(queue, ready, count);
	queue->waiting -= count;
	for (unsigned int i = 0; i < count; i++)
		queue->waiting_slots -= ready[i].slots;
	return count;
}

static VQS_NO_INLINE int give_some(struct vqs_device_ring *queue,
                                   const struct vqs_used *used, unsigned int count)
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

static int give(struct vqs_device_ring *queue, const struct vqs_used *used,
                unsigned int count)
{
	int error;

	if (count != 1 || queue->waiting || queue->held_count == 0 ||
	    used->id != queue->turns[queue->turn].id)
		return give_some(queue, used, count);
	error = queue->inner->give(queue, used, 1);
	if (!error)
		queue->turn = advance(queue, queue->turn, 1);
	return error;
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
