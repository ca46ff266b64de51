/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `linux`: the ioctls, one function a request. Each judges its argument,
 * copies it into the readable half, sends it, and has the reply taken apart
 * (linux_reply.c).
 */
#include "linux.h"
#include "unions.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "header.h"

static const struct half *half_of(const struct ioctl_struct *ioctl, bool writable)
{
	return writable ? &ioctl->message->writable : &ioctl->message->readable;
}

/* req, req2, ...; resp, resp2, ... */
static struct name pointer_name(const struct wire_part *part, bool writable)
{
	const char *base = writable ? "resp" : "req";

	if (part->index == 0)
		return name_of("%s", base);
	return name_of("%s%u", base, part->index + 1);
}

/* A constant expression: the most bytes of a part of variable length, whole elements. */
static struct name tail_limit(const struct field *field)
{
	uint32_t unit = linux_unit(field);

	if (field->most.given && field->most.value <= 65536 / unit)
		return name_of("%" PRIu64, field->most.value * unit);
	if (65536 % unit)
		return name_of("VIRTIO_^_BULK / %" PRIu32 " * %" PRIu32, unit, unit);
	return name_of("VIRTIO_^_BULK");
}

/* ---- Judging the argument ------------------------------------------------ */

static void say_tail_check(const struct linux_driver *driver,
                           const struct ioctl_struct *ioctl,
                           const struct ioctl_member *length)
{
	const struct field *field = length->field;
	const char *name = length->name.text;
	uint32_t unit = linux_unit(field);

	sayf(driver, "\tif (arg->%s > %s", name, tail_limit(field).text);
	if (unit > 1 && field->extent == VQS_REST)
		sayf(driver, " || arg->%s %% %" PRIu32, name, unit);
	say(driver, ")\n\t\treturn -EINVAL;\n");
	if (field->extent == VQS_REST)
		return;
	sayf(driver, "\tif (arg->%s != %s)\n\t\treturn -EINVAL;\n", name,
	     linux_elements_bytes(driver, ioctl, field).text);
}

static void say_member_check(const struct linux_driver *driver,
                             const struct ioctl_struct *ioctl,
                             const struct ioctl_member *member)
{
	const char *name = member->name.text;

	if (member->kind == IOCTL_VALUE && !member->writable) {
		linux_judge(driver, member->field, name_of("arg->%s", name).text,
		            "return -EINVAL;");
		return;
	}
	if (member->kind != IOCTL_LENGTH)
		return;
	if (!member->writable || linux_is_known(member->field))
		say_tail_check(driver, ioctl, member);
	else if (linux_unit(member->field) > 1)
		sayf(driver, "\tif (arg->%s %% %" PRIu32 ")\n\t\treturn -EINVAL;\n", name,
		     linux_unit(member->field));
}

/* Where neither is empty. */
static void say_same_length(const struct linux_driver *driver,
                            const struct ioctl_struct *ioctl,
                            const struct ioctl_member *member)
{
	const struct field *same = member->field ? member->field->same.field : NULL;
	const char *one, *other;

	if (member->kind != IOCTL_LENGTH || !same)
		return;
	one = member->name.text;
	other = linux_member(ioctl, same, IOCTL_LENGTH)->name.text;
	sayf(driver,
	     "\tif (arg->%s && arg->%s && arg->%s != arg->%s)\n\t\treturn -EINVAL;\n",
	     one, other, one, other);
}

/* Bytes between members are for later versions: who sets them wants something else. */
static void say_holes(const struct linux_driver *driver, const struct ioctl_struct *ioctl)
{
	const char *before = "\tif (";

	for (unsigned int i = 0; i < ioctl->count; i++) {
		const char *name = ioctl->members[i].name.text;

		if (ioctl->members[i].kind != IOCTL_HOLE)
			continue;
		sayf(driver, "%smemchr_inv(arg->%s, 0, sizeof(arg->%s))", before, name,
		     name);
		before = " ||\n\t    ";
	}
	if (*before == ' ')
		say(driver, ")\n\t\treturn -EINVAL;\n");
}

