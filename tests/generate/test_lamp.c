/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * A generated device and a generated driver of the lamp, in one process: what
 * an author of each writes, and that they understand each other.
 */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <vqsmith/loopback.h>

#include "lamp_device.h"
#include "lamp_driver.h"

struct lamp {
	struct vqs_device *device;
	struct vqs_request *held; /* a scene that is not over */
	uint16_t level;
	uint32_t hold_ms; /* of all steps together */
};

/* ---- The device: what its author writes ------------------------------------ */

void lamp_set_level(struct lamp *lamp, struct vqs_request *request,
                    const struct lamp_set_level *asked)
{
	if (asked->level > lamp_config(lamp->device)->max_level) {
		lamp_refuse(request, LAMP_STATUS_INVALID);
		return;
	}
	lamp->level = asked->level;
	lamp_set_level_done(request);
}

void lamp_get_level(struct lamp *lamp, struct vqs_request *request)
{
	const struct lamp_get_level_reply reply = { .level = lamp->level };

	lamp_get_level_done(request, &reply);
}

void lamp_play_scene(struct lamp *lamp, struct vqs_request *request,
                     const struct lamp_play_scene *asked)
{
	struct lamp_step step;

	for (uint32_t i = 0; i < asked->step_count; i++) {
		assert_int_equal(lamp_play_scene_get_steps(asked, i, &step), 0);
		lamp->level = step.level;
		lamp->hold_ms += step.hold_ms;
	}
	assert_int_equal(lamp_play_scene_get_steps(asked, asked->step_count, &step),
	                 -ERANGE);
	lamp->held = request; /* it is done later */
}

void lamp_describe(struct lamp *lamp, struct vqs_request *request)
{
	static const char text[] = "A lamp in a test.";
	struct vqs_span room = lamp_describe_text(request);
	struct lamp_describe_reply reply = { .status = LAMP_STATUS_OK };
	uint32_t written = vqs_span_write(&room, 0, text, sizeof(text) - 1);

	(void)lamp;
	reply.text = vqs_span_part(&room, 0, written);
	lamp_describe_done(request, &reply);
}

static void forget(void *self)
{
	struct lamp *lamp = self;

	lamp->held = NULL;
}

static const struct vqs_device_class lamp_class = {
	.type = &lamp_type,
	.handlers = lamp_handlers,
	.reset = forget,
};

/* ---- The driver: what a program that uses it writes ------------------------- */

struct heard {
	unsigned int events, changes;
	struct lamp_event event;
};

static void hear_event(void *self, const struct lamp_event *event)
{
	struct heard *heard = self;

	heard->events++;
	heard->event = *event;
}

static void hear_change(void *self)
{
	struct heard *heard = self;

	heard->changes++;
}

static const struct lamp_driver_events events = {
	.event = hear_event,
	.config_changed = hear_change,
};

struct both {
	struct lamp lamp;
	struct lamp_driver driver;
	struct heard heard;
};

static int set_up(void **state)
{
	static struct both both;
	const struct lamp_config config = {
		.max_level = 100,
		.range_mm = 3000,
		.serial = "L-7",
	};
	struct vqs_driver_transport *transport;

	memset(&both, 0, sizeof(both));
	assert_int_equal(vqs_device_create(&both.lamp.device, &lamp_class, &both.lamp,
	                                   &config, NULL),
	                 0);
	assert_int_equal(vqs_loopback_create(&transport, both.lamp.device), 0);
	assert_int_equal(
	        lamp_driver_init(&both.driver, transport, NULL, &events, &both.heard), 0);
	*state = &both;
	return 0;
}

static int tear_down(void **state)
{
	struct both *both = *state;

	lamp_driver_fini(&both->driver);
	vqs_device_destroy(both->lamp.device);
	return 0;
}

/* ---- Tests ------------------------------------------------------------------- */

static void test_level(void **state)
{
	struct both *both = *state;
	const struct lamp_set_level dim = { .level = 40 }, bright = { .level = 101 };
	struct lamp_set_level_reply set;
	struct lamp_get_level_reply get;

	assert_int_equal(lamp_call_set_level(&both->driver, &dim, &set), 0);
	assert_int_equal(set.status, LAMP_STATUS_OK);
	assert_int_equal(lamp_call_set_level(&both->driver, &bright, &set), 0);
	assert_int_equal(set.status, LAMP_STATUS_INVALID);
	assert_int_equal(lamp_call_get_level(&both->driver, &get), 0);
	assert_int_equal(get.status, LAMP_STATUS_OK);
	assert_int_equal(get.level, 40);
}

