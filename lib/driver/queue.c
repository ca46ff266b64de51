/* SPDX-License-Identifier: BSD-3-Clause */
/* The driver's virtqueues: how many there are, their sizes and their memory. */
#include "internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* What the two ends write is never on one cache line. */
#define LINE ((size_t)64)

/* Room for bulk data in a slot, so that small calls need no bounce buffer. */
#define SLOT_BULK ((size_t)192)

/* Posted buffers for events of open length: this much for the open part, and no more
   than that where the description bounds it. */
#define POSTED_BULK      ((size_t)2048)
#define POSTED_BULK_MOST ((size_t)65536)

/* As large as a device may ask posted buffers to be. */
#define LEAST_BUFFER_MOST (1u << 20)

static size_t lines(size_t size)
{
	return (size + LINE - 1) / LINE * LINE;
}

struct driver_queue *driver_queue(const struct vqs_driver *driver, unsigned int index)
{
	return index < driver->queue_most ? driver->queues[index] : NULL;
}

/* ---- Memory ---------------------------------------------------------------- */

static size_t element_size(const struct vqs_field *field)
{
	if (field->kind == VQS_STRUCT)
		return field->structure->size;
	return vqs_scalar_size((enum vqs_kind)field->kind);
}

/* Room for the parts of variable length of a posted buffer. */
static size_t posted_bulk(const struct vqs_half *half, const struct vqs_context *context)
{
	size_t room = 0;
	uint64_t known;

	for (uint32_t i = 0; i < half->field_count; i++) {
		const struct vqs_field *field = &half->fields[i];
		uint64_t bound = (uint64_t)field->count * element_size(field);

		if (!driver_is_variable(field))
			continue;
		if (half->contextual && vqs_half_known(half, i, context, &known))
			room += known < POSTED_BULK_MOST ? (size_t)known
			                                 : POSTED_BULK_MOST;
		else if (field->count)
			room += bound < POSTED_BULK_MOST ? (size_t)bound
			                                 : POSTED_BULK_MOST;
		else
			room += POSTED_BULK;
	}
	return room;
}

/* Bytes of its own that each slot of the queue needs; `least`, of a posted buffer. */
static size_t slot_size(const struct vqs_driver *driver,
                        const struct vqs_queue_type *type, size_t least)
{
	size_t most = least;

	for (uint32_t m = 0; m < type->family->message_count; m++) {
		const struct vqs_message *message = &type->family->messages[m];
		const struct vqs_context context = driver_context(driver, message, NULL);
		size_t size = message->writable.least;

		if (type->posted)
			size += posted_bulk(&message->writable, &context);
		else
			size = lines(size) + message->readable.least +
			       (message->readable.variable ? SLOT_BULK : 0) +
			       (message->writable.variable ? SLOT_BULK : 0);
		if (size > most)
			most = size;
	}
	return lines(most ? most : 1);
}

/* Where everything of a queue lies in its one piece of memory. */
struct plan {
	size_t descriptors, driver_area, device_area, indirect, slots, slot, whole;
	uint16_t indirect_entries;
};

static void plan_queue(struct plan *plan, const struct vqs_driver *driver,
                       const struct vqs_queue_type *type, uint16_t size, size_t least)
{
	const struct vqs_features *features = &driver->negotiated;
	struct vqs_ring_need need = vqs_ring_need(size, features);
	size_t at = 0;

	*plan = (struct plan){ .slot = slot_size(driver, type, least) };
	if (!type->posted && vqs_features_has(features, VQS_F_INDIRECT_DESC))
		plan->indirect_entries =
		        size < 2 * HALF_SEGMENTS ? size : 2 * HALF_SEGMENTS;
	plan->descriptors = at;
	plan->driver_area = at += lines(need.descriptors);
	plan->device_area = at += lines(need.driver_area);
	plan->indirect = at += lines(need.device_area);
	plan->slots = at += lines((size_t)size * plan->indirect_entries * 16);
	plan->whole = at + size * plan->slot;
}

/* A queue that was reset has its memory still. */
static int allocate_memory(struct vqs_driver *driver, struct driver_queue *queue,
                           size_t bytes)
{
	if (queue->memory.size < bytes)
		return driver_dma_grow(driver, &queue->memory, bytes);
	memset(queue->memory.host, 0, bytes);
	return 0;
}

