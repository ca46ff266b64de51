/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `linux`: fields of the configuration that count parts of messages. An open
 * file outlives the driver's hold of the device, so the device keeps what they
 * are: read when it starts, when it tells of a change, and after a write.
 */
#include "linux.h"

#include <stdlib.h>

static bool refers(const struct reference *reference, const struct field *field)
{
	return reference->source == VQS_CONFIG && reference->field == field;
}

static bool half_counts(const struct half *half, const struct field *field)
{
	for (unsigned int i = 0; i < half->fields.count; i++)
		if (refers(&half->fields.fields[i].count.counter, field) ||
		    refers(&half->fields.fields[i].count.times, field))
			return true;
	return false;
}

bool linux_counts(const struct model *model, const struct field *field)
{
	for (unsigned int f = 0; f < model->family_count; f++)
		for (unsigned int m = 0; m < model->families[f].count; m++) {
			const struct message *message = &model->families[f].messages[m];

			if (half_counts(&message->readable, field) ||
			    half_counts(&message->writable, field))
				return true;
		}
	return false;
}

bool linux_counts_any(const struct model *model)
{
	for (unsigned int i = 0; i < model->config.fields.count; i++)
		if (linux_counts(model, &model->config.fields.fields[i]))
			return true;
	return false;
}

void linux_count_members(const struct linux_driver *driver)
{
	const struct fields *config = &driver->model->config.fields;

	for (unsigned int i = 0; i < config->count; i++)
		if (linux_counts(driver->model, &config->fields[i]))
			sayf(driver, "\tu%u config_%s;\n",
			     linux_bits(config->fields[i].kind),
			     config->fields[i].label.name);
}

/* Each once, so that a change midway is not seen. */
void linux_count_variables(const struct linux_driver *driver,
                           const struct message *message)
{
	const struct fields *config = &driver->model->config.fields;

	for (unsigned int i = 0; i < config->count; i++) {
		const struct field *field = &config->fields[i];
		const char *name = field->label.name;

		if (half_counts(&message->readable, field) ||
		    half_counts(&message->writable, field))
			sayf(driver, "\tu%u config_%s = READ_ONCE(@->config_%s);\n",
			     linux_bits(field->kind), name, name);
	}
}

static void say_read(const struct linux_driver *driver, const struct field *field)
{
	char *lacks = linux_condition(driver, &field->condition, NULL, false);
	const char *name = field->label.name;

	if (field->condition.count)
		sayf(driver, "\tif (%s)\n\t", lacks);
	sayf(driver,
	     "\tvirtio_cread_le(@->vdev, struct virtio_$_config, %s, &%s);\n"
	     "\tWRITE_ONCE(@->config_%s, %s);\n",
	     name, name, name, name);
	free(lacks);
}

void linux_count_function(const struct linux_driver *driver)
{
	const struct fields *config = &driver->model->config.fields;

	if (!linux_counts_any(driver->model))
		return;
	say(driver, "\n/* The fields of the configuration that count parts of messages. "
	            "*/\n"
	            "static void virtio_$_read_counts(struct virtio_$ *@)\n{\n");
	for (unsigned int i = 0; i < config->count; i++)
		if (linux_counts(driver->model, &config->fields[i]))
			sayf(driver, "\tu%u %s = 0;\n",
			     linux_bits(config->fields[i].kind),
			     config->fields[i].label.name);
	say(driver, "\n");
	for (unsigned int i = 0; i < config->count; i++)
		if (linux_counts(driver->model, &config->fields[i]))
			say_read(driver, &config->fields[i]);
	say(driver, "}\n");
}
