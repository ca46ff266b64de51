/* SPDX-License-Identifier: BSD-3-Clause */
/* The lamp's author and the driver's listener (lamp.h). */
#include "lamp.h"

#include <errno.h>
#include <stdio.h>

const struct lamp_config lamp_fresh = {
	.max_level = 1000,
	.model = LAMP_MODEL_INDOOR,
	.night_level = 10,
	.range_mm = 5000,
	.faults = 0x07,
	.bulk_queues = 3,
	.name = "porch",
	.uptime = UINT64_C(0x123456789abc),
};

/* ---- Handlers -------------------------------------------------------------- */

static void answer_set_level(struct lamp *lamp, struct vqs_request *request)
{
	const struct lamp_set_level_readable *in = request->readable;
	const struct lamp_status_writable out = { LAMP_OK };

	lamp->level = in->level;
	vqs_request_complete(request, &out);
}

static void answer_get_level(struct lamp *lamp, struct vqs_request *request)
{
	const struct lamp_get_level_writable out = { LAMP_OK, lamp->level };

	vqs_request_complete(request, &out);
}

static void answer_set_scene(struct lamp *lamp, struct vqs_request *request)
{
	const struct lamp_set_scene_readable *in = request->readable;
	const struct lamp_status_writable out = { LAMP_OK };

	for (unsigned int i = 0; i < in->count; i++) {
		uint8_t wire[8];

		vqs_span_read(&in->steps, i * 8, wire, 8);
		assert_int_equal(
		        vqs_struct_decode(&lamp_step_struct, wire, &lamp->scene[i], NULL),
		        0);
	}
	lamp->scene_count = in->count;
	vqs_request_complete(request, &out);
}

static void answer_get_scene(struct lamp *lamp, struct vqs_request *request)
{
	struct lamp_get_scene_writable out = { .count = lamp->scene_count };
	uint8_t wire[8 * LAMP_SCENE_MOST];
	struct vqs_segment segment = { wire, 8u * lamp->scene_count };

	for (unsigned int i = 0; i < lamp->scene_count; i++)
		vqs_struct_encode(&lamp_step_struct, &lamp->scene[i], wire + i * 8, NULL);
	out.steps = (struct vqs_span){ &segment, 0, segment.length };
	vqs_request_complete(request, &out);
}

static void answer_write(struct lamp *lamp, struct vqs_request *request)
{
	const struct lamp_write_readable *in = request->readable;
	const struct lamp_status_writable out = { LAMP_OK };
	struct vqs_span data = in->data;
	struct vqs_segment piece;

	if (in->offset > LAMP_STORE || data.length > LAMP_STORE - in->offset) {
		vqs_request_fail(request, LAMP_INVALID);
		return;
	}
	vqs_span_read(&data, 0, lamp->store + in->offset, data.length);
	lamp->seen = vqs_span_next(&data, &piece) ? piece.base : NULL;
	vqs_request_complete(request, &out);
}

/* Answers with what the store has, however much room there is. */
static void answer_read(struct lamp *lamp, struct vqs_request *request)
{
	const struct lamp_read_readable *in = request->readable;
	struct vqs_span room = vqs_request_part(request, 2);
	struct lamp_read_writable out = { .status = LAMP_OK };
	struct vqs_segment piece;

	if (in->offset > LAMP_STORE) {
		vqs_request_fail(request, LAMP_INVALID);
		return;
	}
	out.data = vqs_span_part(&room, 0, LAMP_STORE - in->offset);
	vqs_span_write(&out.data, 0, lamp->store + in->offset, out.data.length);
	lamp->seen = vqs_span_next(&room, &piece) ? piece.base : NULL;
	vqs_request_complete(request, &out);
}

static void answer_identify(struct lamp *lamp, struct vqs_request *request)
{
	const struct lamp_identify_writable out = {
		.body = { 0x1234, UINT64_C(0x1122334455667788), { 1, 2, 3 } },
		.bulbs = { { 0x5678, 9, { 4, 5, 6 } }, { 0x9abc, 10, { 7, 8, 9 } } },
		.firmware = { 6, 12, 7 },
		.grade = 5,
	};

	(void)lamp;
	vqs_request_complete(request, &out);
}