static int allocate(struct vqs_driver *driver, struct driver_queue *queue, uint16_t size,
                    size_t bytes)
{
	int error = allocate_memory(driver, queue, bytes);

	if (error)
		return error;
	queue->entries = calloc(size, sizeof(*queue->entries));
	queue->slots = calloc(size, sizeof(*queue->slots));
	queue->codec = driver_codec_create(queue->type->family, &driver->negotiated);
	return queue->entries && queue->slots && queue->codec
	               ? driver_asked_make(queue, size)
	               : -ENOMEM;
}

void driver_queue_empty(struct vqs_driver *driver, struct driver_queue *queue)
{
	for (unsigned int i = 0; queue->slots && i < queue->ring.ring.size; i++)
		driver_dma_free(driver, &queue->slots[i].bounce);
	free(queue->entries);
	free(queue->slots);
	free(queue->asked);
	driver_codec_destroy(queue->codec);
	queue->codec = NULL;
	queue->entries = NULL;
	queue->slots = NULL;
	queue->asked = NULL;
	queue->free = NULL;
	queue->added = false;
	memset(&queue->ring, 0, sizeof(queue->ring));
}

static void free_queue(struct vqs_driver *driver, struct driver_queue *queue)
{
	if (!queue)
		return;
	driver_queue_empty(driver, queue);
	driver_dma_free(driver, &queue->memory);
	free(queue);
}

void driver_queues_free(struct vqs_driver *driver)
{
	for (unsigned int i = 0; i < driver->queue_most; i++)
		free_queue(driver, driver->queues[i]);
	free(driver->queues);
	driver->queues = NULL;
	driver->queue_most = 0;
}

/* ---- Starting -------------------------------------------------------------- */

/* The largest size that both ends can do; split rings are powers of two. */
static int choose_size(struct vqs_driver *driver, const struct vqs_queue_type *type,
                       uint16_t index, uint16_t *size)
{
	uint16_t most = 0, power = 1;
	int error =
	        driver->transport->functions->queue_size(driver->transport, index, &most);

	if (error)
		return error;
	if (most == 0) {
		driver_break(driver, "the device has no queue %u (%s)", index,
		             type->name);
		return -EPROTO;
	}
	if (type->size && most > type->size)
		most = type->size;
	if (most > VQS_QUEUE_SIZE_MAX)
		most = VQS_QUEUE_SIZE_MAX;
	while (power <= most / 2)
		power = (uint16_t)(power * 2);
	*size = power;
	return 0;
}

static int start_ring(struct vqs_driver *driver, struct driver_queue *queue,
                      const struct plan *plan, uint16_t size)
{
	char *base = queue->memory.host;
	struct vqs_driver_ring_storage storage = { .slots = queue->entries };
	struct vqs_ring ring = {
		.size = size,
		.descriptors = base + plan->descriptors,
		.driver_area = base + plan->driver_area,
		.device_area = base + plan->device_area,
		.features = driver->negotiated,
	};
	int error;

	if (plan->indirect_entries) {
		storage.indirect = base + plan->indirect;
		storage.indirect_address = queue->memory.address + plan->indirect;
		storage.indirect_entries = plan->indirect_entries;
	}
	error = vqs_driver_ring_init(&queue->ring, &ring, &storage);
	if (error)
		return error;
	queue->segments_most = size < 2 * HALF_SEGMENTS ? size : 2 * HALF_SEGMENTS;
	return driver->transport->functions->queue_start(driver->transport, queue->index,
	                                                 &ring);
}

/* Bytes that the device wants posted buffers to have at the least. */
static int least_buffer(struct vqs_driver *driver, const struct vqs_queue_type *type,
                        size_t *least)
{
	const struct vqs_field *field;
	uint64_t said = 0;
	int error;

	*least = type->least_buffer;
	if (type->least_buffer_field == 0)
		return 0;
	field = &driver->type->config.fields[type->least_buffer_field - 1];
	error = driver_config_scalar(driver, type->least_buffer_field - 1u, &said);
	if (error == -ENOENT || error == -ENOTSUP)
		return 0;
	if (error) {
		driver_lost(driver, "reading how large buffers have to be", error);
		return error;
	}
	if (said > LEAST_BUFFER_MOST) {
		driver_break(driver, "%s asks for buffers of %llu bytes; %u are the most",
		             field->name, (unsigned long long)said, LEAST_BUFFER_MOST);
		return -EPROTO;
	}
	*least = (size_t)said;
	return 0;
}

