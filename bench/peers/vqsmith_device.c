/* SPDX-License-Identifier: BSD-3-Clause */
/* Our device end, as somebody uses it who has read its header alone. */
#include <stdlib.h>
#include <string.h>

#include <vqsmith/ring.h>

#include "ends.h"

struct vqsmith_device {
	enum work work;
	struct vqs_region regions[PARTS];
	struct vqs_memory memory;
	struct vqs_device_ring queue;
	uint8_t held[QUEUE_SIZE];
	struct vqs_device_turn turns[QUEUE_SIZE];
	struct vqs_chain chains[MOST_BATCH];
	struct vqs_segment segments[2 * QUEUE_SIZE];
	struct vqs_used used[MOST_BATCH];
	uint8_t packets[MOST_BATCH][PAYLOAD];
	uint64_t seen; /* so that looking is not optimised away */
	unsigned int notified;
};

static struct vqs_ring ring_of(const struct stage *stage)
{
	return (struct vqs_ring){
		.size = QUEUE_SIZE,
		.descriptors = stage->descriptors,
		.driver_area = stage->driver_area,
		.device_area = stage->device_area,
		.features = { { stage->features, 0 } },
	};
}

static bool vqsmith_can(const struct shape *shape)
{
	static uint8_t area[16 * QUEUE_SIZE + 64] __attribute__((aligned(16)));
	static struct vqs_device_ring queue;
	static uint8_t held[QUEUE_SIZE];
	static struct vqs_device_turn turns[QUEUE_SIZE];
	const struct vqs_device_ring_storage remembered = { held, turns };
	struct vqs_ring ring = { .size = QUEUE_SIZE,
		                 .descriptors = area,
		                 .driver_area = area,
		                 .device_area = area };
	struct vqs_memory none = { .count = 0 };

	if (shape->in_order)
		vqs_features_add(&ring.features, VQS_F_IN_ORDER);
	return vqs_device_ring_init(&queue, &ring, &none, &remembered) == 0;
}

static void *vqsmith_start(const struct stage *stage)
{
	struct vqsmith_device *device = end_memory(sizeof(*device));
	struct vqs_ring ring = ring_of(stage);
	struct vqs_device_ring_storage remembered;

	if (!device)
		return NULL;
	device->work = stage->shape.work;
	for (unsigned int i = 0; i < PARTS; i++)
		device->regions[i] =
		        (struct vqs_region){ stage->parts[i].guest, stage->parts[i].size,
			                     stage->parts[i].host };
	device->memory = (struct vqs_memory){ device->regions, PARTS, 1, NULL };
	remembered = (struct vqs_device_ring_storage){ device->held, device->turns };
	if (vqs_device_ring_init(&device->queue, &ring, &device->memory, &remembered)) {
		free(device);
		return NULL;
	}
	vqs_device_ring_suppress(&device->queue);
	return device;
}

static uint32_t look(struct vqsmith_device *device, const struct vqs_chain *chain)
{
	const struct vqs_segment *segment = chain->segments;
	const struct vqs_segment *end = segment + chain->readable + chain->writable;
	uint64_t seen = 0;

	for (; segment < end; segment++)
		seen += (uintptr_t)segment->base + segment->length;
	device->seen += seen;
	return chain->writable_length;
}

/* Bytes of several segments, from `skip` on, to or from somewhere else. */
static void copy_parts(const struct vqs_segment *segment, size_t skip, uint8_t *other,
                       bool write)
{
	size_t left = PAYLOAD;

	for (; left > 0; segment++) {
		uint8_t *at = (uint8_t *)segment->base + skip;
		size_t part = segment->length - skip;

		part = part < left ? part : left;
		memcpy(write ? at : other, write ? other : at, part);
		other += part;
		left -= part;
		skip = 0;
	}
}

static uint32_t read_payload(const struct vqs_chain *chain, uint8_t *to)
{
	const struct vqs_segment *segment = chain->segments;

	if (chain->readable_length < HEADER + PAYLOAD || segment->length < HEADER)
		abort();
	if (segment->length >= HEADER + PAYLOAD)
		memcpy(to, (uint8_t *)segment->base + HEADER, PAYLOAD);
	else
		copy_parts(segment, HEADER, to, false);
	return 0;
}

static uint32_t write_payload(const struct vqs_chain *chain, uint8_t *from)
{
	const struct vqs_segment *segment = chain->segments;

	if (chain->writable_length < HEADER + PAYLOAD || segment->length < HEADER)
		abort();
	memset(segment->base, 0, HEADER);
	if (segment->length >= HEADER + PAYLOAD)
		memcpy((uint8_t *)segment->base + HEADER, from, PAYLOAD);
	else
		copy_parts(segment, HEADER, from, true);
	return HEADER + PAYLOAD;
}

static uint32_t work_on(struct vqsmith_device *device, const struct vqs_chain *chain,
                        unsigned int index)
{
	if (device->work == WORK_READ)
		return read_payload(chain, device->packets[index]);
	if (device->work == WORK_WRITE)
		return write_payload(chain, device->packets[index]);
	return look(device, chain);
}

static unsigned int measured_vqsmith_serve(void *end, unsigned int batch)
{
	struct vqsmith_device *device = end;
	int taken = vqs_device_ring_take(&device->queue, device->chains, batch,
	                                 device->segments, 2 * QUEUE_SIZE);

	if (taken == 0)
		return 0;
	for (int i = 0; i < taken; i++) {
		const struct vqs_chain *chain = &device->chains[i];

		device->used[i] =
		        (struct vqs_used){ chain->id, chain->slots,
			                   work_on(device, chain, (unsigned int)i) };
	}
	if (taken < 0 ||
	    vqs_device_ring_give(&device->queue, device->used, (unsigned int)taken))
		abort();
	device->notified += vqs_device_ring_must_notify(&device->queue);
	return (unsigned int)taken;
}

const struct device_end vqsmith_device = { "vqsmith", vqsmith_can, vqsmith_start,
	                                   measured_vqsmith_serve, free };
