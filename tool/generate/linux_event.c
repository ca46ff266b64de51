/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `linux`: events, from the buffers that the device fills to read().
 */
#include "linux.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "wire_parts.h"

static const char keeping[] =
        "\n/* Events: from the buffers that the device fills to the readers. */\n"
        "\n"
        "/* Under @->lock. */\n"
        "static int virtio_$_post(struct virtqueue *vq, void *buffer, size_t size)\n"
        "{\n"
        "\tstruct scatterlist sg;\n"
        "\n"
        "\tmemset(buffer, 0, size);\n"
        "\tsg_init_one(&sg, buffer, size);\n"
        "\treturn virtqueue_add_inbuf(vq, &sg, 1, buffer, GFP_ATOMIC);\n"
        "}\n"
        "\n"
        "/* Under @->lock. A reader that is slow loses its oldest events. */\n"
        "static void virtio_$_keep(struct virtio_$ *@, const void *event, size_t length, "
        "const void *data, size_t data_length)\n"
        "{\n"
        "\tstruct virtio_$_reader *reader;\n"
        "\tstruct virtio_$_event_node *node;\n"
        "\n"
        "\tlist_for_each_entry(reader, &@->readers, node) {\n"
        "\t\tif (reader->count == VIRTIO_^_KEPT) {\n"
        "\t\t\tnode = list_first_entry(&reader->events, struct virtio_$_event_node, "
        "node);\n"
        "\t\t\tlist_del(&node->node);\n"
        "\t\t\tkfree(node);\n"
        "\t\t\treader->count--;\n"
        "\t\t}\n"
        "\t\tnode = kzalloc(struct_size(node, bytes, ALIGN(length + data_length, 8)), "
        "GFP_ATOMIC);\n"
        "\t\tif (!node)\n"
        "\t\t\tcontinue;\n"
        "\t\tnode->length = ALIGN(length + data_length, 8);\n"
        "\t\tmemcpy(node->bytes, event, length);\n"
        "\t\tmemcpy(node->bytes + length, data, data_length);\n"
        "\t\tlist_add_tail(&node->node, &reader->events);\n"
        "\t\treader->count++;\n"
        "\t}\n"
        "}\n";

static const char used_head[] =
        "\n/*\n"
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
        "&used))) {\n"
        "\t\t\tvirtio_$_event(@, vq->index, buffer, used);\n"
        "\t\t\ttaken[count++] = buffer;\n"
        "\t\t}\n"
        "\t} while (!virtqueue_enable_cb(vq) && count < ARRAY_SIZE(taken));\n"
        "\twhile (count--)\n"
        "\t\tif (virtio_$_post(vq, taken[count], virtio_$_event_room(vq->index)))\n"
        "\t\t\tkfree(taken[count]);\n"
        "\tvirtqueue_kick(vq);\n"
        "\tif (virtqueue_is_broken(vq))\n"
        "\t\tvirtio_$_break(@, \"a virtqueue is broken\");\n"
        "\twake_up_all(&@->arrived);\n"
        "unlock:\n"
        "\tspin_unlock_irqrestore(&@->lock, flags);\n"
        "}\n";

static const char posting[] =
        "\n/* Gives the device buffers for events; before it is live. */\n"
        "static int virtio_$_fill(struct virtqueue *vq)\n"
        "{\n"
        "\tsize_t room = virtio_$_event_room(vq->index);\n"
        "\tunsigned int i;\n"
        "\tvoid *buffer;\n"
        "\n"
        "\tfor (i = 0; i < VIRTIO_^_POSTED; i++) {\n"
        "\t\tbuffer = kmalloc(room, GFP_KERNEL);\n"
        "\t\tif (!buffer)\n"
        "\t\t\treturn i ? 0 : -ENOMEM;\n"
        "\t\tif (virtio_$_post(vq, buffer, room)) {\n"
        "\t\t\tkfree(buffer);\n"
        "\t\t\tbreak;\n"
        "\t\t}\n"
        "\t}\n"
        "\treturn 0;\n"
        "}\n";

static const char *to_cpu(enum vqs_kind kind)
{
	static const char *const functions[] = { "",
		                                 "le16_to_cpu",
		                                 "le32_to_cpu",
		                                 "le64_to_cpu",
		                                 "be16_to_cpu",
		                                 "be32_to_cpu",
		                                 "be64_to_cpu" };

	return functions[kind];
}

/* Copies one member out of the buffer, once. */
static void say_member(const struct linux_driver *driver,
                       const struct ioctl_member *member, bool in_header)
{
	const struct field *field = member->field;
	const char *name = member->name.text;
	struct name wire =
	        name_of("wire->%s%s", in_header ? "hdr." : "", field->label.name);

	if (field->extent == VQS_ARRAY &&
	    (field->kind == VQS_U8 || field->kind == VQS_STRUCT))
		sayf(driver, "\tmemcpy(event.%s, %s, sizeof(event.%s));\n", name,
		     wire.text, name);
	else if (field->extent == VQS_ARRAY)
		sayf(driver,
		     "\tfor (unsigned int i = 0; i < ARRAY_SIZE(event.%s); i++)\n"
		     "\t\tevent.%s[i] = %s(wire->%s[i]);\n",
		     name, name, to_cpu(field->kind), field->label.name);
	else if (field->kind == VQS_U8 || field->kind == VQS_STRUCT)
		sayf(driver, "\tevent.%s = %s;\n", name, wire.text);
	else
		sayf(driver, "\tevent.%s = %s(%s);\n", name, to_cpu(field->kind),
		     wire.text);
}

