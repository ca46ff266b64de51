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

/* What the kernel prefers. */
#define KERNEL_COLUMNS 80

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

static void put_feature(FILE *out, const struct linux_driver *driver,
                        const struct feature *feature, const char *vdev)
{
	struct name name = linux_feature(driver, feature);

	if (vdev)
		fprintf(out, "virtio_has_feature(%s, %s)", vdev, name.text);
	else
		fprintf(out, "%s->features & BIT_ULL(%s)", driver->variable.text,
		        name.text);
}

/* Whether the alternative can hold: not where a feature can never be accepted. */
static bool can_hold(const struct condition *condition, unsigned int index)
{
	for (unsigned int i = 0; i < condition->any[index].count; i++)
		if (!linux_accepts(condition->any[index].all[i]))
			return false;
	return true;
}

static unsigned int count_held(const struct condition *condition)
{
	unsigned int count = 0;

	for (unsigned int i = 0; i < condition->count; i++)
		count += can_hold(condition, i);
	return count;
}

/* All of them; in brackets where they stand beside others. */
static void put_alternative(FILE *out, const struct linux_driver *driver,
                            const struct condition *condition, unsigned int index,
                            const char *vdev)
{
	unsigned int count = condition->any[index].count;
	bool beside = count_held(condition) > 1;
	bool brackets = count > 1 && beside;
	bool each = !vdev && (count > 1 || beside);

	fputs(brackets ? "(" : "", out);
	for (unsigned int i = 0; i < count; i++) {
		fputs(i ? " && " : "", out);
		fputs(each ? "(" : "", out);
		put_feature(out, driver, condition->any[index].all[i], vdev);
		fputs(each ? ")" : "", out);
	}
	fputs(brackets ? ")" : "", out);
}

char *linux_condition(const struct linux_driver *driver,
                      const struct condition *condition, const char *vdev, bool negated)
{
	char *text = NULL;
	size_t length;
	FILE *out = open_memstream(&text, &length);
	bool plain = count_held(condition) == 0 ||
	             (vdev && condition->count == 1 && condition->any[0].count == 1);
	bool any = false;

	if (!out)
		no_memory();
	fputs(negated ? (plain ? "!" : "!(") : "", out);
	fputs(condition->count == 0 ? "true" : "", out);
	for (unsigned int i = 0; i < condition->count; i++) {
		if (!can_hold(condition, i))
			continue;
		fputs(any ? " || " : "", out);
		put_alternative(out, driver, condition, i, vdev);
		any = true;
	}
	fputs(condition->count && !any ? "false" : "", out);
	fputs(negated && !plain ? ")" : "", out);
	if (fclose(out) != 0)
		no_memory();
	return text;
}

bool linux_accepts(const struct feature *feature)
{
	return feature->bit.value < 64;
}

struct name linux_feature(const struct linux_driver *driver,
                          const struct feature *feature)
{
	return name_upper("VIRTIO_%s_F_%s", driver->model->label.name,
	                  feature->label.name);
}

struct name linux_value(const struct linux_driver *driver, const struct values *values,
                        const struct value *value)
{
	struct name name = name_wire_value(driver->model, values, value);

	return values->of ? name_of("BIT_ULL(%s)", name.text) : name;
}

/*
 * The device has its own name, unless that is a word of C or of the kernel, or
 * the name of another variable of the driver.
 */
static struct name variable_name(const struct model *model)
{
	static const char words[] =
	        " arg at attr attrs auto bool break buf buffer call callback case char "
	        "command "
	        "const continue count current data default dev do done double else enum "
	        "event "
	        "extern file first float flags for from goto group groups i id ida ids "
	        "if in "
	        "index info inline inode int jiffies kobj left length linux list live "
	        "lock long "
	        "mask misc name next node out pos queue reader readable ref register req "
	        "resp "
	        "restrict result ret return room sg sgs short signed size sizeof static "
	        "struct "
	        "switch taken this to true false typedef union unix unsigned used user "
	        "value "
	        "vdev void volatile vq wait while why wire work writable ";
	const char *name = model->label.name;
	struct name padded = name_of(" %s ", name);

	if (strstr(words, padded.text))
		return name_of("%s_dev", name);
	return name_of("%s", name);
}

/* ---- The top of the file ------------------------------------------------- */

