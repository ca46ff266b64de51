/* SPDX-License-Identifier: BSD-3-Clause */
/* Our driver end, as somebody uses it who has read its header alone. */
#include <stdlib.h>

#include <vqsmith/ring.h>

#include "ends.h"

struct vqsmith_driver {
	struct vqs_driver_ring queue;
	struct vqs_driver_slot slots[QUEUE_SIZE];
	unsigned int readable, writable; /* of each chain */
	struct chain {
		struct vqs_buffer buffers[BUFFERS];
	} chains[MOST_CHAINS];
	/* Chains not in flight: the one freed last is the next. */
	struct chain *free[MOST_CHAINS];
	unsigned int free_count;
	struct vqs_done done[MOST_CHAINS];
	unsigned int kicked;
};

static bool vqsmith_can(const struct shape *shape)
{
	static uint8_t area[16 * QUEUE_SIZE + 64] __attribute__((aligned(16)));
	static struct vqs_driver_slot slots[QUEUE_SIZE];
	static struct vqs_driver_ring queue;
	struct vqs_driver_ring_storage storage = { .slots = slots };
	struct vqs_ring ring = { .size = QUEUE_SIZE,
		                 .descriptors = area,
		                 .driver_area = area,
		                 .device_area = area };

	if (shape->in_order)
		vqs_features_add(&ring.features, VQS_F_IN_ORDER);
	return vqs_driver_ring_init(&queue, &ring, &storage) == 0;
}

static void remember_buffers(struct vqsmith_driver *driver, const struct stage *stage)
{
	unsigned int count = stage->shape.buffers;

	for (unsigned int i = 0; i < MOST_CHAINS; i++) {
		for (unsigned int j = 0; j < count; j++) {
			struct stage_buffer buffer = stage_buffer(stage, i, j);

			driver->chains[i].buffers[j] =
			        (struct vqs_buffer){ buffer.address, buffer.length };
		}
		driver->free[driver->free_count++] = &driver->chains[i];
	}
	for (unsigned int j = 0; j < count; j++)
		driver->writable += stage_buffer(stage, 0, j).writable;
	driver->readable = count - driver->writable;
}

static void *vqsmith_start(struct stage *stage)
{
	struct vqsmith_driver *driver = end_memory(sizeof(*driver));
	struct vqs_ring ring = {
		.size = QUEUE_SIZE,
		.descriptors = stage->descriptors,
		.driver_area = stage->driver_area,
		.device_area = stage->device_area,
		.features = { { stage->features, 0 } },
	};
	struct vqs_driver_ring_storage storage = { .indirect_entries = 0 };

	if (!driver)
		return NULL;
	storage.slots = driver->slots;
	if (stage->shape.indirect) {
		storage.indirect = stage->parts[1].host;
		storage.indirect_address = stage->parts[1].guest;
		storage.indirect_entries = BUFFERS;
	}
	if (vqs_driver_ring_init(&driver->queue, &ring, &storage)) {
		free(driver);
		return NULL;
	}
	vqs_driver_ring_suppress(&driver->queue);
	remember_buffers(driver, stage);
	return driver;
}

static void measured_vqsmith_add(void *end, unsigned int batch)
{
	struct vqsmith_driver *driver = end;

	for (unsigned int i = 0; i < batch; i++) {
		struct chain *chain = driver->free[--driver->free_count];

		if (vqs_driver_ring_add(&driver->queue, chain->buffers, driver->readable,
		                        driver->writable, chain))
			abort();
	}
	driver->kicked += vqs_driver_ring_publish(&driver->queue);
}

static unsigned int measured_vqsmith_reap(void *end, unsigned int most)
{
	struct vqsmith_driver *driver = end;
	int count = vqs_driver_ring_reap(&driver->queue, driver->done, most);

	if (count < 0)
		abort();
	for (int i = 0; i < count; i++)
		driver->free[driver->free_count++] = driver->done[i].token;
	return (unsigned int)count;
}

const struct driver_end vqsmith_driver = { "vqsmith",
	                                   vqsmith_can,
	                                   vqsmith_start,
	                                   measured_vqsmith_add,
	                                   measured_vqsmith_reap,
	                                   free };
