// SPDX-License-Identifier: BSD-3-Clause
/*
 * supervise - runs one guest and leaves nothing of it behind
 *
 *	supervise [--timeout SECONDS] [--remove DIR] [--log FILE] [--trace] [--terminal]
 *	          [--] COMMAND [ARGUMENT...]
 *
 * COMMAND is a virtual machine. It inherits four channels, which are pipes:
 *
 *	3  what the guest's command prints, passed on to stdout
 *	4  its errors, passed on to stderr
 *	5  the result: one line, "exit STATUS" or "error WHAT"
 *	6  the guest's console, kept in FILE and shown as it comes with --trace
 *
 * With --terminal, channel 3 is a pseudo terminal that is joined to ours.
 *
 * Exit status: that of the guest's command; 124 when the time was up; 125 when the guest
 * ended without a result; 128 + N when signal N ended us.
 *
 * There are two processes. The inner one owns the guest: every process that the guest
 * leaves is handed to it, and it ends them all before it ends. The outer one is what the
 * caller knows, and only waits: should somebody kill it, the kernel tells the inner one,
 * which cleans up all the same.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum {
	STATUS_TIMEOUT = 124,
	STATUS_BROKEN = 125,
	STATUS_SIGNAL = 128,
	FIRST_CHANNEL = 3,
	GRACE_MS = 5000, /* for a guest to power off once it has told its result */
};

enum channel { CHANNEL_OUT, CHANNEL_ERR, CHANNEL_RESULT, CHANNEL_CONSOLE, CHANNELS };

struct supervisor {
	long timeout_ms; /* 0: for ever */
	const char *remove;
	const char *log_path;
	bool trace;
	bool terminal;
	char **command;

	int ours[CHANNELS]; /* our ends, -1 once closed */
	int theirs[CHANNELS];
	int log;
	int signals;
	pid_t guest;
	bool guest_ended;
	bool told_end;      /* the result came, and the grace is running */
	long long deadline; /* 0: none */
	int status;         /* -1: not known */
	char result[256];
	size_t result_length;
	bool raw;
	struct termios saved;
};

static long long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static void write_all(int fd, const char *data, size_t length)
{
	while (length) {
		ssize_t n = write(fd, data, length);

		if (n < 0 && errno == EAGAIN) {
			struct pollfd wait = { .fd = fd, .events = POLLOUT };

			poll(&wait, 1, -1);
			continue;
		}
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return; /* the reader is gone: nobody to tell */
		data += n;
		length -= (size_t)n;
	}
}

/* ---- the terminal ---- */

static void copy_window_size(const struct supervisor *s)
{
	struct winsize size;

	if (s->terminal && ioctl(STDIN_FILENO, TIOCGWINSZ, &size) == 0)
		ioctl(s->ours[CHANNEL_OUT], TIOCSWINSZ, &size);
}

static void terminal_raw(struct supervisor *s)
{
	struct termios raw;

	if (!s->terminal || tcgetattr(STDIN_FILENO, &s->saved))
		return;
	raw = s->saved;
	cfmakeraw(&raw);
	s->raw = tcsetattr(STDIN_FILENO, TCSADRAIN, &raw) == 0;
	copy_window_size(s);
}

static void terminal_restore(struct supervisor *s)
{
	if (s->raw)
		tcsetattr(STDIN_FILENO, TCSADRAIN, &s->saved);
	s->raw = false;
}

/* ---- the channels ---- */

static int open_channel(struct supervisor *s, int i)
{
	int ends[2];

	if (i == CHANNEL_OUT && s->terminal) {
		if (openpty(&ends[0], &ends[1], NULL, NULL, NULL))
			return -errno;
		fcntl(ends[0], F_SETFD, FD_CLOEXEC);
		fcntl(ends[1], F_SETFD, FD_CLOEXEC);
	} else if (pipe2(ends, O_CLOEXEC)) {
		return -errno;
	}
	s->ours[i] = ends[0];
	/* Out of the way of the numbers that the command will see. */
	s->theirs[i] = fcntl(ends[1], F_DUPFD_CLOEXEC, FIRST_CHANNEL + CHANNELS);
	close(ends[1]);
	return s->theirs[i] < 0 ? -errno : 0;
}