/* There is one: only what a queue carries is an ioctl. */
static const struct queue *queue_of(const struct model *model,
                                    const struct family *family)
{
	const struct queue *queue = model->queues;

	while (queue->family != family || queue->posted)
		queue++;
	return queue;
}

static void say_condition(const struct linux_driver *driver,
                          const struct condition *condition)
{
	char *expression;

	if (condition->count == 0)
		return;
	expression = linux_condition(driver, condition, NULL, true);
	sayf(driver, "\tif (%s)\n\t\treturn -EOPNOTSUPP;\n", expression);
	free(expression);
}

static void say_checks(const struct linux_driver *driver,
                       const struct ioctl_struct *ioctl)
{
	const struct message *message = ioctl->message;

	say_condition(driver, &queue_of(driver->model, message->family)->condition);
	say_condition(driver, &message->condition);
	linux_sizes(driver, &message->readable);
	linux_sizes(driver, &message->writable);
	for (unsigned int i = 0; i < ioctl->count; i++)
		if (ioctl->members[i].field)
			linux_check_lacking(driver, &ioctl->members[i]);
	for (unsigned int i = 0; i < ioctl->count; i++)
		say_member_check(driver, ioctl, &ioctl->members[i]);
	for (unsigned int i = 0; i < ioctl->count; i++)
		say_same_length(driver, ioctl, &ioctl->members[i]);
	say_holes(driver, ioctl);
}

/* ---- Variables and lengths ----------------------------------------------- */

static void say_pointers(const struct linux_driver *driver,
                         const struct ioctl_struct *ioctl, bool writable)
{
	struct wire_part part = { 0 };

	while (wire_part_next(driver->model, ioctl->message, writable, &part))
		if (part.count)
			sayf(driver, "\tstruct %s *%s;\n", part.name.text,
			     pointer_name(&part, writable).text);
}

/* Reserved bytes that end a request: they are zero already. */
static bool is_last_pad(const struct ioctl_struct *ioctl, const struct field *field)
{
	return linux_lacks(field) && !linux_member(ioctl, field, IOCTL_VALUE) &&
	       field->index + 1 == half_of(ioctl, false)->fields.count;
}

/* Whether a part stands behind one of variable length: a pointer walks there. */
static bool walks(const struct linux_driver *driver, const struct ioctl_struct *ioctl,
                  bool writable)
{
	struct wire_part part = { 0 };

	while (wire_part_next(driver->model, ioctl->message, writable, &part))
		if (part.index > 0 || (part.tail && linux_lacks(part.tail) &&
		                       (writable || !is_last_pad(ioctl, part.tail))))
			return true;
	return false;
}

static bool loops(const struct ioctl_struct *ioctl)
{
	for (unsigned int i = 0; i < ioctl->count; i++) {
		const struct field *field = ioctl->members[i].field;

		if (ioctl->members[i].kind == IOCTL_VALUE && field->extent == VQS_ARRAY &&
		    (!linux_is_plain(field) || linux_is_judged(field)))
			return true;
	}
	return false;
}

