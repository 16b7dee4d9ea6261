# Sourced by the scripts here: installs what a Debian or Ubuntu machine lacks.
# shellcheck shell=sh disable=SC2034

BUILD_PACKAGES="gcc libc6-dev meson ninja-build pkg-config libc-ares-dev libldns-dev libyaml-dev libuv1-dev libssl-dev libidn2-dev libpcre2-dev libcurl4-openssl-dev"
TEST_PACKAGES="libcmocka-dev python3 python3-dnspython python3-yaml scdoc nsd knot knot-dnsutils bind9 bind9-utils bind9-dnsutils unbound ldnsutils openssl"
# Debian 12 and Ubuntu 24.04 both have this version, so that both find the same.
LINT_PACKAGES="clang-14 clang-tidy-14 clang-format-14 libclang-rt-14-dev cppcheck"
# Server packages that start a service when they are installed, with the services.
SERVICES="nsd:nsd knot:knot bind9:named unbound:unbound"

packages_say() {
	printf '%s\n' "$*" >&2
}

packages_missing() {
	for package; do
		case $(dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null) in
		ii*) ;;
		*) printf '%s ' "$package" ;;
		esac
	done
}

packages_as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	else
		sudo "$@"
	fi
}

# apt-get with no questions, no services started, and output only when it fails.
packages_apt() {
	log=$(mktemp)
	if ! packages_as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get -qq "$@" >"$log" 2>&1 </dev/null; then
		cat "$log" >&2
		rm -f "$log"
		return 1
	fi
	rm -f "$log"
}

# The servers are started by hand on loopback; as services of the machine they are not wanted.
packages_quiet_services() {
	command -v systemctl >/dev/null || return 0
	for pair in $SERVICES; do
		case " $1 " in
		*" ${pair%:*} "*) packages_as_root systemctl disable --now "${pair#*:}" >/dev/null 2>&1 || : ;;
		esac
	done
}

# packages_install PACKAGE ...: installs those that are missing, or says which they are and fails.
packages_install() {
	if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
		packages_say "this is neither Debian nor Ubuntu: install what these packages of Debian hold, then run again with PACKAGES_INSTALLED=1: $*"
		[ "${PACKAGES_INSTALLED:-}" = 1 ]
		return
	fi
	missing=$(packages_missing "$@")
	[ -n "$missing" ] || return 0
	if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
		packages_say "neither root nor sudo: ask for these packages to be installed: $missing"
		return 1
	fi
	packages_say "installing $missing"
	policy=/usr/sbin/policy-rc.d
	made=
	if [ ! -e $policy ]; then
		made=yes
		printf '#!/bin/sh\nexit 101\n' | packages_as_root tee $policy >/dev/null
		packages_as_root chmod 755 $policy
	fi
	status=0
	# shellcheck disable=SC2086
	packages_apt update && packages_apt install -y --no-install-recommends $missing || status=1
	[ -z "$made" ] || packages_as_root rm -f $policy
	[ $status != 0 ] || packages_quiet_services "$missing"
	return $status
}
