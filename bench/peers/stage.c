/* SPDX-License-Identifier: BSD-3-Clause */
/* Makes the memory that both ends of a virtqueue see; says where buffers are in it. */
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <vqsmith/features.h>
#include <vqsmith/ring.h>

#include "stage.h"

#define PART_SIZE   0x40000
#define BUFFER_STEP 1024
#define LINES       128 /* a cache line, and the one that is fetched with it */

static uint64_t features_of(const struct shape *shape)
{
	uint64_t features = UINT64_C(1) << VQS_F_VERSION_1;

	if (shape->packed)
		features |= UINT64_C(1) << VQS_F_RING_PACKED;
	if (shape->indirect)
		features |= UINT64_C(1) << VQS_F_INDIRECT_DESC;
	if (shape->in_order)
		features |= UINT64_C(1) << VQS_F_IN_ORDER;
	if (shape->event_idx)
		features |= UINT64_C(1) << VQS_F_EVENT_IDX;
	return features;
}

static size_t round_up(size_t size)
{
	return (size + 4095) / 4096 * 4096;
}

static void place_rings(struct stage *stage)
{
	struct vqs_features features = { { stage->features, 0 } };
	struct vqs_ring_need need = vqs_ring_need(QUEUE_SIZE, &features);
	uint8_t *at = stage->parts[0].host;

	stage->descriptors = at;
	stage->driver_area = at += round_up(need.descriptors);
	stage->device_area = at + round_up(need.driver_area);
}

void stage_open(struct stage *stage, const struct shape *shape, bool same)
{
	*stage = (struct stage){ .shape = *shape, .features = features_of(shape) };
	stage->fd = memfd_create("bench", MFD_CLOEXEC);
	if (stage->fd < 0 || ftruncate(stage->fd, PARTS * PART_SIZE))
		abort();
	for (unsigned int i = 0; i < PARTS; i++) {
		struct stage_part *part = &stage->parts[i];

		part->size = PART_SIZE;
		part->offset = i * PART_SIZE;
		part->host =
		        mmap(NULL, PART_SIZE, PROT_READ | PROT_WRITE,
		             MAP_SHARED | MAP_POPULATE, stage->fd, (off_t)part->offset);
		if (part->host == MAP_FAILED)
			abort();
		part->guest =
		        same ? (uintptr_t)part->host : UINT64_C(0x40000000) * (i + 1);
	}
	place_rings(stage);
}

void stage_close(struct stage *stage)
{
	for (unsigned int i = 0; i < PARTS; i++)
		munmap(stage->parts[i].host, PART_SIZE);
	close(stage->fd);
}

void *end_memory(size_t size)
{
	size_t whole = (size + LINES - 1) / LINES * LINES;
	void *memory = aligned_alloc(LINES, whole);

	return memory ? memset(memory, 0, whole) : NULL;
}

static uint32_t length_of(const struct shape *shape, unsigned int index)
{
	uint32_t total = HEADER + PAYLOAD;

	if (shape->work == WORK_LOOK)
		return 16 + 16 * index;
	if (shape->buffers == 1)
		return total;
	return index == 0 ? total - 48 : 24;
}

struct stage_buffer stage_buffer(const struct stage *stage, unsigned int slot,
                                 unsigned int index)
{
	const struct shape *shape = &stage->shape;

	return (struct stage_buffer){
		.address = stage->parts[1].guest + PART_SIZE / 2 +
		           slot % MOST_CHAINS * BUFFER_STEP + index * 256,
		.length = length_of(shape, index),
		.writable = shape->work == WORK_WRITE ||
		            (shape->work == WORK_LOOK && index >= shape->buffers / 2),
	};
}

uint32_t stage_writable(const struct stage *stage)
{
	uint32_t length = 0;

	for (unsigned int i = 0; i < stage->shape.buffers; i++) {
		struct stage_buffer buffer = stage_buffer(stage, 0, i);

		length += buffer.writable ? buffer.length : 0;
	}
	return length;
}
