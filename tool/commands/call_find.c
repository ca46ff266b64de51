/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Finds the message that a person names, and helps where there is none.
 */
#include <errno.h>
#include <string.h>

#include "call.h"

static bool is_carried(const struct vqs_queue_type *queue, const struct vqs_family *family)
{
	return queue->family == family && !queue->posted;
}

/* Whether some queue carries the family. */
static bool has_queue(const struct vqs_type *type, const struct vqs_family *family)
{
	for (uint32_t i = 0; i < type->queue_count; i++)
		if (is_carried(&type->queues[i], family))
			return true;
	return false;
}

/* Whether `name` is the message's, with or without the family's before it. */
static bool is_named(const struct vqs_family *family, const struct vqs_message *message,
                     const char *name)
{
	size_t length = strlen(family->name);

	if (strcmp(message->name, name) == 0)
		return true;
	return strncmp(name, family->name, length) == 0 && name[length] == '.' &&
	       strcmp(message->name, name + length + 1) == 0;
}

static unsigned int find(const struct vqs_type *type, const char *name,
                         struct target *target)
{
	unsigned int found = 0;

	for (uint32_t f = 0; f < type->family_count; f++) {
		const struct vqs_family *family = &type->families[f];
		bool carried = has_queue(type, family);

		for (uint32_t m = 0; carried && m < family->message_count; m++) {
			if (!is_named(family, &family->messages[m], name))
				continue;
			found++;
			target->family = family;
			target->message = &family->messages[m];
		}
	}
	return found;
}

static void print_fields(struct value_fields fields)
{
	for (uint32_t i = 0; i < fields.count; i++)
		if (fields.fields[i].memory != VQS_NOWHERE)
			fprintf(stderr, " %s=", fields.fields[i].name);
}

static void list(const struct vqs_type *type)
{
	fprintf(stderr, "A driver can ask the %s:\n", type->name);
	for (uint32_t f = 0; f < type->family_count; f++) {
		const struct vqs_family *family = &type->families[f];

		for (uint32_t m = 0; has_queue(type, family) && m < family->message_count;
		     m++) {
			fprintf(stderr, "  %s", family->messages[m].name);
			print_fields(value_fields_of_half(&family->messages[m].readable));
			fputc('\n', stderr);
		}
	}
}

enum outcome target_find(const struct vqs_type *type, const char *name, bool may_be_none,
                         struct target *target)
{
	unsigned int found;

	*target = (struct target){ 0 };
	if (!name && may_be_none)
		return DONE;
	found = name ? find(type, name, target) : 0;
	if (found == 1)
		return DONE;
	if (!name)
		trouble(MISUSED, "call: which message?");
	else if (found)
		trouble(MISUSED,
		        "call: several families have a message '%s': "
		        "say FAMILY.%s",
		        name, name);
	else
		trouble(MISUSED, "call: there is no message '%s'", name);
	list(type);
	return MISUSED;
}

/* Counted on from row to row, where several carry the family. */
enum outcome target_queue(const struct vqs_type *type, const char *number,
                          struct target *target)
{
	long count = 0, which;

	for (uint32_t i = 0; target->message && i < type->queue_count; i++)
		if (is_carried(&type->queues[i], target->family))
			count += type->queues[i].most;
	if (count == 0)
		return trouble(MISUSED, "--queue is of a message: which one?");
	if (!number_parse("queue", number, 0, count - 1, &which))
		return MISUSED;
	target->number = (unsigned int)which;
	return DONE;
}

int target_index(const struct vqs_driver *driver, const struct vqs_type *type,
                 const struct target *target)
{
	unsigned int number = target->number;

	for (uint32_t i = 0; i < type->queue_count; i++) {
		unsigned int count = vqs_driver_queue_count(driver, i);

		if (!is_carried(&type->queues[i], target->family))
			continue;
		if (number < count)
			return vqs_driver_queue_index(driver, i, number);
		number -= count;
	}
	return -ENOENT;
}

void fields_complain(struct value_fields fields, const char *word, const char *name)
{
	if (!strchr(word, '='))
		trouble(MISUSED, "'%s': field=value is wanted", word);
	else
		trouble(MISUSED, "there is no field '%s'", name);
	fputs("The fields:", stderr);
	print_fields(fields);
	fputc('\n', stderr);
}
