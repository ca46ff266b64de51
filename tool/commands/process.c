/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Runs other programs.
 */
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "command.h"

static void *must(void *memory)
{
	if (!memory) {
		trouble(FAILED, "out of memory");
		exit(FAILED);
	}
	return memory;
}

static void word_take(struct words *words, char *word)
{
	words->list = must(reallocarray(words->list, (size_t)words->count + 2,
	                                sizeof(*words->list)));
	words->list[words->count++] = must(word);
	words->list[words->count] = NULL;
}

void words_add(struct words *words, const char *format, ...)
{
	va_list arguments;
	char *word;

	va_start(arguments, format);
	if (vasprintf(&word, format, arguments) < 0)
		word = NULL;
	va_end(arguments);
	word_take(words, word);
}

void words_split(struct words *words, const char *text)
{
	while (*(text += strspn(text, " \t\n"))) {
		size_t length = strcspn(text, " \t\n");

		word_take(words, strndup(text, length));
		text += length;
	}
}

void words_fini(struct words *words)
{
	for (int i = 0; i < words->count; i++)
		free(words->list[i]);
	free(words->list);
	*words = (struct words){ 0 };
}

static void child(const struct words *words, int output, bool apart)
{
	sigset_t none;

	if (apart) { /* what is typed on the terminal is not for it */
		setpgid(0, 0);
		prctl(PR_SET_PDEATHSIG, SIGTERM);
	}
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (output >= 0)
		dup2(output, STDOUT_FILENO);
	execvp(words->list[0], words->list);
	trouble(FAILED, "cannot run %s: %s", words->list[0], strerror(errno));
	_exit(127);
}

static pid_t start(const struct words *words, int output, bool apart)
{
	pid_t process;

	fflush(NULL);
	process = fork();
	if (process == 0)
		child(words, output, apart);
	if (process < 0)
		trouble(FAILED, "cannot start %s: %s", words->list[0], strerror(errno));
	return process;
}

static int status_of(int status)
{
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int await(pid_t process)
{
	int status;

	while (waitpid(process, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	return status_of(status);
}

int process_run(const struct words *words)
{
	pid_t process = start(words, -1, false);

	return process < 0 ? -1 : await(process);
}

static sigset_t ending_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGQUIT);
	sigaddset(&set, SIGTERM);
	return set;
}

void signals_hold(void)
{
	sigset_t set = ending_signals();

	sigaddset(&set, SIGCHLD); /* for process_run_guarded() to wait for */
	sigprocmask(SIG_BLOCK, &set, NULL);
}

bool signals_came(void)
{
	sigset_t pending, ending = ending_signals();

	sigpending(&pending);
	sigandset(&pending, &pending, &ending);
	return !sigisemptyset(&pending);
}

int process_run_guarded(const struct words *words)
{
	pid_t process = start(words, -1, false);
	sigset_t set = ending_signals();
	int signal_number;

	sigaddset(&set, SIGCHLD);
	while (process > 0 && process_runs(process)) {
		if (sigwait(&set, &signal_number) != 0)
			break;
		if (signal_number == SIGTERM || signal_number == SIGHUP)
			kill(process, signal_number);
	}
	return process > 0 ? await(process) : -1;
}

static char *output_take(int from)
{
	FILE *stream = fdopen(from, "r");
	char *text = NULL;
	size_t room = 0;
	ssize_t length;

	if (!stream) {
		close(from);
		return NULL;
	}
	length = getdelim(&text, &room, '\0', stream);
	fclose(stream);
	while (length > 0 && text[length - 1] == '\n')
		text[--length] = '\0';
	if (length < 0) {
		free(text);
		text = strdup("");
	}
	return text;
}

char *process_output(const struct words *words)
{
	char *text;
	int pipe_ends[2];
	pid_t process;

	if (pipe2(pipe_ends, O_CLOEXEC) != 0)
		return NULL;
	process = start(words, pipe_ends[1], false);
	close(pipe_ends[1]);
	text = output_take(pipe_ends[0]);
	if (process >= 0 && await(process) == 0)
		return text;
	free(text);
	return NULL;
}

pid_t process_start(const struct words *words)
{
	return start(words, STDERR_FILENO, true);
}

bool process_runs(pid_t process)
{
	siginfo_t info = { 0 };

	return waitid(P_PID, (id_t)process, &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
	       info.si_pid == 0;
}

int process_end(pid_t process)
{
	const struct timespec moment = { .tv_nsec = 10 * 1000 * 1000 };

	kill(process, SIGTERM);
	for (int i = 0; i < 100 && process_runs(process); i++)
		nanosleep(&moment, NULL);
	if (process_runs(process))
		kill(process, SIGKILL);
	return await(process);
}
