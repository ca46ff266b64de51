/* SPDX-License-Identifier: BSD-3-Clause */
/* Starts and stops what is measured; the list of everybody. */
#include <stdio.h>
#include <stdlib.h>

#include "cells.h"
#include "stage.h"

const struct device_end *const device_ends[] = {
	&vqsmith_device,
#ifdef WITH_DPDK
	&rte_vhost_device,
#endif
#ifdef WITH_LINUX
	&vringh_device,
#endif
	NULL,
};

const struct driver_end *const driver_ends[] = {
	&vqsmith_driver,
#ifdef WITH_LINUX
	&linux_driver,
#endif
	NULL,
};

bool cell_start(struct cell *cell, const struct device_end *device,
                const struct driver_end *driver, const struct shape *shape)
{
	if ((device && !device->can(shape)) || (driver && !driver->can(shape)))
		return false;
	*cell = (struct cell){ .device = device, .driver = driver };
	stage_open(&cell->stage, shape, driver != NULL);
	cell->driver_state =
	        driver ? driver->start(&cell->stage) : neutral_driver_start(&cell->stage);
	if (!cell->driver_state)
		abort();
	cell->device_state =
	        device ? device->start(&cell->stage) : neutral_device_start(&cell->stage);
	if (!cell->device_state) {
		fprintf(stderr, "%s does not start\n", device->name);
		abort();
	}
	return true;
}

void cell_stop(struct cell *cell)
{
	if (cell->device)
		cell->device->stop(cell->device_state);
	else
		free(cell->device_state);
	if (cell->driver)
		cell->driver->stop(cell->driver_state);
	else
		free(cell->driver_state);
	stage_close(&cell->stage);
}

void shape_text(const struct shape *shape, char text[64])
{
	static const char *const works[] = { "look", "read", "write" };

	snprintf(text, 64, "%s%s %u%s %s", shape->packed ? "packed" : "split",
	         shape->in_order ? "-in-order" : "", shape->buffers,
	         shape->indirect ? "i" : "", works[shape->work]);
}
