/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A driver's transport over MMIO registers: features, status, queues, waiting.
 *
 * virtio 1.4, Virtio Over MMIO / MMIO Device Register Layout.
 */
#include <vqsmith/mmio.h>

#include <errno.h>
#include <string.h>

#include "registers.h"

#define PAGE 4096u

/* How long a device may take to reset a queue, in milliseconds. */
#define RESET_PATIENCE 2000

static struct vqs_mmio *of(struct vqs_driver_transport *transport)
{
	return (struct vqs_mmio *)transport;
}

/* ---- Features and status --------------------------------------------------- */

static int device_id(struct vqs_driver_transport *transport, uint16_t *id)
{
	uint32_t value = mmio_get(of(transport), MMIO_DEVICE_ID);

	*id = (uint16_t)value;
	return value && value <= UINT16_MAX ? 0 : -ENODEV;
}

static uint32_t offered_word(struct vqs_mmio *mmio, unsigned int word)
{
	mmio_put(mmio, MMIO_DEVICE_FEATURES_SEL, word);
	return mmio_get(mmio, MMIO_DEVICE_FEATURES);
}

/*
 * How many words of features to speak of. Those from bit 64 on are left alone where the
 * type has none, or where the device takes any selector for 1, as QEMU does: there,
 * writing them would overwrite others.
 */
static unsigned int words(struct vqs_mmio *mmio)
{
	const struct vqs_features *all = &mmio->options.type->features;
	uint32_t second;

	if (!all->word[1])
		return 2;
	second = offered_word(mmio, 1);
	if (offered_word(mmio, 2) == second && offered_word(mmio, 3) == second)
		return 2;
	return VQS_FEATURE_BITS / 32;
}

static int offered(struct vqs_driver_transport *transport, struct vqs_features *features)
{
	struct vqs_mmio *mmio = of(transport);
	unsigned int count = words(mmio);

	*features = (struct vqs_features){ { 0 } };
	for (unsigned int i = 0; i < count; i++)
		features->word[i / 2] |= (uint64_t)offered_word(mmio, i) << i % 2 * 32;
	return 0;
}

static int accept_features(struct vqs_driver_transport *transport,
                           const struct vqs_features *features)
{
	struct vqs_mmio *mmio = of(transport);
	unsigned int count = words(mmio);

	for (unsigned int i = 0; i < count; i++) {
		mmio_put(mmio, MMIO_DRIVER_FEATURES_SEL, i);
		mmio_put(mmio, MMIO_DRIVER_FEATURES,
		         (uint32_t)(features->word[i / 2] >> i % 2 * 32));
	}
	return 0;
}

static int get_status(struct vqs_driver_transport *transport, uint8_t *status)
{
	*status = (uint8_t)mmio_get(of(transport), MMIO_STATUS);
	return 0;
}

static int set_status(struct vqs_driver_transport *transport, uint8_t status)
{
	mmio_put(of(transport), MMIO_STATUS, status);
	return 0;
}

/* ---- Queues ---------------------------------------------------------------- */

static int queue_size(struct vqs_driver_transport *transport, uint16_t queue,
                      uint16_t *size)
{
	struct vqs_mmio *mmio = of(transport);
	uint32_t most;

	mmio_put(mmio, MMIO_QUEUE_SEL, queue);
	most = mmio_get(mmio, MMIO_QUEUE_SIZE_MAX);
	*size = (uint16_t)(most > VQS_QUEUE_SIZE_MAX ? VQS_QUEUE_SIZE_MAX : most);
	return 0;
}

static void put_address(struct vqs_mmio *mmio, uint32_t low, const void *area)
{
	size_t offset = (size_t)((const char *)area - (char *)mmio->options.memory);
	uint64_t address = mmio->options.memory_address + offset;

	mmio_put(mmio, low, (uint32_t)address);
	mmio_put(mmio, low + 4, (uint32_t)(address >> 32));
}

static int queue_start(struct vqs_driver_transport *transport, uint16_t queue,
                       const struct vqs_ring *ring)
{
	struct vqs_mmio *mmio = of(transport);

	mmio_put(mmio, MMIO_QUEUE_SEL, queue);
	if (mmio_get(mmio, MMIO_QUEUE_READY))
		return -EBUSY;
	mmio_put(mmio, MMIO_QUEUE_SIZE, ring->size);
	put_address(mmio, MMIO_QUEUE_DESC_LOW, ring->descriptors);
	put_address(mmio, MMIO_QUEUE_DRIVER_LOW, ring->driver_area);
	put_address(mmio, MMIO_QUEUE_DEVICE_LOW, ring->device_area);
	mmio_put(mmio, MMIO_QUEUE_READY, 1);
	return 0;
}

