/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `linux`: events, from the buffers that the device fills to the readers.
 */
#include "linux.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Bytes for the parts of an event that have no bound, or one beyond all reason. */
#define OPEN_ROOM 2048

/* clang-format off: a line of text is a line of the driver */
static const char making_room[] =
        "\n"
        "/* Events: from the buffers that the device fills to the readers. */\n"
        "\n"
        "/* Under @->lock. A slow reader loses its oldest event, and is told. */\n"
        "static void virtio_$_make_room(struct virtio_$_reader *reader)\n"
        "{\n"
        "\tstruct virtio_$_event_node *node;\n"
        "\n"
        "\tif (reader->count < VIRTIO_^_KEPT)\n"
        "\t\treturn;\n"
        "\tnode = list_first_entry(&reader->events, struct virtio_$_event_node, node);\n"
        "\tlist_del(&node->node);\n"
        "\tkfree(node);\n"
        "\treader->count--;\n"
        "\tset_bit(0, &reader->lost);\n"
        "}\n";

static const char keeping[] =
        "\n"
        "/* Under @->lock. */\n"
        "static void virtio_$_keep(struct virtio_$ *@, const void *event, size_t "
        "length)\n"
        "{\n"
        "\tstruct virtio_$_reader *reader;\n"
        "\tstruct virtio_$_event_node *node;\n"
        "\n"
        "\tlist_for_each_entry(reader, &@->readers, node) {\n"
        "\t\tvirtio_$_make_room(reader);\n"
        "\t\tnode = kmalloc(struct_size(node, bytes, length), GFP_ATOMIC);\n"
        "\t\tif (!node) {\n"
        "\t\t\tset_bit(0, &reader->lost);\n"
        "\t\t\tcontinue;\n"
        "\t\t}\n"
        "\t\tnode->length = length;\n"
        "\t\tmemcpy(node->bytes, event, length);\n"
        "\t\tlist_add_tail(&node->node, &reader->events);\n"
        "\t\treader->count++;\n"
        "\t}\n"
        "}\n";

static const char keeping_data[] =
        "\n"
        "/* Under @->lock. An event, and its parts of variable length behind it. */\n"
        "static void virtio_$_keep(struct virtio_$ *@, const void *event, size_t length, "
        "const void *data, size_t data_length)\n"
        "{\n"
        "\tsize_t whole = ALIGN(length + data_length, 8);\n"
        "\tstruct virtio_$_reader *reader;\n"
        "\tstruct virtio_$_event_node *node;\n"
        "\n"
        "\tlist_for_each_entry(reader, &@->readers, node) {\n"
        "\t\tvirtio_$_make_room(reader);\n"
        "\t\tnode = kzalloc(struct_size(node, bytes, whole), GFP_ATOMIC);\n"
        "\t\tif (!node) {\n"
        "\t\t\tset_bit(0, &reader->lost);\n"
        "\t\t\tcontinue;\n"
        "\t\t}\n"
        "\t\tnode->length = whole;\n"
        "\t\tmemcpy(node->bytes, event, length);\n"
        "\t\tmemcpy(node->bytes + length, data, data_length);\n"
        "\t\tlist_add_tail(&node->node, &reader->events);\n"
        "\t\treader->count++;\n"
        "\t}\n"
        "}\n";

static const char posting[] =
        "\n"
        "/* Under @->lock. */\n"
        "static int virtio_$_post(struct virtqueue *vq, void *buffer)\n"
        "{\n"
        "\tstruct scatterlist sg;\n"
        "\n"
        "\tsg_init_one(&sg, buffer, VIRTIO_^_EVENT_ROOM);\n"
        "\treturn virtqueue_add_inbuf(vq, &sg, 1, buffer, GFP_ATOMIC);\n"
        "}\n"
        "\n"
        "/* Gives the device buffers to fill, if there is the queue. */\n"
        "static int virtio_$_fill(struct virtio_$ *@, struct virtqueue *vq)\n"
        "{\n"
        "\tunsigned int i;\n"
        "\tvoid *buffer;\n"
        "\tint ret = 0;\n"
        "\n"
        "\tif (!vq)\n"
        "\t\treturn 0;\n"
        "\tfor (i = 0; i < VIRTIO_^_POSTED && !ret; i++) {\n"
        "\t\tbuffer = kzalloc(VIRTIO_^_EVENT_ROOM, GFP_KERNEL);\n"
        "\t\tif (!buffer)\n"
        "\t\t\treturn -ENOMEM;\n"
        "\t\tspin_lock_irq(&@->lock);\n"
        "\t\tret = virtio_$_post(vq, buffer);\n"
        "\t\tif (!ret)\n"
        "\t\t\tvirtqueue_kick(vq);\n"
        "\t\tspin_unlock_irq(&@->lock);\n"
        "\t\tif (ret)\n"
        "\t\t\tkfree(buffer);\n"
        "\t}\n"
        "\treturn ret == -ENOSPC ? 0 : ret;\n"
        "}\n";

