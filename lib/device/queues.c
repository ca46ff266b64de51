/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Queues: which there are, starting and stopping them, their notifications,
 * and what happens when a driver breaks one. One that is broken stays so until
 * it is started anew; the others go on.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

struct queue *queue_at(const struct vqs_device *device, unsigned int index)
{
	return index < device->queue_count ? device->queues[index] : NULL;
}

bool queue_exists(const struct queue *queue)
{
	return queue && queue->type;
}

struct queue *queue_started_at(const struct vqs_device *device, uint16_t index)
{
	struct queue *queue = queue_at(device, index);

	return queue && queue->started ? queue : NULL;
}

uint16_t vqs_device_queue_size(const struct vqs_device *device, uint16_t index)
{
	const struct queue *queue = queue_at(device, index);

	if (!queue_exists(queue))
		return 0;
	return device->queue_size ? device->queue_size : queue->type->size;
}

static void forget(struct vqs_device_ring_storage *remembered)
{
	free(remembered->held);
	free(remembered->turns);
	*remembered = (struct vqs_device_ring_storage){ NULL, NULL };
}

/* Room for what the ring keeps of each entry. */
static int remember(struct vqs_device_ring_storage *remembered,
                    const struct vqs_ring *ring)
{
	remembered->held = malloc(ring->size + 1u);
	if (vqs_features_has(&ring->features, VQS_F_IN_ORDER))
		remembered->turns =
		        malloc((ring->size + 1u) * sizeof(*remembered->turns));
	if (!remembered->held ||
	    (!remembered->turns && vqs_features_has(&ring->features, VQS_F_IN_ORDER))) {
		forget(remembered);
		return -ENOMEM;
	}
	return 0;
}

static void unprepare(struct queue *queue)
{
	forget(&queue->remembered);
	free(queue->inflight.entries);
	queue->inflight.entries = NULL;
	free(queue->scratch);
	queue->scratch = NULL;
	routes_destroy(queue->routes);
	queue->routes = NULL;
}

/*
 * Room for the longest chain, some of whose buffers may span two regions; and for
 * reading SEGMENTS_COPIED where there are fewer.
 */
static int prepare(struct queue *queue, uint16_t size, struct vqs_memory *memory)
{
	queue->room = size + 4 * BATCH;
	queue->scratch = calloc(queue->room + SEGMENTS_COPIED, sizeof(*queue->scratch));
	queue->routes = routes_create(queue);
	if (queue->scratch && queue->routes)
		queue->pool = pool_create(queue, size, memory);
	return queue->pool ? 0 : -ENOMEM;
}

int vqs_device_queue_start(struct vqs_device *device, uint16_t index,
                           const struct vqs_ring *ring, struct vqs_memory *memory)
{
	struct queue *queue = queue_at(device, index);
	int error;

	if (!queue_exists(queue) || !(device->status & VQS_STATUS_FEATURES_OK))
		return -ENOENT;
	if (queue->started)
		return -EBUSY;
	if (pools_stopped(device, index) >= STOPPED_MOST)
		return -ENOMEM;
	error = remember(&queue->remembered, ring);
	if (!error)
		error = vqs_device_ring_init(&queue->ring, ring, memory,
		                             &queue->remembered);
	if (!error)
		error = prepare(queue, ring->size, memory);
	if (error) {
		unprepare(queue);
		return error;
	}
	queue->started = true;
	device->started++;
	queue->dry = true;
	queue->told = false;
	queue->polled = false;
	return 0;
}

