#!/usr/bin/env bash
# Which rights of the system the crash trials (test/crash) have on this machine; a line for each that is missing.
# Usage: scripts/able.sh. No script can install these: what is missing is left out by the tests, and told here.
set -euo pipefail
folder=$(mktemp -d)
trap 'rmdir "$folder"' EXIT
missing=0
tell() {
  echo "NOT RUN: $1"
  missing=1
}
if mount -t tmpfs -o size=1m none "$folder" 2> /dev/null; then umount "$folder"; else tell "disks that are full or only to be read (mount)"; fi
unshare --pid --fork --mount-proc true 2> /dev/null || tell "two containers on one folder (unshare)"
{ [ "$(id -u)" = 0 ] && setpriv --reuid=65534 --regid=65534 --clear-groups true 2> /dev/null; } || tell "a project of another user (setpriv)"
if [ "$missing" = 0 ]; then echo "crash trials with disks, containers and other users"; fi
