// SPDX-License-Identifier: BSD-3-Clause
/*
 * check - says whether User-Mode Linux can run here with its memory in a directory
 *
 *	check DIR
 *
 * Exit status 0, or 77 and the reason on stdout.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

enum { STATUS_SKIP = 77 };

static int check_memory(const char *dir)
{
	char path[4096];
	const size_t size = 4096;
	void *memory;
	int fd;

	snprintf(path, sizeof(path), "%s/vqsmith-check-XXXXXX", dir);
	fd = mkstemp(path);
	if (fd < 0) {
		printf("cannot write to %s: %s\n", dir, strerror(errno));
		return STATUS_SKIP;
	}
	unlink(path);
	if (ftruncate(fd, (off_t)size))
		memory = MAP_FAILED;
	else
		memory = mmap(NULL, size, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_SHARED,
		              fd, 0);
	close(fd);
	if (memory == MAP_FAILED) {
		printf("%s does not allow memory to be executed (mounted noexec?): %s\n",
		       dir, strerror(errno));
		return STATUS_SKIP;
	}
	munmap(memory, size);
	return 0;
}

static int check_ptrace(void)
{
	int status, error;
	pid_t pid = fork();

	if (pid == 0) {
		error = ptrace(PTRACE_TRACEME, 0, 0, 0) ? errno : 0;
		if (!error)
			raise(SIGSTOP);
		_exit(error);
	}
	if (pid < 0 || waitpid(pid, &status, WUNTRACED) != pid)
		return 0;
	if (WIFEXITED(status)) {
		printf("this system does not allow ptrace: %s\n",
		       strerror(WEXITSTATUS(status)));
		return STATUS_SKIP;
	}
	if (ptrace(PTRACE_SETOPTIONS, pid, 0, PTRACE_O_TRACESYSGOOD) ||
	    ptrace(PTRACE_SYSCALL, pid, 0, 0)) {
		printf("this system does not allow ptrace: %s\n", strerror(errno));
		error = STATUS_SKIP;
	} else {
		error = 0;
	}
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	return error;
}

int main(int argc, char **argv)
{
	int status;

	if (argc != 2)
		return 2;
	status = check_ptrace();
	return status ? status : check_memory(argv[1]);
}