/* What the author of this process still has is not given to it a second time. */
int vqs_device_queue_track(struct vqs_device *device, uint16_t index, void *record,
                           uint16_t size, bool go_on)
{
	struct queue *queue = queue_started_at(device, index);
	int error;

	if (!queue)
		return -ENOENT;
	if (queue->inflight.entries)
		return -EBUSY;
	queue->inflight = (struct vqs_inflight){
		.record = record,
		.entries = calloc(size + 1u, sizeof(*queue->inflight.entries)),
		.size = size,
	};
	if (!queue->inflight.entries)
		return -ENOMEM;
	error = vqs_device_ring_track(&queue->ring, &queue->inflight,
	                              go_on && pools_stopped(device, index) == 0);
	if (error != -EIO)
		return error;
	queue_broken(queue);
	return 0;
}

int vqs_device_queue_move(struct vqs_device *device, uint16_t index,
                          const struct vqs_ring *ring, struct vqs_memory *memory)
{
	struct queue *queue = queue_started_at(device, index);
	int error;

	if (!queue)
		return -ENOENT;
	error = vqs_device_ring_move(&queue->ring, ring, memory);
	if (!error)
		pool_move(queue->pool, memory);
	return error;
}

/* Gives back what has gathered. */
static void give_gathered(struct queue *queue)
{
	unsigned int count = queue->used_count;

	queue->used_count = 0;
	if (count && vqs_device_ring_give(&queue->ring, queue->used, count))
		queue_broken(queue);
}

void queue_publish(struct queue *queue)
{
	const struct vqs_device *device = queue->device;

	give_gathered(queue);
	if (queue->started && vqs_device_ring_must_notify(&queue->ring) &&
	    device->functions && device->functions->notify_used)
		device->functions->notify_used(device->transport, queue->index);
	if (queue->stopping)
		queue_tell_idle(queue);
}

void queues_upset(struct vqs_device *device)
{
	for (unsigned int i = 0; i < device->queue_count; i++)
		if (device->queues[i] && device->queues[i]->pool)
			device->queues[i]->pool->end = NULL;
}

/* Ends a queue; what has not been published never is. */
void queue_drop(struct queue *queue)
{
	if (!queue->started)
		return;
	queue->started = false;
	queue->device->started--;
	queue->used_count = 0;
	queue->stopping = false;
	queue->spare_count = 0;
	for (struct slot *slot; (slot = queue->spare);) {
		queue->spare = slot->spare;
		slot_release(slot);
	}
	pool_stop(queue->pool);
	queue->pool = NULL;
	unprepare(queue);
}

bool vqs_device_queue_started(const struct vqs_device *device, uint16_t index)
{
	return queue_started_at(device, index) != NULL;
}

unsigned int vqs_device_queue_held(const struct vqs_device *device, uint16_t index)
{
	const struct queue *queue = queue_started_at(device, index);

	return queue ? pool_held(queue->pool) : 0;
}

enum vqs_fault vqs_device_queue_fault(const struct vqs_device *device, uint16_t index)
{
	const struct queue *queue = queue_at(device, index);

	return queue ? queue->ring.fault : VQS_FAULT_NONE;
}

/* Once for each start of the queue. */
void queue_broken(struct queue *queue)
{
	if (queue->told)
		return;
	queue->told = true;
	vqs_device_complain(queue->device,
	                    "queue %u (%s): %s; the queue stands still until the driver "
	                    "resets %s",
	                    queue->index, queue->type->name,
	                    vqs_fault_text(queue->ring.fault),
	                    vqs_features_has(&queue->device->negotiated, VQS_F_RING_RESET)
	                            ? "it or the device"
	                            : "the device");
	device_set_needs_reset(queue->device);
}

int queue_take(struct queue *queue, struct vqs_chain *chains, unsigned int count)
{
	int taken;

	if (queue->stopping)
		return 0;
	taken = vqs_device_ring_take(&queue->ring, chains, count, queue->scratch,
	                             queue->room);
	if (taken < 0)
		queue_broken(queue);
	return taken;
}

/* ---- Batches ---------------------------------------------------------------- */

void queue_reserve(struct queue *queue, unsigned int count)
{
	if (queue->used_count + count > BATCH)
		give_gathered(queue);
}

