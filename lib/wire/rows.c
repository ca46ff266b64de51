/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Rows of virtqueues: where they are. A row has its index in the table for the case
 * that all rows before it have their most; what those lack of that, it moves down.
 */
#include <vqsmith/wire.h>

static uint32_t stride_of(const struct vqs_queue_type *row)
{
	return row->stride ? row->stride : 1;
}

int64_t vqs_row_count(const struct vqs_queue_type *row, uint64_t said)
{
	if (said > UINT32_MAX)
		return INT64_MAX;
	return (int64_t)said * (row->factor ? row->factor : 1) + row->addend;
}

void vqs_type_lay_out(const struct vqs_type *type, const struct vqs_features *features,
                      struct vqs_row *rows)
{
	uint32_t lack = 0;

	for (uint32_t i = 0; i < type->queue_count;) {
		const struct vqs_queue_type *head = &type->queues[i];
		uint32_t end = i + stride_of(head), taken = rows[i].count;

		if (head->shifts && !vqs_condition_holds(head->condition, features))
			taken = 0;
		for (; i < end && i < type->queue_count; i++) {
			rows[i].first = type->queues[i].index - lack;
			if (!vqs_condition_holds(type->queues[i].condition, features))
				rows[i].count = 0;
		}
		lack += (head->most - taken) * stride_of(head);
	}
}

const struct vqs_queue_type *vqs_type_queue(const struct vqs_type *type,
                                            unsigned int index)
{
	for (uint32_t i = 0; i < type->queue_count; i++) {
		const struct vqs_queue_type *row = &type->queues[i];
		uint32_t stride = stride_of(row);

		if (index >= row->index && (index - row->index) % stride == 0 &&
		    (index - row->index) / stride < row->most)
			return row;
	}
	return NULL;
}

unsigned int vqs_type_queue_count(const struct vqs_type *type)
{
	unsigned int count = 0;

	for (uint32_t i = 0; i < type->queue_count; i++) {
		const struct vqs_queue_type *row = &type->queues[i];
		unsigned int end = row->index + (row->most - 1u) * stride_of(row) + 1;

		if (row->most && end > count)
			count = end;
	}
	return count;
}
