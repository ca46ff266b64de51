/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `linux`: the ioctls, one function a request. Each copies its argument into
 * the readable half, sends it, and copies what came back out of the writable
 * half, after judging it.
 */
#include "linux.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "header.h"
#include "wire_parts.h"

/* The half that is being written about. */
struct side {
	const struct ioctl_struct *ioctl;
	const struct message *message;
	const struct half *half;
	bool writable;
	bool walks; /* a running pointer is needed */
};

static struct side side_of(const struct linux_driver *driver,
                           const struct ioctl_struct *ioctl, bool writable)
{
	const struct message *message = ioctl->message;
	struct side side = {
		.ioctl = ioctl,
		.message = message,
		.half = writable ? &message->writable : &message->readable,
		.writable = writable,
	};
	struct wire_part part = { 0 };

	while (wire_part_next(driver->model, message, writable, &part))
		side.walks |= part.index > 0 || (part.tail && !part.flexible);
	return side;
}

/* req, req2, ...; resp, resp2, ... */
static struct name pointer_name(const struct side *side, const struct wire_part *part)
{
	const char *base = side->writable ? "resp" : "req";

	if (part->index == 0)
		return name_of("%s", base);
	return name_of("%s%u", base, part->index + 1);
}

static const struct ioctl_member *member_of(const struct ioctl_struct *ioctl,
                                            const struct field *field,
                                            enum ioctl_kind kind)
{
	for (unsigned int i = 0; i < ioctl->count; i++)
		if (ioctl->members[i].field == field && ioctl->members[i].kind == kind)
			return &ioctl->members[i];
	return NULL;
}

static uint32_t element_size(const struct field *field)
{
	return field->size ? field->size : 1;
}

/* A constant expression: the most bytes of a part of variable length. */
static struct name tail_limit(const struct field *field)
{
	if (field->most.given && field->most.value <= 65536 / element_size(field))
		return name_of("%" PRIu64, field->most.value * element_size(field));
	return name_of("VIRTIO_^_BULK");
}

/* How many elements a counted part has, by the argument. */
static struct name tail_count(const struct side *side, const struct field *field)
{
	const struct field *counter = &side->half->fields.fields[field->count.counter];
	const struct ioctl_member *member = member_of(side->ioctl, counter, IOCTL_VALUE);
	const char *name = member ? member->name.text : counter->label.name;
	unsigned int factor = field->count.factor ? field->count.factor : 1;

	if (factor == 1 && field->count.addend == 0)
		return name_of("arg->%s", name);
	if (factor == 1)
		return name_of("arg->%s + %" PRId32 "ULL", name, field->count.addend);
	return name_of("arg->%s * %uULL + %" PRId32, name, factor, field->count.addend);
}

/* ---- Judging the argument ------------------------------------------------- */

static void say_range(const struct linux_driver *driver,
                      const struct ioctl_member *member, const char *otherwise)
{
	const struct field *field = member->field;

	if (field->min.given && field->min.value > 0)
		sayf(driver, "\tif (arg->%s < %" PRIu64 ")\n\t\t%s;\n", member->name.text,
		     field->min.value, otherwise);
	if (field->max.given)
		sayf(driver, "\tif (arg->%s > %" PRIu64 "%s)\n\t\t%s;\n",
		     member->name.text, field->max.value,
		     field->max.value > UINT32_MAX ? "ULL" : "", otherwise);
}

static void say_named(const struct linux_driver *driver,
                      const struct ioctl_member *member)
{
	const struct values *values = member->field->values;
	uint64_t mask = 0;

	if (!values || values->open || values->count == 0)
		return;
	if (values->flags) {
		for (unsigned int i = 0; i < values->count; i++)
			mask |= values->values[i].number;
		sayf(driver, "\tif (arg->%s & ~0x%" PRIx64 "ULL)\n\t\treturn -EINVAL;\n",
		     member->name.text, mask);
		return;
	}
	sayf(driver, "\tswitch (arg->%s) {\n", member->name.text);
	for (unsigned int i = 0; i < values->count; i++)
		sayf(driver, "\tcase %s:\n",
		     name_upper("VIRTIO_%s_%s_%s", driver->model->label.name,
		                values->label.name, values->values[i].label.name)
		             .text);
	say(driver, "\t\tbreak;\n\tdefault:\n\t\treturn -EINVAL;\n\t}\n");
}

