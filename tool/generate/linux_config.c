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
	const struct condition *condition; /* of the outermost field */
	struct name path;                  /* topology.alignment_offset */
	struct name name;                  /* topology_alignment_offset */
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
			.access = outer ? outer->access : field->access,
			.volatile_ = outer ? outer->volatile_ : field->volatile_,
			.path = outer ? name_of("%s.%s", outer->path.text, name)
			              : name_of("%s", name),
			.name = outer ? name_of("%s_%s", outer->name.text, name)
			              : name_of("%s", name),
		};

		if (field->role == ROLE_RESERVED)
			continue;
		if (field->kind != VQS_STRUCT)
			files_add(files, file);
		else if (field->extent == VQS_ONE)
			files_of(files, &field->structure->fields, &file);
	}
}

static unsigned int bits_of(enum vqs_kind kind)
{
	static const unsigned int bits[] = { 8, 16, 32, 64, 16, 32, 64 };

	return bits[kind];
}

static bool is_readable(const struct file *file)
{
	return file->access != VQS_WRITE_ONLY;
}

static bool is_writable(const struct file *file)
{
	return file->access != VQS_READ_ONLY && file->field->extent == VQS_ONE;
}

static void say_show_scalar(const struct linux_driver *driver, const struct file *file)
{
	unsigned int bits = bits_of(file->field->kind);

	sayf(driver,
	     "\tu%u value;\n\n"
	     "\tvirtio_cread_le(virtio_$_vdev(dev), struct virtio_$_config, %s, "
	     "&value);\n"
	     "\treturn sysfs_emit(buf, \"%s\\n\", value);\n}\n",
	     bits, file->path.text, bits == 64 ? "%llu" : "%u");
}

static void say_show_bytes(const struct linux_driver *driver, const struct file *file)
{
	sayf(driver,
	     "\tu8 value[%" PRIu32 "];\n\n"
	     "\tvirtio_cread_bytes(virtio_$_vdev(dev), offsetof(struct virtio_$_config, "
	     "%s), "
	     "value, sizeof(value));\n"
	     "\tbin2hex(buf, value, sizeof(value));\n"
	     "\tbuf[2 * sizeof(value)] = '\\n';\n"
	     "\treturn 2 * sizeof(value) + 1;\n}\n",
	     file->field->elements, file->path.text);
}

static void say_show_array(const struct linux_driver *driver, const struct file *file)
{
	unsigned int bits = bits_of(file->field->kind);

	sayf(driver,
	     "\tunsigned int i;\n\tint length = 0;\n\tu%u value;\n\n"
	     "\tfor (i = 0; i < %" PRIu32 "; i++) {\n"
	     "\t\tvirtio_cread_le(virtio_$_vdev(dev), struct virtio_$_config, %s[i], "
	     "&value);\n"
	     "\t\tlength += sysfs_emit_at(buf, length, \"%s%s\", i ? \" \" : \"\", "
	     "value);\n"
	     "\t}\n"
	     "\tlength += sysfs_emit_at(buf, length, \"\\n\");\n\treturn length;\n}\n",
	     bits, file->field->elements, file->path.text, "%s",
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

static void say_store(const struct linux_driver *driver, const struct file *file)
{
	const struct field *field = file->field;
	unsigned int bits = bits_of(field->kind);

	sayf(driver,
	     "\nstatic ssize_t %s_store(struct device *dev, struct device_attribute "
	     "*attr, "
	     "const char *buf, size_t count)\n"
	     "{\n\tu%u value;\n\tint ret;\n\n\tret = kstrtou%u(buf, 0, &value);\n"
	     "\tif (ret)\n\t\treturn ret;\n",
	     file->name.text, bits, bits);
	if (field->min.given && field->min.value > 0)
		sayf(driver, "\tif (value < %" PRIu64 ")\n\t\treturn -EINVAL;\n",
		     field->min.value);
	if (field->max.given)
		sayf(driver, "\tif (value > %" PRIu64 ")\n\t\treturn -EINVAL;\n",
		     field->max.value);
	sayf(driver,
	     "\tvirtio_cwrite_le(virtio_$_vdev(dev), struct virtio_$_config, %s, "
	     "&value);\n"
	     "\treturn count;\n}\n",
	     file->path.text);
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

static void say_visible(const struct linux_driver *driver, const struct files *files)
{
	say(driver,
	    "\n/* A field is there if its feature is offered: all that are, are "
	    "accepted. */\n"
	    "static umode_t virtio_$_attr_visible(struct kobject *kobj, struct attribute "
	    "*attr, "
	    "int index)\n{\n"
	    "\tstruct virtio_device *vdev = virtio_$_vdev(kobj_to_dev(kobj));\n\n");
	for (unsigned int i = 0; i < files->count; i++) {
		const struct file *file = &files->list[i];
		char *condition;

		if (file->condition->count == 0)
			continue;
		condition = linux_condition(driver, file->condition, "vdev", true);
		sayf(driver, "\tif (attr == &dev_attr_%s.attr && %s)\n\t\treturn 0;\n",
		     file->name.text, condition);
		free(condition);
	}
	say(driver, "\treturn attr->mode;\n}\n");
}

static bool any_condition(const struct files *files)
{
	for (unsigned int i = 0; i < files->count; i++)
		if (files->list[i].condition->count)
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

static void say_work(const struct linux_driver *driver, const struct files *files)
{
	say(driver,
	    "\n/* Tells those who poll() the files of the fields that may change, and "
	    "udev. */\n"
	    "static void virtio_$_config_work(struct work_struct *work)\n{\n"
	    "\tstruct virtio_$ *@ = container_of(work, struct virtio_$, config_work);\n"
	    "\tstruct kobject *kobj = &@->misc.this_device->kobj;\n\n");
	for (unsigned int i = 0; i < files->count; i++)
		if (files->list[i].volatile_ && is_readable(&files->list[i]))
			sayf(driver, "\tsysfs_notify(kobj, \"config\", \"%s\");\n",
			     files->list[i].name.text);
	say(driver, "\tkobject_uevent(kobj, KOBJ_CHANGE);\n}\n");
}

void linux_config(const struct linux_driver *driver)
{
	struct files files = { 0 };

	files_of(&files, &driver->model->config.fields, NULL);
	if (files.count) {
		say(driver,
		    "\n/* Configuration, in sysfs. The files go before the device does. "
		    "*/\n\n"
		    "static struct virtio_device *virtio_$_vdev(struct device *dev)\n{\n"
		    "\tstruct miscdevice *misc = dev_get_drvdata(dev);\n\n"
		    "\treturn container_of(misc, struct virtio_$, misc)->vdev;\n}\n");
		for (unsigned int i = 0; i < files.count; i++)
			say_file(driver, &files.list[i]);
		say_group(driver, &files);
	}
	if (driver->changes)
		say_work(driver, &files);
	free(files.list);
}