static const char used_start[] =
        "\n"
        "/*\n"
        " * All that came is taken before anything is posted again, so that a device\n"
        " * that answers at once cannot keep this running.\n"
        " */\n"
        "static void virtio_$_events_used(struct virtqueue *vq)\n"
        "{\n"
        "\tstruct virtio_$ *@ = vq->vdev->priv;\n"
        "\tvoid *taken[VIRTIO_^_POSTED], *buffer;\n"
        "\tunsigned int count = 0;\n"
        "\tunsigned long flags;\n"
        "\tu32 used;\n"
        "\n"
        "\tspin_lock_irqsave(&@->lock, flags);\n"
        "\tif (!@->live)\n"
        "\t\tgoto unlock;\n"
        "\tdo {\n"
        "\t\tvirtqueue_disable_cb(vq);\n"
        "\t\twhile (count < ARRAY_SIZE(taken) && (buffer = virtqueue_get_buf(vq, "
        "&used))) {\n";

static const char used_end[] =
        "\t\t\ttaken[count++] = buffer;\n"
        "\t\t}\n"
        "\t} while (!virtqueue_enable_cb(vq) && count < ARRAY_SIZE(taken));\n"
        "\twhile (count--)\n"
        "\t\tif (virtio_$_post(vq, taken[count]))\n"
        "\t\t\tkfree(taken[count]);\n"
        "\tvirtqueue_kick(vq);\n"
        "\tif (virtqueue_is_broken(vq))\n"
        "\t\tvirtio_$_break(@, \"a virtqueue is broken\");\n"
        "\twake_up_all(&@->arrived);\n"
        "unlock:\n"
        "\tspin_unlock_irqrestore(&@->lock, flags);\n"
        "}\n";
/* clang-format on */

static bool is_variable(const struct field *field)
{
	return field->extent == VQS_COUNTED || field->extent == VQS_REST;
}

/* ---- How large events are ------------------------------------------------ */

static uint32_t room_of(const struct half *half)
{
	uint32_t room = half->least;

	for (unsigned int i = 0; i < half->fields.count; i++) {
		const struct field *field = &half->fields.fields[i];
		uint64_t most = field->most.given ? field->most.value : OPEN_ROOM;

		if (is_variable(field))
			room += most < OPEN_ROOM / linux_unit(field)
			                ? (uint32_t)most * linux_unit(field)
			                : OPEN_ROOM;
	}
	return room;
}

/* What a device may ask for, as far as a driver gives it. */
static uint32_t least_buffer_of(const struct queue *queue)
{
	const struct field *field = queue->least_buffer_field;
	uint64_t least = queue->least_buffer_bytes;

	if (field)
		least = field->max.given ? field->max.value : 4096;
	return least < 65536 ? (uint32_t)least : 65536;
}

uint32_t linux_event_room(const struct model *model)
{
	uint32_t most = 1;

	for (unsigned int i = 0; i < model->queue_count; i++)
		if (least_buffer_of(&model->queues[i]) > most)
			most = least_buffer_of(&model->queues[i]);
	for (unsigned int f = 0; f < model->family_count; f++) {
		const struct family *family = &model->families[f];

		if (!family_used(model, family, true))
			continue;
		for (unsigned int m = 0; m < family->count; m++)
			if (room_of(&family->messages[m].writable) > most)
				most = room_of(&family->messages[m].writable);
	}
	return most;
}

/* ---- One event ----------------------------------------------------------- */

/* An event that is being written about. */
struct taking {
	const struct ioctl_struct *event;
	const struct half *half;
	bool walks; /* parts follow others of variable length */
	bool data;  /* has a part of variable length */
	bool lacks; /* has fields that may not be there */
};

static struct taking taking_of(const struct ioctl_struct *event)
{
	struct taking taking = { event, &event->message->writable, false, false, false };
	const struct fields *fields = &taking.half->fields;

