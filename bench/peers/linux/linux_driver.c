/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Linux's driver end, drivers/virtio/virtio_ring.c, without a mapping of
 * addresses (no ACCESS_PLATFORM) and with weak barriers.
 * Compiled with the kernel's headers for user space: see linux/build.
 */
#include <stdlib.h>

#include <linux/kernel.h>
#include <linux/err.h>
#include <linux/virtio.h>
#include <linux/virtio_ring.h>
#include <linux/virtio_config.h>

#include "../ends.h"

/* Left out of the headers for user space. */
bool virtqueue_kick_prepare(struct virtqueue *queue);
dma_addr_t virtqueue_get_desc_addr(struct virtqueue *queue);
dma_addr_t virtqueue_get_avail_addr(struct virtqueue *queue);
dma_addr_t virtqueue_get_used_addr(struct virtqueue *queue);

/* What the kernel's headers for user space leave to the program: a kmalloc() of its own. */
void *__kmalloc_fake, *__kfree_ignore_start, *__kfree_ignore_end;

struct linux_driver {
	struct virtio_device device;
	struct virtqueue *queue;
	unsigned int readable, writable; /* of each chain */
	struct chain {
		struct scatterlist buffers[BUFFERS];
		struct scatterlist *list[BUFFERS];
	} chains[MOST_CHAINS];
	/* Chains not in flight: the one freed last is the next. */
	struct chain *free[MOST_CHAINS];
	unsigned int free_count;
	unsigned int kicked;
};

static bool linux_can(const struct shape *shape)
{
	return !shape->in_order;
}

static bool notify(struct virtqueue *queue)
{
	return true;
}

static void callback(struct virtqueue *queue)
{
}

static void remember_buffers(struct linux_driver *driver, const struct stage *stage)
{
	unsigned int count = stage->shape.buffers;

	for (unsigned int i = 0; i < MOST_CHAINS; i++) {
		struct chain *chain = &driver->chains[i];

		for (unsigned int j = 0; j < count; j++) {
			struct stage_buffer buffer = stage_buffer(stage, i, j);

			sg_init_one(&chain->buffers[j], (void *)(uintptr_t)buffer.address,
			            buffer.length);
			chain->list[j] = &chain->buffers[j];
		}
		driver->free[driver->free_count++] = chain;
	}
	for (unsigned int j = 0; j < count; j++)
		driver->writable += stage_buffer(stage, 0, j).writable;
	driver->readable = count - driver->writable;
}

static void *linux_start(struct stage *stage)
{
	struct linux_driver *driver = end_memory(sizeof(*driver));

	if (!driver)
		return NULL;
	driver->device.features = stage->features;
	INIT_LIST_HEAD(&driver->device.vqs);
	spin_lock_init(&driver->device.vqs_list_lock);
	driver->queue = vring_create_virtqueue(0, QUEUE_SIZE, 4096, &driver->device, true,
	                                       false, false, notify, callback, "bench");
	if (!driver->queue) {
		free(driver);
		return NULL;
	}
	virtqueue_disable_cb(driver->queue);
	stage->descriptors = (void *)(uintptr_t)virtqueue_get_desc_addr(driver->queue);
	stage->driver_area = (void *)(uintptr_t)virtqueue_get_avail_addr(driver->queue);
	stage->device_area = (void *)(uintptr_t)virtqueue_get_used_addr(driver->queue);
	remember_buffers(driver, stage);
	return driver;
}

static void measured_linux_add(void *end, unsigned int batch)
{
	struct linux_driver *driver = end;

	for (unsigned int i = 0; i < batch; i++) {
		struct chain *chain = driver->free[--driver->free_count];

		if (virtqueue_add_sgs(driver->queue, chain->list, driver->readable,
		                      driver->writable, chain, GFP_ATOMIC))
			abort();
	}
	driver->kicked += virtqueue_kick_prepare(driver->queue);
}

static unsigned int measured_linux_reap(void *end, unsigned int most)
{
	struct linux_driver *driver = end;
	unsigned int count = 0, length;
	struct chain *chain;

	while (count < most && (chain = virtqueue_get_buf(driver->queue, &length))) {
		driver->free[driver->free_count++] = chain;
		count++;
	}
	return count;
}

static void linux_stop(void *end)
{
	struct linux_driver *driver = end;

	vring_del_virtqueue(driver->queue);
	free(driver);
}

const struct driver_end linux_driver = {
	"Linux",   linux_can, linux_start, measured_linux_add, measured_linux_reap,
	linux_stop
};