static void note_end(struct vqs_call *call)
{
	*(bool *)call->context = true;
}

static void test_scene_is_done_later(void **state)
{
	struct both *both = *state;
	uint8_t steps[16] = { 0 };
	const struct lamp_step first = { .level = 9, .hold_ms = 1000 };
	const struct lamp_step last = { .level = 70, .hold_ms = 500 };
	const struct lamp_step wrong = { .hold_ms = 3600001 };
	const struct vqs_segment segment = { steps, sizeof(steps) };
	const struct lamp_play_scene scene = {
		.step_count = 2,
		.steps = { .segments = &segment, .length = sizeof(steps) },
	};
	struct lamp_play_scene_reply reply = { .status = 99 };
	bool ended = false;
	struct vqs_call call = { .done = note_end, .context = &ended };

	assert_int_equal(lamp_play_scene_put_steps(&scene, 0, &first), 0);
	assert_int_equal(lamp_play_scene_put_steps(&scene, 1, &last), 0);
	assert_int_equal(lamp_play_scene_put_steps(&scene, 1, &wrong), -EINVAL);
	assert_int_equal(lamp_play_scene_put_steps(&scene, 2, &last), -ERANGE);
	assert_int_equal(lamp_start_play_scene(&both->driver, &call, &scene, &reply), 0);
	while (!both->lamp.held)
		assert_true(vqs_driver_wait(both->driver.driver, 1000) >= 0);
	assert_false(ended);
	assert_int_equal(both->lamp.level, 70);
	assert_int_equal(both->lamp.hold_ms, 1500);
	assert_int_equal(lamp_play_scene_done(both->lamp.held), 0);
	while (!ended)
		assert_true(vqs_driver_wait(both->driver.driver, 1000) >= 0);
	assert_int_equal(call.result, 0);
	assert_int_equal(reply.status, LAMP_STATUS_OK);
}

static void test_text(void **state)
{
	struct both *both = *state;
	char text[32] = "";
	const struct vqs_segment segment = { text, sizeof(text) };
	struct lamp_describe_reply reply = {
		.text = { .segments = &segment, .length = sizeof(text) },
	};

	assert_int_equal(lamp_call_describe(&both->driver, &reply), 0);
	assert_int_equal(reply.status, LAMP_STATUS_OK);
	assert_int_equal(reply.text.length, 17);
	assert_string_equal(text, "A lamp in a test.");
}

static void test_event(void **state)
{
	struct both *both = *state;
	const struct lamp_event event = { .when_ns = 1u << 20, .distance_mm = 812 };

	assert_true(lamp_driver_has(&both->driver, LAMP_F_MOTION));
	assert_int_equal(lamp_send_event(both->lamp.device, &event), 0);
	while (both->heard.events == 0)
		assert_true(vqs_driver_wait(both->driver.driver, 1000) > 0);
	assert_int_equal(both->heard.event.when_ns, 1u << 20);
	assert_int_equal(both->heard.event.distance_mm, 812);
}

static void test_config(void **state)
{
	struct both *both = *state;
	struct lamp_config config;

	assert_int_equal(lamp_driver_config(&both->driver, &config), 0);
	assert_int_equal(config.max_level, 100);
	assert_int_equal(config.range_mm, 3000);
	assert_string_equal((const char *)config.serial, "L-7");
	lamp_config(both->lamp.device)->max_level = 60;
	assert_int_equal(vqs_device_config_changed(both->lamp.device), 0);
	while (both->heard.changes == 0)
		assert_true(vqs_driver_wait(both->driver.driver, 1000) >= 0);
	assert_int_equal(lamp_driver_config(&both->driver, &config), 0);
	assert_int_equal(config.max_level, 60);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_level, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_scene_is_done_later, set_up,
		                                tear_down),
		cmocka_unit_test_setup_teardown(test_text, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_event, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_config, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
