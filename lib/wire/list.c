/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Lists of items that each start with a head, which tells what the item is and
 * how long. The head of an item is copied once; what follows it is read when the
 * item is decoded, and once then.
 *
 * Every step moves on by a head at least, and never over the end: a hostile list
 * ends, in as many steps as it has room for heads.
 */
#include <errno.h>
#include <string.h>

#include "internal.h"

void vqs_items_init(struct vqs_items *items, const struct vqs_list *list,
                    const struct vqs_span *span)
{
	*items = (struct vqs_items){ .list = list, .span = *span };
}

static uint64_t type_of(const struct vqs_list *list, const uint8_t *head)
{
	uint64_t number;

	if (!list->type)
		return 0;
	number = vqs_scalar_get(head + list->type->offset,
	                        (enum vqs_kind)list->type->kind);
	return list->range ? vqs_bits_get(list->range, number) : number;
}

static void put_type(const struct vqs_list *list, uint8_t *head, uint64_t value)
{
	enum vqs_kind kind;
	uint8_t *at;

	if (!list->type)
		return;
	kind = (enum vqs_kind)list->type->kind;
	at = head + list->type->offset;
	if (list->range)
		value = vqs_bits_put(list->range, vqs_scalar_get(at, kind), value);
	vqs_scalar_put(at, kind, value);
}

/* What the head says of its own values does not hold: then the item is ignored. */
static bool is_good(const struct vqs_list *list, uint8_t *head)
{
	struct vqs_segment segment = { head, list->head->size };
	struct vqs_span span = { &segment, 0, list->head->size };
	struct cursor from = cursor_over(&span);
	uint64_t native[VQS_HEAD_MOST / sizeof(uint64_t) + 1];

	for (uint32_t i = 0; i < list->head->field_count; i++) {
		struct vqs_field field = list->head->fields[i];

		cursor_skip(&from, field.offset - from.at);
		if (field.memory != VQS_NOWHERE)
			field.memory = 0;
		if (fixed_decode(&from, &field, some_context(NULL), native, NULL))
			return false;
	}
	return true;
}

static const struct vqs_item_type *find_type(const struct vqs_list *list, uint64_t value)
{
	for (uint32_t i = 0; i < list->count; i++)
		if (!list->type || list->items[i].value == value)
			return &list->items[i];
	return NULL;
}

/* The list is not as described: nothing of it is looked at any more. */
static int broken(struct vqs_items *items, struct vqs_wire_error *error,
                  enum vqs_problem problem, uint64_t value)
{
	wire_problem(error, problem, items->list->length, items->at, value);
	items->at = items->span.length;
	return -EBADMSG;
}

/* Bytes behind the head of an item; the head is `items->at`. */
static int body_length(struct vqs_items *items, const uint8_t *head, uint64_t *length,
                       struct vqs_wire_error *error)
{
	const struct vqs_list *list = items->list;
	uint32_t left = items->span.length - items->at - list->head->size;
	uint64_t said = vqs_scalar_get(head + list->length->offset,
	                               (enum vqs_kind)list->length->kind);

	*length = said;
	if (list->includes_head) {
		if (said < list->head->size)
			return broken(items, error, VQS_BAD_COUNT, said);
		*length = said - list->head->size;
	}
	if (*length > left || (list->align > 1 && said % list->align))
		return broken(items, error, VQS_BAD_COUNT, said);
	return 0;
}

int vqs_items_next(struct vqs_items *items, struct vqs_item *item,
                   struct vqs_wire_error *error)
{
	const struct vqs_list *list = items->list;
	uint32_t size = list->head->size, left = items->span.length - items->at;
	uint64_t length;
	int result;

	if (left == 0 || (left < size && list->ends)) {
		items->at = items->span.length;
		return 0;
	}
	if (left < size)
		return broken(items, error, VQS_TOO_SHORT, left);
	vqs_span_read(&items->span, items->at, item->head, size);
	item->value = type_of(list, item->head);
	if (list->ends && item->value == list->end) {
		items->at = items->span.length;
		return 0;
	}
	result = body_length(items, item->head, &length, error);
	if (result)
		return result;
	item->type = is_good(list, item->head) ? find_type(list, item->value) : NULL;
	item->body = vqs_span_part(&items->span, items->at + size, (uint32_t)length);
	items->at += size + (uint32_t)length;
	return 1;
}

int vqs_item_head(const struct vqs_list *list, const struct vqs_item *item, void *native,
                  struct vqs_wire_error *error)
{
	return vqs_struct_decode(list->head, item->head, native, error);
}

/* ---- Items ----------------------------------------------------------------- */

/* Bytes of an item of fixed length behind its head. */
static uint32_t fixed_bytes(const struct vqs_list *list, const struct vqs_item_type *type)
{
	uint32_t size = (uint32_t)field_size(&type->field);

	return type->whole ? size - list->head->size : size;
}

/* A structure that starts with the head, which was copied. */
static int whole_decode(const struct vqs_list *list, const struct vqs_item *item,
                        struct cursor *from, void *native, struct vqs_wire_error *error)
{
	const struct vqs_struct *type = item->type->field.structure;
	uint8_t *at = native;

	if (type->fields->memory != VQS_NOWHERE &&
	    vqs_item_head(list, item, at + type->fields->memory, error))
		return -EBADMSG;
	for (uint32_t i = 1; i < type->field_count; i++) {
		const struct vqs_field *field = &type->fields[i];

		cursor_skip(from, field->offset - list->head->size - from->at);
		if (fixed_decode(from, field, some_context(NULL), native, error))
			return -EBADMSG;
	}
	return 0;
}

