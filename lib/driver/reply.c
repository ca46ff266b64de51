/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * From a used chain to a reply or an event. Nothing that the device wrote is
 * believed: not the length (a used length that ends inside a field is an
 * error), not the bytes (the codec judges its private copy of them).
 */
#include "internal.h"

#include <errno.h>
#include <string.h>

static int too_short(struct vqs_wire_error *error, uint32_t used)
{
	*error = (struct vqs_wire_error){ .problem = VQS_TOO_SHORT, .offset = used };
	return -EBADMSG;
}

/* What the device wrote, and what the codec has to know of it. */
struct written {
	const struct driver_queue *queue;
	const struct vqs_message *message;
	const struct vqs_half *half;
	const struct slot_half *at;
	uint32_t used;
	struct vqs_context context;
};

/* Whether fields of fixed length follow a part that takes all the room there is. */
static bool has_trailer(const struct written *written)
{
	const struct vqs_half *half = written->half;
	bool trailer = false;

	for (uint32_t i = half->field_count; i-- > 0;) {
		if (half->contextual &&
		    !vqs_field_there(&half->fields[i], written->context.negotiated))
			continue;
		if (half->fields[i].extent == VQS_REST)
			return trailer;
		trailer = true;
	}
	return false;
}

/*
 * Decodes the whole half. What is behind a REST part is at the end of the
 * buffer, wherever the device says that it stopped writing, so there every
 * byte must be used.
 */
static int decode_whole(const struct written *written, void *native,
                        struct vqs_wire_error *error)
{
	struct vqs_span from = { .segments = written->at->segments,
		                 .length = written->used };

	if (has_trailer(written) && written->used < written->at->length)
		return too_short(error, written->used);
	return driver_decode(written->queue, written->message, &written->context, &from,
	                     native, error);
}

/* The status of the reply, from a private copy of it. False: there is none. */
static bool read_status(const struct vqs_place *place, const struct slot_half *at,
                        uint32_t used, uint64_t *status)
{
	struct vqs_span span = { .segments = at->segments, .length = at->length };
	enum vqs_kind kind = (enum vqs_kind)place->kind;
	uint32_t size = vqs_scalar_size(kind), offset = place->offset;
	unsigned char bytes[8];

	if (!place->present || !place->writable || size > sizeof(bytes))
		return false;
	if (place->from_end) {
		if (used < at->length || offset > at->length)
			return false;
		offset = at->length - offset;
	}
	if (used < size || offset > used - size ||
	    vqs_span_read(&span, offset, bytes, size) != size)
		return false;
	*status = vqs_scalar_get(bytes, kind);
	return true;
}

/* Judges and stores a status alone, by the half's own field for it. */
static int store_status(const struct vqs_half *half, uint64_t status, void *native,
                        struct vqs_wire_error *error)
{
	for (uint32_t i = 0; i < half->field_count; i++) {
		struct vqs_field field = half->fields[i];
		unsigned char bytes[8];

		if (!(field.flags & VQS_STATUS) || field.kind == VQS_STRUCT)
			continue;
		field.offset = 0;
		vqs_scalar_put(bytes, (enum vqs_kind)field.kind, status);
		return vqs_field_decode(&field, bytes, native, error);
	}
	return 0;
}

/*
 * A request that failed has no body to tell of: where the status says so, a
 * reply that is too short, or has zeros in the body that no success could
 * have, is in order. All but the status reads as zero.
 */
static int decode_failure(const struct vqs_family *family,
                          const struct vqs_message *message,
                          const struct driver_slot *slot, uint32_t used, void *native)
{
	const struct vqs_half *half = &message->writable;
	struct vqs_wire_error error;
	uint64_t status;

	if (!read_status(&family->status, &slot->writable, used, &status) ||
	    status == message->ok)
		return -EBADMSG;
	memset(native, 0, half->memory);
	return store_status(half, status, native, &error);
}

