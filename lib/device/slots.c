/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Slots: where a chain lives from when it is taken until it is given back. All
 * of a queue's are made at its start, so that no message costs an allocation.
 * Only a chain of very many segments takes a block of them, which the pool
 * keeps for the next one.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

struct slot *slot_of_id(struct queue *queue, uint16_t id)
{
	return slot_at(queue->pool, id);
}

/* Slots are not touched before they are used: a front end may want 32768 of them. */
struct pool *pool_create(struct queue *queue, uint16_t size, struct vqs_memory *memory)
{
	const size_t align = _Alignof(max_align_t);
	size_t stride = (sizeof(struct slot) + queue->native + align - 1) / align * align;
	struct pool *pool = calloc(1, sizeof(*pool) + stride * size);

	if (!pool)
		return NULL;
	pool->device = queue->device;
	pool->index = queue->index;
	pool->queue = queue;
	pool->size = size;
	pool->first = pool->slots;
	pool->stride = stride;
	pool->memory = memory;
	vqs_memory_get(memory);
	return pool;
}

/* Those that no chain uses. */
static void free_blocks(struct pool *pool)
{
	for (unsigned int i = 0; i < BLOCK_CLASSES; i++)
		for (struct block *block; (block = pool->blocks[i]);) {
			pool->blocks[i] = block->next;
			pool->blocks_segments -= (uint32_t)BLOCK_LEAST << i;
			free(block);
		}
}

static void pool_free(struct pool *pool)
{
	struct pool **link = &pool->device->stopped;

	while (*link != pool)
		link = &(*link)->next;
	*link = pool->next;
	free_blocks(pool);
	vqs_memory_put(pool->memory);
	free(pool);
}

static void pool_free_if_idle(struct pool *pool)
{
	if (!pool->queue && !pool->held && !pool->pinned)
		pool_free(pool);
}

/* Requests and posted buffers that the author has. */
static unsigned int count_held(struct pool *pool)
{
	unsigned int held = 0;

	for (uint32_t id = 0; id < pool->size; id++)
		held += slot_at(pool, id)->state != SLOT_FREE;
	return held;
}

/* A ring that is broken takes nothing back any more. */
unsigned int pool_held(struct pool *pool)
{
	const struct queue *queue = pool->queue;

	if (!queue)
		return pool->held;
	if (queue->ring.fault)
		return count_held(pool);
	return vqs_device_ring_held(&queue->ring) - queue->used_count;
}

/* What is held is counted from now on. */
void pool_stop(struct pool *pool)
{
	pool->held = pool_held(pool) || pool->left ? count_held(pool) : 0;
	pool->queue = NULL;
	pool->end = NULL;
	for (uint32_t id = 0; pool->held && id < pool->size; id++)
		if (slot_at(pool, id)->state == SLOT_PLAIN)
			slot_at(pool, id)->state = SLOT_HELD;
	pool->next = pool->device->stopped;
	pool->device->stopped = pool;
	pool_free_if_idle(pool);
}

unsigned int pools_stopped(const struct vqs_device *device, uint16_t index)
{
	unsigned int count = 0;

	for (const struct pool *pool = device->stopped; pool; pool = pool->next)
		count += pool->index == index;
	return count;
}

void pool_unpin(struct pool *pool)
{
	pool->pinned = false;
	pool_free_if_idle(pool);
}

/* Requests that are held go on pointing into the old table; it stays for them. */
void pool_move(struct pool *pool, struct vqs_memory *memory)
{
	bool any = pool_held(pool) > 0;

	vqs_memory_get(memory);
	for (uint32_t id = 0; any && id < pool->size; id++) {
		struct slot *slot = slot_at(pool, id);

		if (slot->state == SLOT_FREE || slot->memory)
			continue;
		slot->memory = pool->memory;
		slot->state = SLOT_HELD;
		vqs_memory_get(slot->memory);
	}
	vqs_memory_put(pool->memory);
	pool->memory = memory;
}

/* ---- Slots ------------------------------------------------------------------ */