/* Whether a queue that may have up to `most` entries can have `size` of them. */
static bool is_size(const struct vqs_driver *driver, uint16_t size, uint16_t most)
{
	return size <= most &&
	       (vqs_features_has(&driver->negotiated, VQS_F_RING_PACKED) ||
	        (size & (size - 1)) == 0);
}

int driver_queue_fill(struct vqs_driver *driver, struct driver_queue *queue,
                      uint16_t wanted)
{
	const struct vqs_queue_type *type = queue->type;
	struct plan plan;
	uint16_t size;
	size_t least;
	int error = choose_size(driver, type, queue->index, &size);

	if (!error && wanted && !is_size(driver, wanted, size))
		return -EINVAL;
	if (!error)
		error = least_buffer(driver, type, &least);
	if (error)
		return error;
	size = wanted ? wanted : size;
	plan_queue(&plan, driver, type, size, least);
	error = allocate(driver, queue, size, plan.whole);
	if (!error)
		error = start_ring(driver, queue, &plan, size);
	if (error)
		return error;
	driver_slots_make(queue, plan.slots, plan.slot);
	return type->posted ? driver_slots_post(queue) : 0;
}

static int start_queue(struct vqs_driver *driver, const struct vqs_queue_type *type,
                       uint16_t index)
{
	struct driver_queue *queue = calloc(1, sizeof(*queue));

	if (!queue)
		return -ENOMEM;
	queue->type = type;
	queue->index = index;
	driver->queues[index] = queue;
	return driver_queue_fill(driver, queue, 0);
}

/*
 * How many queues of a row there are: fixed, or as configuration says. A row
 * that is not negotiated counts too, since its indices are taken.
 */
static int count_row(struct vqs_driver *driver, const struct vqs_queue_type *type,
                     uint32_t *count)
{
	const struct vqs_field *field;
	uint64_t said = 0;
	int64_t queues;
	int error;

	*count = type->most;
	if (type->count_field < 0)
		return 0;
	*count = 1;
	field = &driver->type->config.fields[type->count_field];
	if (!vqs_condition_holds(field->condition, &driver->negotiated))
		return 0;
	error = driver_config_scalar(driver, (uint32_t)type->count_field, &said);
	/* Some vhost-user back ends leave configuration to the VMM, which we have not. */
	if (error == -ENOENT || error == -ENOTSUP)
		return 0;
	if (error) {
		driver_lost(driver, "reading how many queues there are", error);
		return error;
	}
	queues = vqs_row_count(type, said);
	if (queues < type->least || queues > type->most) {
		driver_break(driver,
		             "configuration says %lld queues of %s; %u to %u are valid",
		             (long long)queues, type->name, type->least, type->most);
		return -EPROTO;
	}
	*count = (uint32_t)queues;
	return 0;
}

static int make_room(struct vqs_driver *driver, unsigned int queues)
{
	struct driver_queue **more;

	if (queues <= driver->queue_most)
		return 0;
	more = realloc(driver->queues, queues * sizeof(*more));
	if (!more)
		return -ENOMEM;
	driver->queues = more;
	while (driver->queue_most < queues)
		more[driver->queue_most++] = NULL;
	return 0;
}

static int start_row(struct vqs_driver *driver, const struct vqs_queue_type *type,
                     const struct vqs_row *row)
{
	int error = 0;

	for (uint32_t i = 0; !error && i < row->count; i++) {
		uint32_t index = vqs_row_index(type, row, i);

		/* With the most of everything, more than a transport can name. */
		if (index > UINT16_MAX)
			return -E2BIG;
		error = make_room(driver, index + 1);
		if (!error)
			error = start_queue(driver, type, (uint16_t)index);
	}
	return error;
}

int driver_queues_start(struct vqs_driver *driver)
{
	const struct vqs_type *type = driver->type;
	struct vqs_row *rows = calloc(type->queue_count + 1, sizeof(*rows));
	int error = rows ? 0 : -ENOMEM;

	for (uint32_t i = 0; !error && i < type->queue_count; i++)
		error = count_row(driver, &type->queues[i], &rows[i].count);
	if (!error)
		vqs_type_lay_out(type, &driver->negotiated, rows);
	for (uint32_t i = 0; !error && i < type->queue_count; i++)
		error = start_row(driver, &type->queues[i], &rows[i]);
	free(rows);
	return error;
}