static void say_tail_check(const struct linux_driver *driver,
                           const struct ioctl_struct *ioctl,
                           const struct ioctl_member *length)
{
	struct side side = side_of(driver, ioctl, false);
	const struct field *field = length->field;
	uint32_t size = element_size(field);

	sayf(driver, "\tif (arg->%s > %s", length->name.text, tail_limit(field).text);
	if (size > 1)
		sayf(driver, " || arg->%s %% %" PRIu32, length->name.text, size);
	say(driver, ")\n\t\treturn -EINVAL;\n");
	if (field->extent == VQS_COUNTED && size > 1)
		sayf(driver, "\tif (arg->%s / %" PRIu32 " != %s)\n\t\treturn -EINVAL;\n",
		     length->name.text, size, tail_count(&side, field).text);
	else if (field->extent == VQS_COUNTED)
		sayf(driver, "\tif (arg->%s != %s)\n\t\treturn -EINVAL;\n",
		     length->name.text, tail_count(&side, field).text);
}

static void say_member_check(const struct linux_driver *driver,
                             const struct ioctl_struct *ioctl,
                             const struct ioctl_member *member)
{
	if (member->kind == IOCTL_HOLE) {
		sayf(driver,
		     "\tif (memchr_inv(arg->%s, 0, sizeof(arg->%s)))\n\t\treturn "
		     "-EINVAL;\n",
		     member->name.text, member->name.text);
	} else if (!member->writable && member->kind == IOCTL_LENGTH) {
		say_tail_check(driver, ioctl, member);
	} else if (!member->writable && member->kind == IOCTL_VALUE &&
	           member->field->kind != VQS_STRUCT &&
	           member->field->extent == VQS_ONE) {
		say_range(driver, member, "return -EINVAL");
		say_named(driver, member);
	}
}

/* There is one: only what a queue carries is an ioctl. */
static const struct queue *queue_of(const struct model *model, const struct family *family)
{
	const struct queue *queue = model->queues;

	while (queue->family != family || queue->posted)
		queue++;
	return queue;
}

static void say_condition(const struct linux_driver *driver,
                          const struct condition *condition)
{
	struct name vdev = name_of("%s->vdev", driver->variable.text);
	char *expression;

	if (condition->count == 0)
		return;
	expression = linux_condition(driver, condition, vdev.text, true);
	sayf(driver, "\tif (%s)\n\t\treturn -EOPNOTSUPP;\n", expression);
	free(expression);
}

static void say_checks(const struct linux_driver *driver,
                       const struct ioctl_struct *ioctl)
{
	const struct message *message = ioctl->message;

	say_condition(driver, &queue_of(driver->model, message->family)->condition);
	say_condition(driver, &message->condition);
	for (unsigned int i = 0; i < ioctl->count; i++)
		say_member_check(driver, ioctl, &ioctl->members[i]);
}

/* ---- Declarations and lengths ---------------------------------------------- */

static void say_pointers(const struct linux_driver *driver, const struct side *side)
{
	struct wire_part part = { 0 };

	while (wire_part_next(driver->model, side->message, side->writable, &part))
		if (part.count)
			sayf(driver, "\tstruct %s *%s;\n", part.name.text,
			     pointer_name(side, &part).text);
}

static void say_rooms(const struct linux_driver *driver, const struct ioctl_struct *ioctl)
{
	for (unsigned int i = 0; i < ioctl->count; i++) {
		const struct ioctl_member *member = &ioctl->members[i];

		if (member->kind == IOCTL_LENGTH && member->writable)
			sayf(driver, "\tu32 %s_room = min_t(u32, arg->%s, %s);\n",
			     member->field->label.name, member->name.text,
			     tail_limit(member->field).text);
	}
}

