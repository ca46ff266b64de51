/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The rig (rig.h): transport and driver.
 */
#include "rig.h"

#include "author.h"

static void notify_used(void *transport, uint16_t queue)
{
	((struct rig *)transport)->used_notices[queue]++;
}

static void notify_config(void *transport)
{
	((struct rig *)transport)->config_notices++;
}

static void queue_idle(void *transport, uint16_t queue)
{
	((struct rig *)transport)->idle_notices[queue]++;
}

static const struct vqs_device_transport transport = { notify_used, notify_config,
	                                               queue_idle };

static void memory_gone(struct vqs_memory *memory)
{
	struct rig *rig =
	        (struct rig *)(void *)((uint8_t *)memory - offsetof(struct rig, memory));

	rig->memory_gone = true;
}

struct vqs_features rig_features(void)
{
	return lamp_type.features;
}

static void create(struct rig *rig, const struct vqs_type *type,
                   const struct vqs_device_options *options)
{
	memset(rig, 0, sizeof(*rig));
	rig->config = (struct lamp_config){
		.max_level = 1000,
		.model = LAMP_MODEL_OUTDOOR,
		.night_level = 10,
		.range_mm = 5000,
		.faults = 0x07,
		.bulk_queues = 2,
		.name = "porch",
		.uptime = 77,
	};
	rig->ram = malloc(RIG_RAM);
	assert_non_null(rig->ram);
	rig->region = (struct vqs_region){ RIG_BASE, RIG_RAM, rig->ram };
	rig->memory = (struct vqs_memory){ &rig->region, 1, 1, memory_gone };
	author_class(&rig->class);
	rig->class.type = type;
	if (options)
		rig->options = *options;
	assert_int_equal(vqs_device_create(&rig->device, &rig->class, rig, &rig->config,
	                                   &rig->options),
	                 0);
	rig_attach(rig);
}

void rig_create(struct rig *rig, const struct vqs_device_options *options)
{
	create(rig, &lamp_type, options);
}

void rig_attach(struct rig *rig)
{
	assert_int_equal(vqs_device_attach(rig->device, &transport, rig), 0);
}

void rig_destroy(struct rig *rig)
{
	vqs_device_destroy(rig->device);
	assert_int_equal(rig->memory.references, 1);
	vqs_memory_put(&rig->memory);
	assert_true(rig->memory_gone);
	for (unsigned int i = 0; i < RIG_QUEUES; i++)
		free(rig->tables[i]);
	free(rig->ram);
}

uint8_t *rig_alloc(struct rig *rig, size_t size)
{
	uint8_t *at = rig->ram + rig->ram_used;

	assert_true(size <= RIG_RAM - rig->ram_used);
	rig->ram_used += (size + 63) / 64 * 64;
	memset(at, 0, size);
	return at;
}

uint64_t rig_guest(const struct rig *rig, const void *at)
{
	return RIG_BASE + (uint64_t)((const uint8_t *)at - rig->ram);
}

void rig_negotiate(struct rig *rig, const struct vqs_features *features)
{
	vqs_device_set_status(rig->device, 0);
	vqs_device_set_status(rig->device, 1);
	vqs_device_set_status(rig->device, 3);
	vqs_device_accept(rig->device, features);
	vqs_device_set_status(rig->device, 11);
}

int rig_queue_start(struct rig *rig, uint16_t queue, uint16_t size)
{
	const struct vqs_features *negotiated = vqs_device_negotiated(rig->device);
	struct vqs_ring_need need = vqs_ring_need(size, negotiated);
	struct vqs_driver_ring_storage storage = { .slots = rig->slots[queue] };

	if (vqs_features_has(negotiated, VQS_F_INDIRECT_DESC)) {
		storage.indirect_entries = LAMP_QUEUE_SIZE;
		storage.indirect = rig_alloc(rig, (size_t)16 * size * LAMP_QUEUE_SIZE);
		storage.indirect_address = rig_guest(rig, storage.indirect);
	}
	rig->rings[queue] = (struct vqs_ring){
		.size = size,
		.descriptors = rig_alloc(rig, need.descriptors),
		.driver_area = rig_alloc(rig, need.driver_area),
		.device_area = rig_alloc(rig, need.device_area),
		.features = *negotiated,
	};
	assert_int_equal(
	        vqs_driver_ring_init(&rig->driver[queue], &rig->rings[queue], &storage),
	        0);
	return vqs_device_queue_start(rig->device, queue, &rig->rings[queue],
	                              &rig->memory);
}

static bool packed, in_order;

void rig_choose(int argc, char **argv)
{
	packed = argc > 1 && strncmp(argv[1], "packed", 6) == 0;
	in_order = argc > 1 && strstr(argv[1], "in-order");
}

