/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `linux`: what of the features that are offered the driver accepts, by the
 * same rule as the runtime's driver end: one that cannot stand beside the
 * others goes, and then perhaps what needed it, until all that stay agree.
 */
#include "linux.h"

#include <stdlib.h>

static void say_drop(const struct linux_driver *driver, const struct feature *feature,
                     const char *condition)
{
	struct name name = linux_feature(driver, feature);

	sayf(driver,
	     "\tif (virtio_has_feature(vdev, %s) && %s) {\n"
	     "\t\t__virtio_clear_bit(vdev, %s);\n"
	     "\t\treturn true;\n"
	     "\t}\n",
	     name.text, condition, name.text);
}

static void say_requires(const struct linux_driver *driver, const struct feature *feature)
{
	char *lacks;

	if (feature->requires.count == 0)
		return;
	lacks = linux_condition(driver, &feature->requires, "vdev", true);
	say_drop(driver, feature, lacks);
	free(lacks);
}

/* Of two that conflict a required one stays, else the one that was described first. */
static bool yields(const struct feature *feature, const struct feature *other)
{
	if (feature->required != other->required)
		return other->required;
	return other->index < feature->index;
}

static bool conflict(const struct feature *a, const struct feature *b)
{
	for (unsigned int i = 0; i < a->conflict_count; i++)
		if (a->conflicts[i].feature == b)
			return true;
	for (unsigned int i = 0; i < b->conflict_count; i++)
		if (b->conflicts[i].feature == a)
			return true;
	return false;
}

static void say_conflicts(const struct linux_driver *driver,
                          const struct feature *feature)
{
	for (unsigned int i = 0; i < driver->model->feature_count; i++) {
		const struct feature *other = &driver->model->features[i];

		if (other != feature && linux_accepts(other) &&
		    conflict(feature, other) && yields(feature, other))
			say_drop(driver, feature,
			         name_of("virtio_has_feature(vdev, %s)",
			                 linux_feature(driver, other).text)
			                 .text);
	}
}

static bool any_drops(const struct model *model)
{
	for (unsigned int i = 0; i < model->feature_count; i++)
		if (linux_accepts(&model->features[i]) &&
		    (model->features[i].requires.count ||
		     model->features[i].conflict_count))
			return true;
	return false;
}

static void say_drop_one(const struct linux_driver *driver)
{
	say(driver, "\n/* Drops a feature that cannot stand beside the others, if there "
	            "is one. */\n"
	            "static bool virtio_$_drop_feature(struct virtio_device *vdev)\n{\n");
	for (unsigned int i = 0; i < driver->model->feature_count; i++) {
		const struct feature *feature = &driver->model->features[i];

		if (!linux_accepts(feature))
			continue;
		say_requires(driver, feature);
		say_conflicts(driver, feature);
	}
	say(driver, "\treturn false;\n}\n");
}

static void say_at_least_one(const struct linux_driver *driver)
{
	const struct model *model = driver->model;

	for (unsigned int i = 0; i < model->at_least_one_count; i++) {
		char *none =
		        linux_condition(driver, &model->at_least_one[i], "vdev", true);

		sayf(driver, "\tif (%s)\n\t\treturn -ENODEV;\n", none);
		free(none);
	}
}

/* What is taken as negotiated where no feature of the type is. */
void linux_imply(const struct linux_driver *driver)
{
	const struct model *model = driver->model;
	const char *between = "";
	bool any = false;

	for (unsigned int i = 0; i < model->feature_count; i++)
		any |= model->features[i].implied && linux_accepts(&model->features[i]);
	if (!any)
		return;
	say(driver, "\tif (!(vdev->features & (");
	for (unsigned int i = 0; i < model->feature_count; i++) {
		if (!linux_accepts(&model->features[i]))
			continue;
		sayf(driver, "%sBIT_ULL(%s)", between,
		     linux_feature(driver, &model->features[i]).text);
		between = " | ";
	}
	say(driver, ")))\n\t\t@->features |= ");
	between = "";
	for (unsigned int i = 0; i < model->feature_count; i++) {
		if (!model->features[i].implied || !linux_accepts(&model->features[i]))
			continue;
		sayf(driver, "%sBIT_ULL(%s)", between,
		     linux_feature(driver, &model->features[i]).text);
		between = " | ";
	}
	say(driver, ";\n");
}

void linux_validate(const struct linux_driver *driver)
{
	const struct model *model = driver->model;

	if (any_drops(model))
		say_drop_one(driver);
	say(driver, "\nstatic int virtio_$_validate(struct virtio_device *vdev)\n{\n"
	            "\tif (!virtio_has_feature(vdev, VIRTIO_F_VERSION_1))\n"
	            "\t\treturn -ENODEV;\n");
	if (any_drops(model))
		say(driver, "\twhile (virtio_$_drop_feature(vdev))\n\t\t;\n");
	for (unsigned int i = 0; i < model->feature_count; i++) {
		const struct feature *feature = &model->features[i];

		if (feature->required && linux_accepts(feature))
			sayf(driver,
			     "\tif (!virtio_has_feature(vdev, %s))\n\t\treturn "
			     "-ENODEV;\n",
			     linux_feature(driver, feature).text);
	}
	say_at_least_one(driver);
	say(driver, "\treturn 0;\n}\n");
}

void linux_features(const struct linux_driver *driver)
{
	say(driver, "\nstatic const unsigned int virtio_$_features[] = {\n");
	for (unsigned int i = 0; i < driver->model->feature_count; i++)
		if (linux_accepts(&driver->model->features[i]))
			sayf(driver, "\t%s,\n",
			     linux_feature(driver, &driver->model->features[i]).text);
	say(driver, "};\n");
}