/* The lengths of a reply say what came, which is nothing so far. */
static void say_rooms_taken(const struct linux_driver *driver,
                            const struct ioctl_struct *ioctl)
{
	for (unsigned int i = 0; i < ioctl->count; i++)
		if (ioctl->members[i].kind == IOCTL_LENGTH && ioctl->members[i].writable)
			sayf(driver, "\targ->%s = 0;\n", ioctl->members[i].name.text);
}

static struct name tail_length(const struct side *side, const struct field *field)
{
	if (side->writable)
		return name_of("%s_room", field->label.name);
	return name_of("arg->%s", member_of(side->ioctl, field, IOCTL_LENGTH)->name.text);
}

static void say_length(const struct linux_driver *driver, const struct side *side)
{
	struct wire_part part = { 0 };
	bool any = false;

	while (wire_part_next(driver->model, side->message, side->writable, &part)) {
		if (part.count) {
			sayf(driver, "%ssizeof(*%s)", any ? " + " : "",
			     pointer_name(side, &part).text);
			any = true;
		}
		if (part.tail) {
			sayf(driver, "%s%s", any ? " + " : "",
			     tail_length(side, part.tail).text);
			any = true;
		}
	}
	if (!any)
		say(driver, "0");
}

/* ---- Fields ---------------------------------------------------------------- */

/* hdr.type, level, trailer.status: the way from the part's structure to a field. */
static struct name field_path(const struct wire_part *part, unsigned int index)
{
	const char *name = part->fields[index].label.name;

	if (part->shared)
		return name_of("%s", name);
	if (index < part->header)
		return name_of("hdr.%s", name);
	if (index >= part->count - part->trailer)
		return name_of("trailer.%s", name);
	return name_of("%s", name);
}

static const char *order_of(enum vqs_kind kind)
{
	static const char *const orders[] = { "",     "le16", "le32", "le64",
		                              "be16", "be32", "be64" };

	return orders[kind];
}

static void say_put(const struct linux_driver *driver, const char *to, const char *value,
                    const struct field *field)
{
	if (field->kind == VQS_U8 || field->kind == VQS_STRUCT)
		sayf(driver, "\t%s = %s;\n", to, value);
	else
		sayf(driver, "\t%s = cpu_to_%s(%s);\n", to, order_of(field->kind), value);
}

static void say_get(const struct linux_driver *driver, const char *to, const char *from,
                    const struct field *field)
{
	if (field->kind == VQS_U8 || field->kind == VQS_STRUCT)
		sayf(driver, "\t%s = %s;\n", to, from);
	else
		sayf(driver, "\t%s = %s_to_cpu(%s);\n", to, order_of(field->kind), from);
}

static void say_array(const struct linux_driver *driver, const struct field *field,
                      const char *to, const char *from, bool writable)
{
	struct name to_one = name_of("%s[i]", to);
	struct name from_one = name_of("%s[i]", from);

	sayf(driver, "\tfor (i = 0; i < %" PRIu32 "; i++)\n\t", field->elements);
	if (writable)
		say_get(driver, to_one.text, from_one.text, field);
	else
		say_put(driver, to_one.text, from_one.text, field);
}

static void say_field(const struct linux_driver *driver, const struct side *side,
                      const struct wire_part *part, unsigned int index)
{
	const struct field *field = &part->fields[index];
	const struct ioctl_member *member = member_of(side->ioctl, field, IOCTL_VALUE);
	struct name path = field_path(part, index);
	struct name wire = name_of("%s->%s", pointer_name(side, part).text, path.text);
	struct name value = name_of("arg->%s", member ? member->name.text : "");
	const char *to = side->writable ? value.text : wire.text;
	const char *from = side->writable ? wire.text : value.text;

	if (field->role == ROLE_OPCODE && !side->writable)
		say_put(driver, wire.text, name_opcode(driver->model, side->message).text,
		        field);
	if (!member)
		return;
	if (field->extent == VQS_ARRAY &&
	    (field->kind == VQS_U8 || field->kind == VQS_STRUCT))
		sayf(driver, "\tmemcpy(%s, %s, sizeof(%s));\n", to, from, value.text);
	else if (field->extent == VQS_ARRAY)
		say_array(driver, field, to, from, side->writable);
	else if (side->writable)
		say_get(driver, to, from, field);
	else
		say_put(driver, to, from, field);
}

