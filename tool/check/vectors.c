/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * How many MSI-X vectors, and for what: rules IR-01 to IR-05.
 */
#include "rules.h"

#include <string.h>

#define VECTORS_MOST    0x800 /* the Table Size field has 11 bits */
#define VECTORS_MANY    16
#define VECTORS_DEFAULT 2

static uint64_t queues_of(const struct model *model)
{
	uint64_t most = 0;

	for (unsigned int i = 0; i < model->queue_count; i++)
		most += model->queues[i].most;
	return most;
}

void check_vector_count(struct checking *checking)
{
	const struct model *model = checking->model;
	uint64_t vectors = model->vectors.value, sources = 1 + queues_of(model);

	if (!model->vectors.given || vectors <= VECTORS_DEFAULT)
		return;
	if (vectors > sources)
		report(checking, model->vectors.at,
		       "%llu MSI-X vectors, but there are only %llu sources of "
		       "interrupts",
		       (unsigned long long)vectors, (unsigned long long)sources);
	else if (vectors > VECTORS_MANY)
		report(checking, model->vectors.at, "%llu MSI-X vectors are many",
		       (unsigned long long)vectors);
	else
		return;
	advice(checking,
	       "Interrupts come from configuration changes and from %llu virtqueue%s. "
	       "Some platforms have 256 vectors for all devices together, and each that "
	       "is reserved is missing elsewhere. %d do (one for changes, one that all "
	       "queues share); more pay only for queues with a high rate of interrupts. "
	       "Leave `vectors` out, or say in `answers:` where the rate comes from.",
	       (unsigned long long)(sources - 1), sources == 2 ? "" : "s",
	       VECTORS_DEFAULT);
}

void check_vector_limits(struct checking *checking)
{
	const struct number *vectors = &checking->model->vectors;

	if (!vectors->given)
		return;
	if (vectors->value > VECTORS_MOST) {
		report(checking, vectors->at,
		       "%llu MSI-X vectors: there can be no more than %d",
		       (unsigned long long)vectors->value, VECTORS_MOST);
		advice(checking, "The Table Size of the MSI-X capability has 11 bits. "
		                 "Leave `vectors` out (then 2 are suggested) or take "
		                 "one for each busy queue and one for changes of the "
		                 "configuration.");
	} else if (vectors->value == 1) {
		report_as(checking, SEVERITY_WARNING, vectors->at,
		          "a single MSI-X vector: a device should have at least 2");
		advice(checking, "With one vector a driver may fall back to INTx, or "
		                 "has to look for changes of the configuration at every "
		                 "used buffer. Say `vectors: 2`, or 0 for a device "
		                 "without MSI-X.");
	}
}

void check_vector_binding(struct checking *checking)
{
	const struct model *model = checking->model;

	for (unsigned int i = 0; i < model->queue_count; i++) {
		const struct queue *queue = &model->queues[i];

		if (!queue->vector.given)
			continue;
		report(checking, queue->vector.at,
		       "queue '%s' is bound to MSI-X vector %llu", queue->label.name,
		       (unsigned long long)queue->vector.value);
		advice(checking,
		       "Which vector an event gets is the driver's to say, at run time: "
		       "it maps any to any, several to one, or none (NO_VECTOR) where "
		       "it polls; with INTx, on mmio and on ccw there are none at all. "
		       "The device has to work with each of these. Take the key out; "
		       "`vectors:` suggests how many.");
	}
}

/* ---- IR-04: interrupts of one's own -------------------------------------- */

static bool is_interrupt_name(const char *name)
{
	static const char *const words[] = { "isr",        "irq", "irqs", "interrupt",
		                             "interrupts", "msi", "intr" };

	while (*name) {
		size_t length = strcspn(name, "_");

		for (unsigned int i = 0; i < sizeof(words) / sizeof(words[0]); i++)
			if (strlen(words[i]) == length &&
			    strncmp(words[i], name, length) == 0)
				return true;
		name += length;
		name += *name == '_';
	}
	return false;
}

void check_event_kinds(struct checking *checking)
{
	const struct fields *fields = &checking->model->config.fields;

	for (unsigned int i = 0; i < fields->count; i++) {
		const struct field *field = &fields->fields[i];
		bool cleared = field->access == VQS_WRITE_1_CLEAR && field->volatile_;

		if (field->role == ROLE_RESERVED ||
		    (!is_interrupt_name(field->label.name) && !cleared))
			continue;
		report(checking, field->label.at,
		       "configuration field '%s' is an interrupt register of the "
		       "device's own",
		       field->label.name);
		advice(checking, "A virtio device has two events to interrupt for: a "
		                 "buffer was used, the configuration changed; the bits "
		                 "of the ISR status are given. Bits that the device "
		                 "raises and the driver clears here race with each "
		                 "other and cost two traps for each event. Send events: "
		                 "a queue with buffers that the driver posts (`posted: "
		                 "FAMILY`).");
	}
}

void check_config_vector(struct checking *checking)
{
	const struct model *model = checking->model;
	const struct number *vectors = &model->vectors;
	uint64_t queues = queues_of(model);

	if (!vectors->given || vectors->value == 0 || vectors->value != queues)
		return;
	if (vectors->value == VECTORS_DEFAULT)
		return;
	report(checking, vectors->at,
	       "%llu vector%s for %llu queue%s: none is left for configuration changes",
	       (unsigned long long)vectors->value, vectors->value == 1 ? "" : "s",
	       (unsigned long long)queues, queues == 1 ? "" : "s");
	advice(checking,
	       "A device whose configuration never changes needs that event too: "
	       "DEVICE_NEEDS_RESET, by which it says that it is broken, is announced as "
	       "a configuration change. Count one more, or leave `vectors` out.");
}