int vqs_item_decode(const struct vqs_list *list, const struct vqs_item *item,
                    void *native, struct vqs_wire_error *error)
{
	const struct vqs_field *field = &item->type->field;
	struct cursor from = cursor_over(&item->body);

	if (field->extent == VQS_REST) {
		if (item->body.length % field_unit(field)) {
			wire_problem(error, VQS_BAD_COUNT, field, 0, item->body.length);
			return -EBADMSG;
		}
		*(struct vqs_span *)native = item->body;
		return 0;
	}
	if (item->body.length < fixed_bytes(list, item->type)) {
		wire_problem(error, VQS_TOO_SHORT, field, 0, item->body.length);
		return -EBADMSG;
	}
	if (item->type->whole)
		return whole_decode(list, item, &from, native, error);
	return fixed_decode(&from, field, some_context(NULL), native, error) ? -EBADMSG
	                                                                     : 0;
}

/* ---- Writing --------------------------------------------------------------- */

/* A field of the head; its type and length are not the author's to set. */
static int head_field(const struct vqs_list *list, const struct vqs_field *field,
                      const uint8_t *native, uint8_t *head)
{
	if (field == list->length || field->memory == VQS_NOWHERE)
		return 0;
	if (field != list->type)
		return vqs_field_encode(field, native, head, NULL);
	if (field->bits)
		vqs_scalar_put(head + field->offset, (enum vqs_kind)field->kind,
		               vqs_native_get(native + field->memory,
		                              (enum vqs_kind)field->kind) &
		                       ~(field->bits->ignored | field->bits->strict));
	return 0;
}

static int head_encode(const struct vqs_list *list, const struct vqs_item_type *type,
                       const void *native, uint64_t body, uint8_t *head)
{
	const struct vqs_field *length = list->length;
	uint64_t said = body + (list->includes_head ? list->head->size : 0);
	unsigned int bits = 8 * kind_size((enum vqs_kind)length->kind);

	if (bits < 64 && said >> bits)
		return -EINVAL;
	memset(head, 0, list->head->size);
	for (uint32_t i = 0; native && i < list->head->field_count; i++)
		if (head_field(list, &list->head->fields[i], native, head))
			return -EINVAL;
	put_type(list, head, type->value);
	vqs_scalar_put(head + length->offset, (enum vqs_kind)length->kind, said);
	return 0;
}

/* Of a whole structure the head was written. */
static enum vqs_problem body_encode(const struct vqs_list *list,
                                    const struct vqs_item_type *type, const void *native,
                                    struct cursor *to, struct vqs_wire_error *error)
{
	const struct vqs_struct *structure = type->field.structure;
	const struct vqs_span *span = native;
	struct cursor from;

	if (type->field.extent == VQS_REST) {
		from = cursor_over(span);
		cursor_copy(to, &from, span->length);
		return VQS_FINE;
	}
	if (!type->whole)
		return fixed_encode(to, &type->field, some_context(NULL), native, error);
	for (uint32_t i = 1; i < structure->field_count; i++) {
		const struct vqs_field *field = &structure->fields[i];
		enum vqs_problem problem;

		cursor_clear(to, field->offset - list->head->size - to->at);
		problem = fixed_encode(to, field, some_context(NULL), native, error);
		if (problem)
			return problem;
	}
	return VQS_FINE;
}

/* Bytes of the item behind its head, before what `align` adds. */
static uint64_t native_bytes(const struct vqs_list *list,
                             const struct vqs_item_type *type, const void *native)
{
	if (type->field.extent == VQS_REST)
		return ((const struct vqs_span *)native)->length;
	return fixed_bytes(list, type);
}

/* What `align` rounds up is the length as it is written. */
static uint64_t aligned(const struct vqs_list *list, uint64_t bytes)
{
	uint64_t head = list->includes_head ? list->head->size : 0;

	if (list->align < 2)
		return bytes;
	return (bytes + head + list->align - 1) / list->align * list->align - head;
}

/* Of a whole structure the other fields of the head are its own. */
static const void *head_of(const struct vqs_item_type *type, const void *head,
                           const void *native)
{
	const struct vqs_field *first;

	if (!type->whole)
		return head;
	first = type->field.structure->fields;
	if (first->memory == VQS_NOWHERE)
		return NULL;
	return (const uint8_t *)native + first->memory;
}

int vqs_items_add(struct vqs_items *items, const struct vqs_item_type *type,
                  const void *head, const void *native, struct vqs_wire_error *error)
{
	const struct vqs_list *list = items->list;
	uint64_t bytes = native_bytes(list, type, native), body = aligned(list, bytes);
	uint32_t left = items->span.length - items->at, size = list->head->size;
	uint8_t wire[VQS_HEAD_MOST];
	struct vqs_span span;
	struct cursor to;

	if (body > UINT32_MAX || body + size > left)
		return -EMSGSIZE;
	if (head_encode(list, type, head_of(type, head, native), body, wire)) {
		wire_problem(error, VQS_BAD_VALUE, list->length, 0, body);
		return -EINVAL;
	}
	span = vqs_span_part(&items->span, items->at + size, (uint32_t)body);
	to = cursor_over(&span);
	if (body_encode(list, type, native, &to, error))
		return -EINVAL;
	cursor_clear(&to, to.left);
	vqs_span_write(&items->span, items->at, wire, size);
	items->at += size + (uint32_t)body;
	return 0;
}

void vqs_items_end(struct vqs_items *items)
{
	const struct vqs_list *list = items->list;
	uint32_t left = items->span.length - items->at;
	uint8_t wire[VQS_HEAD_MOST] = { 0 };

	vqs_span_clear(&items->span, items->at, left);
	if (list->ends && left >= list->head->size) {
		put_type(list, wire, list->end);
		vqs_span_write(&items->span, items->at, wire, list->head->size);
	}
}
