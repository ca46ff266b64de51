/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `linux`: configuration space as files of sysfs.
 */
#define _GNU_SOURCE /* reallocarray */
#include "linux.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* A field that gets a file: of a scalar kind, nested ones by their path. */
struct file {
	const struct field *field;
	const struct condition *condition, *unless; /* of the outermost field */
	struct name path;                           /* topology.alignment_offset */
	struct name name;                           /* topology_alignment_offset */
	enum vqs_access access;
	bool volatile_;
};

struct files {
	struct file *list;
	unsigned int count;
};

static void files_add(struct files *files, struct file file)
{
	struct file *list = reallocarray(files->list, files->count + 1, sizeof(*list));

	if (!list) {
		fputs("vqsmith: out of memory\n", stderr);
		exit(EXIT_FAILURE);
	}
	files->list = list;
	files->list[files->count++] = file;
}

/* Arrays that fill a page of sysfs when they are written out, or a stack of bytes. */
static bool is_too_long(const struct field *field)
{
	uint32_t digits;

	if (field->extent != VQS_ARRAY || field->kind == VQS_STRUCT)
		return false;
	digits = field->kind == VQS_U8 ? 8 : linux_bits(field->kind) / 3 + 2;
	return field->elements > 4000 / digits;
}

/* Arrays of structures get no file: sysfs is for one value a file. */
static void files_of(struct files *files, const struct fields *fields,
                     const struct file *outer)
{
	for (unsigned int i = 0; i < fields->count; i++) {
		const struct field *field = &fields->fields[i];
		const char *name = field->label.name;
		struct file file = {
			.field = field,
			.condition = outer ? outer->condition : &field->condition,
			.unless = outer ? outer->unless : &field->unless,
			.access = outer ? outer->access : field->access,
			.volatile_ = outer ? outer->volatile_ : field->volatile_,
			.path = outer ? name_of("%s.%s", outer->path.text, name)
			              : name_of("%s", name),
			.name = outer ? name_of("%s_%s", outer->name.text, name)
			              : name_of("%s", name),
		};

		if (field->role == ROLE_RESERVED || is_too_long(field))
			continue;
		if (field->kind != VQS_STRUCT)
			files_add(files, file);
		else if (field->extent == VQS_ONE)
			files_of(files, &field->structure->fields, &file);
	}
}

static bool is_readable(const struct file *file)
{
	return file->access != VQS_WRITE_ONLY;
}

static bool is_writable(const struct file *file)
{
	return file->access != VQS_READ_ONLY && file->field->extent == VQS_ONE;
}

/* ---- Reading ------------------------------------------------------------- */

/* Of 64 bits the halves belong together: the generation of the space tells. */
static void say_show_scalar(const struct linux_driver *driver, const struct file *file)
{
	unsigned int bits = linux_bits(file->field->kind);

	if (bits == 64)
		sayf(driver,
		     "\tu64 value = virtio_cread64(virtio_$_of(dev)->vdev, "
		     "offsetof(struct virtio_$_config, %s));\n\n"
		     "\treturn sysfs_emit(buf, \"%%llu\\n\", value);\n}\n",
		     file->path.text);
	else
		sayf(driver,
		     "\tu%u value;\n\n"
		     "\tvirtio_cread_le(virtio_$_of(dev)->vdev, struct "
		     "virtio_$_config, %s, &value);\n"
		     "\treturn sysfs_emit(buf, \"%%u\\n\", value);\n}\n",
		     bits, file->path.text);
}

/* A serial number or a key, say. */
static void say_show_bytes(const struct linux_driver *driver, const struct file *file)
{
	uint32_t elements = file->field->elements;

	sayf(driver,
	     "\tu8 value[%" PRIu32 "] = {};\n\n"
	     "\tvirtio_cread_bytes(virtio_$_of(dev)->vdev, "
	     "offsetof(struct virtio_$_config, %s), value, sizeof(value));\n",
	     elements, file->path.text);
	if (elements <= 64)
		say(driver, "\treturn sysfs_emit(buf, \"%*phN\\n\", (int)sizeof(value), "
		            "value);\n}\n");
	else
		say(driver, "\tbin2hex(buf, value, sizeof(value));\n"
		            "\tbuf[2 * sizeof(value)] = '\\n';\n"
		            "\treturn 2 * sizeof(value) + 1;\n}\n");
}