static bool has_room(const struct pool *pool, uint32_t segments)
{
	return segments <=
	       BLOCKS_MOST + BLOCKS_MOST_ENTRY * pool->size - pool->blocks_segments;
}

static struct block *block_make(struct pool *pool, unsigned int class)
{
	uint32_t room = (uint32_t)BLOCK_LEAST << class;
	struct block *block;

	if (!has_room(pool, room))
		free_blocks(pool);
	if (!has_room(pool, room))
		return NULL;
	block = malloc(sizeof(*block) + room * sizeof(block->segments[0]));
	if (!block)
		return NULL;
	block->class = class;
	pool->blocks_segments += room;
	return block;
}

static struct block *block_get(struct pool *pool, uint32_t segments)
{
	unsigned int class = 0;
	struct block *block;

	while ((uint32_t)BLOCK_LEAST << class < segments)
		class ++;
	block = pool->blocks[class];
	if (!block)
		return block_make(pool, class);
	pool->blocks[class] = block->next;
	return block;
}

static void block_put(struct pool *pool, struct block *block)
{
	block->next = pool->blocks[block->class];
	pool->blocks[block->class] = block;
}

static void slot_clear(struct slot *slot)
{
	slot->state = SLOT_FREE;
	slot->returned = false;
	if (!slot->pool->queue)
		slot->pool->held--;
	if (slot->block)
		block_put(slot->pool, slot->block);
	slot->block = NULL;
	vqs_memory_put(slot->memory);
	slot->memory = NULL;
}

static const struct vqs_segment *
keep_segments(struct slot *slot, const struct vqs_segment *segments, uint32_t count)
{
	struct vqs_segment *kept = slot->segments;

	if (count > SLOT_SEGMENTS) {
		slot->block = block_get(slot->pool, count);
		if (!slot->block)
			return NULL;
		kept = slot->block->segments;
	}
	memcpy(kept, segments, count * sizeof(*segments));
	return kept;
}

/*
 * NULL: no memory for a very long chain, or too many of them; said already. The
 * segments are copied before any handler sees them, so that a span which an
 * author keeps is as good after the handler as in it.
 */
struct slot *slot_take(struct queue *queue, const struct vqs_chain *chain)
{
	struct slot *slot = slot_at(queue->pool, chain->id);
	const struct vqs_segment *segments;

	slot->pool = queue->pool;
	segments =
	        keep_segments(slot, chain->segments, chain->readable + chain->writable);
	if (segments) {
		slot_fill(slot, queue, chain, segments);
		return slot;
	}
	vqs_device_complain(queue->device, "queue %u (%s): no memory for a request",
	                    queue->index, queue->type->name);
	return NULL;
}

/* As above with no copy of the segments: for what is answered at once. */
struct slot *slot_borrow(struct queue *queue, const struct vqs_chain *chain)
{
	struct slot *slot = slot_at(queue->pool, chain->id);

	slot_fill(slot, queue, chain, chain->segments);
	return slot;
}

void slot_release(struct slot *slot)
{
	struct pool *pool = slot->pool;

	slot_clear(slot);
	pool_free_if_idle(pool);
}

/* Back to the driver, unless the queue was stopped under it. */
void slot_give(struct slot *slot, uint32_t length)
{
	struct queue *queue = slot->pool->queue;
	uint16_t id = slot->used.id, slots = slot->used.slots;

	slot_release(slot);
	if (queue)
		queue_give(queue, id, slots, length);
}

/* A reset: whoever held something has been told to forget it. */
void pool_discard_stopped(struct vqs_device *device, int index)
{
	struct pool *next;

	for (struct pool *pool = device->stopped; pool; pool = next) {
		next = pool->next;
		if (index >= 0 && pool->index != index)
			continue;
		for (uint32_t id = 0; pool->held && id < pool->size; id++)
			if (slot_at(pool, id)->state != SLOT_FREE)
				slot_clear(slot_at(pool, id));
		pool_free_if_idle(pool);
	}
}