	for (unsigned int i = 0; i < fields->count; i++) {
		taking.walks |= taking.data;
		taking.data |= is_variable(&fields->fields[i]);
		taking.lacks |= linux_lacks(&fields->fields[i]);
	}
	taking.walks |= taking.lacks && taking.data;
	return taking;
}

/* wire, wire2, ... */
static struct name wire_name(const struct wire_part *part)
{
	if (part->index == 0)
		return name_of("wire");
	return name_of("wire%u", part->index + 1);
}

static void say_wires(const struct linux_driver *driver, const struct taking *taking)
{
	struct wire_part part = { 0 };

	while (wire_part_next(driver->model, taking->event->message, true, &part)) {
		if (part.count)
			sayf(driver, "\tconst struct %s *%s", part.name.text,
			     wire_name(&part).text);
		if (part.count)
			say(driver, part.index ? ";\n" : " = @->event;\n");
	}
}

/* The bytes of all parts of fixed length. */
static void say_least(const struct linux_driver *driver, const struct taking *taking)
{
	struct wire_part part = { 0 };
	bool any = false;

	while (wire_part_next(driver->model, taking->event->message, true, &part)) {
		if (part.count)
			sayf(driver, "%ssizeof(*%s)", any ? " + " : "",
			     wire_name(&part).text);
		any |= part.count > 0;
		if (part.tail && linux_lacks(part.tail))
			sayf(driver, "%s%s", any ? " + " : "",
			     linux_size(part.tail).text);
		any |= part.tail && linux_lacks(part.tail);
	}
}

/* A counted part's bytes, taken off what is left. */
static void say_counted(const struct linux_driver *driver, const struct taking *taking,
                        const struct field *field)
{
	const char *length = linux_member(taking->event, field, IOCTL_LENGTH)->name.text;
	struct name elements = linux_elements(driver, taking->event, field);
	uint32_t unit = linux_unit(field);

	sayf(driver, "\tif (%s > left / %" PRIu32, elements.text, unit);
	if (field->most.given)
		sayf(driver, " || %s > %" PRIu64, elements.text, field->most.value);
	say(driver, ")\n\t\treturn false;\n");
	if (unit > 1)
		elements = name_of("%s * %" PRIu32, linux_factor(field, elements).text,
		                   unit);
	sayf(driver, "\tevent.%s = %s;\n\tleft -= event.%s;\n", length, elements.text,
	     length);
}

/* What no count says is what is left when all counts are known. */
static void say_rest(const struct linux_driver *driver, const struct taking *taking,
                     const struct field *field)
{
	const char *length = linux_member(taking->event, field, IOCTL_LENGTH)->name.text;
	uint32_t unit = linux_unit(field);

	for (unsigned int i = field->index + 1; i < taking->half->fields.count; i++)
		if (taking->half->fields.fields[i].extent == VQS_COUNTED)
			say_counted(driver, taking, &taking->half->fields.fields[i]);
	if (unit > 1)
		sayf(driver, "\tif (left %% %" PRIu32 ")\n\t\treturn false;\n", unit);
	if (field->most.given)
		sayf(driver, "\tif (left > %" PRIu64 ")\n\t\treturn false;\n",
		     field->most.value * unit);
	sayf(driver, "\tevent.%s = left;\n", length);
}

static bool rest_came(const struct taking *taking, unsigned int before)
{
	for (unsigned int i = 0; i < before; i++)
		if (taking->half->fields.fields[i].extent == VQS_REST)
			return true;
	return false;
}

static void say_length(const struct linux_driver *driver, const struct taking *taking,
                       const struct field *field)
{
	if (field->extent == VQS_REST)
		say_rest(driver, taking, field);
	else if (!rest_came(taking, field->index))
		say_counted(driver, taking, field);
}

/* Whether no part of variable length comes before. */
static bool is_first(const struct taking *taking, const struct field *field)
{
	for (unsigned int i = 0; i < field->index; i++)
		if (is_variable(&taking->half->fields.fields[i]))
			return false;
	return true;
}

static void say_lacking(const struct linux_driver *driver, const struct taking *taking,
                        const struct wire_part *part)
{
	const struct field *field = part->tail;
	const struct ioctl_member *member =
	        linux_member(taking->event, field, IOCTL_VALUE);
	struct name to;

	if (part->count)
		sayf(driver, "\tat = (void *)(%s + 1);\n", wire_name(part).text);
	else if (part->index == 0)
		say(driver, "\tat = @->event;\n");
	if (member) {
		to = name_of("event.%s", member->name.text);
		linux_get_lacking(driver, field, to.text);
		linux_judge(driver, field, to.text, "return false;");
	}
	if (field->index + 1 < taking->half->fields.count)
		sayf(driver, "\tat += %s;\n", linux_size(field).text);
}

