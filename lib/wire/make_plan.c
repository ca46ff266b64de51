/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Making plans: what features leave of a half is walked once, and what its
 * fields have in common is written down as moves. Fields next to each other on
 * the wire and in native form are one run of bytes.
 */
#include "items.h"

#define MOVES_MOST 128 /* bytes that are moved, or cleared, in pieces */

/* What a plan cannot count is left to the general way. */
#define OFFSET_MOST UINT16_MAX

struct run {
	uint32_t wire, native, bytes;
};

struct maker {
	struct plan_room *room;
	struct plan_part *part;
	bool encodes;
	bool fails; /* an offset is beyond what a plan can say */
	struct run run;
	uint32_t covered; /* encoding: bytes of the part that are done with */
};

size_t plan_item_size(void)
{
	return sizeof(struct plan_item);
}

static void add_item(struct maker *maker, const struct plan_item *item)
{
	struct plan_room *room = maker->room;

	if (room->items)
		room->items[room->item_count] = *item;
	room->item_count++;
	maker->part->item_count++;
}

static void emit_move(struct maker *maker, unsigned int what, uint32_t wire,
                      uint32_t native)
{
	uint32_t to = maker->encodes ? wire : native;
	uint32_t from = maker->encodes ? native : wire;
	struct plan_room *room = maker->room;

	maker->fails |= wire > OFFSET_MOST || native > OFFSET_MOST;
	if (room->moves)
		room->moves[room->move_count] =
		        (struct plan_move){ move_runner((enum move_what)what, false),
			                    (uint16_t)to, (uint16_t)from, (uint8_t)what };
	room->move_count++;
}

/* The moves from `first` on are all. */
static void emit_last(struct maker *maker, uint32_t first)
{
	struct plan_room *room = maker->room;
	struct plan_move *last;

	if (room->move_count == first)
		emit_move(maker, MOVE_NONE, 0, 0);
	maker->fails |= room->move_count - first > MOVES_IN_A_ROW;
	if (!room->moves)
		return;
	last = &room->moves[room->move_count - 1];
	last->run = move_runner((enum move_what)last->what, true);
}

/* In pieces of 16, 8, 4, 2 and 1 bytes. `what`: that of the least. */
static void emit_pieces(struct maker *maker, unsigned int what, const struct run *run)
{
	struct run left = *run;

	while (left.bytes) {
		unsigned int order = 4;
		uint32_t size;

		while (UINT32_C(1) << order > left.bytes)
			order--;
		size = UINT32_C(1) << order;
		emit_move(maker, what + order, left.wire, left.native);
		left = (struct run){ left.wire + size, left.native + size,
			             left.bytes - size };
	}
}

static void emit_bytes(struct maker *maker, const struct run *run, bool zeroes)
{
	const struct plan_item item = { .what = zeroes ? PLAN_GAP : PLAN_RUN,
		                        .wire = run->wire,
		                        .native = run->native,
		                        .bytes = run->bytes };

	if (run->bytes > MOVES_MOST)
		add_item(maker, &item);
	else
		emit_pieces(maker, zeroes ? MOVE_CLEAR_1 : MOVE_1, run);
}

static void emit_run(struct maker *maker)
{
	emit_bytes(maker, &maker->run, false);
	maker->run.bytes = 0;
}

/* A number with zeroes behind it as a longer one; MOVE_NONE: they make none. */
static unsigned int longer(uint32_t bytes, uint32_t zeroes)
{
	switch (bytes << 8 | zeroes) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	case 0x101:
		return MOVE_1_TO_2;
	case 0x103:
		return MOVE_1_TO_4;
	case 0x107:
		return MOVE_1_TO_8;
	case 0x202:
		return MOVE_2_TO_4;
	case 0x206:
		return MOVE_2_TO_8;
	case 0x404:
		return MOVE_4_TO_8;
#endif
	}
	return MOVE_NONE;
}

