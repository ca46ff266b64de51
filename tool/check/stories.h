/* SPDX-License-Identifier: BSD-3-Clause */
/* The stories of the rules, for the table. Private to the checks. */
#ifndef VQSMITH_TOOL_STORIES_H
#define VQSMITH_TOOL_STORIES_H

#include "check.h"

/* The lamp, as far as most examples want it: its queues, and its one request. */
#define LAMP_QUEUE                                                                       \
	"queues:\n"                                                                      \
	"  requests: {carries: lamp_request, summary: Requests of the driver.}\n"
#define LAMP_QUEUES                                                                      \
	LAMP_QUEUE                                                                       \
	"  events: {posted: lamp_event, summary: Motion as it happens.}\n"
#define LAMP_REQUEST                                                                     \
	"messages:\n"                                                                    \
	"  lamp_request:\n"                                                              \
	"    summary: What the driver asks of the lamp.\n"                               \
	"    set_level:\n"                                                               \
	"      opcode: 1\n"                                                              \
	"      readable: {level: le16}\n"                                                \
	"      summary: Sets the brightness.\n"

/* story_number.c */
extern const struct story story_id_01;
extern const struct story story_id_02;
extern const struct story story_id_03;
extern const struct story story_id_04;
extern const struct story story_id_05;
extern const struct story story_id_06;
extern const struct story story_id_07;
extern const struct story story_id_08;

/* story_bits.c */
extern const struct story story_ft_01;
extern const struct story story_ft_02;
extern const struct story story_ft_03;
extern const struct story story_ft_04;
extern const struct story story_ft_05;
extern const struct story story_ft_06;
extern const struct story story_ft_07;
extern const struct story story_ft_08;

/* story_guards.c */
extern const struct story story_ft_09;
extern const struct story story_ft_10;
extern const struct story story_ft_11;
extern const struct story story_ft_14;

/* story_space.c */
extern const struct story story_cf_01;
extern const struct story story_cf_02;
extern const struct story story_cf_03;
extern const struct story story_cf_04;
extern const struct story story_cf_05;
extern const struct story story_cf_08;
extern const struct story story_cf_09;
extern const struct story story_cf_10;
extern const struct story story_cf_11;
extern const struct story story_cf_12;
extern const struct story story_cf_13;
extern const struct story story_cf_14;
extern const struct story story_cf_15;
extern const struct story story_cf_20;
extern const struct story story_cf_22;
extern const struct story story_cf_24;

/* story_queues.c */
extern const struct story story_vq_01;
extern const struct story story_vq_02;
extern const struct story story_vq_03;
extern const struct story story_vq_04;
extern const struct story story_vq_08;

/* story_framing.c */
extern const struct story story_vq_10;
extern const struct story story_vq_11;
extern const struct story story_vq_12;
extern const struct story story_vq_17;

/* story_messages.c */
extern const struct story story_st_01;
extern const struct story story_st_02;
extern const struct story story_st_03;
extern const struct story story_st_04;
extern const struct story story_st_05;
extern const struct story story_st_06;
extern const struct story story_st_08;
extern const struct story story_st_11;
extern const struct story story_st_12;

/* story_memory.c */
extern const struct story story_sm_01;

/* story_parts.c */
extern const struct story story_dp_01;
extern const struct story story_dp_05;
extern const struct story story_dp_10;

/* story_vectors.c */
extern const struct story story_ir_01;
extern const struct story story_ir_02;
extern const struct story story_ir_03;
extern const struct story story_ir_04;
extern const struct story story_ir_05;

/* story_identity.c */
extern const struct story story_id_09;
extern const struct story story_id_10;
extern const struct story story_id_11;
extern const struct story story_id_12;

/* story_allotment.c */
extern const struct story story_ft_12;
extern const struct story story_ft_13;
extern const struct story story_ft_15;
extern const struct story story_ft_19;
extern const struct story story_lc_07;

/* story_meaning.c */
extern const struct story story_cf_16;
extern const struct story story_cf_17;
extern const struct story story_cf_18;
extern const struct story story_cf_19;
extern const struct story story_cf_21;
extern const struct story story_cf_23;
extern const struct story story_cf_25;
extern const struct story story_cf_26;
extern const struct story story_cf_27;
extern const struct story story_cf_28;
extern const struct story story_cf_29;

/* story_indices.c */
extern const struct story story_vq_05;
extern const struct story story_vq_06;
extern const struct story story_vq_07;

/* story_buffers.c */
extern const struct story story_vq_09;
extern const struct story story_vq_13;
extern const struct story story_vq_14;
extern const struct story story_vq_15;
extern const struct story story_vq_16;
extern const struct story story_vq_22;
extern const struct story story_st_18;
extern const struct story story_st_21;

/* story_progress.c */
extern const struct story story_vq_18;
extern const struct story story_vq_19;
extern const struct story story_vq_20;
extern const struct story story_vq_21;
extern const struct story story_vq_23;
extern const struct story story_vq_24;
extern const struct story story_vq_25;
extern const struct story story_vq_26;
extern const struct story story_ir_06;
extern const struct story story_ir_07;
extern const struct story story_lc_01;

/* story_contents.c */
extern const struct story story_st_07;
extern const struct story story_st_09;
extern const struct story story_st_15;
extern const struct story story_st_16;
extern const struct story story_st_19;
extern const struct story story_st_20;
extern const struct story story_st_22;
extern const struct story story_lc_05;
extern const struct story story_st_10;

/* story_life.c */
extern const struct story story_lc_02;
extern const struct story story_lc_03;
extern const struct story story_lc_04;
extern const struct story story_lc_06;

/* story_region.c */
extern const struct story story_sm_02;
extern const struct story story_sm_03;
extern const struct story story_sm_04;
extern const struct story story_sm_05;
extern const struct story story_sm_06;
extern const struct story story_st_17;

/* story_state.c */
extern const struct story story_dp_02;
extern const struct story story_dp_03;
extern const struct story story_dp_06;
extern const struct story story_dp_07;
extern const struct story story_dp_08;
extern const struct story story_dp_09;
extern const struct story story_dp_11;
extern const struct story story_dp_13;

/* story_lists.c */
extern const struct story story_st_13;

#endif