static void say_show_array(const struct linux_driver *driver, const struct file *file)
{
	unsigned int bits = linux_bits(file->field->kind);

	sayf(driver,
	     "\tstruct virtio_device *vdev = virtio_$_of(dev)->vdev;\n"
	     "\tunsigned int i;\n\tint length = 0;\n\tu%u value;\n\n"
	     "\tfor (i = 0; i < %" PRIu32 "; i++) {\n",
	     bits, file->field->elements);
	if (bits == 64)
		sayf(driver,
		     "\t\tvalue = virtio_cread64(vdev, offsetof(struct virtio_$_config, "
		     "%s[i]));\n",
		     file->path.text);
	else
		sayf(driver,
		     "\t\tvirtio_cread_le(vdev, struct virtio_$_config, %s[i], "
		     "&value);\n",
		     file->path.text);
	sayf(driver,
	     "\t\tlength += sysfs_emit_at(buf, length, \"%%s%s\", i ? \" \" : \"\", "
	     "value);\n"
	     "\t}\n"
	     "\tlength += sysfs_emit_at(buf, length, \"\\n\");\n\treturn length;\n}\n",
	     bits == 64 ? "%llu" : "%u");
}

static void say_show(const struct linux_driver *driver, const struct file *file)
{
	sayf(driver,
	     "\nstatic ssize_t %s_show(struct device *dev, struct device_attribute "
	     "*attr, char *buf)\n"
	     "{\n",
	     file->name.text);
	if (file->field->extent == VQS_ONE)
		say_show_scalar(driver, file);
	else if (file->field->kind == VQS_U8)
		say_show_bytes(driver, file);
	else
		say_show_array(driver, file);
}

/* ---- Writing ------------------------------------------------------------- */

static void say_store(const struct linux_driver *driver, const struct file *file)
{
	unsigned int bits = linux_bits(file->field->kind);

	sayf(driver,
	     "\nstatic ssize_t %s_store(struct device *dev, struct device_attribute "
	     "*attr, const char *buf, size_t count)\n"
	     "{\n\tu%u value;\n\tint ret;\n\n\tret = kstrtou%u(buf, 0, &value);\n"
	     "\tif (ret)\n\t\treturn ret;\n",
	     file->name.text, bits, bits);
	linux_judge(driver, file->field, "value", "return -EINVAL;");
	sayf(driver,
	     "\tvirtio_cwrite_le(virtio_$_of(dev)->vdev, struct virtio_$_config, %s, "
	     "&value);\n",
	     file->path.text);
	if (linux_counts(driver->model, file->field))
		say(driver, "\tvirtio_$_read_counts(virtio_$_of(dev));\n");
	say(driver, "\treturn count;\n}\n");
}

static void say_file(const struct linux_driver *driver, const struct file *file)
{
	const char *mode = "RO";

	if (is_readable(file))
		say_show(driver, file);
	if (is_writable(file)) {
		say_store(driver, file);
		mode = is_readable(file) ? "RW" : "WO";
	}
	sayf(driver, "static DEVICE_ATTR_%s(%s);\n", mode, file->name.text);
}

/* ---- The group ----------------------------------------------------------- */

static bool is_guarded(const struct file *file)
{
	return file->condition->count || file->unless->count;
}

/* When the file is not there, as C has it; NULL: never. free() it. */
static char *absent(const struct linux_driver *driver, const struct file *file)
{
	char *lacks, *taken, *both;

	if (file->unless->count == 0)
		return file->condition->count
		               ? linux_condition(driver, file->condition, NULL, true)
		               : NULL;
	taken = linux_condition(driver, file->unless, NULL, false);
	lacks = file->condition->count
	                ? linux_condition(driver, file->condition, NULL, true)
	                : NULL;
	if (asprintf(&both, lacks ? "(%s || (%s))" : "%s(%s)", lacks ? lacks : "",
	             taken) < 0)
		both = NULL;
	free(lacks);
	free(taken);
	return both;
}

/* Whether the file is there but for the condition, as C has it. */
static bool hangs_on(const struct linux_driver *driver, const struct file *file,
                     const char *condition)
{
	char *own = absent(driver, file);
	bool same = own && strcmp(own, condition) == 0;

	free(own);
	return same;
}

/* All files that hang on the condition of the file `first`, unless one before it does. */
static void say_hidden(const struct linux_driver *driver, const struct files *files,
                       unsigned int first, const char *condition)
{
	unsigned int count = 0, done = 0;

	for (unsigned int i = 0; i < files->count; i++) {
		bool same = hangs_on(driver, &files->list[i], condition);

		if (same && i < first)
			return;
		count += same;
	}
	say(driver, count > 1 ? "\tif ((" : "\tif (");
	for (unsigned int i = first; i < files->count; i++)
		if (hangs_on(driver, &files->list[i], condition))
			sayf(driver, "%sattr == &dev_attr_%s.attr", done++ ? " || " : "",
			     files->list[i].name.text);
	sayf(driver, "%s && %s)\n\t\treturn 0;\n", count > 1 ? ")" : "", condition);
}