static void answer_bulk_in(struct lamp *lamp, struct vqs_request *request)
{
	const struct lamp_bulk_readable *in = request->readable;
	struct lamp_bulk_in_writable out = { vqs_request_part(request, 0), LAMP_BULK_OK };
	struct vqs_span data = out.data;
	struct vqs_segment piece;

	if (in->sector > LAMP_STORE / 512 ||
	    data.length > LAMP_STORE - in->sector * 512) {
		vqs_request_fail(request, LAMP_BULK_IOERR);
		return;
	}
	vqs_span_write(&data, 0, lamp->store + in->sector * 512, data.length);
	lamp->seen = vqs_span_next(&data, &piece) ? piece.base : NULL;
	vqs_request_complete(request, &out);
}

static void answer_bulk_out(struct lamp *lamp, struct vqs_request *request)
{
	const struct lamp_bulk_out_readable *in = request->readable;
	const struct lamp_bulk_status_writable out = { LAMP_BULK_OK };

	if (in->sector > LAMP_STORE / 512 ||
	    in->data.length > LAMP_STORE - in->sector * 512) {
		vqs_request_fail(request, LAMP_BULK_IOERR);
		return;
	}
	vqs_span_read(&in->data, 0, lamp->store + in->sector * 512, in->data.length);
	vqs_request_complete(request, &out);
}

static void answer_bulk_flush(struct lamp *lamp, struct vqs_request *request)
{
	const struct lamp_bulk_status_writable out = { LAMP_BULK_OK };

	(void)lamp;
	vqs_request_complete(request, &out);
}

static void answer_bulk_id(struct lamp *lamp, struct vqs_request *request)
{
	struct lamp_bulk_id_writable out = { .status = LAMP_BULK_OK };

	(void)lamp;
	memcpy(out.id, "a lamp", sizeof("a lamp"));
	vqs_request_complete(request, &out);
}

typedef void answer(struct lamp *lamp, struct vqs_request *request);

static answer *const request_answers[LAMP_REQUEST_MESSAGES] = {
	[LAMP_SET_LEVEL] = answer_set_level, [LAMP_GET_LEVEL] = answer_get_level,
	[LAMP_SET_SCENE] = answer_set_scene, [LAMP_GET_SCENE] = answer_get_scene,
	[LAMP_WRITE] = answer_write,         [LAMP_READ] = answer_read,
	[LAMP_IDENTIFY] = answer_identify,
};

static answer *const bulk_answers[LAMP_BULK_MESSAGES] = {
	[LAMP_BULK_IN] = answer_bulk_in,
	[LAMP_BULK_OUT] = answer_bulk_out,
	[LAMP_BULK_FLUSH] = answer_bulk_flush,
	[LAMP_BULK_ID] = answer_bulk_id,
};

static void answer_request(struct lamp *lamp, struct vqs_request *request)
{
	const struct vqs_message *requests = lamp_message(LAMP_FAMILY_REQUEST, 0);
	const struct vqs_message *bulk = lamp_message(LAMP_FAMILY_BULK, 0);

	if (lamp->fail)
		vqs_request_fail(request, lamp->fail);
	else if (request->queue < LAMP_QUEUE_BULK)
		request_answers[request->message - requests](lamp, request);
	else
		bulk_answers[request->message - bulk](lamp, request);
}

static void handle(void *self, struct vqs_request *request)
{
	struct lamp *lamp = self;

	lamp->handled++;
	if (!lamp->hold) {
		answer_request(lamp, request);
		return;
	}
	assert_true(lamp->held_count < LAMP_HELD);
	lamp->held[lamp->held_count++] = request;
}

/* MIX has no handler. */
static vqs_handler *const request_handlers[LAMP_REQUEST_MESSAGES] = {
	[LAMP_SET_LEVEL] = handle, [LAMP_GET_LEVEL] = handle, [LAMP_SET_SCENE] = handle,
	[LAMP_GET_SCENE] = handle, [LAMP_WRITE] = handle,     [LAMP_READ] = handle,
	[LAMP_IDENTIFY] = handle,
};

static vqs_handler *const bulk_handlers[LAMP_BULK_MESSAGES] = { handle, handle, handle,
	                                                        handle };

static vqs_handler *const *const handlers[LAMP_FAMILIES] = {
	[LAMP_FAMILY_REQUEST] = request_handlers,
	[LAMP_FAMILY_BULK] = bulk_handlers,
};

static void forget(void *self)
{
	struct lamp *lamp = self;

	lamp->held_count = 0;
	lamp->resets++;
}

static void complain(void *self, const char *text)
{
	struct lamp *lamp = self;

	lamp->complaints++;
	snprintf(lamp->complaint, sizeof(lamp->complaint), "%s", text);
}

