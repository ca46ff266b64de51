/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The end of the generated header: what the character device of the generated
 * Linux driver takes and gives (ioctls.h).
 */
#include "header.h"

#include <inttypes.h>
#include <stdlib.h>

#include "emit.h"
#include "ioctls.h"

/* A type that Linux's list of ioctl numbers gives to nobody. */
#define IOCTL_TYPE "0xB9"

static const char *cpu_type(enum vqs_kind kind)
{
	static const char *const types[] = { "__u8",  "__u16", "__u32", "__u64",
		                             "__u16", "__u32", "__u64" };

	return types[kind];
}

static void emit_value(FILE *out, const struct model *model,
                       const struct ioctl_member *member)
{
	const struct field *field = member->field;

	if (field->kind == VQS_STRUCT)
		fprintf(out, "\tstruct virtio_%s %s",
		        struct_name(model, field->structure).text, member->name.text);
	else
		fprintf(out, "\t%s %s", cpu_type(field->kind), member->name.text);
	if (field->extent == VQS_ARRAY)
		fprintf(out, "[%" PRIu32 "]", field->elements);
	fputs(";\n", out);
}

static void emit_member(FILE *out, const struct model *model,
                        const struct ioctl_member *member)
{
	const char *name = member->name.text;

	switch (member->kind) {
	case IOCTL_VALUE:
		if (*summary_of(&member->field->label))
			emit_comment(out, 1, "%s", summary_of(&member->field->label));
		emit_value(out, model, member);
		break;
	case IOCTL_ADDRESS:
		if (member->field->kind == VQS_STRUCT)
			emit_comment(out, 1, "address of: struct virtio_%s[]",
			             struct_name(model, member->field->structure).text);
		else if (member->field->addresses)
			emit_comment(out, 1,
			             "address of: %s[]; the device is told of a "
			             "copy of the driver's",
			             linux_type(member->field->kind));
		else
			emit_comment(out, 1, "address of: %s[]",
			             linux_type(member->field->kind));
		fprintf(out, "\t__u64 %s;\n", name);
		break;
	case IOCTL_LENGTH:
		fprintf(out, "\t__u32 %s;\n", name);
		break;
	case IOCTL_HOLE:
		fprintf(out, "\t__u8 %s[%" PRIu32 "];\n", name, member->size);
		break;
	}
}

static void emit_members(FILE *out, const struct model *model,
                         const struct ioctl_struct *ioctl, const char *about_reply)
{
	bool reply = false;

	for (unsigned int i = 0; i < ioctl->count; i++) {
		const struct ioctl_member *member = &ioctl->members[i];

		if (member->writable && !reply && about_reply)
			emit_comment(out, 1, "%s", about_reply);
		reply |= member->writable;
		emit_member(out, model, member);
	}
}

static void emit_request(FILE *out, const struct model *model,
                         const struct ioctl_struct *ioctl)
{
	fputc('\n', out);
	emit_comment(out, 0, "%s", summary_of(&ioctl->message->label));
	fprintf(out, "struct %s {\n", ioctl->name.text);
	emit_members(out, model, ioctl, "the reply:");
	fprintf(out, "};\n\n#define %s \\\n\t_IOWR(%s_IOC_MAGIC, %u, struct %s)\n",
	        ioctl->constant.text, name_upper("virtio_%s", model->label.name).text,
	        ioctl->number, ioctl->name.text);
}

static void emit_event(FILE *out, const struct model *model,
                       const struct ioctl_struct *event)
{
	fputc('\n', out);
	emit_comment(out, 0, "%s", summary_of(&event->message->label));
	fprintf(out, "#define %s\t%u\n\nstruct %s {\n", event->constant.text,
	        event->number, event->name.text);
	fprintf(out, "\tstruct virtio_%s_read hdr;\n", model->label.name);
	emit_members(out, model, event, NULL);
	fputs("};\n", out);
}

static void emit_events(FILE *out, const struct model *model, const struct ioctls *ioctls)
{
	fputc('\n', out);
	emit_comment(
	        out, 0, "%s",
	        "read() gives one event, or as many as fit. Each starts with this; the "
	        "next one is `length` bytes on, a multiple of 8. Parts of variable "
	        "length stand behind an event's structure, in its order. Each open "
	        "file has its own events; where a slow reader has lost its oldest "
	        "ones, read() says ENOBUFS once.");
	fprintf(out, "struct virtio_%s_read {\n\t__u32 type;\n\t__u32 length;\n};\n",
	        model->label.name);
	for (unsigned int i = 0; i < ioctls->event_count; i++)
		emit_event(out, model, &ioctls->events[i]);
}

void emit_ioctls(FILE *out, const struct model *model)
{
	struct ioctls *ioctls = ioctls_make(model);

	if (ioctls && ioctls->request_count + ioctls->event_count > 0) {
		fputc('\n', out);
		emit_comment(
		        out, 0, "%s",
		        "The character device of the Linux driver. Members are in the "
		        "byte order of the CPU; structures and what stands at an "
		        "address are as the device has them. A length is in bytes; of a "
		        "reply it is the room that there is, and then what came. "
		        "Padding is zero.");
		fprintf(out, "#define %s_IOC_MAGIC\t%s\n",
		        name_upper("virtio_%s", model->label.name).text, IOCTL_TYPE);
		for (unsigned int i = 0; i < ioctls->request_count; i++)
			emit_request(out, model, &ioctls->requests[i]);
		if (ioctls->event_count)
			emit_events(out, model, ioctls);
	}
	ioctls_destroy(ioctls);
}
