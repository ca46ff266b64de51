/* SPDX-License-Identifier: BSD-3-Clause */
/* The device on strings (puppet.h). */
#include "puppet.h"

#include <errno.h>
#include <poll.h>

#include <vqsmith/device_transport.h>

static struct puppet *of(struct vqs_driver_transport *transport)
{
	return (struct puppet *)transport;
}

/* Counts a call of the driver's; the error that it shall get. */
static int fails(struct puppet *puppet)
{
	return ++puppet->calls == puppet->fail_at ? puppet->fail_with : 0;
}

/* ---- The transport --------------------------------------------------------- */

static int device_id(struct vqs_driver_transport *transport, uint16_t *id)
{
	*id = of(transport)->id;
	return fails(of(transport));
}

static int offered(struct vqs_driver_transport *transport, struct vqs_features *features)
{
	*features = of(transport)->offered;
	return fails(of(transport));
}

static int accept_features(struct vqs_driver_transport *transport,
                           const struct vqs_features *features)
{
	of(transport)->accepted = *features;
	return fails(of(transport));
}

static int get_status(struct vqs_driver_transport *transport, uint8_t *status)
{
	struct puppet *puppet = of(transport);

	puppet->looks++;
	if (puppet->slow)
		poll(NULL, 0, (int)puppet->slow);
	*status = puppet->status;
	if (*status & VQS_STATUS_DRIVER_OK)
		*status |= puppet->status_or;
	if (puppet->stuck)
		*status |= VQS_STATUS_ACKNOWLEDGE;
	return fails(puppet);
}

static int set_status(struct vqs_driver_transport *transport, uint8_t status)
{
	struct puppet *puppet = of(transport);

	if (puppet->sets < PUPPET_STEPS)
		puppet->set[puppet->sets++] = status;
	if (puppet->refuse_features)
		status &= (uint8_t)~VQS_STATUS_FEATURES_OK;
	puppet->status = status;
	if (status == 0) {
		memset(puppet->started, 0, sizeof(puppet->started));
		memset(puppet->seen, 0, sizeof(puppet->seen));
		memset(puppet->used, 0, sizeof(puppet->used));
		puppet->ring = puppet->change = false;
	}
	return fails(puppet);
}

static int config_get(struct vqs_driver_transport *transport, uint32_t offset, void *to,
                      uint32_t length)
{
	struct puppet *puppet = of(transport);

	if (offset > puppet->config_size || length > puppet->config_size - offset)
		return -ERANGE;
	memcpy(to, puppet->config + offset, length);
	if (puppet->restless) {
		puppet->restless--;
		puppet->generation++;
	}
	return fails(puppet);
}

static int config_put(struct vqs_driver_transport *transport, uint32_t offset,
                      const void *from, uint32_t length)
{
	struct puppet *puppet = of(transport);

	assert_true(offset + length <= LAMP_CONFIG_SIZE);
	memcpy(puppet->config + offset, from, length);
	return fails(puppet);
}

static int config_generation(struct vqs_driver_transport *transport, uint32_t *generation)
{
	*generation = of(transport)->generation;
	return fails(of(transport));
}

static int queue_size(struct vqs_driver_transport *transport, uint16_t queue,
                      uint16_t *size)
{
	assert_true(queue < PUPPET_QUEUES);
	*size = of(transport)->queue_size;
	return fails(of(transport));
}

static int queue_start(struct vqs_driver_transport *transport, uint16_t queue,
                       const struct vqs_ring *ring)
{
	struct puppet *puppet = of(transport);

	assert_true(queue < PUPPET_QUEUES);
	assert_false(puppet->started[queue]);
	assert_true(puppet->status & VQS_STATUS_FEATURES_OK);
	assert_false(puppet->status & VQS_STATUS_DRIVER_OK);
	puppet->rings[queue] = *ring;
	puppet->started[queue] = true;
	return fails(puppet);
}

static int notify(struct vqs_driver_transport *transport, uint32_t notification)
{
	struct puppet *puppet = of(transport);
	const uint16_t queue = (uint16_t)notification;

	assert_true(puppet->started[queue]);
	assert_true(puppet->status & VQS_STATUS_DRIVER_OK);
	puppet->notices++;
	puppet->notification = notification;
	return fails(puppet);
}

static int dma_alloc(struct vqs_driver_transport *transport, size_t size,
                     struct vqs_dma *dma)
{
	int error = fails(of(transport));

	return error ? error : arena_alloc(&of(transport)->arena, size, dma);
}

static void dma_free(struct vqs_driver_transport *transport, const struct vqs_dma *dma)
{
	arena_free(&of(transport)->arena, dma);
}

static int descriptor(struct vqs_driver_transport *transport)
{
	(void)transport;
	return -1;
}

