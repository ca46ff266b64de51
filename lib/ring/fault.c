/* SPDX-License-Identifier: BSD-3-Clause */
/* What can be wrong with a queue, in words. */
#include <vqsmith/ring.h>

static const char *const texts[VQS_FAULT_COUNT] = {
	[VQS_FAULT_NONE] = "no fault",
	[VQS_FAULT_INDEX_JUMP] = "ring index went back, or further than the queue holds",
	[VQS_FAULT_HEAD_RANGE] = "buffer id or descriptor beyond the queue size",
	[VQS_FAULT_NEXT_RANGE] = "next descriptor beyond the end of its table",
	[VQS_FAULT_LOOP] =
	        "descriptor chain longer than its table or the free ring: a loop",
	[VQS_FAULT_ADDRESS] = "descriptor outside the driver's memory",
	[VQS_FAULT_LENGTH] = "descriptor chain of no bytes, or of too many",
	[VQS_FAULT_ORDER] = "device-readable descriptor after a device-writable one",
	[VQS_FAULT_INDIRECT_UNASKED] =
	        "indirect descriptor without VIRTIO_F_INDIRECT_DESC negotiated",
	[VQS_FAULT_INDIRECT_NESTED] =
	        "indirect descriptor in an indirect table, or in a chain with others",
	[VQS_FAULT_INDIRECT_LENGTH] =
	        "indirect table empty, of a length that no descriptors fill, or too long",
	[VQS_FAULT_TOO_LONG] = "descriptor chain of more pieces than the device takes",
	[VQS_FAULT_ID_BUSY] = "descriptor chain made available while the device holds it",
	[VQS_FAULT_ID_UNKNOWN] =
	        "used entry of a chain that the driver did not make available",
	[VQS_FAULT_USED_LENGTH] = "used length beyond the device-writable buffers",
	[VQS_FAULT_USED_ORDER] = "used entry of a chain whose turn it is not",
	[VQS_FAULT_MESSAGE] = "descriptor chain that no message of the device type fits",
};

const char *vqs_fault_text(enum vqs_fault fault)
{
	if ((unsigned int)fault >= VQS_FAULT_COUNT)
		return "unknown fault";
	return texts[fault];
}
