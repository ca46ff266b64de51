/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The MMIO transport against registers that are mere memory: what it makes of a bus, its
 * memory, and how wide its accesses are.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <errno.h>
#include <string.h>

#include <vqsmith/mmio.h>

#include "lamp_type.h"

#define PAGE 4096

static _Alignas(PAGE) unsigned char memory[4 * PAGE];

struct bus {
	_Alignas(8) unsigned char registers[0x200];
	struct vqs_mmio mmio;
	struct vqs_mmio_options options;
};

static void put(struct bus *bus, size_t at, uint32_t value)
{
	for (unsigned int i = 0; i < 4; i++)
		bus->registers[at + i] = (unsigned char)(value >> 8 * i);
}

static uint64_t no_time(void *self)
{
	return *(uint64_t *)self += 1;
}

static uint64_t now;

static void start(struct bus *bus)
{
	memset(bus, 0, sizeof(*bus));
	bus->options = (struct vqs_mmio_options){
		.registers = bus->registers,
		.type = &lamp_type,
		.memory = memory,
		.memory_size = sizeof(memory),
		.memory_address = 0x40000000,
		.milliseconds = no_time,
		.self = &now,
	};
	put(bus, 0x000, 0x74726976);
	put(bus, 0x004, 2);
	put(bus, 0x008, 42);
}

static void what_is_on_the_bus(void **state)
{
	struct bus bus;

	(void)state;
	start(&bus);
	assert_int_equal(vqs_mmio_init(&bus.mmio, &bus.options), 0);
	put(&bus, 0x004, 1);
	assert_int_equal(vqs_mmio_init(&bus.mmio, &bus.options), -ENOTSUP);
	start(&bus);
	put(&bus, 0x008, 0);
	assert_int_equal(vqs_mmio_init(&bus.mmio, &bus.options), -ENODEV);
	start(&bus);
	put(&bus, 0x000, 0xffffffff);
	assert_int_equal(vqs_mmio_init(&bus.mmio, &bus.options), -ENODEV);
}

/* The id, the features and the queues are the device's to say: anything goes. */
static void what_a_device_says(void **state)
{
	const struct vqs_driver_functions *functions;
	struct vqs_features features;
	struct bus bus;
	uint16_t number;

	(void)state;
	start(&bus);
	assert_int_equal(vqs_mmio_init(&bus.mmio, &bus.options), 0);
	functions = bus.mmio.base.functions;
	put(&bus, 0x008, 0x10001);
	assert_int_equal(functions->device_id(&bus.mmio.base, &number), -ENODEV);
	put(&bus, 0x010, 0x5);
	assert_int_equal(functions->offered(&bus.mmio.base, &features), 0);
	/* a device that looks at no selector; from bit 64 on the lamp has none */
	assert_int_equal(features.word[0], UINT64_C(0x500000005));
	assert_int_equal(features.word[1], 0);
	put(&bus, 0x034, 0xffffffff);
	assert_int_equal(functions->queue_size(&bus.mmio.base, 7, &number), 0);
	assert_int_equal(number, VQS_QUEUE_SIZE_MAX);
	put(&bus, 0x044, 1);
	assert_int_equal(functions->queue_start(&bus.mmio.base, 0,
	                                        &(struct vqs_ring){ .size = 8 }),
	                 -EBUSY);
}

static void memory_comes_and_goes(void **state)
{
	const struct vqs_driver_functions *functions;
	struct vqs_dma first, second, third;
	struct bus bus;

	(void)state;
	start(&bus);
	memset(memory, 0xaa, sizeof(memory));
	assert_int_equal(vqs_mmio_init(&bus.mmio, &bus.options), 0);
	functions = bus.mmio.base.functions;
	assert_int_equal(functions->dma_alloc(&bus.mmio.base, 0, &first), -EINVAL);
	assert_int_equal(functions->dma_alloc(&bus.mmio.base, SIZE_MAX, &first), -ENOMEM);
	assert_int_equal(functions->dma_alloc(&bus.mmio.base, 1, &first), 0);
	assert_int_equal(first.address, 0x40000000);
	assert_int_equal(memory[PAGE - 1], 0);
	assert_int_equal(memory[PAGE], 0xaa);
	assert_int_equal(functions->dma_alloc(&bus.mmio.base, 3 * PAGE, &second), 0);
	assert_int_equal(second.address, 0x40000000 + PAGE);
	assert_int_equal(functions->dma_alloc(&bus.mmio.base, 1, &third), -ENOMEM);
	functions->dma_free(&bus.mmio.base, &second);
	assert_int_equal(functions->dma_alloc(&bus.mmio.base, 1, &third), 0);
	assert_int_equal(third.address, second.address);
	functions->dma_free(&bus.mmio.base, &first);
	functions->dma_free(&bus.mmio.base, &third);
	assert_int_equal(functions->dma_alloc(&bus.mmio.base, 4 * PAGE, &first), 0);
}