void queue_publish_later(struct queue *queue)
{
	struct vqs_device *device = queue->device;

	if (queue->dirty)
		return;
	queue->dirty = true;
	queue->used_room = BATCH;
	queue->next_dirty = device->dirty;
	device->dirty = queue;
}

/*
 * Field by field: a copy of a structure that was just made would be read in one piece,
 * which has to wait until its pieces, and all that was written to the driver's
 * memory before them, are out of the processor's store buffer.
 */
void queue_give(struct queue *queue, uint16_t id, uint16_t slots, uint32_t length)
{
	struct vqs_used *used;

	if (queue->used_count == BATCH)
		give_gathered(queue);
	used = &queue->used[queue->used_count++];
	used->id = id;
	used->slots = slots;
	used->length = length;
	if (queue->device->depth == 0)
		queue_publish(queue);
	else
		queue_publish_later(queue);
}

void vqs_device_begin(struct vqs_device *device)
{
	device->depth++;
}

void vqs_device_flush(struct vqs_device *device)
{
	struct queue *queue;

	while ((queue = device->dirty)) {
		device->dirty = queue->next_dirty;
		queue->dirty = false;
		queue->used_room = 0;
		queue_publish(queue);
	}
}

void vqs_device_end(struct vqs_device *device)
{
	if (--device->depth == 0)
		vqs_device_flush(device);
}

/* ---- Available buffer notifications ----------------------------------------- */

/* A batch. False: nothing was there, or nothing may be taken any more. */
static bool handle_round(struct queue *queue, uint64_t *bytes)
{
	struct vqs_chain chains[BATCH];
	int count = queue_take(queue, chains, BATCH);

	if (count <= 0)
		return false;
	vqs_device_begin(queue->device);
	queue_publish_later(queue);
	*bytes += requests_handle(queue, chains, (unsigned int)count);
	vqs_device_end(queue->device);
	return queue->started && device_runs(queue->device);
}

static struct queue *running_at(const struct vqs_device *device, uint16_t index)
{
	struct queue *queue = queue_started_at(device, index);

	if (!queue || !device_runs(device) || queue->ring.fault || queue->stopping)
		return NULL;
	return queue;
}

bool vqs_device_queue_polled(struct vqs_device *device, uint16_t index)
{
	struct queue *queue = running_at(device, index);
	uint64_t bytes = 0;

	if (!queue)
		return false;
	if (!queue->polled)
		vqs_device_ring_suppress(&queue->ring);
	queue->polled = true;
	return queue->type->posted ? events_polled(queue) : handle_round(queue, &bytes);
}

bool vqs_device_queue_notified(struct vqs_device *device, uint16_t index)
{
	struct queue *queue = running_at(device, index);
	uint64_t bytes = 0;

	if (!queue)
		return false;
	queue->polled = false;
	if (queue->type->posted) {
		events_notified(queue);
		return false;
	}
	vqs_device_ring_suppress(&queue->ring);
	for (unsigned int round = 0; round < ROUNDS && bytes < ROUND_BYTES; round++) {
		if (handle_round(queue, &bytes))
			continue;
		if (!queue->started || !device_runs(device) ||
		    !vqs_device_ring_expect(&queue->ring))
			return false;
	}
	return true;
}

bool vqs_device_notified(struct vqs_device *device, uint32_t notification)
{
	const uint16_t place = (uint16_t)(notification >> 16);
	struct queue *queue = queue_started_at(device, (uint16_t)notification);

	if (!queue)
		return false;
	if (vqs_features_has(&device->negotiated, VQS_F_NOTIFICATION_DATA) &&
	    !vqs_device_ring_plausible(&queue->ring, place))
		complain_often(device, &queue->complaints,
		               "queue %u (%s): a notification says that the driver is at "
		               "0x%04x, where it cannot be; the ring counts",
		               queue->index, queue->type->name, place);
	return vqs_device_queue_notified(device, queue->index);
}
