/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `linux`: the driver's life, from probe to remove, over suspend and resume.
 */
#include "linux.h"

#include <inttypes.h>
#include <stdlib.h>

static const char *callback_of(const struct queue *queue)
{
	return queue->posted ? "virtio_$_events_used" : "virtio_$_requests_used";
}

/* ---- Virtqueues ---------------------------------------------------------- */

static void say_one(const struct linux_driver *driver, const struct queue *queue,
                    const char *indent)
{
	struct name index = linux_queue(driver, queue);

	sayf(driver,
	     "%sinfo[%s].name = \"%s\";\n%sinfo[%s].callback = %s;\n%scount = %s + 1;\n",
	     indent, index.text, queue->label.name, indent, index.text,
	     callback_of(queue), indent, index.text);
}

static void say_many(const struct linux_driver *driver, const struct queue *queue,
                     const char *indent)
{
	struct name index = linux_queue_nth(driver, queue, "i");
	struct name many = linux_queue_many(driver, queue);

	sayf(driver,
	     "%sfor (i = 0; i < %s; i++) {\n"
	     "%s\tat = &info[%s];\n"
	     "%s\tat->name = \"%s\";\n"
	     "%s\tat->callback = %s;\n"
	     "%s\tcount = max(count, %s + 1);\n"
	     "%s}\n",
	     indent, many.text, indent, index.text, indent, queue->label.name, indent,
	     callback_of(queue), indent, index.text, indent);
}

/* A queue or a row of them: described, where its condition holds. */
static void say_row(const struct linux_driver *driver, const struct queue *queue)
{
	char *condition = linux_condition(driver, &queue->condition, NULL, false);
	const char *indent = queue->condition.count ? "\t\t" : "\t";

	if (queue->condition.count)
		sayf(driver, "\tif (%s) {\n", condition);
	free(condition);
	if (linux_queue_loops(queue))
		say_many(driver, queue, indent);
	else
		say_one(driver, queue, indent);
	if (queue->condition.count)
		say(driver, "\t}\n");
}

static bool any_row_of_many(const struct linux_driver *driver)
{
	for (unsigned int i = 0; i < driver->model->queue_count; i++)
		if (linux_queue_loops(&driver->model->queues[i]))
			return true;
	return false;
}

static bool any_posted_row_of_many(const struct linux_driver *driver)
{
	for (unsigned int i = 0; i < driver->model->queue_count; i++)
		if (driver->model->queues[i].posted &&
		    linux_queue_loops(&driver->model->queues[i]))
			return true;
	return false;
}

static void say_find(const struct linux_driver *driver)
{
	const struct model *model = driver->model;

	say(driver,
	    "\n/* A virtqueue that is not negotiated has no name and is left out. */\n"
	    "static int virtio_$_find_vqs(struct virtio_$ *@)\n{\n"
	    "\tstruct virtqueue_info info[VIRTIO_^_VQS] = {};\n");
	if (any_row_of_many(driver))
		say(driver, "\tstruct virtqueue_info *at;\n"
		            "\tunsigned int count = 0, i;\n");
	else
		say(driver, "\tunsigned int count = 0;\n");
	linux_row_variables(driver);
	say(driver, "\n");
	linux_rows_find(driver);
	for (unsigned int i = 0; i < model->queue_count; i++)
		say_row(driver, &model->queues[i]);
	say(driver, "\treturn virtio_find_vqs(@->vdev, count, @->vqs, info, NULL);\n}\n");
}

/* The index of a row that is not there may be another's: then a guard comes first. */
static void say_guard(const struct linux_driver *driver, const struct queue *queue)
{
	char *condition = linux_condition(driver, &queue->condition, NULL, false);

	if (queue->shifts)
		sayf(driver, "\tif (%s)\n\t", condition);
	free(condition);
}