/* Where parts follow, those of variable length are moved together behind `data`. */
static void say_move(const struct linux_driver *driver, const struct taking *taking,
                     const struct wire_part *part)
{
	const char *length =
	        linux_member(taking->event, part->tail, IOCTL_LENGTH)->name.text;

	if (part->index == 0)
		sayf(driver, "\tdata = @->event%s;\n\tat = data + event.%s;\n",
		     part->count ? " + sizeof(*wire)" : "", length);
	else if (is_first(taking, part->tail))
		sayf(driver, "\tdata = at;\n\tat += event.%s;\n", length);
	else
		sayf(driver,
		     "\tmemmove(data + data_length, at, event.%s);\n"
		     "\tat += event.%s;\n",
		     length, length);
	sayf(driver, "\tdata_length += event.%s;\n", length);
}

/* An event that is to be passed over was dealt with; another one is refused. */
static void say_reserved(const struct linux_driver *driver, const struct field *field,
                         struct name at)
{
	const char *outcome = field->reserved_skip ? "true" : "false";

	if (field->extent == VQS_ARRAY || field->kind == VQS_STRUCT)
		sayf(driver, "\tif (memchr_inv(&%s, 0, sizeof(%s)))\n\t\treturn %s;\n",
		     at.text, at.text, outcome);
	else
		sayf(driver, "\tif (%s)\n\t\treturn %s;\n", at.text, outcome);
}

static void say_part(const struct linux_driver *driver, const struct taking *taking,
                     const struct wire_part *part)
{
	struct name wire = wire_name(part);

	if (part->count && part->index)
		sayf(driver, "\t%s = at;\n", wire.text);
	for (unsigned int i = 0; i < part->count; i++) {
		const struct field *field = &part->fields[i];
		const struct ioctl_member *member =
		        linux_member(taking->event, field, IOCTL_VALUE);
		struct name to, from;

		if (field->role == ROLE_RESERVED && field->reserved_strict)
			say_reserved(driver, field,
			             name_of("%s->%s", wire.text,
			                     linux_path(part, i).text));
		if (!member)
			continue;
		to = name_of("event.%s", member->name.text);
		from = name_of("%s->%s", wire.text, linux_path(part, i).text);
		linux_get(driver, field, to.text, from.text);
		linux_judge(driver, field, to.text, "return false;");
	}
	if (part->tail && linux_lacks(part->tail)) {
		say_lacking(driver, taking, part);
		return;
	}
	if (part->count && part->index && part->tail)
		sayf(driver, "\tat = (void *)(%s + 1);\n", wire.text);
	if (part->tail)
		say_length(driver, taking, part->tail);
	if (part->tail && taking->walks)
		say_move(driver, taking, part);
}

static void say_keep(const struct linux_driver *driver, const struct taking *taking)
{
	const struct ioctl_member *length = NULL;
	struct wire_part part = { 0 };

	if (!taking->data) {
		say(driver, "\tevent.hdr.length = sizeof(event);\n");
		return;
	}
	while (wire_part_next(driver->model, taking->event->message, true, &part))
		if (part.tail && is_variable(part.tail))
			length = linux_member(taking->event, part.tail, IOCTL_LENGTH);
	if (taking->walks) {
		say(driver,
		    "\tevent.hdr.length = ALIGN(sizeof(event) + data_length, 8);\n"
		    "\tvirtio_$_keep(@, &event, sizeof(event), data, "
		    "data_length);\n");
		return;
	}
	part = (struct wire_part){ 0 };
	wire_part_next(driver->model, taking->event->message, true, &part);
	sayf(driver,
	     "\tevent.hdr.length = ALIGN(sizeof(event) + event.%s, 8);\n"
	     "\tvirtio_$_keep(@, &event, sizeof(event), %s, event.%s);\n",
	     length->name.text,
	     part.flexible ? name_of("wire->%s", part.tail->label.name).text : "@->event",
	     length->name.text);
}

static bool any_data(const struct linux_driver *driver)
{
	for (unsigned int i = 0; i < driver->ioctls->event_count; i++)
		if (taking_of(&driver->ioctls->events[i]).data)
			return true;
	return false;
}

