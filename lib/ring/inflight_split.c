/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The record of what is in flight, split format. A chain's descriptors are in the table
 * until it is used, so its head is enough.
 */
#include "inflight.h"

#include <errno.h>

#include "split_chain.h"
#include "split_layout.h"

/* ---- While it runs ------------------------------------------------------------ */

static int retake(struct vqs_device_ring *queue, uint16_t head, struct vqs_chain *chain,
                  struct vqs_segment *first, struct vqs_segment *end)
{
	struct vqs_split_walk walk = { .collector.next = first, .rest.end = end };
	enum vqs_fault fault;

	if (queue->held[head])
		return -VQS_FAULT_ID_BUSY;
	vqs_split_read(&walk.collector.now,
	               vqs_descriptor_at(queue->ring.descriptors, head));
	vqs_split_apart(&walk.collector.now);
	vqs_collect_begin(&walk.collector, chain);
	fault = vqs_split_collect(queue, &walk, chain);
	return fault ? -(int)fault : (int)(walk.collector.next - first);
}

static int take(struct vqs_device_ring *queue, struct vqs_chain *chains,
                unsigned int count, struct vqs_segment *segments, size_t room)
{
	struct vqs_inflight *inflight = queue->inflight;
	struct vqs_split_state *states = vqs_split_record(inflight)->states;
	uint64_t counter;
	int taken;

	if (VQS_SELDOM(queue->carried > 0))
		return vqs_inflight_take_again(
		        queue, &(struct vqs_take){ chains, count, segments, room },
		        retake);
	taken = inflight->inner->take(queue, chains, count, segments, room);
	counter = inflight->counter;
	for (int i = 0; i < taken; i++) {
		struct vqs_split_state *state = &states[chains[i].id];

		VQS_RECORD(state->counter, counter++);
		VQS_RECORD(state->inflight, 1);
	}
	inflight->counter = counter;
	return taken;
}

/* A list of those that are about to be used; how many, up to one that is no head at all. */
VQS_HOT unsigned int announce(struct vqs_inflight *inflight, const struct vqs_used *used,
                              unsigned int count)
{
	struct vqs_split_record *record = vqs_split_record(inflight);
	const uint32_t size = inflight->size;
	uint32_t last = inflight->last;
	unsigned int listed;

	for (listed = 0; listed < count; listed++) {
		const uint32_t id = used[listed].id;

		if (VQS_SELDOM(id >= size))
			break;
		VQS_RECORD(record->states[id].next, (uint16_t)last);
		last = id;
	}
	inflight->last = (uint16_t)last;
	VQS_RECORD(record->last, (uint16_t)last);
	return listed;
}

/* Of those that the ring does not take, none is used. */
static int give(struct vqs_device_ring *queue, const struct vqs_used *used,
                unsigned int count)
{
	struct vqs_inflight *inflight = queue->inflight;
	struct vqs_split_record *record = vqs_split_record(inflight);
	const uint16_t before = queue->next_used;
	const unsigned int listed = announce(inflight, used, count);
	uint16_t given;
	int error;

	vqs_record_order();
	error = inflight->inner->give(queue, used, listed);
	vqs_record_order();
	given = queue->next_used - before;
	for (unsigned int i = 0; i < given; i++)
		VQS_RECORD(record->states[used[i].id].inflight, 0);
	VQS_RECORD(record->used, queue->next_used);
	return listed == count ? error : -EINVAL;
}

static void forget(struct vqs_device_ring *queue, uint16_t id)
{
	VQS_RECORD(vqs_split_record(queue->inflight)->states[id].inflight, 0);
}

/* ---- Beginning ---------------------------------------------------------------- */

/* The version last: without it, nothing else counts. */
static void begin(struct vqs_device_ring *queue)
{
	const struct vqs_inflight *inflight = queue->inflight;
	struct vqs_split_record *record = vqs_split_record(inflight);

	VQS_RECORD(record->version, 0);
	for (uint32_t i = 0; i < inflight->size; i++) {
		VQS_RECORD(record->states[i].inflight, 0);
		inflight->entries[i] = (struct vqs_inflight_entry){ .slots = 0 };
	}
	VQS_RECORD(record->features, 0);
	VQS_RECORD(record->size, inflight->size);
	VQS_RECORD(record->last, 0);
	VQS_RECORD(record->used, queue->next_used);
	queue->inflight->last = 0;
	VQS_RECORD(record->version, VQS_INFLIGHT_VERSION);
}

/*
 * The batch that was used last, if the predecessor did not come to say that it is in
 * flight no more. False: it goes in a circle, or out of the record.
 */
static bool finish_batch(struct vqs_inflight *inflight, uint32_t count, uint16_t from)
{
	struct vqs_split_record *record = vqs_split_record(inflight);

	for (uint16_t id = from; count > 0; count--) {
		if (id >= inflight->size || inflight->entries[id].first)
			return false;
		inflight->entries[id].first = 1; /* been there */
		VQS_RECORD(record->states[id].inflight, 0);
		id = VQS_RECORDED(record->states[id].next);
	}
	return true;
}

/* Those that are in flight: slots 1. How many, or -EBADMSG. */
static int find(struct vqs_device_ring *queue)
{
	struct vqs_inflight *inflight = queue->inflight;
	const struct vqs_split_record *record = vqs_split_record(inflight);
	struct vqs_inflight_entry *entries = inflight->entries;
	int count = 0;

	for (uint32_t id = 0; id < inflight->size; id++) {
		if (entries[id].first || !VQS_RECORDED(record->states[id].inflight))
			continue;
		if (id >= queue->ring.size)
			return -EBADMSG;
		entries[id].slots = 1;
		entries[count].again = (uint16_t)id;
		entries[count++].counter = VQS_RECORDED(record->states[id].counter);
	}
	return count;
}

/* How many chains the driver has made available that are not used. */
static int available(const struct vqs_device_ring *queue)
{
	const uint16_t index = (uint16_t)vqs_shared_read16(
	        vqs_at(queue->ring.driver_area, VQS_SPLIT_INDEX));

	return (uint16_t)(index - queue->next_used);
}

/*
 * The used index can be ahead of what the record says by a batch at the most, and what is in
 * flight was made available. If it is not so, the record is of another ring, whose driver was reset: nothing is in flight in this one.
 */
static int go_on(struct vqs_device_ring *queue)
{
	struct vqs_inflight *inflight = queue->inflight;
	struct vqs_split_record *record = vqs_split_record(inflight);
	const uint16_t batch = queue->next_used - VQS_RECORDED(record->used);
	int count;

	if (VQS_RECORDED(record->size) != inflight->size)
		return -EBADMSG;
	if (batch > queue->ring.size) {
		begin(queue);
		return 0;
	}
	inflight->last = VQS_RECORDED(record->last);
	if (!finish_batch(inflight, batch, inflight->last))
		return -EBADMSG;
	VQS_RECORD(record->used, queue->next_used);
	count = find(queue);
	if (count < 0)
		return count;
	if (available(queue) < count) {
		begin(queue);
		return 0;
	}
	return vqs_inflight_resume(queue, (uint16_t)(queue->next_used + count),
	                           (uint32_t)count);
}

const struct vqs_inflight_format *vqs_split_inflight(void)
{
	static const struct vqs_inflight_format format = {
		.device = { .take = take,
		            .give = give,
		            .must_notify = vqs_inflight_must_notify,
		            .suppress = vqs_inflight_suppress,
		            .expect = vqs_inflight_expect },
		.begin = begin,
		.go_on = go_on,
		.forget = forget,
	};

	return &format;
}
