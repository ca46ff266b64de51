/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `linux`: the driver's life, from probe to remove, over suspend and resume.
 */
#include "linux.h"

#include <inttypes.h>
#include <stdlib.h>

static const char config_changed[] =
        "\nstatic void virtio_$_config_changed(struct virtio_device *vdev)\n"
        "{\n"
        "\tstruct virtio_$ *@ = vdev->priv;\n"
        "\tunsigned long flags;\n"
        "\n"
        "\tif (vdev->config->get_status(vdev) & VIRTIO_CONFIG_S_NEEDS_RESET) {\n"
        "\t\tspin_lock_irqsave(&@->lock, flags);\n"
        "\t\tvirtio_$_break(@, \"the device needs a reset\");\n"
        "\t\tspin_unlock_irqrestore(&@->lock, flags);\n"
        "\t}\n";

static struct name vq_name(const struct linux_driver *driver, const struct queue *queue)
{
	return name_upper("VIRTIO_%s_VQ_%s", driver->model->label.name,
	                  queue->label.name);
}

static const char *callback_of(const struct queue *queue)
{
	return queue->posted ? "virtio_$_events_used" : "virtio_$_requests_used";
}

static bool counted(const struct queue *queue)
{
	return queue->count_field && linux_queue_count(queue) > 1;
}

/* How many of a row of queues the device has: by its configuration. */
static void say_count(const struct linux_driver *driver, const struct queue *queue)
{
	const struct field *field = queue->count_field;
	char *condition = linux_condition(driver, &field->condition, "@->vdev", false);

	sayf(driver,
	     "\t%s_count = 1;\n"
	     "\tif (%s)\n"
	     "\t\tvirtio_cread_le(@->vdev, struct virtio_$_config, %s, &%s_count);\n"
	     "\t@->%s_count = clamp_t(u64, %s_count, 1, %u);\n",
	     queue->label.name, condition, field->label.name, queue->label.name,
	     queue->label.name, queue->label.name, linux_queue_count(queue));
	free(condition);
}

static void say_count_variables(const struct linux_driver *driver)
{
	static const char *const types[] = { "u8", "u16", "u32", "u64" };

	for (unsigned int i = 0; i < driver->model->queue_count; i++) {
		const struct queue *queue = &driver->model->queues[i];

		if (counted(queue) && queue->count_field->kind <= VQS_LE64)
			sayf(driver, "\t%s %s_count;\n", types[queue->count_field->kind],
			     queue->label.name);
	}
}

/* One row of virtqueues: described, where its condition holds. */
static void say_row(const struct linux_driver *driver, const struct queue *queue)
{
	char *condition = linux_condition(driver, &queue->condition, "@->vdev", false);
	const char *indent = queue->condition.count ? "\t\t" : "\t";

	if (queue->condition.count)
		sayf(driver, "\tif (%s) {\n", condition);
	free(condition);
	if (linux_queue_count(queue) == 1) {
		sayf(driver,
		     "%sinfo[%s].name = \"%s\";\n%sinfo[%s].callback = %s;\n"
		     "%scount = %s + 1;\n",
		     indent, vq_name(driver, queue).text, queue->label.name, indent,
		     vq_name(driver, queue).text, callback_of(queue), indent,
		     vq_name(driver, queue).text);
	} else {
		struct name many = counted(queue)
		                           ? name_of("@->%s_count", queue->label.name)
		                           : name_of("%u", linux_queue_count(queue));

		sayf(driver, "%sfor (i = 0; i < %s; i++) {\n", indent, many.text);
		sayf(driver,
		     "%s\tinfo[%s + i].name = \"%s\";\n"
		     "%s\tinfo[%s + i].callback = %s;\n%s}\n%scount = %s + i;\n",
		     indent, vq_name(driver, queue).text, queue->label.name, indent,
		     vq_name(driver, queue).text, callback_of(queue), indent, indent,
		     vq_name(driver, queue).text);
	}
	if (queue->condition.count)
		say(driver, "\t}\n");
}

static bool any_row_of_many(const struct linux_driver *driver)
{
	for (unsigned int i = 0; i < driver->model->queue_count; i++)
		if (linux_queue_count(&driver->model->queues[i]) > 1)
			return true;
	return false;
}

