/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The in-process transport: what the driver end asks is handed to the device
 * end by a call. Notifications are remembered and delivered in wait, so that
 * neither end ever finds itself called from inside its own call.
 *
 * The device's addresses are not ours: guest memory starts at 4 GiB, so
 * whoever forgets to translate one is found out.
 */
#include <vqsmith/loopback.h>

#include <errno.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <vqsmith/device_transport.h>
#include <vqsmith/driver_transport.h>

#include "../../driver/arena.h"

#define GUEST_BASE UINT64_C(0x100000000)
#define GUEST_SIZE ((size_t)64 << 20)

/* Lives as long as the transport or a request of the device that points into it. */
struct loopback_memory {
	struct vqs_memory memory;
	struct vqs_region region;
	struct arena arena;
};

struct loopback {
	struct vqs_driver_transport base;
	struct vqs_device *device;
	struct loopback_memory *memory;
	unsigned int queues; /* most that there can be: how many are counted may change */
	bool *kicked;        /* available buffer notifications, by queue */
	uint32_t *said;      /* the last one of each, as the driver sent it */
	unsigned int kicks;  /* how many of them are set */
	bool used, config;   /* notifications of the device */
	int event_fd;        /* -1 until somebody asks for it */
};

static struct loopback *of(struct vqs_driver_transport *transport)
{
	return (struct loopback *)transport;
}

/* ---- Memory ---------------------------------------------------------------- */

static void destroy_memory(struct vqs_memory *memory)
{
	struct loopback_memory *made = (struct loopback_memory *)memory;

	arena_fini(&made->arena);
	free(made);
}

static struct loopback_memory *create_memory(void)
{
	struct loopback_memory *made = calloc(1, sizeof(*made));

	if (!made)
		return NULL;
	if (arena_init(&made->arena, -1, GUEST_SIZE, GUEST_BASE)) {
		free(made);
		return NULL;
	}
	made->region = (struct vqs_region){ .guest = GUEST_BASE,
		                            .size = GUEST_SIZE,
		                            .host = made->arena.base };
	made->memory = (struct vqs_memory){ .regions = &made->region,
		                            .count = 1,
		                            .references = 1,
		                            .destroy = destroy_memory };
	return made;
}

static int dma_alloc(struct vqs_driver_transport *transport, size_t size,
                     struct vqs_dma *dma)
{
	return arena_alloc(&of(transport)->memory->arena, size, dma);
}

static void dma_free(struct vqs_driver_transport *transport, const struct vqs_dma *dma)
{
	arena_free(&of(transport)->memory->arena, dma);
}

/* ---- The device end -------------------------------------------------------- */

/* Whoever polls the descriptor learns that wait has something to do. */
static void wake(struct loopback *loopback)
{
	const uint64_t one = 1;

	if (loopback->event_fd < 0)
		return;
	/* It can fail only where the counter is full, and then it is readable. */
	if (write(loopback->event_fd, &one, sizeof(one)) < 0)
		return;
}

static void notify_used(void *transport, uint16_t queue)
{
	struct loopback *loopback = transport;

	(void)queue;
	loopback->used = true;
	wake(loopback);
}

static void notify_config(void *transport)
{
	struct loopback *loopback = transport;

	loopback->config = true;
	wake(loopback);
}

static const struct vqs_device_transport device_functions = {
	.notify_used = notify_used,
	.notify_config = notify_config,
};

/* ---- The driver end -------------------------------------------------------- */

static int device_id(struct vqs_driver_transport *transport, uint16_t *id)
{
	*id = vqs_device_type(of(transport)->device)->id;
	return 0;
}

static int offered(struct vqs_driver_transport *transport, struct vqs_features *features)
{
	*features = *vqs_device_offered(of(transport)->device);
	return 0;
}

static int accept(struct vqs_driver_transport *transport,
                  const struct vqs_features *features)
{
	vqs_device_accept(of(transport)->device, features);
	return 0;
}

static int get_status(struct vqs_driver_transport *transport, uint8_t *status)
{
	*status = vqs_device_status(of(transport)->device);
	return 0;
}

/* Notifications from before a reset are void. */
static void forget(struct loopback *loopback)
{
	for (unsigned int i = 0; i < loopback->queues; i++)
		loopback->kicked[i] = false;
	loopback->kicks = 0;
	loopback->used = false;
	loopback->config = false;
}

static int set_status(struct vqs_driver_transport *transport, uint8_t status)
{
	vqs_device_set_status(of(transport)->device, status);
	if (status == 0)
		forget(of(transport));
	return 0;
}

static int config_get(struct vqs_driver_transport *transport, uint32_t offset, void *to,
                      uint32_t length)
{
	return vqs_device_config_get(of(transport)->device, offset, to, length);
}

static int config_put(struct vqs_driver_transport *transport, uint32_t offset,
                      const void *from, uint32_t length)
{
	return vqs_device_config_put(of(transport)->device, offset, from, length);
}

