/* SPDX-License-Identifier: BSD-3-Clause */
/* The memory of a round, and what both ends use. */
#include "round.h"

#include <errno.h>
#include <inttypes.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Guest addresses: the regions apart from each other, the tables after all of them. */
#define REGION(which) (UINT64_C(0x100000000) * ((which) + 1u))
#define TABLES        REGION(REGIONS)

static unsigned int cells_of(const struct round *round)
{
	return (round->plan.size + round->plan.regions - 1u) / round->plan.regions;
}

uint64_t cell_address(const struct round *round, unsigned int cell, unsigned int half)
{
	unsigned int each = cells_of(round);

	return REGION(cell / each) + cell % each * sizeof(struct cell) + half * HALF;
}

/* As many bytes as asked for, aligned, so that the sanitizers see the next one. */
static void *area(size_t size)
{
	void *memory;

	return posix_memalign(&memory, 64, size) == 0 ? memset(memory, 0xa5, size) : NULL;
}

static void place_regions(struct round *round)
{
	const struct plan *plan = &round->plan;
	unsigned int each = cells_of(round);

	for (unsigned int i = 0; i < plan->regions; i++) {
		unsigned int first = i * each, count = each;

		if (first >= plan->size)
			break;
		if (count > plan->size - first)
			count = plan->size - first;
		round->regions[round->memory.count++] =
		        (struct vqs_region){ REGION(i), count * sizeof(struct cell),
			                     &round->cells[first] };
	}
	if (plan->indirect)
		round->regions[round->memory.count++] = (struct vqs_region){
			TABLES, (size_t)plan->size * plan->indirect_entries * 16,
			round->storage.indirect
		};
	round->memory.regions = round->regions;
	round->memory.references = 1;
}

static void choose_features(struct vqs_ring *ring, const struct plan *plan)
{
	ring->size = plan->size;
	ring->position = plan->position;
	if (plan->packed)
		vqs_features_add(&ring->features, VQS_F_RING_PACKED);
	if (plan->event_idx)
		vqs_features_add(&ring->features, VQS_F_EVENT_IDX);
	if (plan->indirect)
		vqs_features_add(&ring->features, VQS_F_INDIRECT_DESC);
	if (plan->in_order)
		vqs_features_add(&ring->features, VQS_F_IN_ORDER);
}

static bool allocate(struct round *round)
{
	const struct plan *plan = &round->plan;
	struct vqs_ring_need need = vqs_ring_need(plan->size, &round->ring.features);

	round->ring.descriptors = area(need.descriptors);
	round->ring.driver_area = area(need.driver_area);
	round->ring.device_area = area(need.device_area);
	round->cells = area(plan->size * sizeof(*round->cells));
	round->storage.slots = area(plan->size * sizeof(*round->storage.slots));
	if (plan->indirect) {
		round->storage.indirect =
		        area((size_t)plan->size * plan->indirect_entries * 16);
		round->storage.indirect_address = TABLES;
		round->storage.indirect_entries = plan->indirect_entries;
	}
	return round->ring.descriptors && round->ring.driver_area &&
	       round->ring.device_area && round->cells && round->storage.slots &&
	       (!plan->indirect || round->storage.indirect);
}

int round_start(struct round *round, const struct plan *plan)
{
	int error;

	memset(round, 0, sizeof(*round));
	round->plan = *plan;
	choose_features(&round->ring, plan);
	if (!allocate(round)) {
		round_stop(round);
		return -ENOMEM;
	}
	place_regions(round);
	error = vqs_driver_ring_init(&round->driver, &round->ring, &round->storage);
	if (error)
		round_stop(round);
	return error;
}

void round_stop(struct round *round)
{
	free(round->ring.descriptors);
	free(round->ring.driver_area);
	free(round->ring.device_area);
	free(round->cells);
	free(round->storage.slots);
	free(round->storage.indirect);
}

_Noreturn void fail(const struct round *round, const char *what, uint64_t number)
{
	fflush(stdout);
	printf("\nNOT SO: %s, at chain %" PRIu64 " of\n", what, number);
	plan_print(&round->plan);
	fflush(stdout);
	_exit(1);
}

void idle(unsigned int *times)
{
	if (++*times % 64 == 0)
		sched_yield();
}
