/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Broken rings: one queue stands still and the driver is told, the others go
 * on; what the device holds of the broken one does no harm.
 */
#include "author.h"

#include <errno.h>

#define Q LAMP_QUEUE_REQUESTS

/* Split Virtqueues, by hand. */
struct descriptor {
	uint8_t address[8], length[4], flags[2], next[2];
};

static struct descriptor *descriptors(struct rig *rig, uint16_t queue)
{
	return rig->rings[queue].descriptors;
}

static void describe(struct descriptor *descriptor, uint64_t address, uint32_t length,
                     uint16_t flags, uint16_t next)
{
	put(descriptor->address, 8, address);
	put(descriptor->length, 4, length);
	put(descriptor->flags, 2, flags);
	put(descriptor->next, 2, next);
}

/* Makes `head` available behind the driver end's back. */
static void make_available(struct rig *rig, uint16_t queue, uint16_t head)
{
	uint8_t *ring = rig->rings[queue].driver_area;
	uint16_t index = (uint16_t)le(ring + 2, 2);

	put(ring + 4 + 2 * (index % rig->rings[queue].size), 2, head);
	put(ring + 2, 2, index + 1u);
}

static void head_range(struct rig *rig, uint16_t queue)
{
	make_available(rig, queue, LAMP_QUEUE_SIZE);
}

static void index_jump(struct rig *rig, uint16_t queue)
{
	put((uint8_t *)rig->rings[queue].driver_area + 2, 2, 0x4321);
}

static void next_range(struct rig *rig, uint16_t queue)
{
	describe(descriptors(rig, queue), RIG_BASE, 8, 1, LAMP_QUEUE_SIZE);
	make_available(rig, queue, 0);
}

static void loop(struct rig *rig, uint16_t queue)
{
	describe(descriptors(rig, queue), RIG_BASE, 8, 1, 0);
	make_available(rig, queue, 0);
}

static void address(struct rig *rig, uint16_t queue)
{
	describe(descriptors(rig, queue), RIG_BASE + RIG_RAM - 4, 8, 0, 0);
	make_available(rig, queue, 0);
}

static void order(struct rig *rig, uint16_t queue)
{
	describe(descriptors(rig, queue), RIG_BASE, 8, 3, 1);
	describe(descriptors(rig, queue) + 1, RIG_BASE, 8, 0, 0);
	make_available(rig, queue, 0);
}

static void nested(struct rig *rig, uint16_t queue)
{
	struct descriptor *table = (struct descriptor *)(void *)rig_alloc(rig, 64);

	describe(table, RIG_BASE, 16, 4, 0);
	describe(descriptors(rig, queue), rig_guest(rig, table), 16, 4, 0);
	make_available(rig, queue, 0);
}

static const struct {
	void (*harm)(struct rig *rig, uint16_t queue);
	enum vqs_fault fault;
} harms[] = {
	{ head_range, VQS_FAULT_HEAD_RANGE },  { index_jump, VQS_FAULT_INDEX_JUMP },
	{ next_range, VQS_FAULT_NEXT_RANGE },  { loop, VQS_FAULT_LOOP },
	{ address, VQS_FAULT_ADDRESS },        { order, VQS_FAULT_ORDER },
	{ nested, VQS_FAULT_INDIRECT_NESTED },
};

static void one_harm(unsigned int which, uint16_t queue)
{
	struct rig rig;
	uint16_t other = queue == Q ? LAMP_QUEUE_BULK : Q;
	uint8_t request[16] = { 8 };
	const struct lamp_motion_writable event = { .zone = 1 };
	char name[16];

	rig_up(&rig);
	harms[which].harm(&rig, queue);
	assert_false(vqs_device_queue_notified(rig.device, queue));
	if (queue == LAMP_QUEUE_EVENTS)
		vqs_device_send(rig.device, queue,
		                lamp_message(LAMP_FAMILY_EVENT, LAMP_MOTION), &event);
	assert_int_equal(vqs_device_queue_fault(rig.device, queue), harms[which].fault);
	assert_int_equal(vqs_device_status(rig.device), 15 | VQS_STATUS_NEEDS_RESET);
	assert_int_equal(rig.config_notices, 1);
	assert_int_equal(rig.complaints, 1);
	snprintf(name, sizeof(name), "queue %u (", queue);
	assert_non_null(strstr(rig.complaint, name));
	assert_non_null(strstr(rig.complaint, vqs_fault_text(harms[which].fault)));
	assert_false(vqs_device_live(rig.device));

	/* Nothing more of it is looked at or said. */
	assert_false(vqs_device_queue_notified(rig.device, queue));
	assert_int_equal(rig.complaints, 1);
	assert_int_equal(vqs_device_send(rig.device, queue,
	                                 lamp_message(LAMP_FAMILY_EVENT, LAMP_MOTION),
	                                 &event),
	                 -ENOTCONN);

	/* The others go on. */
	if (other == Q)
		header(request, 2);
	assert_int_equal(rig_ask(&rig, other, request, other == Q ? 8 : 16, 21)->used,
	                 other == Q ? 10 : 21);

	/* And a reset heals it. */
	rig.ram_used = 0;
	rig_start(&rig);
	assert_int_equal(vqs_device_queue_fault(rig.device, queue), VQS_FAULT_NONE);
	if (queue == Q) {
		header(request, 2);
		assert_int_equal(rig_ask(&rig, Q, request, 8, 10)->used, 10);
	}
	rig_destroy(&rig);
}