static void emit_gap(struct maker *maker, uint32_t from, uint32_t to)
{
	const struct run gap = { from, 0, to - from };
	struct run *run = &maker->run;
	unsigned int what = MOVE_NONE;

	if (run->bytes && run->wire + run->bytes == from && gap.bytes < 8)
		what = longer(run->bytes, gap.bytes);
	if (what == MOVE_NONE) {
		emit_bytes(maker, &gap, true);
		return;
	}
	emit_move(maker, what, run->wire, run->native);
	run->bytes = 0;
}

/* A number of the other byte order. */
static void add_swapped(struct maker *maker, uint32_t wire, uint32_t native,
                        uint32_t bytes)
{
	emit_run(maker);
	emit_move(maker, MOVE_SWAP_2 + bytes / 4, wire, native); /* of 2, 4 or 8 */
}

static void add_run(struct maker *maker, uint32_t wire, uint32_t native, uint32_t bytes)
{
	struct run *run = &maker->run;

	if (run->bytes && run->wire + run->bytes == wire &&
	    run->native + run->bytes == native) {
		run->bytes += bytes;
		return;
	}
	emit_run(maker);
	*run = (struct run){ wire, native, bytes };
}

/* ---- Items -------------------------------------------------------------------- */

/* min..max and the limits each leave one range, and what all of them leave is one. */
static void set_range(struct plan_item *item, const struct vqs_features *negotiated)
{
	const struct vqs_field *field = item->field;
	uint64_t low = 0, high = UINT64_MAX;

	if (field->flags & VQS_RANGE) {
		low = field->min;
		high = field->max;
	}
	for (unsigned int i = 0; field->limits && i < field->limits->count; i++) {
		const struct vqs_limit *limit = &field->limits->limits[i];
		const struct vqs_field guard = { .condition = limit->condition,
			                         .unless = limit->unless };

		if (!vqs_field_there(&guard, negotiated))
			continue;
		low = limit->min > low ? limit->min : low;
		high = limit->max < high ? limit->max : high;
	}
	if (low > high || !value_allowed(field, low, negotiated) ||
	    !value_allowed(field, high, negotiated))
		return;
	item->low = low;
	item->width = high - low;
	item->beyond = 0;
}

/* The names that follow on each other from the lowest one. */
static void set_named(struct plan_item *item, const struct vqs_features *negotiated)
{
	const struct vqs_names *names = item->field->names;
	uint64_t low = UINT64_MAX, width = 0;

	for (unsigned int i = 0; i < names->count; i++)
		if (names->names[i].value < low)
			low = names->names[i].value;
	if (!names->count || !value_allowed(item->field, low, negotiated))
		return;
	while (width < names->count && low + width < UINT64_MAX &&
	       value_allowed(item->field, low + width + 1, negotiated))
		width++;
	item->low = low;
	item->width = width;
	item->beyond = 0;
}

/* Any of the flags, where nothing else is judged. */
static void set_flags(struct plan_item *item)
{
	const struct vqs_field *field = item->field;
	uint64_t known = 0;

	if (field->flags & VQS_RANGE || field->limits)
		return;
	for (unsigned int i = 0; i < field->names->count; i++)
		known |= field->names->names[i].value;
	item->low = 0;
	item->width = UINT64_MAX;
	item->beyond = ~known;
}

static void set_plain(struct plan_item *item, const struct vqs_features *negotiated)
{
	const struct vqs_field *field = item->field;

	/* Until told otherwise no value is. */
	item->low = 1;
	item->width = 0;
	item->beyond = UINT64_MAX;
	if (!(field->flags & VQS_CLOSED) || !field->names)
		set_range(item, negotiated);
	else if (field->flags & VQS_FLAGS)
		set_flags(item);
	else
		set_named(item, negotiated);
}

/* ---- Fields ------------------------------------------------------------------- */

/* Where a field is, and what its `memory` counts from. */
struct spot {
	uint32_t wire, native;
};

static bool is_host_order(enum vqs_kind kind)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	return kind <= VQS_LE64;
#else
	return kind == VQS_U8 || (kind >= VQS_BE16 && kind <= VQS_BE64);
