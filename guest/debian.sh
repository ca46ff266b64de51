# SPDX-License-Identifier: BSD-3-Clause
#
# Debian packages without installing them: an apt of our own in the cache directory, which knows
# Debian 12 and its backports, asks nobody for permission, and leaves the system's apt alone.
# shellcheck shell=bash

# debian_mirror: the one that the system uses for Debian 12; nothing where it knows none
debian_mirror() {
	apt-get indextargets --format '$(RELEASE) $(REPO_URI)' 'Created-By: Packages' \
		2>/dev/null | awk '$1 == "bookworm" { print $2; exit }'
}

# make_debian DIR: an apt state with package lists in DIR
make_debian() {
	local dir=$1 mirror signed=
	mirror=$(debian_mirror)
	[ -r /usr/share/keyrings/debian-archive-keyring.gpg ] &&
		signed='[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] '
	mkdir -p "$dir"/{state/lists/partial,cache/archives/partial,log}
	: > "$dir/state/status"
	{
		echo "deb $signed$mirror bookworm main"
		echo "deb $signed$mirror bookworm-backports main"
	} > "$dir/sources.list"
	{
		# Of the system's settings only how things are acquired, a proxy say.
		apt-config dump --format '%F "%v";%n' Acquire
		cat <<- EOF
			Dir::Etc::parts "/dev/null";
			Dir::Etc::main "/dev/null";
			Dir::Etc::sourceparts "/dev/null";
			Dir::Etc::preferences "/dev/null";
			Dir::Etc::preferencesparts "/dev/null";
			Dir::Etc::sourcelist "$dir/sources.list";
			Dir::State "$dir/state";
			Dir::State::status "$dir/state/status";
			Dir::Cache "$dir/cache";
			Dir::Log "$dir/log";
			APT::Sandbox::User "$(id -un)";
			APT::Architecture "amd64";
			APT::Architectures { "amd64"; };
			Acquire::Languages "none";
			Acquire::GzipIndexes "true";
			Dir::Cache::srcpkgcache "";
			Acquire::Retries "3";
		EOF
	} > "$dir/apt.conf"
	say "reading the package lists of Debian 12 and its backports (about 9 MB)"
	if ! APT_CONFIG=$dir/apt.conf apt-get -q update > "$dir/log/update" 2>&1 ||
		grep -q '^[WE]: Failed' "$dir/log/update"; then
		cat "$dir/log/update" >&2
		say "no package lists from $mirror"
		return 1
	fi
}

# debian_state: prints the directory of our apt, having made it. Lists are read again after a
# week, because a mirror forgets old packages.
debian_state() {
	local key
	command -v apt-get > /dev/null || skip "this is not Debian: no apt-get"
	[ -n "$(debian_mirror)" ] || skip "apt's sources name no mirror of Debian 12 (bookworm)"
	key=$(key_of debian-3 "$(debian_mirror)" "$(($(date +%s) / 604800))")
	prepare_once "$cache/debian-$key" make_debian
	forget_others "$cache/debian-" "$cache/debian-$key"
	echo "$cache/debian-$key"
}

# debian_depends STATE PACKAGE [RELEASE]: the names that it depends on
debian_depends() {
	APT_CONFIG=$1/apt.conf apt-cache show --no-all-versions "$2${3:+/$3}" 2>/dev/null |
		sed -n 's/^\(Pre-\)\{0,1\}Depends: //p' | tr ',|' '\n\n' |
		sed 's/^ *//; s/[ (:].*//'
}

# debian_unpack STATE DIR [-t RELEASE] PACKAGE...: downloads and unpacks into DIR
debian_unpack() {
	local state=$1 dir=$2 from=() total packages package
	shift 2
	if [ "$1" = -t ]; then
		from=(-t "$2")
		shift 2
	fi
	packages=$(mktemp -d "$dir/packages.XXXXXX") || return
	total=$(APT_CONFIG=$state/apt.conf apt-get "${from[@]}" --print-uris download "$@" \
		2>/dev/null | awk '{ total += $3 } END { printf "%d", (total + 999999) / 1e6 }')
	say "downloading $total MB: $*"
	if ! (cd "$packages" && APT_CONFIG=$state/apt.conf apt-get -q "${from[@]}" \
		download "$@" > log 2>&1); then
		cat "$packages/log" >&2
		rm -rf "$packages"
		return 1
	fi
	for package in "$packages"/*.deb; do
		progress 50 "unpacking $(basename "${package%%_*}")"
		dpkg -x "$package" "$dir" || return
	done
	progress_end
	rm -rf "$packages"
}
