/* SPDX-License-Identifier: BSD-3-Clause */
/* A driver that writes its rings by hand. */
#include "raw.h"

#include <errno.h>

const struct vqs_driver_functions *raw_functions(const struct raw *raw)
{
	return raw->transport->functions;
}

uint8_t *raw_data(const struct raw *raw, uint32_t offset)
{
	return (uint8_t *)raw->memory.host + DATA + offset;
}

uint64_t raw_at(const struct raw *raw, uint32_t offset)
{
	return raw->memory.address + DATA + offset;
}

void raw_set_status(struct raw *raw, uint8_t status)
{
	assert_int_equal(raw_functions(raw)->set_status(raw->transport, status), 0);
}

uint8_t raw_get_status(struct raw *raw)
{
	uint8_t status;

	assert_int_equal(raw_functions(raw)->get_status(raw->transport, &status), 0);
	return status;
}

struct vqs_ring raw_ring(const struct raw *raw, uint16_t queue,
                         struct vqs_features features)
{
	return (struct vqs_ring){
		.size = SIZE,
		.descriptors = raw->rings[queue],
		.driver_area = raw->rings[queue] + DRIVER_AREA,
		.device_area = raw->rings[queue] + DEVICE_AREA,
		.features = features,
	};
}

void raw_start_queue(struct raw *raw, uint16_t queue, struct vqs_features features)
{
	struct vqs_ring ring;

	raw->rings[queue] = (uint8_t *)raw->memory.host + queue * 4096;
	raw->offered[queue] = raw->used[queue] = 0;
	ring = raw_ring(raw, queue, features);
	assert_int_equal(raw_functions(raw)->queue_start(raw->transport, queue, &ring),
	                 0);
}

/* From reset to DRIVER_OK, the two queues fresh. */
void raw_initialise(struct raw *raw)
{
	struct vqs_features features;

	memset(raw->memory.host, 0, MEMORY);
	raw_set_status(raw, 0);
	raw_set_status(raw, 3);
	assert_int_equal(raw_functions(raw)->offered(raw->transport, &features), 0);
	vqs_features_drop(&features, VQS_F_EVENT_IDX);
	assert_true(vqs_features_has(&features, VQS_F_IN_ORDER));
	if (!raw->in_order)
		vqs_features_drop(&features, VQS_F_IN_ORDER);
	if (!raw->tables)
		vqs_features_drop(&features, VQS_F_INDIRECT_DESC);
	assert_int_equal(raw_functions(raw)->accept(raw->transport, &features), 0);
	raw_set_status(raw, 11);
	assert_int_equal(raw_get_status(raw), 11);
	raw_start_queue(raw, BROKEN, features);
	raw_start_queue(raw, OTHER, features);
	raw_set_status(raw, 15);
	raw->lamp.complaints = 0;
	raw->lamp.hold = false;
}

void raw_begin(struct raw *raw, bool packed, bool in_order)
{
	struct vqs_features withheld = { { 0 } };

	memset(raw, 0, sizeof(*raw));
	raw->packed = packed;
	raw->in_order = in_order;
	raw->tables = true;
	if (!packed)
		vqs_features_add(&withheld, VQS_F_RING_PACKED);
	lamp_create(&raw->lamp, &withheld);
	assert_int_equal(vqs_loopback_create(&raw->transport, raw->lamp.device), 0);
	assert_int_equal(
	        raw_functions(raw)->dma_alloc(raw->transport, MEMORY, &raw->memory), 0);
	raw_initialise(raw);
}

void raw_end(struct raw *raw)
{
	raw_functions(raw)->dma_free(raw->transport, &raw->memory);
	raw_functions(raw)->destroy(raw->transport);
	lamp_destroy(&raw->lamp);
}

/* ---- What a driver writes ------------------------------------------------------ */

static void put_descriptor(uint8_t *where, const struct descriptor *descriptor,
                           uint16_t third, uint16_t fourth)
{
	vqs_scalar_put(where, VQS_LE64, descriptor->address);
	vqs_scalar_put(where + 8, VQS_LE32, descriptor->length);
	vqs_scalar_put(where + 12, VQS_LE16, third);
	vqs_scalar_put(where + 14, VQS_LE16, fourth);
}

/* One of an indirect table. */
void raw_put_in_table(const struct raw *raw, unsigned int index,
                      struct descriptor descriptor)
{
	uint8_t *where = raw_data(raw, TABLE) + 16 * index;

	if (raw->packed)
		put_descriptor(where, &descriptor, 0, descriptor.flags);
	else
		put_descriptor(where, &descriptor, descriptor.flags, descriptor.next);
}

/* Along the ring, AVAIL and USED as they have to be. */
static void offer_packed(struct raw *raw, uint16_t queue, uint16_t id,
                         const struct descriptor *descriptors, unsigned int count)
{
	for (unsigned int i = 0; i < count; i++) {
		unsigned int entry = raw->offered[queue]++;
		uint16_t wrap = entry / SIZE % 2 ? USED : AVAILABLE;

		put_descriptor(raw->rings[queue] + 16 * (size_t)(entry % SIZE),
		               &descriptors[i], id, descriptors[i].flags | wrap);
	}
}

void raw_set_available(struct raw *raw, uint16_t queue, uint16_t index)
{
	vqs_scalar_put(raw->rings[queue] + DRIVER_AREA + 2, VQS_LE16, index);
}