static void take_result(struct supervisor *s, const char *data, size_t length)
{
	size_t room = sizeof(s->result) - 1 - s->result_length;
	char *end;

	memcpy(s->result + s->result_length, data, length < room ? length : room);
	s->result_length += length < room ? length : room;
	end = memchr(s->result, '\n', s->result_length);
	if (!end || s->told_end)
		return;
	*end = 0;
	if (sscanf(s->result, "exit %d", &s->status) != 1) {
		fprintf(stderr, "guest: %s\n",
		        strncmp(s->result, "error ", 6) ? s->result : s->result + 6);
		s->status = STATUS_BROKEN;
	}
	s->told_end = true;
	s->deadline = now_ms() + GRACE_MS;
}

static void pass_on(struct supervisor *s, int i, const char *data, size_t length)
{
	switch (i) {
	case CHANNEL_OUT:
		write_all(STDOUT_FILENO, data, length);
		break;
	case CHANNEL_ERR:
		write_all(STDERR_FILENO, data, length);
		break;
	case CHANNEL_RESULT:
		take_result(s, data, length);
		break;
	default:
		if (s->log >= 0)
			write_all(s->log, data, length);
		if (s->trace)
			write_all(STDERR_FILENO, data, length);
	}
}

static void read_channel(struct supervisor *s, int i)
{
	char data[65536];
	ssize_t n = read(s->ours[i], data, sizeof(data));

	if (n > 0) {
		pass_on(s, i, data, (size_t)n);
	} else if (n == 0 || (errno != EINTR && errno != EAGAIN)) {
		close(s->ours[i]); /* a pseudo terminal ends with EIO */
		s->ours[i] = -1;
	}
}

static void drain_channels(struct supervisor *s)
{
	int i;

	for (i = 0; i < CHANNELS; i++)
		while (s->ours[i] >= 0) {
			struct pollfd wait = { .fd = s->ours[i], .events = POLLIN };

			if (poll(&wait, 1, 0) <= 0)
				break;
			read_channel(s, i);
		}
}

static void read_keyboard(struct supervisor *s)
{
	char data[4096];
	ssize_t n = read(STDIN_FILENO, data, sizeof(data));

	if (n > 0)
		write_all(s->ours[CHANNEL_OUT], data, (size_t)n);
	else if (n == 0)
		s->deadline = 1; /* the terminal is gone */
}

/* ---- the processes ---- */

static int start_guest(struct supervisor *s)
{
	int i;

	s->guest = fork();
	if (s->guest)
		return s->guest < 0 ? -errno : 0;

	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setsid();
	for (i = 0; i < CHANNELS; i++)
		dup2(s->theirs[i], FIRST_CHANNEL + i);
	i = open("/dev/null", O_RDWR);
	dup2(i, STDIN_FILENO);
	dup2(s->theirs[CHANNEL_CONSOLE], STDOUT_FILENO);
	dup2(s->theirs[CHANNEL_CONSOLE], STDERR_FILENO);
	execvp(s->command[0], s->command);
	dprintf(STDERR_FILENO, "%s: %s\n", s->command[0], strerror(errno));
	_exit(STATUS_BROKEN);
}

static pid_t parent_of(pid_t pid)
{
	char path[64], line[512];
	pid_t parent = 0;
	ssize_t n;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	n = read(fd, line, sizeof(line) - 1);
	close(fd);
	if (n <= 0)
		return 0;
	line[n] = 0;
	/* The name stands in parentheses and may hold anything, so the last one counts.
	 */
	if (!strrchr(line, ')') || sscanf(strrchr(line, ')'), ") %*c %d", &parent) != 1)
		return 0;
	return parent;
}