/* For each queue of the kind, the row's in a loop, a statement with %s for its index. */
static void say_each(const struct linux_driver *driver, bool posted, const char *before,
                     const char *after)
{
	for (unsigned int i = 0; i < driver->model->queue_count; i++) {
		const struct queue *queue = &driver->model->queues[i];
		struct name index = linux_queue(driver, queue);

		if (queue->posted != posted)
			continue;
		say_guard(driver, queue);
		if (linux_queue_loops(queue)) {
			index = linux_queue_nth(driver, queue, "i");
			sayf(driver, "\tfor (i = 0; i < %s; i++)\n\t%s",
			     linux_queue_many(driver, queue).text,
			     queue->shifts ? "\t" : "");
		}
		sayf(driver, "\t%s@->vqs[%s]%s", before, index.text, after);
	}
}

/* ---- Stopping ------------------------------------------------------------ */

/* clang-format off: a line of text is a line of the driver */
static const char drop_calls[] =
        "\nstatic void virtio_$_drop_calls(struct virtqueue *vq)\n"
        "{\n"
        "\tstruct virtio_$_call *call;\n"
        "\n"
        "\twhile (vq && (call = virtqueue_detach_unused_buf(vq)))\n"
        "\t\tvirtio_$_call_put(call);\n"
        "}\n";

static const char drop_events[] =
        "\nstatic void virtio_$_drop_events(struct virtqueue *vq)\n"
        "{\n"
        "\tvoid *buffer;\n"
        "\n"
        "\twhile (vq && (buffer = virtqueue_detach_unused_buf(vq)))\n"
        "\t\tkfree(buffer);\n"
        "}\n";

static const char stop_head[] =
        "\n/*\n"
        " * Ends what is on its way with `result`, and takes everything from the "
        "device.\n"
        " * It has nothing when it was frozen and could not be restored.\n"
        " */\n"
        "static void virtio_$_stop(struct virtio_$ *@, int result)\n"
        "{\n"
        "\tbool live;\n"
        "\n"
        "\tspin_lock_irq(&@->lock);\n"
        "\tlive = @->live;\n"
        "\t@->live = false;\n";

static const char stop_head_alone[] =
        "\nstatic void virtio_$_stop(struct virtio_$ *@, int result)\n"
        "{\n"
        "\tspin_lock_irq(&@->lock);\n"
        "\t@->live = false;\n";

static const char stop_tail[] = "\tspin_unlock_irq(&@->lock);\n"
                                "\n"
                                "\tvirtio_reset_device(@->vdev);\n";
/* clang-format on */

static void say_drop(const struct linux_driver *driver)
{
	if (driver->requests)
		say(driver, drop_calls);
	if (driver->events)
		say(driver, drop_events);
	say(driver, "\n/* Takes everything back from a device that was reset. */\n"
	            "static void virtio_$_drop(struct virtio_$ *@)\n{\n");
	if (any_row_of_many(driver))
		say(driver, "\tunsigned int i;\n\n");
	say_each(driver, false, "virtio_$_drop_calls(", ");\n");
	say_each(driver, true, "virtio_$_drop_events(", ");\n");
	say(driver, "\t@->vdev->config->del_vqs(@->vdev);\n"
	            "\tmemset(@->vqs, 0, sizeof(@->vqs));\n}\n");
}

static void say_stop(const struct linux_driver *driver)
{
	say(driver, driver->vqs ? stop_head : stop_head_alone);
	if (driver->requests)
		say(driver, "\tvirtio_$_end_all(@, result);\n");
	else if (driver->events)
		say(driver, "\twake_up_all(&@->arrived);\n");
	say(driver, stop_tail);
	if (driver->vqs)
		say(driver, "\tif (live)\n\t\tvirtio_$_drop(@);\n");
	say(driver, "}\n");
}

/* ---- Starting ------------------------------------------------------------ */

/* Whether some request has both halves: it takes two descriptors. */
static bool takes_two(const struct linux_driver *driver)
{
	for (unsigned int i = 0; i < driver->ioctls->request_count; i++) {
		const struct message *message = driver->ioctls->requests[i].message;

		if (message->readable.present && message->writable.present)
			return true;
	}
	return false;
}

