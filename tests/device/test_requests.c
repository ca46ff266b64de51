/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Requests: every kind of message, held and out of order, malformed ones.
 */
#include "author.h"

#include <errno.h>

static void test_simple_request(void **state)
{
	struct rig rig;
	uint8_t request[16];
	struct exchange *exchange;

	(void)state;
	rig_up(&rig);
	put(put(put(header(request, 1), 2, 40), 2, 0), 4, 250);
	exchange = rig_ask(&rig, LAMP_QUEUE_REQUESTS, request, sizeof(request), 8);
	assert_true(exchange->done);
	assert_int_equal(exchange->used, 8);
	assert_int_equal(le(exchange->writable, 4), LAMP_OK);
	assert_int_equal(le(exchange->writable + 4, 4), 0); /* reserved */
	assert_int_equal(rig.level, 40);
	assert_int_equal(rig.fade_ms, 250);

	exchange = rig_ask(&rig, LAMP_QUEUE_REQUESTS, request,
	                   header(request, 2) - request, 64);
	assert_int_equal(exchange->used, 10);
	assert_int_equal(le(exchange->writable + 8, 2), 40);
	assert_int_equal(exchange->writable[10], 0xee); /* nothing beyond */
	assert_int_equal(rig.complaints, 0);
	rig_destroy(&rig);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_simple_request),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
