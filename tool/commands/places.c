/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Finds vqsmith's own things from where the program lies. Nothing of the
 * machine it was built on is compiled in: beside a program that is not
 * installed, the file vqsmith.tree says where its source tree is.
 */
#include "places.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "output.h"

static bool join(char *to, const char *directory, const char *rest)
{
	return snprintf(to, PATH_MAX, "%s/%s", directory, rest) < PATH_MAX;
}

/* The directory that the program is in. */
static bool own_directory(char *path)
{
	ssize_t length = readlink("/proc/self/exe", path, PATH_MAX - 1);
	char *slash;

	if (length < 0)
		return false;
	path[length] = '\0';
	slash = strrchr(path, '/');
	if (slash)
		*slash = '\0';
	return slash != NULL;
}

static bool in_tree(struct places *places, const char *here, char *tree)
{
	tree[strcspn(tree, "\n")] = '\0';
	return join(places->program, here, "vqsmith") &&
	       join(places->include, tree, "include") &&
	       join(places->library, here, "libvqsmith.a") &&
	       join(places->guest, tree, "guest");
}

static bool in_prefix(struct places *places, const char *here)
{
	char prefix[PATH_MAX];

	places->installed = true;
	strcpy(places->program, "vqsmith");
	if (!join(prefix, here, ".."))
		return false;
	return join(places->include, prefix, "include") &&
	       join(places->library, prefix, LIBRARY_DIRECTORY "/libvqsmith.a") &&
	       join(places->guest, prefix, GUEST_DIRECTORY);
}

bool places_find(struct places *places)
{
	char here[PATH_MAX], note[PATH_MAX], *tree = NULL;
	size_t length;
	bool found;

	*places = (struct places){ 0 };
	found = own_directory(here) && join(note, here, "vqsmith.tree");
	if (found)
		tree = file_read(note, &length);
	if (found)
		found = tree ? in_tree(places, here, tree) : in_prefix(places, here);
	free(tree);
	if (found && access(places->library, R_OK) == 0)
		return true;
	trouble(FAILED, "cannot find the runtime library (%s): build or install it first",
	        places->library);
	return false;
}