#endif
}

/* Whether the ranges of bits of a number leave it as it is, whatever it is. */
static bool bits_are_free(const struct vqs_bits *bits)
{
	if (bits->ignored || bits->strict)
		return false;
	for (uint32_t i = 0; i < bits->count; i++)
		if (is_judged(&bits->ranges[i]))
			return false;
	return true;
}

static bool is_free(const struct vqs_field *field)
{
	if (field->bits)
		return bits_are_free(field->bits);
	return !is_judged(field);
}

/*
 * Whether the native form is the bytes, in either order, and judging, if need be, a look
 * at one value.
 */
static bool is_bytes(const struct vqs_field *field)
{
	if (field->kind == VQS_STRUCT || field->mask)
		return false;
	/* of the other order, one number is a move, and more would be many */
	if (field->extent != VQS_ONE && !is_host_order((enum vqs_kind)field->kind))
		return false;
	return is_free(field) || (field->extent == VQS_ONE && !field->bits);
}

/* Nothing is read, or zeroes are written. */
static bool is_passed_over(const struct maker *maker, const struct vqs_field *field)
{
	if (maker->encodes)
		return !(field->flags & (VQS_OPCODE | VQS_CLASS)) &&
		       (field->flags & VQS_RESERVED || field->memory == VQS_NOWHERE);
	if (field->flags & VQS_RESERVED)
		return !(field->flags & VQS_STRICT);
	return field->memory == VQS_NOWHERE;
}

static bool is_role(const struct vqs_field *field)
{
	return field->flags & (VQS_OPCODE | VQS_CLASS | VQS_RESERVED);
}

static void cover(struct maker *maker, uint32_t wire, uint64_t bytes)
{
	if (!maker->encodes)
		return;
	if (wire > maker->covered)
		emit_gap(maker, maker->covered, wire);
	maker->covered = wire + (uint32_t)bytes;
}

static void add_bytes(struct maker *maker, const struct vqs_field *field,
                      struct spot spot, const struct vqs_features *negotiated)
{
	uint32_t bytes = (uint32_t)field_size(field);
	struct plan_item item = { .field = field,
		                  .what = PLAN_VALUE,
		                  .wire = spot.wire,
		                  .bytes = bytes,
		                  .native = spot.native };

	if (is_host_order((enum vqs_kind)field->kind))
		add_run(maker, spot.wire, spot.native + field->memory, bytes);
	else
		add_swapped(maker, spot.wire, spot.native + field->memory, bytes);
	if (is_free(field))
		return;
	set_plain(&item, negotiated);
	add_item(maker, &item);
}

static void add_field(struct maker *maker, const struct vqs_field *field,
                      struct spot spot, const struct vqs_features *negotiated);

/* A structure lacks its fields from `first` on; `native`: where its native form is. */
static void add_tail_off(struct maker *maker, const struct vqs_struct *type,
                         const struct vqs_field *first, uint32_t native)
{
	const struct plan_item item = { .field = first,
		                        .what = PLAN_TAIL_OFF,
		                        .native = native + first->memory,
		                        .bytes = type->memory - first->memory };
	const struct run run = { .native = item.native, .bytes = item.bytes };

	if (maker->encodes)
		return;
	if (item.bytes > MOVES_MOST)
		add_item(maker, &item);
	else
		emit_pieces(maker, MOVE_CLEAR_1, &run);
}

/* Reserved fields have no native form. */
static const struct vqs_field *first_native(const struct vqs_struct *type, uint32_t from)
{
	while (from < type->field_count && type->fields[from].memory == VQS_NOWHERE)
		from++;
	return from < type->field_count ? &type->fields[from] : NULL;
}

/* Structures within structures are no deeper than descriptions nest them. */
static void add_struct(struct maker *maker, const struct vqs_field *field,
                       struct spot spot, const struct vqs_features *negotiated)
{
	const struct vqs_struct *type = field->structure;
	uint32_t size = vqs_struct_length(type, negotiated), native;
	const struct vqs_field *lacks = NULL;

