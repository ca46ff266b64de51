/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Lays out what the character device of a generated Linux driver takes and
 * gives.
 */
#include "ioctls.h"

#include <stdlib.h>
#include <string.h>

#include "wire_parts.h"

static bool name_taken(const struct ioctl_struct *to, const char *name)
{
	if (to->event && strcmp(name, "hdr") == 0)
		return true;
	for (unsigned int i = 0; i < to->count; i++)
		if (strcmp(to->members[i].name.text, name) == 0)
			return true;
	return false;
}

/* A name that no other member has: a reply's field may be called as a request's. */
static struct name member_name(const struct ioctl_struct *to, const char *name,
                               bool writable)
{
	struct name free_name = name_of("%s", name);

	if (writable && name_taken(to, free_name.text))
		free_name = name_of("reply_%s", name);
	for (unsigned int i = 2; name_taken(to, free_name.text); i++)
		free_name = name_of("%s%u", name, i);
	return free_name;
}

static void member_put(struct ioctl_struct *to, struct ioctl_member member)
{
	member.offset = to->size;
	to->members[to->count++] = member;
	to->size += member.size;
}

static void hole_put(struct ioctl_struct *to, uint32_t alignment)
{
	uint32_t over = to->size % alignment;
	struct ioctl_member hole = {
		.kind = IOCTL_HOLE,
		.size = alignment - over,
		.name = member_name(to, "__pad", false),
	};

	if (over)
		member_put(to, hole);
}

/* To a multiple of 8 bytes, and not empty: C has no empty structure. */
static void struct_end(struct ioctl_struct *to)
{
	struct ioctl_member empty = { .kind = IOCTL_HOLE,
		                      .size = 8,
		                      .name = name_of("__pad") };

	if (to->size == 0)
		member_put(to, empty);
	hole_put(to, 8);
}

static void value_put(struct ioctl_struct *to, const struct field *field, bool writable)
{
	hole_put(to, c_alignment(field));
	member_put(to, (struct ioctl_member){
	                       .kind = IOCTL_VALUE,
	                       .field = field,
	                       .writable = writable,
	                       .size = field->size,
	                       .name = member_name(to, field->label.name, writable),
	               });
}

/* In an event the data follows the structure: only its length stands in it. */
static void part_put(struct ioctl_struct *to, const struct field *field, bool writable,
                     bool event)
{
	struct name name = member_name(to, field->label.name, writable);
	struct ioctl_member member = { .field = field, .writable = writable };

	if (!event) {
		hole_put(to, 8);
		member.kind = IOCTL_ADDRESS;
		member.size = 8;
		member.name = name;
		member_put(to, member);
	}
	hole_put(to, 4);
	member.kind = IOCTL_LENGTH;
	member.size = 4;
	member.name = member_name(to, name_of("%s_length", name.text).text, writable);
	member_put(to, member);
}

static void half_put(struct ioctl_struct *to, const struct half *half, bool writable,
                     bool event)
{
	for (unsigned int i = 0; i < half->fields.count; i++) {
		const struct field *field = &half->fields.fields[i];

		if (!native_has(field))
			continue;
		if (field->extent == VQS_COUNTED || field->extent == VQS_REST)
			part_put(to, field, writable, event);
		else
			value_put(to, field, writable);
	}
}

static bool members_alloc(struct ioctl_struct *to)
{
	const struct message *message = to->message;
	size_t fields = message->readable.fields.count + message->writable.fields.count;

	/* A field makes at most an address, a length and two holes; one hole ends it. */
	to->members = calloc(4 * fields + 1, sizeof(*to->members));
	return to->members != NULL;
}

static bool request_make(const struct model *model, struct ioctl_struct *to)
{
	struct name name = name_message(model, to->message);

	to->name = name_of("virtio_%s_ioc_%s", model->label.name, name.text);
	to->constant = name_upper("virtio_%s_ioc_%s", model->label.name, name.text);
	if (!members_alloc(to))
		return false;
	half_put(to, &to->message->readable, false, false);
	half_put(to, &to->message->writable, true, false);
	struct_end(to);
	return true;
}

static bool event_make(const struct model *model, struct ioctl_struct *to)
{
	struct name name = name_message(model, to->message);

	to->name = name_of("virtio_%s_read_%s", model->label.name, name.text);
	to->constant = name_upper("virtio_%s_read_%s", model->label.name, name.text);
	if (!members_alloc(to))
		return false;
	to->event = true;
	to->size = IOCTL_EVENT_HEAD;
	half_put(to, &to->message->writable, true, true);
	struct_end(to);
	return true;
}

/* Ioctls are numbered by opcode where opcodes are small and tell them apart, so that a
   message that is added later leaves the others' numbers alone. */
static bool numbers_from_opcodes(const struct model *model)
{
	unsigned int families = 0;

	for (unsigned int f = 0; f < model->family_count; f++) {
		const struct family *family = &model->families[f];

		if (!family_used(model, family, false))
			continue;
		families++;
		for (unsigned int m = 0; m < family->count; m++)
			if (!family->has_opcode || message_number(&family->messages[m]) > 255)
				return false;
	}
	return families == 1;
}

static bool make_all(const struct model *model, struct ioctls *ioctls)
{
	bool from_opcodes = numbers_from_opcodes(model);

	for (unsigned int f = 0; f < model->family_count; f++) {
		const struct family *family = &model->families[f];

		for (unsigned int m = 0; m < family->count; m++) {
			const struct message *message = &family->messages[m];
			struct ioctl_struct *to;

			if (family_used(model, family, false)) {
				to = &ioctls->requests[ioctls->request_count++];
				to->message = message;
				to->number = from_opcodes
				                     ? (unsigned int)message->opcode.value
				                     : ioctls->request_count;
				if (!request_make(model, to))
					return false;
			}
			if (family_used(model, family, true)) {
				to = &ioctls->events[ioctls->event_count++];
				to->message = message;
				to->number = ioctls->event_count;
				if (!event_make(model, to))
					return false;
			}
		}
	}
	return true;
}

struct ioctls *ioctls_make(const struct model *model)
{
	struct ioctls *ioctls = calloc(1, sizeof(*ioctls));
	size_t messages = 1;

	if (!ioctls)
		return NULL;
	for (unsigned int i = 0; i < model->family_count; i++)
		messages += model->families[i].count;
	ioctls->requests = calloc(messages, sizeof(*ioctls->requests));
	ioctls->events = calloc(messages, sizeof(*ioctls->events));
	if (ioctls->requests && ioctls->events && make_all(model, ioctls))
		return ioctls;
	ioctls_destroy(ioctls);
	return NULL;
}

void ioctls_destroy(struct ioctls *ioctls)
{
	if (!ioctls)
		return;
	for (unsigned int i = 0; i < ioctls->request_count; i++)
		free(ioctls->requests[i].members);
	for (unsigned int i = 0; i < ioctls->event_count; i++)
		free(ioctls->events[i].members);
	free(ioctls->requests);
	free(ioctls->events);
	free(ioctls);
}