/* ---- The lamp -------------------------------------------------------------- */

void lamp_create_as(struct lamp *lamp, const struct vqs_type *type,
                    const struct vqs_features *withhold)
{
	struct vqs_device_options options = { .queue_size = 0 };

	memset(lamp, 0, sizeof(*lamp));
	if (withhold) {
		options.withhold = *withhold;
		options.withhold_ring = *withhold;
	}
	vqs_features_add(&options.withhold, LAMP_F_OLD);
	lamp->class = (struct vqs_device_class){
		.type = type,
		.handlers = handlers,
		.reset = forget,
		.complaint = complain,
	};
	assert_int_equal(vqs_device_create(&lamp->device, &lamp->class, lamp, &lamp_fresh,
	                                   &options),
	                 0);
}

void lamp_create(struct lamp *lamp, const struct vqs_features *withhold)
{
	lamp_create_as(lamp, &lamp_type, withhold);
}

void lamp_destroy(struct lamp *lamp)
{
	vqs_device_destroy(lamp->device);
}

void lamp_answer(struct lamp *lamp, unsigned int index)
{
	struct vqs_request *request = lamp->held[index];

	assert_true(index < lamp->held_count);
	lamp->held[index] = lamp->held[--lamp->held_count];
	answer_request(lamp, request);
}

void lamp_answer_all(struct lamp *lamp)
{
	vqs_device_begin(lamp->device);
	while (lamp->held_count)
		lamp_answer(lamp, lamp->held_count / 2);
	vqs_device_end(lamp->device);
}

int lamp_move(struct lamp *lamp, uint16_t distance)
{
	const struct lamp_motion_writable motion = { .zone = 3,
		                                     .when_ns = 99,
		                                     .distance_mm = distance };

	return vqs_device_send(lamp->device, LAMP_QUEUE_EVENTS,
	                       lamp_message(LAMP_FAMILY_EVENT, LAMP_MOTION), &motion);
}

/* ---- The driver ------------------------------------------------------------ */

static void hear_motion(struct listener *listener,
                        const struct lamp_motion_writable *motion)
{
	assert_int_equal(motion->zone, 3);
	assert_int_equal(motion->when_ns, 99);
	listener->motions++;
	listener->distance = motion->distance_mm;
	listener->distance_sum += motion->distance_mm;
	if (listener->on_motion)
		listener->on_motion(listener);
}

static void hear_burst(struct listener *listener, const struct lamp_burst_writable *burst)
{
	listener->bursts++;
	assert_int_equal(burst->distances.length, burst->count * 4);
	for (uint32_t i = 0; i < burst->count; i++) {
		uint8_t wire[4];

		vqs_span_read(&burst->distances, i * 4, wire, 4);
		listener->burst_sum += (uint32_t)vqs_scalar_get(wire, VQS_LE32);
	}
}

static void hear_note(struct listener *listener, const struct lamp_note_writable *note)
{
	listener->notes++;
	listener->note_length =
	        vqs_span_read(&note->text, 0, listener->note, sizeof(listener->note));
}

static void hear(void *self, uint16_t queue, const struct vqs_message *message,
                 const void *writable)
{
	struct listener *listener = self;

	assert_int_equal(queue, LAMP_QUEUE_EVENTS);
	if (message == lamp_message(LAMP_FAMILY_EVENT, LAMP_MOTION))
		hear_motion(listener, writable);
	else if (message == lamp_message(LAMP_FAMILY_EVENT, LAMP_BURST))
		hear_burst(listener, writable);
	else
		hear_note(listener, writable);
}

static void hear_config(void *self)
{
	((struct listener *)self)->config_changes++;
}

static void hear_broken(void *self, const char *why)
{
	struct listener *listener = self;

	listener->broken++;
	snprintf(listener->why, sizeof(listener->why), "%s", why);
}

const struct vqs_driver_events listener_events = { hear, hear_config, hear_broken };

void set_level(struct vqs_driver *driver, uint16_t level)
{
	const struct lamp_set_level_readable in = { .cookie = 1, .level = level };
	struct lamp_status_writable out = { 77 };
	struct vqs_call call = { .message = lamp_message(LAMP_FAMILY_REQUEST,
		                                         LAMP_SET_LEVEL),
		                 .readable = &in,
		                 .writable = &out };

	assert_int_equal(vqs_driver_call(driver, LAMP_QUEUE_REQUESTS, &call, 10000), 0);
	assert_int_equal(out.status, LAMP_OK);
}