static int wait_device(struct vqs_driver_transport *transport, int timeout, bool *used,
                       bool *config)
{
	struct puppet *puppet = of(transport);

	(void)timeout;
	if (puppet->idle) {
		puppet->idle--;
		*used = true;
		return fails(puppet);
	}
	*used = puppet->ring;
	*config = puppet->change || puppet->changes;
	if (puppet->changes)
		puppet->changes--;
	puppet->ring = puppet->change = false;
	if (fails(puppet))
		return puppet->fail_with;
	return *used || *config ? 0 : -ETIMEDOUT;
}

static void destroy(struct vqs_driver_transport *transport)
{
	struct puppet *puppet = of(transport);

	/* Everything was given back. */
	assert_int_equal(puppet->arena.taken, 0);
	arena_fini(&puppet->arena);
	if (puppet->lived)
		*puppet->lived = puppet->calls;
	if (puppet->looked)
		*puppet->looked = puppet->looks;
	free(puppet);
}

static const struct vqs_driver_functions functions = {
	.device_id = device_id,
	.offered = offered,
	.accept = accept_features,
	.get_status = get_status,
	.set_status = set_status,
	.config_get = config_get,
	.config_put = config_put,
	.config_generation = config_generation,
	.queue_size = queue_size,
	.queue_start = queue_start,
	.notify = notify,
	.dma_alloc = dma_alloc,
	.dma_free = dma_free,
	.fd = descriptor,
	.wait = wait_device,
	.destroy = destroy,
};

struct puppet *puppet_create(void)
{
	struct puppet *puppet = calloc(1, sizeof(*puppet));

	assert_non_null(puppet);
	puppet->base.functions = &functions;
	puppet->id = lamp_type.id;
	puppet->offered = lamp_type.features;
	vqs_features_drop(&puppet->offered, LAMP_F_OLD);
	vqs_features_add(&puppet->offered, VQS_F_VERSION_1);
	puppet->queue_size = 16;
	puppet->config_size = LAMP_CONFIG_SIZE;
	assert_int_equal(
	        vqs_struct_encode(&lamp_type.config, &lamp_fresh, puppet->config, NULL),
	        0);
	assert_int_equal(arena_init(&puppet->arena, -1, 16 << 20, UINT64_C(1) << 40), 0);
	return puppet;
}

/* ---- The rings, by hand ---------------------------------------------------- */

static uint16_t le16(const void *at)
{
	return (uint16_t)vqs_scalar_get(at, VQS_LE16);
}

static uint8_t *host(const struct puppet *puppet, uint64_t address)
{
	assert_true(address >= puppet->arena.address);
	assert_true(address - puppet->arena.address < puppet->arena.size);
	return (uint8_t *)puppet->arena.base + (address - puppet->arena.address);
}

bool puppet_has(const struct puppet *puppet, uint16_t queue)
{
	const uint8_t *available = puppet->rings[queue].driver_area;

	return puppet->started[queue] && le16(available + 2) != puppet->seen[queue];
}

struct strings puppet_take(struct puppet *puppet, uint16_t queue)
{
	const struct vqs_ring *ring = &puppet->rings[queue];
	const uint8_t *available = ring->driver_area, *table = ring->descriptors;
	struct strings chain = { 0 };
	uint16_t index, flags;

	assert_true(puppet_has(puppet, queue));
	index = le16(available + 4 + 2 * (puppet->seen[queue]++ % ring->size));
	chain.id = index;
	do {
		const uint8_t *descriptor = table + 16 * index;
		uint8_t *at = host(puppet, vqs_scalar_get(descriptor, VQS_LE64));
		uint32_t length = (uint32_t)vqs_scalar_get(descriptor + 8, VQS_LE32);

		flags = le16(descriptor + 12);
		index = le16(descriptor + 14);
		if (flags & 2) {
			chain.writable[chain.writables] = at;
			chain.writable_length[chain.writables++] = length;
		} else {
			chain.readable[chain.readables] = at;
			chain.readable_length[chain.readables++] = length;
		}
		assert_true(chain.readables < 8 && chain.writables < 8);
	} while (flags & 1);
	return chain;
}

void puppet_jump(struct puppet *puppet, uint16_t queue, uint16_t by)
{
	uint8_t *used = puppet->rings[queue].device_area;

	puppet->used[queue] = (uint16_t)(puppet->used[queue] + by);
	vqs_scalar_put(used + 2, VQS_LE16, puppet->used[queue]);
	puppet->ring = true;
}

void puppet_give(struct puppet *puppet, uint16_t queue, uint32_t id, uint32_t length)
{
	const struct vqs_ring *ring = &puppet->rings[queue];
	uint8_t *used = ring->device_area;
	uint8_t *element = used + 4 + 8 * (puppet->used[queue] % ring->size);

	vqs_scalar_put(element, VQS_LE32, id);
	vqs_scalar_put(element + 4, VQS_LE32, length);
	puppet_jump(puppet, queue, 1);
}
