/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Keys that there are not, on purpose: what people would say with them is not
 * for a device type to say. Each names the rule that knows why.
 */
#include "reader.h"

#include <string.h>

#define MOST_WORDS 8

struct no_key {
	const struct kind *kind;
	const char *words[MOST_WORDS];
	const char *rule;
	const char *message; /* after "'word' of a device type: " */
	const char *advice;
};

/* clang-format off */
static const struct no_key no_keys[] = {
	{ &kind_device,
	  { "pci_revision", "revision", "subsystem_id", "subsystem_device_id",
	    "subsystem_vendor_id", "vendor_id", "class_code" },
	  "ID-09", "PCI's identity is not the type's to choose",
	  "A device has vendor 0x1AF4, revision 1 or higher and a subsystem device id of "
	  "at least 0x40; drivers look at nothing but 0x1040 + id. Leave it out: the "
	  "transport fills it in." },
	{ &kind_device,
	  { "vendor_capability", "vendor_data", "vendor_specific" },
	  "ID-10", "nothing of a device type is in a vendor data capability",
	  "That capability belongs to who built this one device, is for debugging and "
	  "reporting, and no driver may depend on it. What drivers need is a "
	  "configuration field or a request." },
	{ &kind_device,
	  { "config_size", "exact_config_size" },
	  "CF-21", "the configuration space has no exact size",
	  "A device may show more than a driver knows, because of later features or "
	  "because pages are what its transport deals in: a driver asks for enough and "
	  "never for equal. The size that is needed follows from the fields." },
	{ &kind_config_field,
	  { "before_features_ok", "written_before", "early" },
	  "CF-16", "nothing is written to the configuration space before FEATURES_OK",
	  "Up to there a driver may read fields that offered features guard, and write "
	  "none. What driver and device have to agree on first is what feature bits are "
	  "for." },
	{ &kind_config_field,
	  { "offset", "at", "align", "alignment" },
	  "CF-29", "offsets follow from the order of the fields",
	  "They count from the start of the device configuration space, wherever a "
	  "transport puts that: a capability's offset on PCI, 0x100 on mmio. `vqsmith "
	  "show` prints them; a gap is a reserved field." },
	{ &kind_queue,
	  { "index", "number", "indices" },
	  "VQ-06", "the index of a virtqueue follows from the order",
	  "Both sides have to find the same one from the features they negotiated and "
	  "from constant configuration, and the order says all of it. `vqsmith show` "
	  "prints the indices." },
	{ &kind_device,
	  { "in_order" },
	  "VQ-18", "VIRTIO_F_IN_ORDER is not the type's to promise",
	  "It holds for all virtqueues of a device, is offered by an implementation, and "
	  "contradicts buffers that wait for an event. An order of processing that the "
	  "type demands is a sentence of its `description`." },
	{ &kind_queue,
	  { "in_order", "ordered" },
	  "VQ-18", "a virtqueue cannot be used in order by itself",
	  "VIRTIO_F_IN_ORDER holds for all virtqueues of a device, is offered by an "
	  "implementation, and contradicts buffers that wait for an event. An order of "
	  "processing that the type demands is a sentence of its `description`." },
	{ &kind_queue,
	  { "after", "before", "ordered_after", "ordered_with" },
	  "VQ-19", "nothing orders one virtqueue against another",
	  "The device may look at them at any time, and in parallel. What has to come "
	  "first is a request whose completion the driver awaits, or both go through "
	  "the same virtqueue." },
	{ &kind_message,
	  { "after", "before", "ordered_after", "ordered_with" },
	  "VQ-19", "the order of messages is not part of their layout",
	  "Between virtqueues there is none. Where a device must see one first, the "
	  "driver awaits its completion; say so in the `description`." },
	{ &kind_queue,
	  { "before_driver_ok", "during_init", "early" },
	  "VQ-21", "no virtqueue works before DRIVER_OK",
	  "The device consumes no buffer and the driver notifies of none until then. "
	  "What a driver has to know earlier is in the configuration space." },
	{ &kind_message,
	  { "before_driver_ok", "during_init", "early" },
	  "VQ-21", "no message is handled before DRIVER_OK",
	  "The device consumes no buffer and the driver notifies of none until then. "
	  "What a driver has to know earlier is in the configuration space." },
	{ &kind_queue,
	  { "doorbell", "notification_data", "notify_data" },
	  "VQ-25", "notifications carry nothing of the device type's",
	  "They tell which virtqueue has buffers, with data of the transport's where "
	  "that was negotiated, and may be missing, merged or spurious. Say it in a "
	  "message." },
	{ &kind_device,
	  { "admin_queue", "admin_queues" },
	  "VQ-24", "administration virtqueues are the transport's",
	  "They lie behind the device type's own, at an index that the transport tells, "
	  "and carry the specification's commands. A virtqueue for control of the "
	  "device is one more in `queues`." },
	{ &kind_message,
	  { "fields" },
	  "ST-19", "a message is no structure: it has two halves",
	  "What the driver writes and what the device writes lie in different buffers, "
	  "and one C structure across both invites each side to touch the other's. Say "
	  "`readable` and `writable`." },
	{ &kind_flag,
	  { "mask" },
	  "ST-20", "flags are named by the number of their bit",
	  "One way for all of them: socket and i2c devices have constants that are bits "
	  "in the specification and masks in Linux, and drivers have mixed them up. Say "
	  "`bit: 2` for 0x4; the mask is generated." },
	{ &kind_device,
	  { "isr", "interrupts", "irqs" },
	  "IR-07", "a device type has no interrupt status of its own",
	  "PCI has an ISR status that clears when read and is not used with MSI-X, mmio "
	  "one that is acknowledged, ccw an indicator. They all tell of used buffers and "
	  "of configuration changes. `vectors` suggests how many MSI-X vectors help." },
	{ &kind_queue,
	  { "isr", "interrupt", "irq" },
	  "IR-07", "a virtqueue has no interrupt of its own",
	  "Whether it gets one, and shared with what, is the driver's and the "
	  "transport's. `vectors` of the device type suggests how many MSI-X vectors "
	  "help." },
	{ &kind_device,
	  { "admin_commands", "admin_opcodes" },
	  "DP-11", "there are no administration commands of a device type",
	  "Their opcodes are given out by the specification, and none is left to device "
	  "types. A command of the type's own is a message on a virtqueue of "
	  "its own." },
	{ &kind_device,
	  { "device_status", "status_bits" },
	  "LC-01", "the device status has no bits for device types",
	  "ACKNOWLEDGE, DRIVER, DRIVER_OK, FEATURES_OK, SUSPEND, DEVICE_NEEDS_RESET and "
	  "FAILED are all there are. What is specific is a configuration field with "
	  "`changes: yes`, or an event." },
	{ &kind_part,
	  { "optional", "mandatory" },
	  "DP-08", "whether it may be left out is told with the part",
	  "A device says so in the header of each part, and only of one without which "
	  "another device can go on. Say in the `description` what is lost without "
	  "it." },
	{ &kind_region,
	  { "bar", "offset", "size", "length", "alignment" },
	  "SM-06", "where a region lies, and how long it is, the device tells",
	  "On PCI a capability says in which BAR, with 64 bits of offset and length, and "
	  "it fits into that one; on mmio registers do. Drivers read it there. If the "
	  "length is also in the configuration space, `size_field` names the field." },
	{ &kind_feature,
	  { "once", "one_shot", "sticky" },
	  "LC-07", "a feature can be negotiated again after each reset",
	  "A device that accepted a set of features accepts it again: a driver that is "
	  "loaded a second time, or a guest that boots again, finds what the first one "
	  "found. What can be done only once is a request that fails the second "
	  "time." },
};
/* clang-format on */

bool complain_no_key(struct reader *reader, const struct node *key,
                     const struct kind *kind)
{
	for (size_t i = 0; i < sizeof(no_keys) / sizeof(no_keys[0]); i++) {
		const struct no_key *no = &no_keys[i];

		if (no->kind != kind)
			continue;
		for (unsigned int j = 0; j < MOST_WORDS && no->words[j]; j++) {
			if (strcmp(no->words[j], key->text) != 0)
				continue;
			complain(reader, key->at, no->rule, "'%s' of %s: %s", key->text,
			         kind->a, no->message);
			advise(reader, "%s", no->advice);
			return true;
		}
	}
	return false;
}
