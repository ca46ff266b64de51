/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Families: which message a chain carries.
 */
#include "internal.h"
#include "plan.h"

const struct vqs_message *family_message(const struct vqs_family *family, uint64_t opcode)
{
	uint32_t low = 0, high = family->message_count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		const struct vqs_message *message = &family->messages[middle];

		if (message->opcode == opcode)
			return message;
		if (message->opcode < opcode)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

bool vqs_place_at(const struct vqs_place *place, uint32_t length, uint32_t *at)
{
	uint32_t size = kind_size((enum vqs_kind)place->kind);

	if (!place->present || place->offset > length)
		return false;
	*at = place->from_end ? length - place->offset : place->offset;
	return length - *at >= size;
}

static bool place_get(const struct vqs_place *place, const struct vqs_span *half,
                      uint64_t *value, struct vqs_wire_error *error)
{
	struct cursor cursor = cursor_over(half);
	uint32_t at;

	if (!vqs_place_at(place, half->length, &at)) {
		wire_problem(error, VQS_TOO_SHORT, NULL, place->offset, half->length);
		return false;
	}
	cursor_skip(&cursor, at);
	*value = cursor_get(&cursor, (enum vqs_kind)place->kind);
	if (place->mask)
		*value &= place->mask;
	return true;
}

const struct vqs_message *vqs_family_find(const struct vqs_family *family,
                                          const struct vqs_span *half,
                                          struct vqs_wire_error *error)
{
	const struct vqs_place *place = &family->opcode;
	const struct vqs_message *message;
	uint64_t opcode, class = 0;

	if (!place->present)
		return family->messages;
	if (!place_get(place, half, &opcode, error))
		return NULL;
	if (family->opcode_class.present) {
		if (!place_get(&family->opcode_class, half, &class, error))
			return NULL;
		opcode = VQS_CLASS_OPCODE(class, opcode);
	}
	message = family_message(family, opcode);
	if (!message)
		wire_problem(error, VQS_BAD_OPCODE, NULL, place->offset, opcode);
	return message;
}
