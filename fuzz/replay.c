/* SPDX-License-Identifier: BSD-3-Clause */
/* Gives a target the files that are named, each once: for builds that have no fuzzer. */
#include <string.h>

#include "input.h"

#define LONGEST 65536

static int replay(const char *name)
{
	uint8_t *bytes = malloc(LONGEST);
	FILE *file = fopen(name, "rb");
	size_t length;

	if (!bytes || !file) {
		perror(name);
		free(bytes);
		return 1;
	}
	length = fread(bytes, 1, LONGEST, file);
	fclose(file);
	LLVMFuzzerTestOneInput(bytes, length);
	free(bytes);
	return 0;
}

int main(int argc, char **argv)
{
	int failed = argc < 2;

	for (int i = 1; i < argc; i++)
		failed |= replay(argv[i]);
	printf("%d inputs\n", argc - 1);
	return failed;
}