static bool loops(const struct ioctl_struct *event)
{
	for (unsigned int i = 0; i < event->count; i++) {
		const struct field *field = event->members[i].field;

		if (event->members[i].kind == IOCTL_VALUE && field->extent == VQS_ARRAY &&
		    (!linux_is_plain(field) || linux_is_judged(field)))
			return true;
	}
	return false;
}

static void say_variables(const struct linux_driver *driver, const struct taking *taking)
{
	sayf(driver, "\tstruct %s event = {\n\t\t.hdr.type = %s,\n\t};\n",
	     taking->event->name.text, taking->event->constant.text);
	linux_count_variables(driver, taking->event->message);
	linux_size_variables(driver, taking->half);
	say_wires(driver, taking);
	if (taking->walks)
		say(driver, "\tu32 data_length = 0;\n\tvoid *data, *at;\n");
	else if (taking->lacks)
		say(driver, "\tvoid *at;\n");
	if (loops(taking->event))
		say(driver, "\tunsigned int i;\n");
	if (taking->data)
		say(driver, "\tu32 left;\n");
	say(driver, "\n");
}

static void say_event(const struct linux_driver *driver, const struct ioctl_struct *event)
{
	struct taking taking = taking_of(event);
	struct wire_part part = { 0 };

	linux_sums(driver, event);
	sayf(driver,
	     "\n/* Under @->lock. False: the description forbids it. */\n"
	     "static bool virtio_$_take_%s(struct virtio_$ *@, u32 used)\n{\n",
	     name_message(driver->model, event->message).text);
	say_variables(driver, &taking);
	linux_sizes(driver, taking.half);
	if (taking.half->least) {
		say(driver, "\tif (used < ");
		say_least(driver, &taking);
		say(driver, ")\n\t\treturn false;\n");
	}
	if (taking.data) {
		say(driver, "\tleft = used");
		say(driver, taking.half->least ? " - " : "");
		say(driver, taking.walks && taking.half->least ? "(" : "");
		say_least(driver, &taking);
		say(driver, taking.walks && taking.half->least ? ")" : "");
		say(driver, ";\n");
	}
	while (wire_part_next(driver->model, event->message, true, &part))
		say_part(driver, &taking, &part);
	say_keep(driver, &taking);
	if (!taking.data)
		sayf(driver, "\tvirtio_$_keep(@, &event, sizeof(event)%s);\n",
		     any_data(driver) ? ", NULL, 0" : "");
	say(driver, "\treturn true;\n}\n");
}

/* ---- Which event it is --------------------------------------------------- */

static unsigned int posted_queues(const struct model *model)
{
	unsigned int count = 0;

	for (unsigned int i = 0; i < model->queue_count; i++)
		count += model->queues[i].posted;
	return count;
}

static void say_case(const struct linux_driver *driver, const struct message *message)
{
	char *condition = linux_condition(driver, &message->condition, NULL, false);

	if (message->opcode_class.given)
		sayf(driver, "\tcase (u64)%s << 32 | %s:\n\t\treturn ",
		     linux_class(driver, message).text,
		     name_opcode(driver->model, message).text);
	else
		sayf(driver, "\tcase %s:\n\t\treturn ",
		     name_opcode(driver->model, message).text);
	if (message->condition.count)
		sayf(driver, "(%s) &&\n\t\t       ", condition);
	sayf(driver, "virtio_$_take_%s(@, used);\n",
	     name_message(driver->model, message).text);
	free(condition);
}

static struct name header_value(const struct field *field)
{
	if (!*linux_order(field->kind))
		return name_of("hdr->%s", field->label.name);
	return name_of("%s_to_cpu(hdr->%s)", linux_order(field->kind), field->label.name);
}

/* The opcode stands in the header of the device-writable half. */
static void say_family(const struct linux_driver *driver, const struct family *family)
{
	struct name value = header_value(family->opcode);

	if (family->opcode->mask.given)
		value = name_of("%s & %s", value.text, linux_mask(family->opcode).text);
	if (family->opcode_class)
		value = name_of("(u64)%s << 32 | %s",
		                header_value(family->opcode_class).text, value.text);
	sayf(driver,
	     "\n/* Under @->lock. */\n"
	     "static bool virtio_$_which_%s(struct virtio_$ *@, u32 used)\n{\n"
	     "\tconst struct %s *hdr = @->event;\n\n"
	     "\tif (used < sizeof(*hdr))\n\t\treturn false;\n"
	     "\tswitch (%s) {\n",
	     name_local(driver->model, family->label.name),
	     name_wire_header(driver->model, family, true).text, value.text);
	for (unsigned int i = 0; i < family->count; i++)
		say_case(driver, &family->messages[i]);
	say(driver, "\tdefault:\n\t\treturn false;\n\t}\n}\n");
}