static const struct ioctl_member *tail_of(const struct ioctl_struct *event)
{
	for (unsigned int i = 0; i < event->count; i++)
		if (event->members[i].kind == IOCTL_LENGTH)
			return &event->members[i];
	return NULL;
}

/* Bytes of an element that a tail is made of. */
static uint32_t element_size(const struct field *field)
{
	return field->size ? field->size : 1;
}

static void say_tail(const struct linux_driver *driver, const struct ioctl_struct *event,
                     const struct ioctl_member *tail)
{
	const struct field *field = tail->field;
	uint32_t head = event->message->writable.head;

	if (field->extent == VQS_REST) {
		sayf(driver, "\tevent.%s = used - %" PRIu32 ";\n", tail->name.text, head);
		return;
	}
	for (unsigned int i = 0; i < event->count; i++) {
		const struct ioctl_member *counter = &event->members[i];

		if (counter->kind != IOCTL_VALUE || !counter->field ||
		    counter->field->index != field->count.counter)
			continue;
		sayf(driver,
		     "\tif (event.%s > (used - %" PRIu32 ") / %" PRIu32 ") {\n"
		     "\t\tvirtio_$_odd_event(@, used);\n\t\treturn;\n\t}\n"
		     "\tevent.%s = event.%s * %" PRIu32 ";\n",
		     counter->name.text, head, element_size(field), tail->name.text,
		     counter->name.text, element_size(field));
	}
}

static void say_members(const struct linux_driver *driver,
                        const struct ioctl_struct *event, const struct wire_part *part)
{
	for (unsigned int i = 0; i < event->count; i++) {
		const struct ioctl_member *member = &event->members[i];

		if (member->kind == IOCTL_VALUE)
			say_member(driver, member,
			           member->field->from_header && !part->shared);
	}
}

static void say_keep(const struct linux_driver *driver, const struct ioctl_member *tail,
                     uint32_t head)
{
	if (tail)
		sayf(driver,
		     "\tevent.hdr.length = ALIGN(sizeof(event) + event.%s, 8);\n"
		     "\tvirtio_$_keep(@, &event, sizeof(event), buffer + %" PRIu32
		     ", event.%s);\n}\n",
		     tail->name.text, head, tail->name.text);
	else
		say(driver, "\tevent.hdr.length = sizeof(event);\n"
		            "\tvirtio_$_keep(@, &event, sizeof(event), buffer, 0);\n}\n");
}

static void say_event(const struct linux_driver *driver, const struct ioctl_struct *event)
{
	const struct message *message = event->message;
	const struct ioctl_member *tail = tail_of(event);
	uint32_t head = message->writable.head;
	struct wire_part part = { 0 };

	wire_part_next(driver->model, message, true, &part);
	sayf(driver,
	     "\n/* Under @->lock. */\n"
	     "static void virtio_$_take_%s(struct virtio_$ *@, const void *buffer, u32 "
	     "used)\n"
	     "{\n\tstruct %s event = {\n\t\t.hdr.type = %s,\n\t};\n",
	     name_message(driver->model, message).text, event->name.text,
	     event->constant.text);
	if (part.count)
		sayf(driver, "\tconst struct %s *wire = buffer;\n", part.name.text);
	sayf(driver,
	     "\n\tif (used < %" PRIu32 ") {\n\t\tvirtio_$_odd_event(@, used);\n"
	     "\t\treturn;\n\t}\n",
	     head);
	say_members(driver, event, &part);
	if (tail)
		say_tail(driver, event, tail);
	say_keep(driver, tail, head);
}

static const struct ioctl_struct *event_of(const struct linux_driver *driver,
                                           const struct message *message)
{
	for (unsigned int i = 0; i < driver->ioctls->event_count; i++)
		if (driver->ioctls->events[i].message == message)
			return &driver->ioctls->events[i];
	return NULL;
}

/* Which of a family's events it is: by the opcode, read once. */
static void say_opcode_switch(const struct linux_driver *driver,
                              const struct family *family, const char *indent)
{
	const struct field *opcode = family->opcode;

	sayf(driver,
	     "%sif (used < %" PRIu32
	     ") {\n%s\tvirtio_$_odd_event(@, used);\n%s\treturn;\n"
	     "%s}\n",
	     indent, opcode->offset + opcode->size, indent, indent, indent);
	sayf(driver, "%sswitch (%s(((const struct %s *)buffer)->%s)) {\n", indent,
	     to_cpu(opcode->kind), name_wire_header(driver->model, family, true).text,
	     opcode->label.name);
	for (unsigned int m = 0; m < family->count; m++)
		sayf(driver,
		     "%scase %s:\n%s\tvirtio_$_take_%s(@, buffer, used);\n%s\treturn;\n",
		     indent, name_opcode(driver->model, &family->messages[m]).text,
		     indent, name_message(driver->model, &family->messages[m]).text,
		     indent);
	sayf(driver, "%sdefault:\n%s\tvirtio_$_odd_event(@, used);\n%s\treturn;\n%s}\n",
	     indent, indent, indent, indent);
}