/* What of the device type this driver leaves alone. */
static const char *not_driven(const struct model *model)
{
	bool facilities = model->facility_family_count;

	if (model->region_count && facilities)
		return "It maps no shared memory, and sends no administration commands: "
		       "for capabilities, resource objects and device parts.\n\n";
	if (model->region_count)
		return "It maps no shared memory.\n\n";
	if (facilities)
		return "It sends no administration commands: for capabilities, resource "
		       "objects and device parts.\n\n";
	return "";
}

static void say_head(const struct linux_driver *driver)
{
	const struct model *model = driver->model;

	fputs("// SPDX-License-Identifier: GPL-2.0-or-later\n", driver->out);
	emit_comment(driver->out, 0,
	             "Driver of the virtio %s device. %s\n\n"
	             "%s in virtio_%s.h. "
	             "Configuration space is in sysfs, in the directory config beside "
	             "the device.\n\n"
	             "%sMade by vqsmith from %s; it belongs to you.",
	             model->named, summary_of(&model->label),
	             driver->events ? "Requests are ioctls of the character device, and "
	                              "events are read from it: see"
	                            : "Requests are ioctls of the character device: see",
	             model->label.name, not_driven(model),
	             base_name(model->source->name));
}

static void say_includes(const struct linux_driver *driver)
{
	bool waits = driver->requests || driver->events;

	say(driver, "\n#include <linux/err.h>\n");
	if (waits)
		say(driver, "#include <linux/freezer.h>\n");
	say(driver, "#include <linux/fs.h>\n"
	            "#include <linux/idr.h>\n"
	            "#include <linux/kref.h>\n");
	if (waits)
		say(driver, "#include <linux/list.h>\n");
	say(driver, "#include <linux/miscdevice.h>\n"
	            "#include <linux/module.h>\n");
	if (driver->events)
		say(driver, "#include <linux/poll.h>\n");
	if (waits)
		say(driver, "#include <linux/scatterlist.h>\n");
	say(driver, "#include <linux/slab.h>\n"
	            "#include <linux/spinlock.h>\n"
	            "#include <linux/string.h>\n");
	if (driver->config)
		say(driver, "#include <linux/sysfs.h>\n");
	if (waits)
		say(driver, "#include <linux/uaccess.h>\n");
	say(driver, "#include <linux/virtio.h>\n"
	            "#include <linux/virtio_config.h>\n");
	if (waits)
		say(driver, "#include <linux/wait.h>\n");
	say(driver, "#include <linux/workqueue.h>\n"
	            "\n#include \"virtio_$.h\"\n");
}

static void say_constants(const struct linux_driver *driver)
{
	say(driver, "\n");
	if (driver->vqs)
		sayf(driver, "#define VIRTIO_^_VQS\t\t%u\n", driver->vqs);
	for (unsigned int i = 0; i < driver->model->queue_count; i++) {
		const struct queue *queue = &driver->model->queues[i];

		if (queue->head == queue && linux_queue_loops(queue))
			sayf(driver,
			     "#define %s\t%u\t/* of a row that may be longer */\n",
			     linux_queue_most(driver, queue).text,
			     linux_queue_count(queue));
	}
	if (driver->requests)
		say(driver, "#define VIRTIO_^_BULK\t65536\t"
		            "/* most bytes of what has no bound */\n");
	if (driver->events)
		sayf(driver,
		     "#define VIRTIO_^_EVENT_ROOM\t%u\t/* bytes for an event */\n"
		     "#define VIRTIO_^_POSTED\t16\t/* buffers that wait for events */\n"
		     "#define VIRTIO_^_KEPT\t64\t/* events kept for each reader */\n",
		     linux_event_room(driver->model));
}

/* ---- Structures ---------------------------------------------------------- */

