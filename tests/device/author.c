/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What a lamp's author would write, with a few levers for the tests.
 */
#include "author.h"

static void ok(struct vqs_request *request)
{
	const struct lamp_status_writable out = { LAMP_OK };

	assert_int_equal(vqs_request_complete(request, &out), 0);
}

static void set_level(struct rig *rig, struct vqs_request *request)
{
	const struct lamp_set_level_readable *in = request->readable;

	rig->level = in->level;
	rig->fade_ms = in->fade_ms;
	ok(request);
}

static void get_level(struct rig *rig, struct vqs_request *request)
{
	const struct lamp_get_level_writable out = { LAMP_OK, rig->level };

	assert_int_equal(vqs_request_complete(request, &out), 0);
}

static void set_scene(struct rig *rig, struct vqs_request *request)
{
	const struct lamp_set_scene_readable *in = request->readable;

	for (unsigned int i = 0; i < in->count; i++) {
		uint8_t wire[8];

		vqs_span_read(&in->steps, i * 8, wire, 8);
		if (vqs_struct_decode(&lamp_step_struct, wire, &rig->scene[i], NULL)) {
			vqs_request_fail(request, LAMP_INVALID);
			return;
		}
	}
	rig->scene_count = in->count;
	rig->scene_flags = in->flags;
	ok(request);
}

/* In place: the steps are written where they belong in the driver's buffer. */
static void get_scene(struct rig *rig, struct vqs_request *request)
{
	struct lamp_get_scene_writable out = {
		.count = rig->scene_count,
		.flags = rig->scene_flags,
	};
	struct vqs_span room = vqs_request_part(request, 4);

	for (unsigned int i = 0; i < rig->scene_count; i++) {
		uint8_t wire[8];

		vqs_struct_encode(&lamp_step_struct, &rig->scene[i], wire, NULL);
		vqs_span_write(&room, i * 8, wire, 8);
	}
	out.steps = vqs_span_part(&room, 0, rig->scene_count * 8u);
	vqs_request_complete(request, &out);
}

static void write_store(struct rig *rig, struct vqs_request *request)
{
	const struct lamp_write_readable *in = request->readable;

	if (in->offset > sizeof(rig->store) ||
	    in->data.length > sizeof(rig->store) - in->offset) {
		vqs_request_fail(request, LAMP_INVALID);
		return;
	}
	vqs_span_read(&in->data, 0, rig->store + in->offset, in->data.length);
	ok(request);
}

static void read_store(struct rig *rig, struct vqs_request *request)
{
	const struct lamp_read_readable *in = request->readable;
	struct lamp_read_writable out = { LAMP_OK, vqs_request_part(request, 2) };

	out.data = vqs_span_part(&out.data, 0, 100);
	vqs_span_write(&out.data, 0, rig->store + in->offset % 2048, out.data.length);
	assert_int_equal(vqs_request_complete(request, &out), 0);
}

static void identify(struct rig *rig, struct vqs_request *request)
{
	const struct lamp_identify_writable out = {
		.body = { 0x1234, 0x1122334455667788, { 1, 2, 3 } },
		.firmware = { 1, 2, 0x303 },
		.grade = (uint8_t)rig->level, /* 0..5 are allowed */
	};

	vqs_request_complete(request, &out);
}

static void bulk_in(struct rig *rig, struct vqs_request *request)
{
	const struct lamp_bulk_readable *in = request->readable;
	struct lamp_bulk_in_writable out = { vqs_request_part(request, 0), LAMP_BULK_OK };

	if (in->sector > 4) {
		vqs_request_fail(request, LAMP_BULK_IOERR);
		return;
	}
	vqs_span_write(&out.data, 0, rig->store + in->sector * 512, out.data.length);
	assert_int_equal(vqs_request_complete(request, &out), 0);
}

static void bulk_out(struct rig *rig, struct vqs_request *request)
{
	const struct lamp_bulk_out_readable *in = request->readable;
	const struct lamp_bulk_status_writable out = { LAMP_BULK_OK };

	if (in->sector > 4 || in->data.length > 1024) {
		vqs_request_fail(request, LAMP_BULK_IOERR);
		return;
	}
	vqs_span_read(&in->data, 0, rig->store + in->sector * 512, in->data.length);
	assert_int_equal(vqs_request_complete(request, &out), 0);
}