	native = spot.native + field->memory;
	for (uint32_t i = 0; i < type->field_count && !lacks; i++) {
		const struct spot inner = { spot.wire + type->fields[i].offset, native };

		if (type->fields[i].offset < size)
			add_field(maker, &type->fields[i], inner, negotiated);
		else
			lacks = first_native(type, i);
	}
	if (lacks)
		add_tail_off(maker, type, lacks, native);
}

static void add_field(struct maker *maker, const struct vqs_field *field,
                      struct spot spot, const struct vqs_features *negotiated)
{
	bool tailed = field->kind == VQS_STRUCT && field->structure->tailed;
	uint32_t bytes = tailed ? vqs_struct_length(field->structure, negotiated)
	                        : (uint32_t)field_size(field);
	const struct plan_item item = { .field = field,
		                        .what = PLAN_FIELD,
		                        .wire = spot.wire,
		                        .bytes = bytes,
		                        .native = spot.native };

	if (is_passed_over(maker, field))
		return;
	maker->fails |= tailed && field->extent != VQS_ONE;
	if (!is_role(field) && field->kind == VQS_STRUCT && field->extent == VQS_ONE) {
		add_struct(maker, field, spot, negotiated);
		return;
	}
	cover(maker, spot.wire, bytes);
	if (!is_role(field) && is_bytes(field))
		add_bytes(maker, field, spot, negotiated);
	else
		add_item(maker, &item);
}

/* ---- Parts -------------------------------------------------------------------- */

/* A part of a half: fields of fixed length from `first` on, and what they leave. */
struct stretch {
	const struct vqs_half *half;
	const struct vqs_features *negotiated;
	uint32_t first, end; /* fields: it goes from, it came to */
	uint64_t base;       /* as in struct walk */
};

static void add_absent(struct maker *maker, const struct vqs_field *field)
{
	const struct plan_item item = { .field = field, .what = PLAN_ABSENT };

	if (!maker->encodes)
		add_item(maker, &item);
}

/* One round over the fields. */
static void stretch_walk(struct stretch *stretch, struct maker *maker)
{
	const struct vqs_half *half = stretch->half;
	uint32_t i = stretch->first;

	stretch->base = 0;
	maker->part->bytes = 0;
	for (; i < half->field_count && !field_varies(&half->fields[i]); i++) {
		const struct vqs_field *field = &half->fields[i];
		uint64_t full = field_size(field), here = full;
		uint64_t at = stretch->base + field->offset;

		if (half->contextual)
			here = field_here(field, stretch->negotiated);
		stretch->base -= full - here;
		maker->fails |= at + here > OFFSET_MOST;
		if (here)
			add_field(maker, field, (struct spot){ (uint32_t)at, 0 },
			          stretch->negotiated);
		else
			add_absent(maker, field);
		maker->part->bytes = (uint32_t)(at + here);
	}
	stretch->end = i;
}

/* False: it is nothing for a plan. */
static bool part_make(struct stretch *stretch, struct plan_part *part, bool encodes,
                      struct plan_room *room)
{
	struct maker maker = { .room = room, .part = part, .encodes = encodes };
	uint32_t first = room->move_count;

	*part = (struct plan_part){ .bytes = 0 };
	if (room->moves) {
		part->moves = room->moves + room->move_count;
		part->items = room->items + room->item_count;
	}
	stretch_walk(stretch, &maker);
	cover(&maker, part->bytes, 0);
	emit_run(&maker);
	emit_last(&maker, first);
	if (part->moves)
		part->run = part->moves->run;
	return !maker.fails;
}

/* ---- Halves ------------------------------------------------------------------- */

/* Whether the field is a REST that is told by its length alone, right behind the head. */
static bool is_simple_rest(const struct plan *plan, const struct stretch *head)
{
	const struct vqs_half *half = plan->half;
	const struct vqs_field *field = &half->fields[plan->fields];
	uint32_t unit = field_unit(field);

	return field->extent == VQS_REST && !field->same.source &&
	       field->memory != VQS_NOWHERE && unit && !(unit & (unit - 1)) &&
	       (!half->contextual || vqs_field_there(field, head->negotiated)) &&
	       head->base + field->offset == plan->head.bytes;
}