bool rig_in_order(void)
{
	return in_order;
}

void rig_start(struct rig *rig)
{
	struct vqs_features features = *vqs_device_offered(rig->device);

	if (!packed)
		vqs_features_drop(&features, VQS_F_RING_PACKED);
	if (!in_order)
		vqs_features_drop(&features, VQS_F_IN_ORDER);
	rig_negotiate(rig, &features);
	for (uint16_t queue = 0; queue < vqs_device_queue_count(rig->device); queue++)
		rig_queue_start(rig, queue, LAMP_QUEUE_SIZE);
	rig->rings_end = rig->ram_used;
	vqs_device_set_status(rig->device, 15);
	assert_true(vqs_device_live(rig->device));
}

void rig_up(struct rig *rig)
{
	rig_up_as(rig, &lamp_type);
}

/* COLOUR and OLD exclude each other, so OLD is not offered. */
void rig_up_as(struct rig *rig, const struct vqs_type *type)
{
	struct vqs_device_options options = { .queue_size = 0 };

	vqs_features_add(&options.withhold, LAMP_F_OLD);
	create(rig, type, &options);
	rig_start(rig);
}

/* Describes `length` bytes as rig->pieces buffers, uneven ones. */
static unsigned int cut(const struct rig *rig, const uint8_t *at, uint32_t length,
                        struct vqs_buffer *buffers)
{
	unsigned int pieces = rig->pieces ? rig->pieces : 1, count = 0;
	uint32_t step = length / pieces;

	while (length) {
		uint32_t here = count + 1 < pieces && step ? step : length;

		buffers[count++] = (struct vqs_buffer){ rig_guest(rig, at), here };
		at += here;
		length -= here;
	}
	return count;
}

struct exchange *rig_add(struct rig *rig, uint16_t queue, const void *readable,
                         uint32_t readable_length, uint32_t writable_length)
{
	struct exchange *exchange = &rig->exchanges[rig->exchange_count++];
	struct vqs_buffer buffers[2 * LAMP_QUEUE_SIZE];
	uint8_t *bytes = rig_alloc(rig, readable_length);
	unsigned int readables, writables;

	assert_true(rig->exchange_count < 1024);
	if (readable_length)
		memcpy(bytes, readable, readable_length);
	exchange->writable = rig_alloc(rig, writable_length);
	exchange->writable_length = writable_length;
	memset(exchange->writable, 0xee, writable_length);
	readables = cut(rig, bytes, readable_length, buffers);
	writables = cut(rig, exchange->writable, writable_length, buffers + readables);
	assert_int_equal(vqs_driver_ring_add(&rig->driver[queue], buffers, readables,
	                                     writables, exchange),
	                 0);
	return exchange;
}

void rig_kick(struct rig *rig, uint16_t queue)
{
	if (!vqs_driver_ring_publish(&rig->driver[queue]))
		return;
	while (vqs_device_queue_notified(rig->device, queue))
		;
}

void rig_reap(struct rig *rig, uint16_t queue)
{
	struct vqs_done done[8];
	int count;

	while ((count = vqs_driver_ring_reap(&rig->driver[queue], done, 8)) > 0)
		for (int i = 0; i < count; i++) {
			struct exchange *exchange = done[i].token;

			assert_false(exchange->done);
			exchange->done = true;
			exchange->used = done[i].length;
		}
	assert_int_equal(count, 0);
	vqs_driver_ring_expect(&rig->driver[queue]);
}

struct exchange *rig_ask(struct rig *rig, uint16_t queue, const void *readable,
                         uint32_t readable_length, uint32_t writable_length)
{
	struct exchange *exchange =
	        rig_add(rig, queue, readable, readable_length, writable_length);

	rig_kick(rig, queue);
	rig_reap(rig, queue);
	return exchange;
}

void rig_forget(struct rig *rig)
{
	for (unsigned int i = 0; i < rig->exchange_count; i++)
		assert_true(rig->exchanges[i].done);
	memset(rig->exchanges, 0, sizeof(rig->exchanges));
	rig->exchange_count = 0;
	rig->ram_used = rig->rings_end;
}

uint64_t le(const uint8_t *at, unsigned int bytes)
{
	uint64_t value = 0;

	while (bytes--)
		value = value << 8 | at[bytes];
	return value;
}

uint8_t *put(uint8_t *at, unsigned int bytes, uint64_t value)
{
	for (; bytes; bytes--, value >>= 8)
		*at++ = (uint8_t)value;
	return at;
}

uint8_t *header(uint8_t *at, uint16_t opcode)
{
	at = put(at, 2, opcode);
	at = put(at, 2, 0xbeef);
	return put(at, 4, 0xc0ffee);
}