/* Remembers what room the caller gave for bulk data, before decoding overwrites it. */
static void save_rooms(struct vqs_driver *driver, const struct vqs_half *half,
                       void *native)
{
	for (uint32_t i = 0; i < half->field_count; i++)
		if (driver_is_variable(&half->fields[i]))
			driver->rooms[i] = *driver_field_span(&half->fields[i], native);
}

/*
 * Brings the bulk data home: what is not in place is copied into the caller's
 * room. Each span is left as long as the device made it.
 */
static void fill_rooms(struct vqs_driver *driver, const struct written *written,
                       void *native)
{
	const struct vqs_half *half = written->half;
	uint32_t first = driver_first_variable(half, &written->context);

	for (uint32_t i = 0; i < half->field_count; i++) {
		struct vqs_span room, *got;

		if (!driver_is_variable(&half->fields[i]))
			continue;
		got = driver_field_span(&half->fields[i], native);
		room = driver->rooms[i];
		if (i != first || !written->at->direct)
			room.length = vqs_span_copy(&room, got);
		else if (got->length < room.length)
			room.length = got->length;
		*got = room;
	}
}

static void empty_rooms(struct vqs_driver *driver, const struct vqs_half *half,
                        void *native)
{
	memset(native, 0, half->memory);
	for (uint32_t i = 0; i < half->field_count; i++) {
		if (!driver_is_variable(&half->fields[i]))
			continue;
		driver->rooms[i].length = 0;
		*driver_field_span(&half->fields[i], native) = driver->rooms[i];
	}
}

void driver_reply(struct vqs_driver *driver, struct driver_slot *slot, uint32_t used)
{
	const struct vqs_family *family = slot->queue->type->family;
	struct vqs_call *call = slot->call;
	const struct vqs_half *half = &call->message->writable;
	const struct written written = {
		slot->queue, call->message,
		half,        &slot->writable,
		used,        driver_context(driver, call->message, slot->asked)
	};
	void *native = call->writable ? call->writable : driver->reply;

	if (native == driver->reply)
		memset(native, 0, half->memory);
	call->length = used;
	save_rooms(driver, half, native);
	call->result = decode_whole(&written, native, &call->error);
	if (!call->result) {
		fill_rooms(driver, &written, native);
		return;
	}
	call->result = decode_failure(family, call->message, slot, used, native);
	if (call->result)
		empty_rooms(driver, half, native);
	else
		fill_rooms(driver, &written, native);
}

/* Which message of the family a posted buffer was filled with. */
static const struct vqs_message *find_event(const struct vqs_family *family,
                                            const struct vqs_span *half,
                                            struct vqs_wire_error *error)
{
	if (!family->opcode.present)
		return &family->messages[0];
	return vqs_family_find(family, half, error);
}

const struct vqs_message *driver_event(struct vqs_driver *driver,
                                       struct driver_slot *slot, uint32_t used)
{
	const struct driver_queue *queue = slot->queue;
	struct vqs_span span = { .segments = slot->writable.segments, .length = used };
	struct vqs_wire_error error = { .problem = VQS_BAD_OPCODE };
	const struct vqs_message *message =
	        find_event(queue->type->family, &span, &error);
	int bad = -EBADMSG;

	if (message && vqs_condition_holds(message->condition, &driver->negotiated)) {
		const struct written written = {
			queue,           message, &message->writable,
			&slot->writable, used,    driver_context(driver, message, NULL)
		};

		memset(driver->event, 0, message->writable.memory);
		bad = decode_whole(&written, driver->event, &error);
	}
	if (!bad)
		return message;
	if (error.problem == VQS_BAD_RESERVED && error.field &&
	    error.field->flags & VQS_SKIP)
		return NULL;
	driver_break(driver, "queue %u (%s): a bad event of %u bytes: %s%s%s",
	             queue->index, queue->type->name, used,
	             vqs_problem_text(error.problem), error.field ? ": " : "",
	             error.field ? error.field->name : "");
	return NULL;
}