/* A chain from the head `id` on; split: into the table from there, `next` as it is. */
void raw_offer(struct raw *raw, uint16_t queue, uint16_t id,
               const struct descriptor *descriptors, unsigned int count)
{
	uint8_t *available = raw->rings[queue] + DRIVER_AREA;

	if (raw->packed) {
		offer_packed(raw, queue, id, descriptors, count);
		return;
	}
	for (unsigned int i = 0; i < count; i++)
		put_descriptor(raw->rings[queue] + 16 * ((id + i) % SIZE),
		               &descriptors[i], descriptors[i].flags,
		               descriptors[i].next);
	vqs_scalar_put(available + 4 + 2 * (raw->offered[queue]++ % SIZE), VQS_LE16, id);
	raw_set_available(raw, queue, raw->offered[queue]);
}

void raw_kick(struct raw *raw, uint16_t queue)
{
	bool used, config;
	int error;

	assert_int_equal(raw_functions(raw)->notify(raw->transport, queue), 0);
	error = raw_functions(raw)->wait(raw->transport, 0, &used, &config);
	assert_true(error == 0 || error == -ETIMEDOUT);
}

/* Whether the next chain, of so many entries, was used. */
bool raw_was_used(struct raw *raw, uint16_t queue, uint16_t slots)
{
	const uint16_t place = raw->used[queue];
	const uint8_t *ring = raw->rings[queue];
	uint16_t flags, wrap = place / SIZE % 2 ? 0 : AVAILABLE | USED;

	if (!raw->packed) {
		raw->used[queue]++;
		return vqs_scalar_get(ring + DEVICE_AREA + 2, VQS_LE16) ==
		       (uint16_t)(place + 1);
	}
	raw->used[queue] += slots;
	flags = (uint16_t)vqs_scalar_get(ring + 16 * (size_t)(place % SIZE) + 14,
	                                 VQS_LE16);
	return (flags & (AVAILABLE | USED)) == wrap;
}

/* GET_LEVEL, flawless: what tests spoil. */
void raw_good(const struct raw *raw, struct descriptor descriptors[2])
{
	memset(raw_data(raw, 0), 0, 8);
	vqs_scalar_put(raw_data(raw, 0), VQS_LE16, 2);
	descriptors[0] = (struct descriptor){ raw_at(raw, 0), 8, NEXT, 1 };
	descriptors[1] = (struct descriptor){ raw_at(raw, REPLY), 10, WRITE, 0 };
}

void raw_expect_good(struct raw *raw)
{
	struct descriptor descriptors[2];

	raw->lamp.level = 321;
	memset(raw_data(raw, REPLY), 0xee, 16);
	raw_good(raw, descriptors);
	raw_offer(raw, BROKEN, 0, descriptors, 2);
	raw_kick(raw, BROKEN);
	assert_true(raw_was_used(raw, BROKEN, 2));
	assert_int_equal(vqs_scalar_get(raw_data(raw, REPLY + 8), VQS_LE16), 321);
}

/* FLUSH on the other queue. */
void raw_expect_other_alive(struct raw *raw)
{
	const struct descriptor descriptors[] = {
		{ raw_at(raw, 8192), 16, NEXT, 1 },
		{ raw_at(raw, 8224), 1, WRITE, 0 },
	};

	memset(raw_data(raw, 8192), 0, 64);
	vqs_scalar_put(raw_data(raw, 8192), VQS_LE32, 4);
	*raw_data(raw, 8224) = 9;
	raw_offer(raw, OTHER, 0, descriptors, 2);
	raw_kick(raw, OTHER);
	assert_true(raw_was_used(raw, OTHER, 2));
	assert_int_equal(*raw_data(raw, 8224), LAMP_BULK_OK);
}

/* All but the device's wish for notifications, the first bytes of its area. */
uint64_t raw_sum(const struct raw *raw)
{
	const uint8_t *bytes = raw->memory.host, *wish = raw->rings[BROKEN] + DEVICE_AREA;
	uint64_t sum = 0;

	for (unsigned int i = 0; i < MEMORY; i++)
		if (bytes + i < wish || bytes + i >= wish + (raw->packed ? 4 : 2))
			sum = sum * 31 + bytes[i];
	return sum;
}

/* What was offered breaks the queue, and that queue alone, until the reset. */
void raw_expect_fault(struct raw *raw, enum vqs_fault fault)
{
	struct vqs_device *device = raw->lamp.device;
	uint64_t before = raw_sum(raw);

	raw->lamp.handled = 0;
	raw_kick(raw, BROKEN);
	assert_string_equal(vqs_fault_text(vqs_device_queue_fault(device, BROKEN)),
	                    vqs_fault_text(fault));
	assert_true(raw_sum(raw) == before);
	assert_true(raw->lamp.complaints > 0);
	assert_non_null(strstr(raw->lamp.complaint, vqs_fault_text(fault)));
	assert_true(raw_get_status(raw) & VQS_STATUS_NEEDS_RESET);
	raw_kick(raw, BROKEN);
	assert_true(raw_sum(raw) == before);
	assert_int_equal(raw->lamp.handled, 0);
	raw->lamp.hold = false;
	raw_expect_other_alive(raw);
	raw_expect_other_alive(raw);
	raw_initialise(raw);
	raw_expect_good(raw);
	raw_expect_other_alive(raw);
}

/* Both queues go on, and nobody complains. */
void raw_expect_no_fault(struct raw *raw)
{
	raw_expect_good(raw);
	raw_expect_other_alive(raw);
	assert_int_equal(vqs_device_queue_fault(raw->lamp.device, BROKEN),
	                 VQS_FAULT_NONE);
	assert_int_equal(raw_get_status(raw), 15);
}
