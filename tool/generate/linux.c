/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `linux`: a kernel driver that stands alone. virtio_NAME.c, with what builds
 * it outside of the kernel's tree: a Makefile, and compat.h for kernels before
 * 6.11, whose virtqueues were described differently.
 *
 * Requests are ioctls of a character device, events are read from it,
 * configuration space is in sysfs.
 */
#define _GNU_SOURCE /* vasprintf */
#include "linux.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "emit.h"
#include "generate.h"
#include "source.h"
#include "wrap.h"

/* So many of a row of queues that may be longer. */
#define QUEUES_MOST 16

/* The kernel's habit; its limit is 100. */
#define KERNEL_COLUMNS 90

static void no_memory(void)
{
	fputs("vqsmith: out of memory\n", stderr);
	exit(EXIT_FAILURE);
}

void say(const struct linux_driver *driver, const char *text)
{
	const char *name = driver->model->label.name;
	struct name upper = name_upper("%s", name);

	for (; *text; text++) {
		if (*text == '$')
			fputs(name, driver->out);
		else if (*text == '^')
			fputs(upper.text, driver->out);
		else if (*text == '@')
			fputs(driver->variable.text, driver->out);
		else
			fputc(*text, driver->out);
	}
}

void sayf(const struct linux_driver *driver, const char *format, ...)
{
	va_list arguments;
	char *text;
	int length;

	va_start(arguments, format);
	length = vasprintf(&text, format, arguments);
	va_end(arguments);
	if (length < 0)
		no_memory();
	say(driver, text);
	free(text);
}

static void put_alternative(FILE *out, const struct linux_driver *driver,
                            const struct condition *condition, unsigned int index,
                            const char *vdev)
{
	unsigned int count = condition->any[index].count;
	bool brackets = count > 1 && condition->count > 1;

	fputs(brackets ? "(" : "", out);
	for (unsigned int i = 0; i < count; i++)
		fprintf(out, "%svirtio_has_feature(%s, %s)", i ? " && " : "", vdev,
		        name_upper("VIRTIO_%s_F_%s", driver->model->label.name,
		                   condition->any[index].all[i]->label.name)
		                .text);
	fputs(brackets ? ")" : "", out);
}

char *linux_condition(const struct linux_driver *driver,
                      const struct condition *condition, const char *vdev, bool negated)
{
	char *text = NULL;
	size_t length;
	FILE *out = open_memstream(&text, &length);
	bool one = condition->count == 1 && condition->any[0].count == 1;

	if (!out)
		no_memory();
	fputs(negated ? (one ? "!" : "!(") : "", out);
	if (condition->count == 0)
		fputs("true", out);
	for (unsigned int i = 0; i < condition->count; i++) {
		fputs(i ? " || " : "", out);
		put_alternative(out, driver, condition, i, vdev);
	}
	fputs(negated && !one ? ")" : "", out);
	fclose(out);
	return text;
}