static void plan_set_rest(struct plan *plan)
{
	const struct vqs_field *field = &plan->half->fields[plan->fields];
	uint64_t most = (uint64_t)field->count * field_unit(field);

	plan->rest = field->memory;
	plan->unit = field_unit(field) - 1;
	plan->most = !field->count || most > UINT32_MAX ? UINT32_MAX : (uint32_t)most;
}

static void plan_nothing(struct plan *plan)
{
	plan->shape = PLAN_WALK;
	plan->head = plan->tail = (struct plan_part){ .bytes = 0 };
}

static void plan_make(struct plan *plan, bool encodes, struct stretch *head,
                      struct plan_room *room)
{
	struct stretch tail = *head;

	plan->half = head->half;
	if (!part_make(head, &plan->head, encodes, room)) {
		plan_nothing(plan);
		return;
	}
	plan->fields = head->end;
	plan->base = head->base;
	plan->shape = PLAN_FIXED;
	if (plan->fields == plan->half->field_count)
		return;
	plan->shape = PLAN_ON;
	if (!is_simple_rest(plan, head))
		return;
	plan_set_rest(plan);
	tail.first = plan->fields + 1;
	if (tail.first == plan->half->field_count)
		plan->shape = PLAN_REST;
	if (encodes && part_make(&tail, &plan->tail, encodes, room) &&
	    tail.end == plan->half->field_count && tail.first != tail.end)
		plan->shape = PLAN_TAIL;
}

/* What can be told from the plan alone, and what moves alone do. */
static void plan_quick(struct plan *plan)
{
	bool any = !plan->unit && plan->most == UINT32_MAX;

	plan->exact = plan->before_rest = UINT64_MAX;
	plan->open = UINT32_MAX;
	plan->behind = UINT64_MAX;
	if (plan->head.item_count)
		return;
	if (plan->shape == PLAN_FIXED)
		plan->exact = plan->head.bytes;
	if (plan->shape == PLAN_REST && any)
		plan->before_rest = plan->head.bytes;
}

/* Encoding: the room for what is fixed was seen to when the chain was taken. */
static void plan_open(struct plan *plan, uint64_t least)
{
	bool any = !plan->unit && plan->most == UINT32_MAX;

	plan->beside = plan->head.bytes + plan->tail.bytes;
	if (least != plan->beside)
		plan->exact = UINT64_MAX;
	else if (any && !plan->head.item_count && !plan->tail.item_count &&
	         (plan->shape == PLAN_REST || plan->shape == PLAN_TAIL))
		plan->open = plan->fields;
	if (plan->open != UINT32_MAX && !plan->head.bytes)
		plan->behind = plan->tail.bytes;
}

void plan_decoding(struct plan *plan, const struct vqs_half *half,
                   const struct vqs_features *negotiated, struct plan_room *room)
{
	struct stretch head = { .half = half, .negotiated = negotiated };

	*plan = (struct plan){ .shape = PLAN_WALK };
	plan_make(plan, false, &head, room);
	plan_quick(plan);
}

void plan_encoding(struct plan *plan, const struct vqs_half *half,
                   const struct vqs_features *negotiated, struct plan_room *room)
{
	struct stretch head = { .half = half, .negotiated = negotiated };

	*plan = (struct plan){ .shape = PLAN_WALK };
	plan_make(plan, true, &head, room);
	plan_quick(plan);
	plan_open(plan, plan_least(half, negotiated));
}

uint64_t plan_least(const struct vqs_half *half, const struct vqs_features *negotiated)
{
	const struct vqs_context context = { .negotiated = negotiated };

	if (vqs_half_refers(half, VQS_READABLE) || vqs_half_refers(half, VQS_CONFIG))
		return UINT64_MAX;
	return vqs_half_measure(half, &context).least;
}
