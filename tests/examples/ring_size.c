/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * ring-size INTERFACE [RECEIVE TRANSMIT]: how many entries the rings of a network
 * interface have, after giving them as many. What ethtool -g and -G do, for a guest that
 * has no ethtool.
 */
#include <linux/ethtool.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

static int ask(int fd, const char *interface, struct ethtool_ringparam *rings,
               uint32_t command)
{
	struct ifreq request = { .ifr_data = (char *)rings };

	snprintf(request.ifr_name, sizeof(request.ifr_name), "%s", interface);
	rings->cmd = command;
	return ioctl(fd, SIOCETHTOOL, &request);
}

int main(int argc, char **argv)
{
	struct ethtool_ringparam rings = { 0 };
	int fd = socket(AF_INET, SOCK_DGRAM, 0);

	if (argc != 2 && argc != 4)
		return 2;
	if (fd < 0 || ask(fd, argv[1], &rings, ETHTOOL_GRINGPARAM)) {
		perror("ring-size: asking");
		return 1;
	}
	if (argc == 4) {
		rings.rx_pending = (uint32_t)strtoul(argv[2], NULL, 10);
		rings.tx_pending = (uint32_t)strtoul(argv[3], NULL, 10);
		if (ask(fd, argv[1], &rings, ETHTOOL_SRINGPARAM) ||
		    ask(fd, argv[1], &rings, ETHTOOL_GRINGPARAM)) {
			perror("ring-size: setting");
			return 1;
		}
	}
	printf("%u %u\n", rings.rx_pending, rings.tx_pending);
	return 0;
}
