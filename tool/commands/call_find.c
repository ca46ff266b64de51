/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Finds the message that a person names, and helps where there is none.
 */
#include <string.h>

#include "call.h"

/* The first queue that carries the family. */
static const struct vqs_queue_type *queue_of(const struct vqs_type *type,
                                             const struct vqs_family *family)
{
	for (uint32_t i = 0; i < type->queue_count; i++)
		if (type->queues[i].family == family && !type->queues[i].posted)
			return &type->queues[i];
	return NULL;
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
		const struct vqs_queue_type *queue = queue_of(type, family);

		for (uint32_t m = 0; queue && m < family->message_count; m++) {
			if (!is_named(family, &family->messages[m], name))
				continue;
			found++;
			target->family = family;
			target->message = &family->messages[m];
			target->queue = queue->index;
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

		for (uint32_t m = 0; queue_of(type, family) && m < family->message_count;
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

enum outcome target_queue(const struct vqs_type *type, const char *number,
                          struct target *target)
{
	long count = 0, which;

	while (target->message &&
	       vqs_type_queue(type, target->queue + (unsigned int)count) ==
	               vqs_type_queue(type, target->queue))
		count++;
	if (count == 0)
		return trouble(MISUSED, "--queue is of a message: which one?");
	if (!number_parse("queue", number, 0, count - 1, &which))
		return MISUSED;
	target->queue = (uint16_t)(target->queue + which);
	return DONE;
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