static void say_visible(const struct linux_driver *driver, const struct files *files)
{
	say(driver,
	    "\n/* A field is there if its feature is offered: all that are, are "
	    "accepted. */\n"
	    "static umode_t virtio_$_attr_visible(struct kobject *kobj, struct attribute "
	    "*attr, int index)\n{\n"
	    "\tstruct virtio_$ *@ = virtio_$_of(kobj_to_dev(kobj));\n\n");
	for (unsigned int i = 0; i < files->count; i++) {
		char *condition = absent(driver, &files->list[i]);

		if (condition)
			say_hidden(driver, files, i, condition);
		free(condition);
	}
	say(driver, "\treturn attr->mode;\n}\n");
}

static bool any_condition(const struct files *files)
{
	for (unsigned int i = 0; i < files->count; i++)
		if (is_guarded(&files->list[i]))
			return true;
	return false;
}

static void say_group(const struct linux_driver *driver, const struct files *files)
{
	say(driver, "\nstatic struct attribute *virtio_$_attrs[] = {\n");
	for (unsigned int i = 0; i < files->count; i++)
		sayf(driver, "\t&dev_attr_%s.attr,\n", files->list[i].name.text);
	say(driver, "\tNULL\n};\n");
	if (any_condition(files))
		say_visible(driver, files);
	say(driver, "\nstatic const struct attribute_group virtio_$_group = {\n"
	            "\t.name\t\t= \"config\",\n\t.attrs\t\t= virtio_$_attrs,\n");
	if (any_condition(files))
		say(driver, "\t.is_visible\t= virtio_$_attr_visible,\n");
	say(driver, "};\n__ATTRIBUTE_GROUPS(virtio_$);\n");
}

static bool tells(const struct file *file)
{
	return file->volatile_ && is_readable(file);
}

static bool any_tells(const struct files *files)
{
	for (unsigned int i = 0; i < files->count; i++)
		if (tells(&files->list[i]))
			return true;
	return false;
}

/* clang-format off: a line of text is a line of the driver */
static const char needs_reset[] =
        "\tif (vdev->config->get_status(vdev) & VIRTIO_CONFIG_S_NEEDS_RESET) {\n"
        "\t\tspin_lock_irq(&@->lock);\n"
        "\t\tvirtio_$_break(@, \"the device needs a reset\");\n"
        "\t\tspin_unlock_irq(&@->lock);\n"
        "\t}\n";

static const char config_changed[] =
        "\n/* The core holds notifications back before probe and from remove on. */\n"
        "static void virtio_$_config_changed(struct virtio_device *vdev)\n"
        "{\n"
        "\tstruct virtio_$ *@ = vdev->priv;\n"
        "\n"
        "\tschedule_work(&@->config_work);\n"
        "}\n";
/* clang-format on */

/* Neither the status can be read nor sysfs be told where interrupts are off. */
static void say_work(const struct linux_driver *driver, const struct files *files)
{
	bool told = any_tells(files);

	if (told)
		say(driver, "\n/* Tells who poll()s the file of a field that may change, "
		            "and udev. */\n");
	else
		say(driver, "\n");
	say(driver, "static void virtio_$_config_work(struct work_struct *work)\n{\n"
	            "\tstruct virtio_$ *@ = container_of(work, struct virtio_$, "
	            "config_work);\n");
	if (told)
		say(driver, "\tstruct kobject *kobj = &@->misc.this_device->kobj;\n");
	say(driver, "\tstruct virtio_device *vdev = @->vdev;\n\n");
	say(driver, needs_reset);
	if (linux_counts_any(driver->model))
		say(driver, "\tvirtio_$_read_counts(@);\n");
	for (unsigned int i = 0; i < files->count; i++)
		if (tells(&files->list[i]))
			sayf(driver, "\tsysfs_notify(kobj, \"config\", \"%s\");\n",
			     files->list[i].name.text);
	if (told)
		say(driver, "\tkobject_uevent(kobj, KOBJ_CHANGE);\n");
	say(driver, "}\n");
	say(driver, config_changed);
}

void linux_config(const struct linux_driver *driver)
{
	struct files files = { 0 };

	files_of(&files, &driver->model->config.fields, NULL);
	linux_count_function(driver);
	if (files.count) {
		say(driver,
		    "\n/* Configuration, in sysfs. The files go before the device does. "
		    "*/\n\n"
		    "static struct virtio_$ *virtio_$_of(struct device *dev)\n{\n"
		    "\tstruct miscdevice *misc = dev_get_drvdata(dev);\n\n"
		    "\treturn container_of(misc, struct virtio_$, misc);\n}\n");
		for (unsigned int i = 0; i < files.count; i++)
			say_file(driver, &files.list[i]);
		say_group(driver, &files);
	}
	say_work(driver, &files);
	free(files.list);
}