static struct name family_function(const struct linux_driver *driver,
                                   const struct family *family)
{
	if (family->has_opcode)
		return name_of("which_%s", name_local(driver->model, family->label.name));
	return name_of("take_%s", name_message(driver->model, &family->messages[0]).text);
}

/* Whether `queue` is of the row. */
static struct name queue_test(const struct linux_driver *driver,
                              const struct queue *queue)
{
	struct name first = linux_queue(driver, queue);
	struct name many = linux_queue_many(driver, queue);

	if (!linux_queue_loops(queue))
		return name_of("queue == %s", first.text);
	if (queue->stride == 1)
		return name_of("queue >= %s && queue < %s + %s", first.text, first.text,
		               many.text);
	return name_of("queue >= %s && queue < %s && (queue - %s) %% %u == 0", first.text,
	               linux_queue_nth(driver, queue, many.text).text, first.text,
	               queue->stride);
}

static void say_queues(const struct linux_driver *driver)
{
	const struct model *model = driver->model;

	say(driver, "\n/* Under @->lock. */\n"
	            "static bool virtio_$_take(struct virtio_$ *@, unsigned int queue, "
	            "u32 used)\n{\n");
	for (unsigned int i = 0; i < model->queue_count; i++) {
		const struct queue *queue = &model->queues[i];
		char *condition = linux_condition(driver, &queue->condition, NULL, false);

		if (queue->posted)
			sayf(driver,
			     "\tif (%s%s%s%s)\n\t\treturn virtio_$_%s(@, used);\n",
			     queue->shifts ? "(" : "", queue->shifts ? condition : "",
			     queue->shifts ? ") && " : "", queue_test(driver, queue).text,
			     family_function(driver, queue->family).text);
		free(condition);
	}
	say(driver, "\treturn false;\n}\n");
}

static void say_dispatch(const struct linux_driver *driver)
{
	const struct model *model = driver->model;
	bool one = posted_queues(model) == 1;
	struct name take = name_of("take(@, queue, used)");

	for (unsigned int i = 0; i < model->queue_count; i++)
		if (model->queues[i].posted && one)
			take = name_of(
			        "%s(@, used)",
			        family_function(driver, model->queues[i].family).text);
	if (!one)
		say_queues(driver);
	sayf(driver,
	     "\n/* Under @->lock. The device may go on writing: what is judged is a "
	     "copy. "
	     "*/\n"
	     "static void virtio_$_event(struct virtio_$ *@, %sconst void *buffer, u32 "
	     "used)\n"
	     "{\n"
	     "\tif (used <= VIRTIO_^_EVENT_ROOM) {\n"
	     "\t\tmemcpy(@->event, buffer, used);\n"
	     "\t\tif (virtio_$_%s)\n"
	     "\t\t\treturn;\n"
	     "\t}\n"
	     "\tdev_warn_ratelimited(&@->vdev->dev, \"an event of %%u bytes makes no "
	     "sense\\n\", used);\n"
	     "}\n",
	     one ? "" : "unsigned int queue, ", take.text);
}

static void say_messages(const struct linux_driver *driver)
{
	const struct model *model = driver->model;

	for (unsigned int i = 0; i < driver->ioctls->event_count; i++)
		say_event(driver, &driver->ioctls->events[i]);
	for (unsigned int i = 0; i < model->family_count; i++) {
		const struct family *family = &model->families[i];

		if (family->has_opcode && family_used(model, family, true))
			say_family(driver, family);
	}
}

void linux_event(const struct linux_driver *driver)
{
	bool one = posted_queues(driver->model) == 1;

	if (!driver->events)
		return;
	say(driver, making_room);
	say(driver, any_data(driver) ? keeping_data : keeping);
	say_messages(driver);
	say_dispatch(driver);
	say(driver, posting);
	say(driver, used_start);
	sayf(driver, "\t\t\tvirtio_$_event(@, %sbuffer, used);\n",
	     one ? "" : "vq->index, ");
	say(driver, used_end);
}