static bool any_posted_row_of_many(const struct linux_driver *driver)
{
	for (unsigned int i = 0; i < driver->model->queue_count; i++)
		if (driver->model->queues[i].posted &&
		    linux_queue_count(&driver->model->queues[i]) > 1)
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
		say(driver, "\tunsigned int count = 0, i;\n");
	else
		say(driver, "\tunsigned int count = 0;\n");
	say_count_variables(driver);
	say(driver, "\n");
	for (unsigned int i = 0; i < model->queue_count; i++)
		if (counted(&model->queues[i]))
			say_count(driver, &model->queues[i]);
	for (unsigned int i = 0; i < model->queue_count; i++)
		say_row(driver, &model->queues[i]);
	say(driver, "\treturn virtio_find_vqs(@->vdev, count, @->vqs, info, NULL);\n}\n");
}

/* A call of a function for each posted queue that is there: what is before and after it.
 */
static void say_for_posted(const struct linux_driver *driver, const char *call,
                           const char *end)
{
	for (unsigned int i = 0; i < driver->model->queue_count; i++) {
		const struct queue *queue = &driver->model->queues[i];
		unsigned int count = linux_queue_count(queue);

		if (!queue->posted)
			continue;
		if (count > 1)
			sayf(driver,
			     "\tfor (i = %s; i < %s + %u; i++)\n\t\tif "
			     "(@->vqs[i])\n\t\t\t",
			     vq_name(driver, queue).text, vq_name(driver, queue).text,
			     count);
		else
			sayf(driver, "\tif (@->vqs[%s])\n\t\t",
			     vq_name(driver, queue).text);
		sayf(driver, "%s(@->vqs[%s])%s", call,
		     count > 1 ? "i" : vq_name(driver, queue).text, end);
	}
}

static void say_start(const struct linux_driver *driver)
{
	bool index = driver->events && any_posted_row_of_many(driver);

	say(driver, "\nstatic int virtio_$_start(struct virtio_$ *@)\n{\n");
	if (index)
		say(driver, "\tunsigned int i;\n");
	if (driver->vqs)
		say(driver, "\tint ret;\n\n"
		            "\tmemset(@->vqs, 0, sizeof(@->vqs));\n"
		            "\tret = virtio_$_find_vqs(@);\n"
		            "\tif (ret)\n\t\treturn ret;\n");
	else
		say(driver, "\n");
	if (driver->events) {
		say_for_posted(driver, "ret = ret ?: virtio_$_fill", ";\n");
		say(driver,
		    "\tif (ret) {\n\t\tvirtio_$_drop(@);\n\t\treturn ret;\n\t}\n");
	}
	say(driver, "\tspin_lock_irq(&@->lock);\n"
	            "\t@->broken = false;\n"
	            "\t@->live = true;\n"
	            "\tspin_unlock_irq(&@->lock);\n\n"
	            "\tvirtio_device_ready(@->vdev);\n");
	if (driver->events)
		say_for_posted(driver, "virtqueue_kick", ";\n");
	say(driver, "\treturn 0;\n}\n");
}

/* Virtqueues one by one: what is in the posted ones is a buffer, in the others a call. */
static void say_drop(const struct linux_driver *driver)
{
	say(driver,
	    "\n/* Takes everything back from a device that is reset or not yet live. */\n"
	    "static void virtio_$_drop(struct virtio_$ *@)\n{\n");
	if (driver->requests)
		say(driver, "\tstruct virtio_$_call *call;\n");
	if (driver->events)
		say(driver, "\tvoid *buffer;\n");
	if (any_row_of_many(driver))
		say(driver, "\tunsigned int i;\n");
	say(driver, "\n");
	for (unsigned int i = 0; i < driver->model->queue_count; i++) {
		const struct queue *queue = &driver->model->queues[i];
		struct name index = vq_name(driver, queue);
		const char *what = queue->posted ? "buffer" : "call";
		const char *end =
		        queue->posted ? "kfree(buffer)" : "virtio_$_call_put(call)";
		bool many = linux_queue_count(queue) > 1;
		bool perhaps = many || queue->condition.count > 0;

		if (many) {
			sayf(driver, "\tfor (i = %s; i < %s + %u; i++)\n", index.text,
			     index.text, linux_queue_count(queue));
			index = name_of("i");
		}
		sayf(driver,
		     "%s\twhile (%s%s%s(%s = virtqueue_detach_unused_buf(@->vqs[%s])))\n"
		     "%s\t\t%s;\n",
		     many ? "\t" : "", perhaps ? "@->vqs[" : "",
		     perhaps ? index.text : "", perhaps ? "] && " : "", what, index.text,
		     many ? "\t" : "", end);
	}
	say(driver, "\t@->vdev->config->del_vqs(@->vdev);\n}\n");
}

