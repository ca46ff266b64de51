/* SPDX-License-Identifier: BSD-3-Clause */
/* What each round does: the features in turn, all else by chance. */
#include <stdio.h>

#include "round.h"

/* Small queues are where the ends meet at every corner; a few are as large as can be. */
static uint16_t some_size(bool packed, uint64_t *state)
{
	static const uint16_t most[] = { 4, 16, 64, 300, 1024 };
	uint32_t kind = chance(state, 32);
	uint16_t size = VQS_QUEUE_SIZE_MAX;

	if (kind > 0)
		size = (uint16_t)(1 + chance(state, most[kind % 5]));
	while (!packed && size & (size - 1u))
		size &= (uint16_t)(size - 1u);
	return size;
}

static uint32_t some_position(bool packed, uint16_t size, uint64_t *state)
{
	uint32_t place;

	if (!packed) /* near the end more often than not */
		return chance(state, 2) ? 65535 - chance(state, 64)
		                        : chance(state, 65536);
	place = chance(state, size) | chance(state, 2) << 15;
	return place | place << 16;
}

static void choose_queue(struct plan *plan, uint64_t *state)
{
	plan->size = some_size(plan->packed, state);
	plan->depth = plan->size;
	if (chance(state, 3) == 0)
		plan->depth = (uint16_t)(1 + chance(state, plan->size));
	if (chance(state, 8) == 0)
		plan->depth = 1;
	plan->most = plan->size < 2 * PIECES ? plan->size : 2 * PIECES;
	if (chance(state, 2) == 0) /* chains of one descriptor alone */
		plan->most = 1;
	if (plan->indirect)
		plan->indirect_entries = (uint16_t)(2 + chance(state, 2 * PIECES - 1));
	plan->position = some_position(plan->packed, plan->size, state);
}

static void choose_manners(struct plan *plan, uint64_t *state)
{
	static const unsigned int regions[] = { 1, 2, REGIONS };

	plan->regions = regions[chance(state, 3)];
	if (plan->regions > plan->size)
		plan->regions = 1;
	plan->driver_polls = chance(state, 3) == 0;
	plan->device_polls = chance(state, 3) == 0;
	plan->suppresses = chance(state, 4) != 0;
	plan->restarts = chance(state, 2);
	if (chance(state, 2))
		plan->held = (uint16_t)chance(state, plan->size < 64 ? plan->size : 64);
}

/* Few at a time put the ends to sleep often; the fewer chains, as with all that takes long. */
static uint64_t chains_of(const struct plan *plan, uint64_t chains)
{
	if (plan->depth < 4)
		return (chains + 15) / 16;
	if (plan->depth < 32)
		return (chains + 3) / 4;
	return plan->depth < 128 ? chains : 4 * chains;
}

struct plan plan_of(uint64_t seed, uint64_t number, uint64_t chains)
{
	struct plan plan = { .seed = mix(mix(seed) + number), .number = number };
	uint64_t state = plan.seed;

	plan.packed = number & 1;
	plan.event_idx = number & 2;
	plan.indirect = number & 4;
	plan.in_order = number & 8;
	choose_queue(&plan, &state);
	choose_manners(&plan, &state);
	plan.chains = chains_of(&plan, chains);
	return plan;
}

void plan_print(const struct plan *plan)
{
	printf("round %llu: %s%s%s%s, %u entries, from 0x%x, depth %u, chains of up to "
	       "%u%s, "
	       "%u regions, driver %s, device %s, %s%s, holds %u, %llu chains\n",
	       (unsigned long long)plan->number, plan->packed ? "packed" : "split",
	       plan->event_idx ? " EVENT_IDX" : "", plan->indirect ? " INDIRECT" : "",
	       plan->in_order ? " IN_ORDER" : "", plan->size, plan->position, plan->depth,
	       plan->most, plan->indirect ? " in tables" : "", plan->regions,
	       plan->driver_polls ? "polls" : "sleeps",
	       plan->device_polls ? "polls" : "sleeps",
	       plan->suppresses ? "suppresses" : "never suppresses",
	       plan->restarts ? ", device restarts" : "", plan->held,
	       (unsigned long long)plan->chains);
}