static void test_harms(void **state)
{
	(void)state;
	for (unsigned int i = 0; i < sizeof(harms) / sizeof(harms[0]); i++)
		for (uint16_t queue = 0; queue <= LAMP_QUEUE_BULK; queue++)
			one_harm(i, queue);
}

/* Good chains before the bad one are served. */
static void test_good_ones_first(void **state)
{
	struct rig rig;
	uint8_t request[8];
	struct exchange *exchange;

	(void)state;
	rig_up(&rig);
	header(request, 2);
	exchange = rig_add(&rig, Q, request, 8, 10);
	vqs_driver_ring_publish(&rig.driver[Q]);
	make_available(&rig, Q, 999);
	vqs_device_queue_notified(rig.device, Q);
	assert_int_equal(rig.handled, 1);
	assert_int_equal(vqs_device_queue_fault(rig.device, Q), VQS_FAULT_HEAD_RANGE);
	rig_reap(&rig, Q);
	assert_int_equal(exchange->used, 10);
	rig_destroy(&rig);
}

/* What is held completes into nothing; a head that is held cannot come again. */
static void test_held_of_a_broken_queue(void **state)
{
	struct rig rig;
	uint8_t request[8], *used;
	uint16_t head;

	(void)state;
	rig_up(&rig);
	rig.hold = true;
	header(request, 2);
	rig_add(&rig, Q, request, 8, 10);
	rig_kick(&rig, Q);
	assert_int_equal(rig.held_count, 1);
	head = (uint16_t)le((uint8_t *)rig.rings[Q].driver_area + 4, 2);
	make_available(&rig, Q, head);
	vqs_device_queue_notified(rig.device, Q);
	assert_int_equal(vqs_device_queue_fault(rig.device, Q), VQS_FAULT_ID_BUSY);
	assert_int_equal(rig.held_count, 1);
	author_answer(&rig, rig.held[0]);
	used = rig.rings[Q].device_area;
	assert_int_equal(le(used + 2, 2), 0);
	assert_int_equal(rig.used_notices[Q], 0);
	assert_int_equal(rig.complaints, 1);
	assert_int_equal(vqs_device_queue_held(rig.device, Q), 0);
	rig_destroy(&rig);
}

/* The author's data is read from a copy of what was checked, not from the ring. */
static void test_changed_after_the_look(void **state)
{
	struct rig rig;
	uint8_t request[16], *lying;
	const struct lamp_set_level_readable *in;
	struct exchange *exchange;

	(void)state;
	rig_up(&rig);
	rig.hold = true;
	put(put(put(header(request, 1), 2, 40), 2, 0), 4, 250);
	exchange = rig_add(&rig, Q, request, 16, 8);
	lying = exchange->writable - 64; /* the readable half lies before it */
	assert_memory_equal(lying, request, 16);
	rig_kick(&rig, Q);
	memset(lying, 0xff, 16);
	memset(descriptors(&rig, Q), 0xff, 64 * 16);
	in = rig.held[0]->readable;
	assert_int_equal(in->level, 40);
	assert_string_equal(rig.held[0]->message->name, "set_level");
	author_answer(&rig, rig.held[0]);
	rig_reap(&rig, Q);
	assert_int_equal(exchange->used, 8);
	assert_int_equal(le(exchange->writable, 4), LAMP_OK);
	rig_destroy(&rig);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_harms),
		cmocka_unit_test(test_good_ones_first),
		cmocka_unit_test(test_held_of_a_broken_queue),
		cmocka_unit_test(test_changed_after_the_look),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