static void kill_children(void)
{
	DIR *proc = opendir("/proc");
	struct dirent *entry;

	while (proc && (entry = readdir(proc))) {
		pid_t pid = atoi(entry->d_name);

		if (pid > 1 && parent_of(pid) == getpid())
			kill(pid, SIGKILL);
	}
	if (proc)
		closedir(proc);
}

/* Ends the guest and whatever it left: orphans come to us, as the subreaper. */
static void end_guest(struct supervisor *s)
{
	const struct timespec pause = { .tv_nsec = 5000000 };
	int tries;

	if (s->guest > 0)
		kill(-s->guest, SIGKILL);
	for (tries = 0; tries < 1000; tries++) {
		pid_t pid = waitpid(-1, NULL, WNOHANG);

		if (pid < 0 && errno == ECHILD)
			break;
		if (pid > 0)
			continue;
		kill_children();
		nanosleep(&pause, NULL);
	}
}

static void reap(struct supervisor *s)
{
	pid_t pid;

	while ((pid = waitpid(-1, NULL, WNOHANG)) > 0)
		if (pid == s->guest)
			s->guest_ended = true;
}

static void read_signal(struct supervisor *s)
{
	struct signalfd_siginfo info;

	if (read(s->signals, &info, sizeof(info)) != sizeof(info))
		return;
	if (info.ssi_signo == SIGCHLD) {
		reap(s);
	} else if (info.ssi_signo == SIGWINCH) {
		copy_window_size(s);
	} else {
		s->status = STATUS_SIGNAL + (int)info.ssi_signo;
		s->guest_ended = true;
	}
}

static int time_left(const struct supervisor *s)
{
	long long left = s->deadline - now_ms();

	if (!s->deadline)
		return -1;
	return left < 0 ? 0 : left > 1000000 ? 1000000 : (int)left;
}

static void time_is_up(struct supervisor *s)
{
	s->guest_ended = true;
	if (s->told_end)
		return;
	s->status = STATUS_TIMEOUT;
	fprintf(stderr, "guest: stopped, because it was not done in %ld seconds\n",
	        s->timeout_ms / 1000);
}

static void loop(struct supervisor *s)
{
	struct pollfd wait[CHANNELS + 2];
	int i;

	for (i = 0; i < CHANNELS + 2; i++)
		wait[i] = (struct pollfd){ .fd = -1, .events = POLLIN };
	while (!s->guest_ended) {
		for (i = 0; i < CHANNELS; i++)
			wait[i].fd = s->ours[i];
		wait[CHANNELS].fd = s->signals;
		wait[CHANNELS + 1].fd = s->terminal ? STDIN_FILENO : -1;
		i = poll(wait, CHANNELS + 2, time_left(s));
		if (i < 0)
			continue;
		if (s->deadline && now_ms() >= s->deadline) {
			time_is_up(s);
			break;
		}
		for (i = 0; i < CHANNELS; i++)
			if (wait[i].fd >= 0 && wait[i].revents)
				read_channel(s, i);
		if (wait[CHANNELS].revents)
			read_signal(s);
		if (wait[CHANNELS + 1].revents && s->ours[CHANNEL_OUT] >= 0)
			read_keyboard(s);
	}
}

static void remove_tree(const char *path)
{
	pid_t pid = path ? fork() : -1;

	if (pid == 0) {
		execlp("rm", "rm", "-rf", "--", path, (char *)NULL);
		_exit(1);
	}
	if (pid > 0)
		waitpid(pid, NULL, 0);
}

static void catch_signals(struct supervisor *s)
{
	const int caught[] = { SIGCHLD, SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGWINCH };
	sigset_t set;
	size_t i;

	sigemptyset(&set);
	for (i = 0; i < sizeof(caught) / sizeof(caught[0]); i++)
		sigaddset(&set, caught[i]);
	sigprocmask(SIG_BLOCK, &set, NULL);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGTTOU, SIG_IGN);
	s->signals = signalfd(-1, &set, SFD_CLOEXEC);
}

