/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A device end that no library has a hand in, the same for every driver end: it
 * uses what is available in order, without a look at the buffers, and believes
 * the driver. It wants no notifications.
 */
#include <stdlib.h>

#include "ends.h"
#include "layout.h"

struct neutral_device {
	struct stage stage;
	uint32_t length;
	uint16_t next;
	uint16_t available_flags, used_flags; /* packed */
};

void *neutral_device_start(const struct stage *stage)
{
	struct neutral_device *device = end_memory(sizeof(*device));

	if (!device)
		abort();
	device->stage = *stage;
	device->length = stage_writable(stage);
	device->available_flags = DESC_AVAIL;
	device->used_flags = DESC_AVAIL | DESC_USED;
	if (stage->shape.packed)
		((struct packed_event *)stage->device_area)->flags = NO_NOTIFICATION;
	else
		((struct split_used *)stage->device_area)->flags = NO_NOTIFICATION;
	return device;
}

static unsigned int serve_split(struct neutral_device *device, unsigned int batch)
{
	struct split_avail *avail = device->stage.driver_area;
	struct split_used *used = device->stage.device_area;
	uint16_t index = atomic_load_explicit(&avail->index, memory_order_acquire);
	unsigned int count = 0;

	while (device->next != index && count < batch) {
		unsigned int at = device->next++ % QUEUE_SIZE;

		used->ring[at].id = avail->ring[at];
		used->ring[at].length = device->length;
		count++;
	}
	if (count == 0)
		return 0;
	if (device->stage.shape.event_idx)
		used->avail_event = (uint16_t)(device->next + 0x8000);
	atomic_store_explicit(&used->index, device->next, memory_order_release);
	return count;
}

/* One chain of the packed ring; false: none. The flags that make it used are left. */
static bool use_packed(struct neutral_device *device, uint16_t *flags)
{
	struct packed_desc *table = device->stage.descriptors;
	struct packed_desc *head = &table[device->next], *desc = head;
	uint16_t read = atomic_load_explicit(&head->flags, memory_order_acquire);

	if ((read & (DESC_AVAIL | DESC_USED)) != device->available_flags)
		return false;
	*flags = device->used_flags;
	for (;;) {
		if (++device->next == QUEUE_SIZE) {
			device->next = 0;
			device->available_flags ^= DESC_AVAIL | DESC_USED;
			device->used_flags ^= DESC_AVAIL | DESC_USED;
		}
		if (!(read & DESC_NEXT))
			break;
		desc = &table[device->next];
		read = atomic_load_explicit(&desc->flags, memory_order_relaxed);
	}
	head->id = desc->id;
	head->length = device->length;
	return true;
}

/* The flags of the first one come last: they publish all of the batch. */
static unsigned int serve_packed(struct neutral_device *device, unsigned int batch)
{
	struct packed_desc *table = device->stage.descriptors;
	unsigned int first = device->next, at = first, count = 0;
	uint16_t first_flags = 0, flags;

	while (count < batch && use_packed(device, &flags)) {
		if (count++ == 0)
			first_flags = flags;
		else
			atomic_store_explicit(&table[at].flags, flags,
			                      memory_order_relaxed);
		at = device->next;
	}
	if (count > 0)
		atomic_store_explicit(&table[first].flags, first_flags,
		                      memory_order_release);
	return count;
}

unsigned int neutral_device_serve(void *device, unsigned int batch)
{
	struct neutral_device *self = device;

	return self->stage.shape.packed ? serve_packed(self, batch)
	                                : serve_split(self, batch);
}