/* The device may ask for larger buffers than there are: then nothing works. */
static void say_least_buffers(const struct linux_driver *driver)
{
	for (unsigned int i = 0; i < driver->model->queue_count; i++) {
		const struct queue *queue = &driver->model->queues[i];
		const struct field *field = queue->least_buffer_field;
		char *condition;

		if (!field)
			continue;
		condition = linux_condition(driver, &queue->condition, NULL, false);
		if (queue->condition.count)
			sayf(driver, "\tif (%s)\n\t", condition);
		sayf(driver,
		     "\tvirtio_cread_le(@->vdev, struct virtio_$_config, %s, &%s_least);\n"
		     "\tif (%s_least > VIRTIO_^_EVENT_ROOM) {\n"
		     "\t\tdev_err(&@->vdev->dev, \"%s: larger buffers than this driver "
		     "has\\n\");\n"
		     "\t\treturn -E2BIG;\n\t}\n",
		     field->label.name, queue->label.name, queue->label.name,
		     field->label.name);
		free(condition);
	}
}

static void say_least_variables(const struct linux_driver *driver)
{
	for (unsigned int i = 0; i < driver->model->queue_count; i++) {
		const struct queue *queue = &driver->model->queues[i];

		if (queue->least_buffer_field)
			sayf(driver, "\tu%u %s_least = 0;\n",
			     linux_bits(queue->least_buffer_field->kind),
			     queue->label.name);
	}
}

static void say_fill_all(const struct linux_driver *driver)
{
	say(driver, "\nstatic int virtio_$_fill_all(struct virtio_$ *@)\n{\n");
	if (any_posted_row_of_many(driver))
		say(driver, "\tunsigned int i;\n");
	say_least_variables(driver);
	say(driver, "\tint ret = 0;\n\n");
	say_least_buffers(driver);
	say_each(driver, true, "ret = ret ? ret : virtio_$_fill(@, ", ");\n");
	say(driver, "\treturn ret;\n}\n");
}

/* Whether filling them is more than one statement. */
static bool fills_many(const struct linux_driver *driver)
{
	unsigned int count = 0;

	for (unsigned int i = 0; i < driver->model->queue_count; i++) {
		const struct queue *queue = &driver->model->queues[i];

		if (!queue->posted)
			continue;
		if (linux_queue_loops(queue) || queue->shifts || queue->least_buffer_field)
			return true;
		count++;
	}
	return count > 1;
}

static void say_room_check(const struct linux_driver *driver)
{
	say(driver, "\n/* A request takes two descriptors: with fewer it would wait for "
	            "ever. */\n"
	            "static bool virtio_$_fits(struct virtqueue *vq)\n{\n"
	            "\treturn !vq || virtqueue_get_vring_size(vq) >= 2;\n}\n");
}

static void say_fits(const struct linux_driver *driver)
{
	for (unsigned int i = 0; i < driver->model->queue_count; i++) {
		const struct queue *queue = &driver->model->queues[i];
		struct name index = linux_queue(driver, queue);

		if (queue->posted)
			continue;
		say_guard(driver, queue);
		if (linux_queue_loops(queue)) {
			index = linux_queue_nth(driver, queue, "i");
			sayf(driver, "\tfor (i = 0; i < %s; i++)\n\t%s",
			     linux_queue_many(driver, queue).text,
			     queue->shifts ? "\t" : "");
		}
		sayf(driver, "\tif (!virtio_$_fits(@->vqs[%s]))\n\t\t%s%sret = -EINVAL;\n",
		     index.text, linux_queue_loops(queue) ? "\t" : "",
		     queue->shifts ? "\t" : "");
	}
}

/* clang-format off: a line of text is a line of the driver */
static const char live[] = "\n\tspin_lock_irq(&@->lock);\n"
                           "\t@->broken = false;\n"
                           "\t@->live = true;\n"
                           "\tspin_unlock_irq(&@->lock);\n"
                           "\tvirtio_device_ready(@->vdev);\n"
                           "\n";
/* clang-format on */