unsigned int linux_queue_count(const struct queue *queue)
{
	return queue->most > QUEUES_MOST ? QUEUES_MOST : queue->most;
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* ---- The top of the file --------------------------------------------------- */

static void say_head(const struct linux_driver *driver)
{
	const struct model *model = driver->model;

	fputs("// SPDX-License-Identifier: GPL-2.0-or-later\n", driver->out);
	emit_comment(driver->out, 0,
	             "Driver of the virtio %s device. %s\n\n"
	             "%s in virtio_%s.h. "
	             "Configuration space is in sysfs, in the directory config beside "
	             "the device.\n\n"
	             "Made by vqsmith from %s; it belongs to you.",
	             model->label.name, summary_of(&model->label),
	             driver->events ? "Requests are ioctls of the character device, and "
	                              "events are read from it: see"
	                            : "Requests are ioctls of the character device: see",
	             model->label.name, base_name(model->source->name));
}

static void say_includes(const struct linux_driver *driver)
{
	say(driver, "\n#include <linux/freezer.h>\n"
	            "#include <linux/idr.h>\n"
	            "#include <linux/kref.h>\n"
	            "#include <linux/miscdevice.h>\n"
	            "#include <linux/module.h>\n");
	if (driver->events)
		say(driver, "#include <linux/poll.h>\n");
	say(driver, "#include <linux/scatterlist.h>\n"
	            "#include <linux/slab.h>\n"
	            "#include <linux/uaccess.h>\n"
	            "#include <linux/virtio.h>\n"
	            "#include <linux/virtio_config.h>\n"
	            "\n#include \"virtio_$.h\"\n");
}

static void say_constants(const struct linux_driver *driver)
{
	sayf(driver, "\n#define VIRTIO_^_VQS\t\t%u\n", driver->vqs ? driver->vqs : 1);
	if (driver->events)
		say(driver,
		    "#define VIRTIO_^_POSTED\t16\t/* buffers for events that the device "
		    "has */\n"
		    "#define VIRTIO_^_KEPT\t64\t/* events kept for each reader */\n"
		    "#define VIRTIO_^_EVENT_ROOM\t2048\t/* bytes for what has no bound "
		    "*/\n");
	if (driver->requests)
		say(driver, "#define VIRTIO_^_BULK\t65536\t/* bytes, the most of what "
		            "has no bound */\n");
}

static void say_counts(const struct linux_driver *driver)
{
	for (unsigned int i = 0; i < driver->model->queue_count; i++) {
		const struct queue *queue = &driver->model->queues[i];

		if (linux_queue_count(queue) > 1)
			sayf(driver, "\tunsigned int %s_count;\n", queue->label.name);
	}
}

static void say_device(const struct linux_driver *driver)
{
	say(driver,
	    "\n/*\n * One per device. Open files hold references, so it may outlive the "
	    "device:\n"
	    " * live is then false, and what needs the device ends with ENODEV.\n */\n"
	    "struct virtio_$ {\n"
	    "\tstruct kref ref;\n"
	    "\tstruct virtio_device *vdev;\n"
	    "\tstruct miscdevice misc;\n");
	if (driver->changes)
		say(driver, "\tstruct work_struct config_work;\n");
	say(driver, "\tchar name[64];\n\tint id;\n"
	            "\tspinlock_t lock;\t\t/* all below, and the virtqueues */\n"
	            "\tbool live;\t\t\t/* the virtqueues are there */\n"
	            "\tbool broken;\t\t\t/* the device broke the rules */\n"
	            "\tstruct virtqueue *vqs[VIRTIO_^_VQS];\n");
	say_counts(driver);
	if (driver->requests)
		say(driver, "\twait_queue_head_t room;\t\t/* for room in a virtqueue */\n"
		            "\tstruct list_head calls;\t\t/* on their way */\n");
	if (driver->events)
		say(driver, "\twait_queue_head_t arrived;\t/* for events */\n"
		            "\tstruct list_head readers;\n");
	say(driver, "};\n");
}

static void say_structures(const struct linux_driver *driver)
{
	say_device(driver);
	say(driver,
	    driver->events
	            ? "\n/* An event on its way to a reader, as read() gives it. */\n"
	              "struct virtio_$_event_node {\n"
	              "\tstruct list_head node;\n\tsize_t length;\n\tu8 bytes[];\n};\n"
	              "\n/* An open file, with the events that it has not read. */\n"
	              "struct virtio_$_reader {\n\tstruct virtio_$ *@;\n"
	              "\tstruct list_head node;\n\tstruct list_head events;\n"
	              "\tunsigned int count;\n};\n"
	            : "\n/* An open file. */\n"
	              "struct virtio_$_reader {\n\tstruct virtio_$ *@;\n};\n");
	if (driver->requests)
		say(driver, "\n/*\n * A request on its way. Its caller and the virtqueue "
		            "hold a reference each: a\n"
		            " * caller that is interrupted leaves the memory to the "
		            "device.\n */\n"
		            "struct virtio_$_call {\n"
		            "\tstruct kref ref;\n\tstruct list_head "
		            "node;\n\twait_queue_head_t wait;\n"
		            "\tbool done;\n\tint result;\n\tu32 used;\n"
		            "\tu32 readable_len;\n\tu32 writable_len;\n"
		            "\tvoid *readable;\n\tvoid *writable;\n};\n");
	say(driver, "\nstatic DEFINE_IDA(virtio_$_ida);\n\n"
	            "static void virtio_$_free(struct kref *ref)\n{\n"
	            "\tstruct virtio_$ *@ = container_of(ref, struct virtio_$, ref);\n\n"
	            "\tput_device(&@->vdev->dev);\n"
	            "\tida_free(&virtio_$_ida, @->id);\n\tkfree(@);\n}\n");
}

/* ---- Files ------------------------------------------------------------------ */

static const char reading[] =
        "\n/* Reading events. */\n"
        "\n"
        "/* The oldest event, if it fits into `room` bytes: 1; 0 if there is none. */\n"
        "static int virtio_$_take(struct virtio_$_reader *reader, size_t room, "
        "struct virtio_$_event_node **node)\n"
        "{\n"
        "\tunsigned long flags;\n"
        "\tint ret = 0;\n"
        "\n"
        "\tspin_lock_irqsave(&reader->@->lock, flags);\n"
        "\tif (reader->count) {\n"
        "\t\t*node = list_first_entry(&reader->events, struct virtio_$_event_node, "
        "node);\n"
        "\t\tret = (*node)->length > room ? -EINVAL : 1;\n"
        "\t}\n"
        "\tif (ret > 0) {\n"
        "\t\tlist_del(&(*node)->node);\n"
        "\t\treader->count--;\n"
        "\t}\n"
        "\tspin_unlock_irqrestore(&reader->@->lock, flags);\n"
        "\treturn ret;\n"
        "}\n"
        "\n"
        "static bool virtio_$_in_use(struct virtio_$ *@)\n"
        "{\n"
        "\treturn READ_ONCE(@->live) && !READ_ONCE(@->broken);\n"
        "}\n"
        "\n"
        "/* As many whole events as there are and fit. */\n"
        "static ssize_t virtio_$_copy(struct virtio_$_reader *reader, char __user *to, "
        "size_t size)\n"
        "{\n"
        "\tstruct virtio_$_event_node *node;\n"
        "\tsize_t done = 0;\n"
        "\tint ret;\n"
        "\n"
        "\twhile ((ret = virtio_$_take(reader, size - done, &node)) > 0) {\n"
        "\t\tif (copy_to_user(to + done, node->bytes, node->length))\n"
        "\t\t\tret = -EFAULT;\n"
        "\t\telse\n"
        "\t\t\tdone += node->length;\n"
        "\t\tkfree(node);\n"
        "\t\tif (ret < 0)\n"
        "\t\t\tbreak;\n"
        "\t}\n"
        "\treturn done ? done : ret;\n"
        "}\n"
        "\n"
        "static ssize_t virtio_$_read(struct file *file, char __user *to, size_t size, "
        "loff_t *pos)\n"
        "{\n"
        "\tstruct virtio_$_reader *reader = file->private_data;\n"
        "\tstruct virtio_$ *@ = reader->@;\n"
        "\tssize_t done;\n"
        "\n"
        "\twhile (!(done = virtio_$_copy(reader, to, size))) {\n"
        "\t\tif (!virtio_$_in_use(@))\n"
        "\t\t\treturn -ENODEV;\n"
        "\t\tif (file->f_flags & O_NONBLOCK)\n"
        "\t\t\treturn -EAGAIN;\n"
        "\t\tif (wait_event_freezable(@->arrived, "
        "READ_ONCE(reader->count) || !virtio_$_in_use(@)))\n"
        "\t\t\treturn -ERESTARTSYS;\n"
        "\t}\n"
        "\treturn done;\n"
        "}\n"
        "\n"
        "static __poll_t virtio_$_poll(struct file *file, poll_table *wait)\n"
        "{\n"
        "\tstruct virtio_$_reader *reader = file->private_data;\n"
        "\t__poll_t mask = 0;\n"
        "\n"
        "\tpoll_wait(file, &reader->@->arrived, wait);\n"
        "\tif (READ_ONCE(reader->count))\n"
        "\t\tmask |= EPOLLIN | EPOLLRDNORM;\n"
        "\tif (!virtio_$_in_use(reader->@))\n"
        "\t\tmask |= EPOLLHUP | EPOLLERR;\n"
        "\treturn mask;\n"
        "}\n";

static const char opening[] =
        "\nstatic int virtio_$_open(struct inode *inode, struct file *file)\n"
        "{\n"
        "\tstruct virtio_$ *@ = container_of(file->private_data, struct virtio_$, "
        "misc);\n"
        "\tstruct virtio_$_reader *reader = kzalloc(sizeof(*reader), GFP_KERNEL);\n"
        "\n"
        "\tif (!reader)\n"
        "\t\treturn -ENOMEM;\n"
        "\tkref_get(&@->ref);\n"
        "\treader->@ = @;\n"
        "\tfile->private_data = reader;\n";

static const char opening_events[] = "\tINIT_LIST_HEAD(&reader->events);\n"
                                     "\tspin_lock_irq(&@->lock);\n"
                                     "\tlist_add_tail(&reader->node, &@->readers);\n"
                                     "\tspin_unlock_irq(&@->lock);\n";

static const char releasing[] =
        "\treturn nonseekable_open(inode, file);\n"
        "}\n"
        "\n"
        "static int virtio_$_release(struct inode *inode, struct file *file)\n"
        "{\n"
        "\tstruct virtio_$_reader *reader = file->private_data;\n"
        "\tstruct virtio_$ *@ = reader->@;\n";

static const char releasing_events[] =
        "\tstruct virtio_$_event_node *node, *next;\n"
        "\n"
        "\tspin_lock_irq(&@->lock);\n"
        "\tlist_del(&reader->node);\n"
        "\tspin_unlock_irq(&@->lock);\n"
        "\tlist_for_each_entry_safe(node, next, &reader->events, node)\n"
        "\t\tkfree(node);\n";

static void say_files(const struct linux_driver *driver)
{
	if (driver->events)
		say(driver, reading);
	say(driver, opening);
	if (driver->events)
		say(driver, opening_events);
	say(driver, releasing);
	say(driver, driver->events ? releasing_events : "\n");
	say(driver,
	    "\tkfree(reader);\n\tkref_put(&@->ref, virtio_$_free);\n\treturn 0;\n}\n\n"
	    "static const struct file_operations virtio_$_fops = {\n"
	    "\t.owner\t\t= THIS_MODULE,\n"
	    "\t.open\t\t= virtio_$_open,\n"
	    "\t.release\t= virtio_$_release,\n");
	if (driver->events)
		say(driver, "\t.read\t\t= virtio_$_read,\n\t.poll\t\t= virtio_$_poll,\n");
	if (driver->requests)
		say(driver, "\t.unlocked_ioctl\t= virtio_$_ioctl,\n"
		            "\t.compat_ioctl\t= compat_ptr_ioctl,\n");
	say(driver, "};\n");
}

/* ---- What builds it outside of the kernel ----------------------------------- */

static const char makefile[] =
        "# SPDX-License-Identifier: GPL-2.0-or-later\n"
        "#\n"
        "# Builds virtio_$.ko: make -C KERNEL-BUILD-TREE M=$$PWD modules\n"
        "# compat.h is for kernels before 6.11.\n"
        "\n"
        "obj-m := virtio_$.o\n"
        "\n"
        "old := $$(shell [ $$$$(($$(VERSION) * 1000 + $$(PATCHLEVEL))) -lt 6011 ] && "
        "echo y)\n"
        "ccflags-$$(old) += -include $$(src)/compat.h\n";

static const char compat[] =
        "/* SPDX-License-Identifier: GPL-2.0-or-later */\n"
        "/* For kernels before 6.11, which take virtqueues apart. The Makefile includes "
        "it. */\n"
        "#ifndef VIRTIO_^_COMPAT_H\n"
        "#define VIRTIO_^_COMPAT_H\n"
        "\n"
        "#include <linux/slab.h>\n"
        "#include <linux/virtio_config.h>\n"
        "\n"
        "struct virtqueue_info {\n"
        "\tconst char *name;\n"
        "\tvq_callback_t *callback;\n"
        "\tbool ctx;\n"
        "};\n"
        "\n"
        "static inline int virtio_$_find(struct virtio_device *vdev, unsigned int count, "
        "struct virtqueue *vqs[], const struct virtqueue_info info[], "
        "struct irq_affinity *affinity)\n"
        "{\n"
        "\tvq_callback_t **callbacks = kcalloc(count, sizeof(*callbacks), GFP_KERNEL);\n"
        "\tconst char **names = kcalloc(count, sizeof(*names), GFP_KERNEL);\n"
        "\tint ret = -ENOMEM;\n"
        "\tunsigned int i;\n"
        "\n"
        "\tfor (i = 0; callbacks && names && i < count; i++) {\n"
        "\t\tcallbacks[i] = info[i].callback;\n"
        "\t\tnames[i] = info[i].name;\n"
        "\t}\n"
        "\tif (callbacks && names)\n"
        "\t\tret = virtio_find_vqs(vdev, count, vqs, callbacks, names, affinity);\n"
        "\tkfree(callbacks);\n"
        "\tkfree(names);\n"
        "\treturn ret;\n"
        "}\n"
        "\n"
        "#define virtio_find_vqs virtio_$_find\n"
        "\n"
        "#endif\n";

static bool any_queue(const struct model *model, bool posted)
{
	for (unsigned int i = 0; i < model->queue_count; i++)
		if (model->queues[i].posted == posted)
			return true;
	return false;
}

static void survey(struct linux_driver *driver)
{
	const struct model *model = driver->model;

	driver->requests = any_queue(model, false);
	driver->events = any_queue(model, true);
	for (unsigned int i = 0; i < model->queue_count; i++) {
		const struct queue *queue = &model->queues[i];
		unsigned int end = queue->first + linux_queue_count(queue);

		if (end > driver->vqs)
			driver->vqs = end;
	}
	for (unsigned int i = 0; i < model->config.fields.count; i++) {
		driver->config |= model->config.fields.fields[i].role != ROLE_RESERVED;
		driver->changes |= model->config.fields.fields[i].volatile_;
	}
}

static void write_driver(struct linux_driver *driver, struct generated *to)
{
	char *text = NULL;
	size_t length;
	FILE *out = file_begin(to, "virtio_%s.c", driver->model->label.name);

	driver->out = open_memstream(&text, &length);
	if (!driver->out)
		no_memory();
	say_head(driver);
	say_includes(driver);
	say_constants(driver);
	say_structures(driver);
	linux_call(driver);
	linux_event(driver);
	linux_ioctl(driver);
	say_files(driver);
	linux_config(driver);
	linux_life(driver);
	if (fclose(driver->out) != 0)
		no_memory();
	wrap_c(text, out, KERNEL_COLUMNS);
	free(text);
	file_end(to);
}

/* As say(), but $$ is a $. */
static void write_text(struct linux_driver *driver, struct generated *to,
                       const char *name, const char *text)
{
	FILE *out = file_begin(to, "%s", name);
	char *whole = NULL;
	size_t length;

	driver->out = open_memstream(&whole, &length);
	if (!driver->out)
		no_memory();
	for (; *text; text++) {
		char one[2] = { *text, 0 };

		if (text[0] == '$' && text[1] == '$')
			fputc(*text++, driver->out);
		else
			say(driver, one);
	}
	if (fclose(driver->out) != 0)
		no_memory();
	wrap_c(whole, out, KERNEL_COLUMNS);
	free(whole);
	file_end(to);
}

void generate_linux(const struct model *model, struct generated *to)
{
	struct ioctls *ioctls = ioctls_make(model);
	struct linux_driver driver = {
		.model = model,
		.ioctls = ioctls,
		.variable = name_of("%s", model->label.name),
	};

	if (!ioctls)
		no_memory();
	survey(&driver);
	generate_header(model, to);
	write_driver(&driver, to);
	write_text(&driver, to, "Makefile", makefile);
	write_text(&driver, to, "compat.h", compat);
	ioctls_destroy(ioctls);
}