static bool has_scalar_array(const struct ioctl_struct *ioctl)
{
	for (unsigned int i = 0; i < ioctl->count; i++) {
		const struct ioctl_member *member = &ioctl->members[i];

		if (member->kind == IOCTL_VALUE && member->field->extent == VQS_ARRAY &&
		    member->field->kind != VQS_U8 && member->field->kind != VQS_STRUCT)
			return true;
	}
	return false;
}

/* ---- The request ----------------------------------------------------------- */

static void say_part_start(const struct linux_driver *driver, const struct side *side,
                           const struct wire_part *part)
{
	const char *base = side->writable ? "call->writable" : "call->readable";

	if (part->count && part->index == 0)
		sayf(driver, "\t%s = %s;\n", pointer_name(side, part).text, base);
	else if (part->count)
		sayf(driver, "\t%s = at;\n", pointer_name(side, part).text);
	else
		sayf(driver, "\tat = %s;\n", base);
}

static struct name tail_place(const struct side *side, const struct wire_part *part)
{
	if (part->flexible)
		return name_of("%s->%s", pointer_name(side, part).text,
		               part->tail->label.name);
	return name_of("at");
}

static void say_request(const struct linux_driver *driver, const struct side *side)
{
	struct wire_part part = { 0 };

	while (wire_part_next(driver->model, side->message, false, &part)) {
		const struct ioctl_member *address;

		say_part_start(driver, side, &part);
		for (unsigned int i = 0; i < part.count; i++)
			say_field(driver, side, &part, i);
		if (!part.tail)
			continue;
		if (!part.flexible && part.count)
			sayf(driver, "\tat = %s + 1;\n", pointer_name(side, &part).text);
		address = member_of(side->ioctl, part.tail, IOCTL_ADDRESS);
		sayf(driver,
		     "\tif (copy_from_user(%s, u64_to_user_ptr(arg->%s), %s)) {\n"
		     "\t\tret = -EFAULT;\n\t\tgoto put;\n\t}\n",
		     tail_place(side, &part).text, address->name.text,
		     tail_length(side, part.tail).text);
		if (!part.flexible)
			sayf(driver, "\tat += %s;\n", tail_length(side, part.tail).text);
	}
}

/* ---- The reply ------------------------------------------------------------- */

/* Whether fields follow after field `index` of the half, other than reserved ones. */
static bool more_follows(const struct side *side, unsigned int index)
{
	for (unsigned int i = index + 1; i < side->half->fields.count; i++)
		if (side->half->fields.fields[i].role != ROLE_RESERVED)
			return true;
	return false;
}

/* An error ends the reply after the status: nothing has to follow. */
static void say_status(const struct linux_driver *driver, const struct side *side,
                       const struct field *field)
{
	const struct family *family = side->message->family;
	const struct ioctl_member *member = member_of(side->ioctl, field, IOCTL_VALUE);

	if (field->role != ROLE_STATUS || !family->ok || !field->values || !member ||
	    family->status_in_trailer || !more_follows(side, field->index))
		return;
	sayf(driver,
	     "\tif (arg->%s != %s)\n\t\tgoto put;\n"
	     "\tif (call->used < sizeof(*resp)) {\n\t\tret = -EPROTO;\n\t\tgoto "
	     "put;\n\t}\n",
	     member->name.text,
	     name_upper("VIRTIO_%s_%s_%s", driver->model->label.name,
	                field->values->label.name, family->ok->label.name)
	             .text);
}

