/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The functions of the rules, for the table. Private to the checks.
 */
#ifndef VQSMITH_TOOL_RULES_H
#define VQSMITH_TOOL_RULES_H

#include "checking.h"

/* number.c */
void check_id_range(struct checking *checking);        /* ID-01 */
void check_id_taken(struct checking *checking);        /* ID-02 */
void check_id_reserved(struct checking *checking);     /* ID-03 */
void check_id_window(struct checking *checking);       /* ID-04 */
void check_id_pci(struct checking *checking);          /* ID-05 */
void check_id_ccw(struct checking *checking);          /* ID-06 */
void check_id_mmio(struct checking *checking);         /* ID-07 */
void check_id_transitional(struct checking *checking); /* ID-08 */

/* bits.c */
void check_bit_range(struct checking *checking);    /* FT-01 */
void check_bit_ring(struct checking *checking);     /* FT-02 */
void check_bit_reserved(struct checking *checking); /* FT-03 */
void check_bit_trap(struct checking *checking);     /* FT-04 */
void check_bit_unique(struct checking *checking);   /* FT-05 */
void check_version_1(struct checking *checking);    /* FT-08 */

/* features.c */
void check_requires(struct checking *checking);    /* FT-06 */
void check_satisfiable(struct checking *checking); /* FT-07 */

/* guards.c */
void check_guarded(struct checking *checking);  /* FT-09 */
void check_grouping(struct checking *checking); /* FT-10 */
void check_dead(struct checking *checking);     /* FT-11 */

/* space.c */
void check_config_endian(struct checking *checking);   /* CF-01 */
void check_config_aligned(struct checking *checking);  /* CF-02 */
void check_config_padding(struct checking *checking);  /* CF-03 */
void check_config_offsets(struct checking *checking);  /* CF-05 */
void check_config_array(struct checking *checking);    /* CF-12 */
void check_config_size(struct checking *checking);     /* CF-13 */
void check_config_flexible(struct checking *checking); /* CF-14 */
void check_config_empty(struct checking *checking);    /* CF-22 */

/* config.c */
void check_trigger_width(struct checking *checking);  /* CF-08 */
void check_write_width(struct checking *checking);    /* CF-09 */
void check_write_protocol(struct checking *checking); /* CF-10 */
void check_config_state(struct checking *checking);   /* CF-11 */
void check_access(struct checking *checking);         /* CF-15 */
void check_rewritten(struct checking *checking);      /* CF-20 */

/* values.c */
void check_values(struct checking *checking); /* CF-24 */
void check_flags(struct checking *checking);  /* ST-04 */
void check_status(struct checking *checking); /* ST-08 */

/* queues.c */
void check_no_queues(struct checking *checking);    /* VQ-01 */
void check_unsolicited(struct checking *checking);  /* VQ-02 */
void check_queue_index(struct checking *checking);  /* VQ-03 */
void check_queue_number(struct checking *checking); /* VQ-04 */
void check_queue_size(struct checking *checking);   /* VQ-08 */

/* framing.c */
void check_half_order(struct checking *checking);   /* VQ-10 */
void check_boundaries(struct checking *checking);   /* VQ-11 */
void check_posted(struct checking *checking);       /* VQ-12 */
void check_no_answer(struct checking *checking);    /* VQ-17 */
void check_known_length(struct checking *checking); /* ST-11 */

/* messages.c */
void check_struct_padding(struct checking *checking); /* ST-02 */
void check_misaligned(struct checking *checking);     /* ST-03 */
void check_reserved(struct checking *checking);       /* ST-05 */
void check_opcodes(struct checking *checking);        /* ST-06 */

/* vectors.c */
void check_vector_count(struct checking *checking);   /* IR-01 */
void check_vector_limits(struct checking *checking);  /* IR-02 */
void check_vector_binding(struct checking *checking); /* IR-03 */
void check_event_kinds(struct checking *checking);    /* IR-04 */
void check_config_vector(struct checking *checking);  /* IR-05 */

/* allotment.c */
void check_required(struct checking *checking);  /* FT-12 */
void check_bit_high(struct checking *checking);  /* FT-13 */
void check_for_later(struct checking *checking); /* FT-15 */
void check_bit_order(struct checking *checking); /* FT-19 */

/* buffers.c */
void check_segments(struct checking *checking);       /* VQ-09 */
void check_posted_size(struct checking *checking);    /* VQ-13 */
void check_reply_length(struct checking *checking);   /* VQ-15 */
void check_status_place(struct checking *checking);   /* VQ-16 */
void check_message_length(struct checking *checking); /* VQ-22 */
void check_bounds(struct checking *checking);         /* ST-18 */
void check_array_place(struct checking *checking);    /* ST-21 */

/* contents.c */
void check_optional_opcodes(struct checking *checking); /* ST-09 */
void check_big_endian(struct checking *checking);       /* ST-15 */
void check_narrow_addresses(struct checking *checking); /* ST-16 */
void check_named_flags(struct checking *checking);      /* ST-20 */
void check_handles(struct checking *checking);          /* ST-22 */
void check_exported(struct checking *checking);         /* LC-05 */
void check_moved(struct checking *checking);            /* ST-10 */

/* identity.c */
void check_names(struct checking *checking);      /* ID-11 */
void check_facilities(struct checking *checking); /* ID-12 */

/* indices.c */
void check_count_field(struct checking *checking); /* CF-27 */
void check_holes(struct checking *checking);       /* VQ-05 */
void check_behind_rows(struct checking *checking); /* VQ-06 */
void check_count_bound(struct checking *checking); /* VQ-07 */

/* meaning.c */
void check_config_early(struct checking *checking); /* CF-17 */
void check_changes(struct checking *checking);      /* CF-18 */
void check_torn_reads(struct checking *checking);   /* CF-19 */
void check_window(struct checking *checking);       /* CF-23 */
void check_strings(struct checking *checking);      /* CF-25 */
void check_addresses(struct checking *checking);    /* CF-26 */

/* progress.c */
void check_pieces(struct checking *checking);      /* VQ-23 */
void check_admin_queue(struct checking *checking); /* VQ-24 */
void check_flow(struct checking *checking);        /* VQ-26 */
void check_polled(struct checking *checking);      /* IR-06 */

/* questions.c */
void ask_reset_value(struct checking *checking);    /* CF-28 */
void ask_no_buffer(struct checking *checking);      /* VQ-14 */
void ask_queue_reset(struct checking *checking);    /* VQ-20 */
void ask_unknown_opcode(struct checking *checking); /* ST-07 */
void ask_survivors(struct checking *checking);      /* LC-02 */
void ask_broken(struct checking *checking);         /* LC-03 */
void ask_suspend(struct checking *checking);        /* LC-04 */
void ask_foreign_memory(struct checking *checking); /* LC-06 */

/* memory.c */
void check_region_ccw(struct checking *checking);     /* SM-02 */
void ask_region_use(struct checking *checking);       /* SM-03 */
void ask_region_cache(struct checking *checking);     /* SM-04 */
void check_region_there(struct checking *checking);   /* SM-05 */
void check_region_offsets(struct checking *checking); /* ST-17 */

/* parts.c */
void ask_common_part(struct checking *checking);       /* DP-02 */
void check_part_layout(struct checking *checking);     /* DP-03 */
void check_parts_whole(struct checking *checking);     /* DP-07 */
void check_admin_transport(struct checking *checking); /* DP-09 */
void check_admin_grain(struct checking *checking);     /* DP-13 */

/* lists.c */
void check_lists(struct checking *checking); /* ST-13 */

#endif
