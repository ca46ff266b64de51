/* SPDX-License-Identifier: BSD-3-Clause */
/* Memory that the driver, and the program above it, share with the device. */
#include "internal.h"

#include <errno.h>
#include <stdlib.h>

int driver_dma_grow(struct vqs_driver *driver, struct vqs_dma *dma, size_t size)
{
	struct vqs_driver_transport *transport = driver->transport;
	struct vqs_dma larger = { .host = NULL };
	int error;

	if (dma->size >= size)
		return 0;
	/* Twice what there was, so that a slow growth of calls settles soon. */
	if (size < dma->size * 2)
		size = dma->size * 2;
	error = transport->functions->dma_alloc(transport, size, &larger);
	if (error)
		return error;
	driver_dma_free(driver, dma);
	*dma = larger;
	return 0;
}

void driver_dma_free(struct vqs_driver *driver, struct vqs_dma *dma)
{
	if (dma->host)
		driver->transport->functions->dma_free(driver->transport, dma);
	*dma = (struct vqs_dma){ .host = NULL };
}

int vqs_driver_memory_alloc(struct vqs_driver *driver, size_t size, void **memory)
{
	struct driver_memory *made = calloc(1, sizeof(*made));
	int error;

	if (!made)
		return -ENOMEM;
	error = driver->transport->functions->dma_alloc(driver->transport, size,
	                                                &made->dma);
	if (error) {
		free(made);
		return error;
	}
	made->next = driver->memory;
	driver->memory = made;
	*memory = made->dma.host;
	return 0;
}

void vqs_driver_memory_free(struct vqs_driver *driver, void *memory)
{
	for (struct driver_memory **at = &driver->memory; *at; at = &(*at)->next) {
		struct driver_memory *found = *at;

		if (found->dma.host != memory)
			continue;
		*at = found->next;
		driver_dma_free(driver, &found->dma);
		free(found);
		return;
	}
}

void driver_memory_free_all(struct vqs_driver *driver)
{
	while (driver->memory)
		vqs_driver_memory_free(driver, driver->memory->dma.host);
}

bool driver_memory_find(const struct vqs_driver *driver,
                        const struct vqs_segment *segment, uint64_t *address)
{
	uintptr_t base = (uintptr_t)segment->base;

	for (const struct driver_memory *at = driver->memory; at; at = at->next) {
		uintptr_t start = (uintptr_t)at->dma.host;

		if (base < start || base - start >= at->dma.size ||
		    segment->length > at->dma.size - (base - start))
			continue;
		*address = at->dma.address + (base - start);
		return true;
	}
	return false;
}
