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
		linux_event_take(driver, &driver->ioctls->events[i]);
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
	say(driver, linux_event_any_data(driver) ? keeping_data : keeping);
	say_messages(driver);
	say_dispatch(driver);
	say(driver, posting);
	say(driver, used_start);
	sayf(driver, "\t\t\tvirtio_$_event(@, %sbuffer, used);\n",
	     one ? "" : "vq->index, ");
	say(driver, used_end);
}
