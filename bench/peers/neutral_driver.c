/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A driver end that no library has a hand in, the same for every device end: it
 * writes whole descriptors, publishes a batch at once, and believes the device.
 * It wants no notifications.
 */
#include <stdlib.h>
#include <string.h>

#include "ends.h"
#include "layout.h"

struct neutral_driver {
	struct stage stage;
	unsigned int per_chain; /* entries in the ring */
	uint16_t next_available, next_used;
	uint16_t available_flags, used_flags; /* packed */
	/* Chains not in flight: the one freed last is the next, or in order. */
	uint16_t free[QUEUE_SIZE];
	unsigned int free_count, slots;
	uint16_t oldest, newest; /* in order */
	struct stage_buffer buffers[MOST_CHAINS][BUFFERS];
};

static void remember_buffers(struct neutral_driver *driver)
{
	for (unsigned int i = 0; i < MOST_CHAINS; i++)
		for (unsigned int j = 0; j < driver->stage.shape.buffers; j++)
			driver->buffers[i][j] = stage_buffer(&driver->stage, i, j);
}

static void want_no_notification(const struct stage *stage)
{
	if (stage->shape.packed)
		((struct packed_event *)stage->driver_area)->flags = NO_NOTIFICATION;
	else
		((struct split_avail *)stage->driver_area)->flags = NO_NOTIFICATION;
}

void *neutral_driver_start(const struct stage *stage)
{
	struct neutral_driver *driver = end_memory(sizeof(*driver));

	if (!driver)
		abort();
	driver->stage = *stage;
	driver->per_chain = stage->shape.indirect ? 1 : stage->shape.buffers;
	driver->slots = stage->shape.in_order ? QUEUE_SIZE : MOST_CHAINS;
	driver->available_flags = DESC_AVAIL;
	driver->used_flags = DESC_AVAIL | DESC_USED;
	while (driver->free_count < driver->slots) {
		driver->free[driver->free_count] =
		        (uint16_t)(driver->slots - 1 - driver->free_count);
		driver->free_count++;
	}
	remember_buffers(driver);
	want_no_notification(stage);
	return driver;
}

static uint16_t take_slot(struct neutral_driver *driver)
{
	if (driver->stage.shape.in_order)
		return driver->newest++ % QUEUE_SIZE;
	return driver->free[--driver->free_count];
}

/* What came back, with one entry for several where the order is kept. */
static unsigned int free_slot(struct neutral_driver *driver, uint16_t slot)
{
	unsigned int count;

	if (!driver->stage.shape.in_order) {
		driver->free[driver->free_count++] = slot;
		return 1;
	}
	count = (uint16_t)(slot - driver->oldest) % QUEUE_SIZE + 1;
	driver->oldest = (uint16_t)(driver->oldest + count);
	return count;
}

static uint64_t table_of(const struct neutral_driver *driver, unsigned int slot)
{
	return driver->stage.parts[1].guest + slot * 64;
}

static void *table_host(const struct neutral_driver *driver, unsigned int slot)
{
	return driver->stage.parts[1].host + slot * 64;
}

/* ---- Split --------------------------------------------------------------- */

static void write_split(struct neutral_driver *driver, struct split_desc *table,
                        unsigned int first, unsigned int slot)
{
	const struct stage_buffer *buffer = driver->buffers[slot % MOST_CHAINS];
	unsigned int count = driver->stage.shape.buffers;

	for (unsigned int i = 0; i < count; i++)
		table[first + i] = (struct split_desc){
			buffer[i].address, buffer[i].length,
			(uint16_t)((buffer[i].writable ? DESC_WRITE : 0) |
			           (i + 1 < count ? DESC_NEXT : 0)),
			(uint16_t)(first + i + 1)
		};
}

static void add_split(struct neutral_driver *driver, unsigned int batch)
{
	struct split_avail *avail = driver->stage.driver_area;
	struct split_desc *table = driver->stage.descriptors;

	for (unsigned int i = 0; i < batch; i++) {
		uint16_t slot = take_slot(driver);
		uint16_t head = (uint16_t)(slot * driver->per_chain);

		if (driver->stage.shape.indirect) {
			write_split(driver, table_host(driver, slot), 0, slot);
			table[head] =
			        (struct split_desc){ table_of(driver, slot),
				                     16 * driver->stage.shape.buffers,
				                     DESC_INDIRECT, 0 };
		} else {
			write_split(driver, table, head, slot);
		}
		avail->ring[driver->next_available++ % QUEUE_SIZE] = head;
	}
	atomic_store_explicit(&avail->index, driver->next_available,
	                      memory_order_release);
}