static const char stop[] = "\n/* Ends what is on its way with `result`, and takes "
                           "everything from the device. */\n"
                           "static void virtio_$_stop(struct virtio_$ *@, int result)\n"
                           "{\n"
                           "\tspin_lock_irq(&@->lock);\n"
                           "\t@->live = false;\n"
                           "\tvirtio_$_end_all(@, result);\n"
                           "\tspin_unlock_irq(&@->lock);\n"
                           "\n"
                           "\tvirtio_reset_device(@->vdev);\n";

static void say_new(const struct linux_driver *driver)
{
	say(driver,
	    "\nstatic struct virtio_$ *virtio_$_new(struct virtio_device *vdev)\n{\n"
	    "\tstruct virtio_$ *@ = kzalloc(sizeof(*@), GFP_KERNEL);\n\n"
	    "\tif (!@)\n\t\treturn ERR_PTR(-ENOMEM);\n"
	    "\t@->id = ida_alloc(&virtio_$_ida, GFP_KERNEL);\n"
	    "\tif (@->id < 0) {\n\t\tint ret = @->id;\n\n"
	    "\t\tkfree(@);\n\t\treturn ERR_PTR(ret);\n\t}\n"
	    "\tkref_init(&@->ref);\n"
	    "\tspin_lock_init(&@->lock);\n");
	if (driver->requests)
		say(driver,
		    "\tinit_waitqueue_head(&@->room);\n\tINIT_LIST_HEAD(&@->calls);\n");
	if (driver->events)
		say(driver, "\tinit_waitqueue_head(&@->arrived);\n"
		            "\tINIT_LIST_HEAD(&@->readers);\n");
	if (driver->changes)
		say(driver, "\tINIT_WORK(&@->config_work, virtio_$_config_work);\n");
	say(driver, "\t@->vdev = vdev;\n\tget_device(&vdev->dev);\n"
	            "\tsnprintf(@->name, sizeof(@->name), \"$%d\", @->id);\n"
	            "\t@->misc.minor = MISC_DYNAMIC_MINOR;\n"
	            "\t@->misc.name = @->name;\n"
	            "\t@->misc.fops = &virtio_$_fops;\n");
	if (driver->config)
		say(driver, "\t@->misc.groups = virtio_$_groups;\n");
	say(driver, "\t@->misc.parent = &vdev->dev;\n\treturn @;\n}\n");
}

static void say_probe(const struct linux_driver *driver)
{
	say(driver, "\nstatic int virtio_$_probe(struct virtio_device *vdev)\n{\n"
	            "\tstruct virtio_$ *@;\n\tint ret;\n\n"
	            "\t@ = virtio_$_new(vdev);\n"
	            "\tif (IS_ERR(@))\n\t\treturn PTR_ERR(@);\n"
	            "\tvdev->priv = @;\n"
	            "\tret = virtio_$_start(@);\n"
	            "\tif (ret)\n\t\tgoto put;\n"
	            "\tret = misc_register(&@->misc);\n"
	            "\tif (ret)\n\t\tgoto stop;\n"
	            "\treturn 0;\n\n"
	            "stop:\n\tvirtio_$_stop(@, -ENODEV);\n"
	            "put:\n\tkref_put(&@->ref, virtio_$_free);\n\treturn ret;\n}\n");
}

static void say_remove(const struct linux_driver *driver)
{
	const char *cancel =
	        driver->changes ? "\tcancel_work_sync(&@->config_work);\n" : "";

	sayf(driver,
	     "\n/* Also when the device is gone already. Open files stay, and get "
	     "ENODEV. */\n"
	     "static void virtio_$_remove(struct virtio_device *vdev)\n{\n"
	     "\tstruct virtio_$ *@ = vdev->priv;\n\n%s"
	     "\tmisc_deregister(&@->misc);\n"
	     "\tvirtio_$_stop(@, -ENODEV);\n"
	     "\tkref_put(&@->ref, virtio_$_free);\n}\n",
	     cancel);
	sayf(driver,
	     "\n#ifdef CONFIG_PM_SLEEP\n"
	     "/* The device forgets everything: what is on its way ends with ECANCELED. "
	     "*/\n"
	     "static int virtio_$_freeze(struct virtio_device *vdev)\n{\n"
	     "\tstruct virtio_$ *@ = vdev->priv;\n\n%s"
	     "\tvirtio_$_stop(@, -ECANCELED);\n\treturn 0;\n}\n\n"
	     "static int virtio_$_restore(struct virtio_device *vdev)\n{\n"
	     "\treturn virtio_$_start(vdev->priv);\n}\n#endif\n",
	     cancel);
}

