/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Linux's device end, drivers/vhost/vringh.c in its flavour for user space
 * memory, which checks each address against ranges and translates it.
 * Compiled with the kernel's headers for user space: see linux/build.
 */
#include <stdlib.h>

#include <linux/kernel.h>
#include <linux/err.h>
#include <linux/virtio.h>
#include <linux/vringh.h>
#include <linux/virtio_ring.h>
#include <linux/virtio_config.h>

#include "../ends.h"

#define SEGMENTS 8

struct vringh_device {
	struct vringh vringh; /* first: get_range() finds the rest by it */
	struct vringh_range ranges[PARTS];
	enum work work;
	struct iovec readable[SEGMENTS], writable[SEGMENTS];
	struct vring_used_elem used[MOST_BATCH];
	uint8_t packets[MOST_BATCH][PAYLOAD], header[HEADER];
	uint64_t seen;
	unsigned int notified;
};

static bool vringh_can(const struct shape *shape)
{
	return !shape->packed && !shape->in_order;
}

static bool get_range(struct vringh *vringh, u64 address, struct vringh_range *range)
{
	const struct vringh_device *device = (struct vringh_device *)vringh;

	for (unsigned int i = 0; i < PARTS; i++)
		if (address >= device->ranges[i].start &&
		    address <= device->ranges[i].end_incl) {
			*range = device->ranges[i];
			return true;
		}
	return false;
}

static void *vringh_start(const struct stage *stage)
{
	struct vringh_device *device = end_memory(sizeof(*device));

	if (!device)
		return NULL;
	device->work = stage->shape.work;
	for (unsigned int i = 0; i < PARTS; i++) {
		const struct stage_part *part = &stage->parts[i];

		device->ranges[i] =
		        (struct vringh_range){ part->guest, part->guest + part->size - 1,
			                       (uintptr_t)part->host - part->guest };
	}
	if (vringh_init_user(&device->vringh, stage->features, QUEUE_SIZE, true,
	                     stage->descriptors, stage->driver_area,
	                     stage->device_area)) {
		free(device);
		return NULL;
	}
	vringh_notify_disable_user(&device->vringh);
	return device;
}

static uint32_t look(struct vringh_device *device, const struct vringh_iov *readable,
                     const struct vringh_iov *writable)
{
	uint64_t seen = 0;
	uint32_t length = 0;

	for (unsigned int i = 0; i < readable->used; i++)
		seen += (uintptr_t)readable->iov[i].iov_base + readable->iov[i].iov_len;
	for (unsigned int i = 0; i < writable->used; i++) {
		seen += (uintptr_t)writable->iov[i].iov_base + writable->iov[i].iov_len;
		length += (uint32_t)writable->iov[i].iov_len;
	}
	device->seen += seen;
	return length;
}

static uint32_t work_on(struct vringh_device *device, struct vringh_iov *readable,
                        struct vringh_iov *writable, uint8_t *packet)
{
	if (device->work == WORK_LOOK)
		return look(device, readable, writable);
	if (device->work == WORK_READ) {
		if (vringh_iov_pull_user(readable, device->header, HEADER) != HEADER ||
		    vringh_iov_pull_user(readable, packet, PAYLOAD) != PAYLOAD)
			abort();
		return 0;
	}
	if (vringh_iov_push_user(writable, device->header, HEADER) != HEADER ||
	    vringh_iov_push_user(writable, packet, PAYLOAD) != PAYLOAD)
		abort();
	return HEADER + PAYLOAD;
}

static unsigned int measured_vringh_serve(void *end, unsigned int batch)
{
	struct vringh_device *device = end;
	struct vringh_iov readable, writable;
	unsigned int count = 0;

	while (count < batch) {
		struct vring_used_elem *used = &device->used[count];
		u16 head;
		int result;

		vringh_iov_init(&readable, device->readable, SEGMENTS);
		vringh_iov_init(&writable, device->writable, SEGMENTS);
		result = vringh_getdesc_user(&device->vringh, &readable, &writable,
		                             get_range, &head);
		if (result < 0)
			abort();
		if (result == 0)
			break;
		used->id = head;
		used->len = work_on(device, &readable, &writable, device->packets[count]);
		count++;
	}
	if (count == 0)
		return 0;
	if (vringh_complete_multi_user(&device->vringh, device->used, count))
		abort();
	device->notified += vringh_need_notify_user(&device->vringh) > 0;
	return count;
}

const struct device_end vringh_device = { "vringh", vringh_can, vringh_start,
	                                  measured_vringh_serve, free };