/* Any range of the configuration space, which ever fields it cuts. */
static void configuration(void **state)
{
	const struct vqs_driver_functions *functions;
	unsigned char bytes[64];
	uint32_t size = lamp_type.config.size;
	struct bus bus;

	(void)state;
	start(&bus);
	for (uint32_t i = 0; i < size; i++)
		bus.registers[0x100 + i] = (unsigned char)(i + 1);
	assert_int_equal(vqs_mmio_init(&bus.mmio, &bus.options), 0);
	functions = bus.mmio.base.functions;
	for (uint32_t from = 0; from < size; from++) {
		for (uint32_t length = 1; length <= size - from; length++) {
			memset(bytes, 0, sizeof(bytes));
			assert_int_equal(functions->config_get(&bus.mmio.base, from,
			                                       bytes, length),
			                 0);
			assert_memory_equal(bytes, bus.registers + 0x100 + from, length);
			assert_int_equal(bytes[length], 0);
			assert_int_equal(functions->config_put(&bus.mmio.base, from,
			                                       bytes, length),
			                 0);
			assert_int_equal(bus.registers[0x100 + from], from + 1);
		}
	}
	assert_int_equal(bus.registers[0x100 + size], 0);
}

static void waiting_ends(void **state)
{
	bool used = true, config = true;
	struct bus bus;

	(void)state;
	start(&bus);
	assert_int_equal(vqs_mmio_init(&bus.mmio, &bus.options), 0);
	assert_int_equal(
	        bus.mmio.base.functions->wait(&bus.mmio.base, 100, &used, &config),
	        -ETIMEDOUT);
	assert_false(used || config);
	put(&bus, 0x060, 3);
	assert_int_equal(bus.mmio.base.functions->wait(&bus.mmio.base, 0, &used, &config),
	                 0);
	assert_true(used && config);
	assert_int_equal(bus.registers[0x064], 3);
}

/* The whole of it goes to the register: the queue, and where its driver stands. */
static void a_notification(void **state)
{
	struct bus bus;
	uint32_t written;

	(void)state;
	start(&bus);
	assert_int_equal(vqs_mmio_init(&bus.mmio, &bus.options), 0);
	assert_int_equal(bus.mmio.base.functions->notify(&bus.mmio.base, 0x81230004), 0);
	memcpy(&written, bus.registers + 0x050, 4);
	assert_int_equal(written, 0x81230004);
}

/* A device that resets queue 3 when it has been looked at a few times; or never does. */
struct resetting {
	struct bus bus;
	unsigned int looks, patience;
};

static uint64_t look(void *self)
{
	struct resetting *it = self;
	uint32_t queue, reset;

	memcpy(&queue, it->bus.registers + 0x030, 4);
	memcpy(&reset, it->bus.registers + 0x0c0, 4);
	it->looks++;
	if (queue == 3 && reset == 1 && it->looks >= it->patience) {
		put(&it->bus, 0x0c0, 0);
		put(&it->bus, 0x044, 0);
	}
	return it->looks;
}

static uint64_t forget_reset(void *self)
{
	put(&((struct resetting *)self)->bus, 0x0c0, 0);
	return 0;
}

static int reset_queue(struct resetting *it, unsigned int patience)
{
	struct vqs_driver_transport *transport = &it->bus.mmio.base;

	start(&it->bus);
	it->bus.options.milliseconds = look;
	it->bus.options.self = it;
	assert_int_equal(vqs_mmio_init(&it->bus.mmio, &it->bus.options), 0);
	it->looks = 0;
	it->patience = patience;
	put(&it->bus, 0x044, 1);
	return transport->functions->queue_reset(transport, 3);
}

static void a_queue_is_reset(void **state)
{
	struct resetting it = { .looks = 0 };

	(void)state;
	assert_int_equal(reset_queue(&it, 1), 0);
	assert_int_equal(reset_queue(&it, 1000), 0);
	assert_true(it.looks >= 1000);
	assert_int_equal(reset_queue(&it, 1000000), -ETIMEDOUT);
	assert_true(it.looks < 10000);
}

/* The register reads 0 at once, and the queue is as ready as before. */
static void a_device_without_the_register(void **state)
{
	struct resetting it = { .looks = 0 };
	struct vqs_driver_transport *transport = &it.bus.mmio.base;

	(void)state;
	assert_int_equal(reset_queue(&it, 1), 0);
	it.bus.options.milliseconds = forget_reset;
	assert_int_equal(vqs_mmio_init(&it.bus.mmio, &it.bus.options), 0);
	put(&it.bus, 0x044, 1);
	assert_int_equal(transport->functions->queue_reset(transport, 3), -ENOTSUP);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_on_the_bus),
		cmocka_unit_test(what_a_device_says),
		cmocka_unit_test(memory_comes_and_goes),
		cmocka_unit_test(configuration),
		cmocka_unit_test(waiting_ends),
		cmocka_unit_test(a_notification),
		cmocka_unit_test(a_queue_is_reset),
		cmocka_unit_test(a_device_without_the_register),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
