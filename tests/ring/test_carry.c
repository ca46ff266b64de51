/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A device end that goes on elsewhere: what is carried is judged like what a driver says.
 * That sound ones go on is shown by test_random.c.
 */
#include "pair.h"

#include <errno.h>
#include <string.h>

#define SIZE 8

/* Three chains taken, of which the one in the middle is given back. */
static void hold_two(struct pair *pair, struct vqs_chain chains[3],
                     struct vqs_ring_state *state)
{
	const struct vqs_buffer buffers[2] = { { PAIR_LOW, 4 }, { PAIR_HIGH, 8 } };
	struct vqs_used used;

	pair_start(pair, &(struct pair_options){ .size = SIZE });
	for (unsigned int i = 0; i < 3; i++)
		assert_int_equal(vqs_driver_ring_add(&pair->driver, buffers, 1, 1, pair),
		                 0);
	vqs_driver_ring_publish(&pair->driver);
	assert_int_equal(vqs_device_ring_take(&pair->device, chains, 3, pair->segments,
	                                      PAIR_SEGMENTS),
	                 3);
	used = (struct vqs_used){ chains[1].id, chains[1].slots, 0 };
	assert_int_equal(vqs_device_ring_give(&pair->device, &used, 1), 0);
	vqs_device_ring_save(&pair->device, state);
	assert_int_equal(state->held, 2);
}

static int restart(struct pair *pair, const struct vqs_ring_state *state)
{
	struct vqs_ring ring = pair->ring;
	int error;

	ring.position = state->position;
	error = vqs_device_ring_init(&pair->device, &ring, &pair->memory,
	                             &pair->remembered);
	return error ? error : vqs_device_ring_restore(&pair->device, state);
}

static void states_that_are_none(void **state)
{
	struct vqs_ring_state good, bad;
	struct vqs_chain chains[3];
	struct pair pair;

	(void)state;
	hold_two(&pair, chains, &good);
	assert_int_equal(restart(&pair, &good), 0);
	bad = good;
	bad.held = pair_packed() ? 5 : 1; /* packed: 4 entries */
	assert_int_equal(restart(&pair, &bad), -EINVAL);
	bad.held = 0;
	assert_int_equal(restart(&pair, &bad), -EINVAL);
	bad = good;
	if (pair_packed()) {
		bad.position = (good.position & 0xffff8000) | SIZE;
		assert_int_equal(restart(&pair, &bad), -EINVAL);
		/* the used place ahead of the available one */
		bad.position = good.position << 16 | good.position >> 16;
	} else {
		bad.used = (uint16_t)(good.used + 1);
		assert_int_equal(restart(&pair, &bad), -EINVAL);
		bad.used = (uint16_t)(good.used - SIZE);
	}
	assert_int_equal(restart(&pair, &bad), -EINVAL);
	/* of another position than the ring was started at */
	assert_int_equal(restart(&pair, &good), 0);
	if (!pair_packed()) {
		bad = good;
		bad.position++;
		assert_int_equal(vqs_device_ring_restore(&pair.device, &bad), -EINVAL);
	}
	pair_stop(&pair);
}

static int put_back(struct pair *pair, const struct vqs_carried_chain *carried,
                    size_t room)
{
	struct vqs_chain chain;

	return vqs_device_ring_restore_chain(&pair->device, carried, &chain,
	                                     pair->segments, room);
}