static void show_log_end(const struct supervisor *s)
{
	static const char note[] =
	        "guest: it ended without a result; its console's last words:\n";
	char data[3000];
	off_t size, from;
	ssize_t n;

	if (s->log < 0 || s->trace)
		return;
	size = lseek(s->log, 0, SEEK_END);
	from = size > (off_t)sizeof(data) ? size - (off_t)sizeof(data) : 0;
	n = pread(s->log, data, sizeof(data), from);
	write_all(STDERR_FILENO, note, sizeof(note) - 1);
	if (n > 0)
		write_all(STDERR_FILENO, data, (size_t)n);
}

static int inner(struct supervisor *s)
{
	int i, result = 0;

	prctl(PR_SET_CHILD_SUBREAPER, 1);
	for (i = 0; i < CHANNELS && !result; i++)
		result = open_channel(s, i);
	if (s->log_path)
		s->log = open(s->log_path,
		              O_RDWR | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
	if (!result)
		result = start_guest(s);
	if (result) {
		fprintf(stderr, "guest: cannot start %s: %s\n", s->command[0],
		        strerror(-result));
	} else {
		for (i = 0; i < CHANNELS; i++)
			close(s->theirs[i]);
		terminal_raw(s);
		if (s->timeout_ms)
			s->deadline = now_ms() + s->timeout_ms;
		loop(s);
		drain_channels(s);
		end_guest(s);
		drain_channels(s);
		terminal_restore(s);
	}
	if (s->status < 0) {
		s->status = STATUS_BROKEN;
		show_log_end(s);
	}
	remove_tree(s->remove);
	return s->status;
}

/* The outer process: hands signals in, and waits. */
static int outer(const struct supervisor *s, pid_t child)
{
	struct signalfd_siginfo info;
	int status;

	while (read(s->signals, &info, sizeof(info)) == sizeof(info)) {
		if (info.ssi_signo != SIGCHLD) {
			kill(child, (int)info.ssi_signo);
			continue;
		}
		if (waitpid(child, &status, WNOHANG) == child)
			return WIFEXITED(status) ? WEXITSTATUS(status) : STATUS_BROKEN;
	}
	return STATUS_BROKEN;
}

static int supervise(struct supervisor *s)
{
	pid_t child, self = getpid();

	catch_signals(s);
	child = fork();
	if (child < 0) {
		fprintf(stderr, "guest: cannot fork: %s\n", strerror(errno));
		return STATUS_BROKEN;
	}
	if (child)
		return outer(s, child);
	/* A session of its own: what is sent to our caller's group ends only the outer
	 * one. */
	setsid();
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() != self)
		raise(SIGTERM);
	return inner(s);
}

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "timeout", required_argument, NULL, 't' },
		{ "remove", required_argument, NULL, 'r' },
		{ "log", required_argument, NULL, 'l' },
		{ "trace", no_argument, NULL, 'v' },
		{ "terminal", no_argument, NULL, 'i' },
		{ NULL, 0, NULL, 0 },
	};
	struct supervisor s = { .log = -1, .status = -1 };
	int option;

	while ((option = getopt_long(argc, argv, "+", options, NULL)) >= 0) {
		switch (option) {
		case 't':
			s.timeout_ms = strtol(optarg, NULL, 10) * 1000;
			break;
		case 'r':
			s.remove = optarg;
			break;
		case 'l':
			s.log_path = optarg;
			break;
		case 'v':
			s.trace = true;
			break;
		case 'i':
			s.terminal = true;
			break;
		default:
			return 2;
		}
	}
	if (optind == argc)
		return 2;
	s.command = argv + optind;
	return supervise(&s);
}
