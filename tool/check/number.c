/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What Device Number? Rules ID-01 to ID-08.
 */
#include "rules.h"

#include "ids.h"

/* The number that the device has on mmio and ccw. */
static uint64_t number_of(const struct model *model)
{
	return model->id.value;
}

static bool is_experimental(const struct model *model)
{
	return model->experimental || ID_IS_EXPERIMENT(number_of(model));
}

void check_id_range(struct checking *checking)
{
	const struct number *id = &checking->model->id;

	if (checking->model->experimental || (id->value >= 1 && id->value <= ID_LAST))
		return;
	if (id->value == 0) {
		report(checking, id->at, "0 is no device id");
		advice(checking,
		       "On mmio a DeviceID of 0 says that there is no device in this "
		       "slot, and a driver passes over it without a word; PCI and ccw "
		       "have no use for 0 either. Write `id: experimental` until you "
		       "have a number of your own.");
		return;
	}
	report(checking, id->at, "%llu is no device id: the highest is %d",
	       (unsigned long long)id->value, ID_LAST);
	advice(checking, "Device ids have 16 bits; experimental ones go from 65535 "
	                 "downwards, and PCI and ccw carry smaller ones still. Write "
	                 "`id: experimental` until you have a number of your own.");
}

void check_id_taken(struct checking *checking)
{
	const struct model *model = checking->model;
	const struct device_id *row = id_find(number_of(model));

	if (model->existing && !row) {
		report(checking, model->id.at,
		       "`existing: yes`, but no device type has the number %llu",
		       (unsigned long long)number_of(model));
		advice(checking, "`existing` is for the device types of the "
		                 "specification's table, whose numbers `vqsmith ids` "
		                 "lists. Leave it out for a type of your own.");
	}
	if (model->existing || !row)
		return;
	report(checking, model->id.at, "%llu is taken: it is the number of '%s'",
	       (unsigned long long)number_of(model), id_name(row));
	advice(checking,
	       "The guest's driver for that device type would bind to '%s' and misread "
	       "it%s Take `id: experimental` for now and ask the virtio committee for a "
	       "number (%d is the first that is free). If this file describes that very "
	       "type, say `existing: yes`.",
	       model->named,
	       row->name ? "."
	                 : "; only Linux names it, the specification's table does not.",
	       ID_FIRST_FREE);
}

static void report_unreserved(struct checking *checking, uint64_t id)
{
	report(checking, checking->model->id.at,
	       id_is_gap(id)
	               ? "%llu is a hole in the table of device ids, not a free number"
	               : "%llu is nobody's number yet: it has to be reserved",
	       (unsigned long long)id);
	advice(checking,
	       "Send a mail to virtio-comment@lists.linux.dev to have a number reserved "
	       "before anything is published: numbers are given in order, and others "
	       "who help themselves start at %d as well. Until then `id: experimental` "
	       "clashes with nobody. Once it is yours, say so: `answers: {ID-03: "
	       "\"reserved on ...\"}`.",
	       ID_FIRST_FREE);
}

void check_id_reserved(struct checking *checking)
{
	const struct model *model = checking->model;
	uint64_t id = number_of(model);

	if (model->trial_pci_id.given) {
		report_as(checking, SEVERITY_NOTE, model->trial_pci_id.at,
		          "the PCI id %llu is borrowed for a trial, not for release",
		          (unsigned long long)model->trial_pci_id.value);
		advice(checking,
		       "PCI Device ID 0x%04llx belongs to whichever device type the "
		       "committee gives the number %llu. Keep it to machines of your "
		       "own, and leave the key out of what you publish.",
		       (unsigned long long)(ID_PCI_BASE + model->trial_pci_id.value),
		       (unsigned long long)model->trial_pci_id.value);
	}
	if (is_experimental(model) || id_find(id) || model->existing)
		return;
	report_unreserved(checking, id);
}

void check_id_window(struct checking *checking)
{
	const struct model *model = checking->model;
	uint64_t id = number_of(model);

	if (model->existing || is_experimental(model) || id <= ID_PCI_LAST)
		return;
	report(checking, model->id.at, "for an experiment %llu is an unusual number",
	       (unsigned long long)id);
	advice(checking,
	       "Experimental devices take 65535 and work backwards; %d..%d is room "
	       "enough and tells everyone what it is. The committee gives numbers "
	       "upwards from %d, and only those up to %d work on PCI. Write `id: "
	       "experimental` (65535).",
	       ID_WINDOW, ID_LAST, ID_FIRST_FREE, ID_PCI_LAST);
}

/* ---- Transports ---------------------------------------------------------- */

static void check_trial_id(struct checking *checking)
{
	const struct model *model = checking->model;
	const struct number *trial = &model->trial_pci_id;

	if (!trial->given)
		return;
	if (trial->value < ID_FIRST_FREE || trial->value > ID_PCI_LAST) {
		report(checking, trial->at, "the trial PCI id %llu is not within %d..%d",
		       (unsigned long long)trial->value, ID_FIRST_FREE, ID_PCI_LAST);
		advice(checking, "Below are the numbers of existing device types; "
		                 "above, 0x1040 + id leaves the range 0x1040..0x107f "
		                 "that drivers match.");
	} else if (number_of(model) <= ID_PCI_LAST) {
		report(checking, trial->at,
		       "the device has two numbers on PCI: %llu, and %llu for a trial",
		       (unsigned long long)number_of(model),
		       (unsigned long long)trial->value);
		advice(checking,
		       "Its own number fits PCI (Device ID 0x%04llx). Leave "
		       "`trial_pci_id` out.",
		       (unsigned long long)(ID_PCI_BASE + number_of(model)));
	}
}

