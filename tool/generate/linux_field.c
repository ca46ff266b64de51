/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * `linux`: how fields are named, ordered and copied in the driver.
 */
#include <inttypes.h>
#include <string.h>

#include "linux.h"
#include "unions.h"

const char *linux_order(enum vqs_kind kind)
{
	/* Bytes and structures have none. */
	static const char *const orders[] = { "",     "le16", "le32", "le64",
		                              "be16", "be32", "be64", "" };

	return orders[kind];
}

unsigned int linux_bits(enum vqs_kind kind)
{
	static const unsigned int bits[] = { 8, 16, 32, 64, 16, 32, 64 };

	return bits[kind];
}

uint32_t linux_unit(const struct field *field)
{
	return field->size ? field->size : 1;
}

bool linux_is_plain(const struct field *field)
{
	return field->kind == VQS_U8 || field->kind == VQS_STRUCT;
}

struct name linux_path(const struct wire_part *part, unsigned int index)
{
	const char *name = part->fields[index].label.name;

	if (part->shared)
		return name_of("%s", name);
	if (index < part->header)
		return name_of("%s.%s", part->header_member, name);
	if (index >= part->count - part->trailer)
		return name_of("%s.%s", part->trailer_member, name);
	return name_of("%s", name);
}

const struct ioctl_member *linux_member(const struct ioctl_struct *ioctl,
                                        const struct field *field, enum ioctl_kind kind)
{
	for (unsigned int i = 0; i < ioctl->count; i++)
		if (ioctl->members[i].field == field && ioctl->members[i].kind == kind)
			return &ioctl->members[i];
	return NULL;
}

/* A parameter stands behind the parenthesis; checkpatch wants 100 columns at the most. */
void linux_function(const struct linux_driver *driver, const char *type, const char *name,
                    const char *parameter)
{
	size_t columns =
	        strlen(type) + 1 + strcspn(name, "(") + 1 + strlen(parameter) + 1;

	sayf(driver, "%s%c%sstruct virtio_$ *@, %s)\n{\n", type,
	     columns > 100 ? '\n' : ' ', name, parameter);
}

struct name linux_mask(const struct field *field)
{
	return name_of("0x%" PRIx64 "%s", field->mask.value,
	               linux_bits(field->kind) == 64 ? "ULL" : "U");
}

struct name linux_class(const struct linux_driver *driver, const struct message *message)
{
	const struct values *values = message->family->opcode_class->values;
	uint64_t number = message->opcode_class.value;

	for (unsigned int i = 0; values && i < values->count; i++)
		if (values->values[i].number == number)
			return name_wire_value(driver->model, values, &values->values[i]);
	return name_of("%" PRIu64, number);
}

void linux_get(const struct linux_driver *driver, const struct field *field,
               const char *to, const char *from)
{
	const char *order = linux_order(field->kind);

	if (field->extent == VQS_ARRAY && linux_is_plain(field))
		sayf(driver, "\tmemcpy(%s, %s%s, sizeof(%s));\n", to,
		     is_slot(field) ? "&" : "", from, to);
	else if (field->extent == VQS_ARRAY)
		sayf(driver,
		     "\tfor (i = 0; i < %" PRIu32 "; i++)\n"
		     "\t\t%s[i] = %s_to_cpu(%s[i]);\n",
		     field->elements, to, order, from);
	else if (linux_is_plain(field))
		sayf(driver, "\t%s = %s;\n", to, from);
	else
		sayf(driver, "\t%s = %s_to_cpu(%s);\n", to, order, from);
	if (field->mask.given)
		sayf(driver, "\t%s &= ~%s;\n", to, linux_mask(field).text);
	linux_drop_bits(driver, field, to);
}

/* A field that counts: of the program's structure, or a variable of the function. */
static struct name counter_name(const struct ioctl_struct *ioctl,
                                const struct reference *counter, const char *base)
{
	const struct ioctl_member *member;

	if (counter->source == VQS_CONFIG)
		return name_of("config_%s", counter->field->label.name);
	member = linux_member(ioctl, counter->field, IOCTL_VALUE);
	return name_of("%s%s", base,
	               member ? member->name.text : counter->field->label.name);
}

/* A product of two fields saturates, with all that is done to it: no length is as large. */
static struct name product(const struct ioctl_struct *ioctl, const struct count *by,
                           const char *base)
{
	struct name times = counter_name(ioctl, &by->times, base);
	struct name count = counter_name(ioctl, &by->counter, base);

	count = name_of("size_mul(%s, %s)", count.text, times.text);
	if (by->factor > 1)
		count = name_of("size_mul(%s, %u)", count.text, by->factor);
	if (by->addend)
		count = name_of("size_%s(%s, %" PRId32 ")",
		                by->addend < 0 ? "sub" : "add", count.text,
		                by->addend < 0 ? -by->addend : by->addend);
	return count;
}

/* Of 64 bits, so that nothing overflows: a count has at most 32. */
struct name linux_elements(const struct linux_driver *driver,
                           const struct ioctl_struct *ioctl, const struct field *field)
{
	const struct count *by = &field->count;
	const char *base = ioctl->event ? "event." : "arg->";
	struct name count = counter_name(ioctl, &by->counter, base);
	int32_t addend = by->addend;

	if (by->term_count)
		return linux_sum(driver, ioctl, field);
	if (by->times.field)
		return product(ioctl, by, base);
	if (by->factor > 1)
		count = name_of("%s * %uULL", count.text, by->factor);
	else if (addend)
		count = name_of("(u64)%s", count.text);
	if (addend)
		count = name_of("%s %c %" PRId32, count.text, addend < 0 ? '-' : '+',
		                addend < 0 ? -addend : addend);
	return count;
}

struct name linux_elements_bytes(const struct linux_driver *driver,
                                 const struct ioctl_struct *ioctl,
                                 const struct field *field)
{
	struct name elements = linux_elements(driver, ioctl, field);
	uint32_t unit = linux_unit(field);

	if (unit == 1)
		return elements;
	if (field->count.times.field)
		return name_of("size_mul(%s, %" PRIu32 ")", elements.text, unit);
	return name_of("%s * %" PRIu32 "ULL", linux_factor(field, elements).text, unit);
}

/* In parentheses, unless it is a name, or a call. */
struct name linux_factor(const struct field *field, struct name elements)
{
	if (field->count.term_count || field->count.times.field ||
	    !strchr(elements.text, ' '))
		return elements;
	return name_of("(%s)", elements.text);
}

bool linux_is_known(const struct field *field)
{
	return field->extent == VQS_COUNTED && field->count.counter.source != VQS_HERE &&
	       field->count.times.source != VQS_HERE;
}