static int config_generation(struct vqs_driver_transport *transport, uint32_t *generation)
{
	*generation = vqs_device_config_generation(of(transport)->device);
	return 0;
}

static int queue_size(struct vqs_driver_transport *transport, uint16_t queue,
                      uint16_t *size)
{
	struct vqs_device *device = of(transport)->device;

	*size = 0;
	if (queue < vqs_device_queue_count(device))
		*size = vqs_device_queue_size(device, queue);
	return 0;
}

static int queue_start(struct vqs_driver_transport *transport, uint16_t queue,
                       const struct vqs_ring *ring)
{
	struct loopback *loopback = of(transport);

	return vqs_device_queue_start(loopback->device, queue, ring,
	                              &loopback->memory->memory);
}

static int queue_reset(struct vqs_driver_transport *transport, uint16_t queue)
{
	struct loopback *loopback = of(transport);
	int error = vqs_device_queue_reset(loopback->device, queue);

	if (!error && loopback->kicked[queue]) {
		loopback->kicked[queue] = false;
		loopback->kicks--;
	}
	return error;
}

static int notify(struct vqs_driver_transport *transport, uint32_t notification)
{
	struct loopback *loopback = of(transport);
	const uint16_t queue = (uint16_t)notification;

	if (queue >= loopback->queues)
		return -EINVAL;
	loopback->said[queue] = notification;
	if (!loopback->kicked[queue]) {
		loopback->kicked[queue] = true;
		loopback->kicks++;
	}
	wake(loopback);
	return 0;
}

/* One round of the device over the queues that were notified. */
static void run_device(struct loopback *loopback)
{
	for (unsigned int i = 0; i < loopback->queues; i++) {
		if (!loopback->kicked[i])
			continue;
		loopback->kicked[i] =
		        vqs_device_notified(loopback->device, loopback->said[i]);
		if (!loopback->kicked[i])
			loopback->kicks--;
	}
}

static void drain(struct loopback *loopback)
{
	uint64_t count;

	/* It cannot block, and there may be nothing in it. */
	if (loopback->event_fd >= 0 &&
	    read(loopback->event_fd, &count, sizeof(count)) < 0)
		return;
}

static int wait_device(struct vqs_driver_transport *transport, int timeout, bool *used,
                       bool *config)
{
	struct loopback *loopback = of(transport);

	(void)timeout;
	do
		run_device(loopback);
	while (loopback->kicks && !loopback->used && !loopback->config);
	drain(loopback);
	if (loopback->kicks)
		wake(loopback);
	*used = loopback->used;
	*config = loopback->config;
	loopback->used = false;
	loopback->config = false;
	return *used || *config ? 0 : -ETIMEDOUT;
}

static int descriptor(struct vqs_driver_transport *transport)
{
	struct loopback *loopback = of(transport);

	if (loopback->event_fd < 0) {
		loopback->event_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
		if (loopback->event_fd < 0)
			return -errno;
		if (loopback->kicks || loopback->used || loopback->config)
			wake(loopback);
	}
	return loopback->event_fd;
}

static void destroy(struct vqs_driver_transport *transport)
{
	struct loopback *loopback = of(transport);

	vqs_device_detach(loopback->device);
	vqs_memory_put(&loopback->memory->memory);
	if (loopback->event_fd >= 0)
		close(loopback->event_fd);
	free(loopback->kicked);
	free(loopback->said);
	free(loopback);
}

static const struct vqs_driver_functions driver_functions = {
	.device_id = device_id,
	.offered = offered,
	.accept = accept,
	.get_status = get_status,
	.set_status = set_status,
	.config_get = config_get,
	.config_put = config_put,
	.config_generation = config_generation,
	.queue_size = queue_size,
	.queue_start = queue_start,
	.queue_reset = queue_reset,
	.notify = notify,
	.dma_alloc = dma_alloc,
	.dma_free = dma_free,
	.fd = descriptor,
	.wait = wait_device,
	.destroy = destroy,
};

int vqs_loopback_create(struct vqs_driver_transport **transport,
                        struct vqs_device *device)
{
	struct loopback *made = calloc(1, sizeof(*made));
	int error = -ENOMEM;

	if (!made)
		return -ENOMEM;
	made->base.functions = &driver_functions;
	made->device = device;
	made->event_fd = -1;
	made->queues = vqs_type_queue_count(vqs_device_type(device));
	made->kicked = calloc(made->queues + 1, sizeof(*made->kicked));
	made->memory = create_memory();
	made->said = calloc(made->queues + 1, sizeof(*made->said));
	if (made->kicked && made->said && made->memory)
		error = vqs_device_attach(device, &device_functions, made);
	if (error) {
		if (made->memory)
			vqs_memory_put(&made->memory->memory);
		free(made->kicked);
		free(made->said);
		free(made);
		return error;
	}
	*transport = &made->base;
	return 0;
}