uint16_t get_level(struct vqs_driver *driver)
{
	struct lamp_get_level_writable out = { .status = 77 };
	struct vqs_call call = { .message = lamp_message(LAMP_FAMILY_REQUEST,
		                                         LAMP_GET_LEVEL),
		                 .writable = &out };

	assert_int_equal(vqs_driver_call(driver, LAMP_QUEUE_REQUESTS, &call, 10000), 0);
	assert_int_equal(out.status, LAMP_OK);
	return out.level;
}

/* ---- Odd sizes ------------------------------------------------------------- */

void lamp_make_any_size(struct lamp_of_any_size *it)
{
	assert_int_equal(lamp_type.queue_count,
	                 sizeof(it->queues) / sizeof(it->queues[0]));
	it->type = lamp_type;
	memcpy(it->queues, lamp_type.queues, sizeof(it->queues));
	it->queues[0].size = VQS_QUEUE_SIZE_MAX;
	it->type.queues = it->queues;
}

struct flight {
	struct vqs_call call;
	struct lamp_get_level_writable out;
};

static void landed(struct vqs_call *call)
{
	++*(unsigned int *)call->context;
}

static void fly(struct vqs_driver *driver, struct flight *flights, unsigned int count)
{
	unsigned int down = 0;

	vqs_driver_begin(driver);
	for (unsigned int i = 0; i < count; i++) {
		flights[i] = (struct flight){ .call = {
			                              .message = lamp_message(
			                                      LAMP_FAMILY_REQUEST,
			                                      LAMP_GET_LEVEL),
			                              .writable = &flights[i].out,
			                              .done = landed,
			                              .context = &down,
			                      } };
		assert_int_equal(
		        vqs_driver_submit(driver, LAMP_QUEUE_REQUESTS, &flights[i].call),
		        0);
	}
	vqs_driver_end(driver);
	while (down < count)
		assert_true(vqs_driver_wait(driver, 10000) > 0);
	for (unsigned int i = 0; i < count; i++) {
		assert_int_equal(flights[i].call.result, 0);
		assert_int_equal(flights[i].out.level, count % 1000);
	}
}

static void try_size(struct vqs_driver *driver, uint16_t size)
{
	const unsigned int most = size / 2u; /* a call takes up to two entries */
	struct flight *flights = calloc(most, sizeof(*flights));

	assert_non_null(flights);
	assert_int_equal(vqs_driver_queue_size(driver, LAMP_QUEUE_REQUESTS), size);
	for (unsigned int round = 0; round < 5 + 300u / size; round++) {
		const unsigned int count = most - round % (most / 2 + 1);

		set_level(driver, (uint16_t)(count % 1000));
		fly(driver, flights, count);
	}
	free(flights);
}

void lamp_try_odd_sizes(struct vqs_driver *driver, bool packed)
{
	static const uint16_t sizes[] = { 7, 3, 100, 32767, 13, 32768 };

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		const bool fits = packed || (sizes[i] & (sizes[i] - 1)) == 0;

		assert_int_equal(vqs_driver_queue_reset(driver, LAMP_QUEUE_REQUESTS), 0);
		assert_int_equal(
		        vqs_driver_queue_enable(driver, LAMP_QUEUE_REQUESTS, sizes[i]),
		        fits ? 0 : -EINVAL);
		if (fits)
			try_size(driver, sizes[i]);
		else
			assert_int_equal(
			        vqs_driver_queue_enable(driver, LAMP_QUEUE_REQUESTS, 0),
			        0);
	}
	assert_null(vqs_driver_fault(driver));
}

/* ---- All tests ------------------------------------------------------------- */

int lamp_run(const struct CMUnitTest *tests, size_t count, struct vqs_features *withheld)
{
	int failed = 0;

	for (unsigned int i = 0; i < 4; i++) {
		*withheld = (struct vqs_features){ { 0 } };
		if (!(i & 1)) {
			vqs_features_add(withheld, VQS_F_INDIRECT_DESC);
			vqs_features_add(withheld, VQS_F_EVENT_IDX);
		}
		if (!(i & 2))
			vqs_features_add(withheld, VQS_F_RING_PACKED);
		printf("# %s, %s\n", i & 2 ? "packed" : "split",
		       i & 1 ? "indirect, event index" : "plain");
		failed += _cmocka_run_group_tests("tests", tests, count, NULL, NULL);
	}
	return failed;
}