/* Bytes of a reply's part of variable length; judged. */
static void say_tail_bytes(const struct linux_driver *driver, const struct side *side,
                           const struct wire_part *part,
                           const struct ioctl_member *length)
{
	const struct field *tail = part->tail;
	bool last = tail->index + 1 == side->half->fields.count;

	if (tail->extent == VQS_COUNTED) {
		sayf(driver,
		     "\tif (%s > %s_room / %" PRIu32
		     ") {\n\t\tret = -EPROTO;\n\t\tgoto put;\n\t}\n"
		     "\targ->%s = (%s) * %" PRIu32 ";\n",
		     tail_count(side, tail).text, tail->label.name, element_size(tail),
		     length->name.text, tail_count(side, tail).text, element_size(tail));
		sayf(driver,
		     "\tif (call->used < (u32)(%s - call->writable) + arg->%s) {\n"
		     "\t\tret = -EPROTO;\n\t\tgoto put;\n\t}\n",
		     part->flexible
		             ? name_of("(void *)%s", tail_place(side, part).text).text
		             : "at",
		     length->name.text);
	} else if (last && part->flexible) {
		sayf(driver, "\targ->%s = call->used - sizeof(*%s);\n", length->name.text,
		     pointer_name(side, part).text);
	} else if (last) {
		sayf(driver, "\targ->%s = call->used - (at - call->writable);\n",
		     length->name.text);
	} else {
		sayf(driver, "\targ->%s = %s_room;\n", length->name.text,
		     tail->label.name);
	}
}

static void say_reply_tail(const struct linux_driver *driver, const struct side *side,
                           const struct wire_part *part)
{
	const struct ioctl_member *length =
	        member_of(side->ioctl, part->tail, IOCTL_LENGTH);
	const struct ioctl_member *address =
	        member_of(side->ioctl, part->tail, IOCTL_ADDRESS);

	if (!part->flexible && part->count)
		sayf(driver, "\tat = %s + 1;\n", pointer_name(side, part).text);
	say_tail_bytes(driver, side, part, length);
	sayf(driver,
	     "\tif (copy_to_user(u64_to_user_ptr(arg->%s), %s, arg->%s)) {\n"
	     "\t\tret = -EFAULT;\n\t\tgoto put;\n\t}\n",
	     address->name.text, tail_place(side, part).text, length->name.text);
	if (!part->flexible)
		sayf(driver, "\tat += arg->%s;\n", length->name.text);
}

static void say_reply(const struct linux_driver *driver, const struct side *side)
{
	struct wire_part part = { 0 };

	while (wire_part_next(driver->model, side->message, true, &part)) {
		say_part_start(driver, side, &part);
		for (unsigned int i = 0; i < part.count; i++) {
			const struct ioctl_member *member =
			        member_of(side->ioctl, &part.fields[i], IOCTL_VALUE);

			say_field(driver, side, &part, i);
			say_status(driver, side, &part.fields[i]);
			if (member && part.fields[i].extent == VQS_ONE &&
			    part.fields[i].kind != VQS_STRUCT)
				say_range(driver, member, "ret = -EPROTO");
		}
		if (part.tail)
			say_reply_tail(driver, side, &part);
	}
}

/* What the device has to write in any case. */
static uint32_t least_written(const struct message *message)
{
	const struct family *family = message->family;
	const struct fields *fields = &message->writable.fields;

	if (!message->writable.present || family->status_in_trailer)
		return 0;
	for (unsigned int i = 0; family->ok && i < fields->count; i++)
		if (fields->fields[i].role == ROLE_STATUS)
			return fields->fields[i].offset + fields->fields[i].size;
	return message->writable.least;
}

static void say_trailing_status(const struct linux_driver *driver,
                                const struct side *side)
{
	if (!side->message->family->status_in_trailer || !side->half->present)
		return;
	say(driver,
	    "\t/* A status that the device does not write is none of its own. */\n"
	    "\tmemset(call->writable, 0xff, call->writable_len);\n");
}