/* ---- Features ---------------------------------------------------------------- */

static struct name feature_constant(const struct linux_driver *driver,
                                    const struct feature *feature)
{
	return name_upper("VIRTIO_%s_F_%s", driver->model->label.name,
	                  feature->label.name);
}

/* Linux's virtqueue features are 64 bits wide before 6.17. */
static bool usable(const struct feature *feature)
{
	return feature->bit.value < 64;
}

static void say_requires(const struct linux_driver *driver, const struct feature *feature)
{
	char *lacks = linux_condition(driver, &feature->requires, "vdev", true);

	sayf(driver, "\tif (%s)\n\t\t__virtio_clear_bit(vdev, %s);\n", lacks,
	     feature_constant(driver, feature).text);
	free(lacks);
}

static void say_conflicts(const struct linux_driver *driver,
                          const struct feature *feature)
{
	for (unsigned int i = 0; i < feature->conflict_count; i++)
		sayf(driver,
		     "\tif (virtio_has_feature(vdev, %s))\n"
		     "\t\t__virtio_clear_bit(vdev, %s);\n",
		     feature_constant(driver, feature->conflicts[i].feature).text,
		     feature_constant(driver, feature).text);
}

/* Twice over is enough where a feature needs one that stands behind it. */
static void say_validate(const struct linux_driver *driver)
{
	const struct model *model = driver->model;

	say(driver, "\n/* Features that cannot be accepted as they are offered. */\n"
	            "static int virtio_$_validate(struct virtio_device *vdev)\n{\n"
	            "\tif (!virtio_has_feature(vdev, VIRTIO_F_VERSION_1))\n"
	            "\t\treturn -ENODEV;\n");
	for (unsigned int i = 0; i < model->feature_count; i++)
		if (usable(&model->features[i]) && model->features[i].conflict_count)
			say_conflicts(driver, &model->features[i]);
	for (unsigned int round = 0; round < 2; round++)
		for (unsigned int i = 0; i < model->feature_count; i++) {
			const struct feature *feature = &model->features[i];
			bool behind = false;

			for (unsigned int a = 0; a < feature->requires.count; a++)
				for (unsigned int k = 0;
				     k < feature->requires.any[a].count; k++)
			behind |= feature->requires.any[a].all[k]->index > feature->index;
			if (usable(feature) && feature->requires.count &&
			    behind == (round == 1))
				say_requires(driver, feature);
		}
	for (unsigned int i = 0; i < model->feature_count; i++)
		if (usable(&model->features[i]) && model->features[i].required)
			sayf(driver,
			     "\tif (!virtio_has_feature(vdev, %s))\n\t\treturn "
			     "-ENODEV;\n",
			     feature_constant(driver, &model->features[i]).text);
	say(driver, "\treturn 0;\n}\n");
}

static void say_features(const struct linux_driver *driver)
{
	say(driver, "\nstatic const unsigned int virtio_$_features[] = {\n");
	for (unsigned int i = 0; i < driver->model->feature_count; i++)
		if (usable(&driver->model->features[i]))
			sayf(driver, "\t%s,\n",
			     feature_constant(driver, &driver->model->features[i]).text);
	say(driver, "};\n");
}

static void say_driver(const struct linux_driver *driver)
{
	bool features = driver->model->feature_count > 0;

	say(driver, "\nstatic const struct virtio_device_id virtio_$_ids[] = {\n"
	            "\t{ VIRTIO_ID_^, VIRTIO_DEV_ANY_ID },\n\t{ }\n};\n"
	            "MODULE_DEVICE_TABLE(virtio, virtio_$_ids);\n");
	if (features)
		say_features(driver);
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
	say(driver, config_changed);
	if (driver->changes)
		say(driver, "\tschedule_work(&@->config_work);\n");
	say(driver, "}\n\n/* The device's life. */\n");
	if (driver->vqs) {
		say_find(driver);
		say_drop(driver);
	}
	say_start(driver);
	say(driver, stop);
	say(driver, driver->vqs ? "\tvirtio_$_drop(@);\n}\n" : "}\n");
	say_new(driver);
	say_probe(driver);
	say_remove(driver);
	say_validate(driver);
	say_driver(driver);
}
