/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A device whose author wrote the handlers of a plain disk alone: the requests of
 * features, even if they are offered, are answered as unsupported.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <vqsmith/loopback.h>

#include "blk_device.h"
#include "blk_driver.h"

struct blk {
	unsigned int discarded;
};

void blk_in(struct blk *blk, struct vqs_request *request, const struct blk_in *asked)
{
	(void)blk;
	(void)asked;
	blk_refuse(request, BLK_S_IOERR);
}

void blk_out(struct blk *blk, struct vqs_request *request, const struct blk_out *asked)
{
	(void)blk;
	(void)asked;
	blk_refuse(request, BLK_S_IOERR);
}

void blk_get_id(struct blk *blk, struct vqs_request *request,
                const struct blk_get_id *asked)
{
	(void)blk;
	(void)asked;
	blk_refuse(request, BLK_S_IOERR);
}

void blk_discard(struct blk *blk, struct vqs_request *request,
                 const struct blk_discard *asked)
{
	(void)asked;
	blk->discarded++;
	blk_discard_done(request);
}

static void test_left_out(void **state)
{
	static const struct vqs_device_class class = {
		.type = &blk_type,
		.handlers = blk_handlers,
	};
	const struct blk_config config = { .capacity = 8, .num_queues = 1 };
	const struct blk_discard nothing = { .sector = 0 };
	const struct blk_flush flush = { .sector = 0 };
	struct vqs_driver_transport *transport;
	struct blk_discard_reply discarded;
	struct blk_flush_reply flushed;
	struct vqs_device *device;
	struct blk_driver driver;
	struct blk blk = { 0 };

	(void)state;
	assert_int_equal(vqs_device_create(&device, &class, &blk, &config, NULL), 0);
	assert_int_equal(vqs_loopback_create(&transport, device), 0);
	assert_int_equal(blk_driver_init(&driver, transport, NULL, NULL, NULL), 0);
	assert_int_equal(blk_call_discard(&driver, 0, &nothing, &discarded), 0);
	assert_int_equal(discarded.status, BLK_S_OK);
	assert_int_equal(blk.discarded, 1);
	assert_int_equal(blk_call_flush(&driver, 0, &flush, &flushed), 0);
	assert_int_equal(flushed.status, BLK_S_UNSUPP);
	blk_driver_fini(&driver);
	vqs_device_destroy(device);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