/* What can go wrong when the device is live. */
static void say_start_live(const struct linux_driver *driver)
{
	if (takes_two(driver))
		say_fits(driver);
	if (takes_two(driver) && driver->events)
		say(driver, "\tif (!ret)\n\t");
	if (fills_many(driver))
		say(driver, "\tret = virtio_$_fill_all(@);\n");
	else if (driver->events)
		say_each(driver, true, "ret = virtio_$_fill(@, ", ");\n");
	if (takes_two(driver) || driver->events)
		say(driver, "\tif (ret)\n\t\tvirtio_$_stop(@, ret);\n\treturn ret;\n}\n");
	else
		say(driver, "\treturn 0;\n}\n");
}

static void say_start(const struct linux_driver *driver)
{
	if (takes_two(driver))
		say_room_check(driver);
	if (fills_many(driver))
		say_fill_all(driver);
	say(driver, "\nstatic int virtio_$_start(struct virtio_$ *@)\n{\n");
	if (takes_two(driver) && any_row_of_many(driver))
		say(driver, "\tunsigned int i;\n");
	if (driver->vqs)
		say(driver, "\tint ret;\n\n"
		            "\tret = virtio_$_find_vqs(@);\n"
		            "\tif (ret)\n\t\treturn ret;\n");
	if (linux_counts_any(driver->model))
		say(driver, "\tvirtio_$_read_counts(@);\n");
	say(driver, live);
	say_start_live(driver);
}

/* ---- Probe and remove ---------------------------------------------------- */

static void say_allocation(const struct linux_driver *driver)
{
	say(driver,
	    "\nstatic struct virtio_$ *virtio_$_new(struct virtio_device *vdev)\n{\n"
	    "\tstruct virtio_$ *@ = kzalloc(sizeof(*@), GFP_KERNEL);\n"
	    "\tint ret = -ENOMEM;\n\n"
	    "\tif (!@)\n\t\treturn ERR_PTR(-ENOMEM);\n");
	if (driver->events)
		say(driver, "\t@->event = kmalloc(VIRTIO_^_EVENT_ROOM, GFP_KERNEL);\n"
		            "\tif (!@->event)\n\t\tgoto free;\n");
	say(driver, "\tret = ida_alloc(&virtio_$_ida, GFP_KERNEL);\n"
	            "\tif (ret < 0)\n\t\tgoto free;\n\n"
	            "\t@->id = ret;\n"
	            "\t@->vdev = vdev;\n"
	            "\t@->features = vdev->features;\n");
	linux_imply(driver);
	say(driver, "\tget_device(&vdev->dev);\n"
	            "\tkref_init(&@->ref);\n"
	            "\tspin_lock_init(&@->lock);\n"
	            "\tINIT_WORK(&@->config_work, virtio_$_config_work);\n");
}

static void say_new(const struct linux_driver *driver)
{
	say_allocation(driver);
	if (driver->requests)
		say(driver, "\tinit_waitqueue_head(&@->room);\n"
		            "\tINIT_LIST_HEAD(&@->calls);\n");
	if (driver->events)
		say(driver, "\tinit_waitqueue_head(&@->arrived);\n"
		            "\tINIT_LIST_HEAD(&@->readers);\n");
	say(driver, "\tsnprintf(@->name, sizeof(@->name), \"$%d\", @->id);\n"
	            "\t@->misc.minor = MISC_DYNAMIC_MINOR;\n"
	            "\t@->misc.name = @->name;\n"
	            "\t@->misc.fops = &virtio_$_fops;\n"
	            "\t@->misc.parent = &vdev->dev;\n");
	if (driver->config)
		say(driver, "\t@->misc.groups = virtio_$_groups;\n");
	say(driver, "\treturn @;\n\nfree:\n");
	if (driver->events)
		say(driver, "\tkfree(@->event);\n");
	say(driver, "\tkfree(@);\n\treturn ERR_PTR(ret);\n}\n");
}