static unsigned int reap_split(struct neutral_driver *driver, unsigned int most)
{
	struct split_used *used = driver->stage.device_area;
	struct split_avail *avail = driver->stage.driver_area;
	uint16_t index = atomic_load_explicit(&used->index, memory_order_acquire);
	unsigned int count = 0;

	while (driver->next_used != index && count < most) {
		uint32_t head = used->ring[driver->next_used % QUEUE_SIZE].id;
		unsigned int freed =
		        free_slot(driver, (uint16_t)(head / driver->per_chain));

		driver->next_used = (uint16_t)(driver->next_used + freed);
		count += freed;
	}
	if (driver->stage.shape.event_idx)
		avail->used_event = (uint16_t)(driver->next_used + 0x8000);
	return count;
}

/* ---- Packed -------------------------------------------------------------- */

static uint16_t write_packed_table(struct neutral_driver *driver, unsigned int slot)
{
	const struct stage_buffer *buffer = driver->buffers[slot % MOST_CHAINS];
	struct packed_desc *table = table_host(driver, slot);

	for (unsigned int i = 0; i < driver->stage.shape.buffers; i++) {
		table[i].address = buffer[i].address;
		table[i].length = buffer[i].length;
		table[i].id = 0;
		atomic_store_explicit(&table[i].flags,
		                      buffer[i].writable ? DESC_WRITE : 0,
		                      memory_order_relaxed);
	}
	return DESC_INDIRECT;
}

/* The entry at next_available, but for its flags, which are returned. */
static uint16_t write_packed(struct neutral_driver *driver, unsigned int slot,
                             unsigned int index)
{
	struct packed_desc *table = driver->stage.descriptors;
	struct packed_desc *desc = &table[driver->next_available];
	const struct stage_buffer *buffer = &driver->buffers[slot % MOST_CHAINS][index];
	uint16_t flags = driver->available_flags;

	desc->id = (uint16_t)slot;
	if (driver->stage.shape.indirect) {
		desc->address = table_of(driver, slot);
		desc->length = 16 * driver->stage.shape.buffers;
		flags |= write_packed_table(driver, slot);
	} else {
		desc->address = buffer->address;
		desc->length = buffer->length;
		flags |= buffer->writable ? DESC_WRITE : 0;
		flags |= index + 1 < driver->per_chain ? DESC_NEXT : 0;
	}
	if (++driver->next_available == QUEUE_SIZE) {
		driver->next_available = 0;
		driver->available_flags ^= DESC_AVAIL | DESC_USED;
	}
	return flags;
}

/* The flags of the first entry come last: they publish all of the batch. */
static void add_packed(struct neutral_driver *driver, unsigned int batch)
{
	struct packed_desc *table = driver->stage.descriptors;
	unsigned int first = driver->next_available;
	uint16_t first_flags = 0;

	for (unsigned int i = 0; i < batch; i++) {
		uint16_t slot = take_slot(driver);

		for (unsigned int j = 0; j < driver->per_chain; j++) {
			unsigned int at = driver->next_available;
			uint16_t flags = write_packed(driver, slot, j);

			if (i + j == 0)
				first_flags = flags;
			else
				atomic_store_explicit(&table[at].flags, flags,
				                      memory_order_relaxed);
		}
	}
	atomic_store_explicit(&table[first].flags, first_flags, memory_order_release);
}

static unsigned int reap_packed(struct neutral_driver *driver, unsigned int most)
{
	struct packed_desc *table = driver->stage.descriptors;
	unsigned int count = 0;

	while (count < most) {
		struct packed_desc *desc = &table[driver->next_used];
		uint16_t flags = atomic_load_explicit(&desc->flags, memory_order_acquire);
		unsigned int freed;

		if ((flags & (DESC_AVAIL | DESC_USED)) != driver->used_flags)
			break;
		freed = free_slot(driver, desc->id);
		count += freed;
		driver->next_used =
		        (uint16_t)(driver->next_used + freed * driver->per_chain);
		if (driver->next_used >= QUEUE_SIZE) {
			driver->next_used -= QUEUE_SIZE;
			driver->used_flags ^= DESC_AVAIL | DESC_USED;
		}
	}
	return count;
}

void neutral_driver_add(void *driver, unsigned int batch)
{
	struct neutral_driver *self = driver;

	if (self->stage.shape.packed)
		add_packed(self, batch);
	else
		add_split(self, batch);
}

unsigned int neutral_driver_reap(void *driver, unsigned int most)
{
	struct neutral_driver *self = driver;

	return self->stage.shape.packed ? reap_packed(self, most)
	                                : reap_split(self, most);
}