static void bulk_flush(struct rig *rig, struct vqs_request *request)
{
	const struct lamp_bulk_status_writable out = { LAMP_BULK_OK };

	(void)rig;
	assert_int_equal(vqs_request_complete(request, &out), 0);
}

static void bulk_id(struct rig *rig, struct vqs_request *request)
{
	struct lamp_bulk_id_writable out = { .status = LAMP_BULK_OK };

	memcpy(out.id, rig->config.name, sizeof(rig->config.name));
	assert_int_equal(vqs_request_complete(request, &out), 0);
}

typedef void answer(struct rig *rig, struct vqs_request *request);

static answer *const request_answers[LAMP_REQUEST_MESSAGES] = {
	[LAMP_SET_LEVEL] = set_level, [LAMP_GET_LEVEL] = get_level,
	[LAMP_SET_SCENE] = set_scene, [LAMP_GET_SCENE] = get_scene,
	[LAMP_WRITE] = write_store,   [LAMP_READ] = read_store,
	[LAMP_IDENTIFY] = identify,
};

static answer *const bulk_answers[LAMP_BULK_MESSAGES] = {
	[LAMP_BULK_IN] = bulk_in,
	[LAMP_BULK_OUT] = bulk_out,
	[LAMP_BULK_FLUSH] = bulk_flush,
	[LAMP_BULK_ID] = bulk_id,
};

void author_answer(struct rig *rig, struct vqs_request *request)
{
	if (request->queue >= LAMP_QUEUE_BULK)
		bulk_answers[request->message - lamp_message(LAMP_FAMILY_BULK, 0)](
		        rig, request);
	else
		request_answers[request->message - lamp_message(LAMP_FAMILY_REQUEST, 0)](
		        rig, request);
}

static void handler(void *self, struct vqs_request *request)
{
	struct rig *rig = self;

	rig->handled++;
	assert_ptr_equal(request->device, rig->device);
	if (rig->give_up)
		vqs_device_needs_reset(rig->device);
	if (rig->hold)
		rig->held[rig->held_count++] = request;
	else
		author_answer(rig, request);
}

/* MIX has none, on purpose. */
static vqs_handler *const request_handlers[LAMP_REQUEST_MESSAGES] = {
	[LAMP_SET_LEVEL] = handler, [LAMP_GET_LEVEL] = handler,
	[LAMP_SET_SCENE] = handler, [LAMP_GET_SCENE] = handler,
	[LAMP_WRITE] = handler,     [LAMP_READ] = handler,
	[LAMP_IDENTIFY] = handler,
};

static vqs_handler *const bulk_handlers[LAMP_BULK_MESSAGES] = {
	handler,
	handler,
	handler,
	handler,
};

static vqs_handler *const *const handlers[LAMP_FAMILIES] = {
	[LAMP_FAMILY_REQUEST] = request_handlers,
	[LAMP_FAMILY_BULK] = bulk_handlers,
};

static int config_write(void *self, uint32_t field, const void *native)
{
	struct rig *rig = self;

	(void)native;
	rig->config_writes++;
	rig->last_field = field;
	return rig->refuse ? -1 : 0;
}

static void config_read(void *self, void *native)
{
	struct rig *rig = self;

	rig->config_reads++;
	((struct lamp_config *)native)->uptime = rig->config.uptime;
}

static void negotiated(void *self, const struct vqs_features *features)
{
	struct rig *rig = self;

	rig->negotiations++;
	assert_memory_equal(features, vqs_device_negotiated(rig->device),
	                    sizeof(*features));
}

static void started(void *self)
{
	((struct rig *)self)->starts++;
}

static void posted(void *self, uint16_t queue)
{
	assert_int_equal(queue, LAMP_QUEUE_EVENTS);
	((struct rig *)self)->posted_calls++;
}

static void reset(void *self)
{
	struct rig *rig = self;

	rig->resets++;
	rig->held_count = 0;
}

static void complaint(void *self, const char *text)
{
	struct rig *rig = self;

	rig->complaints++;
	snprintf(rig->complaint, sizeof(rig->complaint), "%s", text);
}

void author_class(struct vqs_device_class *class)
{
	*class = (struct vqs_device_class){
		.type = &lamp_type,
		.handlers = handlers,
		.config_write = config_write,
		.config_read = config_read,
		.negotiated = negotiated,
		.started = started,
		.posted = posted,
		.reset = reset,
		.complaint = complaint,
	};
}
