/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Other programs, run by commands.
 */
#ifndef VQSMITH_TOOL_PROCESS_H
#define VQSMITH_TOOL_PROCESS_H

#include <stdbool.h>
#include <sys/types.h>

/* A command line that grows: words are copied. */
struct words {
	char **list; /* ends with NULL */
	int count;
};

void words_add(struct words *words, const char *format, ...)
        __attribute__((format(printf, 2, 3)));
/* The words of a text, which are separated by blanks. */
void words_split(struct words *words, const char *text);
void words_fini(struct words *words);

/*
 * Runs a program, found on PATH, and waits for it. Its exit status; 128 + the
 * signal that ended it; -1, with a complaint: it could not be started.
 */
int process_run(const struct words *words);

/*
 * From now on signals that end programs wait, so that we can clean up; those
 * that we run do not inherit that. signals_came(): one is waiting.
 */
void signals_hold(void);
bool signals_came(void);

/*
 * As process_run(), after signals_hold(): SIGTERM and SIGHUP are passed on to
 * the program; SIGINT it gets from the terminal itself.
 */
int process_run_guarded(const struct words *words);

/* What it prints, without the newlines at the end, malloc'd; NULL: it failed. */
char *process_output(const struct words *words);

/*
 * Starts one and goes on; its stdout goes to our stderr, and it ends with us.
 * -1 with a complaint.
 */
pid_t process_start(const struct words *words);
/* Asks it to end (SIGTERM), makes it (SIGKILL) after a second; its status as above. */
int process_end(pid_t process);
/* Whether it still runs. */
bool process_runs(pid_t process);

#endif