#define PCI_WAYS                                                                         \
	"Either leave PCI out (`transports: [mmio]`: DeviceID has 32 bits there), or, "  \
	"on"                                                                             \
	" machines of your own, try it with a free number: `trial_pci_id:` 50..63."

/* 64..61375: the Device ID exists, and no driver looks at it. */
static void report_unmatched(struct checking *checking, unsigned long long id)
{
	report(checking, transport_at(checking->model, TRANSPORT_PCI),
	       "the id %llu cannot be on PCI: 0x1040 + %llu = 0x%04llx is above 0x107f",
	       id, id, ID_PCI_BASE + id);
	advice(checking,
	       "Drivers match PCI Device IDs 0x1040..0x107f and no others, which leaves "
	       "device ids up to %d; Linux gives up with ENODEV. " PCI_WAYS,
	       ID_PCI_LAST);
}

static void report_no_pci(struct checking *checking, unsigned long long id)
{
	unsigned long long pci = ID_PCI_BASE + id, cut = pci & UINT16_MAX;

	report(checking, transport_at(checking->model, TRANSPORT_PCI),
	       "the %sid %llu cannot be on PCI: 0x1040 + %llu = 0x%llx does not fit 16 "
	       "bits",
	       is_experimental(checking->model) ? "experimental " : "", id, id, pci);
	advice(checking,
	       "The PCI Device ID is 0x1040 + device id, and drivers match only "
	       "0x1040..0x107f. (\"Use 65535\" is older than this formula: in drafts of "
	       "0.9 the id was the Subsystem Device ID.) Linux refuses Device IDs "
	       "above them with ENODEV. QEMU cuts the sum to 16 bits, 0x%04llx, which "
	       "is %s, and aborts on a device id that it has no name for. " PCI_WAYS,
	       cut,
	       cut >= 0x1000 ? "for transitional devices" : "no virtio device at all");
}

void check_id_pci(struct checking *checking)
{
	const struct model *model = checking->model;
	uint64_t id = number_of(model);

	check_trial_id(checking);
	if (!model->transports_given || !(model->transports & TRANSPORT_PCI) ||
	    id <= ID_PCI_LAST || model->trial_pci_id.given)
		return;
	if (ID_PCI_BASE + id <= UINT16_MAX)
		report_unmatched(checking, id);
	else
		report_no_pci(checking, id);
}

void check_id_ccw(struct checking *checking)
{
	const struct model *model = checking->model;
	uint64_t id = number_of(model);

	if (!model->transports_given || !(model->transports & TRANSPORT_CCW) ||
	    id <= ID_CCW_LAST)
		return;
	report(checking, transport_at(model, TRANSPORT_CCW),
	       "the id %llu cannot be on ccw: it has to fit one byte",
	       (unsigned long long)id);
	advice(checking,
	       "On channel I/O a device tells its id in the control unit model of SENSE "
	       "ID, which is one byte; %llu would arrive as %llu, another device type's "
	       "number or nobody's. Leave ccw out until the device has a number of its "
	       "own; those up to %d fit.",
	       (unsigned long long)id, (unsigned long long)(id & 0xff), ID_CCW_LAST);
}

void check_id_mmio(struct checking *checking)
{
	const struct model *model = checking->model;

	if (!is_experimental(model) || may_be_on(model, TRANSPORT_MMIO))
		return;
	report(checking, model->id.at,
	       "an experimental id has its place on mmio, which is not declared");
	advice(checking,
	       "mmio is the only transport that carries %llu as the specification has "
	       "it: DeviceID has 32 bits there, while PCI ends at device id %d and ccw "
	       "at %d. Add `mmio` to `transports`, or leave `transports` out.",
	       (unsigned long long)number_of(model), ID_PCI_LAST, ID_CCW_LAST);
}

/* ---- Transitional devices ------------------------------------------------ */

void check_id_transitional(struct checking *checking)
{
	const struct model *model = checking->model;
	const struct number *id = &model->transitional_pci_id;
	const struct device_id *row = model->existing ? id_find(number_of(model)) : NULL;

	if (!id->given || (row && row->transitional && row->transitional == id->value))
		return;
	if (row && row->transitional) {
		report_as(
		        checking, SEVERITY_ERROR, id->at,
		        "the transitional PCI Device ID of '%s' is 0x%04x, not 0x%04llx",
		        id_name(row), row->transitional, (unsigned long long)id->value);
		advice(checking,
		       "Seven device types have one: `vqsmith ids` lists them.");
		return;
	}
	report(checking, id->at,
	       "'%s' cannot have a transitional PCI Device ID (0x%04llx)",
	       model->named, (unsigned long long)id->value);
	advice(checking, "Transitional devices serve drivers from before virtio 1.0, "
	                 "and there are none for a new device type. The list is closed: "
	                 "0x1000..0x1005 and 0x1009. Leave the key out; the device is "
	                 "then a modern one, with PCI Device ID 0x1040 + id and no "
	                 "legacy interface.");
}
