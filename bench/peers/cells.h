/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What is measured: an end of somebody's, started on memory of its own with a
 * neutral one opposite, in one shape.
 */
#ifndef BENCH_CELLS_H
#define BENCH_CELLS_H

#include "ends.h"

struct cell {
	const struct device_end *device; /* NULL: the neutral one */
	const struct driver_end *driver; /* NULL: the neutral one */
	struct stage stage;
	void *device_state, *driver_state;
};

/* False: one of the ends can't do that. */
bool cell_start(struct cell *cell, const struct device_end *device,
                const struct driver_end *driver, const struct shape *shape);
void cell_stop(struct cell *cell);

static inline void cell_add(struct cell *cell, unsigned int batch)
{
	if (cell->driver)
		cell->driver->add(cell->driver_state, batch);
	else
		neutral_driver_add(cell->driver_state, batch);
}

static inline unsigned int cell_reap(struct cell *cell, unsigned int most)
{
	return cell->driver ? cell->driver->reap(cell->driver_state, most)
	                    : neutral_driver_reap(cell->driver_state, most);
}

static inline unsigned int cell_serve(struct cell *cell, unsigned int batch)
{
	return cell->device ? cell->device->serve(cell->device_state, batch)
	                    : neutral_device_serve(cell->device_state, batch);
}

/* Everybody whose adapter is built in; NULL comes last. */
extern const struct device_end *const device_ends[];
extern const struct driver_end *const driver_ends[];
#define MOST_ENDS 4

/* "split 3i read" */
void shape_text(const struct shape *shape, char text[64]);

#endif
