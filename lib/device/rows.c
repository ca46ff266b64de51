/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Rows of queues: how many there are of each and where, by what is negotiated
 * and by configuration. Before FEATURES_OK all that is offered counts. While a
 * queue runs nothing moves.
 */
#include <errno.h>
#include <stdlib.h>

#include "internal.h"

/* What the count field of a row says, as it was published; without its feature 1. */
static uint32_t counted(const struct vqs_device *device,
                        const struct vqs_queue_type *row,
                        const struct vqs_features *features)
{
	const struct vqs_field *field;
	int64_t count;

	if (row->count_field < 0)
		return row->most;
	field = &device->class->type->config.fields[row->count_field];
	if (!vqs_condition_holds(field->condition, features))
		return 1;
	count = vqs_row_count(row, vqs_scalar_get(device->config.image + field->offset,
	                                          (enum vqs_kind)field->kind));
	if (count < 0)
		return 0;
	return count < row->most ? (uint32_t)count : row->most;
}

static void place(const struct vqs_device *device, const struct vqs_features *features,
                  struct vqs_row *rows)
{
	const struct vqs_type *type = device->class->type;

	for (uint32_t i = 0; i < type->queue_count; i++)
		rows[i].count = counted(device, &type->queues[i], features);
	vqs_type_lay_out(type, features, rows);
}

/* The highest index of all rows + 1; a queue has 16 bits to be named by. */
static unsigned int end_of(const struct vqs_device *device, const struct vqs_row *rows)
{
	const struct vqs_type *type = device->class->type;
	unsigned int end = 0;

	for (uint32_t i = 0; i < type->queue_count; i++) {
		uint32_t last;

		if (rows[i].count == 0)
			continue;
		last = vqs_row_index(&type->queues[i], &rows[i], rows[i].count - 1);
		if (last + 1 > end)
			end = last + 1;
	}
	return end <= UINT16_MAX ? end : UINT16_MAX + 1u;
}

static uint32_t largest_readable(const struct vqs_family *family)
{
	uint32_t largest = 0;

	for (uint32_t i = 0; i < family->message_count; i++)
		if (family->messages[i].readable.memory > largest)
			largest = family->messages[i].readable.memory;
	return largest;
}

static void make_row(struct vqs_device *device, uint32_t row)
{
	const struct vqs_device_class *class = device->class;
	const struct vqs_queue_type *type = &class->type->queues[row];
	uint32_t native = largest_readable(type->family);

	for (uint32_t i = 0; i < device->rows[row].count; i++) {
		uint32_t index = vqs_row_index(type, &device->rows[row], i);
		struct queue *queue;

		if (index >= device->queue_count)
			return;
		queue = device->queues[index];
		queue->type = type;
		queue->native = native;
		if (class->handlers)
			queue->handlers =
			        class->handlers[type->family - class->type->families];
	}
}

/* What there is no memory for is not there. */
static unsigned int make_queues(struct vqs_device *device, unsigned int count)
{
	struct queue **more;

	if (count <= device->queue_room)
		return count;
	more = realloc(device->queues, count * sizeof(*more));
	if (!more)
		return device->queue_room;
	device->queues = more;
	while (device->queue_room < count) {
		struct queue *queue = calloc(1, sizeof(*queue));

		if (!queue) {
			vqs_device_complain(device, "no memory for queue %u",
			                    device->queue_room);
			break;
		}
		queue->device = device;
		queue->index = (uint16_t)device->queue_room;
		more[device->queue_room++] = queue;
	}
	return device->queue_room;
}

void rows_lay_out(struct vqs_device *device)
{
	const struct vqs_type *type = device->class->type;

	if (device->started)
		return;
	for (unsigned int i = 0; i < device->queue_count; i++)
		device->queues[i]->type = NULL;
	place(device,
	      device->status & VQS_STATUS_FEATURES_OK ? &device->negotiated
	                                              : &device->offered,
	      device->rows);
	device->queue_count = make_queues(device, end_of(device, device->rows));
	for (uint32_t i = 0; i < type->queue_count; i++)
		make_row(device, i);
}

int rows_init(struct vqs_device *device)
{
	uint32_t count = device->class->type->queue_count;
	unsigned int offered;

	device->rows = calloc(2 * (size_t)count + 1, sizeof(*device->rows));
	if (!device->rows)
		return -ENOMEM;
	device->offered_rows = device->rows + count;
	rows_lay_out(device);
	offered = vqs_device_queue_count(device);
	return device->queue_count < offered ? -ENOMEM : 0;
}

void rows_fini(struct vqs_device *device)
{
	free(device->rows);
	for (unsigned int i = 0; i < device->queue_room; i++)
		free(device->queues[i]);
	free(device->queues);
}

unsigned int vqs_device_queue_count(const struct vqs_device *device)
{
	place(device, &device->offered, device->offered_rows);
	return end_of(device, device->offered_rows);
}

int vqs_device_queue_index(const struct vqs_device *device, unsigned int row,
                           unsigned int number)
{
	if (row >= device->class->type->queue_count || number >= device->rows[row].count)
		return -ENOENT;
	return (int)vqs_row_index(&device->class->type->queues[row], &device->rows[row],
	                          number);
}