/* Whether a reply has a part of unsaid length, and others of variable length. */
static bool has_left(const struct ioctl_struct *ioctl)
{
	unsigned int variable = 0, rest = 0;

	for (unsigned int i = 0; i < ioctl->count; i++)
		if (ioctl->members[i].kind == IOCTL_LENGTH &&
		    ioctl->members[i].writable) {
			variable++;
			rest += ioctl->members[i].field->extent == VQS_REST;
		}
	return rest && variable > 1;
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

static struct name tail_length(const struct ioctl_struct *ioctl,
                               const struct field *field, bool writable)
{
	if (linux_lacks(field))
		return linux_size(field);
	if (writable)
		return name_of("%s_room", field->label.name);
	return name_of("arg->%s", linux_member(ioctl, field, IOCTL_LENGTH)->name.text);
}

static void say_length(const struct linux_driver *driver,
                       const struct ioctl_struct *ioctl, bool writable)
{
	struct wire_part part = { 0 };
	const char *plus = "";

	while (wire_part_next(driver->model, ioctl->message, writable, &part)) {
		if (part.count) {
			sayf(driver, "%ssizeof(*%s)", plus,
			     pointer_name(&part, writable).text);
			plus = " + ";
		}
		if (part.tail) {
			sayf(driver, "%s%s", plus,
			     tail_length(ioctl, part.tail, writable).text);
			plus = " + ";
		}
	}
	if (!*plus)
		say(driver, "0");
}

/* ---- The request --------------------------------------------------------- */

static void say_put(const struct linux_driver *driver, const struct field *field,
                    const char *to, const char *from)
{
	const char *order = linux_order(field->kind);

	if (field->extent == VQS_ARRAY && linux_is_plain(field))
		sayf(driver, "\tmemcpy(%s%s, %s, sizeof(%s));\n",
		     is_slot(field) ? "&" : "", to, from, to);
	else if (field->extent == VQS_ARRAY)
		sayf(driver,
		     "\tfor (i = 0; i < %" PRIu32 "; i++)\n"
		     "\t\t%s[i] = cpu_to_%s(%s[i]);\n",
		     field->elements, to, order, from);
	else if (linux_is_plain(field))
		sayf(driver, "\t%s = %s;\n", to, from);
	else
		sayf(driver, "\t%s = cpu_to_%s(%s);\n", to, order, from);
}

/* Of the opcode's field, all of it or beside what the program says, or of its class. */
static struct name opcode_value(const struct linux_driver *driver,
                                const struct ioctl_struct *ioctl,
                                const struct field *field)
{
	struct name opcode = name_opcode(driver->model, ioctl->message);

	if (field->role == ROLE_CLASS)
		return linux_class(driver, ioctl->message);
	if (!field->mask.given)
		return opcode;
	return name_of("(arg->%s & ~%s) | %s",
	               linux_member(ioctl, field, IOCTL_VALUE)->name.text,
	               linux_mask(field).text, opcode.text);
}

static void say_fields(const struct linux_driver *driver,
                       const struct ioctl_struct *ioctl, const struct wire_part *part)
{
	for (unsigned int i = 0; i < part->count; i++) {
		const struct field *field = &part->fields[i];
		const struct ioctl_member *member =
		        linux_member(ioctl, field, IOCTL_VALUE);
		struct name to = name_of("%s->%s", pointer_name(part, false).text,
		                         linux_path(part, i).text);

		if (field->role == ROLE_OPCODE || field->role == ROLE_CLASS)
			say_put(driver, field, to.text,
			        opcode_value(driver, ioctl, field).text);
		else if (member)
			say_put(driver, field, to.text,
			        name_of("arg->%s", member->name.text).text);
	}
}

/* Where a part of variable length goes. */
static struct name tail_place(const struct wire_part *part, bool walking)
{
	if (part->flexible)
		return name_of("%s->%s", pointer_name(part, false).text,
		               part->tail->label.name);
	return name_of(walking ? "at" : "call->readable");
}

static void say_lacking(const struct linux_driver *driver,
                        const struct ioctl_struct *ioctl, const struct field *field)
{
	const struct ioctl_member *member = linux_member(ioctl, field, IOCTL_VALUE);

	if (member)
		linux_put_lacking(driver, field,
		                  name_of("arg->%s", member->name.text).text);
}

static void say_tail(const struct linux_driver *driver, const struct ioctl_struct *ioctl,
                     const struct wire_part *part)
{
	const struct half *half = half_of(ioctl, false);
	struct name length = tail_length(ioctl, part->tail, false);
	bool walking = walks(driver, ioctl, false);

	if (!part->flexible && part->count)
		sayf(driver, "\tat = %s + 1;\n", pointer_name(part, false).text);
	else if (!part->flexible && part->index == 0 && walking)
		say(driver, "\tat = call->readable;\n");
	if (linux_lacks(part->tail))
		say_lacking(driver, ioctl, part->tail);
	else
		sayf(driver,
		     "\tif (copy_from_user(%s, u64_to_user_ptr(arg->%s), %s)) {\n"
		     "\t\tret = -EFAULT;\n\t\tgoto put;\n\t}\n",
		     tail_place(part, walking).text,
		     linux_member(ioctl, part->tail, IOCTL_ADDRESS)->name.text,
		     length.text);
	if (part->tail->index + 1 < half->fields.count)
		sayf(driver, "\tat += %s;\n", length.text);
}

static void say_request(const struct linux_driver *driver,
                        const struct ioctl_struct *ioctl)
{
	struct wire_part part = { 0 };

	while (wire_part_next(driver->model, ioctl->message, false, &part)) {
		if (part.count)
			sayf(driver, "\t%s = %s;\n", pointer_name(&part, false).text,
			     part.index ? "at" : "call->readable");
		say_fields(driver, ioctl, &part);
		if (part.tail && !is_last_pad(ioctl, part.tail))
			say_tail(driver, ioctl, &part);
	}
}

/* ---- Sending ------------------------------------------------------------- */

static void say_trailing_status(const struct linux_driver *driver,
                                const struct message *message)
{
	if (!message->family->status_in_trailer || !message->writable.present)
		return;
	say(driver,
	    "\t/* A status that the device does not write is none of its own. */\n"
	    "\tmemset(call->writable, 0xff, call->writable_len);\n");
}

/* What the device has to write in any case: the status, or all that is of fixed length.
 */
static void say_least(const struct linux_driver *driver, const struct message *message)
{
	const struct family *family = message->family;
	struct wire_part part = { 0 };
	const char *plus = "";

	if (!message->writable.present) {
		say(driver, "0");
		return;
	}
	while (wire_part_next(driver->model, message, true, &part)) {
		if (part.index == 0 && family->status && message->ok &&
		    !family->status_in_trailer) {
			unsigned int i = 0;

			while (part.fields[i].role != ROLE_STATUS)
				i++;
			sayf(driver, "offsetofend(typeof(*resp), %s)",
			     linux_path(&part, i).text);
			return;
		}
		if (family->status_in_trailer) {
			say(driver, "1");
			return;
		}
		if (part.count) {
			sayf(driver, "%ssizeof(*%s)", plus,
			     pointer_name(&part, true).text);
			plus = " + ";
		}
		if (part.tail && linux_lacks(part.tail)) {
			sayf(driver, "%s%s", plus, linux_size(part.tail).text);
			plus = " + ";
		}
	}
	if (!*plus)
		say(driver, "0");
}

/* The index of a row that is not there may be another's, as that of an empty one. */
static void say_if_there(const struct linux_driver *driver, const struct queue *queue)
{
	char *condition = linux_condition(driver, &queue->condition, NULL, false);
	bool empty = linux_queue_counted(queue) && queue->least == 0;
	struct name many = linux_queue_many(driver, queue);

	if (queue->shifts || empty)
		sayf(driver, "\tret = -ENODEV;\n\tif (%s%s%s)\n\t",
		     queue->shifts ? condition : "", queue->shifts && empty ? " && " : "",
		     empty ? many.text : "");
	free(condition);
}

static void say_send(const struct linux_driver *driver, const struct message *message)
{
	const struct queue *queue = queue_of(driver->model, message->family);
	struct name index = linux_queue(driver, queue), many = { "" };

	if (linux_queue_loops(queue)) {
		many = linux_queue_many(driver, queue);
		index = linux_queue_nth(driver, queue,
		                        name_of(queue->stride > 1
		                                        ? "(raw_smp_processor_id() %% %s)"
		                                        : "raw_smp_processor_id() %% %s",
		                                many.text)
		                                .text);
	}
	say_if_there(driver, queue);
	sayf(driver, "\tret = virtio_$_transfer(@, %s, call, ", index.text);
	say_least(driver, message);
	say(driver, ");\n");
}

static void say_variables(const struct linux_driver *driver,
                          const struct ioctl_struct *ioctl)
{
	linux_count_variables(driver, ioctl->message);
	linux_size_variables(driver, &ioctl->message->readable);
	linux_size_variables(driver, &ioctl->message->writable);
	say_rooms(driver, ioctl);
	say_pointers(driver, ioctl, false);
	say_pointers(driver, ioctl, true);
	say(driver, "\tstruct virtio_$_call *call;\n");
	if (loops(ioctl))
		say(driver, "\tunsigned int i;\n");
	if (has_left(ioctl))
		say(driver, "\tu32 left;\n");
	if (walks(driver, ioctl, false) || walks(driver, ioctl, true))
		say(driver, "\tvoid *at;\n");
	say(driver, "\tint ret;\n\n");
}

static void say_function(const struct linux_driver *driver,
                         const struct ioctl_struct *ioctl)
{
	const struct message *message = ioctl->message;

	linux_sums(driver, ioctl);
	say(driver, "\n");
	linux_function(driver, "static int",
	               name_of("virtio_%s_do_%s(", driver->model->label.name,
	                       name_message(driver->model, message).text)
	                       .text,
	               name_of("struct %s *arg", ioctl->name.text).text);
	say_variables(driver, ioctl);
	say_checks(driver, ioctl);
	say_rooms_taken(driver, ioctl);
	say(driver, "\tcall = virtio_$_call_new(");
	say_length(driver, ioctl, false);
	say(driver, ", ");
	say_length(driver, ioctl, true);
	say(driver, ");\n\tif (IS_ERR(call))\n\t\treturn PTR_ERR(call);\n\n");
	say_request(driver, ioctl);
	say_trailing_status(driver, message);
	say_send(driver, message);
	if (message->writable.present) {
		say(driver, "\tif (ret)\n\t\tgoto put;\n\n");
		linux_reply(driver, ioctl);
	}
	if (message->writable.present || message->readable.variable)
		say(driver, "put:\n");
	say(driver, "\tvirtio_$_call_put(call);\n\treturn ret;\n}\n");
}

/* ---- The ioctl ----------------------------------------------------------- */

/* clang-format off: a line of text is a line of the driver */
static const char ioctl_head[] =
        "\tvoid *arg;\n"
        "\tint ret;\n"
        "\n"
        "\tif (_IOC_TYPE(command) != VIRTIO_^_IOC_MAGIC)\n"
        "\t\treturn -ENOTTY;\n"
        "\targ = memdup_user((void __user *)user, _IOC_SIZE(command));\n"
        "\tif (IS_ERR(arg))\n"
        "\t\treturn PTR_ERR(arg);\n"
        "\n"
        "\tswitch (command) {\n";

static const char ioctl_tail[] =
        "\tdefault:\n"
        "\t\tret = -ENOTTY;\n"
        "\t\tbreak;\n"
        "\t}\n"
        "\n"
        "\tif (!ret && copy_to_user((void __user *)user, arg, _IOC_SIZE(command)))\n"
        "\t\tret = -EFAULT;\n"
        "\tkfree(arg);\n"
        "\treturn ret;\n"
        "}\n";
/* clang-format on */

static void say_ioctl(const struct linux_driver *driver)
{
	say(driver,
	    "\nstatic long virtio_$_ioctl(struct file *file, unsigned int command, "
	    "unsigned long user)\n{\n");
	if (driver->events)
		say(driver, "\tstruct virtio_$_reader *reader = file->private_data;\n"
		            "\tstruct virtio_$ *@ = reader->@;\n");
	else
		say(driver, "\tstruct virtio_$ *@ = file->private_data;\n");
	say(driver, ioctl_head);
	for (unsigned int i = 0; i < driver->ioctls->request_count; i++) {
		const struct ioctl_struct *ioctl = &driver->ioctls->requests[i];

		sayf(driver,
		     "\tcase %s:\n\t\tret = virtio_$_do_%s(@, arg);\n\t\tbreak;\n",
		     ioctl->constant.text,
		     name_message(driver->model, ioctl->message).text);
	}
	say(driver, ioctl_tail);
}

void linux_ioctl(const struct linux_driver *driver)
{
	if (!driver->requests)
		return;
	say(driver, "\n/* The ioctls, one function a request. */\n");
	for (unsigned int i = 0; i < driver->ioctls->request_count; i++)
		say_function(driver, &driver->ioctls->requests[i]);
	say_ioctl(driver);
}