/* clang-format off: a line of text is a line of the driver */
static const char life[] =
        "\nstatic int virtio_$_probe(struct virtio_device *vdev)\n"
        "{\n"
        "\tstruct virtio_$ *@;\n"
        "\tint ret;\n"
        "\n"
        "\t@ = virtio_$_new(vdev);\n"
        "\tif (IS_ERR(@))\n"
        "\t\treturn PTR_ERR(@);\n"
        "\tvdev->priv = @;\n"
        "\tret = virtio_$_start(@);\n"
        "\tif (ret)\n"
        "\t\tgoto put;\n"
        "\tret = misc_register(&@->misc);\n"
        "\tif (ret)\n"
        "\t\tgoto stop;\n"
        "\treturn 0;\n"
        "\n"
        "stop:\n"
        "\tvirtio_$_stop(@, -ENODEV);\n"
        "put:\n"
        "\tkref_put(&@->ref, virtio_$_free);\n"
        "\treturn ret;\n"
        "}\n"
        "\n"
        "/* Also when the device is gone already. Open files stay, and get ENODEV. */\n"
        "static void virtio_$_remove(struct virtio_device *vdev)\n"
        "{\n"
        "\tstruct virtio_$ *@ = vdev->priv;\n"
        "\n"
        "\tcancel_work_sync(&@->config_work);\n"
        "\tmisc_deregister(&@->misc);\n"
        "\tvirtio_$_stop(@, -ENODEV);\n"
        "\tkref_put(&@->ref, virtio_$_free);\n"
        "}\n"
        "\n"
        "#ifdef CONFIG_PM_SLEEP\n"
        "/* The device forgets everything: what is on its way ends with ECANCELED. */\n"
        "static int virtio_$_freeze(struct virtio_device *vdev)\n"
        "{\n"
        "\tstruct virtio_$ *@ = vdev->priv;\n"
        "\n"
        "\tcancel_work_sync(&@->config_work);\n"
        "\tvirtio_$_stop(@, -ECANCELED);\n"
        "\treturn 0;\n"
        "}\n"
        "\n"
        "static int virtio_$_restore(struct virtio_device *vdev)\n"
        "{\n"
        "\treturn virtio_$_start(vdev->priv);\n"
        "}\n"
        "#endif\n";
/* clang-format on */

static void say_driver(const struct linux_driver *driver)
{
	bool features = driver->model->feature_count > 0;

	sayf(driver,
	     "\nstatic const struct virtio_device_id virtio_$_ids[] = {\n"
	     "\t{ %s, VIRTIO_DEV_ANY_ID },\n\t{ }\n};\n"
	     "MODULE_DEVICE_TABLE(virtio, virtio_$_ids);\n",
	     name_id(driver->model).text);
	if (features)
		linux_features(driver);
	say(driver, "\nstatic struct virtio_driver virtio_$_driver = {\n"
	            "\t.driver.name\t\t= KBUILD_MODNAME,\n"
	            "\t.id_table\t\t= virtio_$_ids,\n");
	if (features)
		say(driver, "\t.feature_table\t\t= virtio_$_features,\n"
		            "\t.feature_table_size\t= ARRAY_SIZE(virtio_$_features),\n");
	say(driver, "\t.validate\t\t= virtio_$_validate,\n"
	            "\t.probe\t\t\t= virtio_$_probe,\n"
	            "\t.remove\t\t\t= virtio_$_remove,\n"
	            "\t.config_changed\t\t= virtio_$_config_changed,\n"
	            "#ifdef CONFIG_PM_SLEEP\n"
	            "\t.freeze\t\t\t= virtio_$_freeze,\n"
	            "\t.restore\t\t= virtio_$_restore,\n"
	            "#endif\n};\n"
	            "module_virtio_driver(virtio_$_driver);\n\n"
	            "MODULE_DESCRIPTION(\"Driver of the virtio $ device\");\n"
	            "MODULE_LICENSE(\"GPL\");\n");
}

void linux_life(const struct linux_driver *driver)
{
	say(driver, "\n/* The device's life. */\n");
	if (driver->vqs) {
		say_find(driver);
		say_drop(driver);
	}
	say_stop(driver);
	say_start(driver);
	say_new(driver);
	say(driver, life);
	linux_validate(driver);
	say_driver(driver);
}