static void say_family(const struct linux_driver *driver, const struct family *family,
                       const char *indent)
{
	if (family->has_opcode)
		say_opcode_switch(driver, family, indent);
	else
		sayf(driver, "%svirtio_$_take_%s(@, buffer, used);\n", indent,
		     name_message(driver->model, &family->messages[0]).text);
}

static unsigned int posted_queues(const struct model *model)
{
	unsigned int count = 0;

	for (unsigned int i = 0; i < model->queue_count; i++)
		count += model->queues[i].posted;
	return count;
}

/* Of a row of queues the last index, for a case of a switch. */
static struct name queue_case(const struct linux_driver *driver,
                              const struct queue *queue)
{
	struct name first = name_upper("VIRTIO_%s_VQ_%s", driver->model->label.name,
	                               queue->label.name);
	unsigned int count = linux_queue_count(queue);

	if (count == 1)
		return first;
	return name_of("%s ... %s + %u", first.text, first.text, count - 1);
}

static void say_dispatch(const struct linux_driver *driver)
{
	const struct model *model = driver->model;
	bool one = posted_queues(model) == 1;

	say(driver, "\n/* Under @->lock. */\n"
	            "static void virtio_$_event(struct virtio_$ *@, unsigned int queue, "
	            "const void *buffer, "
	            "u32 used)\n{\n");
	if (!one)
		say(driver, "\tswitch (queue) {\n");
	for (unsigned int i = 0; i < model->queue_count; i++) {
		const struct queue *queue = &model->queues[i];

		if (!queue->posted)
			continue;
		if (!one)
			sayf(driver, "\tcase %s:\n", queue_case(driver, queue).text);
		say_family(driver, queue->family, one ? "\t" : "\t\t");
		if (!one)
			say(driver, "\t\tbreak;\n");
	}
	say(driver, one ? "}\n" : "\t}\n}\n");
}

/* The largest event of the queue, and the most of what has no bound. */
static void say_room_of(const struct linux_driver *driver, const struct family *family)
{
	uint32_t most = 1;
	bool open = false;

	for (unsigned int m = 0; m < family->count; m++) {
		const struct half *half = &family->messages[m].writable;
		uint32_t room = half->least;

		for (unsigned int i = 0; i < half->fields.count; i++) {
			const struct field *field = &half->fields.fields[i];
			bool variable =
			        field->extent == VQS_COUNTED || field->extent == VQS_REST;

			if (variable && field->most.given && field->most.value <= 4096)
				room += (uint32_t)field->most.value * element_size(field);
			else if (variable)
				open = true;
		}
		if (room > most)
			most = room;
	}
	sayf(driver, "return %" PRIu32 "%s;\n", most,
	     open ? " + VIRTIO_^_EVENT_ROOM" : "");
}

static void say_room(const struct linux_driver *driver)
{
	const struct model *model = driver->model;

	say(driver, "\n/* Bytes of a buffer that is posted to a queue. */\n"
	            "static size_t virtio_$_event_room(unsigned int queue)\n{\n");
	if (posted_queues(model) > 1)
		say(driver, "\tswitch (queue) {\n");
	for (unsigned int i = 0; i < model->queue_count; i++) {
		if (!model->queues[i].posted)
			continue;
		if (posted_queues(model) > 1)
			sayf(driver, "\tcase %s:\n\t",
			     queue_case(driver, &model->queues[i]).text);
		say(driver, "\t");
		say_room_of(driver, model->queues[i].family);
	}
	say(driver,
	    posted_queues(model) > 1 ? "\tdefault:\n\t\treturn 1;\n\t}\n}\n" : "}\n");
}

void linux_event(const struct linux_driver *driver)
{
	const struct model *model = driver->model;

	if (!driver->events)
		return;
	say(driver, keeping);
	say(driver, "\nstatic void virtio_$_odd_event(struct virtio_$ *@, u32 used)\n{\n"
	            "\tdev_warn_ratelimited(&@->vdev->dev, \"event of %u bytes makes no "
	            "sense\\n\", used);\n"
	            "}\n");
	for (unsigned int f = 0; f < model->family_count; f++)
		for (unsigned int m = 0; m < model->families[f].count; m++)
			if (event_of(driver, &model->families[f].messages[m]))
				say_event(driver,
				          event_of(driver,
				                   &model->families[f].messages[m]));
	say_dispatch(driver);
	say_room(driver);
	say(driver, used_head);
	say(driver, posting);
}
