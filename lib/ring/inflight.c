/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Device end, both formats: keeps the record of what is in flight, between the ring and
 * who uses it, and goes on by that of a predecessor.
 */
#include "inflight.h"

#include <errno.h>

#include "carry.h"
#include "collect.h"

#define ALIGNMENT 64

size_t vqs_inflight_bytes(uint16_t size, bool packed)
{
	size_t bytes = packed ? sizeof(struct vqs_packed_record) +
	                                size * sizeof(struct vqs_packed_state)
	                      : sizeof(struct vqs_split_record) +
	                                size * sizeof(struct vqs_split_state);

	return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

void vqs_inflight_suppress(struct vqs_device_ring *queue)
{
	queue->inflight->inner->suppress(queue);
}

bool vqs_inflight_must_notify(struct vqs_device_ring *queue)
{
	return queue->inflight->inner->must_notify(queue);
}

bool vqs_inflight_expect(struct vqs_device_ring *queue)
{
	return queue->inflight->inner->expect(queue) || queue->carried > 0;
}

/* ---- Going on ---------------------------------------------------------------- */

static void swap(struct vqs_inflight_entry *one, struct vqs_inflight_entry *other)
{
	const struct vqs_inflight_entry kept = *one;

	one->again = other->again;
	one->counter = other->counter;
	other->again = kept.again;
	other->counter = kept.counter;
}

/* The child of `at` that comes last, in a heap of `count`. */
static uint32_t later_child(const struct vqs_inflight_entry *heap, uint32_t at,
                            uint32_t count)
{
	const uint32_t child = 2 * at + 1;

	return child + 1 < count && heap[child + 1].counter > heap[child].counter
	               ? child + 1
	               : child;
}

static void sink(struct vqs_inflight_entry *heap, uint32_t at, uint32_t count)
{
	while (2 * at + 1 < count) {
		uint32_t child = later_child(heap, at, count);

		if (heap[at].counter >= heap[child].counter)
			return;
		swap(&heap[at], &heap[child]);
		at = child;
	}
}

/* By counter: the order in which they were taken. */
static void sort(struct vqs_inflight_entry *entries, uint32_t count)
{
	for (uint32_t at = count / 2; at-- > 0;)
		sink(entries, at, count);
	for (uint32_t left = count; left > 1; left--) {
		swap(&entries[0], &entries[left - 1]);
		sink(entries, 0, left - 1);
	}
}

int vqs_inflight_resume(struct vqs_device_ring *queue, uint32_t position, uint32_t count)
{
	struct vqs_inflight *inflight = queue->inflight;
	struct vqs_ring_state state = { .position = position, .held = (uint16_t)count };

	sort(inflight->entries, count);
	inflight->next_again = 0;
	inflight->counter = count ? inflight->entries[count - 1].counter + 1 : 0;
	if (!queue->packed) {
		state.used = queue->next_used;
		queue->next_available = queue->seen_available = (uint16_t)position;
	}
	return vqs_carry_restore(queue, &state) ? -EBADMSG : 0;
}

/* A chain of which the driver's bytes are at fault now ends the batch. */
int vqs_inflight_take_again(struct vqs_device_ring *queue, const struct vqs_take *into,
                            vqs_retake *retake)
{
	struct vqs_inflight *inflight = queue->inflight;
	const size_t room = into->room < VQS_ROOM_MOST ? into->room : VQS_ROOM_MOST;
	struct vqs_segment *const end = into->segments + room;
	struct vqs_segment *next = into->segments;
	unsigned int taken;

	for (taken = 0; taken < into->count && queue->carried > 0; taken++) {
		const uint16_t id = inflight->entries[inflight->next_again].again;
		struct vqs_chain *chain = &into->chains[taken];
		int made = retake(queue, id, chain, next, end);

		if (made < 0 && taken > 0)
			break;
		if (made < 0) {
			vqs_device_ring_break(queue, (enum vqs_fault) - made);
			return -EIO;
		}
		chain->id = id;
		chain->slots = inflight->entries[id].slots;
		queue->held[id] = 1;
		queue->held_count++;
		queue->carried--;
		queue->carried_slots -= chain->slots;
		inflight->next_again++;
		next += made;
	}
	return (int)taken;
}

/* ---- Beginning ---------------------------------------------------------------- */

/* In order the record is of what the format does, behind those that keep the order. */
static void put_between(struct vqs_device_ring *queue,
                        const struct vqs_device_format *format)
{
	if (queue->turns) {
		queue->inflight->inner = queue->inner;
		queue->inner = format;
	} else {
		queue->inflight->inner = queue->format;
		queue->format = format;
	}
}

static const struct vqs_inflight_format *format_of(const struct vqs_device_ring *queue)
{
	return queue->packed ? vqs_packed_inflight() : vqs_split_inflight();
}

int vqs_device_ring_track(struct vqs_device_ring *queue, struct vqs_inflight *inflight,
                          bool go_on)
{
	const struct vqs_inflight_format *format = format_of(queue);
	int error = 0;

	if (inflight->size < queue->ring.size || queue->fault)
		return -EINVAL;
	for (uint32_t i = 0; i < inflight->size; i++)
		inflight->entries[i] = (struct vqs_inflight_entry){ .slots = 0 };
	inflight->counter = 0;
	queue->inflight = inflight;
	if (go_on && VQS_RECORDED(vqs_split_record(inflight)->version))
		error = format->go_on(queue);
	else
		format->begin(queue);
	if (error || queue->fault) {
		queue->inflight = NULL;
		return error ? error : -EIO;
	}
	put_between(queue, &format->device);
	return 0;
}

void vqs_inflight_forget(struct vqs_device_ring *queue, uint16_t id)
{
	format_of(queue)->forget(queue, id);
}