/*
 * Done when the register reads 0, and then the queue is not ready either. There are
 * devices that offer VIRTIO_F_RING_RESET and do not have the register (QEMU's did for
 * years): those read 0 at once, and ready.
 */
static int queue_reset(struct vqs_driver_transport *transport, uint16_t queue)
{
	struct vqs_mmio *mmio = of(transport);
	const struct vqs_mmio_options *options = &mmio->options;
	uint64_t start = options->milliseconds(options->self);

	mmio_put(mmio, MMIO_QUEUE_SEL, queue);
	mmio_put(mmio, MMIO_QUEUE_RESET, 1);
	while (mmio_get(mmio, MMIO_QUEUE_RESET)) {
		if (options->milliseconds(options->self) - start >= RESET_PATIENCE)
			return -ETIMEDOUT;
		if (options->idle)
			options->idle(options->self);
	}
	return mmio_get(mmio, MMIO_QUEUE_READY) ? -ENOTSUP : 0;
}

/* What the ring holds by now reaches memory before the device is told to look. */
static int notify(struct vqs_driver_transport *transport, uint32_t notification)
{
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	mmio_put(of(transport), MMIO_QUEUE_NOTIFY, notification);
	return 0;
}

/* ---- Memory ---------------------------------------------------------------- */

/* A driver allocates when it begins and frees when it ends: what is last goes first. */
static int dma_alloc(struct vqs_driver_transport *transport, size_t size,
                     struct vqs_dma *dma)
{
	struct vqs_mmio *mmio = of(transport);
	size_t whole = (size + PAGE - 1) / PAGE * PAGE;

	if (size == 0)
		return -EINVAL;
	if (whole < size || whole > mmio->options.memory_size - mmio->taken)
		return -ENOMEM;
	dma->host = (char *)mmio->options.memory + mmio->taken;
	dma->address = mmio->options.memory_address + mmio->taken;
	dma->size = whole;
	memset(dma->host, 0, whole);
	mmio->taken += whole;
	mmio->blocks++;
	return 0;
}

static void dma_free(struct vqs_driver_transport *transport, const struct vqs_dma *dma)
{
	struct vqs_mmio *mmio = of(transport);
	size_t start = (size_t)((char *)dma->host - (char *)mmio->options.memory);

	if (--mmio->blocks == 0)
		mmio->taken = 0;
	else if (start + dma->size == mmio->taken)
		mmio->taken = start;
}

/* ---- Waiting --------------------------------------------------------------- */

/* There is nothing to poll for but the device. */
static int descriptor(struct vqs_driver_transport *transport)
{
	(void)transport;
	return -1;
}

static int wait_for(struct vqs_driver_transport *transport, int timeout, bool *used,
                    bool *config)
{
	struct vqs_mmio *mmio = of(transport);
	const struct vqs_mmio_options *options = &mmio->options;
	uint64_t start = options->milliseconds(options->self);

	for (;;) {
		uint32_t status = mmio_get(mmio, MMIO_INTERRUPT_STATUS);

		*used = status & MMIO_INTERRUPT_USED;
		*config = status & MMIO_INTERRUPT_CONFIG;
		if (*used || *config) {
			mmio_put(mmio, MMIO_INTERRUPT_ACK, status);
			__atomic_thread_fence(__ATOMIC_SEQ_CST);
			return 0;
		}
		if (timeout >= 0 &&
		    options->milliseconds(options->self) - start >= (uint64_t)timeout)
			return -ETIMEDOUT;
		if (options->idle)
			options->idle(options->self);
	}
}

static void destroy(struct vqs_driver_transport *transport)
{
	mmio_put(of(transport), MMIO_STATUS, 0);
}

static const struct vqs_driver_functions functions = {
	.device_id = device_id,
	.offered = offered,
	.accept = accept_features,
	.get_status = get_status,
	.set_status = set_status,
	.config_get = mmio_config_get,
	.config_put = mmio_config_put,
	.config_generation = mmio_config_generation,
	.queue_size = queue_size,
	.queue_start = queue_start,
	.queue_reset = queue_reset,
	.notify = notify,
	.dma_alloc = dma_alloc,
	.dma_free = dma_free,
	.fd = descriptor,
	.wait = wait_for,
	.destroy = destroy,
};

int vqs_mmio_init(struct vqs_mmio *mmio, const struct vqs_mmio_options *options)
{
	memset(mmio, 0, sizeof(*mmio));
	mmio->base.functions = &functions;
	mmio->options = *options;
	if (mmio_get(mmio, MMIO_MAGIC) != MMIO_MAGIC_VALUE)
		return -ENODEV;
	if (mmio_get(mmio, MMIO_VERSION) != 2)
		return -ENOTSUP;
	return mmio_get(mmio, MMIO_DEVICE_ID) ? 0 : -ENODEV;
}
