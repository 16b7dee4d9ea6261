#!/bin/sh
# Builds with the address and undefined-behaviour sanitizers in ./build-test and runs every test suite.
# Debian 12 or Ubuntu, as root or with sudo; only missing packages are installed.
# The last line is "N passed, N failed"; the exit status is 1 when one failed.
set -eu
cd "$(dirname "$0")/.."
. contrib/packages.sh

# shellcheck disable=SC2086
packages_install $BUILD_PACKAGES $TEST_PACKAGES

log=$(mktemp)
trap 'rm -f "$log"' EXIT
fail() {
	cat "$log"
	echo "0 passed, 1 failed"
	exit 1
}

echo "building in ./build-test"
options="-Db_sanitize=address,undefined -Db_lundef=false -Dtests=enabled -Didn=enabled -Dregex=enabled"
[ ! -f build-test/build.ninja ] || options="--reconfigure $options"
# shellcheck disable=SC2086
meson setup build-test $options >"$log" 2>&1 || fail
ninja -C build-test >"$log" 2>&1 || fail

# Leaks, out-of-bounds and undefined behaviour all end a test.
export ASAN_OPTIONS="${ASAN_OPTIONS:-detect_leaks=1:abort_on_error=0}"
export UBSAN_OPTIONS="${UBSAN_OPTIONS:-halt_on_error=1:print_stacktrace=1}"
meson test -C build-test --no-rebuild --print-errorlogs "$@" || :
exec python3 tests/totals.py build-test/meson-logs/testlog.json
