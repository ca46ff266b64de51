/* SPDX-License-Identifier: BSD-3-Clause */
/* A description from a text, judged: what the tests of the checks share. */
#ifndef VQSMITH_TESTS_JUDGE_H
#define VQSMITH_TESTS_JUDGE_H

/*
 * Judges a description whose identity, one queue and one message are given
 * unless it has its own: lines `device`, `id`, `summary`, sections `queues`
 * and `messages`. Gives, to be freed, "error CF-08 5; note ID-03 2": severity,
 * rule and line of each finding in the order of the file; lines count from the
 * first of `text`. Questions are left out.
 */
char *judge(const char *text);
/* The questions alone. */
char *judge_questions(const char *text);

/* The same without any default: the whole file. */
char *judge_file(const char *text);

#endif