static void say_device(const struct linux_driver *driver)
{
	say(driver,
	    "\n/*\n"
	    " * One for each device. Open files hold references to it, and it to the\n"
	    " * device: it may outlive the driver's hold of the device.\n"
	    " */\n"
	    "struct virtio_$ {\n"
	    "\tstruct kref ref;\n"
	    "\tstruct virtio_device *vdev;\n"
	    "\tu64 features;\t\t\t/* negotiated */\n"
	    "\tstruct miscdevice misc;\n"
	    "\tchar name[80];\n"
	    "\tint id;\n"
	    "\tstruct work_struct config_work;\n");
	if (driver->vqs)
		say(driver, "\tspinlock_t lock;\t\t/* all below, and the virtqueues */\n"
		            "\tstruct virtqueue *vqs[VIRTIO_^_VQS];\n");
	else
		say(driver, "\tspinlock_t lock;\t\t/* all below */\n");
	linux_row_members(driver);
	linux_count_members(driver);
	say(driver, "\tbool live;\t\t\t/* the device is ours to use */\n"
	            "\tbool broken;\t\t\t/* it broke the rules */\n");
	if (driver->requests)
		say(driver, "\twait_queue_head_t room;\t\t/* in a virtqueue */\n"
		            "\tstruct list_head calls;\t\t/* on their way */\n");
	if (driver->events)
		say(driver,
		    "\twait_queue_head_t arrived;\t/* events */\n"
		    "\tstruct list_head readers;\n"
		    "\tvoid *event;\t\t\t/* a copy that the device can't change */\n");
	say(driver, "};\n");
}

static const char event_structures[] =
        "\n/* An event that waits for its reader, as read() gives it. */\n"
        "struct virtio_$_event_node {\n"
        "\tstruct list_head node;\n"
        "\tsize_t length;\n"
        "\tu8 bytes[];\n"
        "};\n"
        "\n/* An open file, with the events that it has not read. */\n"
        "struct virtio_$_reader {\n"
        "\tstruct virtio_$ *@;\n"
        "\tstruct list_head node;\n"
        "\tstruct list_head events;\n"
        "\tunsigned int count;\n"
        "\tunsigned long lost;\t\t/* bit 0: events were lost */\n"
        "};\n";

static const char call_structure[] =
        "\n/*\n"
        " * A request on its way. Its caller holds a reference, and so does the "
        "virtqueue:\n"
        " * who is interrupted leaves the buffers to the device.\n"
        " */\n"
        "struct virtio_$_call {\n"
        "\tstruct kref ref;\n"
        "\tstruct list_head node;\n"
        "\twait_queue_head_t wait;\n"
        "\tbool done;\n"
        "\tint result;\n"
        "\tu32 used;\t\t\t/* bytes that the device wrote */\n"
        "\tsize_t readable_len;\n"
        "\tsize_t writable_len;\n"
        "\tvoid *readable;\n"
        "\tvoid *writable;\n"
        "\tvoid *reply;\t\t\t/* a copy that the device can't change */\n"
        "};\n";

static void say_structures(const struct linux_driver *driver)
{
	say_device(driver);
	if (driver->events)
		say(driver, event_structures);
	if (driver->requests)
		say(driver, call_structure);
	say(driver, "\nstatic DEFINE_IDA(virtio_$_ida);\n"
	            "\nstatic void virtio_$_free(struct kref *ref)\n{\n"
	            "\tstruct virtio_$ *@ = container_of(ref, struct virtio_$, ref);\n\n"
	            "\tput_device(&@->vdev->dev);\n"
	            "\tida_free(&virtio_$_ida, @->id);\n");
	if (driver->events)
		say(driver, "\tkfree(@->event);\n");
	say(driver, "\tkfree(@);\n}\n");
}

/* ---- Files --------------------------------------------------------------- */

static const char plain_files[] =
        "\nstatic int virtio_$_open(struct inode *inode, struct file *file)\n"
        "{\n"
        "\tstruct virtio_$ *@ = container_of(file->private_data, struct virtio_$, "
        "misc);\n"
        "\n"
        "\tkref_get(&@->ref);\n"
        "\tfile->private_data = @;\n"
        "\treturn nonseekable_open(inode, file);\n"
        "}\n"
        "\n"
        "static int virtio_$_release(struct inode *inode, struct file *file)\n"
        "{\n"
        "\tstruct virtio_$ *@ = file->private_data;\n"
        "\n"
        "\tkref_put(&@->ref, virtio_$_free);\n"
        "\treturn 0;\n"
        "}\n";

static void say_files(const struct linux_driver *driver)
{
	if (driver->events)
		linux_read(driver);
	else
		say(driver, plain_files);
	say(driver, "\nstatic const struct file_operations virtio_$_fops = {\n"
	            "\t.owner\t\t= THIS_MODULE,\n"
	            "\t.open\t\t= virtio_$_open,\n"
	            "\t.release\t= virtio_$_release,\n");
	if (driver->events)
		say(driver, "\t.read\t\t= virtio_$_read,\n"
		            "\t.poll\t\t= virtio_$_poll,\n");
	if (driver->requests)
		say(driver, "\t.unlocked_ioctl\t= virtio_$_ioctl,\n"
		            "\t.compat_ioctl\t= compat_ptr_ioctl,\n");
	say(driver, "};\n");
}