static void chains_that_are_none(void **state)
{
	struct vqs_buffer buffers[2] = { { PAIR_LOW, 4 }, { PAIR_HIGH, 8 } };
	struct vqs_carried_chain good, bad;
	struct vqs_ring_state at;
	struct vqs_chain chains[3];
	struct pair pair;

	(void)state;
	hold_two(&pair, chains, &at);
	good = (struct vqs_carried_chain){ chains[0].id, chains[0].slots, 1, 1, buffers };
	assert_int_equal(restart(&pair, &at), 0);
	bad = good;
	bad.id = SIZE;
	assert_int_equal(put_back(&pair, &bad, 8), -EINVAL);
	bad.id = 65535;
	assert_int_equal(put_back(&pair, &bad, 8), -EINVAL);
	for (uint16_t slots = 0; slots < 12; slots++) {
		bad = good;
		bad.slots = slots;
		/* packed: what remains has to do for the other one */
		if (slots != good.slots && (!pair_packed() || slots == 0 || slots > 3))
			assert_int_equal(put_back(&pair, &bad, 8), -EINVAL);
	}
	bad = good;
	buffers[1].address = 1;
	assert_int_equal(put_back(&pair, &bad, 8), -EINVAL);
	buffers[1] = (struct vqs_buffer){ UINT64_MAX - 2, 8 };
	assert_int_equal(put_back(&pair, &bad, 8), -EINVAL);
	buffers[1] = (struct vqs_buffer){ PAIR_HIGH, PAIR_REGION_SIZE + 1 };
	assert_int_equal(put_back(&pair, &bad, 8), -EINVAL);
	buffers[1] = (struct vqs_buffer){ PAIR_HIGH, 8 };
	bad.readable = bad.writable = 0;
	assert_int_equal(put_back(&pair, &bad, 8), -EINVAL);
	bad.readable = UINT32_MAX;
	bad.writable = 2;
	assert_int_equal(put_back(&pair, &bad, 8), -EINVAL);
	assert_int_equal(put_back(&pair, &good, 1), -ENOSPC);
	assert_int_equal(vqs_device_ring_held(&pair.device), 0);
	/* none of it has changed anything */
	assert_int_equal(put_back(&pair, &good, 8), 2);
	assert_int_equal(put_back(&pair, &good, 8), -EINVAL);
	good.id = chains[2].id;
	good.slots = (uint16_t)(chains[2].slots + 1);
	assert_int_equal(put_back(&pair, &good, 8), -EINVAL);
	good.slots = chains[2].slots;
	assert_int_equal(put_back(&pair, &good, 8), 2);
	good.id = chains[1].id;
	assert_int_equal(put_back(&pair, &good, 8), -EINVAL); /* it held no more */
	assert_int_equal(vqs_device_ring_held(&pair.device), 2);
	pair_stop(&pair);
}

/* A device end that took nothing over has nothing to restore. */
static void nothing_to_restore(void **state)
{
	struct vqs_buffer buffer = { PAIR_LOW, 4 };
	const struct vqs_carried_chain chain = { 0, 1, 1, 0, &buffer };
	struct pair pair;

	(void)state;
	pair_start(&pair, &(struct pair_options){ .size = SIZE });
	assert_int_equal(put_back(&pair, &chain, 8), -EINVAL);
	pair_stop(&pair);
}

/* Memory that the queue does not have cannot be carried, nor what has no room. */
static void saving_fails(void **state)
{
	struct vqs_buffer buffers[2];
	struct vqs_ring_state at;
	struct vqs_chain chains[3];
	struct vqs_segment segments[2];
	struct vqs_chain chain;
	struct pair pair;

	(void)state;
	hold_two(&pair, chains, &at);
	assert_int_equal(vqs_device_ring_save_chain(&pair.device, &chains[0], buffers, 1),
	                 -ENOSPC);
	assert_int_equal(vqs_device_ring_save_chain(&pair.device, &chains[0], buffers, 2),
	                 2);
	assert_true(buffers[0].address == PAIR_LOW && buffers[0].length == 4);
	assert_true(buffers[1].address == PAIR_HIGH && buffers[1].length == 8);
	memcpy(segments, chains[0].segments, sizeof(segments));
	chain = chains[0];
	chain.segments = segments;
	segments[1].base = buffers;
	assert_int_equal(vqs_device_ring_save_chain(&pair.device, &chain, buffers, 2),
	                 -EINVAL);
	pair_stop(&pair);
}

/* Back over what was taken last, and only that. */
static void newest_goes_back(void **state)
{
	struct vqs_chain chains[3], again;
	struct vqs_ring_state at;
	struct vqs_used used;
	struct pair pair;

	(void)state;
	hold_two(&pair, chains, &at);
	used = (struct vqs_used){ chains[0].id, chains[0].slots, 0 };
	assert_false(vqs_device_ring_untake(&pair.device, &used));
	assert_int_equal(vqs_device_ring_newest(&pair.device), chains[2].id);
	used = (struct vqs_used){ chains[2].id, chains[2].slots, 0 };
	assert_true(vqs_device_ring_untake(&pair.device, &used));
	assert_int_equal(vqs_device_ring_held(&pair.device), 1);
	/* before it lies one that is done */
	assert_int_equal(vqs_device_ring_newest(&pair.device), -1);
	assert_int_equal(vqs_device_ring_take(&pair.device, &again, 1, pair.segments, 8),
	                 1);
	assert_int_equal(again.id, chains[2].id);
	pair_stop(&pair);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest both[] = {
		cmocka_unit_test(states_that_are_none),
		cmocka_unit_test(chains_that_are_none),
		cmocka_unit_test(nothing_to_restore),
		cmocka_unit_test(saving_fails),
		cmocka_unit_test(newest_goes_back),
	};

	return pair_run(argc, argv, both, PAIR_COUNT(both), NULL, 0);
}