static void say_send(const struct linux_driver *driver, const struct message *message)
{
	const struct queue *queue = queue_of(driver->model, message->family);
	struct name index = name_upper("VIRTIO_%s_VQ_%s", driver->model->label.name,
	                               queue->label.name);

	if (linux_queue_count(queue) > 1)
		sayf(driver,
		     "\tret = virtio_$_transfer(@, %s + raw_smp_processor_id() %% "
		     "@->%s_count, "
		     "call, %" PRIu32 ");\n",
		     index.text, queue->label.name, least_written(message));
	else
		sayf(driver, "\tret = virtio_$_transfer(@, %s, call, %" PRIu32 ");\n",
		     index.text, least_written(message));
}

static void say_function(const struct linux_driver *driver,
                         const struct ioctl_struct *ioctl)
{
	struct side readable = side_of(driver, ioctl, false);
	struct side writable = side_of(driver, ioctl, true);
	struct name name = name_message(driver->model, ioctl->message);

	sayf(driver,
	     "\nstatic int virtio_$_do_%s(struct virtio_$ *@, struct %s *arg)\n{\n",
	     name.text, ioctl->name.text);
	say_rooms(driver, ioctl);
	say_pointers(driver, &readable);
	say_pointers(driver, &writable);
	say(driver, "\tstruct virtio_$_call *call;\n");
	if (has_scalar_array(ioctl))
		say(driver, "\tunsigned int i;\n");
	if (readable.walks || writable.walks)
		say(driver, "\tvoid *at;\n");
	say(driver, "\tint ret;\n\n");
	say_checks(driver, ioctl);
	say_rooms_taken(driver, ioctl);
	say(driver, "\tcall = virtio_$_call_new(");
	say_length(driver, &readable);
	say(driver, ", ");
	say_length(driver, &writable);
	say(driver, ");\n\tif (IS_ERR(call))\n\t\treturn PTR_ERR(call);\n");
	say_request(driver, &readable);
	say_trailing_status(driver, &writable);
	say_send(driver, ioctl->message);
	if (writable.half->present) {
		say(driver, "\tif (ret)\n\t\tgoto put;\n\n");
		say_reply(driver, &writable);
		say(driver, "put:\n");
	} else if (readable.half->variable) {
		say(driver, "put:\n");
	}
	say(driver, "\tvirtio_$_call_put(call);\n\treturn ret;\n}\n");
}

static void say_command(const struct linux_driver *driver)
{
	say(driver, "\nstatic int virtio_$_command(struct virtio_$ *@, unsigned int "
	            "command, void *arg)\n"
	            "{\n\tswitch (command) {\n");
	for (unsigned int i = 0; i < driver->ioctls->request_count; i++) {
		const struct ioctl_struct *ioctl = &driver->ioctls->requests[i];

		sayf(driver, "\tcase %s:\n\t\treturn virtio_$_do_%s(@, arg);\n",
		     ioctl->constant.text,
		     name_message(driver->model, ioctl->message).text);
	}
	say(driver,
	    "\tdefault:\n\t\treturn -ENOTTY;\n\t}\n}\n"
	    "\n"
	    "static long virtio_$_ioctl(struct file *file, unsigned int command, "
	    "unsigned long user)\n"
	    "{\n"
	    "\tstruct virtio_$_reader *reader = file->private_data;\n"
	    "\tvoid *arg = memdup_user((void __user *)user, _IOC_SIZE(command));\n"
	    "\tint ret;\n"
	    "\n"
	    "\tif (IS_ERR(arg))\n"
	    "\t\treturn PTR_ERR(arg);\n"
	    "\tret = virtio_$_command(reader->@, command, arg);\n"
	    "\tif (!ret && copy_to_user((void __user *)user, arg, _IOC_SIZE(command)))\n"
	    "\t\tret = -EFAULT;\n"
	    "\tkfree(arg);\n"
	    "\treturn ret;\n"
	    "}\n");
}

void linux_ioctl(const struct linux_driver *driver)
{
	if (!driver->requests)
		return;
	say(driver, "\n/* The ioctls, one function a request. */\n");
	for (unsigned int i = 0; i < driver->ioctls->request_count; i++)
		say_function(driver, &driver->ioctls->requests[i]);
	say_command(driver);
}