/* ---- What builds it outside of the kernel -------------------------------- */

static const char makefile[] =
        "# SPDX-License-Identifier: GPL-2.0-or-later\n"
        "#\n"
        "# Builds virtio_%s.ko for the kernel that runs. For another one:\n"
        "#\tmake -C KERNEL-BUILD-TREE M=$PWD modules\n"
        "# compat.h is for kernels before 6.11.\n"
        "\n"
        "ifneq ($(KERNELRELEASE),)\n"
        "\n"
        "obj-m := virtio_%s.o\n"
        "\n"
        "old := $(shell [ $$(($(VERSION) * 1000 + $(PATCHLEVEL))) -lt 6011 ] && echo y)\n"
        "ccflags-$(old) += -include $(src)/compat.h\n"
        "\n"
        "else\n"
        "\n"
        "modules modules_install clean:\n"
        "\t$(MAKE) -C /lib/modules/$(shell uname -r)/build M=$(CURDIR) $@\n"
        "\n"
        ".PHONY: modules modules_install clean\n"
        "\n"
        "endif\n";

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
        "\tkfree(names);\n";

/*
 * They also give an index to every queue that is there, one after another: who
 * leaves one out in the middle gets the wrong ones behind it.
 */
static const char compat_indices[] =
        "\tif (ret)\n"
        "\t\treturn ret;\n"
        "\n"
        "\t/* What follows a queue that is left out has to keep its index. */\n"
        "\tfor (i = 0; i < count; i++) {\n"
        "\t\tif (!vqs[i] || vqs[i]->index == i)\n"
        "\t\t\tcontinue;\n"
        "\t\tdev_err(&vdev->dev, \"this kernel can't leave out a virtqueue\\n\");\n"
        "\t\tvdev->config->del_vqs(vdev);\n"
        "\t\treturn -EOPNOTSUPP;\n"
        "\t}\n"
        "\treturn 0;\n";

static const char compat_end[] = "}\n"
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
	driver->vqs = linux_vqs(model);
	for (unsigned int i = 0; i < model->config.fields.count; i++)
		driver->config |= model->config.fields.fields[i].role != ROLE_RESERVED;
}

/* Text is gathered, and wrapped when it ends. */
static void begin(struct linux_driver *driver)
{
	driver->out = open_memstream(&driver->text, &driver->length);
	if (!driver->out)
		no_memory();
}

static void end(struct linux_driver *driver, FILE *out)
{
	if (fclose(driver->out) != 0)
		no_memory();
	wrap_c(driver->text, out, KERNEL_COLUMNS);
	free(driver->text);
}

static void write_driver(struct linux_driver *driver, struct generated *to)
{
	begin(driver);
	say_head(driver);
	say_includes(driver);
	say_constants(driver);
	say_structures(driver);
	linux_enums(driver);
	linux_call(driver);
	linux_event(driver);
	linux_ioctl(driver);
	say_files(driver);
	linux_config(driver);
	linux_life(driver);
	end(driver, file_begin(to, "virtio_%s.c", driver->model->label.name));
	file_end(to);
}

static void write_compat(struct linux_driver *driver, struct generated *to)
{
	begin(driver);
	say(driver, compat);
	say(driver, linux_leaves_gaps(driver->model) ? compat_indices : "\treturn ret;\n");
	say(driver, compat_end);
	end(driver, file_begin(to, "compat.h"));
	file_end(to);
}

static void write_makefile(const struct model *model, struct generated *to)
{
	FILE *out = file_begin(to, "Makefile");

	fprintf(out, makefile, model->label.name, model->label.name);
	file_end(to);
}

void generate_linux(const struct model *model, struct generated *to)
{
	struct ioctls *ioctls = ioctls_make(model);
	struct linux_driver driver = {
		.model = model,
		.ioctls = ioctls,
		.variable = variable_name(model),
	};

	if (!ioctls)
		no_memory();
	survey(&driver);
	generate_header(model, to);
	write_driver(&driver, to);
	write_makefile(model, to);
	write_compat(&driver, to);
	ioctls_destroy(ioctls);
}
