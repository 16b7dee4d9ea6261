#!/bin/sh
# Builds digdrift in ./build and shows it find a drift on a name server of its own, on loopback.
# Debian 12 or Ubuntu, as root or with sudo; only missing packages are installed.
set -eu
cd "$(dirname "$0")/.."
. contrib/packages.sh

# shellcheck disable=SC2086
packages_install $BUILD_PACKAGES nsd

work=$(mktemp -d)
server=
finish() {
	[ -z "$server" ] || kill "$server" 2>/dev/null || :
	[ -z "$server" ] || wait "$server" 2>/dev/null || :
	rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

echo "building in ./build"
{ [ -f build/build.ninja ] || meson setup build --buildtype=release -Db_lto=true -Dtests=disabled; } >"$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }
ninja -C build >"$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }
digdrift=build/src/cli/digdrift

cat >"$work/zone" <<'ZONE'
$ORIGIN example.test.
$TTL 3600
@     SOA   ns1 hostmaster 1 7200 3600 1209600 300
@     NS    ns1
@     MX    10 mail
ns1   A     127.0.0.1
mail  A     192.0.2.25
www   A     192.0.2.99
shop  CNAME www
ZONE

start_server() { # on a port that is free
	cat >"$work/nsd.conf" <<CONF
server:
	ip-address: 127.0.0.1
	port: $1
	username: ""
	chroot: ""
	database: ""
	server-count: 1
	zonesdir: "$work"
	pidfile: "$work/pid"
	xfrdfile: "$work/xfrd.state"
	xfrdir: "$work"
	zonelistfile: "$work/zone.list"
	rrl-ratelimit: 0
remote-control:
	control-enable: no
zone:
	name: example.test
	zonefile: zone
CONF
	"$(PATH=$PATH:/usr/sbin:/sbin command -v nsd)" -d -c "$work/nsd.conf" >"$work/nsd.log" 2>&1 &
	server=$!
	tries=0
	while kill -0 "$server" 2>/dev/null && [ $tries -lt 50 ]; do
		if "$digdrift" @127.0.0.1 -p "$1" +short +tries=1 +time=1 example.test SOA >/dev/null 2>&1; then
			return 0
		fi
		tries=$((tries + 1))
		sleep 0.1
	done
	kill "$server" 2>/dev/null || :
	wait "$server" 2>/dev/null || :
	server=
	return 1
}

port=
for try in 1 2 3 4 5; do
	port=$((20000 + ($$ * 7 + try * 911) % 12000))
	if start_server $port; then
		break
	fi
done
[ -n "$server" ] || { cat "$work/nsd.log"; exit 1; }

cat >"$work/example.yaml" <<CHECKS
servers:
  here: ["127.0.0.1:$port"]
defaults:
  ask: [here]
zones:
  example.test:
    records:
      '': {type: MX, ttl: 3600, value: 10 mail.example.test.}
      mail: {type: A, ttl: 3600, value: 192.0.2.25}
      www: {type: A, ttl: 3600, value: 192.0.2.80}
      shop: {type: CNAME, ttl: 3600, value: www.example.test.}
      ftp: {type: A, ttl: 3600, value: 192.0.2.21}
CHECKS

echo
echo "NSD serves example.test on 127.0.0.1 port $port. What is declared:"
echo
sed 's/^/    /' "$work/example.yaml"
echo
echo "\$ digdrift check example.yaml"
status=0
"$digdrift" check "$work/example.yaml" || status=$?
echo
if [ $status != 2 ]; then
	echo "the check ended with $status where drift (2) was to be found"
	exit 1
fi
echo "exit code 2: www is not as declared, and ftp is not there. What is served, looked up:"
echo
echo "\$ digdrift @127.0.0.1 -p $port +noall +answer shop.example.test"
"$digdrift" @127.0.0.1 -p "$port" +noall +answer shop.example.test
echo
echo "The program is $digdrift; 'ninja -C build install' installs it."
